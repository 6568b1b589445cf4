"""A message and the question before it, as one: of another group, or of what was asked as well."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from math import sqrt

from bot.answering import Faq
from bot.dialogue.clarifying import asked_back
from bot.dialogue.phrasings import Phrasings
from bot.dialogue.wording import content, joined, light, owned, phrases, understood
from bot.eligibility import WHETHER, Eligibility
from bot.language.stems import QUESTION_WORDS
from bot.model import Cues, Entry, EntryKind, Group, Outcome, OutcomeKind, Reason, Word

# How well an entry must fit what is new and what was asked before, in thresholds for answering,
# and how far behind it the next may come; docs/numbers.txt measures both.
CLEAR, AHEAD = 1.5, 1.5
LITTLE = 0.0005  # the least that the entry before leaves of the choice: half of what is rounded away


class Together:
    """Puts questions together; built once for a knowledge."""

    def __init__(self, cues: Cues, faq: Faq, eligibility: Eligibility, phrasings: Phrasings) -> None:
        self._faq = faq
        self._eligibility = eligibility
        self._phrasings = phrasings
        self._same = phrases((*cues.person, *cues.persons, *cues.everyone), faq)

    def are_one(self, words: Sequence[Word]) -> bool:
        """Whether words are the name of a group and nothing else."""
        mentions = self._eligibility.mentions(words)
        return [(mention.start, mention.end) for mention in mentions] == [(0, len(words))]

    def of_same(self, words: Sequence[Word], previous: Entry, alone: Outcome) -> Outcome | None:
        """The outcome for what is asked of the groups of the question before without naming them: “mereka?”.

        Its answer knows what is asked, and is about them and no others. What is only said to be somebody's
        (“dananya”) may be of others too: the sources must be silent on it, and tell it of others.
        """
        meant = self._same.within(understood(words))
        if not (meant or owned(words)) or self._named(words):
            return None
        asked = self._eligibility.asked(previous.question)
        before = self._faq.matcher.read(previous.question).words
        places = self._eligibility.mentions(before)
        if asked is None or not places:
            return None
        outcome = self._faq.ask(joined([*before[places[0].start : places[-1].end], *words]))
        if outcome.entry is None or not self._phrasings.explains(outcome.entry, words):
            return None
        silent = outcome.kind is OutcomeKind.NOT_IN_SOURCE and alone.kind is OutcomeKind.ANSWER
        if outcome.entry is alone.entry or not (meant or silent):
            return None
        if outcome.entry is previous and any(word.understood in QUESTION_WORDS - WHETHER for word in words):
            return None
        about = self._named(self._faq.matcher.read(outcome.entry.question).words)
        return outcome if about == {*asked.groups} else None

    def in_its_place(self, core: Sequence[Word], previous: Entry, alone: Outcome) -> Outcome | None:
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
        if self._named(words) == {mentions[0].group} or not all(map(light, between)):
            return None
        return self._sure([*words[:start], *named, *words[end:]], named, previous)

    def _kept(
        self, words: Sequence[Word], named: Sequence[Word], previous: Entry, alone: Outcome
    ) -> Outcome | None:
        """The question before, if it is one that people ask of groups, though it names none."""
        groups = set().union(*map(self._named, self._phrasings.read(previous.id)))
        if previous.kind is not EntryKind.NOT_IN_SOURCE or not groups:
            return None
        if sure := self._sure([*words, *named], named, previous):
            return sure
        return asked_back(alone.reading, (each for each in (previous, alone.entry) if each))

    def _sure(self, words: Sequence[Word], new: Sequence[Word], previous: Entry) -> Outcome | None:
        """The outcome for a question made of words, if its answer knows the group that is new in it.

        It is another than the answer before, unless that is what the sources say of no group.
        """
        outcome = self._faq.ask(joined(words))
        if outcome.entry is None or outcome.kind is OutcomeKind.SMALL_TALK:
            return None
        if outcome.entry is previous and previous.kind is EntryKind.FACT:
            return None
        if outcome.reason is Reason.GUARDED:
            return outcome
        groups = self._named(self._faq.matcher.read(outcome.entry.question).words)
        about = outcome.entry is previous or not groups or self._named(new) <= groups
        return outcome if about and self._phrasings.explains(outcome.entry, new) else None

    def _named(self, words: Sequence[Word]) -> set[Group]:
        return {mention.group for mention in self._eligibility.mentions(words)}

    def added(self, core: Sequence[Word], previous: Entry, *, stands: bool, bare: bool) -> Outcome | None:
        """The outcome of the message and what the question before was about, as one question.

        A bare question word that stays unclear is asked about; it means nothing by itself.
        """
        fits = self._fits(core, previous)
        best, *others = sorted(fits, key=fits.__getitem__, reverse=True) or [previous]
        least = (1 if stands else CLEAR) * self._faq.thresholds.answer
        least = max([least, *(fits[other] * AHEAD for other in others)])
        reading = self._faq.matcher.read(joined(core))
        if fits.get(best, 0) >= least:
            told = self._faq.choose(best.id)
            return replace(told, reading=reading) if told else None
        if not (bare and fits):
            return None
        return asked_back(reading, (best, *others))

    def _fits(self, core: Sequence[Word], previous: Entry) -> dict[Entry, float]:
        """How well each entry that knows what is new fits it beside what was asked before.

        Beside all of that the entry before is nearest, so it is left out of the choice; beside each of
        its words alone others come in. An entry must fit both ways, and know much of what was asked before.
        """
        asked = self._faq.matcher.read(previous.question).words
        topic = [word for word in asked if not word.light and word.understood not in QUESTION_WORDS]
        whole = {match.entry: match for match in self._faq.ask(joined([*topic, *core])).matches}
        left = 1 - whole.pop(previous).choice / 100 if previous in whole else 1
        parts: defaultdict[Entry, float] = defaultdict(float)
        for word in topic:
            for match in self._faq.ask(joined([word, *core])).matches:
                if not match.block:
                    parts[match.entry] += match.score * match.coverage / 100 / len(topic)
        old = content(asked)
        return {
            entry: sqrt(min(match.score / sqrt(max(left, LITTLE)), 100) * parts[entry])
            * len(old & self._phrasings.stems(entry.id))
            / len(old)
            for entry, match in whole.items()
            if entry in parts and not match.block and self._phrasings.explains(entry, core)
        }
