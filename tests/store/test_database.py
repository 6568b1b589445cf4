"""The tables of both databases, and what happens when a database is not there."""

import asyncio
import logging
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text

from bot.config import ROOT, Config, Database
from bot.store import Store, StoreError, open_store
from bot.store.database import migrate, parse_url
from bot.store.tables import metadata
from tests.store.conftest import Opener, Server
from tests.store.test_store import WARGA, note

LONG = 5.0  # seconds that the database is kept busy, if noting waits for it
START_AND_NOTE = """
import asyncio, sys
from bot.config import Config, Database
from bot.store import open_store
from tests.store.test_store import WARGA, note

async def main():
    async with open_store(Config(database=Database(sys.argv[1]), hash_key="x")) as store:
        for number in range(20):
            question_id = note(store, str(number))
            assert await store.journal.question(question_id, WARGA)

asyncio.run(main())
"""


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


def test_the_migrations_make_the_tables_as_they_are_defined(url: str) -> None:
    engine = create_engine(parse_url(url))
    if engine.dialect.name == "sqlite":
        Path(str(engine.url.database)).parent.mkdir()
    migrate(engine)
    migrate(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


async def test_a_database_of_an_earlier_version_is_brought_up_to_date_and_loses_nothing(
    url: str, opened: Opener
) -> None:
    async with opened() as store:
        question_id = note(store, "iuran lkd berapa?")
        assert await store.journal.question(question_id, WARGA)
    engine = create_engine(parse_url(url))
    with engine.begin() as connection:  # as the first migration left it
        for statement in (
            "DROP TABLE changes",
            "DROP TABLE marks",
            "UPDATE alembic_version SET version_num = '0001'",
        ):
            connection.execute(text(statement))
    async with opened() as store:
        assert await store.journal.question(question_id, WARGA)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_two_processes_that_start_at_once_both_serve(url: str) -> None:
    command = [sys.executable, "-W", "error", "-c", START_AND_NOTE, url]
    both = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(2)]  # noqa: S603
    said = [process.communicate(timeout=60)[1].decode() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert "failed" not in "".join(said)


async def test_sqlite_lets_others_read_meanwhile(tmp_path: Path) -> None:
    file = tmp_path / "x.sqlite3"
    async with open_store(Config(database=Database(f"sqlite:///{file}"))) as store:
        await store.journal.question(note(store), WARGA)
        reader = sqlite3.connect(file)
        assert reader.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert reader.execute("SELECT count(*) FROM questions").fetchone() == (1,)
        reader.close()


async def test_a_folder_that_cannot_be_made_is_one_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "log").write_text("bukan folder")
    url = f"sqlite:///{tmp_path / 'log' / 'x.sqlite3'}"
    async with open_store(Config(database=Database(url), hash_key="x")) as store:
        for _ in range(5):
            note(store)
        for _ in range(2):
            with pytest.raises(StoreError):
                await store.personal.of(WARGA)
    assert len(warnings(caplog)) == 1


async def test_a_full_disk_is_one_warning_and_passes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    async with open_store(Config(database=Database(f"sqlite:///{tmp_path / 'x.sqlite3'}"))) as store:
        await store.journal.question(note(store), WARGA)
        unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, unlimited[1]))
        try:
            for _ in range(5):
                note(store, "x" * 4000)
            for _ in range(2):
                with pytest.raises(StoreError):
                    await store.personal.erase(WARGA)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
        assert len(warnings(caplog)) == 1
        assert await store.personal.erase(WARGA) == 1
    assert "the database is back" in caplog.text


async def test_a_server_that_goes_is_one_warning_and_may_come_back(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    url = server.new_database()
    async with open_store(Config(database=Database(url), hash_key="x")) as store:
        await store.journal.question(note(store), WARGA)
        await asyncio.to_thread(server.stop)
        try:
            for _ in range(5):
                note(store)
            for _ in range(2):
                with pytest.raises(StoreError):
                    await store.personal.of(WARGA)
        finally:
            await asyncio.to_thread(server.start)
        assert len(warnings(caplog)) == 1
        assert len((await store.personal.of(WARGA)).questions) == 1
        assert await store.journal.question(note(store), WARGA)


async def test_a_server_that_hangs_is_not_waited_for_without_end(
    server: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_store(Config(database=Database(server.new_database()), hash_key="x")) as store:
        pid = await store.database.run(lambda connection: connection.scalar(text("SELECT pg_backend_pid()")))
        monkeypatch.setattr("bot.store.database.PATIENCE", 0.2)
        os.kill(pid, signal.SIGSTOP)
        try:
            for _ in range(2):
                note(store)
                with pytest.raises(StoreError):
                    await store.personal.of(WARGA)
        finally:
            os.kill(pid, signal.SIGCONT)
        monkeypatch.undo()
        assert (await store.personal.of(WARGA)).questions
    assert len(warnings(caplog)) == 1


async def test_the_log_says_neither_password_nor_question(caplog: pytest.LogCaptureFixture) -> None:
    url = "postgresql://tanya:kata-sandi@127.0.0.1:9/log"
    config = Config(database=Database(url), hash_key="x")
    async with open_store(config) as store:
        note(store, "pertanyaan saya")
        with pytest.raises(StoreError):
            await store.personal.of(WARGA)
    assert "kata-sandi" not in caplog.text + repr(config)
    assert "pertanyaan" not in caplog.text


async def test_what_was_noted_is_written_before_the_end(opened: Opener) -> None:
    async with opened() as store:
        for number in range(200):
            note(store, str(number))
    async with opened() as store:
        kept = (await store.personal.of(WARGA)).questions
    assert [each.text for each in kept] == [str(number) for number in range(200)]


async def test_noting_a_question_waits_for_nothing(store: Store) -> None:
    noted = threading.Event()

    def busy(connection: Connection) -> tuple[bool, int]:
        return noted.wait(LONG), connection.execute(text("SELECT count(*) FROM questions")).scalar_one()

    meanwhile = asyncio.create_task(store.database.run(busy))
    await asyncio.sleep(0)  # the database is at it
    for _ in range(500):
        note(store)
    noted.set()
    assert await meanwhile == (True, 0)  # all were noted before the database could write any
