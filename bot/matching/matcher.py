"""Scores every entry of a knowledge against a message."""

from itertools import chain

import numpy as np

from bot.language.reading import Reader, tokens
from bot.matching.chooser import Chooser
from bot.matching.coverage import Coverage
from bot.matching.guards import Guards
from bot.model import Guard, Knowledge, Match, Reading

CANDIDATES = 5
# What is left of the score of an entry that would have to pass over a guarded phrase.
BLOCKED = 0.3


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
        self._coverage = Coverage([[reading.words for reading in readings] for readings in own])
        self._guards = Guards(knowledge.guards, self._reader)
        self._mentioned = [
            {phrase for reading in readings for phrase in self._guards.mentions(reading.words)}
            for readings in own
        ]

    def read(self, text: str) -> Reading:
        """The message as words."""
        return self._reader.read(text)

    def rank(self, reading: Reading) -> tuple[tuple[Match, ...], dict[str, Guard | None]]:
        """The best matches, best first, and what the message mentions that no answer may pass over."""
        mentions = dict(self._guards.mentions(reading.words))
        choices = np.clip(self._chooser.strengths(reading), 0, 1)
        shares = self._coverage.shares(reading.words)
        fits = np.sqrt(choices * shares)
        blocks = [self._block(number, mentions) for number in range(len(self._entries))]
        scores = fits * [BLOCKED if block else 1 for block in blocks]
        best = np.argsort(-scores, kind="stable")[:CANDIDATES]
        matches = tuple(
            Match(
                self._entries[n],
                _percent(choices[n]),
                _percent(shares[n]),
                _percent(fits[n]),
                _percent(scores[n]),
                blocks[n],
            )
            for n in best.tolist()
        )
        return matches, mentions

    def _block(self, number: int, mentions: dict[str, Guard | None]) -> str:
        return next((phrase for phrase in mentions if phrase not in self._mentioned[number]), "")


def _percent(part: float) -> float:
    return round(100 * float(part), 1)
