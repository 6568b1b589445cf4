"""Daring to answer: how much of a message an entry's own words explain.

Words weigh by their inverse document frequency over the entries (Spärck Jones 1972): what all say is no sign.
A misspelt word counts as far as its spelling is like the word it was taken for.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.model import Word

Vector = NDArray[np.float64]

# How much of a phrasing the others of its entry cover. LITTLE where there are about five: a word that is not
# covered is no sign there. ENOUGH where an editor wrote about twenty. docs/numbers.txt measures both.
LITTLE, ENOUGH = 0.4, 0.8


class Coverage:
    """Holds a message against the words of every entry."""

    def __init__(self, entries: Sequence[Sequence[Sequence[Word]]]) -> None:
        """`entries`: for each entry, the words of each of its phrasings."""
        known = [{word.stem for words in phrasings for word in words} for phrasings in entries]
        holders: dict[str, list[int]] = {}
        for number, stems in enumerate(known):
            for stem in stems:
                holders.setdefault(stem, []).append(number)
        self._holders = {stem: np.array(numbers, np.intp) for stem, numbers in holders.items()}
        self._entries = len(entries)
        self.trust = self._trust([[_content(words) for words in phrasings] for phrasings in entries])

    def _weight(self, stem: str) -> float:
        # A word that no entry knows speaks against all, a little more than the rarest known word for one.
        return float(np.log((1 + self._entries) / (1 + len(self._holders.get(stem, ())))))

    def _trust(self, entries: Sequence[Sequence[Iterable[str]]]) -> float:
        """How much coverage tells here, from 0 to 1.

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
        return min(1.0, max(0.0, (share - LITTLE) / (ENOUGH - LITTLE)))

    def of(self, words: Sequence[Word]) -> Vector:
        """For each entry the share of the message, from 0 to 1, that its words explain."""
        said = _content(words)
        explained = np.zeros(self._entries)
        for stem, sure in said.items():
            if stem in self._holders:
                explained[self._holders[stem]] += self._weight(stem) * sure
        return explained / (sum(map(self._weight, said)) or 1)

    def weights(self, words: Sequence[Word]) -> dict[str, float]:
        """The stems that carry what a message says, and how much each weighs."""
        return {stem: self._weight(stem) for stem in _content(words)}

    def knows(self, stem: str) -> bool:
        """Whether any entry has the word."""
        return stem in self._holders

    def explains(self, words: Sequence[Word], number: int) -> list[tuple[float, bool]]:
        """For each word its weight (0 if it is light) and whether the entry knows it."""
        said = _content(words)
        weights = [self._weight(word.stem) if word.stem in said else 0.0 for word in words]
        knows = [number in self._holders.get(word.stem, ()) for word in words]
        return list(zip(weights, knows, strict=True))


def _content(words: Sequence[Word]) -> dict[str, float]:
    """The stems of the content words and how sure they are; of all words where there are light ones only."""
    content = [word for word in words if not word.light] or words
    return {word.stem: word.sure for word in content}
