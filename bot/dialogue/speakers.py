"""Whom “dia bilang” means: who said what was answered before, never somebody else; or it is asked back."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering import OFFERED, Faq
from bot.dialogue.clarifying import asked_back, is_firm, unclear
from bot.dialogue.phrasings import Phrasings
from bot.dialogue.wording import content, joined, owned, phrases, questions, understood
from bot.language.stems import QUESTION_WORDS
from bot.model import Detail, Entry, EntryKind, Knowledge, Outcome, Speaker, Understood, Word


@dataclass(frozen=True, slots=True)
class Message:
    """A message, and how it speaks of people without naming them."""

    words: Sequence[Word]  # but for those that stand for a person
    person: bool  # dia, orangnya, mereka
    several: bool  # mereka
    says: bool  # the person says something: “dia kan juga bilang”
    only_saying: bool  # what, when, where it was said, and nothing else

    @property
    def content(self) -> set[str]:
        """The stems that carry what is asked, but for the question words."""
        return content(self.words) - QUESTION_WORDS

    @property
    def of_person(self) -> bool:
        """Whether something is asked of one: “beliau siapa”, “jabatannya apa”."""
        return questions(self.words) and len(self.content) < 2 and (self.person or owned(self.words))


class Speakers:
    """Understands what is asked of a speaker who is not named; built once for a knowledge."""

    def __init__(self, knowledge: Knowledge, faq: Faq, phrasings: Phrasings) -> None:
        cues = knowledge.lexicon.cues
        self._faq = faq
        self._all = tuple(dict.fromkeys(each for entry in knowledge.entries for each in _speakers(entry)))
        self._several = phrases(cues.persons, faq)
        self._persons = phrases((*cues.person, *cues.persons), faq)
        self._says = {stem for said in cues.saying for stem in content(faq.matcher.read(said).words)}
        self._hearers = phrases(cues.hearer, faq)
        self._phrasings = phrasings

    def follow(self, message: str, previous: Entry | None, alone: Outcome) -> Understood | None:
        """What a message about an unnamed speaker means after an answer; None if it is about none.

        `alone` is its outcome without the answer before it.
        """
        asked = self._asked(message)
        said = _speakers(previous) if previous and previous.kind is EntryKind.FACT else ()
        said = () if asked.several else said
        if asked.only_saying or (said and asked.says):
            return self._said(asked, said, previous, alone)
        if previous and len(said) == 1 and asked.of_person and self._names(previous, said[0]):
            return self._of_person(asked, said[0], alone)
        return None

    def _asked(self, message: str) -> Message:
        words = self._faq.matcher.read(message).words
        rest: list[Word] = []
        person = several = says = False
        said = understood(words)
        at = 0
        while at < len(words):
            if length := self._persons.longest(said, at):
                person = True
                several |= self._several.longest(said, at) > 0
            else:
                says |= person and words[at].stem in self._says
                rest.append(words[at])
            at += length or 1
        # “ngomong apa?” without a person may be said to the bot.
        asks = questions(word for word in rest if person or not word.light)
        bare = content(rest) - QUESTION_WORDS
        return Message(rest, person, several, says, asks and set() < bare <= self._says)

    def _said(
        self, asked: Message, said: Sequence[Speaker], previous: Entry | None, alone: Outcome
    ) -> Understood | None:
        """What is asked of the words of those who said the answer before; of all, if it cites nobody."""
        told = alone.entry
        if not asked.person and told and not any(self._names(told, each) for each in self._all):
            return None  # “kapan diumumkan?” may be asked of other things than words
        outcomes = {speaker: self._ask(speaker, asked) for speaker in said or self._all}
        sure = [each for speaker, each in outcomes.items() if self._tells_surely(each, speaker, asked)]
        if sure and len(said) == 1:
            return Understood(sure[0], follows=sure[0].entry is not told)
        if not asked.only_saying and (told is None or any(self._tells(told, each) for each in said)):
            return None
        near = [entry for each in said for entry in _near(outcomes[each], each) if entry is not previous]
        offered = [each.entry for each in sure if each.entry] or near
        if not offered:
            return Understood(unclear(alone), detail=Detail.SPEAKER)
        if told and not asked.only_saying:
            offered = [*offered[: OFFERED - 1], told]
        return Understood(asked_back(alone.reading, offered))

    def _of_person(self, asked: Message, speaker: Speaker, alone: Outcome) -> Understood | None:
        """What is asked of a person whom the answer before was about, if it is not surely something else."""
        outcome = self._ask(speaker, asked)
        entry, told = outcome.entry, alone.entry
        better = told is None or outcome.score > alone.score
        if entry and better and self._names(entry, speaker) and self._knows(entry, asked):
            return Understood(outcome, follows=entry is not told)
        if told is None or entry is told or told.kind is EntryKind.SMALL_TALK or is_firm(alone, self._faq):
            return None
        return Understood(asked_back(alone.reading, [*([entry] if entry else outcome.offered), told]))

    def _ask(self, speaker: Speaker, asked: Message) -> Outcome:
        return self._faq.ask(f"{speaker.name} {joined(asked.words)}")

    def _tells_surely(self, outcome: Outcome, speaker: Speaker, asked: Message) -> bool:
        entry = outcome.entry
        return entry is not None and self._tells(entry, speaker) and self._knows(entry, asked)

    def _knows(self, entry: Entry, asked: Message) -> bool:
        """Whether an entry knows what is asked."""
        known = content(asked.words) <= self._phrasings.stems(entry.id)
        return known and not self._hearers.within(understood(asked.words))

    def _tells(self, entry: Entry, speaker: Speaker) -> bool:
        """Whether an entry speaks of nobody else, or names the speaker."""
        return set(_speakers(entry)) <= {speaker} or self._names(entry, speaker)

    def _names(self, entry: Entry, speaker: Speaker) -> bool:
        named = {word.stem for word in self._faq.matcher.read(speaker.name).words}
        return not named.isdisjoint(self._phrasings.stems(entry.id))


def _speakers(entry: Entry) -> tuple[Speaker, ...]:
    """Whose words an answer cites."""
    speakers = (citation.sentence.speaker for citation in entry.citations)
    return tuple(dict.fromkeys(speaker for speaker in speakers if speaker))


def _near(outcome: Outcome, speaker: Speaker) -> list[Entry]:
    """What comes nearest to a question, of what cites the speaker alone."""
    free = (match.entry for match in outcome.matches if match.coverage and not match.block)
    return [entry for entry in free if _speakers(entry) == (speaker,)][:OFFERED]
