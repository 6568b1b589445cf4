"""Answers passed on: links, copied quotes, plain text, inline mode."""

from urllib.parse import parse_qs, urlsplit

import pytest

from bot.edition import Edition
from bot.local import LocalTelegram
from bot.local.rules import Json
from bot.local.telegram import buttons
from bot.model import EntryKind, Knowledge
from bot.replies.commands import Scope
from bot.replies.parts import units

QUESTION = "brp pekerja babel yg blm terlindungi bpjs tk?"
URL = "https://apkasi.org/?p=14978"
BOT = "https://t.me/tanya_desa_bot"


def labelled(message: Json, label: str) -> Json:
    return next(one for one in buttons(message) if one["text"] == label)


async def test_a_link_opens_its_answer(telegram: LocalTelegram) -> None:
    telegram.start("q_dasar-hukum")
    answer = await telegram.next_message()
    assert answer["text"].startswith("Undang-undang apa yang menjadi dasar hukum")
    assert "Nomor 3 Tahun 2024" in answer["text"]


async def test_a_link_opens_the_context_of_its_answer(telegram: LocalTelegram) -> None:
    telegram.start("k_dasar-hukum")
    assert "👉 8. Perlindungan sosial bagi seluruh" in (await telegram.next_message())["text"]


@pytest.mark.parametrize("payload", ["q_tidak-ada", "k_tidak-ada", "k_terima-kasih", "k_"])
async def test_a_link_to_what_is_not_there_has_expired(telegram: LocalTelegram, payload: str) -> None:
    telegram.start(payload)
    assert "kedaluwarsa" in (await telegram.next_message())["text"]


async def test_any_other_link_is_a_start(telegram: LocalTelegram) -> None:
    telegram.start("tanya")
    assert (await telegram.next_message())["text"].startswith("Halo!")


async def test_a_quote_is_copied_with_who_said_it(telegram: LocalTelegram) -> None:
    answer = await telegram.ask(QUESTION)
    copied = labelled(answer, "Salin kutipan")["copy_text"]["text"]
    assert "masih ada sekitar 59.000 pekerja di Babel belum terlindungi BPJS Ketenagakerjaan" in copied
    assert copied.endswith("— Evi Haliyati Rachmat, Apkasi")


def test_every_shipped_quote_can_be_copied(edition: Edition, knowledge: Knowledge) -> None:
    for entry in knowledge.entries:
        if entry.kind is not EntryKind.SMALL_TALK:
            rows = edition.offers.below(entry, "", Scope.PRIVATE)
            (copy,) = [one for one in rows if one and one[0].action == "copy"]
            assert units(copy[0].value) <= 256
            assert entry.citations[0].quote in copy[0].value


async def test_the_plain_form_keeps_source_and_address_without_any_markup(telegram: LocalTelegram) -> None:
    answer = await telegram.ask(QUESTION)
    telegram.press(answer["message_id"], labelled(answer, "Bagikan")["callback_data"])
    plain = await telegram.next_message()
    assert {entity["type"] for entity in plain["entities"]} == {"url"}
    for part in (
        "Sekitar 59.000",
        "“Data terbaru",
        "Evi Haliyati Rachmat",
        "Sumber: Apkasi",
        URL,
        f"{BOT}?start=q_jumlah-belum-terlindungi",
    ):
        assert part in plain["text"]
    link = urlsplit(labelled(plain, "Kirim ke WhatsApp")["url"])
    assert (link.netloc, link.path) == ("wa.me", "/")
    assert parse_qs(link.query)["text"] == [plain["text"]]


def test_every_shipped_answer_can_be_sent_to_whatsapp(edition: Edition, knowledge: Knowledge) -> None:
    for entry in knowledge.entries:
        outcome = edition.faq.choose(entry.id)
        assert outcome
        shared = edition.sharing.forwardable(outcome, f"{BOT}?start=q_{entry.id}")
        assert [button.action for button in shared.buttons] == ["link", "inline"]


async def test_each_of_several_answers_is_shared_and_looked_at_by_its_number(telegram: LocalTelegram) -> None:
    several = await telegram.ask("siapa aja yg udah ikut? trus dasar hukumnya apa?")
    telegram.press(several["message_id"], labelled(several, "2 Bagikan")["callback_data"])
    plain = (await telegram.next_message())["text"]
    assert plain.startswith("Undang-undang apa")
    assert plain.endswith(f"{BOT}?start=q_dasar-hukum")
    telegram.press(several["message_id"], labelled(several, "1 Konteks")["callback_data"])
    assert "👉 5. Kepala Dinas" in (await telegram.next_message())["text"]
    rows = several["reply_markup"]["inline_keyboard"]
    assert [[button["text"] for button in row] for row in rows] == [
        ["1 👍", "1 👎", "1 Konteks"],
        ["2 👍", "2 👎", "2 Konteks"],
        ["1 Bagikan", "2 Bagikan"],
    ]


async def test_several_answers_in_a_group_are_opened_in_the_private_chat(telegram: LocalTelegram) -> None:
    group = telegram.group("Warga")
    await telegram.next_message(group.id)
    several = await telegram.ask("/tanya siapa aja yg udah ikut? trus dasar hukumnya apa?", chat=group)
    assert labelled(several, "2 Buka")["url"] == f"{BOT}?start=q_dasar-hukum"


async def test_the_plain_form_leads_to_inline_mode_where_that_is_on(telegram: LocalTelegram) -> None:
    answer = await telegram.ask(QUESTION)
    telegram.press(answer["message_id"], labelled(answer, "Bagikan")["callback_data"])
    query = labelled(await telegram.next_message(), "Kirim ke Telegram")["switch_inline_query"]
    listed = await telegram.inline(query)
    assert listed["results"][0]["id"] == "jumlah-belum-terlindungi"


async def test_inline_mode_lists_matching_questions_and_posts_answer_quote_and_source(
    telegram: LocalTelegram,
) -> None:
    listed = await telegram.inline("dasar hukum")
    titles = [result["title"] for result in listed["results"]]
    assert "Apa dasar hukumnya?" in titles
    posted = telegram.choose(listed["id"], "dasar-hukum")
    assert "Nomor 3 Tahun 2024" in posted["text"]
    assert {"blockquote", "text_link"} <= {entity["type"] for entity in posted["entities"]}
    assert labelled(posted, "Buka di Tanya Desa")["url"] == f"{BOT}?start=q_dasar-hukum"
    assert labelled(posted, "Lihat konteks")["url"] == f"{BOT}?start=k_dasar-hukum"


async def test_what_is_posted_through_inline_mode_is_not_answered_again(telegram: LocalTelegram) -> None:
    listed = await telegram.inline("dasar hukum")
    telegram.choose(listed["id"], "dasar-hukum")
    assert (await telegram.ask("halo"))["text"]
    assert len([call for call in telegram.calls if call.method == "sendMessage"]) == 1


async def test_inline_mode_shows_examples_before_anything_is_typed(
    telegram: LocalTelegram, edition: Edition
) -> None:
    listed = await telegram.inline("")
    assert [result["id"] for result in listed["results"]] == [one.id for one in edition.help.examples()]


@pytest.mark.parametrize("query", ["qwerty zxcvbn", "halo", "iuran bpjs kesehatan lampung", "x" * 256])
async def test_inline_mode_never_lists_small_talk_and_always_leads_to_the_bot(
    telegram: LocalTelegram, knowledge: Knowledge, query: str
) -> None:
    listed = await telegram.inline(query)
    small_talk = {entry.id for entry in knowledge.entries if entry.kind is EntryKind.SMALL_TALK}
    assert not small_talk & {result["id"] for result in listed["results"]}
    assert listed["button"]["text"] == "Tanya langsung ke Tanya Desa"


async def test_a_button_pressed_in_another_chat_is_answered(telegram: LocalTelegram) -> None:
    listed = await telegram.inline("dasar hukum")
    posted = telegram.choose(listed["id"], "dasar-hukum")
    telegram.forge(posted["message_id"], "q:dasar-hukum")
    assert "kedaluwarsa" in (await telegram.next_answer())["text"]


async def test_an_inline_query_that_is_too_old_is_no_error(
    telegram: LocalTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.refuse_next(
        "answerInlineQuery", 400, "Bad Request: query is too old and response timeout expired"
    )
    with pytest.raises(TimeoutError):
        await telegram.inline("dasar hukum", within=0.5)
    assert (await telegram.ask("halo"))["text"]
    assert not [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")]
