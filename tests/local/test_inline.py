"""Inline mode and links: what is asked in any chat, chosen, and posted there."""

import asyncio
from typing import Any

import pytest

from bot.local import LocalTelegram, User
from bot.local.people import VISITOR
from bot.local.rules import ApiError, Json
from bot.local.telegram import buttons

SITI = User(2001, "Bu Siti")
MORE = {"inline_keyboard": [[{"text": "Lagi", "callback_data": "lagi"}]]}


def article(number: int, **more: Any) -> Json:
    text = {"message_text": f"<b>Jawaban {number}</b>", "parse_mode": "HTML"}
    return {
        "type": "article",
        "id": str(number),
        "title": f"Soal {number}",
        "input_message_content": text,
        **more,
    }


async def offer(telegram: LocalTelegram, *results: Json, **asked: Any) -> Json:
    """What a person who types is shown when the bot offers *results*."""
    asking = asyncio.create_task(telegram.inline("iuran", **asked))
    await asyncio.sleep(0)
    query = (await telegram.call("getUpdates", {}))[-1]["inline_query"]
    await telegram.call("answerInlineQuery", {"inline_query_id": query["id"], "results": list(results)})
    return await asking


async def test_what_is_typed_arrives_and_what_is_chosen_is_posted(telegram: LocalTelegram) -> None:
    family = telegram.group("Keluarga", has_bot=False)
    answer = await offer(telegram, article(1), article(2, description="Pendek"), user=SITI, chat=family)
    query = (await telegram.call("getUpdates", {}))[-1]["inline_query"]
    assert (query["query"], query["offset"], query["chat_type"]) == ("iuran", "", "supergroup")
    assert [result["title"] for result in answer["results"]] == ["Soal 1", "Soal 2"]
    message = telegram.choose(answer["id"], "2", SITI, family)
    assert (message["text"], message["from"]["id"]) == ("Jawaban 2", SITI.id)
    assert message["via_bot"] == telegram.me
    assert telegram.transcript(family.id)[-1] == message
    with pytest.raises(ApiError, match="RESULT_NOT_FOUND"):
        telegram.choose(answer["id"], "3", SITI, family)


async def test_the_bot_hears_what_is_posted_in_its_own_chats(telegram: LocalTelegram) -> None:
    group = telegram.group()
    answer = await offer(telegram, article(1))
    for where in (None, group):
        posted = telegram.choose(answer["id"], "1", VISITOR, where)
        assert (await telegram.call("getUpdates", {}))[-1]["message"] == posted


async def test_a_button_under_a_posted_result_comes_without_its_message(telegram: LocalTelegram) -> None:
    family = telegram.group("Keluarga", has_bot=False)
    answer = await offer(telegram, article(1, reply_markup=MORE))
    message = telegram.choose(answer["id"], "1", VISITOR, family)
    telegram.press(message["message_id"], "lagi", SITI, family)
    query = (await telegram.call("getUpdates", {}))[-1]["callback_query"]
    assert "message" not in query
    posted = {"inline_message_id": query["inline_message_id"], "text": "Lebih banyak"}
    assert await telegram.call("editMessageText", posted) is True
    edited = await telegram.next_edit(family.id)
    assert (edited["text"], buttons(edited)) == ("Lebih banyak", [])
    with pytest.raises(ApiError, match="MESSAGE_ID_INVALID"):
        await telegram.call("editMessageText", {**posted, "inline_message_id": "x"})


async def test_a_query_is_answered_once_and_in_time(telegram: LocalTelegram) -> None:
    answer = await offer(telegram, article(1))
    message: Json = await telegram.call(
        "sendMessage", {"chat_id": telegram.say("/start")["from"]["id"], "text": "Ya?", "reply_markup": MORE}
    )
    pressed = telegram.press(message["message_id"], "lagi")
    telegram.expire_queries()
    for method, params in (
        ("answerInlineQuery", {"inline_query_id": answer["id"], "results": []}),
        ("answerCallbackQuery", {"callback_query_id": pressed}),
    ):
        with pytest.raises(ApiError, match="query is too old and response timeout expired"):
            await telegram.call(method, params)


async def test_a_query_that_nobody_could_type_is_refused(telegram: LocalTelegram) -> None:
    with pytest.raises(ApiError, match="query is too long"):
        await telegram.inline("x" * 257)
    with pytest.raises(TimeoutError, match="answer to an inline query"):
        await telegram.inline("x", within=0.01)


async def test_a_link_to_the_bot_says_start_with_what_it_carries(telegram: LocalTelegram) -> None:
    message = telegram.start("q_dasar-hukum")
    assert message["text"] == "/start q_dasar-hukum"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    with pytest.raises(ApiError, match="START_PARAM_INVALID"):
        telegram.start("dasar hukum")
