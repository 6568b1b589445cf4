"""Tables in files: XLSX, and CSV as Indonesian office programs write it. Every cell is text."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from bot.editing import cleaned
from bot.errors import EditError
from bot.sheets.rows import COLUMNS, Cells, Row, problem

XLSX, CSV = ".xlsx", ".csv"
SHEET, GUIDE = "Butir", "Petunjuk"
TEXT = "@"  # the number format of text
WIDTHS = {"pertanyaan": 45, "variasi": 45, "jawaban": 60, "kutipan_1": 45, "kutipan_2": 45, "topik": 25}
WIDTH = 14
DELIMITERS = ";,\t"
MONTH = "(?:jan|feb|mar|apr|mei|may|jun|jul|agu|aug|sep|okt|oct|nov|des|dec)[a-z]*"
# What a spreadsheet program would take for a formula, a number, a time or a date.
MISREAD = re.compile(
    rf"'*(?:[=+\-@\t\r].*|\d[\d\s.,:/%-]*(?:e[+-]?\d+)?|(?:\d+[ -])?{MONTH}(?:[ -]\d+)?)",
    re.IGNORECASE | re.DOTALL,
)
# What becomes of “, é and 👍 when UTF-8 is read as the code page of Windows; � is a letter that was lost.
GARBLED = re.compile("[ÃÂ\ufffd]|â€|ðŸ")
HOW = (
    "Baris dengan `pertanyaan` adalah butir; di bawahnya, dengan id yang sama, satu variasi pada tiap baris.",
    "Variasi baru: sisipkan baris, isi `id` dan `variasi` saja.",
    "Butir baru: satu baris dengan id baru; isi `berkas`, `pertanyaan`, `jawaban`, dan kutipannya.",
    "Menghapus: tulis `ya` di kolom `hapus`. Baris yang hanya dihilangkan tidak menghapus apa pun.",
    "Jangan mengubah `sidik`: dari situ diketahui bila isinya sementara itu diubah orang lain.",
    "Sesudah disimpan: `tanya impor` menunjukkan perubahannya; dengan `--terapkan` perubahannya ditulis.",
)


def write_table(rows: Iterable[Cells], path: Path) -> None:
    """Writes a new file, XLSX or CSV by its name. Raises EditError."""
    write = _xlsx if _kind(path) == XLSX else _csv
    if path.exists():
        raise EditError(f"{path} sudah ada. Pilih nama lain, supaya pekerjaan orang tidak tertimpa.")
    try:
        path.write_bytes(write([[row.get(name, "") for name in COLUMNS] for row in rows]))
    except OSError as error:
        raise EditError(f"{path} tidak bisa ditulisi: {error.strerror}") from None


def _csv(rows: list[list[str]]) -> bytes:
    """With semicolons and a byte order mark: so Excel opens it by a double click in Indonesia."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=DELIMITERS[0])
    writer.writerow(COLUMNS)
    # A CSV cell cannot say that it is text; the apostrophe in front of it does, for the eye too.
    writer.writerows([f"'{cell}" if MISREAD.fullmatch(cell) else cell for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _xlsx(rows: list[list[str]]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    sheet.freeze_panes = "C2"
    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    for number, row in enumerate([list(COLUMNS), *rows], start=1):
        for column, value in enumerate(row, start=1):
            if value:
                cell = sheet.cell(number, column, value)
                cell.data_type = "s"  # openpyxl would make formulas of what begins with =
                cell.number_format, cell.alignment = TEXT, wrapped
    for column, name in enumerate(COLUMNS, start=1):
        sheet.cell(1, column).font = bold
        width = sheet.column_dimensions[get_column_letter(column)]
        width.width, width.number_format = WIDTHS.get(name, WIDTH), TEXT  # also for cells yet to be filled
    sheet.auto_filter.ref = sheet.dimensions
    guide = book.create_sheet(GUIDE)
    guide.column_dimensions["A"].width = 120
    for line in HOW:
        guide.append([line])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read_table(path: Path) -> list[Row]:
    """The rows of a file that write_table wrote and people have saved again; empty rows are left out.

    Raises one EditError with everything that cannot be read.
    """
    kind = _kind(path)
    try:
        content = path.read_bytes()
    except OSError:
        raise EditError(f"{path} tidak terbaca. Periksa namanya.") from None
    problems: list[str] = []
    rows = _xlsx_rows(content, problems) if kind == XLSX else _csv_rows(content)
    read = [Row(number, {name: cleaned(cell) for name, cell in cells.items()}) for number, cells in rows]
    problems += [
        problem(
            f"baris {row.number}",
            f"huruf di kolom `{name}` rusak: {cell[:40]}",
            "Buka lagi hasil ekspornya sebagai UTF-8, atau ketik ulang hurufnya.",
        )
        for row in read
        for name, cell in row.cells.items()
        if GARBLED.search(cell)
    ]
    if problems:
        raise EditError("\n".join(problems))
    return [row for row in read if any(row.cells.values())]


def _csv_rows(content: bytes) -> Iterator[tuple[int, Cells]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = content.count(b"\n", 0, error.start) + 1
        cure = "Di Excel simpan sebagai “CSV UTF-8”; di LibreOffice pilih set karakter UTF-8."
        raise EditError(problem(f"baris {number}", "huruf di sini bukan UTF-8", cure)) from None
    line = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=line.count), strict=True)
    try:
        rows = [[_unescaped(cell) for cell in row] for row in reader]
    except csv.Error:
        fault = "tanda kutip tidak ditutup, atau selnya terlalu panjang"
        raise EditError(
            problem(f"baris {reader.line_num}", fault, "Tutup kutipnya, atau persingkat.")
        ) from None
    names = _names(rows[0] if rows else [])
    for number, row in enumerate(rows[1:], start=2):
        yield number, {name: row[at] if at < len(row) else "" for name, at in names.items()}


def _unescaped(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and MISREAD.fullmatch(cell[1:]) else cell


def _xlsx_rows(content: bytes, problems: list[str]) -> Iterator[tuple[int, Cells]]:
    try:
        book = load_workbook(io.BytesIO(content))
        sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
    except (BadZipFile, InvalidFileException, KeyError, ValueError, IndexError):
        raise EditError("Berkas ini bukan XLSX yang utuh. Simpan ulang sebagai .xlsx.") from None
    rows = sheet.iter_rows()
    names = _names([str(cell.value or "") for cell in next(rows, ())])
    for number, row in enumerate(rows, start=2):
        yield number, {name: _text(row[at], name, problems) for name, at in names.items()}


def _text(cell: Cell | MergedCell, name: str, problems: list[str]) -> str:
    """The text in a cell; what is none is noted: nobody can tell 59.000 from 59 in a number."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime) and name == "berlaku_sampai":
        return value.date().isoformat()
    if cell.data_type == "s":
        return str(value).replace("_x000D_", "")  # how Excel writes a carriage return
    what = "rumus" if cell.data_type == "f" else "angka, tanggal, atau galat, bukan teks"
    problems.append(
        problem(
            f"sel {cell.coordinate}",
            f"`{name}` berisi {what} ({value})",
            "Ubah format selnya menjadi Teks, lalu ketik ulang persis seperti seharusnya.",
        )
    )
    return ""


def _names(cells: list[str]) -> dict[str, int]:
    """Where each column stands; other columns are people's own notes."""
    found = {cell.strip().lower(): at for at, cell in reversed(list(enumerate(cells)))}
    if missing := [name for name in COLUMNS if name not in found]:
        fault = f"kolom {', '.join(missing)} tidak ada"
        raise EditError(problem("baris 1", fault, "Ekspor lagi; judul kolom jangan diubah."))
    return {name: found[name] for name in COLUMNS}


def _kind(path: Path) -> str:
    kind = path.suffix.lower()
    if kind not in (XLSX, CSV):
        raise EditError(f"{path}: nama berkas harus berakhir .xlsx atau .csv.")
    return kind
