"""Imports point one way, and every outside library has one home."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import ROOT
from bot.model import Lack

# A room may import those that stand before it.
ROOMS = (
    "errors model language content config logs matching answering unmet eligibility dialogue explaining"
    " trying checking replies edition editing sheets store live drawing chat local running cli __main__"
).split()
# Rooms, and modules of the others: text and data in, text and data out.
PURE = (
    "errors model language matching answering unmet eligibility dialogue explaining trying checking replies"
    " edition content.checks content.citations content.groups content.joining content.lexicon content.marks"
    " content.phrases content.schema content.shape content.strict_yaml editing.entries editing.rewriting"
    " sheets.merging sheets.rows live.cut local.rules chat.hearing"
).split()
HOMES = {
    "yaml": "content",
    "rapidfuzz": "language",
    "Stemmer": "language",
    "phonenumbers": "language",
    "numpy": "matching",
    "scipy": "matching",
    "sqlalchemy": "store",
    "alembic": "store",
    "typst": "drawing",
    "segno": "drawing",
    "fontpkg": "drawing",
    "telegram": "chat",
    "starlette": "local",
    "uvicorn": "local",
    "openpyxl": "sheets",
    "click": "cli",
}
# What touches files, clocks, the environment, the network or other tasks.
EDGES = frozenset(
    "asyncio concurrent fcntl glob http io logging multiprocessing os pathlib random secrets shutil signal"
    " socket sqlite3 ssl subprocess sys tempfile threading time urllib.request uuid zipfile".split()
)
CLOCKS = {"now", "today", "utcnow"}
FILES = sorted((ROOT / "bot").rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(ROOT / "bot").parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    for name in imported(path):
        if name.startswith("bot."):
            other = name.split(".")[1]
            assert other == room or ROOMS.index(other) < ROOMS.index(room), f"{room} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_outside_library_has_one_home(path: Path) -> None:
    for name in imported(path):
        top = name.split(".")[0]
        if top != "bot" and top not in sys.stdlib_module_names:
            assert HOMES.get(top) == room_of(path), f"{path} imports {top}"


def is_pure(path: Path) -> bool:
    parts = path.relative_to(ROOT / "bot").with_suffix("").parts
    return any(".".join(parts[: depth + 1]) in PURE for depth in range(len(parts)))


@pytest.mark.parametrize("path", [*filter(is_pure, FILES)], ids=lambda path: str(path.relative_to(ROOT)))
def test_the_core_has_no_input_output_and_no_clock(path: Path) -> None:
    assert not [name for name in imported(path) if any(f"{name}.".startswith(f"{edge}.") for edge in EDGES)]
    called = [node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    assert not [
        each for each in called if isinstance(each, ast.Name) and each.id in ("input", "open", "print")
    ]
    assert not [each for each in called if isinstance(each, ast.Attribute) and each.attr in CLOCKS]


def test_every_room_exists_and_stands_in_the_order() -> None:
    assert {room_of(path) for path in FILES} - {"__init__"} == set(ROOMS)


def test_every_sentence_of_the_bot_is_said_somewhere() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in FILES)
    said = set(re.findall(r"""["'](\w+)["'](?!: \()""", code)) | {f"belum_{lack}" for lack in Lack}
    listed = re.findall(r'^    "(\w+)": \("', code, re.MULTILINE)  # the others are made of what they are for
    assert "mulai" in listed
    assert not [key for key in listed if key not in said]
