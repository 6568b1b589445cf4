"""👍 and 👎 below answers, over real HTTP."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.config import Config, Database
from bot.edition import Edition
from bot.local import LocalTelegram
from bot.local.people import VISITOR, User
from bot.local.telegram import buttons
from bot.running import local_chat
from tests.conftest import UNLIMITED, data, labels

QUESTION = "brp pekerja babel yg blm terlindungi bpjs tk?"
NINA = User(2002, "Nina")
EACH = ("👍", "👎", "Konteks")  # below each of several answers


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A configuration that keeps its log."""
    return replace(UNLIMITED, database=Database(f"sqlite:///{tmp_path / 'log.sqlite3'}"))


@pytest.fixture
def rows(tmp_path: Path) -> Callable[[str], list[tuple[Any, ...]]]:
    """What a query finds in the log."""

    def found(query: str) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(tmp_path / "log.sqlite3")
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    return found


async def press(telegram: LocalTelegram, message: dict[str, Any], label: str) -> tuple[str, dict[str, Any]]:
    """The notice after a press, and the message as it stands then."""
    telegram.press(message["message_id"], data(message, label))
    notice = (await telegram.next_answer())["text"]
    return notice, await telegram.next_edit()


async def test_an_answer_can_be_found_good(
    edition: Edition, config: Config, rows: Callable[[str], list[tuple[Any, ...]]]
) -> None:
    telegram = LocalTelegram()
    async with local_chat(telegram, config, edition):
        answer = await telegram.ask(QUESTION)
        notice, marked = await press(telegram, answer, "👍")
    assert "Terima kasih" in notice
    assert "👍 ✓" in labels(marked)
    assert (marked["text"], marked["entities"]) == (answer["text"], answer["entities"])
    assert rows("SELECT up, complaint FROM votes") == [(1, "")]


async def test_an_answer_found_bad_asks_why_and_takes_it_down(
    edition: Edition, config: Config, rows: Callable[[str], list[tuple[Any, ...]]]
) -> None:
    telegram = LocalTelegram()
    async with local_chat(telegram, config, edition):
        answer = await telegram.ask(QUESTION)
        _, asked = await press(telegram, answer, "👎")
        assert {"👎 ✓", "Salah", "Kurang lengkap", "Tidak sesuai pertanyaan"} <= set(labels(asked))
        assert rows("SELECT up, complaint FROM votes") == [(0, "")]
        notice, done = await press(telegram, asked, "Kurang lengkap")
    assert "kami catat" in notice
    assert labels(done) == [label.replace("👎", "👎 ✓") for label in labels(answer)]
    assert rows("SELECT up, complaint FROM votes") == [(0, "incomplete")]


async def test_the_last_vote_counts_and_pressing_twice_is_no_error(
    edition: Edition,
    config: Config,
    rows: Callable[[str], list[tuple[Any, ...]]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    telegram = LocalTelegram()
    async with local_chat(telegram, config, edition):
        answer = await telegram.ask(QUESTION)
        _, marked = await press(telegram, answer, "👎")
        _, marked = await press(telegram, marked, "Salah")
        _, marked = await press(telegram, marked, "👍")
        telegram.press(marked["message_id"], data(marked, "👍 ✓"))
        await telegram.next_answer()
        await telegram.ask("halo")
    assert {"👍 ✓", "👎"} <= set(labels(marked))
    assert rows("SELECT up, complaint FROM votes") == [(1, "")]
    assert not [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")]


async def test_the_buttons_work_after_a_restart(
    edition: Edition, config: Config, rows: Callable[[str], list[tuple[Any, ...]]]
) -> None:
    telegram = LocalTelegram()
    async with local_chat(telegram, config, edition):
        answer = await telegram.ask(QUESTION)
    async with local_chat(telegram, config, edition):
        await press(telegram, answer, "👍")
    assert rows("SELECT count(*) FROM questions JOIN votes ON question = id WHERE up") == [(1,)]


async def test_in_a_group_the_person_who_asked_votes(
    edition: Edition, config: Config, rows: Callable[[str], list[tuple[Any, ...]]]
) -> None:
    telegram = LocalTelegram()
    async with local_chat(telegram, config, edition):
        group = telegram.group()
        await telegram.next_message(group.id)
        answer = await telegram.ask(f"/tanya {QUESTION}", VISITOR, group)
        telegram.press(answer["message_id"], data(answer, "👍"), NINA, group)
        await telegram.next_answer(group.id)
        assert rows("SELECT * FROM votes") == []
        telegram.press(answer["message_id"], data(answer, "👍"), VISITOR, group)
        assert "👍 ✓" in labels(await telegram.next_edit(group.id))
    assert rows("SELECT chat FROM questions JOIN votes ON question = id") == [("supergroup",)]


@pytest.mark.parametrize("forged", ["g:dikarang", "d:", "r:wrong.dikarang", "r:jelek.x", "r:"])
async def test_a_vote_on_nothing_is_politely_refused(telegram: LocalTelegram, forged: str) -> None:
    answer = await telegram.ask(QUESTION)
    telegram.forge(answer["message_id"], forged)
    assert "kedaluwarsa" in (await telegram.next_answer())["text"]


async def test_what_was_asked_is_kept_with_its_outcome(
    edition: Edition, config: Config, rows: Callable[[str], list[tuple[Any, ...]]]
) -> None:
    telegram = LocalTelegram()
    async with local_chat(telegram, config, edition):
        answer = await telegram.ask("nik saya 1905012304850001, dasar hukumnya apa?")
        telegram.press(answer["message_id"], buttons(answer)[0]["callback_data"])
        await telegram.next_message()
    (asked, picked) = rows("SELECT text, kind, reason, entry, knowledge, ms FROM questions ORDER BY at")
    assert "1905012304850001" not in asked[0]
    assert asked[4] == edition.version
    assert asked[5] > 0
    assert picked[:3] == ("", "answer", "picked")


async def test_answers_go_out_though_the_log_cannot_be_kept(
    edition: Edition, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "bukan-folder").write_text("")
    database = Database(f"sqlite:///{tmp_path / 'bukan-folder' / 'log.sqlite3'}")
    telegram = LocalTelegram()
    async with local_chat(telegram, replace(UNLIMITED, database=database, hash_key="x"), edition):
        for _ in range(3):
            answer = await telegram.ask(QUESTION)
            assert answer["text"].startswith("Sekitar 59.000")
        telegram.press(answer["message_id"], data(answer, "👍"))
        assert "terganggu" in (await telegram.next_answer())["text"]
    assert len([record for record in caplog.records if record.levelname == "WARNING"]) == 1


async def test_several_answers_in_one_message_are_voted_on_one_by_one(
    edition: Edition, config: Config, rows: Callable[[str], list[tuple[Any, ...]]]
) -> None:
    telegram = LocalTelegram()
    async with local_chat(telegram, config, edition):
        answer = await telegram.ask("siapa aja yg udah ikut? trus dasar hukumnya apa?")
        below = [f"{number} {each}" for number in (1, 2) for each in EACH]
        assert labels(answer) == [*below, "1 Bagikan", "2 Bagikan"]
        _, marked = await press(telegram, answer, "2 👎")
        assert labels(marked)[3:5] == ["2 👍", "2 👎 ✓"]
        await press(telegram, marked, "Salah")
    assert rows("SELECT text, complaint FROM questions JOIN votes ON question = id") == [
        ("trus dasar hukumnya apa", "wrong")
    ]
