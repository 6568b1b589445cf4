"""Daring to answer: how much of what a message says an entry's own words explain."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.model import Word

Vector = NDArray[np.float32]


class Coverage:
    """The share of a message's content words that each entry knows, rare words weighing more."""

    def __init__(self, entries: Sequence[Sequence[Sequence[Word]]]) -> None:
        """`entries`: for each entry, the words of each of its phrasings."""
        bags = [{word.stem for words in phrasings for word in words} for phrasings in entries]
        documents = Counter(stem for bag in bags for stem in bag)
        self._rows = {stem: row for row, stem in enumerate(documents)}
        self._knows = np.zeros((len(documents), len(bags)), np.float32)
        for number, bag in enumerate(bags):
            self._knows[[self._rows[stem] for stem in bag], number] = 1
        frequency = np.fromiter(documents.values(), np.float32, len(documents))
        self._idf: Vector = np.log((1 + len(bags)) / (0.5 + frequency))
        # A word that no entry knows speaks against all of them, as strongly as the rarest known word for one.
        self._foreign = float(np.log((1 + len(bags)) / 0.5))

    def shares(self, words: Sequence[Word]) -> Vector:
        """For each entry a share from 0 to 1; a message of light words alone is judged by them."""
        content = [word for word in words if not word.light] or words
        known = np.zeros(self._knows.shape[1], np.float32)
        total = 0.0
        for stem, sure in {word.stem: word.sure for word in content}.items():
            row = self._rows.get(stem)
            weight = self._foreign if row is None else float(self._idf[row])
            total += weight
            if row is not None:
                known += weight * sure * self._knows[row]
        return known / total if total else known
