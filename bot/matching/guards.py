"""What no answer may pass over: guarded phrases and figures."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.language.reading import Reader
from bot.model import Block, Guard, Word

Mask = NDArray[np.bool_]

# Where the phrasings of an entry repeat their figures, another figure is another matter: 95.000 is no wording
# of 59.000. Where fewer than this share of the figures are repeated, they are only details: at 7, at 8. Until
# there is something to go by, as many as GRANTED are taken to be repeated.
SAID_AGAIN, GRANTED = 0.75, 3


class Guards:
    """Finds what a message mentions and which entries would pass over it."""

    def __init__(
        self, guards: Iterable[Guard], reader: Reader, entries: Sequence[Sequence[Sequence[Word]]]
    ) -> None:
        """`entries`: for each entry, the words of each of its phrasings."""
        # Stems → the phrase as an editor wrote it, and its guard; None for a harmless phrase.
        self._guard_of: dict[tuple[str, ...], tuple[str, Guard | None]] = {}
        # Harmless words that only share a stem with a guarded one: duluan, dulu.
        self._harmless: set[str] = set()
        for guard in guards:
            for phrases, owner in ((guard.harmless, None), (guard.phrases, guard)):
                for phrase in phrases:
                    words = reader.read(phrase).words
                    if owner is None and len(words) == 1:
                        self._harmless.add(words[0].understood)
                    else:
                        self._guard_of[tuple(word.stem for word in words)] = phrase, owner
        self._longest = max(map(len, self._guard_of), default=0)
        self._starts = {key[0] for key in self._guard_of if key}
        self._figures_tell = _said_again(entries) >= SAID_AGAIN
        self._nobody: Mask = np.zeros(len(entries), bool)
        self._who_mentions: dict[str, Mask] = {}
        for number, phrasings in enumerate(entries):
            for phrase in {phrase for words in phrasings for phrase in self.mentions(words)}:
                self._who_mentions.setdefault(phrase, self._nobody.copy())[number] = True

    def mentions(self, words: Sequence[Word]) -> dict[str, Guard | None]:
        """The guarded phrases and figures in a message, the longest at each place, with their guards.

        A figure is its own phrase, without a guard.
        """
        stems = tuple(word.stem for word in words)
        found: dict[str, Guard | None] = {}
        at = 0
        while at < len(stems):
            length = 1
            if stems[at].isdecimal() and self._figures_tell:
                found[stems[at]] = None
            elif words[at].understood in self._harmless:
                pass
            elif stems[at] in self._starts:
                for size in range(min(self._longest, len(stems) - at), 0, -1):
                    if (key := stems[at : at + size]) in self._guard_of:
                        length = size
                        phrase, guard = self._guard_of[key]
                        if guard:
                            found[phrase] = guard
                        break
            at += length
        return found

    def far_reaching(self, words: Sequence[Word]) -> dict[str, Guard | None]:
        """What a message mentions that holds back wherever it is said."""
        return {phrase: guard for phrase, guard in self.mentions(words).items() if guard and guard.everywhere}

    def passed_over(
        self, words: Sequence[Word], far_reaching: Mapping[str, Guard | None]
    ) -> list[tuple[Block, Mask]]:
        """What a part of a message mentions, each with the entries that would pass over it."""
        mentioned = {**self.mentions(words), **far_reaching}
        return [
            (Block(phrase, guard.entry_id if guard else ""), ~self._who_mentions.get(phrase, self._nobody))
            for phrase, guard in mentioned.items()
        ]


def _said_again(entries: Sequence[Sequence[Sequence[Word]]]) -> float:
    """The share of figures that another phrasing of the same entry says too."""
    counts = [
        count
        for phrasings in entries
        for count in Counter(
            stem for words in phrasings for stem in {word.stem for word in words} if stem.isdecimal()
        ).values()
    ]
    return (sum(count for count in counts if count > 1) + GRANTED) / (sum(counts) + GRANTED)
