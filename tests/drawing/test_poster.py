import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from click.testing import CliRunner, Result
from PIL import Image

from bot.answering import Faq
from bot.cli import main
from bot.drawing import write_poster
from bot.errors import TanyaError
from bot.local import LocalTelegram, serve
from bot.model import EntryKind, Knowledge
from bot.replies.poster import poster_words

BOT = "tanya_desa_bot"


def link(picture: Path) -> str:
    """Where a phone goes that is held before the poster."""
    with Image.open(picture) as image:
        (code,) = zxingcpp.read_barcodes(image.convert("L"))
    return code.text


def invoke(*arguments: Any, **environ: str) -> Result:
    return CliRunner().invoke(
        main, ["poster", *map(str, arguments)], env={"TELEGRAM_BOT_TOKEN": "", **environ}
    )


def test_the_code_leads_to_the_bot(tmp_path: Path) -> None:
    result = invoke("--bot", f"@{BOT}", "--keluaran", tmp_path / "baru")
    png, pdf = tmp_path / "baru" / "poster-tanya-desa.png", tmp_path / "baru" / "poster-tanya-desa.pdf"
    assert (result.exit_code, result.stdout.split()) == (0, [str(png), str(pdf)])
    assert link(png) == f"https://t.me/{BOT}"
    assert pdf.read_bytes().startswith(b"%PDF-")


def test_the_code_leads_to_one_question(tmp_path: Path) -> None:
    assert invoke("--bot", BOT, "--butir", "dasar-hukum", "--keluaran", tmp_path).exit_code == 0
    assert link(tmp_path / "poster-dasar-hukum.png") == f"https://t.me/{BOT}?start=q_dasar-hukum"


def test_it_is_one_a4_page_without_colour(knowledge: Knowledge, tmp_path: Path) -> None:
    png, _ = write_poster(poster_words(knowledge, BOT), tmp_path, "poster")
    with Image.open(png) as image:
        assert image.width / 200 == pytest.approx(210 / 25.4, abs=0.01)
        assert image.height / 200 == pytest.approx(297 / 25.4, abs=0.01)
        red, green, blue = image.convert("RGB").split()
        assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_every_question_and_the_longest_name_fit(knowledge: Knowledge, tmp_path: Path) -> None:
    longest = max(knowledge.entries, key=lambda entry: len(entry.question))
    name = "a" * 32
    png, _ = write_poster(poster_words(knowledge, name, longest), tmp_path, "poster")
    assert link(png) == f"https://t.me/{name}?start=q_{longest.id}"


def test_a_text_too_long_for_a_page_is_said(knowledge: Knowledge, tmp_path: Path) -> None:
    words = replace(poster_words(knowledge, BOT), steps=("Langkah. " * 20,) * 12)
    with pytest.raises(TanyaError, match="tidak muat"):
        write_poster(words, tmp_path, "poster")


def test_it_warns_of_personal_data_and_shows_what_can_be_asked(knowledge: Knowledge, faq: Faq) -> None:
    words = poster_words(knowledge, BOT)
    assert "NIK" in words.warning
    assert words.address == f"@{BOT}"
    assert len(set(words.examples)) == 4
    for question in words.examples:
        entry = faq.ask(question).entry
        assert entry
        assert entry.kind is EntryKind.FACT


def test_one_question_is_the_headline_and_no_example(knowledge: Knowledge) -> None:
    entry = next(entry for entry in knowledge.entries if entry.example)
    words = poster_words(knowledge, BOT, entry)
    assert words.title == entry.question
    assert entry.question not in words.examples


async def test_without_a_name_telegram_is_asked(tmp_path: Path) -> None:
    telegram = LocalTelegram()
    async with serve(telegram, 0) as address:
        environ = {"TELEGRAM_BOT_TOKEN": telegram.token, "TELEGRAM_BASE_URL": f"{address}/bot"}
        result = await asyncio.to_thread(invoke, "--keluaran", tmp_path, **environ)
        refused = {**environ, "TELEGRAM_BOT_TOKEN": "123:tidak-dikenal"}
        assert "menolak token" in (await asyncio.to_thread(invoke, **refused)).stderr
    assert result.exit_code == 0
    assert link(tmp_path / "poster-tanya-desa.png") == f"https://t.me/{telegram.me['username']}"
    assert "tidak terjangkau" in (await asyncio.to_thread(invoke, **environ)).stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "--bot"),
        (("--bot", "ab"), "bukan nama bot"),
        (("--bot", "https://t.me/x"), "bukan nama bot"),
        (("--bot", BOT, "--butir", "dasar-hukun"), "Mungkin maksud Anda `dasar-hukum`?"),
        (("--bot", BOT, "--butir", "zzz"), "Periksa ejaannya."),
        (("--bot", BOT, "--keluaran", "/dev/null/x"), "tidak bisa ditulisi"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(arguments: tuple[str, ...], said: str) -> None:
    result = invoke(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
