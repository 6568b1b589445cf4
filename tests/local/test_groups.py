"""Groups: what the bot is told, where its words go, and what becomes of a group."""

import pytest

from bot.local import Group, LocalTelegram, User
from bot.local.people import VISITOR
from bot.local.rules import ApiError, Json

BOT = "@tanya_desa_bot"
SITI = User(2001, "Bu Siti")
BUTTON = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ya"}]]}


@pytest.fixture
def group(telegram: LocalTelegram) -> Group:
    return telegram.group("Warga Desa")


async def send(telegram: LocalTelegram, chat: int, **params: object) -> Json:
    sent: Json = await telegram.call("sendMessage", {"chat_id": chat, "text": "Halo", **params})
    return sent


async def heard(telegram: LocalTelegram) -> list[Json]:
    """The messages that the bot was told of since it last asked."""
    updates = await telegram.call("getUpdates", {})
    if updates:
        await telegram.call("getUpdates", {"offset": updates[-1]["update_id"] + 1})
    return [update["message"] for update in updates if "message" in update]


async def test_a_bot_that_is_added_is_told(telegram: LocalTelegram, group: Group) -> None:
    (message,) = await heard(telegram)
    assert message["new_chat_members"] == [telegram.me]
    assert message["chat"] == {"id": group.id, "title": "Warga Desa", "type": "supergroup"}
    assert group.id < -1_000_000_000_000


@pytest.mark.parametrize(
    ("text", "is_heard"),
    [
        ("Siapa yang sudah terdaftar?", False),
        ("Coba /start", False),
        ("/start", True),
        (f"/start{BOT}", True),
        (f"/start{BOT.upper()} halo", True),
        ("/start@bot_lain", False),
        (f"Halo {BOT}, iurannya berapa?", True),
        (f"surat ke admin{BOT}.id", False),
        ("Halo @bot_lain", False),
    ],
)
async def test_privacy_mode_tells_the_bot_only_what_is_meant_for_it(
    telegram: LocalTelegram, group: Group, text: str, is_heard: bool
) -> None:
    await heard(telegram)
    telegram.say(text, SITI, group)
    assert [message["text"] for message in await heard(telegram)] == [text] * is_heard
    assert telegram.transcript(group.id)[-1]["text"] == text


async def test_replies_to_the_bot_are_heard_and_so_are_captions_that_mention_it(
    telegram: LocalTelegram, group: Group
) -> None:
    asked = telegram.say("/start", SITI, group)
    answer = await send(telegram, group.id, reply_parameters={"message_id": asked["message_id"]})
    await heard(telegram)
    telegram.say("Kalau kader?", SITI, group, reply_to=answer["message_id"])
    telegram.say("Bukan untukmu", SITI, group, reply_to=asked["message_id"])
    telegram.attach("photo", SITI, group, caption="Surat apa ini?")
    telegram.attach("photo", SITI, group, caption=f"{BOT} surat apa ini?")
    reply, photo = await heard(telegram)
    assert (reply["text"], reply["reply_to_message"]["message_id"]) == ("Kalau kader?", answer["message_id"])
    assert photo["caption"] == f"{BOT} surat apa ini?"


async def test_an_edit_is_heard_if_it_would_have_been(telegram: LocalTelegram, group: Group) -> None:
    message = telegram.say("Halo semua", SITI, group)
    await heard(telegram)
    telegram.edit(message["message_id"], "Halo kalian", SITI, group)
    telegram.edit(message["message_id"], f"Halo {BOT}", SITI, group)
    (update,) = await telegram.call("getUpdates", {})
    assert update["edited_message"]["text"] == f"Halo {BOT}"


async def test_anybody_can_press_a_button_in_a_group(telegram: LocalTelegram, group: Group) -> None:
    message = await send(telegram, group.id, reply_markup=BUTTON)
    query = telegram.press(message["message_id"], "ya", SITI, group)
    await telegram.call("answerCallbackQuery", {"callback_query_id": query, "text": "Baik"})
    assert (await telegram.next_answer(group.id))["user"] == SITI.id


async def test_a_topic_keeps_what_is_said_in_it(telegram: LocalTelegram) -> None:
    forum = telegram.group("Warga Desa", is_forum=True)
    topic = telegram.topic(forum, "Jaminan sosial")
    asked = telegram.say("/start", SITI, forum, topic=topic)
    assert (asked["message_thread_id"], asked["is_topic_message"]) == (topic, True)
    # Telegram lets what replies to nobody reply to the message that opened the topic.
    assert asked["reply_to_message"]["message_id"] == topic
    told = await send(telegram, forum.id, message_thread_id=topic)
    replied = await send(telegram, forum.id, reply_parameters={"message_id": asked["message_id"]})
    general = await send(telegram, forum.id)
    assert told["message_thread_id"] == replied["message_thread_id"] == topic
    assert "message_thread_id" not in general
    assert telegram.world.topics(forum) == [{"id": topic, "name": "Jaminan sosial"}]


async def test_no_topic_is_no_place_to_write(telegram: LocalTelegram, group: Group) -> None:
    asked = telegram.say("/start", SITI, group)
    chain = telegram.say("Ya?", SITI, group, reply_to=asked["message_id"])
    assert chain["message_thread_id"] == asked["message_id"]
    assert "is_topic_message" not in chain
    for thread in (1, asked["message_id"]):
        with pytest.raises(ApiError, match="message thread not found"):
            await send(telegram, group.id, message_thread_id=thread)
    with pytest.raises(ApiError, match="not a forum"):
        telegram.topic(group, "Jaminan sosial")


async def test_a_group_that_grows_moves_and_its_old_number_says_where(telegram: LocalTelegram) -> None:
    old = telegram.group("Warga", is_basic=True)
    await heard(telegram)
    new = telegram.migrate(old)
    left, arrived = await heard(telegram)
    assert (left["chat"]["id"], left["migrate_to_chat_id"]) == (old.id, new.id)
    assert (arrived["chat"]["type"], arrived["migrate_from_chat_id"]) == ("supergroup", old.id)
    with pytest.raises(ApiError, match="group chat was upgraded to a supergroup chat") as refusal:
        await send(telegram, old.id)
    assert refusal.value.body["parameters"] == {"migrate_to_chat_id": new.id}
    await send(telegram, new.id)


async def test_a_bot_outside_a_group_neither_hears_nor_speaks(telegram: LocalTelegram) -> None:
    family = telegram.group("Keluarga", has_bot=False)
    telegram.say(f"/start{BOT}", SITI, family)
    assert await heard(telegram) == []
    with pytest.raises(ApiError, match="Forbidden: bot is not a member") as refusal:
        await send(telegram, family.id)
    assert refusal.value.code == 403


async def test_the_menu_of_a_group_is_the_narrowest_for_who_reads_it(telegram: LocalTelegram) -> None:
    def listed(name: str) -> list[Json]:
        return [{"command": name, "description": "-"}]

    group = telegram.group(admins=[SITI])
    chat = {"chat_id": group.id}
    await telegram.call("setMyCommands", {"commands": listed("semua")})
    for name, scope, to_anybody, to_admin in (
        ("pribadi", {"type": "all_private_chats"}, "semua", "semua"),
        ("grup", {"type": "all_group_chats"}, "grup", "grup"),
        ("pengurus", {"type": "all_chat_administrators"}, "grup", "pengurus"),
        ("sini", {"type": "chat", **chat}, "sini", "sini"),
        ("pengurus_sini", {"type": "chat_administrators", **chat}, "sini", "pengurus_sini"),
        ("siti", {"type": "chat_member", **chat, "user_id": SITI.id}, "sini", "siti"),
    ):
        await telegram.call("setMyCommands", {"commands": listed(name), "scope": scope})
        assert telegram.menu(VISITOR, group) == listed(to_anybody)
        assert telegram.menu(SITI, group) == listed(to_admin)
