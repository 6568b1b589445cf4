"""Whether a message is written in a language that the bot does not answer in."""

import re
import unicodedata
from collections.abc import Mapping

from bot.language.characters import plain

WORD = re.compile(r"[^\W\d_]+")
ENOUGH = 1 / 3  # of the words; docs/numbers.txt measures it


def is_foreign(text: str, languages: Mapping[str, frozenset[str]]) -> bool:
    """Whether a third of the words belong to one of the languages, or most letters are not Latin."""
    words = WORD.findall(plain(text))
    letters = [letter for letter in text if letter.isalpha()]
    if not letters:
        return False
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    most = max((sum(word in known for word in words) for known in languages.values()), default=0)
    return 2 * latin < len(letters) or most >= ENOUGH * len(words)
