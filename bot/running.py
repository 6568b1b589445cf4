"""The running bot: on Telegram with a token, else in the local chat."""

import asyncio
import errno
import signal
from collections.abc import Callable
from contextlib import AsyncExitStack
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
    async with AsyncExitStack() as stack:
        token = config.token
        if token:
            announce("Melayani Telegram. Hentikan dengan Ctrl+C.")
        else:
            telegram = LocalTelegram()
            address = await _opened(stack, telegram, config.local.port)
            token = telegram.token
            config = replace(config, telegram=replace(config.telegram, base_url=f"{address}/bot"))
            announce(
                f"Obrolan lokal: {address}\n"
                "Hanya bisa dibuka dari komputer ini. Hentikan dengan Ctrl+C.\n"
                "Untuk melayani Telegram, isi TELEGRAM_BOT_TOKEN lebih dulu."
            )
        await poll(build_application(config, token, faq, voice), voice, stop)


async def _opened(stack: AsyncExitStack, telegram: LocalTelegram, port: int) -> str:
    try:
        return await stack.enter_async_context(serve(telegram, port))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise ConfigError(
            f"port {port} sedang dipakai program lain. Hentikan program itu, atau ubah local.port."
        ) from None
