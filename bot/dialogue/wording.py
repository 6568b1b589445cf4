"""How words are compared by the ways to understand a conversation."""

from collections.abc import Iterable

from bot.answering import Faq
from bot.language.phrases import Phrases
from bot.language.recognising import ITS
from bot.language.stems import QUESTION_WORDS
from bot.model import Word


def phrases(written: Iterable[str], faq: Faq) -> Phrases[None]:
    """Cues as they are understood."""
    return Phrases.of(understood(faq.matcher.read(phrase).words) for phrase in written)


def understood(words: Iterable[Word]) -> tuple[str, ...]:
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


def holds(words: Iterable[Word], part: Iterable[Word]) -> bool:
    """Whether some words stand among others as they are."""
    return Phrases.of([understood(part)]).within(understood(words))
