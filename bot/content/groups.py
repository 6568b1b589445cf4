"""Groups of people and how the sources speak of each; a standing that is claimed must be quoted."""

from collections.abc import Mapping

from bot.content.checks import all_made, bounded, chosen, gathered
from bot.content.citations import CITATION, citations
from bot.content.phrases import phrases, worded
from bot.content.shape import TEXT, TEXTS, Key, Shape, choice, many, text
from bot.content.strict_yaml import Record
from bot.errors import ContentError
from bot.model import Group, Source, Standing, Status

# A name is also a button, several in a row.
MAX_NAME, MAX_NOTE = 40, 600

STATUS = Shape(
    jenis=Key("Bagaimana sumber berbicara tentang kelompok ini.", choice(Standing), required=True),
    kutipan=Key("Kutipan yang membuktikannya; hanya tidak_disebut boleh tanpa kutipan.", many(CITATION)),
)
GROUP = Shape(
    id=Key("Nama tetap: huruf kecil, angka, tanda hubung.", TEXT, required=True),
    nama=Key("Seperti tampil di daftar dan tombol.", text(MAX_NAME), required=True),
    sebutan=Key("Nama lain, dipisah koma; (a/b) = a atau b.", TEXTS),
    status=Key("Satu status atau lebih, masing-masing dengan kutipannya.", many(STATUS), required=True),
    catatan=Key("Yang tidak dikatakan sumber tentang kelompok ini.", text(MAX_NOTE), required=True),
)


def group(record: Record, sources: Mapping[str, Source]) -> Group:
    """A group as an editor wrote it. Raises ContentError with everything that is wrong in it."""
    fields = {
        "id": lambda: str(record.text("id")),
        "name": lambda: worded(bounded(record.text("nama"), MAX_NAME)),
        "aliases": lambda: phrases(record.texts("sebutan")),
        "statuses": lambda: _statuses(record, sources),
        "note": lambda: bounded(record.prose("catatan"), MAX_NOTE),
    }
    return Group(place=record.place, **gathered(record, GROUP, fields))


def _statuses(record: Record, sources: Mapping[str, Source]) -> tuple[Status, ...]:
    records = record.records("status")
    statuses = all_made(lambda each: _status(each, sources), records)
    if "status" in record and not statuses:
        raise ContentError.at(
            record.place, "kelompok ini belum punya status", "Tambahkan `status:`, misalnya tidak_disebut."
        )
    standings = [status.standing for status in statuses]
    for at, standing in enumerate(standings):
        place = records[at].place
        if standing in standings[:at]:
            raise ContentError.at(place, f"status `{standing}` ditulis dua kali", "Gabungkan.")
        if standing is Standing.UNNAMED and len(standings) > 1:
            raise ContentError.at(
                place, "`tidak_disebut` tidak bisa bersama status lain", "Hapus salah satu."
            )
    return tuple(statuses)


def _status(record: Record, sources: Mapping[str, Source]) -> Status:
    record.only(STATUS)
    standing = chosen(record.text("jenis"), {each.value: each for each in Standing})
    cited = citations(record, sources)
    if not cited and standing is not Standing.UNNAMED:
        raise ContentError.at(
            record.place,
            f"status `{standing}` belum punya kutipan",
            "Tambahkan `kutipan:` dengan `sumber` dan `teks`; tanpa kutipan statusnya tidak_disebut.",
        )
    return Status(standing, cited)
