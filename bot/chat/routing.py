"""From an update to what answers it, and the one place from which replies are sent."""

import asyncio
import dataclasses
import logging
import time
from collections.abc import Mapping
from typing import Any
from weakref import WeakValueDictionary

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType
from telegram.error import Forbidden, TelegramError
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackContext,
    CallbackQueryHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.chat.desk import Answering, Desk, Pressed, Pressing, Turn
from bot.chat.handlers import (
    attachments,
    browsing,
    commands,
    eligibility,
    feedback,
    privacy,
    questions,
    reloading,
    sharing,
    staff,
    statistics,
    unmet,
)
from bot.chat.hearing import Heard, heard
from bot.chat.messages import Client, Spot, change_buttons, pressed, replace, replied_to, send, spot_of
from bot.edition import Edition
from bot.language.personal import mask
from bot.replies.commands import COMMANDS, Scope
from bot.replies.parts import Action, Reply
from bot.store import StoreError

log = logging.getLogger(__name__)

Context = CallbackContext[Client, dict[Any, Any], dict[Any, Any], dict[Any, Any]]
TanyaApplication = Application[Client, Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], Any]
UPDATES = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY]
INLINE_SECONDS = 60  # how long Telegram may show a list again without asking

ANSWERING: Mapping[str, Answering] = {
    "start": commands.start,
    "topik": browsing.topics,
    "sumber": browsing.sources,
    "tanya": questions.ask,
    "bantuan": commands.help_,
    "tentang": commands.about,
    "cek": eligibility.check,
    "privasi": privacy.explained,
    "data_saya": privacy.shown,
    "hapus_data": privacy.erasing,
    "statistik": statistics.shown,
    "belum": unmet.listing,
    "batal": unmet.undoing,
    "muat_ulang": reloading.reload,
}
ALIASES = {"help": "bantuan"}
PRESSING: Mapping[str, Pressing] = {
    Action.OPEN: questions.opened,
    Action.PICK: questions.picked,
    Action.NONE: questions.none_of_these,
    Action.TOPICS: browsing.topics_opened,
    Action.TOPIC: browsing.topic_opened,
    Action.IN_TOPIC: browsing.answer_in_topic,
    Action.SOURCE: browsing.source_opened,
    Action.SENTENCE: browsing.sentence_opened,
    Action.CONTEXT: browsing.context,
    Action.SHARE: sharing.shared,
    Action.GROUP: eligibility.chosen,
    Action.GROUP_CONTEXT: eligibility.context,
    Action.GOOD: feedback.good,
    Action.BAD: feedback.bad,
    Action.COMPLAIN: feedback.complained,
    Action.HAND_OVER: staff.consent,
    Action.HAND_OVER_NOW: staff.hand_over,
    Action.ERASE: privacy.erased,
    Action.CANCEL: commands.cancelled,
}
# Pressed by anybody else, or in a group, these are refused. Commands say in COMMANDS whom they are for.
FOR_ADMINS: Mapping[str, Pressing] = {
    Action.RELOAD: reloading.pressed,
    Action.UNMET_PAGE: unmet.page,
    Action.UNMET: unmet.opened,
    Action.ADD: unmet.adding,
    Action.ADD_NOW: unmet.add,
    Action.NEW_ENTRY: unmet.new_entry,
    Action.IGNORE: unmet.ignore,
    Action.UNDO: unmet.undo,
}
SCOPES = {command.name: command.scope for command in COMMANDS}


class Routing:
    """The callbacks for everything that Telegram delivers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._in_work: WeakValueDictionary[object, asyncio.Lock] = WeakValueDictionary()

    def all(self) -> list[BaseHandler[Update, Context, None]]:
        """Every handler, in the order in which they are asked."""
        kinds = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE
        return [
            MessageHandler(kinds, self.written),
            CallbackQueryHandler(self.pressed),
            InlineQueryHandler(self.searched),
        ]

    async def written(self, update: Update, context: Context) -> None:
        """Answers a message; one that was edited gets its earlier answer edited."""
        message = update.effective_message
        assert message is not None
        turn = self._turn(update, context.bot, message, spot_of(message))
        if notice := await staff.answer(turn):
            await send(context.bot, notice, Spot(message.chat_id, below=message.message_id))
            return
        if context.bot.bot in message.new_chat_members:
            log.info("added to a group; if it is the staff's, telegram.staff_chat is %s", message.chat_id)
        meant = heard(message, context.bot, SCOPES)
        if meant is None or (update.edited_message and not (meant.command or meant.text)):
            return
        if message.chat_id == self._desk.staff_chat and meant.command is None:  # the staff talk to each other
            return
        masked = mask(meant.text)  # personal data goes no further than this
        meant = Heard(meant.command, masked.text)
        if message.chat.type == ChatType.PRIVATE and message.text and meant.command is None:
            meant = _without_slash(meant, turn.edition)
        turn = dataclasses.replace(turn, text=meant.text)
        key = (message.chat_id, message.message_id)
        patience = self._desk.patience
        if not (patience.allows(turn.person, turn.now) and self._group_bears(turn)):
            if turn.scope is Scope.PRIVATE and patience.warns(turn.person, turn.now):
                await send(turn.bot, turn.voice.sentence("terlalu_cepat"), turn.spot)
            return
        # An edit waits for the answer that it edits.
        async with self._in_work.setdefault(key, asyncio.Lock()):
            # Where there is nothing but personal data, nothing was asked.
            empty = masked.kinds and not any(map(str.isalpha, masked.text))
            reply = Reply(()) if empty else await _answered(meant, turn)
            if reply is None:
                return
            if masked.kinds:
                reply = turn.edition.conversation.warned(reply, masked.kinds)
            earlier = self._desk.answers.recall(key, turn.now) if update.edited_message else None
            if earlier is None:
                answer = (await send(turn.bot, reply, turn.spot)).message_id
            else:
                answer = await replace(turn.bot, reply, turn.spot, earlier)
            self._desk.answers.keep(key, answer, turn.now)
            self._told(reply, turn, answer)

    async def pressed(self, update: Update, context: Context) -> None:
        """Does what a button is for; every press is acknowledged, whatever becomes of it."""
        query = update.callback_query
        assert query is not None
        message = query.message
        if not isinstance(message, Message):  # too old to be shown to us, or posted through inline mode
            await _acknowledge(query, self._desk.live.edition.voice.say("kedaluwarsa"))
            return
        turn = self._turn(update, context.bot, message, spot_of(replied_to(message) or message))
        done = await self._press(turn, query.data or "")
        await _acknowledge(query, done.notice)
        if done.reply and done.in_place:
            answer = await replace(turn.bot, done.reply, turn.spot, message.message_id)
            self._told(done.reply, turn, answer)
        elif done.reply:
            self._told(done.reply, turn, (await send(turn.bot, done.reply, turn.spot)).message_id)
        if done.buttons:
            await change_buttons(turn.bot, message, done.buttons)

    async def searched(self, update: Update, context: Context) -> None:
        """Lists what inline mode finds."""
        query = update.inline_query
        assert query is not None
        edition = self._desk.live.edition
        listed, button = sharing.listed(edition, context.bot, query.query), sharing.ask_instead(edition)
        try:
            await query.answer(listed, cache_time=INLINE_SECONDS, button=button)
        except TelegramError as error:  # the person typed on, or went away
            log.debug("inline query not answered: %s", error.message)

    async def error(self, update: object, context: Context) -> None:
        """Logs first; says sorry if there is somebody to say it to. What was asked is not logged."""
        query = update.callback_query if isinstance(update, Update) else None
        if query:
            await _acknowledge(query, self._desk.live.edition.voice.say("gangguan"))
        if isinstance(context.error, Forbidden):  # blocked, or put out of the group
            log.info("%s", context.error)
            return
        if isinstance(context.error, TelegramError):  # nothing could be sent, so nor could an apology
            log.warning("%s: %s", type(context.error).__name__, context.error)
            return
        log.error("%s", type(context.error).__name__, exc_info=context.error)
        if isinstance(update, Update) and update.effective_message and not query:
            sorry = self._desk.live.edition.voice.sentence("gangguan")
            try:
                await send(context.bot, sorry, spot_of(update.effective_message))
            except TelegramError as error:
                log.warning("could not say sorry: %s", type(error).__name__)

    def _turn(self, update: Update, bot: Client, message: Message, spot: Spot) -> Turn:
        person = update.effective_user.id if update.effective_user else 0
        now = time.monotonic()
        return Turn(self._desk, self._desk.live.edition, bot, message, person, spot, now)

    def _told(self, reply: Reply, turn: Turn, message_id: int) -> None:
        """Keeps what a message of the bot answers with, so that a reply to it is understood."""
        self._desk.told.keep((turn.spot.chat, message_id), reply.entry_id, turn.now)

    def _group_bears(self, turn: Turn) -> bool:
        """Whether one more message may be sent, if the chat is a group."""
        return turn.scope is Scope.PRIVATE or self._desk.group_patience.allows(turn.spot.chat, turn.now)

    async def _press(self, turn: Turn, data: str) -> Pressed:
        if _is_anothers(turn):
            return Pressed(notice=turn.voice.say("bukan_untuk_anda"))
        too_fast = Pressed(notice=turn.voice.say("terlalu_cepat_menekan"))
        if not self._desk.patience.allows(turn.person, turn.now):
            return too_fast
        action, value = pressed(data)
        if action in FOR_ADMINS and not _may(turn, action):
            return Pressed(notice=turn.voice.say("kedaluwarsa"))
        does = PRESSING.get(action) or FOR_ADMINS.get(action)
        try:
            done = await does(turn, value) if does else None
        except StoreError:
            done = Pressed(notice=turn.voice.say("catatan_gangguan"))
        if done and done.reply and not done.in_place and not self._group_bears(turn):
            return too_fast
        return done or Pressed(
            notice=turn.voice.say("belum_berubah" if action in FOR_ADMINS else "kedaluwarsa")
        )


def _without_slash(meant: Heard, edition: Edition) -> Heard:
    """A command in plain words: its name alone, or before what only that command can mean."""
    if name := edition.help.called(meant.text):
        return Heard(name, "")
    name, _, rest = meant.text.lower().partition(" ")
    group = name == "cek" and edition.eligibility.find(rest).sure
    if name in ("sumber", "kalimat") and rest.isdecimal():
        return Heard("sumber", rest)
    return Heard(name, rest) if group else meant


async def _answered(meant: Heard, turn: Turn) -> Reply | None:
    """What answers; that the log is not there, where an answer needs it."""
    try:
        return await _answering(meant, turn)(turn)
    except StoreError:
        return turn.voice.sentence("catatan_gangguan")


def _answering(meant: Heard, turn: Turn) -> Answering:
    if meant.command is not None:
        name = ALIASES.get(meant.command, meant.command)
        if name not in SCOPES or (SCOPES[name] is Scope.ADMIN and not _may(turn, name)):
            return commands.other
        return ANSWERING[name] if turn.reach & SCOPES[name] else commands.private_only
    return questions.question if turn.message.text else attachments.no_text


def _may(turn: Turn, what: str) -> bool:
    """Whether an admin asks in private; a refusal is logged, though not what was written."""
    if Scope.ADMIN in turn.reach:
        return True
    where = "" if turn.scope is Scope.PRIVATE else ", in a group"
    log.warning("refused %s to user %s%s; only telegram.admins may, in private", what, turn.person, where)
    return False


def _is_anothers(turn: Turn) -> bool:
    """Whether a button in a group stands below an answer to somebody else.

    Who writes for a channel or as an anonymous administrator cannot be told from the others.
    """
    asked = replied_to(turn.message)
    if turn.scope is Scope.PRIVATE or asked is None or asked.sender_chat or not asked.from_user:
        return False
    return asked.from_user.id != turn.person


async def _acknowledge(query: CallbackQuery, text: str = "") -> None:
    """Ends the button's waiting sign; the answer is as good without, and an old query has none."""
    try:
        await query.answer(text or None)
    except TelegramError as error:
        log.debug("callback not answered: %s", error.message)
