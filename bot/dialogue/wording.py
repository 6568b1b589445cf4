"""What the ways to understand a conversation share: how words are compared, and how it is asked back."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.answering import OFFERED, Faq
from bot.language.reading import ITS, QUESTION_WORDS
from bot.model import Entry, Outcome, OutcomeKind, Reading, Reason, Word

Phrase = tuple[str, ...]  # words as they are understood


class Phrasings:
    """What the phrasings of the entries say, each entry read once."""

    def __init__(self, faq: Faq, longest: int | None = None) -> None:
        """`longest`: phrasings of more words are passed over; they tell of other things too."""
        self._faq = faq
        self._longest = longest
        self.read = lru_cache(maxsize=1000)(self._read)
        self.stems = lru_cache(maxsize=1000)(self._stems)

    def explains(self, entry: Entry, words: Sequence[Word]) -> bool:
        """Whether an entry knows all that is asked; of a bare question, as it stands (“dari mana”)."""
        if any(word.understood not in QUESTION_WORDS and not word.light for word in words):
            return content(words) <= self.stems(entry.id)
        return any(holds(phrasing, {understood(words)}) for phrasing in self.read(entry.id))

    def _read(self, entry_id: str) -> list[Sequence[Word]]:
        told = self._faq.choose(entry_id)
        phrasings = told.entry.phrasings if told and told.entry else ()
        read = (self._faq.matcher.read(phrasing).words for phrasing in phrasings)
        return [words for words in read if self._longest is None or len(words) <= self._longest]

    def _stems(self, entry_id: str) -> frozenset[str]:
        return frozenset(word.stem for words in self.read(entry_id) for word in words)


def phrases(written: Iterable[str], faq: Faq) -> set[Phrase]:
    """Cues as they are understood."""
    return {read for phrase in written if (read := understood(faq.matcher.read(phrase).words))}


def understood(words: Iterable[Word]) -> Phrase:
    return tuple(word.understood for word in words)


def joined(words: Iterable[Word]) -> str:
    return " ".join(understood(words))


def light(word: Word) -> bool:
    return word.light


def content(words: Iterable[Word]) -> set[str]:
    """The stems that carry what is asked."""
    return {word.stem for word in words if not word.light}


def questions(words: Iterable[Word]) -> bool:
    """Whether any is a question word."""
    return any(word.understood in QUESTION_WORDS for word in words)


def owned(words: Iterable[Word]) -> bool:
    """Whether any is said to be somebody's or something's that is not named: “jabatannya”."""
    ended = (word for word in words if word.typed.endswith(ITS))
    return any(not word.light or word.stem != word.typed for word in ended)  # “tanya”, “hanya” are not


def longest(words: Sequence[str], known: Collection[Phrase]) -> int:
    """How many words the longest of the phrases has that they begin with."""
    begun = (each for each in known if words and each[0] == words[0])
    return max((len(each) for each in begun if tuple(words[: len(each)]) == each), default=0)


def holds(words: Sequence[Word], known: Collection[Phrase]) -> bool:
    """Whether one of the phrases stands anywhere in them."""
    said = understood(words)
    return any(longest(said[at:], known) for at in range(len(said)))


def asked_back(reading: Reading | None, offered: Iterable[Entry]) -> Outcome:
    """The question which of the entries is meant."""
    near = tuple({entry.id: entry for entry in offered}.values())[:OFFERED]
    return Outcome(OutcomeKind.CLARIFY, Reason.RIVALLED, None, (), reading, near)


def unclear(outcome: Outcome) -> Outcome:
    """The question what is meant, in the place of an outcome."""
    return replace(outcome, kind=OutcomeKind.CLARIFY, reason=Reason.DOUBTFUL, entry=None)
