"""The bot in a group: answers who speaks to it, where they speak, and lets others be."""

from collections.abc import AsyncIterator

import pytest

from bot.config import Config, Limits, SendLimits, Telegram
from bot.edition import Edition
from bot.local import Group, LocalTelegram, User
from bot.local.people import VISITOR
from bot.local.rules import Json
from bot.local.telegram import buttons
from bot.running import local_chat

BOT = "@tanya_desa_bot"
NINA = User(2002, "Nina")
QUESTION = "brp pekerja babel yg blm terlindungi bpjs tk?"
UNSURE = "relawan"


@pytest.fixture
async def group(telegram: LocalTelegram) -> Group:
    group = telegram.group("Warga Desa")
    await telegram.next_message(group.id)
    return group


def said_by_bot(telegram: LocalTelegram, group: Group) -> list[Json]:
    return [message for message in telegram.transcript(group.id) if message["from"]["is_bot"]]


async def test_a_bot_that_is_added_says_how_to_speak_to_it(telegram: LocalTelegram) -> None:
    group = telegram.group("Warga Desa")
    hello = await telegram.next_message(group.id)
    assert "/tanya" in hello["text"]
    assert "NIK" in hello["text"]


@pytest.mark.parametrize(
    "text",
    [f"{BOT} {QUESTION}", f"{QUESTION} {BOT.upper()}", f"/tanya {QUESTION}", f"/tanya{BOT} {QUESTION}"],
)
async def test_a_mention_or_a_command_is_answered_below_what_was_asked(
    telegram: LocalTelegram, group: Group, text: str
) -> None:
    answer = await telegram.ask(text, NINA, group)
    assert answer["text"].startswith("Sekitar 59.000")
    assert answer["reply_to_message"]["text"] == text


async def test_a_reply_to_the_bot_is_answered(telegram: LocalTelegram, group: Group) -> None:
    first = await telegram.ask(f"{BOT} {QUESTION}", NINA, group)
    second = await telegram.ask("dasar hukumnya apa?", NINA, group, reply_to=first["message_id"])
    assert "Nomor 3 Tahun 2024" in second["text"]


async def test_a_mention_below_a_question_answers_that_question(
    telegram: LocalTelegram, group: Group
) -> None:
    asked = telegram.say(QUESTION, VISITOR, group)
    answer = await telegram.ask(BOT, NINA, group, reply_to=asked["message_id"])
    assert answer["text"].startswith("Sekitar 59.000")


async def test_a_mention_alone_says_how_to_ask(telegram: LocalTelegram, group: Group) -> None:
    assert "/tanya" in (await telegram.ask(BOT, NINA, group))["text"]


async def test_a_bare_command_to_ask_says_how(telegram: LocalTelegram, group: Group) -> None:
    told = await telegram.ask("/tanya", NINA, group)
    assert "Balas pesan ini" in told["text"]
    answer = await telegram.ask(QUESTION, NINA, group, reply_to=told["message_id"])
    assert answer["text"].startswith("Sekitar 59.000")


async def test_whatever_is_not_meant_for_it_meets_silence(telegram: LocalTelegram, group: Group) -> None:
    before = len(said_by_bot(telegram, group))
    telegram.say(QUESTION, NINA, group)
    telegram.say("/start@bot_lain", NINA, group)
    telegram.say("/pinjam 3 kursi", NINA, group)
    telegram.attach("photo", NINA, group)
    listed = await telegram.inline("dasar hukum", NINA, group)
    telegram.choose(listed["id"], "dasar-hukum", NINA, group)
    first = await telegram.ask(f"{BOT} {QUESTION}", NINA, group)
    telegram.attach("sticker", NINA, group, reply_to=first["message_id"])
    await telegram.ask("/bantuan", NINA, group)
    assert len(said_by_bot(telegram, group)) == before + 2


@pytest.mark.parametrize("command", [f"/start{BOT}", "/data_saya", f"/hapus_data{BOT}"])
async def test_a_private_command_in_a_group_leads_to_the_private_chat(
    telegram: LocalTelegram, group: Group, command: str
) -> None:
    told = await telegram.ask(command, NINA, group)
    assert "obrolan pribadi" in told["text"]
    assert [one["url"] for one in buttons(told)] == ["https://t.me/tanya_desa_bot"]


async def test_an_unknown_command_in_a_group_lists_those_of_groups(
    telegram: LocalTelegram, group: Group
) -> None:
    told = (await telegram.ask(f"/daftar{BOT}", NINA, group))["text"]
    assert "/tanya" in told
    assert "/start" not in told


async def test_a_caption_with_a_mention_is_answered(telegram: LocalTelegram, group: Group) -> None:
    telegram.attach("photo", NINA, group, caption=f"{BOT} dasar hukumnya apa?")
    answer = await telegram.next_message(group.id)
    assert "Nomor 3 Tahun 2024" in answer["text"]


async def test_an_answer_lands_in_the_topic_of_its_question(telegram: LocalTelegram) -> None:
    forum = telegram.group("Forum", is_forum=True)
    topic = telegram.topic(forum, "Jaminan")
    await telegram.next_message(forum.id)
    answer = await telegram.ask(f"{BOT} {UNSURE}", NINA, forum, topic=topic)
    assert answer["message_thread_id"] == topic
    telegram.press(answer["message_id"], buttons(answer)[0]["callback_data"], NINA, forum)
    assert (await telegram.next_edit(forum.id))["message_thread_id"] == topic
    general = await telegram.ask(f"{BOT} {QUESTION}", NINA, forum)
    assert "is_topic_message" not in general


async def test_a_reply_in_a_group_without_topics_is_answered(telegram: LocalTelegram, group: Group) -> None:
    asked = telegram.say("halo semua", VISITOR, group)
    answer = await telegram.ask(f"{BOT} {QUESTION}", NINA, group, reply_to=asked["message_id"])
    assert answer["text"].startswith("Sekitar 59.000")


async def test_a_button_works_for_whom_it_was_made_and_nobody_else(
    telegram: LocalTelegram, group: Group
) -> None:
    back = await telegram.ask(f"{BOT} {UNSURE}", NINA, group)
    data = buttons(back)[0]["callback_data"]
    telegram.press(back["message_id"], data, VISITOR, group)
    refused = await telegram.next_answer(group.id)
    assert "untuk yang bertanya" in refused["text"]
    telegram.press(back["message_id"], data, NINA, group)
    assert (await telegram.next_edit(group.id))["message_id"] == back["message_id"]
    assert not any(call.method == "editMessageText" for call in list(telegram.calls)[:-3])


async def test_an_answer_in_a_group_has_fewer_buttons(telegram: LocalTelegram, group: Group) -> None:
    answer = await telegram.ask(f"{BOT} {QUESTION}", NINA, group)
    assert [one["text"] for one in buttons(answer)][:3] == ["👍", "👎", "Lihat konteks"]
    assert [set(one) - {"text"} for one in buttons(answer)[3:]] == [{"copy_text"}, {"url"}]
    assert buttons(answer)[4]["url"] == "https://t.me/tanya_desa_bot?start=q_jumlah-belum-terlindungi"
    telegram.press(answer["message_id"], buttons(answer)[2]["callback_data"], NINA, group)
    assert "👉 12. " in (await telegram.next_message(group.id))["text"]


async def test_topics_are_leafed_through_by_who_asked_for_them(telegram: LocalTelegram, group: Group) -> None:
    message = await telegram.ask("/topik", NINA, group)
    for label in ("Dasar hukum", "Apa dasar hukumnya?"):
        assert "balas pesan ini" in message["text"]  # what is just written in a group does not reach the bot
        data = next(one["callback_data"] for one in buttons(message) if label in one["text"])
        telegram.press(message["message_id"], data, VISITOR, group)
        assert "untuk yang bertanya" in (await telegram.next_answer(group.id))["text"]
        telegram.press(message["message_id"], data, NINA, group)
        message = await telegram.next_edit(group.id)
        await telegram.next_answer(group.id)
    assert "Nomor 3 Tahun 2024" in message["text"]
    assert [one["text"] for one in buttons(message)] == [
        *("👍", "👎", "Lihat konteks"),
        *("Salin kutipan", "Buka di Tanya Desa", "‹ Kembali"),
    ]


@pytest.fixture
async def calm(edition: Edition) -> AsyncIterator[LocalTelegram]:
    """A local Telegram whose bot says three things a minute in a group."""
    telegram = LocalTelegram()
    config = Config(limits=Limits(0, 3), telegram=Telegram(limits=SendLimits(0, 0, 0)))
    async with local_chat(telegram, config, edition):
        yield telegram


async def test_a_group_hears_only_a_few_messages_a_minute(calm: LocalTelegram) -> None:
    group, other = calm.group("Warga"), calm.group("Lain")
    await calm.next_message(group.id)
    for number in range(6):
        calm.say(f"{BOT} {QUESTION}", User(3000 + number), group)
    assert (await calm.ask(f"{BOT} {QUESTION}", NINA, other))["text"]
    assert (await calm.ask(QUESTION, NINA))["text"]
    assert len(said_by_bot(calm, group)) == 3


async def test_leafing_and_voting_leave_a_group_its_messages(calm: LocalTelegram) -> None:
    group = calm.group("Warga")
    await calm.next_message(group.id)
    menu = await calm.ask("/topik", NINA, group)
    topic = buttons(menu)[0]["callback_data"]
    for data in (topic, "t:", topic):
        calm.press(menu["message_id"], data, NINA, group)
        await calm.next_edit(group.id)
        await calm.next_answer(group.id)
    assert (await calm.ask(f"{BOT} {QUESTION}", NINA, group))["text"].startswith("Sekitar 59.000")


async def test_who_presses_too_fast_is_told_to_press_again(calm: LocalTelegram) -> None:
    group = calm.group("Warga")
    await calm.next_message(group.id)
    menu = await calm.ask("/topik", NINA, group)
    await calm.ask(f"{BOT} {QUESTION}", NINA, group)
    calm.forge(menu["message_id"], "q:dasar-hukum", NINA, group)
    assert "tekan lagi" in (await calm.next_answer(group.id))["text"]


async def test_the_bot_follows_a_group_that_becomes_a_supergroup(
    telegram: LocalTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    old = telegram.group("Warga", is_basic=True)
    await telegram.next_message(old.id)
    new = telegram.migrate(old)
    answer = await telegram.ask(f"{BOT} {QUESTION}", NINA, new)
    assert answer["text"].startswith("Sekitar 59.000")
    assert len(said_by_bot(telegram, new)) == 1
    assert not [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")]


async def test_an_answer_on_its_way_follows_the_group(telegram: LocalTelegram) -> None:
    old = telegram.group("Warga", is_basic=True)
    await telegram.next_message(old.id)
    telegram.say(f"{BOT} {QUESTION}", NINA, old)
    new = telegram.migrate(old)
    assert (await telegram.next_message(new.id))["text"].startswith("Sekitar 59.000")


async def test_being_put_out_of_a_group_is_no_error(
    telegram: LocalTelegram, group: Group, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.refuse_next("sendMessage", 403, "Forbidden: bot was kicked from the supergroup chat")
    telegram.say(f"{BOT} {QUESTION}", NINA, group)
    assert (await telegram.ask("halo"))["text"]
    assert not [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")]


async def test_what_somebody_else_was_answered_can_be_replied_to(
    telegram: LocalTelegram, group: Group
) -> None:
    answer = await telegram.ask(f"{BOT} {QUESTION}", VISITOR, group)
    text = (await telegram.ask("sumbernya mana?", NINA, group, reply_to=answer["message_id"]))["text"]
    assert text.startswith("Maksud Anda: dari mana jawaban atas “")
    assert "59.000" in text


def delivered(telegram: LocalTelegram, group: Group, **fields: object) -> None:
    """Lets the bot hear a message that privacy mode, or this server, would not make."""
    head = {"message_id": 900 + len(fields), "date": 1, "chat": group.to_json(), "from": NINA.to_json()}
    telegram.world.deliver("message", head | fields)


async def test_a_bot_that_may_read_everything_still_answers_only_what_is_meant_for_it(
    telegram: LocalTelegram, group: Group
) -> None:
    before = len(said_by_bot(telegram, group))
    robot = {"id": 4004, "is_bot": True, "first_name": "Robot", "username": "lain_bot"}
    mention = [{"type": "mention", "offset": 0, "length": len(BOT)}]
    delivered(telegram, group, text=QUESTION)
    delivered(
        telegram, group, text="@lain_bot halo", entities=[{"type": "mention", "offset": 0, "length": 9}]
    )
    delivered(
        telegram, group, text="/x@lain_bot", entities=[{"type": "bot_command", "offset": 0, "length": 11}]
    )
    delivered(telegram, group, text="/pinjam", entities=[{"type": "bot_command", "offset": 0, "length": 7}])
    delivered(telegram, group, text=f"{BOT} halo", entities=mention, **{"from": robot})
    await telegram.ask("/bantuan", NINA, group)
    assert len(said_by_bot(telegram, group)) == before + 1


async def test_a_name_without_a_username_is_a_mention_too(telegram: LocalTelegram, group: Group) -> None:
    named = {"type": "text_mention", "offset": 0, "length": 10, "user": telegram.me}
    delivered(telegram, group, text=f"Tanya Desa {QUESTION}", entities=[named])
    assert (await telegram.next_message(group.id))["text"].startswith("Sekitar 59.000")


async def test_an_anonymous_administrator_is_answered_and_the_buttons_work(
    telegram: LocalTelegram, group: Group
) -> None:
    asked = telegram.say(f"{BOT} {UNSURE}", NINA, group)
    nobody = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    asked |= {"from": nobody, "sender_chat": group.to_json()}
    answer = await telegram.next_message(group.id)
    telegram.press(answer["message_id"], buttons(answer)[0]["callback_data"], VISITOR, group)
    assert (await telegram.next_edit(group.id))["message_id"] == answer["message_id"]
