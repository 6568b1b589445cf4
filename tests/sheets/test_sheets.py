"""Entries go out to a spreadsheet program and come back: nothing is lost, overwritten or misread."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.cli import main
from bot.config import ROOT
from bot.editing import add_phrasing, change_entries, change_entry
from bot.errors import EditError
from bot.sheets import Merge, merged, read_table, rows_of, write_table
from bot.sheets.rows import COLUMNS, Row
from bot.sheets.tables import MISREAD, _unescaped
from tests.conftest import small

TEXT = """\
# Catatan
topik: Kantor
butir:
  - id: jam-buka # tetap
    contoh: ya
    pertanyaan: Jam berapa kantor desa buka?
    variasi:
      - buka jam berapa
      - "=1+1" # aneh
      - "59.000"
      - "12:30"
      - "'=x"
    jawaban: >-
      Pukul 08.00.
    kutipan:
      - sumber: kantor
        teks: Kantor desa buka pukul 08.00 sampai 15.00.
  - id: surat
    pertanyaan: Berapa lama surat keterangan selesai?
    variasi:
      - surat berapa lama
    jawaban: |-
      “Satu” hari;
      + baris dua.
    kutipan:
      - sumber: kantor
        teks: Surat keterangan selesai dalam satu hari.
"""
FILES = {"umum.yaml": TEXT}
Table = list[dict[str, str]]


def table(files: dict[str, str] = FILES) -> Table:
    """The rows as a person sees them, below their heading."""
    return [{name: cells.get(name, "") for name in COLUMNS} for cells in rows_of(files)]


def back(rows: Table, files: dict[str, str] = FILES) -> tuple[str, list[str], list[str]]:
    """The text that the rows make, what people are told, and what is left."""
    merge = merged(files, [Row(number, cells) for number, cells in enumerate(rows, start=2)])
    return merge.texts.get("umum.yaml", TEXT), list(merge.changes), list(merge.left)


def row_of(rows: Table, text: str) -> dict[str, str]:
    """The row with a text in it."""
    return next(row for row in rows if text in row.values())


def test_the_shipped_knowledge_goes_out_and_back_unchanged(tmp_path: Path) -> None:
    paths = (ROOT / "knowledge").glob("*.yaml")
    files = {path.name: path.read_text(encoding="utf-8") for path in paths}
    for name in ("butir.csv", "butir.xlsx"):
        write_table(rows_of(files), tmp_path / name)
        rows = read_table(tmp_path / name)
        assert [row.cells for row in rows] == table(files)
        assert merged(files, rows) == Merge({}, (), [])


def test_no_cell_is_a_formula_and_each_comes_back(tmp_path: Path) -> None:
    for name in ("a.xlsx", "a.csv"):
        write_table(rows_of(FILES), tmp_path / name)
        assert [row.cells for row in read_table(tmp_path / name)] == table()
    sheet = load_workbook(tmp_path / "a.xlsx")["Butir"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert {cell.number_format for row in sheet.iter_rows() for cell in row if cell.value} == {"@"}
    assert "<f>" not in ZipFile(tmp_path / "a.xlsx").read("xl/worksheets/sheet1.xml").decode()
    cells = [
        cell
        for row in csv.reader(io.StringIO((tmp_path / "a.csv").read_text("utf-8-sig")), delimiter=";")
        for cell in row
    ]
    assert not [cell for cell in cells if cell[:1] in "=+-@\t" and cell]
    assert {"'59.000", "'12:30", "''=x"} <= set(cells)


@given(st.text("=+-@'0159.,: ejanAx\t"))
def test_what_is_escaped_in_csv_is_unescaped_exactly(text: str) -> None:
    assert _unescaped(f"'{text}" if MISREAD.fullmatch(text) else text) == text


@pytest.mark.parametrize(
    ("delimiter", "encoding", "newline"),
    [(";", "utf-8-sig", "\r\n"), (",", "utf-8", "\n"), ("\t", "utf-8", "\r\n")],
)
def test_a_table_comes_back_as_office_programs_save_it(
    tmp_path: Path, delimiter: str, encoding: str, newline: str
) -> None:
    path = tmp_path / "a.csv"
    write_table(rows_of(FILES), path)
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";"))
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator=newline)
    writer.writerows([*reversed(row), "catatan saya"] for row in rows)  # columns moved, one added
    writer.writerows([[""] * 18] * 3)
    path.write_bytes(file.getvalue().encode(encoding))
    assert [row.cells for row in read_table(path)] == table()


def test_what_a_spreadsheet_program_made_of_a_text_is_told_with_its_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_table(rows_of(FILES), path)
    book = load_workbook(path)
    sheet = book["Butir"]
    sheet["C5"], sheet["D2"], sheet["E2"] = 59.0, "=A1", "â€œSatuâ€\x9d hari"
    book.save(path)
    with pytest.raises(EditError) as told:
        read_table(path)
    lines = [line for line in str(told.value).splitlines() if not line.startswith(" ")]
    assert [line[:27] for line in lines] == [
        "sel D2: `label` berisi rumu",
        "sel C5: `variasi` berisi an",
        "baris 2: huruf di kolom `ja",
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (";".join(COLUMNS) + "\na\nb “c”\n", "baris 3: huruf di sini bukan UTF-8"),
        (";".join(COLUMNS[1:]) + "\n", "kolom id tidak ada"),
        (";".join(COLUMNS) + '\na\n"b\n', "baris 3: tanda kutip tidak ditutup"),
        ("", "baris 1: kolom"),
    ],
)
def test_a_table_that_cannot_be_read_is_told_with_its_row(tmp_path: Path, content: str, told: str) -> None:
    (tmp_path / "a.csv").write_bytes(content.encode("cp1252"))
    with pytest.raises(EditError, match=told):
        read_table(tmp_path / "a.csv")
    (tmp_path / "a.xlsx").write_bytes(b"PK nothing")
    with pytest.raises(EditError, match="bukan XLSX"):
        read_table(tmp_path / "a.xlsx")


def edited(edit: Callable[[Table], object]) -> Table:
    rows = table()
    edit(rows)
    return rows


NEW_VARIANT = {**dict.fromkeys(COLUMNS, ""), "id": "surat", "variasi": "surat brp hari"}


@pytest.mark.parametrize(
    ("edit", "old", "new", "told"),
    [
        (
            lambda rows: row_of(rows, "surat berapa lama").update(variasi="berapa lama ya"),
            "      - surat berapa lama\n",
            "      - berapa lama ya\n",
            ["umum.yaml, `surat`:", "  - variasi: surat berapa lama", "  + variasi: berapa lama ya"],
        ),
        (
            lambda rows: rows.insert(3, NEW_VARIANT),
            "      - surat berapa lama\n",
            "      - surat berapa lama\n      - surat brp hari\n",
            ["umum.yaml, `surat`:", "  + variasi: surat brp hari"],
        ),
        (
            lambda rows: row_of(rows, "59.000").update(hapus="ya"),
            '      - "59.000"\n',
            "",
            ["umum.yaml, `jam-buka`:", "  - variasi: 59.000"],
        ),
        (
            lambda rows: rows[0].update(jawaban="Pukul 08.00, ya.", contoh=""),
            "Pukul 08.00.\n",
            "Pukul 08.00, ya.\n",
            [
                "umum.yaml, `jam-buka`:",
                "  jawaban: Pukul 08.00. → Pukul 08.00, ya.",
                "  contoh: ya → (kosong)",
            ],
        ),
        (
            lambda rows: row_of(rows, "12:30").update(id="surat"),
            "      - surat berapa lama\n",
            '      - surat berapa lama\n      - "12:30"\n',
            [
                "umum.yaml, `jam-buka`:",
                "  - variasi: 12:30",
                "umum.yaml, `surat`:",
                "  + variasi: 12:30",
            ],
        ),
        (
            lambda rows: rows.append({**row_of(rows, "surat berapa lama"), "variasi": "salinan"}),
            "      - surat berapa lama\n",
            "      - surat berapa lama\n      - salinan\n",
            ["umum.yaml, `surat`:", "  + variasi: salinan"],
        ),
    ],
)
def test_what_was_edited_changes_and_nothing_else(
    edit: Callable[[Table], object], old: str, new: str, told: list[str]
) -> None:
    text, changes, left = back(edited(edit))
    expected = TEXT.replace(old, new)
    if "contoh: ya → (kosong)" in told[-1]:
        expected = expected.replace("    contoh: ya\n", "")
    if "12:30" in told[1]:
        expected = expected.replace('      - "12:30"\n', "", 1)
    assert text == expected
    assert changes == told
    assert left == []


def test_an_entry_goes_only_where_its_row_says_so() -> None:
    text, changes, _ = back(edited(lambda rows: rows[0].update(hapus="ya")))
    assert text == change_entries(TEXT, {"jam-buka": None})
    assert changes == ["umum.yaml, `jam-buka`:", "  - butir ini dihapus, dengan 5 variasinya"]
    text, changes, left = back([row for row in table() if row["id"] == "surat" and row["pertanyaan"]])
    assert (text, changes) == (TEXT, [])
    assert left == [
        "1 butir tidak ada di tabel (`jam-buka`); tidak dihapus",
        "1 variasi `surat` tidak ada di tabel (“surat berapa lama”); tidak dihapus",
    ]


def test_what_was_changed_here_meanwhile_is_not_turned_back() -> None:
    now = change_entry(TEXT, "surat", {"jawaban": "Sehari.", "variasi": ["lain"]})
    now = add_phrasing(change_entries(now, {"jam-buka": None}), "surat", "baru di sini")
    merge = merged({"umum.yaml": now}, [Row(0, cells) for cells in table()])
    assert not merge.texts
    assert merge.left == [
        "butir `jam-buka` sementara itu dihapus di sini; tidak dikembalikan",
        "butir `surat` sementara itu diubah di sini; isi tabel diabaikan",
        "variasi “surat berapa lama” dari `surat` sementara itu dihapus di sini; tidak dikembalikan",
        "2 variasi `surat` tidak ada di tabel (“lain”, “baru di sini”); tidak dihapus",
    ]


@pytest.mark.parametrize(
    ("at", "cells", "told"),
    [
        (6, {"jawaban": "Dua hari."}, "baris 8: butir `surat` diubah di tabel, dan sementara itu juga"),
        (6, {"hapus": "ya"}, "baris 8: butir `surat` diubah di tabel, dan sementara itu juga"),
        (7, {"variasi": "x"}, "baris 9: variasi “x” diubah di tabel, dan sementara itu juga"),
        (0, {"berkas": "lain.yaml"}, "baris 2: `berkas` dan `topik` .* tidak bisa diubah"),
        (0, {"id": "baru", "berkas": "../a.yaml"}, "baris 2: butir baru tanpa `berkas` yang benar"),
        (0, {"id": "baru", "berkas": "lain.yaml", "topik": ""}, "baris 2: berkas lain.yaml belum ada"),
        (0, {"id": "baru", "topik": "Lain"}, "baris 2: topik berkas umum.yaml “Kantor”"),
        (0, {"sidik": "", "label": "Jam"}, "baris 2: id `jam-buka` sudah dipakai"),
        (1, {"pertanyaan": "Apa?"}, "baris 3: butir `jam-buka` sudah ada di baris 2"),
        (1, {"id": ""}, "baris 3: kolom `id` kosong"),
        (1, {"id": "tidak-ada"}, "baris 3: butir `tidak-ada` tidak ada"),
        (1, {"hapus": "x"}, "baris 3: `x` di kolom `hapus`"),
    ],
)
def test_what_cannot_be_taken_is_told_with_its_row(at: int, cells: dict[str, str], told: str) -> None:
    now = change_entry(TEXT, "surat", {"jawaban": "Sehari.", "variasi": ["lain"]})
    with pytest.raises(EditError, match=told):
        back(edited(lambda rows: rows[at].update(cells)), {"umum.yaml": now})


@pytest.fixture
def folders(tmp_path: Path) -> tuple[str, ...]:
    small(tmp_path, {"knowledge/umum.yaml": TEXT})
    return "--knowledge", str(tmp_path / "knowledge"), "--seeds", str(tmp_path / "seeds")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_a_person_exports_edits_looks_and_writes(tmp_path: Path, folders: tuple[str, ...]) -> None:
    path, file = tmp_path / "butir.xlsx", tmp_path / "knowledge/umum.yaml"
    assert run("ekspor", str(path), *folders).stdout == f"{path}: 2 butir, 6 variasi.\n"
    assert "sudah ada" in run("ekspor", str(path), *folders).stderr
    assert run("impor", str(path), *folders).stdout == "Tidak ada yang berubah.\n"
    book = load_workbook(path)
    quote = "Kantor desa buka pukul 08.00 sampai 15.00."
    new = {"id": "tutup", "pertanyaan": "Kapan tutup?", "jawaban": "Pukul 15.00.", "sumber_1": "kantor"}
    new |= {"kutipan_1": quote, "berkas": "baru.yaml", "topik": "Jam", "variasi": "tutup jam berapa"}
    book["Butir"].append([new.get(name) for name in COLUMNS])
    book["Butir"]["D2"] = "Jam buka?"
    book.save(path)

    looked = run("impor", str(path), *folders)
    for line in (
        "baru.yaml, `tutup`:",
        "+ butir baru",
        "+ variasi: tutup jam berapa",
        "label: (kosong) → Jam buka?",
    ):
        assert line in looked.stdout
    assert "Belum ditulis: umum.yaml, baru.yaml" in looked.stdout
    assert file.read_text(encoding="utf-8") == TEXT
    assert run("impor", str(path), "--terapkan", *folders).exit_code == 0
    question = "    pertanyaan: Jam berapa kantor desa buka?\n"
    assert file.read_text(encoding="utf-8") == TEXT.replace(question, question + "    label: Jam buka?\n")
    assert (
        (tmp_path / "knowledge/baru.yaml")
        .read_text(encoding="utf-8")
        .startswith("topik: Jam\nbutir:\n  - id: tutup\n")
    )


def test_a_quote_that_is_not_in_its_source_is_refused(tmp_path: Path, folders: tuple[str, ...]) -> None:
    path = tmp_path / "butir.csv"
    run("ekspor", str(path), *folders)
    path.write_bytes(path.read_bytes().replace(b"pukul 08.00 sampai", b"pukul 09.00 sampai"))
    for options in ((), ("--terapkan",)):
        result = run("impor", str(path), *options, *folders)
        assert result.exit_code == 2
        assert "kutipan ini tidak ada kata demi kata" in result.stderr
        assert (tmp_path / "knowledge/umum.yaml").read_text(encoding="utf-8") == TEXT
