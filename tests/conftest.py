"""The shipped knowledge, and conversations with the real application over real HTTP."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.answering import Faq
from bot.config import ROOT, Config, Limits, SendLimits, Telegram
from bot.content.knowledge import load_knowledge
from bot.content.sources import load_sources
from bot.edition import Edition
from bot.local import LocalTelegram
from bot.local.telegram import buttons
from bot.model import Knowledge
from bot.replies.voice import Voice
from bot.running import local_chat

UNLIMITED = Config(limits=Limits(0, 0), telegram=Telegram(limits=SendLimits(0, 0, 0)))


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    paths = Config().paths
    return load_knowledge(ROOT / paths.knowledge, ROOT / paths.language, load_sources(ROOT / paths.seeds))


@pytest.fixture(scope="session")
def edition(knowledge: Knowledge) -> Edition:
    return Edition.of(knowledge)


@pytest.fixture(scope="session")
def faq(edition: Edition) -> Faq:
    return edition.faq


@pytest.fixture(scope="session")
def voice(edition: Edition) -> Voice:
    return edition.voice


@pytest.fixture
async def telegram(edition: Edition) -> AsyncIterator[LocalTelegram]:
    """A local Telegram that the bot serves."""
    telegram = LocalTelegram()
    async with local_chat(telegram, UNLIMITED, edition):
        yield telegram


def labels(message: dict[str, Any]) -> list[str]:
    """What stands on the buttons under a message."""
    return [button["text"] for button in buttons(message)]


def data(message: dict[str, Any], label: str) -> str:
    """What is sent when the button with this label is pressed."""
    return next(str(button["callback_data"]) for button in buttons(message) if button["text"] == label)


MINIMAL_SOURCE = """Kantor Desa Melayani Warga

Kantor desa buka pukul 08.00 sampai 15.00. Surat keterangan selesai dalam satu hari.
"""
MINIMAL_SOURCES = """sumber:
  - id: kantor
    berkas: rujukan.txt
    judul: Kantor Desa
    penerbit: Desa
    url: https://example.org/
"""
MINIMAL_KNOWLEDGE = """butir:
  - id: jam-buka
    pertanyaan: Jam berapa kantor desa buka?
    variasi:
      - buka jam berapa
    jawaban: Pukul 08.00.
    kutipan:
      - sumber: kantor
        teks: Kantor desa buka pukul 08.00 sampai 15.00.
  - id: surat
    pertanyaan: Berapa lama surat keterangan selesai?
    jawaban: Satu hari.
    kutipan:
      - sumber: kantor
        teks: Surat keterangan selesai dalam satu hari.
"""


def small(folder: Path, files: Mapping[str, str] | None = None) -> Path:
    """The folder, with a small knowledge laid out as the shipped one is; `files`: more of them, or others."""
    for name, text in {
        "seeds/rujukan.txt": MINIMAL_SOURCE,
        "seeds/sumber.yaml": MINIMAL_SOURCES,
        "knowledge/umum.yaml": MINIMAL_KNOWLEDGE,
        **(files or {}),
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder
