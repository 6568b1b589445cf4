"""Daring to answer: how far the words of a message and those of an entry are the same.

Words weigh by their inverse document frequency over the entries (Spärck Jones 1972): what all say is no sign.
A misspelt word counts as far as its spelling is like the word it was taken for.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.model import Word

Vector = NDArray[np.float64]

# How much of a phrasing the others cover where an entry has about five: so little is no sign of anything.
LITTLE = 0.4


class Overlap:
    """Compares a message with the phrasings of every entry, word by word."""

    def __init__(self, entries: Sequence[Sequence[Sequence[Word]]]) -> None:
        """`entries`: for each entry, the words of each of its phrasings."""
        bags = [[set(_content(words)) for words in phrasings] for phrasings in entries]
        known = [{word.stem for words in phrasings for word in words} for phrasings in entries]
        documents = Counter(stem for stems in known for stem in stems)
        self._rows = {stem: row for row, stem in enumerate(documents)}
        self._idf = [float(np.log((1 + len(known)) / (0.5 + n))) for n in documents.values()]
        # A word that no entry knows speaks against all of them, as strongly as the rarest known word for one.
        self._foreign = float(np.log((1 + len(known)) / 0.5))
        phrasings = [bag for entry in bags for bag in entry]
        self._in_entry = self._postings(known)
        self._in_phrasing = self._postings(phrasings)
        self._weight_of_phrasing = np.array([sum(map(self._weight, bag)) for bag in phrasings])
        self._entries = len(entries)
        self.trust = self._trust([[_content(words) for words in phrasings] for phrasings in entries])
        # Where each entry's phrasings begin, for a maximum an entry.
        self._starts = np.cumsum([0] + [len(entry) for entry in bags[:-1]])

    def _postings(self, bags: Sequence[set[str]]) -> list[NDArray[np.intp]]:
        """For each known word the numbers of the bags that hold it."""
        found: list[list[int]] = [[] for _ in self._rows]
        for number, bag in enumerate(bags):
            for stem in bag:
                found[self._rows[stem]].append(number)
        return [np.array(numbers, np.intp) for numbers in found]

    def _weight(self, stem: str) -> float:
        row = self._rows.get(stem)
        return self._foreign if row is None else self._idf[row]

    def _trust(self, entries: Sequence[Sequence[Iterable[str]]]) -> float:
        """How much overlap tells here, from 0 to 1.

        Where an editor wrote many ways of asking, they cover a new one too, and a word that is not covered is
        foreign. Where there are few, every new phrasing has words of its own. So it is asked how much of each
        phrasing the others of its entry cover (leave-one-out).
        """
        covered = total = 0.0
        for phrasings in entries:
            uses = Counter(stem for phrasing in phrasings for stem in phrasing)
            for stem, count in uses.items():
                total += count * self._weight(stem)
                covered += count * self._weight(stem) if count > 1 else 0
        share = covered / total if total else 0.0
        return max(0.0, (share - LITTLE) / (1 - LITTLE))

    def measure(self, words: Sequence[Word]) -> tuple[Vector, Vector]:
        """For each entry two shares from 0 to 1: coverage and closeness.

        Coverage: how much of the message the entry's words explain. Closeness: how much the message and the
        nearest phrasing of the entry have in common of what either says (Dice 1945).
        """
        said = _content(words)
        total = sum(map(self._weight, said))
        known = [(self._rows[s], self._weight(s) * sure) for s, sure in said.items() if s in self._rows]
        coverage = _summed(self._in_entry, known, self._entries) / (total or 1)
        common = _summed(self._in_phrasing, known, len(self._weight_of_phrasing))
        closeness = np.maximum.reduceat(2 * common / (self._weight_of_phrasing + total), self._starts)
        return coverage, closeness

    def explains(self, words: Sequence[Word], number: int) -> list[tuple[float, bool]]:
        """For each word its weight (0 if it is light) and whether the entry knows it."""
        said = _content(words)
        weights = [self._weight(word.stem) if word.stem in said else 0.0 for word in words]
        rows = [self._rows.get(word.stem) for word in words]
        knows = [row is not None and number in self._in_entry[row] for row in rows]
        return list(zip(weights, knows, strict=True))


def _summed(postings: Sequence[NDArray[np.intp]], weighted: Sequence[tuple[int, float]], size: int) -> Vector:
    """For each of `size` bags the weights of the words that it holds, added up."""
    if not weighted:
        return np.zeros(size)
    held = [postings[row] for row, _ in weighted]
    weights = np.repeat([weight for _, weight in weighted], [len(each) for each in held])
    return np.bincount(np.concatenate(held), weights, size).astype(float)


def _content(words: Sequence[Word]) -> dict[str, float]:
    """The stems of the content words and how sure they are; of all words where there are light ones only."""
    content = [word for word in words if not word.light] or words
    return {word.stem: word.sure for word in content}
