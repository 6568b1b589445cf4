"""Checks that several kinds of content share: choices, lengths, quotes that stand in their source."""

import difflib
import re
from collections.abc import Mapping
from typing import TypeVar

from bot.content.strict_yaml import Record, Text
from bot.errors import ContentError
from bot.language.reading import tokens
from bot.model import Citation, Source

CITATION_KEYS = ("sumber", "teks")
MAX_CITATIONS = 2
SHORTEST_QUOTE = 12  # characters; less proves nothing
FEW = 8  # choices that an error can list

Made = TypeVar("Made")


def chosen(value: Text, choices: Mapping[str, Made]) -> Made:
    """The choice that a value names."""
    if value in choices:
        return choices[value]
    cure = f"Pilihannya: {', '.join(choices) or 'belum ada'}."
    if len(choices) > FEW:
        near = difflib.get_close_matches(value, choices, n=1)
        cure = f"Mungkin maksud Anda `{near[0]}`?" if near else "Periksa ejaannya."
    raise ContentError.at(value.place, f"`{value}` tidak dikenal", cure)


def bounded(value: Text, most: int) -> str:
    """The value, if it has at most `most` characters."""
    if len(value) > most:
        raise ContentError.at(
            value.place, f"teks ini {len(value)} huruf, paling panjang {most}", "Persingkat."
        )
    return str(value)


def citations(record: Record, sources: Mapping[str, Source]) -> tuple[Citation, ...]:
    """The quotes under `kutipan`, each held against its source."""
    made = tuple(_citation(one, sources) for one in record.records("kutipan"))
    if len(made) > MAX_CITATIONS:
        raise ContentError.at(
            record.items_of("kutipan").place,
            f"ada {len(made)} kutipan",
            f"Pilih {MAX_CITATIONS} yang paling membuktikan.",
        )
    return made


def _citation(record: Record, sources: Mapping[str, Source]) -> Citation:
    """The citation, if its quote stands in one sentence of its source, character for character."""
    record.only(CITATION_KEYS, CITATION_KEYS)
    source = chosen(record.text("sumber"), sources)
    quote = record.text("teks")
    whole = re.compile(rf"(?<!\w){re.escape(quote)}(?!\w)")
    for sentence in source.sentences:
        if whole.search(sentence.text):
            if len(quote) < min(SHORTEST_QUOTE, len(sentence.text)):
                raise ContentError.at(quote.place, "kutipan ini terlalu pendek", f"Kutip: {sentence.text}")
            return Citation(source, sentence, str(quote))
    words = set(tokens(quote))
    nearest = max(source.sentences, key=lambda one: len(words & set(tokens(one.text))))
    raise ContentError.at(
        quote.place,
        f"kutipan ini tidak ada kata demi kata dalam satu kalimat `{source.id}`",
        f"Kalimat terdekat ({nearest.number}): {nearest.text}",
    )
