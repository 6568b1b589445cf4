"""Which group of people a message names, typed as people type."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import pairwise

from bot.language.characters import MAX_TYPED
from bot.language.reading import Reader
from bot.language.stems import QUESTION_WORDS
from bot.language.tokens import tokens
from bot.model import Group, Knowledge, Word

ALIKE = 0.8  # how much of a name must be typed for it to be offered: kadr for kader
SELF = frozenset({"saya", "kami", "kita"})
SUPPOSED = "kalau"
WHETHER = frozenset({"apakah", "bagaimana"})  # the question words that ask how a group stands


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


@dataclass(frozen=True, slots=True)
class Asked:
    """The groups of which a message asks how they stand and nothing else, each once."""

    groups: tuple[Group, ...]
    alone: tuple[str, ...]  # the message for each of them by itself
    beside: str  # the message without them
    listed: bool  # one beside the other; not “guru PPPK”, “RT termasuk LKD?”
    own: bool  # the speaker or somebody of theirs is one of them, or is supposed to be: “kalau”


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
        self._kin = lexicon.light - light  # istri, suami
        self._askers = frozenset(lexicon.cues.askers)
        self._joins = SELF.union(lexicon.cues.joiners, lexicon.asides.either)
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
        mentions, rest = self._meant(self._reader.read(text).words)
        groups = tuple(dict.fromkeys(mention.group for mention in mentions))
        if not groups:
            return Named((), sure=False, near=self._near(text))
        return Named(groups, self._tells_nothing(rest), not rest)

    def asked(self, text: str) -> Asked | None:
        """The groups of which a text asks how they stand: “suami saya nelayan”, “kader sama RT bisa ikut?”.

        None if it asks anything else.
        """
        words = self._reader.read(text).words
        mentions, rest = self._meant(words)
        if rest and rest[-1] is words[-1] and words[-1].understood in self._askers:
            rest.pop()
        said = {word.understood for word in words}
        if not mentions or said & (QUESTION_WORDS - WHETHER) or not self._tells_nothing(rest):
            return None
        gaps = [{word.understood for word in words[one.end : two.start]} for one, two in pairwise(mentions)]
        listed = all(gap & self._joins or not (gap or gap is gaps[-1]) for gap in gaps)
        # “kader, RT, nelayan”; of two the first may only be who is spoken to.
        listed |= len(gaps) > 1 and not any(gaps) and text.count(",") >= len(gaps)
        before, after = words[: mentions[0].start], words[mentions[-1].end :]
        alone = {each.group: _text((*before, *words[each.start : each.end], *after)) for each in mentions}
        return Asked(
            tuple(alone),
            tuple(alone.values()),
            beside=_text(before + after),
            listed=listed,
            own=_own(words) or SUPPOSED in said,
        )

    def _meant(self, words: Sequence[Word]) -> tuple[list[Mention], list[Word]]:
        """The groups that are meant, and what counts beside them; “suami saya” tells who is a nelayan."""
        mentions = self.mentions(words)
        inside = {at for mention in mentions for at in range(mention.start, mention.end)}
        rest = [word for at, word in enumerate(words) if at not in inside and _counts(word)]
        kin = {
            one.start
            for one, two in pairwise(mentions)
            if words[one.start].understood in self._kin and _own(words[one.end : two.start])
        }
        return [mention for mention in mentions if mention.start not in kin], rest

    def _tells_nothing(self, rest: Sequence[Word]) -> bool:
        return all(word.stem in self._beside for word in rest)

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
        names = get_close_matches(" ".join(tokens(text, MAX_TYPED)), self._written, cutoff=ALIKE)
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
                group = self._named.get(tuple(words[at].stem for at in run))
                if group and not _own(words[run[0] : run[-1]]):  # “suami saya kades” is no “suami kades”
                    found.append(Mention(group, run[0], run[-1] + 1))
                    next_free = first + length
                    break
        return found


def _one_word(name: str) -> bool:
    return len(list(tokens(name))) == 1


def _own(words: Iterable[Word]) -> bool:
    return any(word.understood in SELF for word in words)


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.understood for word in words)


def _counts(word: Word) -> bool:
    return not word.light and word.understood not in QUESTION_WORDS


def _stems(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.stem for word in words if _counts(word))
