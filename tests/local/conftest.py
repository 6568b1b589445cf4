from collections.abc import AsyncIterator

import httpx
import pytest

from bot.local import LocalTelegram, serve
from tests.local.echo import App, polling


@pytest.fixture
def telegram() -> LocalTelegram:
    return LocalTelegram()


@pytest.fixture
async def address(telegram: LocalTelegram) -> AsyncIterator[str]:
    async with serve(telegram) as address:
        yield address


@pytest.fixture
async def app(telegram: LocalTelegram, address: str) -> AsyncIterator[App]:
    async with polling(telegram, address) as app:
        yield app


@pytest.fixture
async def client(address: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=address) as client:
        yield client
