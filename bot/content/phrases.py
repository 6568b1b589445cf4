"""Words and phrases as editors list them: with commas, and with alternatives in parentheses."""

import itertools
import math
import re
from collections.abc import Iterable, Iterator

from bot.content.checks import all_made
from bot.content.strict_yaml import Text
from bot.errors import ContentError
from bot.language.tokens import tokens

MOST_PHRASES = 500  # that one with alternatives can stand for
PLAINLY = re.compile("[A-Za-z0-9]").search  # finds the beginning of a word in nearly every text


def split_list(value: Text) -> Iterator[Text]:
    """The parts of a comma-separated value, white space folded, empty parts left out."""
    for part in value.split(","):
        if folded := " ".join(part.split()):
            yield Text(folded, value.place)


def worded(value: Text) -> Text:
    """The value, if it holds a word or a figure (“?” and “🙏” are read as nothing) or is not there at all."""
    if not _has_word(value) and value:
        raise ContentError.at(
            value.place, f"`{value}` tidak memuat satu kata pun", "Tulis dengan huruf atau angka, atau hapus."
        )
    return value


def _has_word(text: str) -> bool:
    return PLAINLY(text) is not None or any(tokens(text))


def phrases(lines: Iterable[Text]) -> tuple[str, ...]:
    """The phrases in comma-separated lists, alternatives written out."""
    found = all_made(lambda line: [*map(str, each_phrase(line))], lines)
    return tuple(itertools.chain.from_iterable(found))


def each_phrase(value: Text) -> Iterator[Text]:
    """The phrases in a comma-separated list; “(adik/kakak) (saya/) tanya” is four of them."""
    for part in split_list(worded(value)):
        yield from _alternatives(part) if "(" in part or ")" in part else (worded(part),)


def _alternatives(pattern: Text) -> Iterator[Text]:
    """Every phrase that a pattern stands for, the last choice changing fastest."""
    pieces = re.split(r"\(([^()]*)\)", pattern)  # every second one stood in parentheses
    if re.search("[()]", "".join(pieces)):
        raise ContentError.at(
            pattern.place,
            f"tanda kurung di `{pattern}` tidak berpasangan, atau ada kurung di dalam kurung",
            "Tulis (adik/kakak): pilihan dipisah garis miring, tanpa koma dan tanpa kurung lagi di dalamnya.",
        )
    choices = [[each.strip() for each in piece.split("/")] for piece in pieces[1::2]]
    for piece, given in zip(pieces[1::2], choices, strict=True):
        if len(set(given)) == 1:
            raise ContentError.at(
                pattern.place,
                f"kurung `({piece})` tidak memberi pilihan",
                "Pisahkan pilihannya dengan garis miring: (adik/kakak); (saya/) bila boleh tidak ada.",
            )
    if (count := math.prod(map(len, choices))) > MOST_PHRASES:
        raise ContentError.at(
            pattern.place,
            f"`{pattern}` menjadi {count} frasa, paling banyak {MOST_PHRASES}",
            "Bagi menjadi beberapa frasa.",
        )
    for taken in itertools.product(*choices):
        phrase = "".join(map("".join, itertools.zip_longest(pieces[::2], taken, fillvalue="")))
        if not _has_word(phrase):
            raise ContentError.at(
                pattern.place, f"`{pattern}` bisa menjadi kosong", "Hapus salah satu pilihan kosongnya."
            )
        yield Text(" ".join(phrase.split()), pattern.place)


def words(lines: Iterable[Text]) -> Iterable[str]:
    """The words in comma-separated lists; each must be one."""
    for word in (word for line in lines for word in split_list(worded(line))):
        if len(parts := list(tokens(word))) != 1:
            raise ContentError.at(word.place, f"`{word}` bukan satu kata", "Pisahkan dengan koma.")
        yield parts[0]
