import asyncio
from typing import Any

import pytest
from telegram import Update

from bot.local import OFFICER, LocalTelegram, User, village
from bot.local.api import Call
from bot.local.attachments import ATTACHMENTS
from bot.local.people import VISITOR
from bot.local.rules import ApiError, Json
from bot.local.telegram import buttons

BUTTON = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ya"}]]}


async def send(telegram: LocalTelegram, text: str = "Halo", **params: Any) -> Json:
    params = {"chat_id": VISITOR.id, "text": text, **params}
    message: Json = await telegram.call("sendMessage", params)
    return message


async def updates(telegram: LocalTelegram, **params: Any) -> list[Json]:
    found: list[Json] = await telegram.call("getUpdates", params)
    return found


def refused(description: str) -> Any:
    return pytest.raises(ApiError, match=f"^Bad Request: {description}")


@pytest.fixture(autouse=True)
def greeting(telegram: LocalTelegram) -> Json:
    return telegram.say("/start")


async def test_what_people_say_arrives_until_it_is_acknowledged(telegram: LocalTelegram) -> None:
    telegram.say("Apa kabar?")
    first, second = await updates(telegram)
    assert first["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert second["message"]["text"] == "Apa kabar?"
    assert second["message"]["chat"]["type"] == "private"
    assert await updates(telegram, limit=1) == [first]
    assert await updates(telegram, offset=second["update_id"]) == [second]
    assert await updates(telegram, offset=second["update_id"] + 1) == []


async def test_a_poll_ends_as_soon_as_somebody_speaks(telegram: LocalTelegram) -> None:
    await updates(telegram, offset=2)
    poll = asyncio.create_task(updates(telegram, timeout=5))
    await asyncio.sleep(0)
    telegram.say("Halo?")
    async with asyncio.timeout(1):
        assert [update["message"]["text"] for update in await poll] == ["Halo?"]


async def test_of_two_polls_the_older_one_ends_with_a_conflict(telegram: LocalTelegram) -> None:
    await updates(telegram, offset=2)
    older = asyncio.create_task(updates(telegram, timeout=5))
    await asyncio.sleep(0)
    assert await updates(telegram) == []
    with pytest.raises(ApiError, match="Conflict: terminated by other getUpdates") as refusal:
        await older
    assert refusal.value.code == 409


async def test_only_the_allowed_kinds_of_update_arrive(telegram: LocalTelegram) -> None:
    await updates(telegram, offset=2, allowed_updates=["edited_message"])
    telegram.edit(telegram.say("Hallo")["message_id"], "Halo")
    (update,) = await updates(telegram)
    assert update["edited_message"]["text"] == "Halo"
    await updates(telegram, offset=update["update_id"] + 1, allowed_updates=[])
    telegram.say("Semua boleh lagi")
    assert len(await updates(telegram)) == 1


async def test_dropping_pending_updates_drops_them(telegram: LocalTelegram) -> None:
    assert (await telegram.call("getWebhookInfo", {}))["pending_update_count"] == 1
    await telegram.call("deleteWebhook", {"drop_pending_updates": True})
    assert await updates(telegram) == []


async def test_a_message_is_seen_as_it_was_sent(telegram: LocalTelegram) -> None:
    message = await send(telegram, "<b>Halo</b>", parse_mode="HTML", reply_markup=BUTTON)
    assert await telegram.next_message() == message
    assert telegram.transcript()[-1] == message
    assert [button["text"] for button in buttons(message)] == ["Ya"]


async def test_a_bot_cannot_speak_first(telegram: LocalTelegram) -> None:
    with refused("chat not found"):
        await send(telegram, chat_id=99)


async def test_who_blocked_the_bot_hears_of_it_again_after_writing(telegram: LocalTelegram) -> None:
    telegram.block(VISITOR)
    with pytest.raises(ApiError, match="Forbidden: bot was blocked by the user") as refusal:
        await send(telegram)
    assert refusal.value.code == 403
    telegram.say("/start")
    await send(telegram)


async def test_a_reply_shows_what_it_answers(telegram: LocalTelegram, greeting: Json) -> None:
    number = greeting["message_id"]
    message = await send(telegram, reply_parameters={"message_id": number, "quote": "start"})
    assert message["reply_to_message"]["text"] == "/start"
    with refused("QUOTE_TEXT_INVALID"):
        await send(telegram, reply_parameters={"message_id": number, "quote": "selesai"})


async def test_a_reply_to_nothing_is_refused_unless_allowed(telegram: LocalTelegram) -> None:
    lenient = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await send(telegram, reply_parameters=lenient)
    with refused("message to be replied not found"):
        await send(telegram, reply_parameters={"message_id": 99})


async def test_an_edit_replaces_text_and_keyboard(telegram: LocalTelegram) -> None:
    sent = await send(telegram, reply_markup=BUTTON)
    where = {"chat_id": VISITOR.id, "message_id": sent["message_id"]}
    await telegram.call("editMessageText", {**where, "text": "Hai"})
    edited = await telegram.next_edit()
    assert edited["text"] == "Hai"
    assert buttons(edited) == []
    await telegram.call("editMessageReplyMarkup", {**where, "reply_markup": BUTTON})
    assert len(buttons(await telegram.next_edit())) == 1
    assert [message["text"] for message in telegram.transcript()] == ["/start", "Hai"]


async def test_an_edit_that_changes_nothing_is_refused(telegram: LocalTelegram) -> None:
    where = {"chat_id": VISITOR.id, "message_id": (await send(telegram))["message_id"]}
    with refused("message is not modified: "):
        await telegram.call("editMessageText", {**where, "text": "Halo"})
    with refused("message is not modified: "):
        await telegram.call("editMessageReplyMarkup", where)


async def test_only_its_own_and_present_messages_can_be_edited(
    telegram: LocalTelegram, greeting: Json
) -> None:
    theirs = {"chat_id": VISITOR.id, "message_id": greeting["message_id"], "text": "x"}
    with refused("message can't be edited"):
        await telegram.call("editMessageText", theirs)
    with refused("message to edit not found"):
        await telegram.call("editMessageText", {**theirs, "message_id": 99})
    with refused("message can't be edited"):
        telegram.edit((await send(telegram))["message_id"], "x")


async def test_a_deleted_message_is_gone(telegram: LocalTelegram) -> None:
    where = {"chat_id": VISITOR.id, "message_id": (await send(telegram))["message_id"]}
    assert await telegram.call("deleteMessage", where)
    assert [message["text"] for message in telegram.transcript()] == ["/start"]
    with refused("message to delete not found"):
        await telegram.call("deleteMessage", where)


async def test_a_pressed_button_is_answered_once(telegram: LocalTelegram) -> None:
    message = await send(telegram, reply_markup=BUTTON)
    query = telegram.press(message["message_id"], "ya")
    pressed = (await updates(telegram))[-1]["callback_query"]
    assert (pressed["id"], pressed["data"], pressed["message"]) == (query, "ya", message)
    with refused("MESSAGE_TOO_LONG"):
        await telegram.call("answerCallbackQuery", {"callback_query_id": query, "text": "x" * 201})
    await telegram.call("answerCallbackQuery", {"callback_query_id": query, "text": "Baik"})
    answer = await telegram.next_answer()
    assert (answer["text"], answer["message_id"]) == ("Baik", message["message_id"])
    for unknown in (query, "99"):
        with refused("query is too old and response timeout expired or query ID is invalid"):
            await telegram.call("answerCallbackQuery", {"callback_query_id": unknown})


async def test_a_button_that_is_not_there_cannot_be_pressed(telegram: LocalTelegram) -> None:
    message = await send(telegram, reply_markup=BUTTON)
    with refused("the message has no such button"):
        telegram.press(message["message_id"], "tidak")


async def test_each_user_has_a_chat_of_their_own(telegram: LocalTelegram) -> None:
    neighbour = User(2002, "Bu Siti", username="siti")
    telegram.say("Halo", neighbour)
    await send(telegram, "Hai, Bu", chat_id=neighbour.id)
    assert (await telegram.next_message(neighbour.id))["chat"]["first_name"] == "Bu Siti"
    assert [message["text"] for message in telegram.transcript()] == ["/start"]


async def test_the_menu_is_the_narrowest_that_is_set(telegram: LocalTelegram) -> None:
    def listed(name: str) -> list[Json]:
        return [{"command": name, "description": "-"}]

    chat = {"type": "chat", "chat_id": VISITOR.id}
    private = {"type": "all_private_chats"}
    await telegram.call("setMyCommands", {"commands": listed("semua")})
    assert telegram.menu() == listed("semua")
    await telegram.call("setMyCommands", {"commands": listed("all"), "language_code": "en"})
    assert telegram.menu() == listed("semua")
    await telegram.call("setMyCommands", {"commands": listed("pribadi"), "scope": private})
    assert telegram.menu() == listed("pribadi")
    await telegram.call("setMyCommands", {"commands": listed("admin"), "scope": chat})
    assert telegram.menu() == listed("admin")
    assert telegram.menu(User(2002)) == listed("pribadi")
    await telegram.call("deleteMyCommands", {"scope": chat})
    assert telegram.menu() == listed("pribadi")
    assert await telegram.call("getMyCommands", {}) == listed("semua")
    with refused("chat not found"):
        stranger = {"type": "chat", "chat_id": 9009}
        await telegram.call("setMyCommands", {"commands": listed("admin"), "scope": stranger})


async def test_the_admin_of_the_village_is_given_a_menu_before_a_word_is_said() -> None:
    telegram, scope = village(), {"type": "chat", "chat_id": OFFICER.id}
    menu = [{"command": "statistik", "description": "Laporan"}]
    await telegram.call("setMyCommands", {"commands": menu, "scope": scope})
    assert telegram.menu(OFFICER) == menu
    assert telegram.transcript(OFFICER.id) == []


async def test_a_description_in_the_user_s_language_comes_first(telegram: LocalTelegram) -> None:
    await telegram.call("setMyDescription", {"description": "Asks and answers"})
    assert telegram.description() == "Asks and answers"
    await telegram.call("setMyDescription", {"description": "Tanya", "language_code": "id"})
    assert telegram.description() == "Tanya"
    assert telegram.description(User(5, language_code="en")) == "Asks and answers"
    with refused("bot short description is too long"):
        await telegram.call("setMyShortDescription", {"short_description": "x" * 121})


async def test_a_chat_action_that_telegram_does_not_know_is_refused(
    telegram: LocalTelegram,
) -> None:
    assert await telegram.call("sendChatAction", {"chat_id": VISITOR.id, "action": "typing"})
    with refused("wrong parameter action in request"):
        await telegram.call("sendChatAction", {"chat_id": VISITOR.id, "action": "thinking"})


@pytest.mark.parametrize("kind", sorted(ATTACHMENTS))
async def test_what_is_no_text_arrives_as_the_library_reads_it(telegram: LocalTelegram, kind: str) -> None:
    telegram.attach(kind)
    update = Update.de_json((await updates(telegram))[-1], None)
    assert update.message is not None
    assert update.message.effective_attachment
    assert update.message.text is None


async def test_an_attachment_says_what_is_wanted(telegram: LocalTelegram) -> None:
    assert telegram.attach("contact", phone_number="0812")["contact"]["phone_number"] == "0812"
    assert telegram.attach("photo", caption="Surat", height=9)["photo"][0]["height"] == 9
    with refused("a sticker has no caption"):
        telegram.attach("sticker", caption="Surat")


async def test_an_ordered_refusal_happens_once_and_is_on_record(telegram: LocalTelegram) -> None:
    telegram.refuse_next("sendMessage", 429, "Too Many Requests: retry after 3", retry_after=3)
    with pytest.raises(ApiError) as refusal:
        await send(telegram)
    assert refusal.value.body["parameters"] == {"retry_after": 3}
    await send(telegram)
    assert list(telegram.calls) == 2 * [Call("sendMessage", {"chat_id": VISITOR.id, "text": "Halo"})]


async def test_waiting_in_vain_says_what_was_called_last(telegram: LocalTelegram) -> None:
    await telegram.call("getMe", {})
    with pytest.raises(TimeoutError, match=r"no message sent within 0\.01 s.* getMe"):
        await telegram.next_message(within=0.01)


async def test_time_comes_from_the_clock_that_is_given() -> None:
    assert LocalTelegram(clock=lambda: 1_800_000_000.9).say("Halo")["date"] == 1_800_000_000
