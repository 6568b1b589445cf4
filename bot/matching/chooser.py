"""Choosing among entries: a linear model learned from the phrasings that editors wrote.

Multinomial logistic regression, one class an entry.
Learned by block steps in its dual (Yu, Huang & Lin 2011, “Dual coordinate descent methods for logistic
regression and maximum entropy models”), each a Newton step whose curvature is bounded (Böhning 1992,
“Multinomial logistic regression algorithm”). Each round takes the blocks in an order of its own
(Shalev-Shwartz & Zhang 2013, “Stochastic dual coordinate ascent methods for regularized loss minimization”)
and starts a little beyond where the last one led (Nesterov 1983, “A method of solving a convex programming
problem with convergence rate O(1/k²)”): so few suffice for a phrasing more or less to change little else.
"""

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bot.matching.features import Features
from bot.matching.meanings import Meanings
from bot.model import Reading, Word

Vector = NDArray[np.float32]

# docs/numbers.txt measures these.
RIDGE = 0.07  # held against weights
# A round takes every phrasing once, in so many steps at least, with so many phrasings in each at most.
STEPS, STEP, ROUNDS = 32, 180, 8
CURVATURE = 1 / 6  # taken for p(1-p), which may be 1/4 but is mostly less; from 1/8 on it converges


class Chooser:
    """How likely each of `count` entries is meant, learned from (reading, entry number) examples.

    By what is written in a message, and by what its words mean.
    """

    def __init__(self, examples: Sequence[tuple[Reading, int]], count: int, meanings: Meanings) -> None:
        readings = [reading for reading, _ in examples]
        self._features, self._meanings = Features(readings), meanings
        targets = np.zeros((len(examples), count), np.float32)
        targets[np.arange(len(examples)), [number for _, number in examples]] = 1
        self._weights, self._dense = _learned(self._features.examples, meanings.rows(readings), targets)

    def forget(self) -> None:
        """Drops what was remembered of earlier words."""
        self._features.forget()

    def probabilities(self, readings: Sequence[Reading]) -> Vector:
        """For each message (rows) a number from 0 to 1 for each entry (columns), 1 together.

        All 0 if no phrasing has anything of the message; a word vector alone tells too little.
        """
        rows = self._features.rows(readings)
        known: Vector = np.diff(rows.indptr)[:, None] > 0
        return _softmax(rows @ self._weights + self._meanings.rows(readings) @ self._dense) * known

    def contributions(self, reading: Reading, number: int) -> list[float]:
        """What each word of a message adds to the logit of an entry.

        Their sums tell how likely two entries are: the difference is the logarithm of the odds.
        """
        row = self._features.rows([reading])
        added = np.zeros(row.shape[1], np.float32)  # by one occurrence of a feature
        counts = np.bincount(self._features.of(reading), minlength=len(added))
        added[row.indices] = row.data * self._weights[row.indices, number] / counts[row.indices]
        meant = iter(self._meanings.shares(reading.words))

        def weight(*words: Word, typed: tuple[str, ...] = ()) -> float:
            return float(added[self._features.of(Reading(typed, words))].sum())

        shares = []
        before: Word | None = None
        for typed, group in groupby(reading.words, key=lambda word: word.typed):
            for place, word in enumerate(group):
                # What was typed for several words that one rule took together counts with the first.
                share = weight(word, typed=() if place else tuple(typed.split()))
                share += float(next(meant) @ self._dense[:, number])
                if before and not word.light:  # what two say together counts with the second
                    share += weight(before, word) - weight(before) - weight(word)
                before = before if word.light else word
                shares.append(share)
        return shares


def _learned(rows: sparse.csr_array, dense: Vector, targets: Vector) -> tuple[Vector, Vector]:
    """The weight of each feature, sparse and dense (rows), for each entry (columns)."""
    # How much each phrasing speaks for each entry, and the weights that come of it (rows.T @ dual,
    # dense.T @ dual): as they are, and as they were a round ago.
    shapes = targets.shape, (rows.shape[1], targets.shape[1]), (dense.shape[1], targets.shape[1])
    reached, before = ([np.zeros(shape, np.float32) for shape in shapes] for _ in range(2))
    count = min(len(targets), max(STEPS, len(targets) // STEP))
    steps = []
    for start in range(count):
        block = slice(start, None, count)  # phrasings far apart, those of many entries
        some = rows[block]
        alike = (some @ some.T).toarray() + dense[block] @ dense[block].T
        curvature = CURVATURE * alike + RIDGE * np.eye(len(alike), dtype=np.float32)
        transposed = some.T.tocsr()
        # A quarter of the features; the weights of the others stay, and are not looked at.
        used = np.flatnonzero(np.diff(transposed.indptr))
        transposed = transposed[used]
        # RIDGE keeps it well-conditioned: the inverse will do, and no other library has to be loaded.
        steps.append((block, used, transposed.T.tocsr(), transposed, np.linalg.inv(curvature)))
    for done in range(ROUNDS):
        beyond = max(0, done - 1) / (done + 2)
        for now, last in zip(reached, before, strict=True):
            last -= now
            last *= -beyond
            last += now
        reached, before = before, reached
        dual, weights, dense_weights = reached
        for number in np.random.default_rng(done).permutation(count):
            block, used, some, transposed, step = steps[number]
            own = weights.take(used, axis=0)
            likely = _softmax(some @ own + dense[block] @ dense_weights)
            slope = targets[block] - likely - RIDGE * dual[block]
            change = step @ slope
            dual[block] += change
            own += transposed @ change
            weights[used] = own
            dense_weights += dense[block].T @ change
    return weights, dense_weights


def _softmax(logits: Vector) -> Vector:
    powers: Vector = np.exp(logits - logits.max(axis=-1, keepdims=True))
    powers /= powers.sum(axis=-1, keepdims=True)
    return powers
