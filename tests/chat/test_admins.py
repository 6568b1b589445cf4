"""What only admins may, over real HTTP."""

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.config import UserId
from bot.edition import Edition
from bot.local import LocalTelegram
from bot.local.people import VISITOR, User
from bot.replies.commands import Scope, listed
from bot.replies.parts import Action
from bot.running import local_chat
from tests.conftest import UNLIMITED

ADMIN = User(4001, "Bu Lurah")
CONFIG = replace(UNLIMITED, telegram=replace(UNLIMITED.telegram, admins=(UserId(ADMIN.id),)))
COMMANDS = [command.name for command in listed(Scope.ADMIN)]


@pytest.fixture
async def telegram(edition: Edition) -> AsyncIterator[LocalTelegram]:
    telegram = LocalTelegram()
    async with local_chat(telegram, CONFIG, edition):
        yield telegram


@pytest.mark.parametrize("command", COMMANDS)
async def test_to_others_it_is_an_unknown_command_and_the_log_says_so(
    telegram: LocalTelegram, command: str, caplog: pytest.LogCaptureFixture
) -> None:
    unknown = await telegram.ask("/tidak_ada rahasia")
    refused = await telegram.ask(f"/{command} rahasia")
    assert refused["text"] == unknown["text"]
    assert f"/{command}" not in unknown["text"]
    told = [each for each in caplog.records if each.name == "bot.chat.routing"]  # not how it starts
    (record,) = [each for each in told if each.levelno == logging.WARNING]
    assert f"refused {command} to user {VISITOR.id}" in record.getMessage()
    assert "rahasia" not in record.getMessage()
    assert VISITOR.first_name not in record.getMessage()


@pytest.mark.parametrize("command", COMMANDS)
async def test_an_admin_too_is_refused_in_a_group(telegram: LocalTelegram, command: str) -> None:
    group = telegram.group("Warga")
    await telegram.next_message(group.id)  # says hello
    unknown = await telegram.ask("/tidak_ada@tanya_desa_bot", ADMIN, group)
    refused = await telegram.ask(f"/{command}@tanya_desa_bot", ADMIN, group)
    assert refused["text"] == unknown["text"]


async def test_an_admin_reloads(telegram: LocalTelegram, edition: Edition) -> None:
    assert edition.version in (await telegram.ask("/muat_ulang", ADMIN))["text"]


async def test_a_forged_button_is_refused(telegram: LocalTelegram, caplog: pytest.LogCaptureFixture) -> None:
    async def press(user: User) -> dict[str, Any]:
        await telegram.ask("/start", user)
        keyboard = {"inline_keyboard": [[{"text": "Muat ulang", "callback_data": f"{Action.RELOAD}:"}]]}
        shown = {"chat_id": user.id, "text": "palsu", "reply_markup": keyboard}
        message = await telegram.call("sendMessage", shown)
        assert await telegram.next_message(user.id) == message
        telegram.press(message["message_id"], f"{Action.RELOAD}:", user)
        return await telegram.next_answer(user.id)

    assert "kedaluwarsa" in (await press(VISITOR)).get("text", "")
    assert f"refused {Action.RELOAD} to user {VISITOR.id}" in caplog.text
    assert not (await press(ADMIN)).get("text")
    assert "Berkas terbaru" in (await telegram.next_message(ADMIN.id))["text"]


async def test_only_admins_are_shown_the_commands(telegram: LocalTelegram) -> None:
    assert "/muat_ulang" in (await telegram.ask("/bantuan", ADMIN))["text"]
    assert "/muat_ulang" not in (await telegram.ask("/bantuan"))["text"]
    last, told = 0, 0
    while told < 10:  # three menus and two descriptions in two languages
        news, last = await telegram.events([VISITOR.id], last, within=5)
        told += sum(event.kind == "profile" for event in news)
    assert [each["command"] for each in telegram.menu(ADMIN)][-len(COMMANDS) :] == COMMANDS
    assert not {each["command"] for each in telegram.menu()} & set(COMMANDS)


async def test_an_admin_who_never_wrote_to_the_bot_does_not_stop_it(edition: Edition) -> None:
    telegram = LocalTelegram()
    for _ in range(6):
        telegram.refuse_next("setMyCommands", 400, "Bad Request: chat not found")
    async with local_chat(telegram, CONFIG, edition):
        assert (await telegram.ask("/muat_ulang", ADMIN))["text"]
