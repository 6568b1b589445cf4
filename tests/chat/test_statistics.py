"""/statistik over real HTTP."""

import asyncio
import io
import threading
from collections.abc import AsyncIterator

import pytest
from PIL import Image

from bot.chat.handlers import statistics
from bot.edition import Edition
from bot.local import LocalTelegram
from bot.model import Figures
from bot.replies.report import Report
from bot.running import local_chat
from bot.store import StoreError
from bot.store.statistics import Statistics
from tests.chat.test_admins import ADMIN, CONFIG

QUESTION = "dasar hukumnya apa?"


@pytest.fixture
async def telegram(edition: Edition) -> AsyncIterator[LocalTelegram]:
    telegram = LocalTelegram()
    async with local_chat(telegram, CONFIG, edition):
        yield telegram


async def test_an_admin_gets_a_picture_with_a_caption(telegram: LocalTelegram) -> None:
    await telegram.ask(QUESTION)
    await telegram.ask("qwerty zxcvbn")
    sent = await telegram.ask("/statistik", ADMIN)
    assert "2 pertanyaan, 50,0\u00a0% dijawab, < 5 penanya" in sent["caption"]
    ((_, content),) = telegram.world.files.values()
    with Image.open(io.BytesIO(content)) as image:
        assert image.width > 1000


async def test_without_questions_it_says_so(telegram: LocalTelegram) -> None:
    sent = await telegram.ask("/statistik", ADMIN)
    assert sent["photo"]
    assert "Belum ada pertanyaan" in sent["caption"]


async def test_answers_do_not_wait_for_a_picture_and_one_is_drawn_at_a_time(
    telegram: LocalTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw, begun, go_on = statistics.report_picture, threading.Semaphore(0), threading.Event()

    def slowly(report: Report) -> bytes:
        begun.release()
        assert go_on.wait(10)
        return draw(report)

    monkeypatch.setattr(statistics, "report_picture", slowly)
    telegram.say("/statistik", ADMIN)
    telegram.say("/statistik", ADMIN)
    assert await asyncio.to_thread(begun.acquire, timeout=5)
    assert (await telegram.ask(QUESTION))["text"]
    assert not begun.acquire(blocking=False)  # the second waits
    go_on.set()
    assert (await telegram.next_message(ADMIN.id))["photo"]
    assert (await telegram.next_message(ADMIN.id))["photo"]


async def test_where_pictures_are_refused_the_words_come_alone(telegram: LocalTelegram) -> None:
    telegram.refuse_next("sendPhoto", 400, "Bad Request: not enough rights to send photos to the chat")
    assert "Belum ada pertanyaan" in (await telegram.ask("/statistik", ADMIN))["text"]


async def test_a_database_that_fails_is_said(
    telegram: LocalTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> Figures:
        raise StoreError

    monkeypatch.setattr(Statistics, "of", fail)
    assert "terganggu" in (await telegram.ask("/statistik", ADMIN))["text"]
