"""The report as an HTML page that needs nothing else, and as a picture; both show the same plots in SVG."""

import json
import math
from collections.abc import Iterable
from html import escape
from pathlib import Path
from string import Template

import typst

from bot.drawing.poster import FONT, FONTS
from bot.replies.report import Report, Rows, number

PAGE = Path(__file__).with_name("report.html")
LAYOUT = Path(__file__).with_name("report.typ")
DOTS_PER_INCH = 200  # 1111 dots wide, as wide as a good phone
MOST = 5  # rows of a section in the picture; the page shows all
# As wide as a phone, so that a page on it shows texts in the sizes below.
WIDTH, HEIGHT, FLOOR = 360, 130, 138
GREY, INK, LINE, PALE, BAR = "#595959", "#1a1a1a", "#dfe3e6", "#f1f3f5", "#b5d3e7"
# Typst 0.15 takes weight 400 for whatever a variable font begins with: https://github.com/linebender/resvg/pull/1099
REGULAR, BOLD = "font-variation-settings=\"'wght' 400\"", 'font-weight="bold"'
# From dark to light, and hatched: told apart without colour, and by the colour-blind.
FILLS = "#12436d", "#4c9ac9", "#ffcf70", "url(#hatched)"
HATCHED = (
    '<pattern id="hatched" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="5" height="5" fill="#fff"/><rect width="2.6" height="5" fill="#b3261e"/></pattern>'
)


def report_page(report: Report) -> str:
    """The report as HTML."""
    body = [f"<section>{_tiles(report)}</section>"] if report.tiles else []
    body += [f"<section><h2>{escape(title)}</h2>{plot}</section>" for title, plot in _plots(report)]
    texts = {name: escape(getattr(report, name)) for name in ("title", "period", "lead", "note")}
    return Template(PAGE.read_text(encoding="utf-8")).substitute(texts, body="\n".join(body))


def report_picture(report: Report) -> bytes:
    """The report as PNG."""
    plots = [{"title": title, "plot": plot} for title, plot in _plots(report, MOST)]
    texts = {name: getattr(report, name) for name in ("title", "period", "lead", "note")}
    tiles = _tiles(report) if report.tiles else None
    drawn = typst.compile(
        LAYOUT,
        format="png",
        ppi=DOTS_PER_INCH,
        sys_inputs={"report": json.dumps({**texts, "tiles": tiles, "plots": plots})},
        font_paths=[FONTS],
        ignore_system_fonts=True,
    )
    assert isinstance(drawn, bytes)  # the page is as high as what stands on it
    return drawn


def _plots(report: Report, most: int | None = None) -> Iterable[tuple[str, str]]:
    """Each plot with its title."""
    if report.days:
        yield report.daily, _daily(report)
    for title, rows in report.sections:
        yield title, _bars(rows[:most])


def _tiles(report: Report) -> str:
    """Large figures side by side."""
    drawn = []
    for x, (figure, label) in zip(range(0, WIDTH, WIDTH // len(report.tiles)), report.tiles, strict=True):
        drawn += [_text(x, 26, figure, size=22, bold=True), _text(x, 42, label, size=12, fill=GREY)]
    return _svg(46, drawn)


def _daily(report: Report) -> str:
    """A column a day, a shade an outcome; the legend below."""
    top = max(sum(counts) for _, counts in report.days)
    step = _round_step(top / 3)
    highest = step * max(1, math.ceil(top / step))
    scale, left = HEIGHT / highest, 8 + 7 * len(number(highest))
    width, every = (WIDTH - left) / len(report.days), math.ceil(len(report.days) / 6)
    drawn = [f"<defs>{HATCHED}</defs>"]
    for level in range(0, highest + 1, step):
        y = FLOOR - level * scale
        drawn.append(_box(left, y, WIDTH - left, 1, LINE))
        drawn.append(_text(left - 5, y + 4, number(level), size=11, fill=GREY, anchor="end"))
    for nth, (date, counts) in enumerate(report.days):
        x, y = left + nth * width, float(FLOOR)
        told = ", ".join(f"{row.label}: {count}" for row, count in zip(report.outcomes, counts, strict=True))
        drawn.append(f"<g><title>{escape(f'{date}: {told}')}</title>")
        for count, fill in zip(counts, FILLS, strict=True):
            y -= count * scale
            drawn.append(_box(x + 0.1 * width, y, 0.8 * width, count * scale, fill))
        drawn.append("</g>")
        if nth % every == 0:
            drawn.append(_text(x + width / 2, FLOOR + 16, date, size=11, fill=GREY, anchor="middle"))
    for y, row, fill in zip(range(FLOOR + 41, FLOOR + 121, 20), report.outcomes, FILLS, strict=True):
        drawn += [_box(0.5, y - 10.5, 12, 12, fill, stroke=INK), _text(20, y, row.label)]
        drawn.append(_text(WIDTH, y, row.told, bold=True, anchor="end"))
    return _svg(FLOOR + 110, drawn)


def _bars(rows: Rows) -> str:
    """A bar a row, behind its words."""
    most = max(row.size for row in rows) or 1
    drawn = []
    for y, row in zip(range(0, 25 * len(rows), 25), rows, strict=True):
        drawn += [_box(0, y, WIDTH, 21, PALE), _box(0, y, WIDTH * row.size / most, 21, BAR)]
        drawn += [_text(7, y + 15, row.label), _text(WIDTH - 7, y + 15, row.told, bold=True, anchor="end")]
    return _svg(25 * len(rows) - 4, drawn)


def _round_step(least: float) -> int:
    """The distance of lines: 1, 2 or 5 times a power of ten."""
    power = int(10 ** math.floor(math.log10(max(least, 1))))
    return next(power * each for each in (1, 2, 5, 10) if power * each >= least)


def _svg(height: int, drawn: Iterable[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f"font-family=\"'{FONT}', 'Segoe UI', Roboto, sans-serif\">{''.join(drawn)}</svg>"
    )


def _box(x: float, y: float, width: float, height: float, fill: str, stroke: str = "none") -> str:
    place = f'x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}"'
    return f'<rect {place} fill="{fill}" stroke="{stroke}"/>'


def _text(
    x: float, y: float, text: str, size: int = 13, bold: bool = False, fill: str = INK, anchor: str = "start"
) -> str:
    style = f'font-size="{size}" {BOLD if bold else REGULAR} fill="{fill}" text-anchor="{anchor}"'
    return f'<text x="{x:.2f}" y="{y:.2f}" {style}>{escape(text)}</text>'
