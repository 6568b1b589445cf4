"""Questions that mean something only after an answer: “kalau kader?”, “siapa yang bilang?”.

Nothing is guessed: a follow-up is taken only where it, together with the question before, is answered surely,
by an entry that knows each of its words.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from math import sqrt

from bot.answering import OFFERED, Faq
from bot.eligibility import Eligibility
from bot.language.reading import QUESTION_WORDS
from bot.model import (
    Cues,
    Detail,
    Entry,
    EntryKind,
    Group,
    Outcome,
    OutcomeKind,
    Reason,
    Understood,
    Word,
)

MOST_WORDS = 5  # content words of a message that may be short for something
# How well an entry must fit what is new and what was asked before, in thresholds for answering,
# and how far behind it the next may come.
CLEAR, AHEAD = 1.5, 1.5
# Longer phrasings tell of other things too: their words do not show what an entry is about.
LONGEST = 8
LITTLE = 0.0005  # the least that the entry before leaves of the choice; figures are rounded
# What scores less than so many times the threshold for answering may be meant otherwise: “siapa aja?” is not
# “siapa kamu?”. `python -m bench.followups` shows from where to where this may be moved.
FIRM = 4.0
ASKED_OF = 3  # so many groups or more stand in the phrasings of a question that people ask of groups
TO_WHOM = re.compile(r"\b(?:ke|kepada|untuk) siapa\b")  # is not asked of who speaks


class Followups:
    """Understands follow-ups; built once for a knowledge."""

    def __init__(self, cues: Cues, faq: Faq, eligibility: Eligibility) -> None:
        self._faq = faq
        self._eligibility = eligibility
        self._openers = {self._understood(phrase) for phrase in cues.openers}
        self._closers = {self._understood(phrase) for phrase in cues.closers}
        self._askers = frozenset(cues.askers)
        self._firm = FIRM * faq.thresholds.answer
        self._details = [
            (detail, _content(words), {word.stem for word in words})
            for detail, phrases in ((Detail.SPEAKER, cues.speaker), (Detail.SOURCE, cues.source))
            for phrase in phrases
            if (words := faq.matcher.read(phrase).words)
        ]
        self._known = lru_cache(maxsize=1000)(self._stems_of)
        self._phrasings = lru_cache(maxsize=1000)(self._understood_of)

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
        if not core or len(_content(core)) > MOST_WORDS:
            return None
        asks = self._asks(core)
        short = len(core) < len(words) or (self._is_group(core) and not asks)
        shortened = opened or (short and alone.score < self._firm)
        if (shortened or not stands) and (found := self._in_its_place(core, previous, alone)):
            return Understood(found, follows=found.entry is not None)
        if stands and (asks or not opened):
            return None
        if near := self._of_topic(alone, previous):
            return Understood(near, follows=True)
        bare = asks and len(_content(core)) == 1
        found = self._together(core, previous, stands=stands, bare=bare)
        if bare and (found is None or found.entry is None) and self._explains(previous, core):
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
        """Whether a message begins as if it went on from an answer, and is answered about something else."""
        told = alone.entry
        if told is None or told.kind is EntryKind.SMALL_TALK:
            return False
        _, opened = self._core(self._faq.matcher.read(text).words)
        cited = {citation.sentence for citation in previous.citations}
        near = told.topic == previous.topic or any(each.sentence in cited for each in told.citations)
        return opened and not near

    def detail(self, text: str) -> Detail | None:
        """What of an answer is asked, if the message asks that and nothing else."""
        return self._detail(self._core(self._faq.matcher.read(text).words)[0])

    def _stands(self, alone: Outcome) -> bool:
        """Whether a message is understood by itself."""
        if alone.kind is OutcomeKind.SMALL_TALK:
            return alone.score >= self._firm
        return alone.kind in (OutcomeKind.ANSWER, OutcomeKind.NOT_IN_SOURCE)

    def _asks(self, core: Sequence[Word]) -> bool:
        """Whether a message that is not empty asks: by its last word, or by any question word."""
        return core[-1].understood in self._askers or any(word.understood in QUESTION_WORDS for word in core)

    def _core(self, words: Sequence[Word]) -> tuple[Sequence[Word], bool]:
        """The words without what only takes up the answer before, and whether it began so."""
        start, end = 0, len(words)
        while cut := _longest([word.understood for word in words[start:end]], self._openers):
            start += cut
        while cut := _longest([word.understood for word in reversed(words[start:end])], self._closers):
            end -= cut
        return words[start:end], start > 0

    def _detail(self, core: Sequence[Word]) -> Detail | None:
        """What of the answer before is asked, if the message asks that and nothing else."""
        content, stems = _content(core), {word.stem for word in core}
        if TO_WHOM.search(_text(core)):
            return None
        return next(
            (detail for detail, cue, words in self._details if content == cue and words <= stems), None
        )

    def _is_group(self, words: Sequence[Word]) -> bool:
        """Whether words are the name of a group and nothing else."""
        mentions = self._eligibility.mentions(words)
        return [(mention.start, mention.end) for mention in mentions] == [(0, len(words))]

    def _in_its_place(self, core: Sequence[Word], previous: Entry, alone: Outcome) -> Outcome | None:
        """The outcome of the question before with another group of people in it, if the core is a group."""
        mentions = self._eligibility.mentions(core)
        inside = {at for mention in mentions for at in range(mention.start, mention.end)}
        if len(mentions) != 1 or any(not word.light for at, word in enumerate(core) if at not in inside):
            return None
        words = self._faq.matcher.read(previous.question).words
        places = self._eligibility.mentions(words)
        named = core[mentions[0].start : mentions[0].end]
        if not places:
            return self._kept(words, named, previous, alone)
        start, end = places[0].start, places[-1].end
        named_before = {at for place in places for at in range(place.start, place.end)}
        between = (word for at, word in enumerate(words) if start < at < end and at not in named_before)
        if self._groups(words) == {mentions[0].group} or not all(map(_light, between)):
            return None
        return self._sure([*words[:start], *named, *words[end:]], named, previous)

    def _kept(
        self, words: Sequence[Word], named: Sequence[Word], previous: Entry, alone: Outcome
    ) -> Outcome | None:
        """The question before, if it is one that people ask of groups, though it names none."""
        groups = set().union(*map(self._groups, self._read(previous.id)))
        if previous.kind is not EntryKind.NOT_IN_SOURCE or len(groups) < ASKED_OF:
            return None
        if sure := self._sure([*words, *named], named, previous):
            return sure
        offered = tuple(dict.fromkeys(each for each in (previous, alone.entry) if each))
        return Outcome(OutcomeKind.CLARIFY, Reason.RIVALLED, None, (), alone.reading, offered)

    def _of_topic(self, alone: Outcome, previous: Entry) -> Outcome | None:
        """The best of rivals, if it alone is of the topic of the answer before."""
        if alone.reason is not Reason.RIVALLED:
            return None
        best, *others = (match for match in alone.matches if not match.block)
        near = [each.entry for each in others if each.score > best.score - self._faq.thresholds.margin]
        topics = {entry.topic for entry in near}
        alike = best.entry.topic == previous.topic not in topics
        return self._faq.choose(best.entry.id) if alike and best.entry is not previous else None

    def _together(self, core: Sequence[Word], previous: Entry, *, stands: bool, bare: bool) -> Outcome | None:
        """The outcome of the message and what the question before was about, as one question.

        A bare question word that stays unclear is asked about; it means nothing by itself.
        """
        fits = self._fits(core, previous)
        best, *others = sorted(fits, key=fits.__getitem__, reverse=True) or [previous]
        least = (1 if stands else CLEAR) * self._faq.thresholds.answer
        least = max([least, *(fits[other] * AHEAD for other in others)])
        reading = self._faq.matcher.read(_text(core))
        if fits.get(best, 0) >= least:
            told = self._faq.choose(best.id)
            return replace(told, reading=reading) if told else None
        if not (bare and fits):
            return None
        offered = (best, *others)[:OFFERED]
        return Outcome(OutcomeKind.CLARIFY, Reason.RIVALLED, None, (), reading, offered)

    def _fits(self, core: Sequence[Word], previous: Entry) -> dict[Entry, float]:
        """How well each entry that knows what is new fits it beside what was asked before.

        Beside all of that the entry before is nearest, so it is left out of the choice; beside each of
        its words alone others come in. An entry must fit both ways, and know much of what was asked before.
        """
        asked = self._faq.matcher.read(previous.question).words
        topic = [word for word in asked if not word.light and word.understood not in QUESTION_WORDS]
        whole = {match.entry: match for match in self._faq.ask(_text([*topic, *core])).matches}
        left = 1 - whole.pop(previous).choice / 100 if previous in whole else 1
        parts: defaultdict[Entry, float] = defaultdict(float)
        for word in topic:
            for match in self._faq.ask(_text([word, *core])).matches:
                if not match.block:
                    parts[match.entry] += match.score * match.coverage / 100 / len(topic)
        old = _content(asked)
        return {
            entry: sqrt(min(match.score / sqrt(max(left, LITTLE)), 100) * parts[entry])
            * len(old & self._known(entry.id))
            / len(old)
            for entry, match in whole.items()
            if entry in parts and not match.block and self._explains(entry, core)
        }

    def _sure(self, words: Sequence[Word], new: Sequence[Word], previous: Entry) -> Outcome | None:
        """The outcome for a question made of words, if its answer knows the group that is new in it.

        It is another than the answer before, unless that is what the sources say of no group.
        """
        outcome = self._faq.ask(_text(words))
        if outcome.entry is None or outcome.kind is OutcomeKind.SMALL_TALK:
            return None
        if outcome.entry is previous and previous.kind is EntryKind.FACT:
            return None
        if outcome.reason is Reason.GUARDED:
            return outcome
        groups = self._groups(self._faq.matcher.read(outcome.entry.question).words)
        about = outcome.entry is previous or not groups or self._groups(new) <= groups
        return outcome if about and self._explains(outcome.entry, new) else None

    def _groups(self, words: Sequence[Word]) -> set[Group]:
        return {mention.group for mention in self._eligibility.mentions(words)}

    def _explains(self, entry: Entry, words: Sequence[Word]) -> bool:
        """Whether an entry knows all that is asked; of a bare question, as it stands (“dari mana”)."""
        if any(word.understood not in QUESTION_WORDS and not word.light for word in words):
            return _content(words) <= self._known(entry.id)
        return any(f" {_text(words)} " in phrasing for phrasing in self._phrasings(entry.id))

    def _stems_of(self, entry_id: str) -> frozenset[str]:
        return frozenset(word.stem for words in self._read(entry_id) for word in words)

    def _understood_of(self, entry_id: str) -> list[str]:
        return [f" {_text(words)} " for words in self._read(entry_id)]

    def _read(self, entry_id: str) -> list[Sequence[Word]]:
        told = self._faq.choose(entry_id)
        phrasings = told.entry.phrasings if told and told.entry else ()
        read = (self._faq.matcher.read(phrasing).words for phrasing in phrasings)
        return [words for words in read if len(words) <= LONGEST]

    def _understood(self, phrase: str) -> tuple[str, ...]:
        return tuple(word.understood for word in self._faq.matcher.read(phrase).words)


def _light(word: Word) -> bool:
    return word.light


def _content(words: Sequence[Word]) -> set[str]:
    """The stems that carry what is asked."""
    return {word.stem for word in words if not word.light}


def _text(words: Iterable[Word]) -> str:
    return " ".join(word.understood for word in words)


def _longest(words: list[str], phrases: set[tuple[str, ...]]) -> int:
    """How many words the longest of the phrases has that they begin with."""
    return max((len(each) for each in phrases if words[: len(each)] == list(each)), default=0)
