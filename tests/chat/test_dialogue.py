"""Follow-ups, several questions, personal data and other languages, over real HTTP."""

import pytest

from bot.local import LocalTelegram
from tests.chat.test_conversation import NINA, buttons, kinds

HEADS = "kades udah jadi peserta bpjs tk blm?"


async def test_another_group_is_understood_from_the_question_before(telegram: LocalTelegram) -> None:
    await telegram.ask(HEADS)
    first = await telegram.ask("kalau kader?")
    assert first["text"].startswith("Maksud Anda: Apakah kader sudah menjadi peserta")
    assert "blockquote" in kinds(first)
    second = await telegram.ask("relawan gimana?")
    assert "Sumber tidak menyebut relawan sebagai peserta saat ini" in second["text"]


async def test_who_said_it_comes_from_the_citation(telegram: LocalTelegram) -> None:
    await telegram.ask(HEADS)
    message = await telegram.ask("siapa yang bilang?")
    assert message["text"].startswith("Maksud Anda: siapa yang menyampaikan jawaban atas “Apakah kepala desa")
    assert "\n\nDisampaikan oleh Achmad Nursyandi, Kepala Dinas Sosial" in message["text"]


async def test_where_it_stands_comes_from_the_citation(telegram: LocalTelegram) -> None:
    await telegram.ask(HEADS)
    message = await telegram.ask("sumbernya mana?")
    assert "\n\nDiambil dari berita Apkasi (bertanda [ant]), kalimat 5." in message["text"]


async def test_thanks_in_between_do_not_end_a_conversation(telegram: LocalTelegram) -> None:
    await telegram.ask(HEADS)
    await telegram.ask("makasih ya")
    assert (await telegram.ask("kalau kader?"))["text"].startswith("Maksud Anda: Apakah kader")


async def test_an_answer_opened_by_button_can_be_followed_up(telegram: LocalTelegram) -> None:
    start = await telegram.ask("/start")
    telegram.forge(start["message_id"], "q:kepala-desa-sudah-peserta")
    await telegram.next_message()
    assert (await telegram.ask("kalau kader?"))["text"].startswith("Maksud Anda: Apakah kader")


async def test_what_somebody_else_was_told_means_nothing(telegram: LocalTelegram) -> None:
    await telegram.ask(HEADS)
    assert "Maksud Anda:" not in (await telegram.ask("kalau kader?", NINA))["text"]


async def test_a_question_that_goes_on_about_something_else_says_what_it_answers(
    telegram: LocalTelegram,
) -> None:
    await telegram.ask(HEADS)
    text = (await telegram.ask("terus yang bayar siapa?"))["text"]
    assert text.startswith("Maksud Anda: Siapa yang membayar iurannya?")
    assert "\n\nSumber tidak menyebutkan siapa yang membayar" in text


async def test_who_said_it_without_an_answer_before_is_asked_back(telegram: LocalTelegram) -> None:
    message = await telegram.ask("siapa yang bilang?")
    assert message["text"].startswith("Jawaban yang mana?")
    (topics,) = buttons(message)
    telegram.press(message["message_id"], topics["callback_data"])
    assert (await telegram.next_edit())["text"].startswith("Topik")


async def test_the_answer_that_is_replied_to_counts_before_the_last_one(telegram: LocalTelegram) -> None:
    first = await telegram.ask(HEADS)
    await telegram.ask("dasar hukumnya apa?")
    message = await telegram.ask("siapa yang bilang?", reply_to=first["message_id"])
    assert "Achmad Nursyandi" in message["text"]


async def test_an_answer_that_a_button_opened_can_be_replied_to(telegram: LocalTelegram) -> None:
    start = await telegram.ask("/start")
    telegram.forge(start["message_id"], "q:kepala-desa-sudah-peserta")
    first = await telegram.next_message()
    await telegram.ask("dasar hukumnya apa?")
    message = await telegram.ask("siapa yang bilang?", reply_to=first["message_id"])
    assert "Achmad Nursyandi" in message["text"]


async def test_a_card_of_a_group_ends_the_exchange(telegram: LocalTelegram) -> None:
    await telegram.ask(HEADS)
    card = await telegram.ask("/cek kader")
    assert (await telegram.ask("siapa yang bilang?"))["text"].startswith("Jawaban yang mana?")
    await telegram.ask(HEADS)
    telegram.forge(card["message_id"], "c:relawan")
    await telegram.next_edit()
    assert (await telegram.ask("siapa yang bilang?"))["text"].startswith("Jawaban yang mana?")


async def test_an_unclear_followup_is_asked_back_and_not_guessed(telegram: LocalTelegram) -> None:
    await telegram.ask("siapa sasaran perluasan perlindungan sosial di bangka barat?")
    message = await telegram.ask("kapan?")
    assert message["text"].startswith("Saya ingin memastikan dulu.")
    assert buttons(message)[-1]["text"] == "Bukan semuanya"


async def test_several_questions_are_answered_in_one_message(telegram: LocalTelegram) -> None:
    message = await telegram.ask("siapa aja yg udah ikut? trus dasar hukumnya apa?")
    text = message["text"]
    assert text.startswith("1. Siapa saja dari desa")
    assert "\n2. Undang-undang apa" in text
    assert "Undang-Undang Nomor 3 Tahun 2024" in text
    assert text.count("perkembangan sesudahnya") == 1
    assert len([call for call in telegram.calls if call.method == "sendMessage"]) == 1


async def test_a_salam_before_several_questions_is_answered_once(telegram: LocalTelegram) -> None:
    message = await telegram.ask("Assalamualaikum. siapa aja yg udah ikut? trus dasar hukumnya apa?")
    assert message["text"].startswith("Waalaikumsalam.\n\n1. Siapa saja dari desa")
    assert message["text"].count("Waalaikumsalam") == 1


async def test_a_fourth_question_is_asked_for_again(telegram: LocalTelegram) -> None:
    message = await telegram.ask(
        "dasar hukumnya apa? dananya dari mana? lkd sudah peserta belum? iurannya berapa?"
    )
    text = message["text"]
    assert "\n3. " in text
    assert "\n4. " not in text
    assert "satu per satu" in text
    assert not any("4" in button["text"] for button in buttons(message))


@pytest.mark.parametrize(
    ("sent", "secret", "kind"),
    [
        ("NIK saya 3271 0465 0493 0002 sudah terdaftar?", "0493", "NIK"),
        ("hp saya 081234567890, dasar hukumnya apa?", "7890", "nomor telepon"),
        ("iuran bpjs ketenagakerjaan berapa? balas ke budi@contoh.id", "budi", "alamat surel"),
    ],
)
async def test_personal_data_is_warned_of_not_repeated_and_the_question_answered(
    telegram: LocalTelegram, sent: str, secret: str, kind: str
) -> None:
    message = await telegram.ask(sent)
    assert message["text"].startswith(f"⚠️ Mohon jangan mengirim data pribadi ({kind})")
    assert secret not in message["text"]
    assert "blockquote" in kinds(message)


@pytest.mark.parametrize("command", ["", "/tanya ", "/sumber ", "/start "])
async def test_nothing_but_personal_data_gets_only_the_warning(telegram: LocalTelegram, command: str) -> None:
    text = (await telegram.ask(f"{command}3271046504930002"))["text"]
    assert text.startswith("⚠️ Mohon jangan mengirim data pribadi (NIK)")
    assert "\n" not in text


async def test_a_command_with_personal_data_is_warned_of_too(telegram: LocalTelegram) -> None:
    text = (await telegram.ask("/bantuan nik saya 3271046504930002"))["text"]
    assert text.startswith("⚠️ Mohon jangan mengirim data pribadi (NIK)")
    assert "/topik" in text


@pytest.mark.parametrize(
    "text",
    [
        "what is the weather today?",
        "kepareng matur badhe tumbas wedhus",
        "aku arep takon regane lombok piro",
        "你好吗",
    ],
)
async def test_another_language_is_told_in_indonesian_what_the_bot_can_do(
    telegram: LocalTelegram, text: str
) -> None:
    message = await telegram.ask(text)
    assert "bahasa Indonesia" in message["text"]
    assert len(buttons(message)) >= 3


async def test_an_english_question_that_is_understood_is_answered(telegram: LocalTelegram) -> None:
    message = await telegram.ask("what is the legal basis?")
    assert "Undang-Undang Nomor 3 Tahun 2024" in message["text"]
