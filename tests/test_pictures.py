"""The pictures in the docs: each is shown somewhere, each that is shown is there."""

import re

from bot.config import ROOT
from docs.screenshots import POSTER, SHOTS

PAGES = (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))


def test_every_picture_is_shown_and_is_there() -> None:
    shown = {
        (page.parent / path).resolve()
        for page in PAGES
        for path in re.findall(r"!\[[^\]]+\]\(([^)]+\.png)\)", page.read_text(encoding="utf-8"))
    }
    assert shown == set((ROOT / "docs" / "images").glob("*.png"))
    assert {ROOT / "docs" / "images" / f"{name}.png" for name in (*SHOTS, POSTER)} <= shown
