"""Conversations with the real application, over real HTTP."""

import asyncio
import logging
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.answering import Faq
from bot.chat.application import build_application
from bot.config import ROOT, Config, Limits, SendLimits, Telegram
from bot.edition import Edition
from bot.live import Live
from bot.local import LocalTelegram
from bot.local.people import VISITOR, User
from bot.local.rules import ApiError, Json
from bot.model import EntryKind, Knowledge, Thresholds
from bot.replies.commands import Scope, listed
from bot.running import local_chat
from bot.store import open_store
from tests.conftest import UNLIMITED

NINA = User(2002, "Nina")
TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
QUESTION = "brp pekerja babel yg blm terlindungi bpjs tk?"


def buttons(message: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for row in message.get("reply_markup", {}).get("inline_keyboard", []) for one in row]


def kinds(message: dict[str, Any]) -> set[str]:
    return {entity["type"] for entity in message.get("entities", [])}


@pytest.fixture
async def unsure(knowledge: Knowledge) -> AsyncIterator[LocalTelegram]:
    """A local Telegram with a bot that is never sure enough to answer."""
    telegram = LocalTelegram()
    unsure = Edition.of(knowledge, Faq(knowledge, Thresholds(answer=101, clarify=1, margin=0)))
    async with local_chat(telegram, UNLIMITED, unsure):
        yield telegram


async def test_an_answer_is_one_message_with_quote_speaker_and_source(telegram: LocalTelegram) -> None:
    message = await telegram.ask(QUESTION)
    text = message["text"]
    assert text.startswith("Sekitar 59.000 pekerja")
    assert "masih ada sekitar 59.000 pekerja di Babel belum terlindungi" in text
    assert "Evi Haliyati Rachmat, Kepala BPJS Ketenagakerjaan Pangkalpinang · kalimat 12" in text
    assert {"blockquote", "text_link"} <= kinds(message)
    links = [entity["url"] for entity in message["entities"] if entity["type"] == "text_link"]
    assert links == ["https://apkasi.org/?p=14978"]
    sent = [call for call in telegram.calls if call.method == "sendMessage"]
    assert len(sent) == 1


async def test_start_explains_offers_examples_and_warns_of_personal_data(
    telegram: LocalTelegram, knowledge: Knowledge
) -> None:
    message = await telegram.ask("/start")
    assert "NIK" in message["text"]
    assert len(buttons(message)) >= 3
    assert all(len(button["text"]) <= 40 for button in buttons(message))
    telegram.press(message["message_id"], buttons(message)[0]["callback_data"])
    answer = await telegram.next_message()
    assert "belum terlindungi" in buttons(message)[0]["text"]
    assert answer["text"].startswith("Berapa pekerja di Babel yang belum terlindungi")
    assert "blockquote" in kinds(answer)


async def test_help_lists_topics_and_sources(telegram: LocalTelegram, knowledge: Knowledge) -> None:
    message = await telegram.ask("/bantuan")
    for topic in {entry.topic for entry in knowledge.entries if entry.kind is EntryKind.FACT}:
        assert topic in message["text"]
    assert knowledge.sources[0].title in message["text"]


async def test_an_unknown_command_says_which_there_are(telegram: LocalTelegram) -> None:
    assert "/bantuan" in (await telegram.ask("/daftar_lkd 1"))["text"]


async def test_asking_back_offers_up_to_three_questions_and_none_of_them(unsure: LocalTelegram) -> None:
    message = await unsure.ask(QUESTION)
    labels = [button["text"] for button in buttons(message)]
    assert 2 <= len(labels) <= 4
    assert labels[-1] == "Bukan semuanya"


async def test_a_picked_question_takes_the_place_of_the_question_back(
    unsure: LocalTelegram, knowledge: Knowledge
) -> None:
    message = await unsure.ask(QUESTION)
    chosen = buttons(message)[0]
    picked = next(entry for entry in knowledge.entries if entry.brief == chosen["text"])
    unsure.press(message["message_id"], chosen["callback_data"])
    edited = await unsure.next_edit()
    assert edited["message_id"] == message["message_id"]
    assert edited["text"].startswith(picked.question)
    assert not any(button.get("callback_data", "").startswith(("p:", "x")) for button in buttons(edited))


async def test_none_of_these_says_how_to_go_on(unsure: LocalTelegram) -> None:
    message = await unsure.ask(QUESTION)
    unsure.press(message["message_id"], buttons(message)[-1]["callback_data"])
    edited = await unsure.next_edit()
    assert "kata lain" in edited["text"]
    assert "175" in edited["text"]


async def test_no_answer_is_said_honestly_with_whom_to_ask(telegram: LocalTelegram) -> None:
    message = await telegram.ask("qwerty zxcvbn asdfgh")
    assert message["text"].startswith("Maaf, saya tidak menemukan jawabannya di sumber.")
    assert "175" in message["text"]
    assert "blockquote" not in kinds(message)


async def test_what_the_source_leaves_open_comes_with_advice_marked_as_ours(
    telegram: LocalTelegram,
) -> None:
    message = await telegram.ask("berapa iuran bpjs ketenagakerjaan per bulan?")
    assert "Saran kami (bukan isi sumber)" in message["text"]
    assert "blockquote" in kinds(message)


async def test_a_salam_is_returned_before_the_answer(telegram: LocalTelegram) -> None:
    message = await telegram.ask("assalamualaikum, dasar hukum perlindungan pekerja desa apa?")
    assert message["text"].startswith("Waalaikumsalam.")
    assert "Undang-Undang Nomor 3 Tahun 2024" in message["text"]


async def test_what_people_write_is_never_an_error(
    telegram: LocalTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    for text in (
        "<b>halo</b> & <a href='tg://x'>",
        "</blockquote><script>",
        "*_`[]()~>#+-=|{}.!",
        "😀" * 2000,
    ):
        assert (await telegram.ask(text))["text"]
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_a_message_refused_as_html_is_sent_once_more_as_plain_text(
    telegram: LocalTelegram,
) -> None:
    telegram.refuse_next("sendMessage", 400, "Bad Request: can't parse entities: unexpected tag")
    message = await telegram.ask(QUESTION)
    assert message["text"].startswith("Sekitar 59.000")
    assert "blockquote" not in kinds(message)
    assert "kalimat 12" in message["text"]
    assert "https://apkasi.org/?p=14978" in message["text"]


async def test_an_answer_survives_a_flood_warning(telegram: LocalTelegram) -> None:
    telegram.refuse_next("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
    assert (await telegram.ask(QUESTION))["text"].startswith("Sekitar 59.000")


@pytest.mark.parametrize("data", ["q:tidak-ada", "p:", "zzz", "q:" + "a" * 60, "drop table"])
async def test_a_forged_or_stale_button_gets_a_polite_answer(telegram: LocalTelegram, data: str) -> None:
    message = await telegram.ask("/start")
    telegram.forge(message["message_id"], data)
    answered = await telegram.next_answer()
    assert "kedaluwarsa" in answered["text"]


async def test_pressing_twice_changes_nothing_and_is_no_error(
    unsure: LocalTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    message = await unsure.ask(QUESTION)
    data = buttons(message)[0]["callback_data"]
    for _ in range(2):
        unsure.forge(message["message_id"], data)
        await unsure.next_answer()
    await unsure.ask(QUESTION)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_a_button_works_though_its_waiting_sign_cannot_be_ended(telegram: LocalTelegram) -> None:
    message = await telegram.ask("/start")
    telegram.refuse_next("answerCallbackQuery", 500, "Internal Server Error")
    telegram.press(message["message_id"], buttons(message)[0]["callback_data"])
    assert "blockquote" in kinds(await telegram.next_message())


async def test_a_press_that_came_too_late_is_no_error(
    telegram: LocalTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    message = await telegram.ask("/start")
    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    telegram.refuse_next("answerCallbackQuery", 400, too_old)
    telegram.press(message["message_id"], buttons(message)[0]["callback_data"])
    assert "blockquote" in kinds(await telegram.next_message())
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_what_cannot_be_edited_any_more_is_answered_below(unsure: LocalTelegram) -> None:
    message = await unsure.ask(QUESTION)
    unsure.refuse_next("editMessageText", 400, "Bad Request: message can't be edited")
    unsure.press(message["message_id"], buttons(message)[0]["callback_data"])
    assert "blockquote" in kinds(await unsure.next_message())


async def test_two_people_at_once_each_get_their_own_answer(telegram: LocalTelegram) -> None:
    telegram.say(QUESTION)
    telegram.say("dasar hukumnya apa", NINA)
    assert "59.000" in (await telegram.next_message())["text"]
    assert "Nomor 3 Tahun 2024" in (await telegram.next_message(NINA.id))["text"]


async def test_an_impatient_person_is_told_once_and_then_ignored(edition: Edition) -> None:
    telegram = LocalTelegram()
    config = Config(limits=Limits(2), telegram=Telegram(limits=SendLimits(0, 0, 0)))
    async with local_chat(telegram, config, edition):
        for _ in range(6):
            telegram.say(QUESTION)
        texts = [(await telegram.next_message())["text"] for _ in range(3)]
        assert (await telegram.ask("halo", NINA))["text"]
    assert sum(text.startswith("Sekitar") for text in texts) == 2
    assert sum(text.startswith("Pelan-pelan") for text in texts) == 1
    assert len([call for call in telegram.calls if call.method == "sendMessage"]) == 4


async def test_decorations_may_fail_without_stopping_the_bot(edition: Edition) -> None:
    telegram = LocalTelegram()
    for method in ("setMyCommands", "setMyDescription", "setMyShortDescription"):
        for _ in range(4):
            telegram.refuse_next(method, 404, "Not Found: method not found")
    async with local_chat(telegram, UNLIMITED, edition):
        assert (await telegram.ask(QUESTION))["text"].startswith("Sekitar 59.000")


class Bare(LocalTelegram):
    """A server that knows only the methods without which there is no conversation."""

    async def call(self, method: str, params: Json) -> Any:
        known = "getMe getUpdates deleteWebhook sendMessage editMessageText answerCallbackQuery".split()
        if method not in known:
            raise ApiError(404, "Not Found: method not found")
        result = await super().call(method, params)
        if method == "getMe":
            return {key: result[key] for key in ("id", "is_bot", "first_name", "username")}
        return result


async def test_a_server_with_only_the_most_needed_methods_is_enough(
    edition: Edition, caplog: pytest.LogCaptureFixture
) -> None:
    telegram = Bare()
    async with local_chat(telegram, UNLIMITED, edition):
        answer = await telegram.ask(QUESTION)
        for button in buttons(answer):
            if "callback_data" in button:
                telegram.press(answer["message_id"], button["callback_data"])
                await telegram.next_answer()
        menu = await telegram.ask("/topik")
        while not menu["text"].startswith("Topik"):
            menu = await telegram.next_message()
        telegram.press(menu["message_id"], buttons(menu)[0]["callback_data"])
        while (await telegram.next_edit())["message_id"] != menu["message_id"]:
            pass
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_commands_and_descriptions_are_announced(telegram: LocalTelegram) -> None:
    last, told = 0, 0
    while told < 8:  # two menus and two descriptions in two languages
        news, last = await telegram.events([VISITOR.id], last, within=5)
        told += sum(event.kind == "profile" for event in news)
    group = telegram.group("Warga")
    english = User(2003, "Ann", language_code="en")
    for scope, place in ((Scope.PRIVATE, None), (Scope.GROUP, group)):
        names = [command.name for command in listed(scope)]
        for user in (VISITOR, english):
            assert [command["command"] for command in telegram.menu(user, place)] == names
    assert telegram.menu()[0]["description"] == "Mulai dan lihat contoh"
    assert telegram.menu(english)[0]["description"] == "Begin and see examples"
    assert "NIK" in telegram.description()
    assert "in Indonesian" in telegram.description(english)


async def test_the_token_is_in_no_repr(edition: Edition) -> None:
    async with open_store(Config()) as store:
        application = build_application(Config(), TOKEN, Live(edition), store)
    assert TOKEN not in repr(application) + repr(application.bot) + str(application.bot)


async def test_a_refused_token_is_said_without_showing_it(edition: Edition) -> None:
    telegram = LocalTelegram()
    async with local_chat(telegram, UNLIMITED, edition) as address:
        environ = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_BASE_URL": f"{address}/bot", "LOG_LEVEL": "DEBUG"}
        environ |= {"DATABASE_URL": "sqlite://"}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "jalan"), env=environ, cwd=ROOT, stdout=PIPE, stderr=PIPE
        )
        out, err = await process.communicate()
    said = (out + err).decode()
    assert process.returncode == 2
    assert "menolak token" in said
    assert TOKEN.split(":")[1] not in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("menu", "/start"),
        ("Mulai!", "/start"),
        ("topik", "/topik"),
        ("help", "/bantuan"),
        ("?", "/bantuan"),
        ("privasi", "/privasi"),
        ("hapus data saya", "/hapus_data"),
        ("cek kader", "/cek kader"),
        ("sumber 13", "/sumber 13"),
        ("kalimat 13", "/sumber 13"),
    ],
)
async def test_a_command_is_understood_without_its_slash(
    telegram: LocalTelegram, said: str, command: str
) -> None:
    assert (await telegram.ask(said))["text"] == (await telegram.ask(command))["text"]


async def test_a_bare_command_to_ask_invites_to_just_write(telegram: LocalTelegram) -> None:
    told = (await telegram.ask("/tanya"))["text"]
    assert "Silakan tulis" in told
    assert "/tanya" not in told


async def test_a_question_that_begins_like_a_command_stays_a_question(telegram: LocalTelegram) -> None:
    assert "belum ada di daftar" not in (await telegram.ask("cek saldo jht saya"))["text"]
    assert "Kalimat bernomor" not in (await telegram.ask("sumber dananya dari mana?"))["text"]


async def test_a_thumb_gets_a_friendly_line(telegram: LocalTelegram) -> None:
    message = await telegram.ask("👍")
    assert "silakan ketik" in message["text"]
    assert not buttons(message)
