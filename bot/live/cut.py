"""What looks as if a save was not finished: it loads, but something is missing."""

from collections.abc import Iterator

from bot.content.files import Files
from bot.errors import Place, Problem
from bot.model import Knowledge

CURE = "Simpan sekali lagi. Bila memang sengaja, kirim /muat_ulang, maka dipakai apa adanya."


def cut_files(before: Files, now: Files) -> Iterator[Problem]:
    """The files that are gone or end too early."""
    for path in sorted(before.used):
        old, new = before.contents.get(path), now.contents.get(path)
        if path not in now.contents:
            yield Problem(Place(str(path), 1), "berkas ini tidak ada lagi", CURE)
        elif old and new is not None and old != new and _is_cut(old, new):
            yield Problem(
                Place(str(path), new.count(b"\n") + 1), "berkas ini seperti terpotong di sini", CURE
            )


def lost_entries(before: Knowledge, now: Knowledge) -> Iterator[Problem]:
    """The entries that are gone."""
    ids = {each.id for entry in now.entries for each in (entry, *entry.versions)}
    for entry in before.entries:
        if entry.id not in ids:
            yield Problem(entry.place, f"butir `{entry.id}` tidak ada lagi", CURE)


def _is_cut(old: bytes, new: bytes) -> bool:
    """Whether a file begins as before and stops, stops within a line, or stops at an earlier line."""
    if not new.strip() or (old.startswith(new.rstrip()) and len(new.rstrip()) < len(old.rstrip())):
        return True
    if old.endswith(b"\n") and not new.endswith(b"\n"):
        return True
    before, now = old.rstrip().splitlines(), new.rstrip().splitlines()
    return before[-1:] != now[-1:] and before[-1] not in now and now[-1] in before
