"""Saves while the bot serves, over real HTTP."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.config import UserId
from bot.local import OFFICER, LocalTelegram, village
from bot.local.people import User
from bot.running import for_trial, local_chat
from tests.conftest import UNLIMITED
from tests.live.conftest import Office

ADMIN = User(4001, "Bu Lurah")
OTHER = User(4002, "Pak Lurah")
CONFIG = replace(UNLIMITED, telegram=replace(UNLIMITED.telegram, admins=(UserId(ADMIN.id), UserId(OTHER.id))))
QUESTION = "Bagaimana surat dua?"


@pytest.fixture
async def telegram(office: Office) -> AsyncIterator[LocalTelegram]:
    """A local Telegram with a bot that watches its files; one admin has not opened the chat with it."""
    telegram = LocalTelegram()
    async with local_chat(telegram, CONFIG, office.open()):
        assert "versi 1" in (await telegram.ask(QUESTION, ADMIN))["text"]
        yield telegram


async def test_admins_hear_of_a_broken_save_and_of_its_end(telegram: LocalTelegram, office: Office) -> None:
    path = office.paths.knowledge / "dua.yaml"
    good = path.read_text()
    path.write_text(good.replace("    jawaban:", "    jawban:"))
    told = await telegram.next_message(ADMIN.id)
    assert "belum bisa dipakai" in told["text"]
    assert f"{path}:4" in told["text"]
    assert "Mungkin maksud Anda `jawaban`?" in told["text"]
    assert "versi 1" in (await telegram.ask(QUESTION))["text"]
    path.write_text(good)
    assert "Sudah pulih" in (await telegram.next_message(ADMIN.id))["text"]


async def test_what_was_cut_on_purpose_is_taken_when_an_admin_presses(
    telegram: LocalTelegram, office: Office
) -> None:
    path = office.paths.knowledge / "dua.yaml"
    path.write_bytes(path.read_bytes()[: path.read_bytes().rindex(b"  - id:")])
    told = await telegram.next_message(ADMIN.id)
    assert "terpotong" in told["text"]
    assert "versi 1" in (await telegram.ask("/start q_alamat-dua"))["text"]
    (button,) = (button for row in told["reply_markup"]["inline_keyboard"] for button in row)
    telegram.press(told["message_id"], button["callback_data"], ADMIN)
    texts = {(await telegram.next_message(ADMIN.id))["text"][:12] for _ in range(2)}
    assert texts == {"Berkas terba", "Sudah pulih."}
    assert "kedaluwarsa" in (await telegram.ask("/start q_alamat-dua"))["text"]


async def test_in_the_local_chat_the_officer_is_told(office: Office) -> None:
    telegram = village()
    async with local_chat(telegram, for_trial(UNLIMITED), office.open()):
        await telegram.ask("/start", OFFICER)
        (office.paths.knowledge / "dua.yaml").write_text("butir: [\n")
        assert "dua.yaml:" in (await telegram.next_message(OFFICER.id))["text"]


async def test_what_follows_up_meets_the_version_that_answers_now(
    telegram: LocalTelegram, office: Office
) -> None:
    office.save(2)
    assert "6 butir" in (await telegram.ask("/muat_ulang", ADMIN))["text"]
    source = await telegram.ask("sumbernya apa?", ADMIN)
    assert "versi 1" not in source["text"]
    assert "versi 2" in (await telegram.ask(QUESTION, ADMIN))["text"]
