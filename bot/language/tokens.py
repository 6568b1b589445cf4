"""Text as words and figures, sentence by sentence."""

import re
from collections.abc import Iterator

from bot.language.characters import MAX_TYPED, plain
from bot.language.personal import only_masked

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
THOUSAND = re.compile(r"(?<=\d)k\b")  # 59k
PLURAL = re.compile(r"^(\D+)2(an|nya|nye)?$")
MOST_SCALED = 6  # digits that “ribu” or “juta” multiplies; what is longer is written out already

Sentence = tuple[str, list[str]]  # as it was typed, and its words and figures


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
            if scale and len(digits) <= MOST_SCALED:
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
