"""What is no text gets a fitting reply; what is edited gets its answer edited."""

import pytest

from bot.local import LocalTelegram
from bot.local.telegram import buttons

QUESTION = "brp pekerja babel yg blm terlindungi bpjs tk?"


@pytest.mark.parametrize(
    ("kind", "fitting"),
    [
        ("voice", "suara"),
        ("audio", "suara"),
        ("video_note", "suara"),
        ("photo", "gambar"),
        ("video", "gambar"),
        ("animation", "stiker"),
        ("sticker", "stiker"),
        ("location", "lokasi"),
        ("contact", "kontak"),
        ("document", "dokumen"),
        ("poll", "jajak"),
        ("dice", "tulisan"),
    ],
)
async def test_what_is_no_text_gets_a_fitting_reply(telegram: LocalTelegram, kind: str, fitting: str) -> None:
    telegram.attach(kind)
    message = await telegram.next_message()
    assert fitting in message["text"].lower()
    assert "ketik" in message["text"]
    assert not buttons(message)


async def test_a_question_below_a_picture_is_answered(telegram: LocalTelegram) -> None:
    telegram.attach("photo", caption="dasar hukumnya apa?")
    message = await telegram.next_message()
    assert "gambar" in message["text"]
    assert "Nomor 3 Tahun 2024" in message["text"]


async def test_an_edited_question_gets_its_own_answer_edited(telegram: LocalTelegram) -> None:
    first = await telegram.ask(QUESTION)
    telegram.say("halo")
    await telegram.next_message()
    telegram.edit(first["message_id"] - 1, "dasar hukumnya apa?")
    edited = await telegram.next_edit()
    assert edited["message_id"] == first["message_id"]
    assert "Nomor 3 Tahun 2024" in edited["text"]
    assert len([call for call in telegram.calls if call.method == "sendMessage"]) == 2


async def test_an_edit_that_changes_no_answer_is_no_error(
    telegram: LocalTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    first = await telegram.ask(QUESTION)
    telegram.edit(first["message_id"] - 1, f"{QUESTION} ")
    telegram.edit(first["message_id"] - 1, f"{QUESTION}?")
    assert (await telegram.ask("halo"))["text"]
    assert not [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")]


async def test_an_answer_that_is_gone_is_given_anew(telegram: LocalTelegram) -> None:
    first = await telegram.ask(QUESTION)
    await telegram.call("deleteMessage", {"chat_id": 1001, "message_id": first["message_id"]})
    telegram.edit(first["message_id"] - 1, "dasar hukumnya apa?")
    assert "Nomor 3 Tahun 2024" in (await telegram.next_message())["text"]


async def test_an_edit_on_the_heels_of_its_message_edits_the_answer_too(telegram: LocalTelegram) -> None:
    asked = telegram.say(QUESTION)
    telegram.edit(asked["message_id"], "dasar hukumnya apa?")
    edited = await telegram.next_edit()
    assert "Nomor 3 Tahun 2024" in edited["text"]
    assert len([call for call in telegram.calls if call.method == "sendMessage"]) == 1


async def test_a_command_that_is_corrected_is_obeyed(telegram: LocalTelegram) -> None:
    wrong = await telegram.ask("/topk")
    telegram.edit(wrong["message_id"] - 1, "/topik")
    edited = await telegram.next_edit()
    assert edited["message_id"] == wrong["message_id"]
    assert len(buttons(edited)) > 3
