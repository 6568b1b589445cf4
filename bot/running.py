"""The running bot: on Telegram with a token, else in the local chat."""

import asyncio
import errno
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

from bot.chat.application import build_application, poll
from bot.config import ChatId, Config, Database, UserId
from bot.edition import Edition
from bot.errors import ConfigError
from bot.live import Live
from bot.local import OFFICER, STAFF_CHAT, LocalTelegram, serve, village
from bot.store import open_store

CANNOT_LISTEN = {errno.EADDRINUSE: "sedang dipakai program lain", errno.EACCES: "perlu hak khusus"}


async def run(config: Config, live: Live, announce: Callable[[str], None]) -> None:
    """Serves until SIGINT or SIGTERM; `announce` is told, in Indonesian, where. Raises ConfigError."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, _stop_once, loop, stop)
    if config.token:
        where = "Melayani Telegram. Hentikan dengan Ctrl+C."
        async with open_store(config) as store:
            application = build_application(config, config.token, live, store)
            await poll(application, config, live, store, stop, lambda: announce(where))
        return
    try:
        async with local_chat(village(), for_trial(config), live, config.local.port, stop) as address:
            announce(
                f"Obrolan lokal: {address}\n"
                "Hanya bisa dibuka dari komputer ini. Hentikan dengan Ctrl+C.\n"
                "Untuk melayani Telegram, isi TELEGRAM_BOT_TOKEN lebih dulu."
            )
            await stop.wait()
    except OSError as error:
        if error.errno not in CANNOT_LISTEN:
            raise
        raise ConfigError(
            f"port {config.local.port} tidak bisa dipakai: {CANNOT_LISTEN[error.errno]}. "
            "Ubah local.port di config.yaml."
        ) from None


def for_trial(config: Config) -> Config:
    """The settings for the local chat: one of its people is the admin, there is a staff chat even if none is
    set, and the log ends with it.

    A later run counts its messages from 1 again, and nothing of a trial belongs among what people asked.
    """
    staff_chat, admins = config.telegram.staff_chat or ChatId(STAFF_CHAT), (UserId(OFFICER.id),)
    telegram = replace(config.telegram, staff_chat=staff_chat, admins=admins)
    return replace(config, telegram=telegram, database=Database())


def _stop_once(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    """Stops in order; whoever asks a second time is obeyed at once."""
    stop.set()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.remove_signal_handler(number)


@asynccontextmanager
async def local_chat(
    telegram: LocalTelegram,
    config: Config,
    live: Live | Edition,
    port: int = 0,
    stop: asyncio.Event | None = None,
) -> AsyncIterator[str]:
    """The address of a local Telegram that the bot serves until the block ends; `stop` is set if it fails."""
    live = Live(live) if isinstance(live, Edition) else live
    stop = stop or asyncio.Event()
    ready = asyncio.Event()
    async with serve(telegram, port) as address, open_store(config) as store:
        config = replace(config, telegram=replace(config.telegram, base_url=f"{address}/bot"))
        application = build_application(config, telegram.token, live, store)
        serving = poll(application, config, live, store, stop, ready.set)
        polling = asyncio.create_task(serving)
        polling.add_done_callback(lambda _: stop.set())
        polling.add_done_callback(lambda _: ready.set())
        try:
            await ready.wait()
            yield address
        finally:
            stop.set()
            await polling
