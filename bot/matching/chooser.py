"""Choosing among entries: a linear model learned from the phrasings that editors wrote.

Multinomial logistic regression from character n-grams and stems, weighted by TF-IDF, onto one class an entry.
Learned by block steps in its dual (Yu, Huang & Lin 2011, “Dual coordinate descent methods for logistic
regression and maximum entropy models”), each a Newton step whose curvature is bounded (Böhning 1992,
“Multinomial logistic regression algorithm”). A few rounds suffice.
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, groupby

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bot.model import Reading

Vector = NDArray[np.float32]
Columns = NDArray[np.intp]
Views = tuple[Counter[str], Counter[str], Counter[str]]

SHORTEST, LONGEST = 3, 5  # characters in an n-gram
RIDGE = 0.05  # held against weights; from 0.05 to 0.2 accuracy hardly changes
# How much each view counts: n-grams, stems, semantic fields.
VIEWS = (1.2, 1.0, 0.7)
REMEMBERED = 1 << 13  # words whose n-grams are remembered
STEPS, ROUNDS = 32, 4  # a round takes every phrasing once, in so many steps
CURVATURE = 0.25  # the most that p(1-p) can be


def views(reading: Reading) -> Views:
    """What the model sees of a message: n-grams as typed and as understood, stems, semantic fields.

    What was typed keeps what the lexicon merges; what was understood brings together different spellings; the
    fields bring together what is said in other words.
    """
    return (
        Counter(
            chain.from_iterable(map(_grams, (*reading.typed, *(each.understood for each in reading.words))))
        ),
        Counter(f"s {word.stem}" for word in reading.words),
        Counter(f"f {field}" for word in reading.words for field in word.fields),
    )


@lru_cache(maxsize=REMEMBERED)
def _grams(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    sizes = range(SHORTEST, LONGEST + 1)
    return tuple(padded[at : at + size] for size in sizes for at in range(len(padded) - size + 1))


class Chooser:
    """How likely each of `count` entries is meant, learned from (reading, entry number) examples."""

    def __init__(self, examples: Sequence[tuple[Reading, int]], count: int) -> None:
        seen = [views(reading) for reading, _ in examples]
        documents = Counter(chain.from_iterable(chain.from_iterable(seen)))
        self._columns = {feature: column for column, feature in enumerate(documents)}
        frequency = np.fromiter(documents.values(), np.float32, len(documents))
        self._idf: Vector = np.log((1 + len(examples)) / (1 + frequency)) + 1
        at, columns, values = self._vectors(seen)
        rows = sparse.csr_array((values, (at, columns)), shape=(len(examples), len(documents)))
        targets = np.zeros((len(examples), count), np.float32)
        targets[np.arange(len(examples)), [number for _, number in examples]] = 1
        self._weights = _learned(rows, targets)

    def probabilities(self, readings: Sequence[Reading]) -> Vector:
        """For each message (rows) a number from 0 to 1 for each entry (columns), 1 together.

        All 0 if nothing in the message is known.
        """
        at, columns, values = self._vectors([views(reading) for reading in readings])
        rows = sparse.csr_array((values, (at, columns)), shape=(len(readings), len(self._columns)))
        known: Vector = np.diff(rows.indptr)[:, None] > 0
        return _softmax(rows @ self._weights) * known

    def contributions(self, reading: Reading, number: int) -> list[float]:
        """What each word of a message adds to the logit of an entry.

        Their sums tell how likely two entries are: the difference is the logarithm of the odds.
        """
        seen = views(reading)
        columns, values = self._vector(seen)
        added = dict(zip(columns.tolist(), (values * self._weights[columns, number]).tolist(), strict=True))
        total: Counter[int] = Counter()
        for view in seen:
            total.update({self._columns[f]: n for f, n in view.items() if f in self._columns})
        shares = []
        for typed, group in groupby(reading.words, key=lambda word: word.typed):
            for place, word in enumerate(group):
                # What was typed for several words that one rule took together counts with the first.
                alone = views(Reading(() if place else tuple(typed.split()), (word,)))
                shares.append(
                    sum(
                        added[column] * n / total[column]
                        for view in alone
                        for feature, n in view.items()
                        if (column := self._columns.get(feature, -1)) in added
                    )
                )
        return shares

    def _vector(self, seen: Views) -> tuple[Columns, Vector]:
        """The known features of a message as columns and values."""
        _, columns, values = self._vectors([seen])
        return columns, values

    def _vectors(self, seen: Sequence[Views]) -> tuple[Columns, Columns, Vector]:
        """The known features of messages as rows, columns and values.

        Sublinear TF-IDF, each view a vector of its length.
        """
        parts = [self._view(share, view) for share, view in zip(VIEWS, zip(*seen, strict=True), strict=True)]
        rows, columns, values = map(np.concatenate, zip(*parts, strict=True))
        return rows, columns, values

    def _view(self, share: float, messages: Sequence[Counter[str]]) -> tuple[Columns, Columns, Vector]:
        rows = np.repeat(np.arange(len(messages)), [len(each) for each in messages])
        features = chain.from_iterable(messages)
        columns = np.fromiter((self._columns.get(each, -1) for each in features), np.intp, len(rows))
        counts = np.fromiter(chain.from_iterable(each.values() for each in messages), np.float32, len(rows))
        known = columns >= 0
        rows, columns, counts = rows[known], columns[known], counts[known]
        values = (1 + np.log(counts)) * self._idf[columns]
        lengths = np.sqrt(np.bincount(rows, values * values, len(messages))).astype(np.float32)
        return rows, columns, share * values / lengths[rows]


def _learned(rows: sparse.csr_array, targets: Vector) -> Vector:
    """The weight of each feature (rows) for each entry (columns)."""
    dual = np.zeros_like(targets)  # how much each phrasing speaks for each entry
    weights = np.zeros((rows.shape[1], targets.shape[1]), np.float32)  # rows.T @ dual
    count = min(len(targets), STEPS)
    steps = []
    for start in range(count):
        block = slice(start, None, count)  # phrasings far apart, those of many entries
        some = rows[block]
        curvature = CURVATURE * (some @ some.T).toarray() + RIDGE * np.eye(some.shape[0], dtype=np.float32)
        transposed = some.T.tocsr()
        used = np.flatnonzero(np.diff(transposed.indptr))  # a quarter of the features; the others stay
        # RIDGE keeps it well-conditioned: the inverse will do, and no other library has to be loaded.
        steps.append((block, some, used, transposed[used], np.linalg.inv(curvature)))
    for _ in range(ROUNDS):
        for block, some, used, transposed, step in steps:
            slope = targets[block] - _softmax(some @ weights) - RIDGE * dual[block]
            change = step @ slope
            dual[block] += change
            weights[used] += transposed @ change
    return weights


def _softmax(logits: Vector) -> Vector:
    powers: Vector = np.exp(logits - logits.max(axis=-1, keepdims=True))
    powers /= powers.sum(axis=-1, keepdims=True)
    return powers
