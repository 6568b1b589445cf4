"""Scores every entry of a knowledge against a message."""

import copy
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

import numpy as np
from numpy.typing import NDArray

from bot.language.reading import Reader, subjects
from bot.language.stems import QUESTION_WORDS
from bot.language.tokens import cut, tokens
from bot.matching.chooser import Chooser
from bot.matching.coverage import Coverage
from bot.matching.guards import Guards, Mention, PassedOver
from bot.matching.meanings import Meanings
from bot.model import Contribution, EntryKind, Knowledge, Match, Reading, Word

CANDIDATES = 5  # matches that are looked at; from four on, more change no answer
# docs/numbers.txt measures these.
BLOCKED = 0.3  # left of the score of an entry that would have to pass over a guarded phrase
# A message of so many words mentions much in passing: a yielding guard lets by what is so likely meant.
STORY, MEANT = 10, 0.7
# A long message tells a story around its question: it is scored in windows of words too, the best one counts.
# What it mentions farther than NEAR words from a window belongs to the story.
WINDOW, STRIDE, NEAR = 12, 3, 3
CLEAR = 0.4  # the sentences that ask are heard alone where one fits an entry at least so well
SURE = 0.65  # a question that fits an entry so well as a whole is told by none of its windows
OVERALL = 0.3  # power of the choice in the whole message, where a part of it is held against entries
WHOLE = 2  # words of weight that make a question understood by itself
POWER = 0.5  # of the choice in a fit

Figures = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a message, held against every entry; figures from 0 to 1."""

    begin: int
    words: tuple[Word, ...]
    choices: Figures
    coverages: Figures
    fits: Figures
    scores: Figures
    passed_over: list[PassedOver]

    def overlaps(self, other: "_Part") -> bool:
        """Whether two parts share words."""
        return self.begin < other.begin + len(other.words) and other.begin < self.begin + len(self.words)


class Matcher:
    """Reads messages and ranks entries; built once for a knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._entries = knowledge.entries
        self._learned_from = _learned_from(knowledge)
        phrases = [phrase for guard in knowledge.guards for phrase in guard.phrases]
        phrasings = [[cut(phrasing) for phrasing in entry.phrasings] for entry in self._entries]
        said = (words for sentences in chain.from_iterable(phrasings) for _, words in sentences)
        written = chain(map(tokens, phrases), said)
        self._reader = Reader(knowledge.lexicon, chain.from_iterable(written))
        own = [[self._reader.read_cut(sentences) for sentences in each] for each in phrasings]
        words = [[reading.words for reading in readings] for readings in own]
        self.coverage = Coverage(words)
        # Where phrasings do not cover each other, a new one has other words: what those mean has to tell.
        self._chooser = Chooser(
            [(reading, number) for number, readings in enumerate(own) for reading in readings],
            len(self._entries),
            Meanings(knowledge.lexicon.vectors, lean=1 - self.coverage.trust),
        )
        left_open = np.array([entry.kind is EntryKind.NOT_IN_SOURCE for entry in self._entries], bool)
        asides = knowledge.lexicon.asides
        self._guards = Guards(knowledge.guards, asides, self._reader, words, left_open)

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
        """Drops what was remembered of the words of earlier messages; only time changes."""
        self._reader.forget()
        self._chooser.forget()

    def rank(self, reading: Reading) -> tuple[Match, ...]:
        """The best matches, best first."""
        parts = self._compared(reading.words, reading.questions)
        first = max(parts, key=lambda part: float(part.scores.max()))
        # Of windows over the same words the best tells: what another makes of some of them is no rival.
        parts = [part for part in parts if part is first or not part.overlaps(first)]
        scores = np.stack([part.scores for part in parts])
        best = scores.argmax(axis=0)
        matches = []
        for n in np.argsort(-scores.max(axis=0), kind="stable")[:CANDIDATES].tolist():
            part = parts[best[n]]
            figures = part.choices[n], part.coverages[n], part.fits[n], part.scores[n]
            choice, coverage, fit, score = (round(100 * float(each), 1) for each in figures)
            block = next((each.block for each in part.passed_over if each.held[n]), None)
            let_by = tuple(each.block.phrase for each in part.passed_over if each.let_by[n])
            matches.append(Match(self._entries[n], choice, coverage, fit, score, block, let_by, part.words))
        return tuple(matches)

    def _compared(self, words: tuple[Word, ...], questions: Iterable[tuple[int, int]]) -> list["_Part"]:
        """The parts of a message to compare: only its questions, where these are clear by themselves."""
        mentions = self._guards.mentions(words)
        if len(words) <= WINDOW:
            return self._parts(words, 0, len(words), mentions, np.ones(1))
        overall = self._chooser.probabilities([_typed(words)])[0] ** OVERALL
        asking = [
            part for span in _whole(words, questions) for part in self._parts(words, *span, mentions, overall)
        ]
        if asking and max(float(part.fits.max()) for part in asking) >= CLEAR:
            return asking
        return self._parts(words, 0, len(words), mentions, overall)

    def _parts(
        self, words: tuple[Word, ...], begin: int, end: int, mentions: Sequence[Mention], overall: Figures
    ) -> list["_Part"]:
        """A question in a message, and its windows if it is long.

        `overall`: what the whole message speaks for weighs the choice in each of its parts.
        """
        asked = [each for each in mentions if begin <= each.begin and each.end <= end]
        far = self._guards.far_reaching(mentions, asked, words[begin:end])
        asked = self._guards.unsettled(asked, words[begin:end])
        # What stands beside the only question word is asked for, however far a window is from it.
        asking = [at for at in range(begin, end) if words[at].understood in QUESTION_WORDS]
        if len(asking) == 1:
            far += [each for each in asked if each.begin - 1 <= asking[0] <= each.end]
        least = MEANT if len(_typed(words).typed) >= STORY else np.inf

        def compared(windows: Sequence[tuple[int, int]]) -> list[_Part]:
            parts = []
            choices = self._chooser.probabilities([_typed(words[start:stop]) for start, stop in windows])
            for (start, stop), chosen in zip(windows, choices, strict=True):
                if stop - start < len(words):
                    chosen *= overall
                near = [each for each in asked if each.end > start - NEAR and each.begin < stop + NEAR]
                passed_over = self._guards.passed_over((*near, *far), chosen >= least, (start, stop))
                parts.append(self._part(start, words[start:stop], chosen, passed_over))
            return parts

        whole = compared([(begin, end)])
        windows = list(_windows(begin, end))
        return whole if not windows or whole[0].scores.max() >= SURE else whole + compared(windows)

    def _part(
        self, begin: int, words: tuple[Word, ...], choices: Figures, passed_over: list[PassedOver]
    ) -> "_Part":
        """Some words held against every entry."""
        coverages = self.coverage.of(words)
        # Coverage weighs as far as it can be trusted.
        trust = self.coverage.trust
        fits = choices**POWER * (1 - trust + trust * coverages)
        scores = fits.copy()
        if passed_over:
            scores[np.any([each.held for each in passed_over], axis=0)] *= BLOCKED
        return _Part(begin, words, choices, coverages, fits, scores, passed_over)

    def set_aside(self, reading: Reading) -> tuple[str, ...]:
        """What a message mentions of guarded matters without asking about it."""
        return tuple(self._guards.set_aside(reading.words))

    def contributions(self, match: Match) -> tuple[Contribution, ...]:
        """What each compared word did for a match: the same figures that made its score."""
        number = self._entries.index(match.entry)
        choices = self._chooser.contributions(_typed(match.words), number)
        explained = self.coverage.explains(match.words, number)
        return tuple(
            Contribution(word, round(choice, 2), round(weight, 2), known)
            for word, choice, (weight, known) in zip(match.words, choices, explained, strict=True)
        )


def _learned_from(knowledge: Knowledge) -> object:
    """Everything of a knowledge that a matcher is made of."""
    phrasings = [(entry.id, entry.kind, entry.phrasings) for entry in knowledge.entries]
    return phrasings, knowledge.guards, knowledge.lexicon


def _whole(words: tuple[Word, ...], questions: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where questions stand, each with what it points back to if it says too little: “Yang mana ya?”"""
    earlier = 0
    for begin, end in questions:
        alone = len(subjects(_typed(words[begin:end]))) >= WHOLE
        yield begin if alone else max(earlier, begin - WINDOW), end
        earlier = end


def _windows(begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the parts of a question stand that is long."""
    if end - begin > WINDOW:
        for start in range(begin, end - WINDOW // 2, STRIDE):
            yield start, min(start + WINDOW, end)


def _typed(words: tuple[Word, ...]) -> Reading:
    """A part of a message, with what was typed for it."""
    typed = (typed for typed, _ in groupby(words, key=lambda word: word.typed))
    return Reading(tuple(" ".join(typed).split()), words)
