"""Stems of standard Indonesian words."""

from collections.abc import Set

import Stemmer

QUESTION_WORDS = frozenset("apa apakah siapa berapa kapan mana kenapa mengapa bagaimana".split())

_stemmer = Stemmer.Stemmer("indonesian")


def stem(word: str, roots: Set[str] = frozenset()) -> str:
    """The stem of a standard word (Snowball: Tala 2003, “A study of stemming effects…”).

    `roots`: what the stemmer would take for affixed words, as it would question words: “berapa” is not “apa”.
    """
    root = word.removesuffix("nya")
    return root if root in QUESTION_WORDS or root in roots else str(_stemmer.stemWord(word))
