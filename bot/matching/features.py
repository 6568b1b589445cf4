"""What the model sees of a message: a sparse vector in four views, weighted by sublinear TF-IDF.

n-grams of the words as typed and as understood, stems, semantic fields, pairs of stems. What was typed keeps
what the lexicon merges; what was understood brings together different spellings; the fields bring together
what is said in other words; the pairs keep some of the order. Each view is a vector of a fixed length, so
that none drowns the others.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bot.model import Reading

Vector = NDArray[np.float32]

# docs/numbers.txt measures these.
GRAM = 4  # characters in an n-gram; 3 to 5 together choose no better and take twice the time
GRAMS, FIELDS, PAIRS = 1.2, 0.7, 0.65  # the length of those views; that of the stems is 1
OFTEN = 3  # examples that have a pair; with all of them learning takes far longer and chooses no better
REMEMBERED = 1 << 13  # words whose features are remembered; bounds memory, no answer depends on it


class Features:
    """The features of some examples, in which any message is then seen."""

    def __init__(self, examples: Sequence[Reading]) -> None:
        """Makes `examples`, their vectors, too."""
        words = {word.understood: word for each in examples for word in each.words}
        typed = {word for each in examples for word in each.typed}
        pairs = Counter(chain.from_iterable({*_pairs(each)} for each in examples))
        views: tuple[set[Any], ...] = (
            {gram for word in typed | words.keys() for gram in _grams(word)},
            {word.stem for word in words.values()},
            {field for word in words.values() for field in word.fields},
            {pair for pair, count in pairs.items() if count >= OFTEN},
        )
        names = [(view, name) for view, names in enumerate(views) for name in sorted(names)]
        self._columns = {named: column for column, named in enumerate(names)}
        self._view = np.array([view for view, _ in names], np.intp)
        self._typed = lru_cache(maxsize=REMEMBERED)(self._of_typed)
        self._word = lru_cache(maxsize=REMEMBERED)(self._of_word)
        counts = self._counts(examples)
        frequency = np.bincount(counts.indices, minlength=len(names))
        self._idf: Vector = (np.log((1 + len(examples)) / (1 + frequency)) + 1).astype(np.float32)
        self.examples = self._weighed(counts)

    def forget(self) -> None:
        """Drops what was remembered of earlier words; only time changes."""
        self._typed.cache_clear()
        self._word.cache_clear()

    def rows(self, readings: Sequence[Reading]) -> sparse.csr_array:
        """A vector for each message (rows); what no example has is left out."""
        return self._weighed(self._counts(readings))

    def _weighed(self, counts: sparse.csr_array) -> sparse.csr_array:
        values = (1 + np.log(counts.data)) * self._idf[counts.indices]
        views = self._view[counts.indices]
        own = np.array((GRAMS, 1, FIELDS, PAIRS), np.float32)
        vectors = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr)) * len(own) + views
        lengths = np.sqrt(np.bincount(vectors, values * values)).astype(np.float32)
        counts.data = own[views] * values / lengths[vectors]
        return counts

    def of(self, reading: Reading) -> "array[int]":
        """The features of a message, each as often as it occurs."""
        seen = array("i")
        for typed in reading.typed:
            seen += self._typed(typed)
        for word in reading.words:
            seen += self._word(word.understood, word.stem, word.fields)
        seen += self._known([(3, pair) for pair in _pairs(reading)])
        return seen

    def _counts(self, readings: Sequence[Reading]) -> sparse.csr_array:
        """How often each feature (columns) occurs in each message (rows)."""
        columns, ends = array("i"), array("i", [0])
        for reading in readings:
            columns += self.of(reading)
            ends.append(len(columns))
        counted = np.ones(len(columns), np.float32), columns, ends
        counts = sparse.csr_array(counted, shape=(len(readings), len(self._columns)))
        counts.sum_duplicates()
        return counts

    def _of_typed(self, word: str) -> "array[int]":
        return self._known([(0, gram) for gram in _grams(word)])

    def _of_word(self, understood: str, stem: str, fields: tuple[str, ...]) -> "array[int]":
        return self._known(
            [*((0, gram) for gram in _grams(understood)), (1, stem), *((2, field) for field in fields)]
        )

    def _known(self, names: Sequence[tuple[int, object]]) -> "array[int]":
        return array("i", [self._columns[name] for name in names if name in self._columns])


def _grams(word: str) -> list[str]:
    padded = f" {word} "
    return [padded[at : at + GRAM] for at in range(len(padded) - GRAM + 1)]


def _pairs(reading: Reading) -> Iterable[tuple[str, str]]:
    stems = [word.stem for word in reading.words if not word.light]
    return pairwise(stems)
