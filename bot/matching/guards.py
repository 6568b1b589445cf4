"""What no answer may pass over: guarded phrases and figures."""

from collections.abc import Iterable, Mapping, Sequence

from bot.language.reading import Reader
from bot.model import Guard, Word


class Guards:
    """Finds guarded phrases in messages."""

    def __init__(self, guards: Iterable[Guard], reader: Reader) -> None:
        self._guard_of: dict[tuple[str, ...], Guard | None] = {}
        for guard in guards:
            for phrases, owner in ((guard.harmless, None), (guard.phrases, guard)):
                for phrase in phrases:
                    self._guard_of[tuple(word.stem for word in reader.read(phrase).words)] = owner
        self._longest = max(map(len, self._guard_of), default=0)
        self._starts = {key[0] for key in self._guard_of if key}

    def mentions(self, words: Sequence[Word]) -> Mapping[str, Guard | None]:
        """The guarded phrases and figures in a message, the longest at each place, with their guards.

        A figure is its own phrase, without a guard: 95.000 is no wording of 59.000.
        """
        stems = tuple(word.stem for word in words)
        found: dict[str, Guard | None] = {}
        at = 0
        while at < len(stems):
            length = 1
            if stems[at].isdigit():
                found[stems[at]] = None
            elif stems[at] in self._starts:
                for size in range(min(self._longest, len(stems) - at), 0, -1):
                    if (key := stems[at : at + size]) in self._guard_of:
                        length = size
                        if guard := self._guard_of[key]:
                            found[" ".join(word.understood for word in words[at : at + size])] = guard
                        break
            at += length
        return found
