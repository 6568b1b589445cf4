"""Scores every entry of a knowledge against a message."""

from collections.abc import Iterator, Mapping
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bot.language.reading import Reader, tokens
from bot.matching.chooser import Chooser
from bot.matching.guards import Guards
from bot.matching.overlap import Overlap
from bot.model import Guard, Knowledge, Match, Reading

CANDIDATES = 5
# What is left of the score of an entry that would have to pass over a guarded phrase.
BLOCKED = 0.3
# A long message tells a story around its question: it is scored in windows of words too, the best one counts.
WINDOW, STRIDE, LONG = 12, 3, 16


class Matcher:
    """Reads messages and ranks entries; built once for a knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._entries = knowledge.entries
        phrases = [phrase for guard in knowledge.guards for phrase in guard.phrases]
        phrasings = [phrasing for entry in self._entries for phrasing in entry.phrasings]
        self._reader = Reader(knowledge.lexicon, chain.from_iterable(map(tokens, phrases + phrasings)))
        own = [[self._reader.read(phrasing) for phrasing in entry.phrasings] for entry in self._entries]
        self._chooser = Chooser(
            [(reading, number) for number, readings in enumerate(own) for reading in readings],
            len(self._entries),
        )
        self._overlap = Overlap([[reading.words for reading in readings] for readings in own])
        self._guards = Guards(knowledge.guards, self._reader)
        self._mentioned = [
            {phrase for reading in readings for phrase in self._guards.mentions(reading.words)}
            for readings in own
        ]

    def read(self, text: str) -> Reading:
        """The message as words."""
        return self._reader.read(text)

    def rank(self, reading: Reading) -> tuple[tuple[Match, ...], Mapping[str, Guard | None]]:
        """The best matches, best first, and what the message mentions that no answer may pass over."""
        mentions = self._guards.mentions(reading.words)
        parts = np.stack([self._measure(window) for window in _windows(reading)])
        fits = np.cbrt(parts.prod(axis=1))
        window = fits.argmax(axis=0)
        blocks = [self._block(number, mentions) for number in range(len(self._entries))]
        scores = fits.max(axis=0) * [BLOCKED if block else 1 for block in blocks]
        matches = []
        for n in np.argsort(-scores, kind="stable")[:CANDIDATES].tolist():
            choice, coverage, closeness = (_percent(part) for part in parts[window[n], :, n])
            fit = _percent(fits[window[n], n])
            entry = self._entries[n]
            matches.append(Match(entry, choice, coverage, closeness, fit, _percent(scores[n]), blocks[n]))
        return tuple(matches), mentions

    def _measure(self, reading: Reading) -> NDArray[np.float64]:
        """Choice, coverage and closeness (rows) of each entry (columns), from 0 to 1."""
        choices = np.clip(self._chooser.strengths(reading), 0, 1)
        return np.stack([choices, *self._overlap.measure(reading.words)])

    def _block(self, number: int, mentions: Mapping[str, Guard | None]) -> str:
        return next((phrase for phrase in mentions if phrase not in self._mentioned[number]), "")


def _windows(reading: Reading) -> Iterator[Reading]:
    """The message, and if it is long its parts."""
    yield reading
    if len(reading.words) > LONG:
        for start in range(0, len(reading.words) - WINDOW // 2, STRIDE):
            words = reading.words[start : start + WINDOW]
            yield Reading(tuple(dict.fromkeys(word.typed for word in words)), words)


def _percent(part: float) -> float:
    return round(100 * float(part), 1)
