"""The salam before a question: it is answered, and no part of what is asked."""

import re
from collections.abc import Callable
from itertools import islice

from bot.language.phrases import MAX_PHRASE
from bot.model import Reading, Word

SALAM = "assalamualaikum"  # as the language tables write it, whatever was typed
WORD = re.compile(r"[^\W\d_]+")


def after_salam(text: str, read: Callable[[str], Reading]) -> str:
    """What follows the salam that a message begins with; all of it without one."""
    if not any(word.understood == SALAM for word in read(text).words):
        return text
    end = 0
    for found in islice(WORD.finditer(text), MAX_PHRASE):
        words = read(text[: found.end()]).words  # none of a mark that is written as a letter: “ﾞ”
        if words and words[-1].understood == SALAM and all(map(_is_salutation, words)):
            end = found.end()
    return text[end:].lstrip(" ,.!") if end else text


def _is_salutation(word: Word) -> bool:
    return word.light or word.understood == SALAM
