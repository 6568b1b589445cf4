"""Groups of people and how the sources speak of each; a standing that is claimed must be quoted."""

from collections.abc import Mapping

from bot.content.checks import bounded, chosen, citations
from bot.content.strict_yaml import Record, split_list
from bot.errors import ContentError
from bot.model import Group, Source, Standing, Status

GROUP_KEYS = ("id", "nama", "sebutan", "status", "catatan")
STATUS_KEYS = ("jenis", "kutipan")
# A name is also a button, several in a row.
MAX_NAME, MAX_NOTE = 40, 600


def group(record: Record, sources: Mapping[str, Source]) -> Group:
    """A group as an editor wrote it. Raises ContentError."""
    record.only(GROUP_KEYS, required=("nama", "status", "catatan"))
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
        name=bounded(record.text("nama"), MAX_NAME),
        aliases=tuple(str(name) for line in record.texts("sebutan") for name in split_list(line)),
        statuses=tuple(status for _, status in given),
        note=bounded(record.prose("catatan"), MAX_NOTE),
        place=record.place,
    )


def _status(record: Record, sources: Mapping[str, Source]) -> Status:
    record.only(STATUS_KEYS, required=("jenis",))
    standing = chosen(record.text("jenis"), {each.value: each for each in Standing})
    cited = citations(record, sources)
    if not cited and standing is not Standing.UNNAMED:
        raise ContentError.at(
            record.place,
            f"status `{standing}` belum punya kutipan",
            "Tambahkan `kutipan:` dengan `sumber` dan `teks`; tanpa kutipan statusnya tidak_disebut.",
        )
    return Status(standing, cited)
