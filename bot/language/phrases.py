"""Runs of words and what each stands for: most words begin none, and one look-up tells."""

from collections.abc import Iterable, Sequence
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")

MAX_PHRASE = 6  # words in the longest run that editors may write into the lexicon; a rule, no measurement

_VALUE = ""  # where a node keeps what ends there; no word is empty


class Phrases(Generic[Value]):
    """Finds the phrases that begin at a place (Fredkin 1960, “Trie memory”, word by word)."""

    def __init__(self, phrases: Iterable[tuple[Sequence[str], Value]]) -> None:
        self._tree: dict[str, Any] = {}
        for words, value in phrases:
            node = self._tree
            for word in words:
                node = node.setdefault(word, {})
            node[_VALUE] = value

    @classmethod
    def of(cls, phrases: Iterable[Sequence[str]]) -> "Phrases[None]":
        """Phrases that stand for nothing but themselves."""
        return Phrases((words, None) for words in phrases)

    @property
    def starts(self) -> frozenset[str]:
        """The words that begin a phrase."""
        return frozenset(self._tree)

    def at(self, words: Sequence[str], place: int) -> Sequence[tuple[int, Value]]:
        """The phrases that begin at a place: how long each is and what it stands for, the longest first."""
        node = self._tree.get(words[place])
        found: list[tuple[int, Value]] = []
        end, last = place, len(words)
        while node is not None:
            end += 1
            if _VALUE in node:
                found.insert(0, (end - place, node[_VALUE]))
            node = node.get(words[end]) if end < last else None
        return found

    def longest(self, words: Sequence[str], place: int = 0) -> int:
        """How many words the longest phrase has that begins at a place; 0 if none does."""
        found = self.at(words, place) if place < len(words) else ()
        return found[0][0] if found else 0

    def within(self, words: Sequence[str]) -> bool:
        """Whether one of the phrases stands anywhere among words."""
        return any(word in self._tree and self.at(words, place) for place, word in enumerate(words))
