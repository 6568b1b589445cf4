"""What the bot keeps: questions, votes, hand-overs and changes, without names; SQLite or PostgreSQL."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import URL, select

from bot.config import DATA, Config
from bot.model import Figures
from bot.store.changes import Change, ChangeKind, Changes, Mark
from bot.store.database import Database, StoreError, file_of, parse_url
from bot.store.handovers import Handover, Handovers, HandoverState
from bot.store.journal import Journal, Question
from bot.store.people import load_key, pseudonyms
from bot.store.personal import PersonalData
from bot.store.statistics import Statistics
from bot.store.tables import questions

__all__ = [
    "Change",
    "ChangeKind",
    "Handover",
    "HandoverState",
    "Mark",
    "Question",
    "Store",
    "StoreError",
    "data_folder",
    "described",
    "figures",
    "is_empty",
    "open_store",
]

KEY_FILE = "tanya.key"
DAY = 86_400.0


class Store:
    """Everything that is kept, by subject."""

    def __init__(self, database: Database, key: bytes, clock: Callable[[], datetime]) -> None:
        person = pseudonyms(key)
        self.database, self.clock = database, clock
        self.journal = Journal(database, key, clock)
        self.changes = Changes(database, person, clock)
        self.handovers = Handovers(database, person, clock)
        self.personal = PersonalData(database, person, clock)
        self.statistics = Statistics(database)


@asynccontextmanager
async def open_store(
    config: Config, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> AsyncIterator[Store]:
    """The configured store, cleared at once and every day of what has been kept long enough.

    Raises ConfigError for an address or a key that cannot be used; a database that fails is only logged.
    """
    database = Database(config.database.url)
    store = Store(database, _key(config), clock)
    keep = timedelta(days=config.store.keep_days)
    store.personal.purge(keep)
    clearing = asyncio.create_task(_clear_daily(store, keep))
    try:
        yield store
    finally:
        clearing.cancel()
        await database.close()


async def figures(config: Config, midnights: Sequence[datetime]) -> Figures:
    """The figures of the configured database, also while a bot works with it.

    Raises ConfigError, StoreError.
    """
    database = Database(config.database.url)
    try:
        return await Statistics(database).of(midnights)
    finally:
        await database.close()


async def is_empty(config: Config) -> bool:
    """Whether the configured database keeps no question at all. Raises ConfigError, StoreError."""
    database = Database(config.database.url)
    query = select(questions.c.id).limit(1)
    try:
        return await database.run(lambda connection: connection.scalar(query)) is None
    finally:
        await database.close()


def described(config: Config) -> str:
    """The configured database, as anybody may read it: a file, else an address without user and password."""
    url = parse_url(config.database.url)
    plain = URL.create(url.get_backend_name(), host=url.host, port=url.port, database=url.database)
    return str(file_of(url) or plain)


def data_folder(config: Config) -> Path | None:
    """Where the bot keeps files, beside the database if that is one; None if nothing is to be kept."""
    url = parse_url(config.database.url)
    if url.get_backend_name() != "sqlite":
        return DATA
    file = file_of(url)
    return file.parent if file else None


def _key(config: Config) -> bytes:
    """The key from the environment, else from a file."""
    if config.hash_key:
        return config.hash_key.encode()
    folder = data_folder(config)
    return load_key(folder / KEY_FILE) if folder else secrets.token_bytes()


async def _clear_daily(store: Store, keep: timedelta) -> None:
    while True:
        await asyncio.sleep(DAY)
        store.personal.purge(keep)
