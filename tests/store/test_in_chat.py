"""Conversations over real HTTP whose log lies in either database, and in one that goes away."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.config import ChatId, Config, Database
from bot.edition import Edition
from bot.local import LocalTelegram
from bot.local.people import User
from bot.local.telegram import SUPERGROUP
from bot.running import local_chat
from tests.conftest import UNLIMITED, data, labels
from tests.store.conftest import Server

QUESTION = "brp pekerja babel yg blm terlindungi bpjs tk?"
UNKNOWN = "qwerty zxcvbn asdfgh"
OFFICER = User(3001, "Pak Rahman")


def keeping(url: str) -> Config:
    telegram = replace(UNLIMITED.telegram, staff_chat=ChatId(SUPERGROUP - 77))
    return replace(UNLIMITED, telegram=telegram, database=Database(url), hash_key="rahasia")


def press(telegram: LocalTelegram, message: dict[str, Any], label: str) -> None:
    telegram.press(message["message_id"], data(message, label))


async def test_everything_that_is_kept_survives_a_restart_and_can_be_deleted(
    edition: Edition, url: str
) -> None:
    telegram = LocalTelegram()
    async with local_chat(telegram, keeping(url), edition):
        staff = telegram.group("Petugas", number=77, admins=[OFFICER])
        await telegram.next_message(staff.id)
        answer = await telegram.ask(QUESTION)
        press(telegram, await telegram.ask(UNKNOWN), "Teruskan ke petugas")
        press(telegram, await telegram.next_message(), "Kirim")
        question = await telegram.next_message(staff.id)
        await telegram.next_edit()
    async with local_chat(telegram, keeping(url), edition):
        press(telegram, answer, "👎")
        press(telegram, await telegram.next_edit(), "Salah")
        await telegram.next_edit()
        notice = await telegram.ask("Senin.", OFFICER, staff, reply_to=question["message_id"])
        assert "Sudah disampaikan" in notice["text"]
        assert "Senin." in (await telegram.next_message())["text"]
        kept = (await telegram.ask("/data_saya"))["text"]
        assert "2 pertanyaan, 1 penilaian, 1 diteruskan" in kept
        press(telegram, await telegram.ask("/hapus_data"), "Ya, hapus semua")
        assert "4 catatan" in (await telegram.next_edit())["text"]
        assert "Tidak ada yang disimpan" in (await telegram.ask("/data_saya"))["text"]


async def test_answers_go_out_while_the_server_is_gone(
    edition: Edition, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    telegram = LocalTelegram()
    async with local_chat(telegram, keeping(server.new_database()), edition):
        first = await telegram.ask(QUESTION)
        await asyncio.to_thread(server.stop)
        try:
            for _ in range(3):
                assert (await telegram.ask(QUESTION))["text"] == first["text"]
            press(telegram, first, "👍")
            assert "terganggu" in (await telegram.next_answer())["text"]
            assert "terganggu" in (await telegram.ask("/data_saya"))["text"]
        finally:
            await asyncio.to_thread(server.start)
        press(telegram, first, "👍")
        assert "👍 ✓" in labels(await telegram.next_edit())
    assert len([each for each in caplog.records if each.levelname == "WARNING"]) == 1
