"""Imports point one way, and every outside library has one home."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import ROOT

# A room may import those that stand before it.
ROOMS = (
    "errors model language content config logs matching answering unmet eligibility dialogue explaining"
    " trying checking replies edition editing sheets store live drawing chat local running cli __main__"
).split()
PURE = (
    "model language matching answering unmet eligibility dialogue explaining trying checking replies edition"
).split()
HOMES = {
    "yaml": "content",
    "rapidfuzz": "language",
    "snowballstemmer": "language",
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
EDGES = frozenset("asyncio io logging os pathlib random signal socket subprocess threading time".split())
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


@pytest.mark.parametrize(
    "path", [path for path in FILES if room_of(path) in PURE], ids=lambda path: str(path.name)
)
def test_the_core_has_no_input_output_and_no_clock(path: Path) -> None:
    assert not {name.split(".")[0] for name in imported(path)} & EDGES


def test_every_room_exists_and_stands_in_the_order() -> None:
    assert {room_of(path) for path in FILES} - {"__init__"} == set(ROOMS)
