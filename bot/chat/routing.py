"""From an update to what answers it, and the one place from which replies are sent."""

import logging
import time
from collections.abc import Mapping
from typing import Any

from telegram import CallbackQuery, Message, MessageEntity, Update
from telegram.error import Forbidden, TelegramError
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackContext,
    CallbackQueryHandler,
    MessageHandler,
    filters,
)

from bot.chat.desk import Answering, Desk, Pressing, Turn
from bot.chat.handlers import commands, questions
from bot.chat.messages import Client, Spot, pressed, replace, send, spot_of
from bot.replies.commands import COMMANDS, Scope
from bot.replies.parts import Action

log = logging.getLogger(__name__)

Context = CallbackContext[Client, dict[Any, Any], dict[Any, Any], dict[Any, Any]]
TanyaApplication = Application[Client, Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], Any]
UPDATES = [Update.MESSAGE, Update.CALLBACK_QUERY]

ANSWERING: Mapping[str, Answering] = {
    "start": commands.start,
    "bantuan": commands.help_,
}
ALIASES = {"help": "bantuan"}
PRESSING: Mapping[str, Pressing] = {
    Action.OPEN: questions.opened,
    Action.PICK: questions.picked,
    Action.NONE: questions.none_of_these,
}
SCOPES = {command.name: command.scope for command in COMMANDS}


class Routing:
    """The callbacks for everything that Telegram delivers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> list[BaseHandler[Update, Context, None]]:
        """Every handler, in the order in which they are asked."""
        private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
        return [MessageHandler(private, self.written), CallbackQueryHandler(self.pressed)]

    async def written(self, update: Update, context: Context) -> None:
        message = update.effective_message
        assert message is not None
        name, text = _command(message)
        turn = self._turn(update, context.bot, message, spot_of(message), text)
        if not self._desk.patience.allows(turn.person, turn.now):
            if self._desk.patience.warns(turn.person, turn.now):
                await send(turn.bot, turn.voice.sentence("terlalu_cepat"), turn.spot)
            return
        reply = await _answering(name, text, turn)(turn)
        if reply is None:
            return
        answer = await send(turn.bot, reply, turn.spot)
        self._desk.answers.keep((message.chat_id, message.message_id), answer, turn.now)

    async def pressed(self, update: Update, context: Context) -> None:
        query = update.callback_query
        assert query is not None
        message = query.message
        if not isinstance(message, Message):  # too old to be shown to us, or sent through inline mode
            await _acknowledge(query, self._desk.edition.voice.say("kedaluwarsa"))
            return
        turn = self._turn(update, context.bot, message, spot_of(message))
        if not self._desk.patience.allows(turn.person, turn.now):
            await _acknowledge(query, turn.voice.say("terlalu_cepat"))
            return
        action, value = pressed(query.data or "")
        does = PRESSING.get(action)
        done = await does(turn, value) if does else None
        if done is None:
            await _acknowledge(query, turn.voice.say("kedaluwarsa"))
            return
        await _acknowledge(query, done.notice)
        if done.reply and done.in_place:
            await replace(turn.bot, done.reply, turn.spot, message.message_id)
        elif done.reply:
            await send(turn.bot, done.reply, turn.spot)

    async def error(self, update: object, context: Context) -> None:
        """Logs first; says sorry if there is somebody to say it to. What was asked is not logged."""
        if isinstance(context.error, Forbidden):  # blocked, or put out of the group
            log.info("%s", context.error)
            return
        if isinstance(context.error, TelegramError):  # nothing could be sent, so nor could an apology
            log.warning("%s: %s", type(context.error).__name__, context.error)
            return
        log.error("%s", type(context.error).__name__, exc_info=context.error)
        if not isinstance(update, Update):
            return
        try:
            if update.callback_query:
                await _acknowledge(update.callback_query, self._desk.edition.voice.say("gangguan"))
            elif update.effective_message:
                sorry = self._desk.edition.voice.sentence("gangguan")
                await send(context.bot, sorry, spot_of(update.effective_message))
        except TelegramError as error:
            log.warning("could not say sorry: %s", type(error).__name__)

    def _turn(self, update: Update, bot: Client, message: Message, spot: Spot, text: str = "") -> Turn:
        person = update.effective_user.id if update.effective_user else 0
        now = time.monotonic()
        return Turn(self._desk, self._desk.edition, bot, message, person, spot, now, text)


def _answering(name: str | None, text: str, turn: Turn) -> Answering:
    if name is not None:
        known = turn.scope in SCOPES.get(name, Scope(0))
        return ANSWERING[name] if known else commands.other
    return questions.question if text else questions.no_text


def _command(message: Message) -> tuple[str | None, str]:
    """The command that a message begins with, None without one, and the rest of its text."""
    text = message.text or ""
    first = message.entities[0] if message.entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset:
        return None, text
    name = text[1 : first.length].partition("@")[0].lower()
    return ALIASES.get(name, name), text[first.length :].strip()


async def _acknowledge(query: CallbackQuery, text: str = "") -> None:
    """Ends the button's waiting sign; the answer is as good without, and an old query has none."""
    try:
        await query.answer(text or None)
    except TelegramError as error:
        log.debug("callback not answered: %s", error.message)
