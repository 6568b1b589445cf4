"""What several kinds of content share: choices, lengths, word lists, quotes that stand in their source."""

import difflib
import itertools
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from bot.content.shape import TEXT, Key, Shape
from bot.content.strict_yaml import Record, Text, split_list
from bot.errors import ContentError, Problem
from bot.language.tokens import tokens
from bot.model import Citation, Sentence, Source

CITATION = Shape(
    sumber=Key("Id sumber di seeds/sumber.yaml.", TEXT, required=True),
    teks=Key("Kata demi kata dari satu kalimat sumber.", TEXT, required=True),
)
MAX_CITATIONS = 2
SHORTEST_QUOTE = 12  # characters; less proves nothing
FEWEST_WORDS = 2  # in a part of a stitched quote
FEW = 8  # choices that an error can list
MOST_PHRASES = 500  # that one with alternatives can stand for
PLAINLY = re.compile("[A-Za-z0-9]").search  # finds the beginning of a word in nearly every text
YES_NO = {"ya": True, "tidak": False}

Given = TypeVar("Given")
Made = TypeVar("Made")


def kept(make: Callable[[Given], Made], given: Iterable[Given], problems: list[Problem]) -> list[Made]:
    """What could be made; the problems of the rest are noted."""
    made = []
    for each in given:
        try:
            made.append(make(each))
        except ContentError as error:
            problems += error.problems
    return made


def chosen(value: Text, choices: Mapping[str, Made]) -> Made:
    """The choice that a value names."""
    if value in choices:
        return choices[value]
    cure = f"Pilihannya: {', '.join(choices) or 'belum ada'}."
    if len(choices) > FEW:
        near = difflib.get_close_matches(value, choices, n=1)
        cure = f"Mungkin maksud Anda `{near[0]}`?" if near else "Periksa ejaannya."
    raise ContentError.at(value.place, f"`{value}` tidak dikenal", cure)


def bounded(value: Text, most: int) -> Text:
    """The value, if it has at most `most` characters."""
    if len(value) > most:
        raise ContentError.at(
            value.place, f"teks ini {len(value)} huruf, paling panjang {most}", "Persingkat."
        )
    return value


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
    return tuple(str(phrase) for line in lines for phrase in each_phrase(line))


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


def citations(record: Record, sources: Mapping[str, Source]) -> tuple[Citation, ...]:
    """The quotes under `kutipan`, each held against its source."""
    problems: list[Problem] = []
    made = tuple(kept(lambda one: _citation(one, sources), record.records("kutipan"), problems))
    if problems:
        raise ContentError(problems)
    if len(made) > MAX_CITATIONS:
        raise ContentError.at(
            record.items_of("kutipan").place,
            f"ada {len(made)} kutipan",
            f"Pilih {MAX_CITATIONS} yang paling membuktikan.",
        )
    return made


def _citation(record: Record, sources: Mapping[str, Source]) -> Citation:
    """The citation, if its quote stands in one sentence of its source, character for character."""
    record.only(CITATION, CITATION.required)
    source = chosen(record.text("sumber"), sources)
    if source.draft:
        raise ContentError.at(
            record.text("sumber").place,
            f"sumber `{source.id}` masih draf",
            f"Jalankan `tanya terbitkan {source.id}` bila drafnya sudah selesai.",
        )
    quote = record.text("teks")
    for sentence in source.sentences:
        if _stands_in(quote, sentence.text):
            if len(quote) < min(SHORTEST_QUOTE, len(sentence.text)):
                raise ContentError.at(quote.place, "kutipan ini terlalu pendek", f"Kutip: {sentence.text}")
            return Citation(source, sentence, str(quote))
    if numbers := _stitched(quote, source.sentences):
        at = " dan ".join(map(str, dict.fromkeys(numbers)))
        raise ContentError.at(
            quote.place,
            f"kutipan ini disambung dari dua tempat di kalimat {at} sumber `{source.id}`",
            "Kutip satu bagian saja, atau tulis keduanya sebagai dua kutipan.",
        )
    words = set(tokens(quote))
    nearest = max(source.sentences, key=lambda one: len(words & set(tokens(one.text))))
    raise ContentError.at(
        quote.place,
        f"kutipan ini tidak ada kata demi kata dalam satu kalimat `{source.id}`",
        f"Kalimat terdekat ({nearest.number}): {nearest.text}",
    )


def _stands_in(quote: str, text: str) -> bool:
    """Whether a quote stands in a text, not in the middle of a word."""
    if quote not in text:  # most texts; a search would have to be compiled for each quote
        return False
    return re.search(rf"(?<!\w){re.escape(quote)}(?!\w)", text) is not None


def _stitched(quote: str, sentences: Iterable[Sentence]) -> tuple[int, int] | None:
    """The numbers of the sentences that hold the two parts of a quote, the first as long as can be."""
    words = quote.split()
    for cut in range(len(words) - FEWEST_WORDS, FEWEST_WORDS - 1, -1):
        parts = " ".join(words[:cut]).rstrip(" .…"), " ".join(words[cut:]).lstrip(" .…")
        found = [[one.number for one in sentences if _stands_in(part, one.text)] for part in parts]
        if all(found):
            return found[0][0], found[1][0]
    return None
