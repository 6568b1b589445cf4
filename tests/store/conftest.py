"""Stores on SQLite, and on a PostgreSQL server that the tests start for themselves."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from bot.config import Config, Database
from bot.store import Store, open_store

START = datetime(2025, 11, 3, 8, 0, tzinfo=UTC)
SERVER_USER = "postgres"  # the server refuses to run as root


class Clock:
    """A clock that only the test moves."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: int) -> None:
        self.now += timedelta(**time)


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server of our own."""

    programs: Path
    data: Path

    def control(self, *arguments: str) -> None:
        """Runs pg_ctl."""
        run_as_server(self.programs / "pg_ctl", "-D", str(self.data), "-w", *arguments)

    def start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.data}' -c fsync=off"
        self.control("-o", options, "-l", str(self.data / "log"), "start")

    def stop(self) -> None:
        self.control("-m", "immediate", "stop")

    def new_database(self) -> str:
        """The address of an empty database."""
        name = f"t{uuid4().hex}"
        run_as_server(self.programs / "createdb", "-h", str(self.data), name)
        user = SERVER_USER if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        return f"postgresql://{user}@/{name}?host={self.data}"


def run_as_server(program: Path, *arguments: str) -> None:
    user = SERVER_USER if os.geteuid() == 0 else None
    subprocess.run(  # noqa: S603
        [program, *arguments], check=True, capture_output=True, cwd="/", user=user, timeout=60, env={}
    )


def server_programs() -> Path | None:
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    programs = server_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
    # Not pytest's own folder: the path of a socket has at most 107 characters, and root's cannot be entered.
    folder = Path(tempfile.mkdtemp(prefix="tanya-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, SERVER_USER)
    server = Server(programs, folder / "data")
    try:
        run_as_server(programs / "initdb", "-A", "trust", "-E", "UTF8", "--no-sync", "-D", str(server.data))
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'log' / 'tanya.sqlite3'}"
    server: Server = request.getfixturevalue("server")
    return server.new_database()


@pytest.fixture
def clock() -> Clock:
    return Clock()


Opener = Callable[[], AbstractAsyncContextManager[Store]]


@pytest.fixture
def opened(url: str, clock: Clock) -> Opener:
    """Opens the store; more than once, as the bot is started again."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[Store]:
        async with open_store(Config(database=Database(url), hash_key="rahasia"), clock) as store:
            yield store

    return opened


@pytest.fixture
async def store(opened: Opener) -> AsyncIterator[Store]:
    async with opened() as store:
        yield store
