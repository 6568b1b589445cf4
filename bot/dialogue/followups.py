"""Questions that mean something only after an answer: “kalau kader?”, “siapa yang bilang?”.

Nothing is guessed: a follow-up is taken only where it, together with the question before, is answered surely,
by an entry that knows each of its words.
"""

from collections.abc import Sequence

from bot.answering import Faq
from bot.dialogue.clarifying import is_firm
from bot.dialogue.phrasings import Phrasings
from bot.dialogue.together import Together
from bot.dialogue.wording import content, holds, owned, phrases, questions, understood
from bot.eligibility import Eligibility
from bot.language.phrases import Phrases
from bot.model import Cues, Detail, Entry, EntryKind, Group, Outcome, OutcomeKind, Reason, Understood, Word

# Longer phrasings tell of other things too: their words do not show what an entry is about.
LONGEST = 8  # words; docs/numbers.txt measures it


class Followups:
    """Understands follow-ups; built once for a knowledge."""

    def __init__(self, cues: Cues, faq: Faq, eligibility: Eligibility) -> None:
        self._faq = faq
        self._eligibility = eligibility
        self._phrasings = Phrasings(faq, LONGEST)
        self._together = Together(cues, faq, eligibility, self._phrasings)
        self._openers = phrases(cues.openers, faq)
        closers = (faq.matcher.read(phrase).words[::-1] for phrase in cues.closers)
        self._closers = Phrases.of(map(understood, closers))  # looked for from the end
        self._pointers = frozenset(cues.pointers)
        self._hearers = phrases(cues.hearer, faq)
        self._askers = frozenset(cues.askers)
        self._details = [
            (detail, content(words), {word.stem for word in words})
            for detail, cue in ((Detail.SPEAKER, cues.speaker), (Detail.SOURCE, cues.source))
            for phrase in cue
            if (words := faq.matcher.read(phrase).words)
        ]

    def follow(self, text: str, previous: Entry, alone: Outcome) -> Understood | None:
        """What a message means after an answer, None if it stands by itself or stays unclear.

        `alone` is its outcome without the answer before it.
        """
        if previous.kind is EntryKind.SMALL_TALK:
            return None
        core, opened = self._core(words := self._faq.matcher.read(text).words)
        if detail := self._detail(core):
            told = self._faq.choose(previous.id)
            return Understood(told, follows=True, detail=detail) if told and previous.citations else None
        stands = self._stands(alone)
        if not core:
            return None
        if same := self._together.of_same(words, previous, alone):
            return Understood(same, follows=True)
        asks = self._asks(core)
        closed = len(core) < len(words) and not is_firm(alone, self._faq)
        shortened = opened or closed or (self._together.are_one(core) and not asks)
        if (shortened or not stands) and (found := self._together.in_its_place(core, previous, alone)):
            if found.entry is alone.entry is not None and not opened:
                return None
            return Understood(found, follows=found.entry is not None)
        if stands and (asks or not opened):
            return None
        if near := self._of_topic(alone, previous):
            return Understood(near, follows=True)
        bare = asks and len(content(core)) == 1
        short = len(core) <= LONGEST  # what is longer is no follow-up, and would take long
        found = self._together.added(core, previous, stands=stands, bare=bare) if short else None
        if bare and (found is None or found.entry is None) and self._asks_same(previous, core):
            found = self._faq.choose(previous.id)
        if found is None or found.entry is alone.entry is not None:
            return None
        return Understood(found, follows=found.entry is not None)

    def next_group(self, text: str) -> Group | None:
        """The only group that a message names, if it asks nothing of it: “kalau ketua RT?”, “kader”."""
        core, opened = self._core(self._faq.matcher.read(text).words)
        named = self._eligibility.find(" ".join(word.typed for word in core))
        if len(named.groups) != 1 or self._asks(core):
            return None
        return named.groups[0] if named.bare or (opened and named.sure) else None

    def leaves(self, text: str, previous: Entry, alone: Outcome) -> bool:
        """Whether a message seems to go on from an answer, and is answered about something else.

        It begins so, or speaks of what is “its” where the answer is about a figure that nobody mentioned.
        """
        told = alone.entry
        if told is None or told.kind is EntryKind.SMALL_TALK:
            return False
        words = self._faq.matcher.read(text).words
        cited = {citation.sentence for citation in previous.citations}
        near = told.topic == previous.topic or any(each.sentence in cited for each in told.citations)
        return not near and (
            self._core(words)[1] or (owned(words) and self._adds_figure(told, previous, words))
        )

    def _adds_figure(self, told: Entry, previous: Entry, words: Sequence[Word]) -> bool:
        """Whether the question of an entry holds a figure that neither the message nor the one before has."""
        said = {*understood(words), *understood(self._faq.matcher.read(previous.question).words)}
        return any(
            word.understood.isdigit()
            for word in self._faq.matcher.read(told.question).words
            if word.understood not in said
        )

    def detail(self, text: str) -> Detail | None:
        """What of an answer is asked, if the message asks that and nothing else."""
        return self._detail(self._core(self._faq.matcher.read(text).words)[0])

    def _asks_same(self, previous: Entry, core: Sequence[Word]) -> bool:
        """Whether the question before asks the same, as it stands: “di mana”."""
        return holds(self._faq.matcher.read(previous.question).words, core)

    def _stands(self, alone: Outcome) -> bool:
        """Whether a message is understood by itself, and nothing else could be meant."""
        if alone.kind is OutcomeKind.SMALL_TALK:
            return is_firm(alone, self._faq)
        told = alone.kind in (OutcomeKind.ANSWER, OutcomeKind.NOT_IN_SOURCE)
        return told and alone.reason is not Reason.LEFT_OPEN

    def _asks(self, core: Sequence[Word]) -> bool:
        """Whether a message that is not empty asks: by its last word, or by any question word."""
        return core[-1].understood in self._askers or questions(core)

    def _core(self, words: Sequence[Word]) -> tuple[Sequence[Word], bool]:
        """The words without what only takes up the answer before, and whether it began so."""
        said = understood(words)
        start, end = 0, len(words)
        while cut := self._openers.longest(said, start):
            start += cut
        while cut := self._closers.longest(said[start:end][::-1]):
            end -= cut
        points = start < end and words[start].understood in self._pointers
        return words[start:end], start > 0 or points

    def _detail(self, core: Sequence[Word]) -> Detail | None:
        """What of the answer before is asked, if the message asks that and nothing else."""
        asked, stems = content(core), {word.stem for word in core}
        if self._hearers.within(understood(core)):
            return None
        return next((detail for detail, cue, words in self._details if asked == cue and words <= stems), None)

    def _of_topic(self, alone: Outcome, previous: Entry) -> Outcome | None:
        """The best of rivals, if it alone is of the topic of the answer before."""
        if alone.reason not in (Reason.RIVALLED, Reason.LEFT_OPEN):
            return None
        best, *others = (match for match in alone.matches if not match.block)
        near = [each.entry for each in others if each.score > best.score - self._faq.thresholds.margin]
        topics = {entry.topic for entry in near}
        alike = best.entry.topic == previous.topic not in topics
        return self._faq.choose(best.entry.id) if alike and best.entry is not previous else None
