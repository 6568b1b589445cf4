"""Scores every entry of a knowledge against a message."""

import copy
from collections.abc import Iterator
from itertools import chain, groupby

import numpy as np
from numpy.typing import NDArray

from bot.language.reading import Reader, tokens
from bot.matching.chooser import Chooser
from bot.matching.coverage import Coverage
from bot.matching.guards import Guards
from bot.model import Contribution, Knowledge, Match, Reading, Word

CANDIDATES = 5
# What is left of the score of an entry that would have to pass over a guarded phrase.
BLOCKED = 0.3
# A long message tells a story around its question: it is scored in windows of words too, the best one counts.
# What it mentions farther than NEAR words from a window belongs to the story.
LONG, WINDOW, STRIDE, NEAR = 12, 12, 3, 3


class Matcher:
    """Reads messages and ranks entries; built once for a knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._entries = knowledge.entries
        self._learned_from = _learned_from(knowledge)
        phrases = [phrase for guard in knowledge.guards for phrase in guard.phrases]
        phrasings = [phrasing for entry in self._entries for phrasing in entry.phrasings]
        self._reader = Reader(knowledge.lexicon, chain.from_iterable(map(tokens, phrases + phrasings)))
        own = [[self._reader.read(phrasing) for phrasing in entry.phrasings] for entry in self._entries]
        self._chooser = Chooser(
            [(reading, number) for number, readings in enumerate(own) for reading in readings],
            len(self._entries),
        )
        words = [[reading.words for reading in readings] for readings in own]
        self._coverage = Coverage(words)
        self._guards = Guards(knowledge.guards, self._reader, words)

    def made_for(self, knowledge: Knowledge) -> "Matcher | None":
        """This matcher for other entries that are asked for in the same words; None if they are not.

        Learning takes seconds, and most changes are to answers.
        """
        if _learned_from(knowledge) != self._learned_from:
            return None
        other = copy.copy(self)
        other._entries = knowledge.entries
        return other

    def read(self, text: str) -> Reading:
        """The message as words."""
        return self._reader.read(text)

    def forget(self) -> None:
        """Drops what was remembered of earlier messages; only time changes."""
        self._reader.recognise.cache_clear()

    def rank(self, reading: Reading) -> tuple[Match, ...]:
        """The best matches, best first."""
        far_reaching = self._guards.far_reaching(reading.words)
        windows = [
            (self._measure(window), self._guards.passed_over(near, far_reaching), window.words)
            for window, near in _windows(reading)
        ]
        parts = np.stack([each for each, *_ in windows])
        # Coverage weighs as far as it can be trusted.
        trust = self._coverage.trust
        fits = parts[:, 0] ** 0.5 * (1 - trust + trust * parts[:, 1])
        scores = fits.copy()
        for row, (_, passed_over, _) in zip(scores, windows, strict=True):
            if passed_over:
                row[np.any([entries for _, entries in passed_over], axis=0)] *= BLOCKED
        best = scores.argmax(axis=0)
        matches = []
        for n in np.argsort(-scores.max(axis=0), kind="stable")[:CANDIDATES].tolist():
            at = best[n]
            figures = (*parts[at, :, n], fits[at, n], scores[at, n])
            choice, coverage, fit, score = (round(100 * float(each), 1) for each in figures)
            _, passed_over, words = windows[at]
            block = next((block for block, entries in passed_over if entries[n]), None)
            matches.append(Match(self._entries[n], choice, coverage, fit, score, block, words))
        return tuple(matches)

    def contributions(self, match: Match) -> tuple[Contribution, ...]:
        """What each compared word did for a match: the same figures that made its score."""
        number = self._entries.index(match.entry)
        window = _part(match.words)
        choices = self._chooser.contributions(window, number)
        explained = self._coverage.explains(match.words, number)
        return tuple(
            Contribution(word, round(choice, 2), round(weight, 2), known)
            for word, choice, (weight, known) in zip(match.words, choices, explained, strict=True)
        )

    def _measure(self, window: Reading) -> NDArray[np.float64]:
        """Choice and coverage (rows) of each entry (columns), from 0 to 1."""
        return np.stack([self._chooser.probabilities(window), self._coverage.of(window.words)])


def _learned_from(knowledge: Knowledge) -> object:
    """Everything of a knowledge that a matcher is made of."""
    phrasings = [(entry.id, entry.phrasings) for entry in knowledge.entries]
    return phrasings, knowledge.guards, knowledge.lexicon


def _windows(reading: Reading) -> Iterator[tuple[Reading, tuple[Word, ...]]]:
    """The message, and if it is long its parts, each with the words in and near it."""
    yield _part(reading.words), reading.words
    if len(reading.words) > LONG:
        for start in range(0, len(reading.words) - WINDOW // 2, STRIDE):
            words = reading.words[start : start + WINDOW]
            near = reading.words[max(0, start - NEAR) : start + WINDOW + NEAR]
            yield _part(words), near


def _part(words: tuple[Word, ...]) -> Reading:
    """A part of a message, with what was typed for it."""
    typed = (typed for typed, _ in groupby(words, key=lambda word: word.typed))
    return Reading(tuple(" ".join(typed).split()), words)
