"""Groups of people and how the sources speak of each; a standing that is claimed must be quoted."""

from collections.abc import Mapping

from bot.content.checks import CITATION, bounded, chosen, citations, phrases, worded
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
    """A group as an editor wrote it. Raises ContentError."""
    record.only(GROUP, GROUP.required)
    given = [(each, _status(each, sources)) for each in record.records("status")]
    if not given:
        raise ContentError.at(
            record.place, "kelompok ini belum punya status", "Tambahkan `status:`, misalnya tidak_disebut."
        )
    standings = [status.standing for _, status in given]
    for at, (one, status) in enumerate(given):
        if status.standing in standings[:at]:
            raise ContentError.at(one.place, f"status `{status.standing}` ditulis dua kali", "Gabungkan.")
        if status.standing is Standing.UNNAMED and len(given) > 1:
            raise ContentError.at(
                one.place, "`tidak_disebut` tidak bisa bersama status lain", "Hapus salah satu."
            )
    return Group(
        id=str(record.text("id")),
        name=worded(bounded(record.text("nama"), MAX_NAME)),
        aliases=phrases(record.texts("sebutan")),
        statuses=tuple(status for _, status in given),
        note=bounded(record.prose("catatan"), MAX_NOTE),
        place=record.place,
    )


def _status(record: Record, sources: Mapping[str, Source]) -> Status:
    record.only(STATUS, STATUS.required)
    standing = chosen(record.text("jenis"), {each.value: each for each in Standing})
    cited = citations(record, sources)
    if not cited and standing is not Standing.UNNAMED:
        raise ContentError.at(
            record.place,
            f"status `{standing}` belum punya kutipan",
            "Tambahkan `kutipan:` dengan `sumber` dan `teks`; tanpa kutipan statusnya tidak_disebut.",
        )
    return Status(standing, cited)
