"""The database: opened, migrated, spoken to by one thread, and never in the way of an answer."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from bot.errors import ConfigError

log = logging.getLogger(__name__)
T = TypeVar("T")

MIGRATIONS = Path(__file__).with_name("migrations")
MIGRATING = 7_468_101_117  # any number; two processes that start at once take turns over it
WAITING = 1000  # rows that may wait to be written; beyond that they are lost, not the answers
REST = 10.0  # seconds without rows after a failure, so that a dead server is not waited for each time
PATIENCE = 10.0  # seconds that somebody waits for the database
BUSY_SECONDS, CONNECT_SECONDS, STATEMENT_SECONDS = 5, 3, 5
# In this order: a loss of power may cost the last rows, never the database; what is deleted is overwritten.
PRAGMAS = f"busy_timeout={1000 * BUSY_SECONDS}", "journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"
# PostgreSQL's own name and the one that hosting services hand out.
DRIVERS = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}


class StoreError(Exception):
    """What was asked of the database did not happen."""


class Database:
    """One thread does everything in order; Telegram's limit of 30 messages a second is far below its own."""

    def __init__(self, url: str) -> None:
        """Nothing is opened yet. Raises ConfigError for an address that no database can have."""
        self.url = parse_url(url)
        self._engine = _engine(self.url)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="database")
        self._waiting = threading.Semaphore(WAITING)
        self._migrated = False
        self._failed_at: float | None = None

    async def run(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns, done in one transaction. Raises StoreError, if need be after PATIENCE."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await asyncio.get_running_loop().run_in_executor(self._worker, self._do, work)
        except TimeoutError:
            why = f"no answer within {PATIENCE:.0f} s"
            self._fail(why)
            raise StoreError(why) from None

    def later(self, work: Callable[[Connection], object]) -> None:
        """Has `work` done as soon as may be; it is lost if the database fails."""
        if self._waiting.acquire(blocking=False):
            self._worker.submit(self._do_quietly, work)
        else:
            self._fail("too many rows are waiting")

    async def close(self) -> None:
        """Finishes what is waiting, unless the database hangs."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await asyncio.get_running_loop().run_in_executor(self._worker, self._engine.dispose)
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _do_quietly(self, work: Callable[[Connection], object]) -> None:
        try:
            if self._failed_at is None or time.monotonic() - self._failed_at > REST:
                self._do(work)
        except StoreError:
            pass  # told by _fail, once
        except Exception:
            log.exception("a row was not written")
        finally:
            self._waiting.release()

    def _do(self, work: Callable[[Connection], T]) -> T:
        try:
            if not self._migrated:
                migrate(self._engine)
                self._migrated = True
            with self._engine.begin() as connection:
                done = work(connection)
        except (SQLAlchemyError, CommandError, OSError) as error:
            self._migrated = False  # what comes back may be another database
            self._fail(_told(error))
            raise StoreError(_told(error)) from None
        if self._failed_at is not None:
            log.info("the database is back")
        self._failed_at = None
        return done

    def _fail(self, why: str) -> None:
        if self._failed_at is None:
            log.warning("the database failed, answers go out without being logged: %s", why)
        self._failed_at = time.monotonic()


def parse_url(url: str) -> URL:
    """The address of a database; an empty one is a database in memory. Raises ConfigError."""
    try:
        parsed = make_url(url or "sqlite://")
        parsed = parsed.set(drivername=DRIVERS.get(parsed.drivername, parsed.drivername))
    except ArgumentError:
        raise ConfigError("database.url (atau DATABASE_URL) bukan alamat basis data") from None
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise ConfigError(
            f"database.url (atau DATABASE_URL) menyebut `{parsed.drivername}`. Yang ada: sqlite, postgresql."
        )
    return parsed


def migrate(engine: Engine) -> None:
    """Brings the tables up to date; safe where several processes do so at once."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": MIGRATING})
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _engine(url: URL) -> Engine:
    try:
        if url.get_backend_name() == "sqlite":
            return _sqlite(url)
        limits = f"-c statement_timeout={STATEMENT_SECONDS}s"
        waits = {"connect_timeout": CONNECT_SECONDS, "tcp_user_timeout": 1000 * STATEMENT_SECONDS}
        waits |= {"keepalives_idle": STATEMENT_SECONDS, "keepalives_interval": 1, "keepalives_count": 3}
        return create_engine(
            url, hide_parameters=True, pool_pre_ping=True, connect_args={"options": limits, **waits}
        )
    except (ArgumentError, NoSuchModuleError, ImportError):
        raise ConfigError(f"tidak ada penggerak basis data `{url.drivername}`") from None


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, hide_parameters=True)

    @event.listens_for(engine, "do_connect")
    def _make_file(*_: Any) -> None:
        if file := file_of(url):
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file.touch(0o600)  # SQLite gives its other files the same mode

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy's “begin” decides, not the driver
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A transaction that only later turns into a writing one fails at once where another process writes.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def file_of(url: URL) -> Path | None:
    """SQLite's file, if there is one."""
    kept = url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:"
    return Path(str(url.database)) if kept else None


def _told(error: Exception) -> str:
    """The first line of the driver's own words: SQLAlchemy's would show the statement."""
    said = str(error.orig if isinstance(error, DBAPIError) else error)
    return f"{type(error).__name__}: {said.partition(chr(10))[0]}"
