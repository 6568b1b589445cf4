"""The poster for the village office: what it says, laid out by Typst as A4 PDF and PNG."""

import io
import json
from dataclasses import asdict
from pathlib import Path
from typing import Literal

import fontpkg
import segno
import typst

from bot.errors import TanyaError
from bot.replies.poster import PosterWords

LAYOUT = Path(__file__).with_name("poster.typ")
FONT = "Source Sans 3"
FONTS = Path(fontpkg.path(FONT)).parent
KINDS: tuple[Literal["png", "pdf"], ...] = ("png", "pdf")
DOTS_PER_INCH = 200


def write_poster(words: PosterWords, folder: Path, name: str) -> tuple[Path, Path]:
    """Writes the poster; the PNG's path and the PDF's. Raises TanyaError, OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = folder / f"{name}.png", folder / f"{name}.pdf"
    for path, kind in zip(paths, KINDS, strict=True):
        path.write_bytes(draw_poster(words, kind))
    return paths


def draw_poster(words: PosterWords, kind: Literal["png", "pdf"], dots: int = DOTS_PER_INCH) -> bytes:
    """The poster as a file of a kind; a picture has so many dots per inch. Raises TanyaError."""
    page = typst.compile(
        LAYOUT,
        format=kind,
        ppi=dots,
        sys_inputs={"words": json.dumps(asdict(words) | {"code": _code(words.link)})},
        font_paths=[FONTS],
        ignore_system_fonts=True,
    )
    if not isinstance(page, bytes):  # a list of pages
        raise TanyaError("Teks poster tidak muat di satu halaman. Persingkat kalimat poster di pesan.yaml.")
    return page


def _code(link: str) -> str:
    """The QR code as SVG; it stays readable with a seventh of it torn off or more."""
    drawn = io.BytesIO()
    segno.make(link, error="m", micro=False).save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue().decode()
