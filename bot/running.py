"""The running bot: on Telegram with a token, else in the local chat."""

import asyncio
import errno
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

from bot.answering import Faq
from bot.chat.application import build_application, poll
from bot.config import Config
from bot.errors import ConfigError
from bot.local import LocalTelegram, serve
from bot.replies import Voice


async def run(config: Config, faq: Faq, voice: Voice, announce: Callable[[str], None]) -> None:
    """Serves until SIGINT or SIGTERM; `announce` is told, in Indonesian, where. Raises ConfigError."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    if config.token:
        announce("Melayani Telegram. Hentikan dengan Ctrl+C.")
        await poll(build_application(config, config.token, faq, voice), voice, stop)
        return
    try:
        async with local_chat(LocalTelegram(), config, faq, voice, config.local.port) as address:
            announce(
                f"Obrolan lokal: {address}\n"
                "Hanya bisa dibuka dari komputer ini. Hentikan dengan Ctrl+C.\n"
                "Untuk melayani Telegram, isi TELEGRAM_BOT_TOKEN lebih dulu."
            )
            await stop.wait()
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise ConfigError(
            f"port {config.local.port} sedang dipakai program lain. "
            "Hentikan program itu, atau ubah local.port di config.yaml."
        ) from None


@asynccontextmanager
async def local_chat(
    telegram: LocalTelegram, config: Config, faq: Faq, voice: Voice, port: int = 0
) -> AsyncIterator[str]:
    """The address of a local Telegram that the bot serves until the block ends."""
    async with serve(telegram, port) as address:
        config = replace(config, telegram=replace(config.telegram, base_url=f"{address}/bot"))
        application = build_application(config, telegram.token, faq, voice)
        stop = asyncio.Event()
        polling = asyncio.create_task(poll(application, voice, stop))
        try:
            yield address
        finally:
            stop.set()
            await polling
