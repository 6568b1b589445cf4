"""Entries as rows: one for the entry itself, below it one for each variant."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from bot.content.citations import MAX_CITATIONS
from bot.editing import data_of

CITED = [(f"sumber_{n}", f"kutipan_{n}") for n in range(1, MAX_CITATIONS + 1)]
SINGLE = "pertanyaan", "label", "jenis", "jawaban", "hubungi", "contoh", "berlaku_sampai"  # keys of one text
FIELDS = *SINGLE, *(name for pair in CITED for name in pair)
COLUMNS = (
    *("id", "pertanyaan", "variasi", "label", "jawaban"),
    *(name for pair in CITED for name in pair),
    *("jenis", "hubungi", "contoh", "berlaku_sampai", "berkas", "topik", "hapus", "sidik"),
)
SEALED = [name for name in COLUMNS if name not in ("hapus", "sidik")]
SEAL_LENGTH = 10  # hexadecimal digits

Cells = dict[str, str]  # by column; those that are empty may be missing


@dataclass(frozen=True, slots=True)
class Row:
    """A row that came back: its cells, empty ones too, and where it stands in its table."""

    number: int
    cells: Cells


def problem(where: str, fault: str, cure: str) -> str:
    """What is wrong in a table, and how to cure it."""
    return f"{where}: {fault}.\n    {cure}"


def seal(cells: Mapping[str, str]) -> str:
    """What tells whether a row was changed since it was written."""
    told = "\0".join(cells.get(name, "") for name in SEALED)
    return sha256(told.encode()).hexdigest()[:SEAL_LENGTH]


def rows_of(files: Mapping[str, str]) -> Iterator[Cells]:
    """The rows of all entries in YAML texts by file name. Raises ContentError."""
    for name, text in files.items():
        data = data_of(text, name)
        for entry in data.get("butir", []):
            where = {"berkas": name, "topik": data.get("topik", "")}
            variants = [{"id": entry["id"], "variasi": each} for each in entry.get("variasi", [])]
            for cells in ({"id": entry["id"], **where, **_cells(entry)}, *variants):
                yield {**cells, "sidik": seal(cells)}


def _cells(entry: Mapping[str, Any]) -> Cells:
    cells = {key: entry[key] for key in SINGLE if key in entry}
    for names, citation in zip(CITED, entry.get("kutipan", []), strict=False):
        cells |= dict(zip(names, (citation.get("sumber", ""), citation.get("teks", "")), strict=True))
    return cells


def fields_of(cells: Mapping[str, str]) -> dict[str, Any]:
    """The keys of an entry that a row holds, as bot.editing takes them."""
    fields: dict[str, Any] = {key: cells.get(key, "") for key in SINGLE}
    cited = ({"sumber": cells.get(source, ""), "teks": cells.get(quote, "")} for source, quote in CITED)
    fields["kutipan"] = [
        {key: value for key, value in each.items() if value} for each in cited if any(each.values())
    ]
    return fields
