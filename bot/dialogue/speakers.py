"""Whom “dia bilang” means: who said what was answered before, never somebody else; or it is asked back."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from bot.answering import OFFERED, Faq
from bot.dialogue.followups import FIRM, TO_WHOM
from bot.language.reading import QUESTION_WORDS
from bot.model import Detail, Entry, EntryKind, Outcome, OutcomeKind, Reason, Speaker, Understood

# As they are understood: “doi” and “die” are “dia” by then, “menyampaikan” is “kata”.
SAYS = frozenset(("kata", "ngomong", "bicara", "bilang"))
PERSON = r"\b(?:dia|beliau|mereka|(?:orang|ibu|bapak|pejabat)(?:nya| itu| tadi| tersebut))\b"
SAID_BY = re.compile(rf"{PERSON} (?:\w+ ){{0,2}}(?:{'|'.join(SAYS)})\b")  # “dia kan juga bilang”
OF_WHOM = re.compile(r"\wn[yi][ae]\b")  # “jabatannya apa”
MOST_WORDS = 5  # content words of a message that tells no story


class Speakers:
    """Understands what is asked of a speaker who is not named; built once for a knowledge."""

    def __init__(self, entries: Iterable[Entry], faq: Faq) -> None:
        self._faq = faq
        self._all = tuple(dict.fromkeys(speaker for entry in entries for speaker in _speakers(entry)))
        self._known = lru_cache(maxsize=1000)(self._stems_of)

    def follow(self, text: str, previous: Entry | None, alone: Outcome) -> Understood | None:
        """What a message about an unnamed speaker means after an answer; None if it is about none.

        `alone` is its outcome without the answer before it.
        """
        asked = " ".join(word.understood for word in self._faq.matcher.read(text).words)
        rest = re.sub(PERSON, " ", asked)
        words = [word for word in self._faq.matcher.read(rest).words if not word.light]
        content = {word.stem for word in words if word.understood not in QUESTION_WORDS}
        # “ngomong apa?” without a person may be said to the bot.
        asks = (word.understood for word in words) if rest == asked else rest.split()
        bare = bool(content) and content <= SAYS and not QUESTION_WORDS.isdisjoint(asks)
        said = _speakers(previous) if previous and previous.kind is EntryKind.FACT else ()
        said = () if "mereka" in asked.split() else said  # several have spoken
        told = alone.entry
        if not bare and not (said and SAID_BY.search(asked) and len(content) <= MOST_WORDS):
            of_one = len(said) == 1 and len(content) < 2 and not QUESTION_WORDS.isdisjoint(rest.split())
            if not of_one or (rest == asked and not OF_WHOM.search(text.lower())):
                return None
            return (
                self._of_person(rest, said[0], alone) if previous and self._names(previous, said[0]) else None
            )
        if rest == asked and told and not any(self._names(told, each) for each in self._all):
            return None  # “kapan diumumkan?” may be asked of other things than words
        offered: list[Entry] = []
        for speaker in said or self._all:
            outcome = self._faq.ask(f"{speaker.name} {rest}")
            entry = outcome.entry
            if entry and self._tells(entry, speaker) and self._answers(entry, rest, {w.stem for w in words}):
                if len(said) == 1:
                    return Understood(outcome, follows=entry is not told)
                offered.append(entry)
            elif said:
                offered += [each for each in self._near(outcome, speaker) if each is not previous]
        if not bare and (told is None or any(self._tells(told, each) for each in said)):
            return None
        if not offered:
            which = replace(alone, kind=OutcomeKind.CLARIFY, reason=Reason.DOUBTFUL, entry=None)
            return Understood(which, detail=Detail.SPEAKER)
        return _which(offered if bare or told is None else [*offered[: OFFERED - 1], told], alone)

    def _of_person(self, asked: str, speaker: Speaker, alone: Outcome) -> Understood | None:
        """What is asked of a person whom the answer before was about, if it is not surely something else."""
        outcome = self._faq.ask(f"{speaker.name} {asked}")
        entry, told = outcome.entry, alone.entry
        words = {word.stem for word in self._faq.matcher.read(asked).words if not word.light}
        better = told is None or outcome.score > alone.score
        if entry and better and self._names(entry, speaker) and self._answers(entry, asked, words):
            return Understood(outcome, follows=entry is not told)
        firm = alone.kind is OutcomeKind.SMALL_TALK or alone.score >= FIRM * self._faq.thresholds.answer
        if told is None or entry is told or firm:
            return None
        return _which([*([entry] if entry else outcome.offered), told], alone)

    def _near(self, outcome: Outcome, speaker: Speaker) -> list[Entry]:
        """What comes nearest to a question, of what cites the speaker alone."""
        free = (match.entry for match in outcome.matches if match.coverage and not match.block)
        return [entry for entry in free if _speakers(entry) == (speaker,)][:OFFERED]

    def _answers(self, entry: Entry, asked: str, words: set[str]) -> bool:
        """Whether an entry knows what is asked."""
        return words <= self._known(entry.id) and not TO_WHOM.search(asked)

    def _tells(self, entry: Entry, speaker: Speaker) -> bool:
        """Whether an entry speaks of nobody else, or names the speaker."""
        return set(_speakers(entry)) <= {speaker} or self._names(entry, speaker)

    def _names(self, entry: Entry, speaker: Speaker) -> bool:
        named = {word.stem for word in self._faq.matcher.read(speaker.name).words}
        return not named.isdisjoint(self._known(entry.id))

    def _stems_of(self, entry_id: str) -> frozenset[str]:
        told = self._faq.choose(entry_id)
        phrasings = told.entry.phrasings if told and told.entry else ()
        return frozenset(word.stem for each in phrasings for word in self._faq.matcher.read(each).words)


def _speakers(entry: Entry) -> tuple[Speaker, ...]:
    """Whose words an answer cites."""
    speakers = (citation.sentence.speaker for citation in entry.citations)
    return tuple(dict.fromkeys(speaker for speaker in speakers if speaker))


def _which(offered: Iterable[Entry], alone: Outcome) -> Understood:
    """The question which of the entries is meant."""
    near = tuple(dict.fromkeys(offered))[:OFFERED]
    return Understood(Outcome(OutcomeKind.CLARIFY, Reason.RIVALLED, None, (), alone.reading, near))
