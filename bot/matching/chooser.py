"""Choosing among entries: a linear model learned from the phrasings that editors wrote.

Ridge regression from character n-grams and stems, weighted by TF-IDF, onto one target an entry, solved in its
dual (kernel) form because there are fewer phrasings than features. Hoerl & Kennard 1970; for text, Zhang &
Oles 2001, “Text categorization based on regularized linear classification methods”.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse

from bot.model import Reading

Vector = NDArray[np.float32]

SHORTEST, LONGEST = 2, 5  # characters in an n-gram
RIDGE = 0.5  # held against weights; from 0.5 to 2 accuracy changes little, below and above it falls
# How much each view counts: n-grams as typed, n-grams as understood, stems.
VIEWS = (0.7, 1.0, 1.0)


def views(reading: Reading) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """What the model sees of a message: n-grams as typed and as understood, and stems.

    What was typed keeps what the lexicon merges; what was understood brings together different spellings.
    """
    return (
        Counter(f"t{gram}" for gram in _grams(reading.typed)),
        Counter(f"u{gram}" for gram in _grams(word.understood for word in reading.words)),
        Counter(f"s{word.stem}" for word in reading.words),
    )


def _grams(words: Iterable[str]) -> Iterable[str]:
    for word in words:
        padded = f" {word} "
        for size in range(SHORTEST, LONGEST + 1):
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]


class Chooser:
    """How strongly each of `count` entries is meant, learned from (reading, entry number) examples."""

    def __init__(self, examples: Sequence[tuple[Reading, int]], count: int) -> None:
        seen = [views(reading) for reading, _ in examples]
        documents = Counter(feature for each in seen for view in each for feature in view)
        self._columns = {feature: column for column, feature in enumerate(documents)}
        frequency = np.fromiter(documents.values(), np.float32, len(documents))
        self._idf: Vector = np.log((1 + len(examples)) / (1 + frequency)) + 1
        vectors = [self._vector(each) for each in seen]
        ends = np.cumsum([0] + [len(columns) for columns, _ in vectors])
        rows = sparse.csr_array(
            (np.concatenate([v for _, v in vectors]), np.concatenate([c for c, _ in vectors]), ends),
            shape=(len(examples), len(documents)),
        )
        targets = np.zeros((len(examples), count), np.float32)
        targets[np.arange(len(examples)), [number for _, number in examples]] = 1
        kernel = (rows @ rows.T).toarray()
        kernel[np.diag_indices_from(kernel)] += RIDGE
        self._weights: Vector = np.ascontiguousarray(rows.T @ linalg.solve(kernel, targets, assume_a="pos"))

    def strengths(self, reading: Reading) -> Vector:
        """A number for each entry: about 1 for a phrasing of its own, about 0 for another's."""
        columns, values = self._vector(views(reading))
        return values @ self._weights[columns]

    def contributions(self, reading: Reading, number: int) -> list[float]:
        """What each word of a message adds to the strength of an entry; they sum up to it."""
        seen = views(reading)
        columns, values = self._vector(seen)
        added = dict(zip(columns.tolist(), (values * self._weights[columns, number]).tolist(), strict=True))
        total: Counter[int] = Counter()
        for view in seen:
            total.update({self._columns[f]: n for f, n in view.items() if f in self._columns})
        shares = []
        for typed, group in groupby(reading.words, key=lambda word: word.typed):
            words = list(group)
            for word in words:
                alone = views(Reading(tuple(typed.split()), (word,)))
                # Words that one rule took together share what was typed for them.
                parts = (len(words), 1, 1)
                shares.append(
                    sum(
                        added[column] * n / total[column] / part
                        for view, part in zip(alone, parts, strict=True)
                        for feature, n in view.items()
                        if (column := self._columns.get(feature, -1)) in added
                    )
                )
        return shares

    def _vector(self, seen: Sequence[Counter[str]]) -> tuple[NDArray[np.intp], Vector]:
        """The known features as columns and values: sublinear TF-IDF, each view a vector of its length."""
        columns: list[NDArray[np.intp]] = []
        values: list[Vector] = []
        for share, view in zip(VIEWS, seen, strict=True):
            known = [(self._columns[f], n) for f, n in view.items() if f in self._columns]
            at = np.fromiter((column for column, _ in known), np.intp, len(known))
            counts = np.fromiter((n for _, n in known), np.float32, len(known))
            weights = (1 + np.log(counts)) * self._idf[at]
            columns.append(at)
            values.append(share * weights / (np.linalg.norm(weights) or 1))
        return np.concatenate(columns), np.concatenate(values)
