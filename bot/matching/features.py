"""What the model sees of a message: a sparse vector in three views, weighted by sublinear TF-IDF.

n-grams of the words as typed and as understood, stems, semantic fields. What was typed keeps what the lexicon
merges; what was understood brings together different spellings; the fields bring together what is said in
other words. Each view is a vector of a fixed length, so that none drowns the others.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bot.model import Reading

Vector = NDArray[np.float32]
Columns = NDArray[np.intp]

SHORTEST, LONGEST = 3, 5  # characters in an n-gram
SHARES = np.array((1.2, 1.0, 0.7), np.float32)  # the length of each view: n-grams, stems, fields
REMEMBERED = 1 << 13  # words whose features are remembered


class Features:
    """The features of some examples, in which any message is then seen."""

    def __init__(self, examples: Sequence[Reading]) -> None:
        words = {word.understood: word for each in examples for word in each.words}
        typed = {word for each in examples for word in each.typed}
        grams = {gram for word in typed | words.keys() for gram in _grams(word)}
        views = grams, {word.stem for word in words.values()}, {f for w in words.values() for f in w.fields}
        self._columns = {
            named: n
            for n, named in enumerate((v, name) for v, names in enumerate(views) for name in sorted(names))
        }
        self._view = np.repeat(np.arange(len(views)), [len(names) for names in views])
        self._typed = lru_cache(maxsize=REMEMBERED)(self._of_typed)
        self._word = lru_cache(maxsize=REMEMBERED)(self._of_word)
        frequency = np.bincount(self._counts(examples).indices, minlength=len(self._columns))
        self._idf: Vector = (np.log((1 + len(examples)) / (1 + frequency)) + 1).astype(np.float32)

    def rows(self, readings: Sequence[Reading]) -> sparse.csr_array:
        """A vector for each message (rows); what no example has is left out."""
        rows = self._counts(readings)
        values = (1 + np.log(rows.data)) * self._idf[rows.indices]
        views = self._view[rows.indices]
        vectors = np.repeat(np.arange(len(readings)), np.diff(rows.indptr)) * len(SHARES) + views
        lengths = np.sqrt(np.bincount(vectors, values * values)).astype(np.float32)
        rows.data = SHARES[views] * values / lengths[vectors]
        return rows

    def of(self, reading: Reading) -> Columns:
        """The features of a message, each as often as it occurs."""
        seen = [self._typed(word) for word in reading.typed]
        seen += [self._word(word.understood, word.stem, word.fields) for word in reading.words]
        return np.concatenate(seen) if seen else np.empty(0, np.intp)

    def _counts(self, readings: Sequence[Reading]) -> sparse.csr_array:
        """How often each feature (columns) occurs in each message (rows)."""
        seen = [self.of(reading) for reading in readings]
        at = np.repeat(np.arange(len(seen)), [len(columns) for columns in seen])
        ones = np.ones(len(at), np.float32)
        return sparse.csr_array((ones, (at, np.concatenate(seen))), shape=(len(seen), len(self._columns)))

    def _of_typed(self, word: str) -> Columns:
        return self._known([(0, gram) for gram in _grams(word)])

    def _of_word(self, understood: str, stem: str, fields: tuple[str, ...]) -> Columns:
        return self._known(
            [*((0, gram) for gram in _grams(understood)), (1, stem), *((2, field) for field in fields)]
        )

    def _known(self, names: Sequence[tuple[int, str]]) -> Columns:
        return np.array([self._columns[name] for name in names if name in self._columns], np.intp)


def _grams(word: str) -> list[str]:
    padded = f" {word} "
    sizes = range(SHORTEST, LONGEST + 1)
    return [padded[at : at + size] for size in sizes for at in range(len(padded) - size + 1)]
