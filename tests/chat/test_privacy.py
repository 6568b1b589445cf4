"""/privasi, /data_saya, /hapus_data over real HTTP."""

import json

import pytest

from bot.local import LocalTelegram
from bot.local.people import User
from bot.local.telegram import buttons
from bot.replies.parts import units
from tests.conftest import data

NINA = User(2002, "Nina")
QUESTION = "dasar hukumnya apa?"


async def test_privacy_is_explained_in_under_a_thousand_characters(telegram: LocalTelegram) -> None:
    text = (await telegram.ask("/privasi"))["text"]
    assert units(text) < 1000
    for said in ("90 hari", "NIK", "/data_saya", "/hapus_data", "petugas", "waktunya", "jenis obrolan"):
        assert said in text


async def test_nothing_is_kept_about_whoever_has_not_asked(telegram: LocalTelegram) -> None:
    assert "Tidak ada yang disimpan" in (await telegram.ask("/data_saya"))["text"]


async def test_what_is_kept_is_shown_to_the_person(telegram: LocalTelegram) -> None:
    await telegram.ask("nik saya 1905012304850001, dasar hukumnya apa?")
    answer = await telegram.ask(QUESTION)
    telegram.press(answer["message_id"], data(answer, "👎"))
    asked = await telegram.next_edit()
    telegram.press(asked["message_id"], data(asked, "Salah"))
    await telegram.next_edit()
    text = (await telegram.ask("/data_saya"))["text"]
    assert "2 pertanyaan, 1 penilaian" in text
    assert f"“{QUESTION}”" in text
    assert "“nik saya •••, dasar hukumnya apa?”" in text
    assert "👎 Salah · Undang-undang apa yang menjadi dasar hukum" in text
    assert "Tidak ada yang disimpan" in (await telegram.ask("/data_saya", NINA))["text"]


async def test_what_is_too_long_for_a_message_comes_as_a_file(telegram: LocalTelegram) -> None:
    for number in range(60):
        await telegram.ask(f"qwerty zxcvbn {number} " + "asdfgh " * 15)
    told = await telegram.ask("/data_saya")
    assert "60 pertanyaan" in told["text"]
    sent = await telegram.next_message()
    assert sent["document"]["file_name"] == "data-saya.json"
    ((_, content),) = telegram.world.files.values()
    kept = json.loads(content)
    assert len(kept["questions"]) == 60
    assert kept["questions"][0]["text"].startswith("qwerty zxcvbn 0 ")


async def test_a_server_without_files_still_tells_how_much(telegram: LocalTelegram) -> None:
    for _ in range(8):
        await telegram.ask("qwerty zxcvbn " * 40)
    telegram.refuse_next("sendDocument", 404, "Not Found: method not found")
    assert "8 pertanyaan" in (await telegram.ask("/data_saya"))["text"]
    assert (await telegram.ask(QUESTION))["text"]


async def test_everything_is_deleted_after_asking_once_more(telegram: LocalTelegram) -> None:
    await telegram.ask(QUESTION)
    await telegram.ask(QUESTION, NINA)
    confirm = await telegram.ask("/hapus_data")
    assert f"“{QUESTION}”" in (await telegram.ask("/data_saya"))["text"]
    telegram.press(confirm["message_id"], data(confirm, "Ya, hapus semua"))
    assert "Sudah dihapus: 1 catatan" in (await telegram.next_edit())["text"]
    assert "Tidak ada yang disimpan" in (await telegram.ask("/data_saya"))["text"]
    assert f"“{QUESTION}”" in (await telegram.ask("/data_saya", NINA))["text"]


async def test_deleting_can_be_refused(telegram: LocalTelegram) -> None:
    await telegram.ask(QUESTION)
    confirm = await telegram.ask("/hapus_data")
    telegram.press(confirm["message_id"], data(confirm, "Batal"))
    assert "dibatalkan" in (await telegram.next_edit())["text"]
    assert f"“{QUESTION}”" in (await telegram.ask("/data_saya"))["text"]


@pytest.mark.parametrize("command", ["/data_saya", "/hapus_data"])
async def test_personal_data_is_no_matter_for_a_group(telegram: LocalTelegram, command: str) -> None:
    group = telegram.group()
    await telegram.next_message(group.id)
    told = await telegram.ask(f"{command}@tanya_desa_bot", NINA, group)
    assert "obrolan pribadi" in told["text"]
    assert [set(one) - {"text"} for one in buttons(told)] == [{"url"}]
