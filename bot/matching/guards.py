"""What no answer may pass over: guarded phrases and figures."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bot.language.phrases import Phrases
from bot.language.reading import Reader
from bot.language.stems import means
from bot.language.tokens import tokens
from bot.matching.asides import Asides
from bot.model import AsideCues, Block, Guard, Word

Mask = NDArray[np.bool_]

# Where the phrasings of an entry repeat their figures, another figure is another matter: 95.000 is no wording
# of 59.000. Where fewer than this share of the figures are repeated, they are only details: at 7, at 8.
SAID_AGAIN = 0.75  # docs/numbers.txt measures it
GRANTED = 3  # figures taken to be repeated, for knowledge that has hardly any; what is measured has many
YEARS = range(1990, 2100)  # figures that tell when, not how many: no belief to set right
ROUND = 100  # a multiple of it may be a round figure; 2020 is a year, and no wording of 2024
# Figures below are ages, ordinals, heads of a family: details of whoever asks, unless an entry has such too.
SMALL = 100  # at most two digits; from 10 to 150 no answer changes


@dataclass(frozen=True, slots=True)
class Mention:
    """A guarded phrase, or a figure, among the words of a message."""

    begin: int
    end: int
    phrase: str  # as an editor wrote it; a figure is its own
    guard: Guard | None  # None for a figure


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A phrase or figure that some entries would pass over."""

    block: Block
    held: Mask  # the entries that it holds back
    let_by: Mask  # those that it would, were they not surely meant


@dataclass(frozen=True, slots=True)
class _Guarded:
    """A guarded phrase as it is understood and as an editor wrote it."""

    words: Sequence[Word]
    phrase: str
    guard: Guard | None  # None for a harmless phrase


class Guards:
    """Finds what a message mentions and which entries would pass over it."""

    def __init__(
        self,
        guards: Sequence[Guard],
        asides: AsideCues,
        reader: Reader,
        entries: Sequence[Sequence[Sequence[Word]]],
        left_open: Mask,
    ) -> None:
        """`entries`: for each entry, the words of each of its phrasings; `left_open`: no source tells."""
        self._left_open = left_open
        self._asides = Asides(asides, reader)
        self._guarded, self._harmless = _read(guards, reader)
        self._starts = self._guarded.starts
        # What settles a guard's matter when the question itself says it, by the guard's id.
        self._settling = {
            guard.id: Phrases.of(_stems(reader.understood(tokens(phrase))) for phrase in guard.settling)
            for guard in guards
        }
        self._figures_tell = _said_again(entries) >= SAID_AGAIN
        self._who_mentions: dict[str, Mask] = {}
        self._nobody: Mask = np.zeros(len(entries), bool)
        for number, phrasings in enumerate(entries):
            told = chain.from_iterable(self._told(words, own=True) for words in phrasings)
            for phrase in {mention.phrase for mention, aside in told if not aside}:
                self._who_mentions.setdefault(phrase, self._nobody.copy())[number] = True
        small = [who for said, who in self._who_mentions.items() if said.isdecimal() and int(said) < SMALL]
        self._with_small: Mask = np.any([self._nobody, *small], axis=0)  # who mentions a small figure

    def mentions(self, words: Sequence[Word]) -> list[Mention]:
        """The guarded phrases and figures that a message asks about: what it denies or weighs is left out."""
        return [mention for mention, aside in self._told(words) if not aside]

    def set_aside(self, words: Sequence[Word]) -> list[str]:
        """The guarded phrases and figures that a message denies, weighs, or puts off."""
        return [mention.phrase for mention, aside in self._told(words) if aside]

    def _told(self, words: Sequence[Word], *, own: bool = False) -> Iterator[tuple[Mention, bool]]:
        """What is mentioned, in order, and whether it stands aside.

        `own`: in a phrasing of an entry, which answers about a value that it has checked.
        """
        if not (everything := self._all(words)):
            return
        guarded = frozenset(at for each in everything for at in range(each.begin, each.end))
        doubted = not own and self._asides.doubt(words)
        after_aside = -2  # where a figure ended that stands aside: the year of a law does too, 6/2014
        for each in everything:
            others = guarded if each.guard else None
            value = each.guard is not None and each.guard.value and not own
            aside = self._asides.has_aside(each.begin, each.end, words, others, value=value)
            if each.guard is None and not own:
                year = int(each.phrase) in YEARS
                aside |= after_aside <= each.begin <= after_aside + 1 if year else doubted
                after_aside = each.end if aside else after_aside
            yield each, aside

    def _all(self, words: Sequence[Word]) -> list[Mention]:
        """The guarded phrases and figures among words, in order, the longest at each place."""
        stems = _stems(words)
        found = []
        passed = 0
        # Most words begin no guarded phrase: one look each.
        places = [at for at, stem in enumerate(stems) if stem in self._starts or stem.isdecimal()]
        for at in places:
            if at < passed:
                continue
            harmless = words[at].understood in self._harmless
            for length, alike in self._guarded.at(stems, at):
                said = (each for each in alike if all(map(means, each.words, words[at : at + length])))
                if not (harmless and length == 1) and (own := next(said, None)):
                    passed = at + length
                    if own.guard:
                        found.append(Mention(at, passed, own.phrase, own.guard))
                    break
            if at >= passed and stems[at].isdecimal() and self._figures_tell and not harmless:
                found.append(Mention(at, at + 1, self._exact(stems[at]), None))
        return found

    def far_reaching(
        self, mentions: Sequence[Mention], asked: Sequence[Mention], question: Sequence[Word]
    ) -> list[Mention]:
        """What holds back a question wherever it is mentioned: in the question, or elsewhere in the message.

        Elsewhere no more, if the question says what is meant: “My cousin lives in Koba. How many in Mentok?”
        """
        stems = _stems(question)
        return [
            each
            for each in mentions
            if each.guard
            and each.guard.everywhere
            and (each in asked or not self._settling[each.guard.id].within(stems))
        ]

    def unsettled(self, asked: Sequence[Mention], question: Sequence[Word]) -> list[Mention]:
        """What a question mentions without settling it by itself: “Tukang, bukan ASN, boleh ikut?”

        What a guard holds back everywhere, as a place, stays if the question names it.
        """
        stems = _stems(question)
        return [
            each
            for each in asked
            if each.guard is None or each.guard.everywhere or not self._settling[each.guard.id].within(stems)
        ]

    def passed_over(self, mentions: Iterable[Mention], sure: Mask, seen: tuple[int, int]) -> list[PassedOver]:
        """The phrases mentioned, each with the entries that would pass over it.

        `sure`: the entries that are surely meant by the words `seen`, from where to where.
        """
        passed_over = []
        for phrase, mention in {each.phrase: each for each in mentions}.items():
            guard = mention.guard
            silent = ~self._who_mentions.get(phrase, self._nobody)
            if guard is None:
                silent &= self._concerned(phrase)
            elif not guard.entry_id:
                silent &= ~self._left_open  # what no source tells, it does not tell of this either
            inside = seen[0] <= mention.begin and mention.end <= seen[1]
            let_by = silent & sure if guard and guard.yielding and inside else self._nobody
            block = Block(phrase, guard.entry_id if guard else "")
            passed_over.append(PassedOver(block, silent & ~let_by, let_by))
        return passed_over

    def _concerned(self, figure: str) -> Mask:
        """The entries that a figure may contradict."""
        return ~self._nobody if int(figure) >= SMALL else self._with_small

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


def _stems(words: Iterable[Word]) -> list[str]:
    return [word.stem for word in words]


def _read(guards: Iterable[Guard], reader: Reader) -> tuple[Phrases[list[_Guarded]], set[str]]:
    """The phrases of guards, by the stems of their words, and harmless words by themselves.

    These only share a stem with a guarded one: duluan, dulu.
    """
    guarded: dict[tuple[str, ...], list[_Guarded]] = {}
    harmless: set[str] = set()
    for guard in guards:
        for phrases, owner in ((guard.harmless, None), (guard.phrases, guard)):
            for phrase in phrases:
                typed = list(tokens(phrase))
                words = reader.understood(typed)
                if owner is None and len(typed) == len(words) == 1:
                    harmless.add(words[0].understood)
                    continue
                alike = guarded.setdefault(tuple(_stems(words)), [])
                # What one guard lets pass in its own words, another may hold back.
                alike.insert(0 if owner else len(alike), _Guarded(words, phrase, owner))
    return Phrases(guarded.items()), harmless


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
