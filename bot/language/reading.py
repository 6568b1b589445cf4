"""From what people type to words that can be compared.

A message is made plain and cut into words. Each word is recognised: as it stands, by a colloquial affix, as
two words written together, or by its spelling. The lexicon rewrites runs of words, and each becomes its stem.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import chain

import Stemmer
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.language.characters import MAX_TYPED, plain
from bot.language.introductions import Introductions
from bot.language.personal import only_masked
from bot.language.phrases import Phrases
from bot.model import Lexicon, Reading, Rule, Word

SCALES = dict.fromkeys(("rb", "rbu", "rebu", "ewu", "ribu"), 1_000) | dict.fromkeys(("jt", "juta"), 1_000_000)
# Figures with their separators, words, and what stands between: 59.000 · 3/2024 · langkah2nya · bpjs
TOKEN = re.compile(
    rf"\d{{1,3}}(?:[.,]\d{{3}})+(?!\d)|\d+(?:[.,]\d{{1,2}}(?=\s?(?:{'|'.join(SCALES)})\b))?"
    r"|[^\W\d_]+(?:2(?:an|nya|nye)?(?![^\W_]))?"
)
# Up to a mark at its end; a full stop within a word or a figure is none, nor one after so short a word.
SENTENCE = re.compile(r".+?(?:[?!]+|(?:(?<=\w{4})|(?<=\d))\.(?=\s|$)|\n|$)", re.DOTALL)
ENDING = re.compile(r"[?!.\n]")
# Drawn out: “bangettt”, “kkkapan”; three consonants before another are an abbreviation: “pppk”.
REPEATED = re.compile(r"(?!\b([b-df-hj-np-tv-z])\1\1(?!\1)[b-df-hj-np-tv-z])(\D)\2{2,}")
DOUBLED = re.compile(r"(.)\1")
THOUSAND = re.compile(r"(?<=\d)k\b")  # 59k
PLURAL = re.compile(r"^(\D+)2(an|nya|nye)?$")
REMEMBERED = 50_000  # words; bounds memory, no answer depends on it
MAX_PHRASE = 6  # words in the longest run that editors may write into the lexicon; a rule, no measurement

# Colloquial endings and beginnings → the standard ones. Tried in this order, and taken only where a word
# comes out that the knowledge or the lexicon has: the rules may therefore be generous.
ENDINGS = (
    ("nye", "nya"),
    ("nye", ""),
    ("nya", ""),
    ("ny", ""),
    ("nyo", "nya"),
    ("nyo", ""),
    ("nipun", "nya"),
    ("ipun", "nya"),
    ("ipun", ""),
    ("e", "a"),
    ("e", ""),
    ("keun", "kan"),
    ("ke", "kan"),
    ("in", "kan"),
    ("in", "i"),
    ("in", ""),
    ("kan", ""),
    ("kah", ""),
    ("lah", ""),
    ("pun", ""),
    ("an", ""),
    ("k", ""),
    ("", ""),
)
BEGINNINGS = (
    ("", ""),
    ("nge", ""),
    ("ng", ""),
    ("ng", "k"),
    ("ny", "s"),
    ("ny", "c"),
    ("n", "t"),
    ("n", ""),
    ("m", "p"),
    ("m", ""),
    ("di", ""),
    ("ke", ""),
    ("ter", ""),
)
# docs/numbers.txt measures these.
SHORTEST = 3  # letters of a word, or of its core, that is looked into
PART = 4  # letters of each of two words written as one
MIN_CORRECTED = 5  # letters; shorter words have too many neighbours to be corrected: desa/dosa, kota/koba
EDITS = 1  # characters that may differ (optimal string alignment)

VOWELS = "aeiou"
WITHOUT_VOWELS = str.maketrans("", "", VOWELS)
ITS = ("nya", "ny", "nye", "nyo")
DIALECTAL = ("nye", "nyo", "keun")

QUESTION_WORDS = frozenset("apa apakah siapa berapa kapan mana kenapa mengapa bagaimana".split())

SALAM = "assalamualaikum"  # as the language tables write it, whatever was typed

Sentence = tuple[str, list[str]]  # as it was typed, and its words and figures

_stemmer = Stemmer.Stemmer("indonesian")


def stem(word: str, roots: Set[str] = QUESTION_WORDS) -> str:
    """The stem of a standard word (Snowball: Tala 2003, “A study of stemming effects…”).

    `roots`: what the stemmer would take for affixed words; “berapa” would become “apa”.
    """
    root = word.removesuffix("nya")
    return root if root in roots else str(_stemmer.stemWord(word))


def tokens(text: str, most: int | None = None) -> Iterator[str]:
    """The words and figures of a text: figures without separators, reduplication undone.

    `most`: of how many characters; what people send is bounded, what editors write is read to its end.
    """
    made_plain = THOUSAND.sub("rb", plain(text, most))
    found = TOKEN.findall(made_plain)
    if REPEATED.search(made_plain):
        found = [REPEATED.sub(r"\2", token) for token in found]
    previous = ""
    for index, token in enumerate(found):
        if token[0].isdecimal():
            digits = re.sub(r"\D", "", token)
            scale = SCALES.get(found[index + 1]) if index + 1 < len(found) else None
            if scale and len(digits) < 7:
                tail = re.search(r"[.,](\d{1,2})$", token)
                yield str(int(digits) * scale // 10 ** (len(tail.group(1)) if tail else 0))
            else:
                yield digits
        elif token in SCALES and previous[:1].isdecimal():
            pass  # taken with its figure
        else:
            if "2" in token:  # langkah2nya
                token = PLURAL.sub(r"\1\2", token)
            if token != previous:  # anak-anak
                yield token
        previous = token


def cut(text: str) -> list[Sentence]:
    """The sentences of a message that say anything, each with its words and figures; none too long."""
    # Most phrasings are one sentence, and to look for an end within costs little.
    found = SENTENCE.findall(text) if ENDING.search(text, 0, len(text) - 1) else [text]
    sentences = [sentence for sentence in found if not only_masked(sentence)]
    return [(sentence, said) for sentence in sentences if (said := list(tokens(sentence, MAX_TYPED)))]


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


def _consonants(word: str) -> str:
    return word[0] + word[1:].translate(WITHOUT_VOWELS)


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
        uses = Counter(vocabulary)
        words = set(uses) | lexicon.light
        words.update(*rewrites.values())
        # Editors write dialect too: “artinye” is no word of its own beside “artinya”.
        words -= {word for word in uses if word.endswith(DIALECTAL) and self._by_affix(word, words)}
        # Misspellings are corrected to these, not to what people type short, nor to ordinary words.
        self._uses = uses
        self._correct: dict[tuple[str, int], list[str]] = {}
        for word in sorted(words, key=lambda word: (-uses[word], word)):  # of equals the first is taken
            self._correct.setdefault((word[0], len(word)), []).append(word)
        # People who write short leave out vowels: “jbtn” is “jabatan”.
        self._full: dict[str, dict[str, tuple[str, ...]]] = {}  # consonants → words, and what each means
        meant = {typed[0]: tuple(to) for typed, to in rewrites.items() if len(typed) == 1}
        for word in sorted(words.union(meant)):
            self._full.setdefault(_consonants(word), {})[word] = meant.get(word, (word,))
        self._introductions = Introductions(lexicon.introductions)
        self._starts = self._rewrites.starts | self._introductions.starts
        introducing = {
            word
            for each in lexicon.introductions
            for phrase in chain(each.patterns, each.people, each.people.values())
            for word in phrase.split()
        }
        self._written = words.union(lexicon.ordinary, introducing, *rewrites)
        self._known = self._written.union(lexicon.fields)
        self._asking = QUESTION_WORDS.union(lexicon.cues.requests)
        self._roots = QUESTION_WORDS | lexicon.roots
        # A word that is written so outweighs one of the same stem: pengadilan, adil.
        self._fields = {stem(word, self._roots): names for word, names in lexicon.fields.items()}
        self._fields.update(lexicon.fields)
        self._stems = {stem(word, self._roots) for word in self._known}
        self._recognised = lru_cache(maxsize=REMEMBERED)(self._recognise)
        self._word = lru_cache(maxsize=REMEMBERED)(self._made)

    def forget(self) -> None:
        """Drops what was remembered of earlier words; only time changes."""
        self._recognised.cache_clear()
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
            for part, rule, sure in self._recognised(word)
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
        joined: list[str] = []
        for word in typed:
            if (
                joined
                and word.isalpha()
                and joined[-1].isalpha()
                and joined[-1] not in self._known
                and joined[-1] + word in self._known
            ):
                joined[-1] += word
            else:
                joined.append(word)
        return joined

    def _recognise(self, word: str) -> tuple[tuple[str, Rule, float], ...]:
        """The words understood for one typed word, each with the rule and how alike they are (0 to 1)."""
        if word in self._written or word.isdigit() or len(word) < SHORTEST:
            return ((word, Rule.AS_TYPED, 1.0),)
        # That a word belongs to a field does not tell what it is made of: “ngebatalin” is “batal”.
        if found := self._by_affix(word, self._written if word in self._known else self._known):
            return ((found, Rule.AFFIX, 1.0),)
        if word in self._known or stem(word, self._roots) in self._stems:
            return ((word, Rule.AS_TYPED, 1.0),)
        if found := self._in_full(word):
            return ((found, Rule.VOWELS, 1.0),)
        if parts := self._in_two(word):
            return tuple((part, Rule.SPLIT, 1.0) for part in parts)
        found, alike = self._by_spelling(word)
        return ((found, Rule.SPELLING if found != word else Rule.AS_TYPED, alike),)

    def _by_affix(self, word: str, known: Set[str]) -> str:
        for typed_end, end in ENDINGS:
            for typed_start, start in BEGINNINGS:
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
            if word[:cut] in self._known and word[cut:] in self._known:
                return word[:cut], word[cut:]
        return ()

    def _by_spelling(self, word: str) -> tuple[str, float]:
        single = DOUBLED.sub(r"\1", word)
        if single in self._known:
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
