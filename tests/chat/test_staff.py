"""Questions handed over to the staff, over real HTTP."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from bot.answering import Faq
from bot.config import ChatId, Config, Database
from bot.edition import Edition
from bot.local import LocalTelegram
from bot.local.people import VISITOR, Group, User
from bot.local.telegram import SUPERGROUP, buttons
from bot.model import EntryKind, Knowledge, Thresholds
from bot.running import local_chat
from tests.conftest import UNLIMITED, data, labels

UNKNOWN = "qwerty zxcvbn asdfgh"
OFFICER = User(3001, "Pak Rahman")
STAFF = ChatId(SUPERGROUP - 77)


@dataclass
class Office:
    """A bot with a staff chat, and the way through it."""

    telegram: LocalTelegram
    group: Group

    async def consent(self, question: str = UNKNOWN) -> dict[str, Any]:
        """The bot's question whether to send."""
        answer = await self.telegram.ask(question)
        self.telegram.press(answer["message_id"], data(answer, "Teruskan ke petugas"))
        return await self.telegram.next_message()

    async def hand_over(self, question: str = UNKNOWN) -> dict[str, Any]:
        """The question as the staff see it."""
        consent = await self.consent(question)
        self.telegram.press(consent["message_id"], data(consent, "Kirim"))
        sent = await self.telegram.next_edit()
        assert "Terkirim" in sent["text"]
        assert consent["text"].splitlines()[1:-2] == sent["text"].splitlines()[1:]
        return await self.telegram.next_message(self.group.id)

    async def reply(self, question: dict[str, Any], text: str) -> str:
        """What the staff are told about their answer."""
        notice = await self.telegram.ask(text, OFFICER, self.group, reply_to=question["message_id"])
        return str(notice["text"])


def with_staff(config: Config) -> Config:
    return replace(config, telegram=replace(config.telegram, staff_chat=STAFF))


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return with_staff(replace(UNLIMITED, database=Database(f"sqlite:///{tmp_path / 'log.sqlite3'}")))


@pytest.fixture
async def office(edition: Edition, config: Config) -> AsyncIterator[Office]:
    telegram = LocalTelegram()
    async with local_chat(telegram, config, edition):
        group = telegram.group("Petugas", number=77, admins=[OFFICER])
        await telegram.next_message(group.id)
        yield Office(telegram, group)


async def test_the_asker_sees_exactly_what_is_sent_and_may_refuse(office: Office) -> None:
    consent = await office.consent(f"{UNKNOWN} 081234567890")
    assert f"{UNKNOWN} •••" in consent["text"]
    assert labels(consent) == ["Kirim", "Batal"]
    office.telegram.press(consent["message_id"], data(consent, "Batal"))
    assert "dibatalkan" in (await office.telegram.next_edit())["text"]
    assert len(office.telegram.transcript(office.group.id)) == 2


async def test_the_staff_see_the_masked_question_and_nobodys_name(office: Office) -> None:
    question = await office.hand_over(f"{UNKNOWN} 081234567890")
    assert f"{UNKNOWN} •••" in question["text"]
    assert not buttons(question)
    assert VISITOR.first_name not in question["text"].replace("Pertanyaan warga", "")
    assert str(VISITOR.id) not in question["text"]


async def test_an_answer_comes_back_marked_as_a_persons(office: Office) -> None:
    question = await office.hand_over()
    assert "Sudah disampaikan" in await office.reply(question, "Silakan datang <Senin> & bawa surat.")
    answer = await office.telegram.next_message()
    assert answer["text"].startswith("Jawaban dari petugas")
    assert "Silakan datang <Senin> & bawa surat." in answer["text"]
    assert "bukan kutipan dari sumber" in answer["text"]
    assert UNKNOWN not in answer["text"]


async def test_a_second_answer_is_marked_as_one(office: Office) -> None:
    question = await office.hand_over()
    await office.reply(question, "Senin.")
    await office.telegram.next_message()
    assert "jawaban tambahan" in await office.reply(question, "Atau Selasa.")
    assert (await office.telegram.next_message())["text"].startswith("Jawaban tambahan dari petugas")


async def test_it_survives_a_restart(edition: Edition, config: Config) -> None:
    telegram = LocalTelegram()
    async with local_chat(telegram, config, edition):
        group = telegram.group("Petugas", number=77, admins=[OFFICER])
        await telegram.next_message(group.id)
        question = await Office(telegram, group).hand_over()
    async with local_chat(telegram, config, edition):
        assert "Sudah disampaikan" in await Office(telegram, group).reply(question, "Hari Senin.")
        assert "Hari Senin." in (await telegram.next_message())["text"]


async def test_consent_survives_a_restart(edition: Edition, config: Config) -> None:
    telegram = LocalTelegram()
    async with local_chat(telegram, config, edition):
        group = telegram.group("Petugas", number=77, admins=[OFFICER])
        await telegram.next_message(group.id)
        consent = await Office(telegram, group).consent()
    async with local_chat(telegram, config, edition):
        telegram.press(consent["message_id"], data(consent, "Kirim"))
        assert UNKNOWN in (await telegram.next_message(group.id))["text"]


async def test_a_question_is_sent_once(office: Office) -> None:
    answer = await office.telegram.ask(UNKNOWN)
    consents = []
    for _ in range(2):
        office.telegram.press(answer["message_id"], data(answer, "Teruskan ke petugas"))
        await office.telegram.next_answer()
        consents.append(await office.telegram.next_message())
    for consent, told in zip(consents, ("Terkirim", "sudah diteruskan"), strict=True):
        office.telegram.press(consent["message_id"], data(consent, "Kirim"))
        await office.telegram.next_answer()
        assert told in (await office.telegram.next_edit())["text"]
    office.telegram.press(answer["message_id"], data(answer, "Teruskan ke petugas"))
    assert "sudah diteruskan" in (await office.telegram.next_answer())["text"]
    assert len(office.telegram.transcript(office.group.id)) == 3  # joined, greeted, asked


def in_log(config: Config, statement: str) -> None:
    """Does something to the database that the bot does not do."""
    engine = create_engine(config.database.url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


async def test_what_the_staff_have_is_told_as_sent_though_the_log_fails(
    office: Office, config: Config
) -> None:
    consent = await office.consent()
    in_log(
        config,
        "CREATE TRIGGER full BEFORE UPDATE ON handovers BEGIN SELECT RAISE(ABORT, 'disk full'); END",
    )
    office.telegram.press(consent["message_id"], data(consent, "Kirim"))
    assert "Terkirim" in (await office.telegram.next_edit())["text"]
    assert UNKNOWN in (await office.telegram.next_message(office.group.id))["text"]


async def test_what_was_cut_off_is_not_told_as_sent_and_may_be_sent_again(
    office: Office, config: Config
) -> None:
    consent = await office.consent()
    await office.telegram.next_answer()
    office.telegram.press(consent["message_id"], data(consent, "Kirim"))
    await office.telegram.next_edit()
    await office.telegram.next_answer()
    in_log(config, "UPDATE handovers SET state = 'sending'")
    answer = await office.telegram.ask(UNKNOWN)
    office.telegram.forge(answer["message_id"], data(consent, "Kirim"))
    assert not (await office.telegram.next_answer()).get("text")
    in_log(config, "UPDATE handovers SET at = '2025-01-01 00:00:00'")
    office.telegram.forge(answer["message_id"], data(consent, "Kirim"))
    assert "Terkirim" in (await office.telegram.next_edit())["text"]


async def test_thanks_for_a_notice_meet_silence_in_the_staff_chat(office: Office) -> None:
    question = await office.hand_over()
    notice = await office.telegram.ask("Senin.", OFFICER, office.group, reply_to=question["message_id"])
    office.telegram.say("ok makasih", OFFICER, office.group, reply_to=notice["message_id"])
    assert "Jawaban tambahan" not in (await office.telegram.next_message())["text"]
    told = await office.telegram.ask("/tanya dasar hukumnya apa", OFFICER, office.group)
    assert "Nomor 3 Tahun 2024" in told["text"]


async def test_an_asker_who_blocked_the_bot_does_no_harm(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    question = await office.hand_over()
    office.telegram.refuse_next("sendMessage", 403, "Forbidden: bot was blocked by the user")
    assert "Tidak sampai" in await office.reply(question, "Senin.")
    assert "Sudah disampaikan" in await office.reply(question, "Senin sekali lagi.")
    assert (await office.telegram.next_message())["text"].startswith("Jawaban dari petugas")
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_the_staff_are_told_of_a_failure(office: Office) -> None:
    question = await office.hand_over()
    office.telegram.refuse_next("sendMessage", 500, "Internal Server Error")
    assert "Belum sampai" in await office.reply(question, "Senin.")
    assert "terlalu panjang" in await office.reply(question, "a" * 4000)
    office.telegram.attach("voice", OFFICER, office.group, reply_to=question["message_id"])
    assert "sebagai teks" in (await office.telegram.next_message(office.group.id))["text"]


async def test_only_replies_in_the_staff_chat_count(office: Office) -> None:
    question = await office.hand_over()
    telegram = office.telegram
    other = telegram.group("Warga")
    await telegram.next_message(other.id)
    for number in range(question["message_id"]):  # ids count alike in every chat
        telegram.say(f"pesan {number}", OFFICER, other)
    greeting = telegram.transcript(other.id)[1]
    answer = await telegram.ask("Senin saja.", OFFICER, other, reply_to=greeting["message_id"])
    assert "Sudah disampaikan" not in answer["text"]
    telegram.say("Senin.", OFFICER, office.group)  # replies to nothing
    assert "Sudah disampaikan" in await office.reply(question, "Rabu.")
    assert "Rabu." in (await telegram.next_message())["text"]


async def test_a_staff_chat_that_cannot_be_reached_is_said(office: Office) -> None:
    consent = await office.consent()
    await office.telegram.next_answer()
    office.telegram.refuse_next("sendMessage", 403, "Forbidden: bot was kicked from the supergroup chat")
    office.telegram.press(consent["message_id"], data(consent, "Kirim"))
    assert "belum bisa diteruskan" in (await office.telegram.next_answer())["text"]
    office.telegram.press(consent["message_id"], data(consent, "Kirim"))
    assert "Terkirim" in (await office.telegram.next_edit())["text"]


async def test_what_the_source_leaves_open_can_be_handed_over_too(office: Office) -> None:
    question = await office.hand_over("berapa iuran bpjs ketenagakerjaan per bulan?")
    assert "berapa iuran bpjs ketenagakerjaan per bulan?" in question["text"]


async def test_who_wants_to_talk_to_a_person_may(office: Office) -> None:
    answer = await office.telegram.ask("Saya mau bicara dengan petugas")
    assert "tidak ada petugas" not in answer["text"]
    assert labels(answer) == ["Teruskan ke petugas"]


async def test_a_question_may_be_handed_over_if_it_was_none_of_those_offered(
    knowledge: Knowledge, config: Config
) -> None:
    unsure = Edition.of(knowledge, Faq(knowledge, Thresholds(answer=101, clarify=1, margin=0)))
    telegram = LocalTelegram()
    async with local_chat(telegram, config, unsure):
        group = telegram.group("Petugas", number=77, admins=[OFFICER])
        await telegram.next_message(group.id)
        asked_back = await telegram.ask("brp pekerja babel yg blm terlindungi bpjs tk?")
        telegram.press(asked_back["message_id"], data(asked_back, "Bukan semuanya"))
        refused = await telegram.next_edit()
        assert labels(refused) == ["Topik", "Teruskan ke petugas"]
        telegram.press(refused["message_id"], data(refused, "Teruskan ke petugas"))
        consent = await telegram.next_message()
        assert "brp pekerja babel yg blm terlindungi bpjs tk?" in consent["text"]


async def test_a_question_that_was_picked_is_handed_over_in_its_own_words(
    office: Office, knowledge: Knowledge
) -> None:
    entry = next(each for each in knowledge.entries if each.kind is EntryKind.NOT_IN_SOURCE)
    office.telegram.start(f"q_{entry.id}")
    answer = await office.telegram.next_message()
    office.telegram.press(answer["message_id"], data(answer, "Teruskan ke petugas"))
    assert entry.question in (await office.telegram.next_message())["text"]


async def test_the_longest_question_can_be_handed_over(office: Office) -> None:
    question = await office.hand_over("qwerty zxcvbn " * 290)
    assert question["text"].rstrip().count("qwerty") > 200


async def test_after_erasing_the_staff_are_told_that_it_is_gone(office: Office) -> None:
    question = await office.hand_over()
    confirm = await office.telegram.ask("/hapus_data")
    office.telegram.press(confirm["message_id"], data(confirm, "Ya, hapus semua"))
    await office.telegram.next_edit()
    assert "Tidak disampaikan" in await office.reply(question, "Senin.")


async def test_a_staff_chat_that_becomes_a_supergroup_still_works(edition: Edition) -> None:
    telegram = LocalTelegram()
    config = replace(UNLIMITED, telegram=replace(UNLIMITED.telegram, staff_chat=ChatId(-88)))
    async with local_chat(telegram, config, edition):
        basic = telegram.group("Petugas", number=88, is_basic=True, admins=[OFFICER])
        await telegram.next_message(basic.id)
        office = Office(telegram, telegram.migrate(basic))
        question = await office.hand_over()
        assert "Sudah disampaikan" in await office.reply(question, "Senin.")


async def test_another_person_cannot_hand_over_a_question(office: Office) -> None:
    consent = await office.consent()
    stranger = User(4004, "Orang Lain")
    other = await office.telegram.ask("halo", stranger)
    office.telegram.forge(other["message_id"], data(consent, "Kirim"), stranger)
    assert "kedaluwarsa" in (await office.telegram.next_answer(stranger.id))["text"]


async def test_without_a_staff_chat_the_official_contacts_are_shown(telegram: LocalTelegram) -> None:
    answer = await telegram.ask(UNKNOWN)
    assert "Teruskan ke petugas" not in labels(answer)
    assert "175" in answer["text"]


async def test_the_log_says_the_number_of_a_group(
    telegram: LocalTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "bot")
    group = telegram.group("Petugas")
    await telegram.next_message(group.id)
    assert f"telegram.staff_chat is {group.id}" in caplog.text


async def test_in_a_group_nobody_is_asked_to_hand_over(office: Office) -> None:
    group = office.telegram.group("Warga")
    await office.telegram.next_message(group.id)
    answer = await office.telegram.ask(f"/tanya {UNKNOWN}", VISITOR, group)
    assert "Teruskan ke petugas" not in labels(answer)
