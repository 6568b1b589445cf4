"""The bot as a process: starts, says where, stops when told, whatever state it is in."""

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from bot.config import ROOT
from bot.local import LocalTelegram, serve
from bot.local.people import VISITOR

QUESTION = "dasar hukumnya apa?"
SOON = 30.0  # seconds for a process to start on a busy machine
LAST = 10.0  # seconds for it to stop


@pytest.fixture
def config(tmp_path: Path) -> Callable[[str], Path]:
    def written(text: str) -> Path:
        path = tmp_path / "config.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


@asynccontextmanager
async def running(config: Path, **environ: str) -> AsyncIterator[Process]:
    """`tanya jalan`; killed at the end if it has not stopped by then."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "--config", str(config), "jalan"),
        env={
            **os.environ,
            "TELEGRAM_BOT_TOKEN": "",
            "DATABASE_URL": "sqlite://",
            "PYTHONUNBUFFERED": "1",
            **environ,
        },
        cwd=ROOT,
        stdout=PIPE,
        stderr=PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def first_line(process: Process) -> str:
    assert process.stdout
    return (await asyncio.wait_for(process.stdout.readline(), SOON)).decode()


async def stopped(process: Process) -> tuple[int | None, str]:
    process.send_signal(signal.SIGTERM)
    _, err = await asyncio.wait_for(process.communicate(), LAST)
    return process.returncode, err.decode()


def files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


async def test_without_a_token_it_serves_the_local_chat_and_stops_when_told(
    config: Callable[[str], Path],
) -> None:
    async with running(config("local: {port: 0}")) as process:
        address = (await first_line(process)).split()[-1]
        assert address.startswith("http://127.0.0.1:")
        async with httpx.AsyncClient() as client:
            assert "Obrolan lokal" in (await client.get(address)).text
        status, err = await stopped(process)
    assert status == 0
    assert "Traceback" not in err, err


async def test_the_local_chat_keeps_nothing_that_was_said_and_leaves_the_real_bots_database_alone(
    config: Callable[[str], Path], tmp_path: Path
) -> None:
    database = f"sqlite:///{tmp_path / 'x.sqlite3'}"
    async with running(config("local: {port: 0}"), DATABASE_URL=database) as process:
        await first_line(process)
        await stopped(process)
    assert files(tmp_path) == ["config.yaml", "terakhir-baik.zip"]  # the knowledge, of nobody


async def test_a_busy_port_is_said_in_one_line(config: Callable[[str], Path]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        async with running(config(f"local: {{port: {port}}}")) as process:
            _, err = await asyncio.wait_for(process.communicate(), SOON)
    assert process.returncode == 2
    assert f"port {port} tidak bisa dipakai: sedang dipakai program lain" in err.decode()
    assert "Traceback" not in err.decode()


async def test_with_a_token_it_serves_telegram(config: Callable[[str], Path]) -> None:
    telegram = LocalTelegram()
    async with (
        serve(telegram) as address,
        running(
            config("telegram: {limits: {per_second: 0}}"),
            TELEGRAM_BOT_TOKEN=telegram.token,
            TELEGRAM_BASE_URL=f"{address}/bot",
        ) as process,
    ):
        assert "Melayani Telegram" in await first_line(process)
        assert "Nomor 3 Tahun 2024" in (await telegram.ask(QUESTION, within=SOON))["text"]
        status, err = await stopped(process)
    assert status == 0
    assert telegram.token.split(":")[1] not in err


async def test_the_log_holds_nothing_of_a_message_at_any_level(config: Callable[[str], Path]) -> None:
    telegram = LocalTelegram()
    async with (
        serve(telegram) as address,
        running(
            config("log_level: DEBUG"), TELEGRAM_BOT_TOKEN=telegram.token, TELEGRAM_BASE_URL=f"{address}/bot"
        ) as process,
    ):
        await telegram.ask("nik saya 1971012345678901, bagaimana kabar Pak Lurah Sungailiat?", within=SOON)
        _, err = await stopped(process)
    assert "sendMessage" in err
    for private in ("1971012345678901", "Sungailiat", VISITOR.first_name, f"'id': {VISITOR.id}"):
        assert private not in err


async def test_it_waits_for_telegram_to_be_reachable(config: Callable[[str], Path]) -> None:
    telegram = LocalTelegram()
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    async with running(
        config(""), TELEGRAM_BOT_TOKEN=telegram.token, TELEGRAM_BASE_URL=f"http://127.0.0.1:{port}/bot"
    ) as process:
        assert process.stderr
        warning = (await asyncio.wait_for(process.stderr.readline(), SOON)).decode()
        assert "Telegram not reached" in warning
        async with serve(telegram, port):
            assert (await telegram.ask(QUESTION, within=SOON))["text"]
            status, _ = await stopped(process)
    assert status == 0


async def test_it_stops_though_telegram_is_out_of_reach(config: Callable[[str], Path]) -> None:
    async with running(
        config(""), TELEGRAM_BOT_TOKEN="1:a", TELEGRAM_BASE_URL="http://127.0.0.1:9/bot"
    ) as process:
        assert process.stderr
        await asyncio.wait_for(process.stderr.readline(), SOON)
        status, _ = await stopped(process)
    assert status == 0


@pytest.mark.parametrize(
    ("method", "code", "description"),
    [
        ("deleteWebhook", 502, "Bad Gateway"),
        ("sendMessage", 429, "Too Many Requests: retry after 120"),
    ],
)
async def test_it_stops_while_telegram_makes_it_wait(
    config: Callable[[str], Path], method: str, code: int, description: str
) -> None:
    telegram = LocalTelegram()
    for _ in range(50):
        telegram.refuse_next(method, code, description, retry_after=120 if code == 429 else None)
    telegram.say(QUESTION)
    async with (
        serve(telegram) as address,
        running(config(""), TELEGRAM_BOT_TOKEN=telegram.token, TELEGRAM_BASE_URL=f"{address}/bot") as process,
    ):
        await telegram.called(method, within=SOON)
        status, _ = await stopped(process)
    assert status == 0
