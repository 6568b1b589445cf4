"""What happens when somebody writes or presses: get the text, ask, say."""

import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import CallbackQuery, Message, Update
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackContext,
    CallbackQueryHandler,
    CommandHandler,
    ExtBot,
    MessageHandler,
    filters,
)

from bot.answering import Faq
from bot.chat.limits import Patience
from bot.chat.messages import NONE, OPEN, PICK, replace, send
from bot.replies import Part, PartKind, Reply, Voice

log = logging.getLogger(__name__)

Context = CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]
TanyaApplication = Application[ExtBot[None], Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], Any]
Deliver = Callable[[Reply, Message], Awaitable[None]]
UPDATES = [Update.MESSAGE, Update.CALLBACK_QUERY]


class Handlers:
    """The callbacks, with what they need."""

    def __init__(self, faq: Faq, voice: Voice, per_user_per_minute: int) -> None:
        self._faq = faq
        self._voice = voice
        self._patience = Patience(per_user_per_minute)

    def all(self) -> list[BaseHandler[Update, Context, None]]:
        """Every handler, in the order in which they are asked."""
        private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
        return [
            CommandHandler("start", self.start, private),
            CommandHandler(["bantuan", "help"], self.help, private),
            MessageHandler(private & filters.COMMAND, self.other_command),
            MessageHandler(private & filters.TEXT, self.question),
            MessageHandler(private, self.no_text),
            CallbackQueryHandler(self.button),
        ]

    async def start(self, update: Update, _: Context) -> None:
        await self._say(update, self._voice.start)

    async def help(self, update: Update, _: Context) -> None:
        await self._say(update, self._voice.help)

    async def other_command(self, update: Update, _: Context) -> None:
        await self._say(update, lambda: self._sentence("perintah_lain"))

    async def question(self, update: Update, _: Context) -> None:
        assert update.effective_message is not None
        text = update.effective_message.text or ""
        await self._say(update, lambda: self._voice.reply(self._faq.ask(text)))

    async def no_text(self, update: Update, _: Context) -> None:
        await self._say(update, lambda: self._sentence("bukan_teks"))

    async def button(self, update: Update, _: Context) -> None:
        query = update.callback_query
        assert query is not None
        reply = self._chosen(query.data or "")
        message = query.message
        if reply is None or not isinstance(message, Message):
            await _acknowledge(query, self._voice.say("kedaluwarsa"))
            return
        await _acknowledge(query)
        deliver = send if (query.data or "").startswith(OPEN) else replace
        await self._say(update, lambda: reply, deliver)

    async def error(self, update: object, context: Context) -> None:
        """Logs first; says sorry if there is somebody to say it to. What was asked is not logged."""
        if isinstance(context.error, TelegramError):  # nothing could be sent, so nor could an apology
            log.warning("%s: %s", type(context.error).__name__, context.error)
            return
        log.error("%s", type(context.error).__name__, exc_info=context.error)
        if isinstance(update, Update) and update.effective_message:
            try:
                await send(self._sentence("gangguan"), update.effective_message)
            except TelegramError as error:
                log.warning("could not say sorry: %s", type(error).__name__)

    def _chosen(self, data: str) -> Reply | None:
        """What a button asks for; None if it is forged, or older than the knowledge."""
        if data == NONE:
            return self._voice.none_of_these()
        if not data.startswith((OPEN, PICK)):
            return None
        outcome = self._faq.choose(data.partition(":")[2])
        return self._voice.reply(outcome) if outcome else None

    async def _say(self, update: Update, reply: Callable[[], Reply], deliver: Deliver = send) -> None:
        """Delivers the reply; it is not even made if this person has had enough for now."""
        assert update.effective_message is not None
        person = update.effective_user.id if update.effective_user else 0
        now = time.monotonic()
        if self._patience.allows(person, now):
            await deliver(reply(), update.effective_message)
        elif self._patience.warns(person, now):
            await send(self._sentence("terlalu_cepat"), update.effective_message)

    def _sentence(self, key: str) -> Reply:
        return Reply((Part(PartKind.TEXT, self._voice.say(key)),))


async def _acknowledge(query: CallbackQuery, text: str | None = None) -> None:
    """Ends the button's waiting sign; the answer is as good without, and an old query has none."""
    try:
        await query.answer(text)
    except TelegramError as error:
        log.debug("callback not answered: %s", error.message)
