"""tanya laporan: a page that opens offline, and a picture."""

import asyncio
import io
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image, ImageColor
from playwright.async_api import async_playwright

from bot.cli import main
from bot.config import Config, Database
from bot.drawing import report_page, report_picture
from bot.drawing.report import FILLS
from bot.model import Day, Figures, Knowledge, OutcomeKind
from bot.replies.report import Report, Reports
from bot.replies.voice import Voice
from bot.store import Store, open_store
from tests.local.test_page import ARGUMENTS, CHROMIUM
from tests.store.test_store import note

FIRST = date(2026, 10, 1)
DAYS = [
    {OutcomeKind.ANSWER: 7 * n % 40, OutcomeKind.CLARIFY: n % 3, OutcomeKind.UNKNOWN: n % 2}
    for n in range(30)
]
FIGURES = Figures(
    days=tuple(Day(FIRST + timedelta(days=n), asked) for n, asked in enumerate(DAYS)),
    picked=3,
    askers=12,
    most_asked=(("dasar-hukum", 90), ("<b>&", 10)),
    ms=(5.0, 9.0, 20.0),
    good=9,
    bad={"wrong": 1},
    handed_over=2,
    staff_answered=1,
)


@pytest.fixture(scope="module")
def report(knowledge: Knowledge, voice: Voice) -> Report:
    return Reports(knowledge, voice.say).of(FIGURES)


@pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine")
async def test_the_page_opens_offline_without_errors_and_fits_a_phone(report: Report, tmp_path: Path) -> None:
    file = tmp_path / "laporan.html"
    file.write_text(report_page(report), encoding="utf-8")
    seen: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = await browser.new_page(viewport={"width": 360, "height": 740})
        page.on("request", lambda request: seen.append(request.url))
        page.on("console", lambda message: seen.append(message.text))
        page.on("pageerror", lambda error: seen.append(str(error)))
        await page.goto(file.as_uri())
        text = await page.inner_text("body")
        wide = await page.evaluate("document.documentElement.scrollWidth")
        column = page.locator("g:has(title)").nth(1)
        told, drawn = await column.locator("title").text_content(), await column.bounding_box()
        await browser.close()
    assert seen == [file.as_uri()]
    assert wide <= 360
    for said in ("01-10-2026 sampai 30-10-2026", "90", "<b>&", "Ditanya balik", "9 (90,0\u00a0%)", "20,0 ms"):
        assert said in text
    assert told
    assert told.startswith("02-10: Dijawab: 7")
    assert drawn
    assert drawn["height"] > 0


def test_the_picture_is_one_that_telegram_takes(report: Report) -> None:
    with Image.open(io.BytesIO(report_picture(report))) as image:
        assert image.format == "PNG"
        assert image.width > 1000
        assert image.width + image.height < 10_000
        assert image.height < 20 * image.width


def test_outcomes_are_told_apart_in_black_and_white() -> None:
    *plain, hatched = FILLS
    dark, middle, light = (ImageColor.getcolor(fill, "L") for fill in plain)
    assert middle - dark > 60
    assert light - middle > 60
    assert hatched.startswith("url")


def test_the_longest_period_and_one_question_are_drawn(knowledge: Knowledge, voice: Voice) -> None:
    days = (Day(FIRST, {OutcomeKind.UNKNOWN: 1}), *(Day(FIRST, {}) for _ in range(364)))
    report = Reports(knowledge, voice.say).of(Figures(days, 0, None, (), (0.0,) * 3, 0, {}, 0, 0))
    assert report_picture(report).startswith(b"\x89PNG")
    assert "<svg" in report_page(report)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'tanya.sqlite3'}"


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    async with open_store(Config(database=Database(url), hash_key="rahasia")) as store:
        yield store


def invoke(url: str, *arguments: object) -> Result:
    return CliRunner().invoke(main, ["laporan", *map(str, arguments)], env={"DATABASE_URL": url})


async def test_the_command_reads_the_log_while_the_bot_writes_it(
    store: Store, url: str, tmp_path: Path
) -> None:
    for _ in range(3):
        await store.journal.question(note(store), 1)
    for name in ("laporan.html", "laporan.png", "laporan.html"):  # an older report is replaced
        result = await asyncio.to_thread(invoke, url, "--ke", tmp_path / name)
        assert (result.exit_code, result.stdout, result.stderr) == (0, f"{tmp_path / name}\n", "")
        note(store)
    page = (tmp_path / "laporan.html").read_text(encoding="utf-8")
    assert ">5<" in page
    assert f"{datetime.now(UTC) + timedelta(hours=7):%d-%m-%Y}" in page
    assert (tmp_path / "laporan.png").read_bytes().startswith(b"\x89PNG")


def test_without_questions_the_report_says_so(url: str, tmp_path: Path) -> None:
    for name in ("laporan.html", "laporan.png"):
        result = invoke(url, "--ke", tmp_path / name)
        assert (result.exit_code, result.stdout) == (0, f"{tmp_path / name}\n")
        assert (
            f"dalam 30 hari terakhir.\nCatatan yang dilihat: {tmp_path / 'tanya.sqlite3'}\n" in result.stderr
        )
        assert "Obrolan lokal tidak menyimpan apa-apa" in result.stderr
    assert "Belum ada pertanyaan" in (tmp_path / "laporan.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--ke", "laporan.docx"), ".html atau .png"),
        (("--hari", "91"), "1 sampai 90"),
        (("--hari", "0"), "1 sampai 90"),
        (("--ke", "/dev/null/laporan.html"), "tidak bisa ditulisi"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(url: str, arguments: tuple[str, ...], said: str) -> None:
    result = invoke(url, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_database_that_fails_is_told_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "tanya.sqlite3").write_text("bukan basis data, hanya teks yang cukup panjang" * 20)
    result = invoke(f"sqlite:///{tmp_path / 'tanya.sqlite3'}", "--ke", tmp_path / "laporan.html")
    assert result.exit_code == 2
    assert "Basis data tidak terbaca: DatabaseError: file is not a database" in result.stderr
    assert not (tmp_path / "laporan.html").exists()
