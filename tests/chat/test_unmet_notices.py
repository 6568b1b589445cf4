"""What admins are told unasked of what is asked in vain, over real HTTP, on a clock of the test."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.chat.application import SecretClient
from bot.chat.handlers.unmet import look
from bot.config import Config, Database
from bot.edition import Edition
from bot.local import LocalTelegram, serve
from bot.local.people import User
from bot.model import Outcome, OutcomeKind, Reason
from bot.store import Mark, Store, open_store
from tests.store.conftest import Clock

ADMIN, OTHER = User(4001, "Bu Lurah"), User(4002, "Pak Lurah")
OFTEN = 3
UNKNOWN = Outcome(OutcomeKind.UNKNOWN, Reason.LOW, None, (), None)
TUESDAY = datetime(2025, 11, 4, 3, 0, tzinfo=UTC)
SIX_DAYS_LESS_FOUR_HOURS = {"days": 5, "hours": 20}  # until Monday 06.00 WIB


@dataclass
class Bot:
    """A bot that looks when the test says so."""

    telegram: LocalTelegram
    edition: Edition
    store: Store
    client: SecretClient

    def asked(self, text: str, *people: int) -> None:
        for person in people:
            self.store.journal.note(person, "private", text, UNKNOWN, 1.0, "v")

    async def look(self) -> list[str]:
        """What the admin reads."""
        before = len(self.telegram.transcript(ADMIN.id))
        self.settled = await look(self.client, self.edition, self.store, [ADMIN.id, OTHER.id], OFTEN)
        return [each["text"] for each in self.telegram.transcript(ADMIN.id)[before:]]


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.now = TUESDAY
    return clock


@pytest.fixture
async def bot(tmp_path: Path, clock: Clock, edition: Edition) -> AsyncIterator[Bot]:
    telegram = LocalTelegram()
    config = Config(database=Database(f"sqlite:///{tmp_path / 'x.sqlite3'}"), hash_key="rahasia")
    async with serve(telegram) as address, open_store(config, clock) as store:
        telegram.say("/start", ADMIN)  # the other admin never does
        async with SecretClient(telegram.token, base_url=f"{address}/bot") as client:
            yield Bot(telegram, edition, store, client)


async def test_what_several_ask_often_is_told_once(bot: Bot) -> None:
    bot.asked("frobnik wugel quux", 1, 2)
    assert await bot.look() == []
    bot.asked("frobniknya wugel quux gimana", 3)
    (told,) = await bot.look()
    assert "Sering ditanyakan" in told
    assert "3 kali oleh 3 orang" in told
    bot.asked("frobnik wugel quux", 4, 5)
    assert await bot.look() == []


async def test_one_persons_insistence_is_not_told(bot: Bot) -> None:
    bot.asked("frobnik wugel quux", 1, 1, 1, 1)
    assert await bot.look() == []


async def test_the_rest_is_told_on_monday_at_eight_once(bot: Bot, clock: Clock) -> None:
    assert await bot.look() == []  # the bot is new: nothing is there to tell of last week
    bot.asked("frobnik wugel quux", 1, 2, 3)
    assert len(await bot.look()) == 1
    bot.asked("zotz blimp gnarf", 1)
    clock.pass_by(**SIX_DAYS_LESS_FOUR_HOURS)
    assert await bot.look() == []
    clock.pass_by(hours=3)
    (told,) = await bot.look()
    assert "1 kelompok baru" in told
    assert "zotz blimp gnarf" in told
    assert "frobnik" not in told
    assert await bot.look() == []
    clock.pass_by(days=7)
    assert await bot.look() == []  # nothing is new
    bot.asked("zotz blimp gnarf", 2, 3)
    assert "Sering ditanyakan" in (await bot.look())[0]


async def test_what_is_ignored_is_not_told(bot: Bot, clock: Clock) -> None:
    assert await bot.look() == []
    bot.asked("frobnik wugel quux", 1, 2, 3)
    (asked, *_) = await bot.store.journal.in_vain()
    await bot.store.changes.ignore(ADMIN.id, [asked.key])
    clock.pass_by(days=7)
    assert await bot.look() == []


async def test_what_nobody_could_be_told_is_told_later(bot: Bot) -> None:
    bot.asked("frobnik wugel quux", 1, 2, 3)
    bot.telegram.refuse_next("sendMessage", 500, "Internal Server Error")
    assert await bot.look() == []
    assert not bot.settled
    assert await bot.store.changes.marked(Mark.TOLD) == frozenset()
    assert len(await bot.look()) == 1
    assert bot.settled
