"""/cek, over real HTTP."""

import pytest

from bot.local import LocalTelegram
from tests.chat.test_conversation import NINA, buttons, kinds
from tests.chat.test_sharing import labelled

MEMBERS = "• Kepala desa (kalimat 5)\n• Perangkat desa (kalimat 5)\n• BPD (kalimat 5)"


async def test_all_groups_stand_in_one_overview(telegram: LocalTelegram) -> None:
    message = await telegram.ask("/cek")
    assert (
        f"Peserta saat ini\n{MEMBERS}\n\nSasaran perluasan\n• Anggota LKD (kalimat 1, 6)" in message["text"]
    )
    assert "Tidak disebut dalam sumber" in message["text"]
    assert "RT/RW, Sekdes, kaur, kasi, kadus, PKK" in message["text"]
    assert "Kepala desa" in [button["text"] for button in buttons(message)]


async def test_a_typed_group_is_told_with_its_quote_speaker_and_what_is_not_said(
    telegram: LocalTelegram,
) -> None:
    message = await telegram.ask("/cek prangkat desa")
    text = message["text"]
    assert text.startswith("Perangkat desa\n\nPeserta saat ini.")
    assert "masih terbatas pada kepala desa, perangkat desa" in text
    assert "Achmad Nursyandi" in text
    assert "Sasaran sosialisasi." in text
    assert "Yang tidak dikatakan sumber:" in text
    assert "30 September 2025" in text
    assert {"blockquote", "text_link"} <= kinds(message)


@pytest.mark.parametrize("group", ["RT", "rw", "pkk", "guru ngaji", "nelayan"])
async def test_what_the_source_does_not_name_is_said_to_be_open(telegram: LocalTelegram, group: str) -> None:
    message = await telegram.ask(f"/cek {group}")
    assert "Tidak disebut dalam sumber." in message["text"]
    assert "blockquote" not in kinds(message)


async def test_groups_are_chosen_by_button_and_all_are_one_press_away(telegram: LocalTelegram) -> None:
    overview = await telegram.ask("/cek")
    (kader,) = [button for button in buttons(overview) if button["text"] == "Kader"]
    telegram.press(overview["message_id"], kader["callback_data"])
    card = await telegram.next_edit()
    assert card["message_id"] == overview["message_id"]
    assert card["text"].startswith("Kader\n\nSasaran sosialisasi.")
    telegram.press(card["message_id"], buttons(card)[-1]["callback_data"])
    assert (await telegram.next_edit())["text"] == overview["text"]


async def test_a_card_shows_its_sentences_in_their_context(telegram: LocalTelegram) -> None:
    card = await telegram.ask("/cek perangkat desa")
    telegram.press(card["message_id"], labelled(card, "Lihat konteks")["callback_data"])
    context = await telegram.next_message()
    assert context["text"].count("👉") == 3
    assert "👉 5. Kepala Dinas Sosial" in context["text"]


async def test_a_card_without_a_quote_has_no_context(telegram: LocalTelegram) -> None:
    card = await telegram.ask("/cek pkk")
    assert [button["text"] for button in buttons(card)] == ["Semua kelompok"]
    telegram.forge(card["message_id"], "l:pkk")
    assert "kedaluwarsa" in (await telegram.next_answer())["text"]


@pytest.mark.parametrize("first", ["/cek kader", "/cek"])
async def test_another_group_named_after_cek_opens_its_card(telegram: LocalTelegram, first: str) -> None:
    await telegram.ask(first)
    for text, group in (("kalau relawan?", "Relawan"), ("terus ketua RT?", "RT/RW"), ("pkk", "PKK")):
        card = await telegram.ask(text)
        assert card["text"].startswith(f"Maksud Anda: apa kata sumber tentang kelompok “{group}”\n")
        assert "Yang tidak dikatakan sumber:" in card["text"]


async def test_a_card_pressed_counts_for_who_pressed_it_and_a_question_ends_it(
    telegram: LocalTelegram,
) -> None:
    overview = await telegram.ask("/cek")
    telegram.press(overview["message_id"], labelled(overview, "Kader")["callback_data"])
    await telegram.next_edit()
    assert "apa kata sumber" not in (await telegram.ask("kalau relawan?", NINA))["text"]
    assert "apa kata sumber" in (await telegram.ask("kalau relawan?"))["text"]
    await telegram.ask("kades udah jadi peserta bpjs tk blm?")
    assert (await telegram.ask("kalau relawan?"))["text"].startswith("Maksud Anda: Apakah relawan sudah")


async def test_groups_that_are_not_mentioned_can_be_chosen_too(telegram: LocalTelegram) -> None:
    overview = await telegram.ask("/cek")
    telegram.press(overview["message_id"], buttons(overview)[-1]["callback_data"])
    listed = await telegram.next_edit()
    (pkk,) = [button for button in buttons(listed) if button["text"] == "PKK"]
    telegram.press(listed["message_id"], pkk["callback_data"])
    assert (await telegram.next_edit())["text"].startswith("PKK\n\nTidak disebut dalam sumber.")


async def test_an_unclear_group_is_asked_back(telegram: LocalTelegram) -> None:
    message = await telegram.ask("/cek mantan kades")
    assert message["text"].startswith("Kelompok mana")
    assert [button["text"] for button in buttons(message)] == ["Kepala desa", "Semua kelompok"]


async def test_a_group_that_is_nearly_typed_is_offered(telegram: LocalTelegram) -> None:
    message = await telegram.ask("/cek kaer")
    assert message["text"].startswith("Kelompok mana")
    assert [button["text"] for button in buttons(message)] == ["Kader", "Semua kelompok"]


async def test_who_says_who_they_are_is_told_of_their_group(telegram: LocalTelegram) -> None:
    message = await telegram.ask("/cek saya nelayan")
    assert message["text"].startswith("Nelayan\n\nTidak disebut dalam sumber.")


async def test_who_introduces_themselves_is_told_of_their_group_without_a_command(
    telegram: LocalTelegram,
) -> None:
    card = await telegram.ask("saya nelayan")
    assert card["text"].startswith("Maksud Anda: apa kata sumber tentang kelompok “Nelayan”\n")
    assert (await telegram.ask("kalau ketua RT?"))["text"].startswith("Maksud Anda: apa kata sumber")
    both = await telegram.ask("saya petani, suami saya nelayan")
    assert [button["text"] for button in buttons(both)][:2] == ["Petani dan pekebun", "Nelayan"]


async def test_who_asks_for_themselves_may_then_say_who_they_are(telegram: LocalTelegram) -> None:
    assert "Sebutkan pekerjaannya" in (await telegram.ask("apakah saya bisa ikut?"))["text"]
    assert "kader termasuk yang dijangkau sosialisasi" in (await telegram.ask("saya kader"))["text"]


async def test_an_unlisted_group_is_not_guessed(telegram: LocalTelegram) -> None:
    message = await telegram.ask("/cek astronot")
    assert "tidak menebak" in message["text"]
    assert "175" in message["text"]


async def test_a_stale_group_button_gets_a_polite_answer(telegram: LocalTelegram) -> None:
    overview = await telegram.ask("/cek")
    telegram.forge(overview["message_id"], "c:tidak-ada")
    assert "kedaluwarsa" in (await telegram.next_answer())["text"]


async def test_a_command_with_personal_data_is_warned_of_too(telegram: LocalTelegram) -> None:
    message = await telegram.ask("/cek kader 3271046504930002")
    assert message["text"].startswith("⚠️ Mohon jangan mengirim data pribadi (NIK)")
    assert "Kader\n\nSasaran sosialisasi." in message["text"]
    assert "3271" not in message["text"]
