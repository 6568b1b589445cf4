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
ROUND = 100  # a figure that ends in so many zeros may be a round one


class Guards:
    """Finds what a message mentions and which entries would pass over it."""

    def __init__(
        self, guards: Iterable[Guard], reader: Reader, entries: Sequence[Sequence[Sequence[Word]]]
    ) -> None:
        """`entries`: for each entry, the words of each of its phrasings."""
        # Stems → phrases as understood, as an editor wrote them, and their guards; None for a harmless one.
        self._guard_of: dict[tuple[str, ...], list[tuple[Sequence[Word], str, Guard | None]]] = {}
        # Harmless words that only share a stem with a guarded one: duluan, dulu.
        self._harmless: set[str] = set()
        # What settles a guard's matter when the question itself says it, by the guard's id.
        self._settling: dict[str, list[tuple[str, ...]]] = {}
        for guard in guards:
            self._settling[guard.id] = [
                tuple(word.stem for word in reader.read(phrase).words) for phrase in guard.settling
            ]
            for phrases, owner in ((guard.harmless, None), (guard.phrases, guard)):
                for phrase in phrases:
                    words = reader.read(phrase).words
                    if owner is None and len(phrase.split()) == len(words) == 1:
                        self._harmless.add(words[0].understood)
                        continue
                    alike = self._guard_of.setdefault(tuple(word.stem for word in words), [])
                    # What one guard lets pass in its own words, another may hold back.
                    alike.insert(0 if owner else len(alike), (words, phrase, owner))
        self._longest = max(map(len, self._guard_of), default=0)
        self._starts = {key[0] for key in self._guard_of if key}
        self._figures_tell = _said_again(entries) >= SAID_AGAIN
        self._who_mentions: dict[str, Mask] = {}
        self._nobody: Mask = np.zeros(len(entries), bool)
        for number, phrasings in enumerate(entries):
            for phrase in {phrase for words in phrasings for phrase in self.mentions(words)}:
                self._who_mentions.setdefault(phrase, self._nobody.copy())[number] = True

    def mentions(self, words: Sequence[Word]) -> dict[str, Guard | None]:
        """The guarded phrases and figures in a message, the longest at each place, with their guards.

        A figure is its own phrase, without a guard.
        """
        found: dict[str, Guard | None] = {}
        at = 0
        while at < len(words):
            length = 1
            said = words[at].stem in self._starts and words[at].understood not in self._harmless
            for size in range(min(self._longest, len(words) - at) if said else 0, 0, -1):
                if mentioned := self._said(words[at : at + size]):
                    length = size
                    phrase, guard = mentioned
                    if guard:
                        found[phrase] = guard
                    break
            else:
                if words[at].stem.isdecimal() and self._figures_tell:
                    found[self._exact(words[at].stem)] = None
            at += length
        return found

    def _said(self, words: Sequence[Word]) -> tuple[str, Guard | None] | None:
        """The phrase that some words say, and its guard."""
        alike = self._guard_of.get(tuple(word.stem for word in words), ())
        return next(((phrase, guard) for own, phrase, guard in alike if _means(own, words)), None)

    def far_reaching(self, question: Sequence[Word], message: Sequence[Word]) -> dict[str, Guard | None]:
        """What holds back a question wherever it is mentioned in the message.

        Unless the question itself says what is meant: “My cousin lives in Koba. How many are in Mentok?”
        """
        asked = self.mentions(question)
        stems = tuple(word.stem for word in question)
        return {
            phrase: guard
            for phrase, guard in self.mentions(message).items()
            if guard and guard.everywhere and (phrase in asked or not self._settled(guard, stems))
        }

    def _settled(self, guard: Guard, stems: tuple[str, ...]) -> bool:
        return any(
            stems[at : at + len(phrase)] == phrase
            for phrase in self._settling[guard.id]
            for at in range(len(stems))
        )

    def passed_over(
        self, words: Sequence[Word], far_reaching: Mapping[str, Guard | None]
    ) -> list[tuple[Block, Mask]]:
        """What a part of a message mentions, each with the entries that would pass over it."""
        mentioned = {**self.mentions(words), **far_reaching}
        return [
            (Block(phrase, guard.entry_id if guard else ""), ~self._who_mentions.get(phrase, self._nobody))
            for phrase, guard in mentioned.items()
        ]

    def _exact(self, figure: str) -> str:
        """The figure of the phrasings that a round one stands for: 60.000 for 59.000, 3.700 for 3.750."""
        step = 10 ** (len(figure) - len(figure.rstrip("0")))
        if step < ROUND or figure in self._who_mentions:
            return figure
        digits = len(figure.rstrip("0"))
        apart = step if digits > 1 else step // 2
        near = [
            known
            for known in self._who_mentions
            if known.isdecimal() and len(known) == len(figure) and abs(int(known) - int(figure)) < apart
        ]
        return near[0] if len(near) == 1 else figure


def _means(phrase: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether words of the same stems mean a phrase: a bare stem is not what is made of it.

    “resmi” is not “diresmikan”; but who writes short leaves out affixes: “ngelarang”.
    """
    return all(
        own.understood in (word.understood, own.stem)
        or word.understood != word.stem
        or word.rule == "imbuhan"
        for own, word in zip(phrase, words, strict=True)
    )


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
