"""What a message mentions without asking about it: denied, put off, weighed, or only held against ours.

By phrases that stand before or after it (Chapman et al. 2001, “A simple algorithm for identifying negated
findings and diseases in discharge summaries”).
"""

from collections.abc import Iterable, Sequence
from itertools import chain

from bot.language.reading import Reader, tokens
from bot.model import AsideCues, Word

Phrase = tuple[str, ...]

NEAR = 3  # words after a figure in which it may be confirmed: “5.900 orang, kan?”


class Asides:
    """Tells what stands aside; built once for a knowledge."""

    def __init__(self, cues: AsideCues, reader: Reader) -> None:
        def read(phrases: Iterable[str]) -> frozenset[Phrase]:
            written = (reader.understood(list(tokens(each))) for each in phrases)
            return frozenset(tuple(word.understood for word in words) for words in written if words)

        self._before, self._after = read(cues.before), read(cues.after)
        self._before_figure, self._after_figure = read(cues.before_figure), read(cues.after_figure)
        self._either, self._either_figure = read(cues.either), read(cues.either_figure)
        self._neither = read(cues.neither)
        every = chain(self._before, self._after, self._before_figure, self._after_figure)
        self._longest = max(map(len, every), default=0) + NEAR

    def hold(self, begin: int, end: int, words: Sequence[Word], others: frozenset[int] | None) -> bool:
        """Whether the words from `begin` to `end` stand aside.

        `others`: where other guarded words stand, for a guarded phrase; None for a figure.
        Of two alternatives that are both guarded, neither stands aside; figures may both be meant.
        """
        before = tuple(word.understood for word in words[max(0, begin - self._longest) : begin])
        after = tuple(word.understood for word in words[end : end + self._longest])
        if _ends(before, self._before) or _begins(after, self._after):
            return True
        if others is None and (
            _ends(before, self._before_figure)
            or any(_begins(after[at:], self._after_figure) for at in range(NEAR))
        ):
            return True
        either = self._either_figure if others is None else self._either
        weighed = {begin - 2} if begin > 1 and _ends(before, either) else set()
        if len(after) > 1 and _begins(after, either) and not _begins(after[1:], self._neither):
            weighed.add(end + 1)
        return not weighed <= (others or frozenset())


def _ends(words: Phrase, phrases: frozenset[Phrase]) -> bool:
    return any(words[at:] in phrases for at in range(len(words)))


def _begins(words: Phrase, phrases: frozenset[Phrase]) -> bool:
    return any(words[: at + 1] in phrases for at in range(len(words)))
