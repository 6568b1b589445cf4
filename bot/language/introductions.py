"""People who say who they are before or after a question: “saya nelayan, …”, “…, suami saya buruh”.

An introduction has patterns with a place for somebody (“suami saya *”) and the people who may stand there.
All pairs of them would be tens of thousands of phrases; here they meet only in a message.
"""

from collections.abc import Iterable, Sequence

from bot.language.phrases import Phrases
from bot.model import ANYBODY, Introduction

Words = tuple[str, ...]


class Introductions:
    """Finds introductions among understood words."""

    def __init__(self, introductions: Iterable[Introduction]) -> None:
        # What stands before somebody → the people of each introduction so begun, and what may follow them.
        self._begun: dict[Words, list[tuple[Phrases[Words], list[Words]]]] = {}
        self._lengths: dict[str, set[int]] = {}  # of what begins with a word
        self._firsts: set[str] = set()  # words of people
        for each in introductions:
            people = Phrases((person.split(), tuple(name.split())) for person, name in each.people.items())
            self._firsts |= people.starts
            begun: dict[Words, list[Words]] = {}
            for pattern in each.patterns:
                before, _, after = pattern.partition(ANYBODY)
                begun.setdefault(tuple(before.split()), []).append(tuple(after.split()))
            for words, endings in begun.items():
                self._begun.setdefault(words, []).append((people, sorted(endings, key=len, reverse=True)))
                if words:
                    self._lengths.setdefault(words[0], set()).add(len(words))
        # The words that may begin an introduction.
        self.starts = frozenset(self._firsts.union(self._lengths))

    def longest(self, words: Sequence[str], at: int) -> tuple[int, Words]:
        """The longest introduction that begins at a place: how many words, and what it is read as; or 0."""
        found: tuple[int, Words] = (0, ())
        for size in (0, *self._lengths.get(words[at], ())):
            start = at + size
            if start >= len(words) or words[start] not in self._firsts:
                continue
            for people, endings in self._begun.get(tuple(words[at:start]), ()):
                for length, name in people.at(words, start):
                    end = start + length
                    for ending in endings:
                        if tuple(words[end : end + len(ending)]) == ending:
                            found = max(found, (end + len(ending) - at, name))
                            break
        return found
