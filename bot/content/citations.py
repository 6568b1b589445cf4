"""Quotes that prove a statement: each must stand in its source, character for character."""

import re
from collections.abc import Iterable, Mapping

from bot.content.checks import all_made, chosen
from bot.content.shape import TEXT, Key, Shape
from bot.content.strict_yaml import Record
from bot.errors import ContentError
from bot.language.tokens import tokens
from bot.model import Citation, Sentence, Source

CITATION = Shape(
    sumber=Key("Id sumber di seeds/sumber.yaml.", TEXT, required=True),
    teks=Key("Kata demi kata dari satu kalimat sumber.", TEXT, required=True),
)
MAX_CITATIONS = 2
SHORTEST_QUOTE = 12  # characters; less proves nothing
FEWEST_WORDS = 2  # in a part of a stitched quote


def citations(record: Record, sources: Mapping[str, Source]) -> tuple[Citation, ...]:
    """The quotes under `kutipan`, each held against its source."""
    made = all_made(lambda one: _citation(one, sources), record.records("kutipan"))
    if len(made) > MAX_CITATIONS:
        raise ContentError.at(
            record.items_of("kutipan").place,
            f"ada {len(made)} kutipan",
            f"Pilih {MAX_CITATIONS} yang paling membuktikan.",
        )
    return tuple(made)


def _citation(record: Record, sources: Mapping[str, Source]) -> Citation:
    """The citation, if its quote stands in one sentence of its source, character for character."""
    record.only(CITATION)
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
