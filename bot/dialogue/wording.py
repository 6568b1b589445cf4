"""How words are compared by the ways to understand a conversation."""

from collections.abc import Collection, Iterable, Sequence

from bot.answering import Faq
from bot.language.recognising import ITS
from bot.language.stems import QUESTION_WORDS
from bot.model import Word

Phrase = tuple[str, ...]  # words as they are understood


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
