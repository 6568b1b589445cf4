"""What the program says when something is wrong: docs/panduan-admin.md has a row for each of these sentences.

python -m docs.faults prints those that it lacks, as rows to be filled in.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from bot.config import ROOT
from bot.content.strict_yaml import PARSER_FAULTS, UNKNOWN_FAULT, read_yaml

GUIDE = Path(__file__).parent / "panduan-admin.md"
TABLE = re.compile(r"^\| Bunyinya \|.*\n\|[-|]+\n((?:\|.*\n)+)", re.MULTILINE)
ANY = "…"  # what differs from time to time
# The calls that take such a sentence, and as which argument.
TAKES = {
    r"Finding": 2,
    r"Problem|\w*[eE]rror\.at|_refused|(self\._)?problem": 1,
    r"(Tanya|Config|Edit)Error|\w*Mistake|self\.left\.append": 0,
}
PASSED_ON = re.compile(r"\w+\.fault|'\\n'\.join\(.*|problem\(.*|turn\.voice\.say\(.*")  # said elsewhere
APART = "bot/local/"  # speaks as Telegram does, in English
YAML, PESAN = "bot/content/strict_yaml.py", "knowledge/bahasa/pesan.yaml"
# What the chat says to admins and staff, by its key in pesan.yaml.
CHAT = (
    "muat_rusak belum_tak_bisa belum_sudah belum_berubah belum_ragu belum_ditolak batal_kosong batal_berubah"
    " kedaluwarsa catatan_gangguan gangguan perintah_lain terlalu_cepat petugas_ditutup petugas_gagal"
    " petugas_bukan_teks petugas_terlalu_panjang petugas_tidak_tersimpan"
).split()


def faults() -> dict[str, str]:
    """The sentences, with ANY where they differ, and the file of each.

    Raises LookupError for one that cannot be read off the code.
    """
    found = dict.fromkeys((UNKNOWN_FAULT[0], *(fault for _, fault, _ in PARSER_FAULTS)), YAML)
    messages = read_yaml((ROOT / PESAN).read_bytes(), PESAN).record("pesan")
    found |= {re.sub(r"\$\w+", ANY, messages.text(key)): PESAN for key in CHAT}
    for path in sorted((ROOT / "bot").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(APART):
            found |= dict.fromkeys(said(ast.parse(path.read_text(encoding="utf-8")), name), name)
    return {re.sub(f"{ANY}+", ANY, " ".join(text.split())): name for text, name in found.items()}


def said(tree: ast.Module, file: str) -> Iterator[str]:
    """The sentences that a file gives to the calls in TAKES, itself or by a name."""
    names = {"fault"}
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        for pattern, at in TAKES.items():
            if re.fullmatch(pattern, ast.unparse(call.func)) and len(call.args) > at:
                given = call.args[at]
                if isinstance(given, ast.Name):
                    names.add(given.id)
                elif text := _text(given):
                    yield text
                elif not PASSED_ON.fullmatch(ast.unparse(given)):
                    raise LookupError(
                        f"{file}:{given.lineno}: {ast.unparse(given)} is not the sentence itself"
                    )
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Assign)
            and ast.unparse(node.targets[0]) in names
            and (text := _text(node.value))
        ):
            yield text


def _text(node: ast.expr) -> str:
    """A text, with ANY for what is filled in; empty for what is none."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_text(each) or ANY for each in parts)
        case ast.BinOp(left=left, op=ast.Add()):
            return (text := _text(left)) and text + ANY
    return ""


def rows() -> list[str]:
    """The sentences that have a row in the guide."""
    tables = "".join(TABLE.findall(GUIDE.read_text(encoding="utf-8")))
    return [line.split(" | ")[0].removeprefix("| ") for line in tables.splitlines()]


if __name__ == "__main__":
    told = set(rows())
    for fault, file in sorted(faults().items(), key=lambda each: each[1]):
        if fault not in told:
            print(f"| {fault} | {file} |  |")
