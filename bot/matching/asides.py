"""What a message mentions without asking about it: denied, put off, weighed, or only held against ours.

By phrases that stand before or after it (Chapman et al. 2001, “A simple algorithm for identifying negated
findings and diseases in discharge summaries”).
"""

from collections.abc import Iterable, Sequence
from itertools import chain

from bot.language.phrases import Phrases
from bot.language.reading import Reader
from bot.language.stems import QUESTION_WORDS
from bot.language.tokens import tokens
from bot.model import AsideCues, Word

Phrase = tuple[str, ...]


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
        self._doubting = Phrases.of(read(cues.doubting))
        every = [
            *chain(self._before, self._after, self._before_figure, self._after_figure),
            *chain(self._either, self._either_figure, self._neither),
        ]
        self._cues = frozenset(chain.from_iterable(every))
        # The phrases must not only be in sight, but what stands beyond them too.
        self._sight = max(map(len, every), default=0) + 1

    def has_aside(
        self, begin: int, end: int, words: Sequence[Word], others: frozenset[int] | None, *, value: bool
    ) -> bool:
        """Whether the words from `begin` to `end` stand aside.

        `others`: where guarded words stand, for a guarded phrase; None for a figure.
        Of two alternatives that are both guarded, neither stands aside; figures may both be meant.
        `value`: an answer sets these words right if the message only asks whether they are so.
        """
        before = tuple(word.understood for word in words[max(0, begin - self._sight) : begin])
        after = tuple(word.understood for word in words[end : end + self._sight])
        if self._cues.isdisjoint(before) and self._cues.isdisjoint(after):
            return False
        if _ended(before, self._before) or _begun(after, self._after):
            return True
        checked = others is None or (value and not self._asks(begin, end, words))
        if checked and (
            _ended(before, self._before_figure)
            or any(_begun(after[at:], self._after_figure) for at in range(len(after)))
        ):
            return True
        either = self._either_figure if checked else self._either
        weighed = set()
        if (length := _ended(before, either)) and length < len(before):
            weighed.add(begin - length - 1)
        if (
            (length := _begun(after, either))
            and not _begun(after[length:], self._neither)
            and length < len(after)
        ):
            weighed.add(end + length)
        return not weighed <= (others or frozenset())

    def doubt(self, words: Sequence[Word]) -> bool:
        """Whether a message asks for the right figure: what it mentions is only what somebody believes."""
        return self._doubting.within([word.understood for word in words])

    def _asks(self, begin: int, end: int, words: Sequence[Word]) -> bool:
        """Whether a message asks more than whether it is so, or which of two."""
        return any(
            word.understood in QUESTION_WORDS
            and not (at in (begin - 1, end) and (word.understood,) in self._either_figure)
            and not (
                at == begin - 2 and (word.understood, words[begin - 1].understood) in self._either_figure
            )
            for at, word in enumerate(words)
        )


def _ended(words: Phrase, phrases: frozenset[Phrase]) -> int:
    """How many words the longest phrase has that the words end with; 0 if none."""
    return next((len(words) - at for at in range(len(words)) if words[at:] in phrases), 0)


def _begun(words: Phrase, phrases: frozenset[Phrase]) -> int:
    """How many words the longest phrase has that the words begin with; 0 if none."""
    return next((end for end in range(len(words), 0, -1) if words[:end] in phrases), 0)
