"""The salam before a question: it is answered, and no part of what is asked."""

import re
from collections.abc import Callable
from itertools import islice

from bot.language.reading import MAX_PHRASE, SALAM
from bot.model import Reading

WORD = re.compile(r"[^\W\d_]+")


def after_salam(text: str, read: Callable[[str], Reading]) -> str:
    """What follows the salam that a message begins with; all of it without one."""
    if not any(word.understood == SALAM for word in read(text).words):
        return text
    end = 0
    for found in islice(WORD.finditer(text), MAX_PHRASE):
        *before, last = read(text[: found.end()]).words
        if last.understood == SALAM and all(word.light or word.understood == SALAM for word in before):
            end = found.end()
    return text[end:].lstrip(" ,.!")
