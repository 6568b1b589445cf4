"""Whether to answer, ask back, or say that there is no answer: policy, apart from scoring."""

from collections.abc import Iterable

from bot.language.reading import subjects
from bot.matching.matcher import Matcher
from bot.model import Entry, EntryKind, Knowledge, Match, Outcome, OutcomeKind, Reading, Reason, Thresholds

OFFERED = 3  # questions offered when asking back: as many as are read at a glance

LEFT_OPEN = {EntryKind.NOT_IN_SOURCE}
KIND_OF_ANSWER = {
    EntryKind.FACT: OutcomeKind.ANSWER,
    EntryKind.NOT_IN_SOURCE: OutcomeKind.NOT_IN_SOURCE,
    EntryKind.SMALL_TALK: OutcomeKind.SMALL_TALK,
}


class Faq:
    """The one door: text in, outcome out. Immutable, so that a message meets one version of the knowledge."""

    def __init__(
        self,
        knowledge: Knowledge,
        thresholds: Thresholds | None = None,
        matcher: Matcher | None = None,
    ) -> None:
        """`matcher`: one that was made for this knowledge already."""
        self.matcher = matcher or Matcher(knowledge)
        self.thresholds = thresholds or knowledge.thresholds
        self._entries = {each.id: entry for entry in knowledge.entries for each in (*entry.versions, entry)}

    def ask(self, text: str) -> Outcome:
        """The outcome for a message, whatever it holds."""
        reading = self.matcher.read(text)
        return self.decide(reading, self.matcher.rank(reading), self.thresholds)

    def entry(self, entry_id: str) -> Entry | None:
        """The entry that has this id, perhaps as one of those that were joined in it."""
        return self._entries.get(entry_id)

    def choose(self, entry_id: str) -> Outcome | None:
        """The outcome for a question picked from a list; None if there is no such entry."""
        entry = self.entry(entry_id)
        return self._told(entry, Reason.PICKED) if entry else None

    def decide(self, reading: Reading, matches: tuple[Match, ...], least: Thresholds) -> Outcome:
        """The outcome for a message that has been read and ranked, at the given thresholds."""
        free = [match for match in matches if not match.block]
        asked = [match for match in free if match.entry.kind is not EntryKind.SMALL_TALK]
        sure, low = Reason.SURE, Reason.LOW if free else Reason.ALL_HELD
        if not subjects(reading):  # “kapan?”, “a”: only small talk is answered
            free = [match for match in free if match.entry.kind is EntryKind.SMALL_TALK]
            sure = Reason.SURE if free[:1] == [*matches[:1]] else Reason.ONLY_TALK
            low = Reason.ONLY_ASKING if reading.words else Reason.NO_WORDS
        elif asked[:1] == free[:1]:  # and beside a question it is no rival
            free = asked
        by = free[0] if free else None
        best = by.score if by else -1.0  # below every threshold
        near = [match.entry for match in free[1:] if match.score > best - least.margin]
        rivals = [entry for entry in near if not entry.agrees_with(free[0].entry)]
        # Nobody has to choose between things that the source leaves open.
        rivalled = bool(rivals) and {free[0].entry.kind, *(entry.kind for entry in rivals)} != LEFT_OPEN
        displaced = any(_displaces(match, free[0]) for match in matches if free)
        if best >= least.answer and not rivalled and not displaced:
            return self._told(free[0].entry, Reason.LEFT_OPEN if rivals else sure, matches, reading, by)
        for match in matches:  # a guard may name what says why not, if only its phrase stood in the way
            block = match.block
            if block and block.entry_id and match.fit >= least.clarify:
                return self._told(self._entries[block.entry_id], Reason.GUARDED, matches, reading, match)
        if best >= least.clarify:
            unsure = Reason.RIVALLED if rivalled else Reason.DISPLACED
            reason = unsure if best >= least.answer else Reason.DOUBTFUL
            offered = (free[0].entry, *_near(free[1:]))[:OFFERED]
            return Outcome(OutcomeKind.CLARIFY, reason, None, matches, reading, offered, by)
        return Outcome(OutcomeKind.UNKNOWN, low, None, matches, reading, _near(matches)[:OFFERED], by)

    def _told(
        self,
        entry: Entry,
        reason: Reason,
        matches: tuple[Match, ...] = (),
        reading: Reading | None = None,
        by: Match | None = None,
    ) -> Outcome:
        return Outcome(KIND_OF_ANSWER[entry.kind], reason, entry, matches, reading, by=by)


def _near(matches: Iterable[Match]) -> tuple[Entry, ...]:
    """What a message may mean beside the best: what shares a word with it, and no small talk."""
    known = (match.entry for match in matches if match.coverage > 0)
    return tuple(each for each in known if each.kind is not EntryKind.SMALL_TALK)


def _displaces(match: Match, best: Match) -> bool:
    """Whether a guard holds back what a message fits better: no lesser entry answers in its stead.

    What the source leaves open may be told instead, unless the guard itself says what to tell.
    """
    if match.block is None or match.fit <= best.score or match.entry.agrees_with(best.entry):
        return False
    return best.entry.kind is EntryKind.FACT or bool(match.block.entry_id)
