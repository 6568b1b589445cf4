"""Choosing among entries: a linear model learned from the phrasings that editors wrote.

Multinomial logistic regression, one class an entry.
Learned by block steps in its dual (Yu, Huang & Lin 2011, “Dual coordinate descent methods for logistic
regression and maximum entropy models”), each a Newton step whose curvature is bounded (Böhning 1992,
“Multinomial logistic regression algorithm”). A few rounds suffice.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bot.matching.features import Features
from bot.model import Reading

Vector = NDArray[np.float32]

RIDGE = 0.05  # held against weights; from 0.05 to 0.2 accuracy hardly changes
# A round takes every phrasing once, in so many steps at least, with so many phrasings in each at most.
STEPS, STEP, ROUNDS = 32, 180, 5
HARDEST = 600  # phrasings that are taken once more
CURVATURE = 0.25  # the most that p(1-p) can be
# Mostly p(1-p) is less, so each step goes farther than the bound says; it still converges below 2.
FARTHER = 1.5


class Chooser:
    """How likely each of `count` entries is meant, learned from (reading, entry number) examples."""

    def __init__(self, examples: Sequence[tuple[Reading, int]], count: int) -> None:
        readings = [reading for reading, _ in examples]
        self._features = Features(readings)
        targets = np.zeros((len(examples), count), np.float32)
        targets[np.arange(len(examples)), [number for _, number in examples]] = 1
        self._weights = _learned(self._features.examples, targets)

    def forget(self) -> None:
        """Drops what was remembered of earlier words."""
        self._features.forget()

    def probabilities(self, readings: Sequence[Reading]) -> Vector:
        """For each message (rows) a number from 0 to 1 for each entry (columns), 1 together.

        All 0 if nothing in the message is known.
        """
        rows = self._features.rows(readings)
        known: Vector = np.diff(rows.indptr)[:, None] > 0
        return _softmax(rows @ self._weights) * known

    def contributions(self, reading: Reading, number: int) -> list[float]:
        """What each word of a message adds to the logit of an entry.

        Their sums tell how likely two entries are: the difference is the logarithm of the odds.
        """
        row = self._features.rows([reading])
        added = np.zeros(row.shape[1], np.float32)  # by one occurrence of a feature
        counts = np.bincount(self._features.of(reading), minlength=len(added))
        added[row.indices] = row.data * self._weights[row.indices, number] / counts[row.indices]
        shares = []
        for typed, group in groupby(reading.words, key=lambda word: word.typed):
            for place, word in enumerate(group):
                # What was typed for several words that one rule took together counts with the first.
                alone = Reading(() if place else tuple(typed.split()), (word,))
                shares.append(float(added[self._features.of(alone)].sum()))
        return shares


class _Step(NamedTuple):
    """Some phrasings that are learned at once."""

    numbers: NDArray[np.intp]
    rows: sparse.csr_array
    used: NDArray[np.intp]  # a quarter of the features; the others stay
    transposed: sparse.csr_array
    inverse: Vector  # of the curvature


def _learned(rows: sparse.csr_array, targets: Vector) -> Vector:
    """The weight of each feature (rows) for each entry (columns)."""
    dual = np.zeros_like(targets)  # how much each phrasing speaks for each entry
    weights = np.zeros((rows.shape[1], targets.shape[1]), np.float32)  # rows.T @ dual

    def take(step: _Step, farther: float) -> None:
        slope = targets[step.numbers] - _softmax(step.rows @ weights) - RIDGE * dual[step.numbers]
        change = farther * (step.inverse @ slope)
        dual[step.numbers] += change
        weights[step.used] += step.transposed @ change

    steps = list(_steps(rows, np.arange(len(targets))))
    for _ in range(ROUNDS):
        for step in steps:
            take(step, FARTHER)
    # What is learned least goes once more, so that each phrasing finds its own entry.
    slopes = np.abs(targets - _softmax(rows @ weights) - RIDGE * dual).max(axis=1)
    for step in _steps(rows, np.sort(np.argsort(-slopes)[:HARDEST])):
        take(step, 1)
    return weights


def _steps(rows: sparse.csr_array, chosen: NDArray[np.intp]) -> Iterator[_Step]:
    """Steps that take each chosen phrasing once."""
    count = min(len(chosen), max(STEPS, len(chosen) // STEP))
    for start in range(count):
        numbers = chosen[start::count]  # phrasings far apart, those of many entries
        some = rows[numbers]
        curvature = CURVATURE * (some @ some.T).toarray() + RIDGE * np.eye(some.shape[0], dtype=np.float32)
        transposed = some.T.tocsr()
        used = np.flatnonzero(np.diff(transposed.indptr))
        # RIDGE keeps it well-conditioned: the inverse will do, and no other library has to be loaded.
        yield _Step(numbers, some, used, transposed[used], np.linalg.inv(curvature))


def _softmax(logits: Vector) -> Vector:
    powers: Vector = np.exp(logits - logits.max(axis=-1, keepdims=True))
    powers /= powers.sum(axis=-1, keepdims=True)
    return powers
