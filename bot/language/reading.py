"""From what people type to words that can be compared.

A message is cut into words. Two that are one only together are joined; each word is recognised; the lexicon
rewrites runs of words; and each becomes its stem.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.language.introductions import Introductions
from bot.language.phrases import Phrases
from bot.language.recognising import REMEMBERED, Recogniser
from bot.language.stems import QUESTION_WORDS, stem
from bot.language.tokens import Sentence, cut
from bot.model import Lexicon, Reading, Rule, Word


def subjects(reading: Reading) -> set[str]:
    """What a message is about, as typed: all but light words, question words, single letters."""
    return {
        word.typed
        for word in reading.words
        if not word.light and word.understood not in QUESTION_WORDS and len(word.understood) > 1
    }


class Reader:
    """Reads messages with a lexicon and the words that a knowledge base uses."""

    def __init__(self, lexicon: Lexicon, vocabulary: Iterable[str] = ()) -> None:
        rewrites = {tuple(typed.split()): to.split() for typed, to in lexicon.rewrites.items()}
        for to in [to for to in rewrites.values() if len(to) > 1]:  # what is written in full stays
            rewrites.setdefault(tuple(to), to)
        self._rewrites = Phrases(rewrites.items())
        self._light = lexicon.light
        self._introductions = Introductions(lexicon.introductions)
        self._starts = self._rewrites.starts | self._introductions.starts
        self._recogniser = Recogniser(lexicon, vocabulary)
        self._asking = QUESTION_WORDS.union(lexicon.cues.requests)
        self._roots = lexicon.roots
        # A word that is written so outweighs one of the same stem: pengadilan, adil.
        self._fields = {stem(word, self._roots): names for word, names in lexicon.fields.items()}
        self._fields.update(lexicon.fields)
        self._word = lru_cache(maxsize=REMEMBERED)(self._made)

    def forget(self) -> None:
        """Drops what was remembered of earlier words; only time changes."""
        self._recogniser.forget()
        self._word.cache_clear()

    def read(self, text: str) -> Reading:
        """The words of a message, in order."""
        return self.read_cut(cut(text))

    def read_cut(self, sentences: Iterable[Sentence]) -> Reading:
        """As `read`, of a message that is cut already."""
        typed: list[str] = []
        words: list[Word] = []
        questions = []
        told = False
        for sentence, tokens_said in sentences:
            said = self._joined(tokens_said)
            typed += said
            begin = len(words)
            words += self.understood(said)
            if "?" in sentence or any(word.understood in self._asking for word in words[begin:]):
                questions.append((begin, len(words)))
            else:
                told = True
        return Reading(tuple(typed), tuple(words), tuple(questions) if told else ())

    def understood(self, typed: Iterable[str]) -> list[Word]:
        """Words that are cut already, as `read` understands them."""
        words = [
            self._word(word, part, rule, sure)
            for word in typed
            for part, rule, sure in self._recogniser.recognised(word)
        ]
        # Twice: what one table makes of a word (duit → uang), another may take up (uang → dana).
        once = self._rewritten(words)
        return once if once is words else self._rewritten(once)

    def _made(self, typed: str, understood: str, rule: Rule, sure: float) -> Word:
        root = stem(understood, self._roots)
        light = understood in self._light
        fields = self._fields.get(understood) or self._fields.get(root, ())
        return Word(typed, understood, root, rule, light, fields, sure)

    def _rewritten(self, words: list[Word]) -> list[Word]:
        """The words, each run that the lexicon knows rewritten, the longest first; the same list if none."""
        understood = [word.understood for word in words]
        rewritten: list[Word] = []
        at = taken = 0  # up to where words are looked at, and are in `rewritten`
        while at < len(words):
            length, to = self._longest(understood, at) if understood[at] in self._starts else (1, ())
            end = at + length
            if to and to != understood[at:end]:
                run = words[at:end]
                typed = " ".join(dict.fromkeys(word.typed for word in run))
                sure = min(word.sure for word in run)
                rule = Rule.AS_TYPED if to == typed.split() else Rule.REWRITTEN
                rewritten += words[taken:at]
                rewritten += [self._word(typed, part, rule, sure) for part in to]
                taken = end
            at = end
        return rewritten + words[taken:] if taken else words

    def _longest(self, words: list[str], at: int) -> tuple[int, Sequence[str]]:
        """How long the longest run is that the lexicon knows at a place, and what it means; else 1."""
        introducing = words[at] in self._introductions.starts
        introduced, name = self._introductions.longest(words, at) if introducing else (0, ())
        known = self._rewrites.at(words, at)
        if known and known[0][0] >= introduced:
            return known[0]
        return (introduced, name) if introduced else (1, ())

    def _joined(self, typed: Iterable[str]) -> list[str]:
        """The words, two of them joined where only together they are one: “ketenaga kerjaan”."""
        known = self._recogniser.known
        joined: list[str] = []
        for word in typed:
            if (
                joined
                and word.isalpha()
                and joined[-1].isalpha()
                and joined[-1] not in known
                and joined[-1] + word in known
            ):
                joined[-1] += word
            else:
                joined.append(word)
        return joined
