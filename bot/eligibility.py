"""Which group of people a message names, typed as people type."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from bot.language.reading import QUESTION_WORDS, Reader, tokens
from bot.model import Group, Knowledge, Word

ALIKE = 0.8  # how much of a name must be typed for it to be offered: kadr for kader


@dataclass(frozen=True, slots=True)
class Mention:
    """A group named by words[start:end] of a message."""

    group: Group
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Named:
    """The groups that a message names, each once, and whether it says nothing else.

    `sure` overlooks what may stand beside a group's name; `bare` says that not even that is there. Where none
    is named, `near` are those whose names look like it.
    """

    groups: tuple[Group, ...]
    sure: bool
    bare: bool = False
    near: tuple[Group, ...] = ()


class Eligibility:
    """Finds groups in messages; built once for a knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.groups = knowledge.groups
        names = [(name, group) for group in self.groups for name in group.names]
        vocabulary = {word for name, _ in names for word in tokens(name)} | knowledge.beside_groups
        self._written = {" ".join(tokens(name)): group for name, group in reversed(names)}
        # A word that is a group by itself (istri, mahasiswa) is no light word here, and no group is rewritten
        # into another or into none: who says “saya nelayan” asks about fishermen.
        lexicon = knowledge.lexicon
        light = lexicon.light.difference(*(tokens(name) for name, _ in names if _one_word(name)))
        rewrites = {key: to for key, to in lexicon.rewrites.items() if self._keeps(key, to)}
        self._reader = Reader(replace(lexicon, light=light, rewrites=rewrites, introductions=()), vocabulary)
        self._named = {_stems(self._reader.read(name).words): group for name, group in reversed(names)}
        self._longest = max(map(len, self._named), default=0)
        self._beside = {
            stem for word in knowledge.beside_groups for stem in _stems(self._reader.read(word).words)
        }

    def group(self, group_id: str) -> Group | None:
        """The group with an id."""
        return next((group for group in self.groups if group.id == group_id), None)

    def find(self, text: str) -> Named:
        """The groups that a text names."""
        words = self._reader.read(text).words
        mentions = self.mentions(words)
        inside = {at for mention in mentions for at in range(mention.start, mention.end)}
        rest = {word.stem for at, word in enumerate(words) if at not in inside and _counts(word)}
        groups = tuple(dict.fromkeys(mention.group for mention in mentions))
        if not groups:
            return Named((), sure=False, near=self._near(text))
        return Named(groups, rest <= self._beside, not rest)

    def _keeps(self, typed: str, understood: str) -> bool:
        """Whether the group with the longest name in a text is still named in what it is rewritten into."""
        names = self._inside(typed)
        group = self._written[max(names, key=len)] if names else None
        return group is None or any(self._written[name] is group for name in self._inside(understood))

    def _inside(self, text: str) -> list[str]:
        """The names that stand somewhere in a text, letter for letter."""
        words = text.split()
        runs = (" ".join(words[first:end]) for end in range(len(words) + 1) for first in range(end))
        return [run for run in runs if run in self._written]

    def _near(self, text: str) -> tuple[Group, ...]:
        names = get_close_matches(" ".join(tokens(text)), self._written, cutoff=ALIKE)
        return tuple(dict.fromkeys(self._written[name] for name in names))

    def mentions(self, words: Sequence[Word]) -> list[Mention]:
        """The groups named, in order, the longest name at each place; light words between do not matter."""
        places = [at for at, word in enumerate(words) if _counts(word)]
        found: list[Mention] = []
        next_free = 0
        for first in range(len(places)):
            if first < next_free:
                continue
            for length in range(min(self._longest, len(places) - first), 0, -1):
                run = places[first : first + length]
                if group := self._named.get(tuple(words[at].stem for at in run)):
                    found.append(Mention(group, run[0], run[-1] + 1))
                    next_free = first + length
                    break
        return found


def _one_word(name: str) -> bool:
    return len(list(tokens(name))) == 1


def _counts(word: Word) -> bool:
    return not word.light and word.understood not in QUESTION_WORDS


def _stems(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.stem for word in words if _counts(word))
