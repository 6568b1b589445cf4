"""Leafing through topics and sources, and what is known of them, over real HTTP."""

import pytest

from bot.config import Config, Limits, SendLimits, Telegram
from bot.edition import Edition
from bot.language.dates import local
from bot.local import LocalTelegram
from bot.local.rules import Json
from bot.local.telegram import buttons
from bot.model import EntryKind, Knowledge
from bot.replies.commands import Scope
from bot.replies.parts import Action
from bot.running import local_chat

QUESTION = "brp pekerja babel yg blm terlindungi bpjs tk?"


def button(message: Json, label: str) -> Json:
    """The button whose label begins so, or ends so after its number."""
    return next(one for one in buttons(message) if label in one["text"])


async def press(telegram: LocalTelegram, message: Json, label: str) -> Json:
    """The message as it stands after a press that edits it."""
    telegram.press(message["message_id"], button(message, label)["callback_data"])
    edited = await telegram.next_edit()
    assert edited["message_id"] == message["message_id"]
    return edited


async def test_the_menu_of_topics_leads_to_an_answer_and_back_in_one_message(
    telegram: LocalTelegram, knowledge: Knowledge
) -> None:
    menu = await telegram.ask("/topik")
    facts = {entry.topic for entry in knowledge.entries if entry.kind is EntryKind.FACT}
    assert facts <= {one["text"] for one in buttons(menu)}
    questions = await press(telegram, menu, "Dasar hukum")
    answer = await press(telegram, questions, "Apa dasar hukumnya?")
    assert "Undang-Undang Nomor 3 Tahun 2024" in answer["text"]
    again = await press(telegram, answer, "Kembali")
    assert again["text"] == questions["text"]
    assert (await press(telegram, again, "Kembali"))["text"] == menu["text"]
    assert len([call for call in telegram.calls if call.method == "sendMessage"]) == 1


async def test_topics_of_one_kind_are_listed_together_and_turn_pages(telegram: LocalTelegram) -> None:
    menu = await telegram.ask("/topik")
    group = await press(telegram, menu, "Yang belum dijawab sumber")
    assert "Iuran, klaim, dan manfaat" in {one["text"] for one in buttons(group)}
    first = await press(telegram, group, "Iuran, klaim, dan manfaat")
    second = await press(telegram, first, "Berikutnya")
    assert second["text"] != first["text"]
    assert (await press(telegram, second, "Sebelumnya"))["text"] == first["text"]
    assert (await press(telegram, second, "Kembali"))["text"] == group["text"]


async def test_every_question_of_every_topic_can_be_reached(edition: Edition, knowledge: Knowledge) -> None:
    def values(reply: object, action: str) -> list[str]:
        return [one.value for one in reply.buttons if one.action == action]  # type: ignore[attr-defined]

    menu = edition.topics.menu()
    groups = [edition.topics.group(value) for value in values(menu, "t")]
    topics = [value for shown in (menu, *groups) for value in values(shown, "u")]
    reached = set()
    for topic in topics:
        entry_id, page = topic.split(".")
        while shown := edition.topics.questions(f"{entry_id}.{page}"):
            reached.update(values(shown, "a"))
            page = str(int(page) + 1)
    assert reached == {entry.id for entry in knowledge.entries if entry.kind is not EntryKind.SMALL_TALK}


async def test_free_text_works_in_the_middle_of_leafing(telegram: LocalTelegram) -> None:
    menu = await telegram.ask("/topik")
    await press(telegram, menu, "Dasar hukum")
    assert (await telegram.ask(QUESTION))["text"].startswith("Sekitar 59.000")


async def test_an_answer_offers_up_to_three_related_questions(telegram: LocalTelegram) -> None:
    answer = await telegram.ask(QUESTION)
    related = [one for one in buttons(answer) if one.get("callback_data", "").startswith("q:")]
    assert 1 <= len(related) <= 3
    telegram.press(answer["message_id"], related[0]["callback_data"])
    opened = await telegram.next_message()
    assert all(len(one["text"]) <= 40 for one in related)
    assert "blockquote" in {entity["type"] for entity in opened["entities"]}
    assert QUESTION not in {one["text"] for one in buttons(opened)}


async def test_rather_fewer_related_questions_than_unrelated_ones(telegram: LocalTelegram) -> None:
    answer = await telegram.ask("siapa ketua apkasi?")
    related = [one["text"] for one in buttons(answer) if one.get("callback_data", "").startswith("q:")]
    assert related
    assert all("Apkasi" in label for label in related)


async def test_small_talk_carries_no_buttons(telegram: LocalTelegram) -> None:
    assert not buttons(await telegram.ask("terima kasih ya"))


async def test_the_context_marks_the_cited_sentence_among_its_neighbours(
    telegram: LocalTelegram, knowledge: Knowledge
) -> None:
    answer = await telegram.ask(QUESTION)
    telegram.press(answer["message_id"], button(answer, "Lihat konteks")["callback_data"])
    context = await telegram.next_message()
    sentences = knowledge.sources[0].sentences
    assert f"👉 12. {sentences[12].text}" in context["text"]
    for near in (10, 11, 13, 14):
        assert f"\n{near}. {sentences[near].text}" in context["text"]
    assert "Evi Haliyati Rachmat" in context["text"]
    page = await press(telegram, context, "Baca sumbernya")
    assert f"12. {sentences[12].text}" in page["text"]


async def test_the_source_is_read_page_by_page(telegram: LocalTelegram, knowledge: Knowledge) -> None:
    page = await telegram.ask("/sumber")
    assert page["text"].startswith(knowledge.sources[0].title)
    assert "halaman 1 dari" in page["text"]
    read = page["text"]
    while any("Berikutnya" in one["text"] for one in buttons(page)):
        page = await press(telegram, page, "Berikutnya")
        read += page["text"]
    for sentence in knowledge.sources[0].sentences:
        assert f"{sentence.number}. {sentence.text}" in read


@pytest.mark.parametrize("number", ["13", "kalimat 13", "no. 13", "13."])
async def test_a_sentence_is_opened_by_its_number(
    telegram: LocalTelegram, knowledge: Knowledge, number: str
) -> None:
    opened = await telegram.ask(f"/sumber {number}")
    assert f"👉 13. {knowledge.sources[0].sentences[13].text}" in opened["text"]


@pytest.mark.parametrize("number", ["99", "abc", "kalimat", "1.5", "٣٣", "9" * 10])
async def test_a_number_that_no_sentence_has_is_told(telegram: LocalTelegram, number: str) -> None:
    assert "0 sampai 16" in (await telegram.ask(f"/sumber {number}"))["text"]


async def test_about_says_sources_figures_version_and_who_runs_it(
    edition: Edition, knowledge: Knowledge
) -> None:
    telegram = LocalTelegram()
    config = Config(
        limits=Limits(0, 0), telegram=Telegram(limits=SendLimits(0, 0, 0)), operator="Desa Sukamaju"
    )
    async with local_chat(telegram, config, edition):
        about = await telegram.ask("/tentang")
    facts = sum(entry.kind is EntryKind.FACT for entry in knowledge.entries)
    assert f"{facts} jawaban" in about["text"]
    assert knowledge.version in about["text"]
    assert knowledge.loaded
    assert f"memuatnya pada {local(knowledge.loaded)} WIB" in about["text"]
    assert "Desa Sukamaju" in about["text"]
    assert knowledge.sources[0].title in about["text"]
    links = [entity["url"] for entity in about["entities"] if entity["type"] == "text_link"]
    assert links == [knowledge.sources[0].url]


@pytest.mark.parametrize(
    "data",
    (
        "t:tidak-ada u: u:dasar-hukum u:dasar-hukum.99 u:dasar-hukum.-1 a:tidak-ada k:salam s: s:0.99 s:9.0"
        " s:-1.0 s:٠.0 a:siapa-kamu n:0.99 n:x.1 b:tidak-ada copy:x link:x"
    ).split(),
)
async def test_what_leafing_cannot_open_has_expired(telegram: LocalTelegram, data: str) -> None:
    menu = await telegram.ask("/topik")
    telegram.forge(menu["message_id"], data)
    assert "kedaluwarsa" in (await telegram.next_answer())["text"]


def test_what_every_button_of_every_answer_carries_fits_64_bytes(
    edition: Edition, knowledge: Knowledge
) -> None:
    never_sent = {Action.COPY, Action.LINK, Action.START, Action.INLINE}
    for entry in knowledge.entries:
        rows = (*edition.offers.below(entry, "x" * 11, Scope.PRIVATE), (edition.topics.way_back(entry),))
        for button in (button for row in rows for button in row if button):
            data = f"{button.action}:{button.value}".encode()
            assert button.action in never_sent or len(data) <= 64
