"""From one typed word to the words that are understood.

Each word is recognised as it stands, by a colloquial affix, by the vowels that it leaves out, as two words
written as one, or by its spelling: in this order.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from functools import lru_cache
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.language.stems import stem
from bot.model import Lexicon, Rule

DOUBLED = re.compile(r"(.)\1")
REMEMBERED = 50_000  # words; bounds memory, no answer depends on it

# docs/numbers.txt measures these.
SHORTEST = 3  # letters of a word, or of its core, that is looked into
PART = 4  # letters of each of two words written as one
MIN_CORRECTED = 5  # letters; shorter words have too many neighbours to be corrected: desa/dosa, kota/koba
EDITS = 1  # characters that may differ (optimal string alignment)

VOWELS = "aeiou"
WITHOUT_VOWELS = str.maketrans("", "", VOWELS)
NO_AFFIX = ("", "")
ITS = ("nya", "ny", "nye", "nyo")


def spelt_alike(words: Mapping[str, int]) -> dict[str, str]:
    """Each word → the most frequent word that differs by a character at most; `words`: how often each is."""
    meant: dict[str, str] = {}
    kept: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-words[word], word)):
        others = kept.setdefault(word[0], [])
        near = process.extractOne(word, others, scorer=OSA.distance, score_cutoff=EDITS)
        meant[word] = near[0] if near and len(word) >= MIN_CORRECTED and word.isalpha() else word
        if meant[word] == word:
            others.append(word)
    return meant


class Recogniser:
    """Recognises words by a lexicon and the words that a knowledge base uses."""

    def __init__(self, lexicon: Lexicon, vocabulary: Iterable[str] = ()) -> None:
        self._beginnings = (NO_AFFIX, *lexicon.affixes.beginnings)
        self._endings = (*lexicon.affixes.endings, NO_AFFIX)
        rewrites = {typed: tuple(to.split()) for typed, to in lexicon.rewrites.items()}
        uses = Counter(vocabulary)
        words = lexicon.light.union(uses, *rewrites.values())
        # Editors write dialect too: “artinye” is no word of its own beside “artinya”.
        dialectal = (word for word in uses if word.endswith(lexicon.affixes.dialectal))
        words -= {word for word in dialectal if self._by_affix(word, words)}
        # Misspellings are corrected to these, not to what people type short, nor to ordinary words.
        self._uses = uses
        self._correct: dict[tuple[str, int], list[str]] = {}
        for word in sorted(words, key=lambda word: (-uses[word], word)):  # of equals the first is taken
            self._correct.setdefault((word[0], len(word)), []).append(word)
        # People who write short leave out vowels: “jbtn” is “jabatan”.
        self._full: dict[str, dict[str, tuple[str, ...]]] = {}  # consonants → words, and what each means
        meant = {typed: to for typed, to in rewrites.items() if " " not in typed}
        for word in sorted(words.union(meant)):
            self._full.setdefault(_consonants(word), {})[word] = meant.get(word, (word,))
        phrases = (chain(each.patterns, each.people, each.people.values()) for each in lexicon.introductions)
        written = map(str.split, chain(rewrites, *phrases))
        self._written = words.union(lexicon.ordinary, *written)
        self.known = self._written.union(lexicon.fields)
        self._roots = lexicon.roots
        self._stems = {stem(word, self._roots) for word in self.known}
        self.recognised = lru_cache(maxsize=REMEMBERED)(self._recognised)

    def forget(self) -> None:
        """Drops what was remembered of earlier words; only time changes."""
        self.recognised.cache_clear()

    def _recognised(self, word: str) -> tuple[tuple[str, Rule, float], ...]:
        """The words understood for one typed word, each with the rule and how alike they are (0 to 1)."""
        if word in self._written or word.isdigit() or len(word) < SHORTEST:
            return ((word, Rule.AS_TYPED, 1.0),)
        # That a word belongs to a field does not tell what it is made of: “ngebatalin” is “batal”.
        if found := self._by_affix(word, self._written if word in self.known else self.known):
            return ((found, Rule.AFFIX, 1.0),)
        if word in self.known or stem(word, self._roots) in self._stems:
            return ((word, Rule.AS_TYPED, 1.0),)
        if found := self._in_full(word):
            return ((found, Rule.VOWELS, 1.0),)
        if parts := self._in_two(word):
            return tuple((part, Rule.SPLIT, 1.0) for part in parts)
        found, alike = self._by_spelling(word)
        return ((found, Rule.SPELLING if found != word else Rule.AS_TYPED, alike),)

    def _by_affix(self, word: str, known: Set[str]) -> str:
        """The first known word that a colloquial affix makes of a word; “” if none does.

        Endings are tried alone first, then with each beginning, and beginnings alone at last.
        """
        for typed_end, end in self._endings:
            for typed_start, start in self._beginnings:
                if not (typed_start or typed_end):
                    continue
                if len(word) - len(typed_start) - len(typed_end) < SHORTEST:
                    continue
                if word.startswith(typed_start) and word.endswith(typed_end):
                    core = word[len(typed_start) : len(word) - len(typed_end)]
                    if (candidate := start + core + end) in known:
                        return candidate
        return ""

    def _in_full(self, word: str) -> str:
        """What a word is short for that lacks vowels; “” if it lacks none, or may be short for several."""
        for core in dict.fromkeys((word, *map(word.removesuffix, ITS))):
            if len(core) < SHORTEST or not (alike := self._full.get(_consonants(core))):
                continue
            lacking = re.compile(f"[{VOWELS}]*".join(core))
            longer = [each for each in alike if len(each) > len(core) and lacking.fullmatch(each)]
            if len({alike[each] for each in longer}) == 1:
                return longer[0]
        return ""

    def _in_two(self, word: str) -> tuple[str, ...]:
        for cut in range(PART, len(word) - PART + 1):
            if word[:cut] in self.known and word[cut:] in self.known:
                return word[:cut], word[cut:]
        return ()

    def _by_spelling(self, word: str) -> tuple[str, float]:
        single = DOUBLED.sub(r"\1", word)
        if single in self.known:
            return single, 1.0
        if len(word) < MIN_CORRECTED:
            return word, 1.0
        found: list[tuple[int, int, str]] = []
        for length in range(len(word) - EDITS, len(word) + EDITS + 1):
            choices = self._correct.get((word[0], length), ())
            near = process.extractOne(word, choices, scorer=OSA.distance, score_cutoff=EDITS)
            if near:
                found.append((int(near[1]), -self._uses[near[0]], near[0]))
        if not found:
            return word, 1.0
        apart, _, nearest = min(found)
        return nearest, 1 - apart / max(len(word), len(nearest))


def _consonants(word: str) -> str:
    return word[0] + word[1:].translate(WITHOUT_VOWELS)
