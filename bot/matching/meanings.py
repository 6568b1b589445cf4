"""What the words of a message mean together: the sum of their word vectors, in a fixed length."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.model import Reading, Word

Vector = NDArray[np.float32]

LENGTH = 1.2  # beside the views of bot.matching.features; docs/numbers.txt measures it


class Meanings:
    """Messages among others of like meaning, whatever their words."""

    def __init__(self, vectors: Mapping[str, bytes], lean: float) -> None:
        """`lean`: how much of its length a message has, from 0 to 1."""
        self._length = LENGTH * lean
        self._places = {word: place for place, word in enumerate(vectors)}
        numbers = np.frombuffer(b"".join(vectors.values()), np.int8).astype(np.float32)
        self._vectors = numbers.reshape(len(vectors), -1) if vectors else numbers.reshape(0, 0)

    def rows(self, readings: Sequence[Reading]) -> Vector:
        """A vector for each message (rows); 0 where no word has one."""
        rows = np.zeros((len(readings), self._vectors.shape[1]), np.float32)
        for row, reading in zip(rows, readings, strict=True):
            row += self._sum(reading.words)
        rows *= self._scale(rows)
        return rows

    def shares(self, words: Sequence[Word]) -> list[Vector]:
        """What each word adds to the vector of a message of these words."""
        scale = self._scale(self._sum(words))
        return [scale * self._sum([word]) for word in words]

    def _sum(self, words: Iterable[Word]) -> Vector:
        places = [self._places[word.understood] for word in words if word.understood in self._places]
        summed: Vector = self._vectors.take(np.array(places, np.intp), axis=0).sum(axis=0)
        return summed

    def _scale(self, sums: Vector) -> Vector:
        lengths = np.linalg.norm(sums, axis=-1, keepdims=True)
        scale: Vector = self._length / np.maximum(lengths, 1)  # of whole numbers: 0 or at least 1
        return scale
