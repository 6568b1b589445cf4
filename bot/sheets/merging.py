"""What the rows that came back change in the entries, and what was changed here meanwhile."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.editing import add_entry, change_entries, data_of
from bot.errors import EditError
from bot.sheets.rows import FIELDS, Cells, Row, fields_of, problem, rows_of, seal

YES = "ya"
EMPTY = "(kosong)"
LONG = 80  # characters of two values that are still compared on one line
FEW = 5  # examples in a line about what is missing


@dataclass(frozen=True, slots=True)
class Merge:
    """The YAML texts that change, by file name, and what people are told about it."""

    texts: Mapping[str, str]
    changes: Sequence[str]  # lines, under a heading for each entry
    left: Sequence[str]  # what stays as it is here though the table has it otherwise


def merged(files: Mapping[str, str], rows: Sequence[Row]) -> Merge:
    """What a table makes of the YAML texts, by file name, from which it was written; both may have changed.

    A row whose seal fits its own cells was not edited: what stands here holds. One whose seal fits what
    stands here was edited there alone. Anything else is a conflict. Raises one EditError with all of them.
    """
    merging = _Merging(files)
    merging.take(rows)
    if merging.problems:
        raise EditError("\n".join(merging.problems))
    return Merge(merging.texts(), tuple(merging.told()), merging.left)


class _Merging:
    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = files
        self.entries: dict[str, Cells] = {}  # as they stand, by id
        self.variants: dict[str, list[str]] = {}  # the same
        self.sealed: dict[str, tuple[str, str]] = {}  # id and text of a variant, by its seal
        for cells in rows_of(files):
            entry_id = cells["id"]
            if "variasi" in cells:
                self.variants[entry_id].append(cells["variasi"])
                self.sealed[cells["sidik"]] = entry_id, cells["variasi"]
            else:
                self.entries[entry_id], self.variants[entry_id] = cells, []
        self.wanted = {entry_id: list(texts) for entry_id, texts in self.variants.items()}
        self.edited: dict[str, Cells] = {}  # entries whose own row changed
        self.new: dict[str, Cells] = {}
        self.removed: set[str] = set()
        self.gone: set[str] = set()  # entries of the table that are not there
        self.topics = {name: data_of(text, name).get("topik", "") for name, text in files.items()}
        self.problems: list[str] = []
        self.left: list[str] = []

    def take(self, rows: Sequence[Row]) -> None:
        """Notes what the rows change."""
        heads: dict[str, Row] = {}
        phrasings = []
        for row in rows:
            entry_id, variant = row.cells["id"], row.cells["variasi"]
            is_entry = any(row.cells[name] for name in FIELDS)
            if not entry_id:
                self._problem(row, "kolom `id` kosong", "Isi id butirnya.")
            elif row.cells["hapus"].lower() not in ("", YES):
                self._problem(
                    row, f"`{row.cells['hapus']}` di kolom `hapus`", f"Tulis `{YES}`, atau kosongkan."
                )
            elif is_entry and entry_id in heads:
                first = heads[entry_id].number
                self._problem(row, f"butir `{entry_id}` sudah ada di baris {first}", "Hapus salah satu.")
            else:
                if is_entry:
                    heads[entry_id] = Row(row.number, {**row.cells, "variasi": ""})
                if variant:  # one that was written beside its question is new
                    own = {"sidik": row.cells["sidik"], "hapus": row.cells["hapus"]} if not is_entry else {}
                    phrasings.append(Row(row.number, {"id": entry_id, "variasi": variant, **own}))
        for row in heads.values():
            self._entry(row)
        present = {(row.cells["id"], row.cells["variasi"]) for row in phrasings if not row.cells.get("hapus")}
        for row in phrasings:
            self._variant(row, present)
        self._missing(heads, present)

    def _entry(self, row: Row) -> None:
        cells, entry_id = row.cells, row.cells["id"]
        here = self.entries.get(entry_id)
        untouched = seal(cells) == cells["sidik"]
        conflict = f"butir `{entry_id}` diubah di tabel, dan sementara itu juga di sini"
        again = "Ekspor lagi, lalu ulangi perubahan baris ini di tabel yang baru."
        if not here:
            if untouched or cells["hapus"]:
                self.gone.add(entry_id)
                self.left.append(f"butir `{entry_id}` sementara itu dihapus di sini; tidak dikembalikan")
            elif cells["sidik"] in ("", *(each["sidik"] for each in self.entries.values())):
                self._new(row)  # written anew, or into a copy of a row
            else:
                self._problem(row, conflict, again)
        elif cells["hapus"] and cells["sidik"] == here["sidik"]:
            self.removed.add(entry_id)
        elif not cells["hapus"] and seal(cells) == here["sidik"]:
            pass
        elif not cells["hapus"] and untouched:
            self.left.append(f"butir `{entry_id}` sementara itu diubah di sini; isi tabel diabaikan")
        elif not cells["sidik"]:
            self._problem(row, f"id `{entry_id}` sudah dipakai", "Pilih id lain untuk butir baru.")
        elif cells["sidik"] != here["sidik"]:
            self._problem(row, conflict, again)
        elif any(cells[name] != here.get(name, "") for name in ("berkas", "topik")):
            self._problem(
                row,
                "`berkas` dan `topik` butir yang sudah ada tidak bisa diubah dari tabel",
                "Kembalikan isinya; ubah di berkas YAML-nya.",
            )
        else:
            self.edited[entry_id] = cells

    def _new(self, row: Row) -> None:
        cells, entry_id, file = row.cells, row.cells["id"], row.cells["berkas"]
        topic = self.topics.get(file, "")
        if "/" in file or not file.endswith((".yaml", ".yml")):
            self._problem(row, "butir baru tanpa `berkas` yang benar", "Contoh: manfaat.yaml.")
        elif file in self.topics and cells["topik"] not in ("", topic):
            self._problem(row, f"topik berkas {file} “{topic}”", "Kosongkan `topik`, atau pilih berkas lain.")
        elif file not in self.topics and not cells["topik"]:
            self._problem(row, f"berkas {file} belum ada", "Periksa namanya; untuk berkas baru isi `topik`.")
        else:
            self.topics.setdefault(file, cells["topik"])
            self.new[entry_id], self.wanted[entry_id] = {**cells, "topik": self.topics[file]}, []
            return
        self.gone.add(entry_id)  # its variants are no further problems

    def _variant(self, row: Row, present: set[tuple[str, str]]) -> None:
        """Notes what the row of one variant changes; `present` holds id and text of all in the table."""
        entry_id, text, sealed = row.cells["id"], row.cells["variasi"], row.cells.get("sidik", "")
        if entry_id in self.removed | self.gone:
            return
        if entry_id not in self.wanted:
            self._problem(
                row, f"butir `{entry_id}` tidak ada", "Periksa id-nya, atau tulis butirnya di atas baris ini."
            )
            return
        wanted, origin = self.wanted[entry_id], self.sealed.get(sealed)
        if row.cells.get("hapus"):
            if text in wanted:
                wanted.remove(text)
        elif text in wanted:
            pass
        elif origin and origin not in present and origin[1] in (source := self.wanted[origin[0]]):
            present.add(origin)  # the row of that variant became this one
            if source is wanted:
                wanted[wanted.index(origin[1])] = text
            else:
                source.remove(origin[1])
                wanted.append(text)
        elif origin or not sealed:  # a copy of a row that is still there, or a new one
            wanted.append(text)
        elif seal(row.cells) == sealed:
            self.left.append(
                f"variasi “{text}” dari `{entry_id}` sementara itu dihapus di sini; tidak dikembalikan"
            )
        else:
            self._problem(
                row,
                f"variasi “{text}” diubah di tabel, dan sementara itu juga di sini",
                "Ekspor lagi, atau kosongkan `sidik` untuk menambahkannya.",
            )

    def _missing(self, heads: Mapping[str, Row], present: set[tuple[str, str]]) -> None:
        """Notes what the table lacks: that deletes nothing."""
        named = {entry_id for entry_id, _ in present} | heads.keys()
        if entries := [f"`{entry_id}`" for entry_id in self.entries if entry_id not in heads]:
            self.left.append(f"{len(entries)} butir tidak ada di tabel ({_some(entries)}); tidak dihapus")
        for entry_id in self.entries:
            texts = self.wanted[entry_id] if entry_id in named - self.removed else []
            if lacking := [f"“{text}”" for text in texts if (entry_id, text) not in present]:
                many = f"{len(lacking)} variasi `{entry_id}`"
                self.left.append(f"{many} tidak ada di tabel ({_some(lacking)}); tidak dihapus")

    def _problem(self, row: Row, fault: str, cure: str) -> None:
        self.problems.append(problem(f"baris {row.number}", fault, cure))

    def _fields(self, entry_id: str) -> dict[str, Any]:
        """What changes in an entry that stays."""
        old = fields_of(self.entries[entry_id])
        new = fields_of(self.edited.get(entry_id, self.entries[entry_id]))
        changed = {key: value for key, value in new.items() if value != old[key]}
        variants = self.wanted[entry_id]
        return changed | ({"variasi": variants} if variants != self.variants[entry_id] else {})

    def texts(self) -> dict[str, str]:
        """The texts that change."""
        made = dict(self.files)
        for file in self.files:
            own = [entry_id for entry_id, cells in self.entries.items() if cells["berkas"] == file]
            fields = {each: None if each in self.removed else self._fields(each) for each in own}
            if changes := {key: each for key, each in fields.items() if each != {}}:
                made[file] = change_entries(made[file], changes)
        for entry_id, cells in self.new.items():
            new = {"id": entry_id, **fields_of(cells), "variasi": self.wanted[entry_id]}
            made[cells["berkas"]] = add_entry(made.get(cells["berkas"], ""), new, cells["topik"])
        return {file: text for file, text in made.items() if text != self.files.get(file)}

    def told(self) -> Iterator[str]:
        """What changes, entry by entry."""
        for entry_id, cells in {**self.entries, **self.new}.items():
            lines = list(self._told(entry_id))
            if lines:
                yield f"{cells['berkas']}, `{entry_id}`:"
                yield from (f"  {line}" for line in lines)

    def _told(self, entry_id: str) -> Iterator[str]:
        if entry_id in self.removed:
            yield f"- butir ini dihapus, dengan {len(self.variants[entry_id])} variasinya"
            return
        if entry_id in self.new:
            yield "+ butir baru"
        old, old_variants = self.entries.get(entry_id, {}), self.variants.get(entry_id, [])
        new, new_variants = old | self.new.get(entry_id, {}), self.wanted[entry_id]
        new |= self.edited.get(entry_id, {})
        for name in FIELDS:
            before, after = old.get(name, ""), new.get(name, "")
            if before and after and before != after and len(before + after) > LONG:
                yield from (f"- {name}: {before}", f"+ {name}: {after}")
            elif before != after:
                yield f"{name}: {f'{before or EMPTY} → ' if old else ''}{after or EMPTY}"
        yield from (f"- variasi: {text}" for text in old_variants if text not in new_variants)
        yield from (f"+ variasi: {text}" for text in new_variants if text not in old_variants)


def _some(texts: Sequence[str]) -> str:
    return ", ".join(texts[:FEW]) + (", …" if len(texts) > FEW else "")
