"""Splitting a published text into sentences."""

import re

# Abbreviations after which a full stop ends no sentence: addresses, titles, numbering.
ABBREVIATIONS = frozenset(
    "jl jln no lt kec kab kel ds dsn rt rw hlm h hj dr dra drs ir prof sh se mm msi tgl tbk pt cv".split()
)
# A full stop, perhaps a closing quote, white space, then what can begin a sentence.
BOUNDARY = re.compile(r"(?<=[.!?])([”\"’')]*)\s+(?=[“\"‘'(]?[A-Z0-9])")
LAST_WORD = re.compile(r"(\S+)[.!?][”\"’')]*$")


def sentences(text: str) -> list[str]:
    """The sentences of a text, a line being a paragraph, white space folded."""
    found = []
    for paragraph in text.splitlines():
        folded = " ".join(paragraph.split())
        start = 0
        for boundary in BOUNDARY.finditer(folded):
            sentence = folded[start : boundary.end(1)]
            if _is_whole(sentence):
                found.append(sentence)
                start = boundary.end()
        if folded[start:]:
            found.append(folded[start:])
    return found


def _is_whole(sentence: str) -> bool:
    last = LAST_WORD.search(sentence)
    if last is None:
        return True
    word = last.group(1).lower().lstrip("“\"‘'(")
    # An inner full stop marks a web address in a dateline (“Apkasi.org.”) or initials (“S.H.”).
    return "." not in word and word not in ABBREVIATIONS and len(word) > 1
