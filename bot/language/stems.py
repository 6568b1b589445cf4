"""Stems of standard Indonesian words, and what the affixes around them tell."""

from collections.abc import Set

import Stemmer

from bot.model import Rule, Word

QUESTION_WORDS = frozenset("apa apakah siapa berapa kapan mana kenapa mengapa bagaimana".split())

_stemmer = Stemmer.Stemmer("indonesian")


def stem(word: str, roots: Set[str] = frozenset()) -> str:
    """The stem of a standard word (Snowball: Tala 2003, “A study of stemming effects…”).

    `roots`: what the stemmer would take for affixed words, as it would question words: “berapa” is not “apa”.
    """
    root = word.removesuffix("nya")
    return root if root in QUESTION_WORDS or root in roots else str(_stemmer.stemWord(word))


def means(own: Word, word: Word) -> bool:
    """Whether a word of the same stem means our own: a bare stem is not what is made of it.

    “resmi” is not “diresmikan”, nor “jarinya” “kejari”; but a colloquial beginning may stand for any:
    “ngelarang”. And who protects (“melindungi”) is not who is protected (“terlindungi”); an official
    (“pejabat”) is no holding of office (“menjabat”).
    """
    if own.understood in (word.understood, own.stem):
        return True
    colloquial = word.rule is Rule.AFFIX and not word.typed.startswith(word.stem)
    if word.understood.removesuffix("nya") == word.stem and not colloquial:
        return False
    if own.understood.startswith("ter") and _does(word):
        return False
    return own.understood.startswith("pe") or not _is_agent(word)


def _does(word: Word) -> bool:
    """Whether a word is a deed done to somebody: “melindungi”, “lindungi”."""
    return word.understood.startswith(("me", word.stem)) and word.understood.endswith(("i", "kan"))


def _is_agent(word: Word) -> bool:
    """Whether a word names who does a thing: “pejabat”, not “penolakan”."""
    return (
        word.understood != word.stem
        and word.understood.startswith("pe")
        and not word.understood.endswith("an")
    )
