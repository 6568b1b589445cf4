"""The python-telegram-bot application: built, announced, run by polling until told to stop."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder, ExtBot
from telegram.request import HTTPXRequest

from bot.chat.desk import Desk
from bot.chat.handlers import unmet
from bot.chat.handlers.reloading import tell_admins
from bot.chat.limits import Patience, Sender
from bot.chat.messages import Client
from bot.chat.routing import UPDATES, Routing, TanyaApplication
from bot.config import Config
from bot.errors import ConfigError
from bot.live import Live
from bot.replies.commands import Scope, listed
from bot.replies.voice import Voice
from bot.store import Store

log = logging.getLogger(__name__)

AT_ONCE = 64  # updates in work; each waits for Telegram far longer than it computes
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds between attempts to reach Telegram at the start
LONG_POLL = 10  # seconds; short, so that a dead connection shows soon
LAST_SECONDS = 4.0  # for answers in work when the bot is stopped
REFUSED = "Telegram menolak token ini. Periksa TELEGRAM_BOT_TOKEN."
POLL_CONNECTIONS = 4  # one that hangs must not keep the next poll from starting
# The language of a phone (None: any other) → what the keys of its messages end with.
LANGUAGES = {None: "", "en": "_en"}
MENUS = (Scope.PRIVATE, BotCommandScopeAllPrivateChats()), (Scope.GROUP, BotCommandScopeAllGroupChats())


class SecretClient(ExtBot[None]):
    """PTB's bot, which would show the token in its repr."""

    def __repr__(self) -> str:
        return "Client[…]"


def build_application(config: Config, token: str, live: Live, store: Store) -> TanyaApplication:
    """The application with its handlers, ready to run."""
    client: Client = SecretClient(
        token,
        base_url=config.telegram.base_url,
        base_file_url=config.telegram.base_url.removesuffix("/bot") + "/file/bot",
        request=HTTPXRequest(connection_pool_size=AT_ONCE + 8, pool_timeout=20),
        get_updates_request=HTTPXRequest(connection_pool_size=POLL_CONNECTIONS),
        rate_limiter=Sender(config.telegram.limits),
    )
    application = ApplicationBuilder().bot(client).concurrent_updates(AT_ONCE).build()
    desk = Desk(
        live,
        patience=Patience(config.limits.per_user_per_minute),
        group_patience=Patience(config.limits.per_group_per_minute),
        store=store,
        keep_days=config.store.keep_days,
        admins=config.telegram.admins,
        staff_chat=config.telegram.staff_chat,
        operator=config.operator,
    )
    routing = Routing(desk)
    application.add_handlers(routing.all())
    application.add_error_handler(routing.error)
    return application


async def bot_name(config: Config) -> str:
    """What Telegram calls the configured bot, without @. Raises ConfigError."""
    if not config.token:
        raise ConfigError("Sebutkan nama bot dengan --bot, atau isi TELEGRAM_BOT_TOKEN.")
    try:
        async with SecretClient(config.token, base_url=config.telegram.base_url) as client:
            return client.username
    except InvalidToken:
        raise ConfigError(REFUSED) from None
    except TelegramError:
        raise ConfigError("Telegram tidak terjangkau. Sebutkan nama bot dengan --bot.") from None


async def poll(
    application: TanyaApplication,
    config: Config,
    live: Live,
    store: Store,
    stop: asyncio.Event,
    ready: Callable[[], None],
) -> None:
    """Serves Telegram by polling until `stop` is set, whatever happens then; `ready` is told when it serves.

    Raises ConfigError if the token is refused.
    """
    serving = asyncio.create_task(_serve(application, config, live, store, ready))
    stopping = asyncio.create_task(stop.wait())
    try:
        done, _ = await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
        if serving in done:
            serving.result()
    finally:
        serving.cancel()
        stopping.cancel()
        await _shut_down(application)


async def _serve(
    application: TanyaApplication, config: Config, live: Live, store: Store, ready: Callable[[], None]
) -> None:
    await _reach(application)
    assert application.updater is not None
    await application.start()
    await application.updater.start_polling(timeout=LONG_POLL, bootstrap_retries=-1, allowed_updates=UPDATES)
    log.info("serving @%s by polling", application.bot.username)
    ready()
    admins = config.telegram.admins
    await asyncio.gather(
        announce(application, live.edition.voice, admins),
        live.watch(),
        tell_admins(application.bot, live, admins),
        unmet.watch(application.bot, live, store, admins, config.store.tell_after),
    )  # until cancelled


async def _reach(application: TanyaApplication) -> None:
    """Tries to reach Telegram as long as it takes."""
    pause = FIRST_PAUSE
    while True:
        try:
            return await application.initialize()
        except InvalidToken:
            raise ConfigError(REFUSED) from None
        except TelegramError as error:
            log.warning("Telegram not reached (%s), next try in %.0f s", error, pause)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)


async def _shut_down(application: TanyaApplication) -> None:
    """Finishes what is in work, but not for longer than LAST_SECONDS."""
    assert application.updater is not None
    with suppress(TimeoutError):
        async with asyncio.timeout(LAST_SECONDS):
            if application.updater.running:
                await application.updater.stop()
            if application.running:
                await application.stop()
    await application.shutdown()


async def announce(application: TanyaApplication, voice: Voice, admins: Sequence[int]) -> None:
    """Tells Telegram the commands and what the bot is; only decoration, so it may fail."""
    bot = application.bot
    menus = [*MENUS, *((Scope.PRIVATE | Scope.ADMIN, BotCommandScopeChat(admin)) for admin in admins)]
    for language, suffix in LANGUAGES.items():
        for scope, place in menus:
            menu = [BotCommand(each.name, voice.say(f"menu_{each.name}{suffix}")) for each in listed(scope)]
            await _softly("setMyCommands", bot.set_my_commands(menu, place, language))
        description, short = voice.say(f"keterangan{suffix}"), voice.say(f"keterangan_pendek{suffix}")
        await _softly("setMyDescription", bot.set_my_description(description, language))
        await _softly("setMyShortDescription", bot.set_my_short_description(short, language))


async def _softly(method: str, call: Awaitable[bool]) -> None:
    try:
        await call
    except TelegramError as error:
        log.warning("%s failed: %s", method, error.message)
