"""Replies as Telegram messages: HTML, buttons, and how they are sent."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.ext import ExtBot
from telegram.helpers import create_deep_linked_url

from bot.replies.parts import MARK, Action, Button, Document, Part, PartKind, Reply, layout

log = logging.getLogger(__name__)

Client = ExtBot[None]

_HTML: Mapping[PartKind, Callable[[Part], str]] = {
    PartKind.HEADING: lambda part: f"<b>{escape(part.text)}</b>",
    PartKind.TEXT: lambda part: escape(part.text),
    PartKind.QUOTE: lambda part: f"<blockquote>{escape(part.text)}</blockquote>",
    PartKind.NOTE: lambda part: " ".join(filter(None, (escape(part.text), _link(part)))),
    PartKind.SENTENCE: lambda part: escape(part.text),
    PartKind.CODE: lambda part: f"<pre>{escape(part.text)}</pre>",
    PartKind.MARKED: lambda part: f"{MARK} <b>{escape(part.text)}</b>",
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a reply goes: a chat, perhaps a topic in it, perhaps below a message."""

    chat: int
    topic: int | None = None
    below: int | None = None


def spot_of(message: Message) -> Spot:
    """Where a reply to a message goes; in a group it says whom it answers."""
    topic = message.message_thread_id if message.is_topic_message else None
    if message.chat.type == ChatType.PRIVATE:
        return Spot(message.chat_id, topic)
    return Spot(message.chat_id, topic, message.message_id)


def replied_to(message: Message) -> Message | None:
    """The message that this one replies to; what opened its topic does not count."""
    to = message.reply_to_message
    return to if to and not to.forum_topic_created else None


def html(reply: Reply) -> str:
    """The reply in Telegram's HTML, everything escaped."""
    # A block quote brings its own distance.
    tight = (PartKind.NOTE, PartKind.QUOTE)
    return layout(reply.parts, lambda part: _HTML[part.kind](part), tight)


def keyboard(reply: Reply, bot: Client) -> InlineKeyboardMarkup | None:
    """The buttons of a reply; None without any. Telegram refuses inline mode's where that is off."""
    shown = [
        [button for button in row if button.action is not Action.INLINE or bot.supports_inline_queries]
        for row in reply.rows
    ]
    rows = [[_button(button, bot) for button in row] for row in shown if row]
    return InlineKeyboardMarkup(rows) if rows else None


def pressed(data: str) -> tuple[str, str]:
    """The action and the value that a button's data carries."""
    action, _, value = data.partition(":")
    return action, value


async def send(bot: Client, reply: Reply, spot: Spot) -> Message:
    """Sends the reply; the message that carries it. Follows a group that became a supergroup."""
    try:
        return await _send(bot, reply, spot)
    except ChatMigrated as moved:
        return await _send(bot, reply, Spot(moved.new_chat_id))


async def tell(bot: Client, reply: Reply, people: Iterable[int]) -> bool:
    """Sends the reply to each; False if nobody got it, and trying again may help."""
    got, gone = 0, True
    for person in people:
        try:
            await send(bot, reply, Spot(person))
            got += 1
        except TelegramError as error:
            log.warning("an admin was not told: %s", error)
            gone &= isinstance(error, Forbidden | BadRequest)  # never wrote to the bot, or blocked it
    return bool(got) or gone


async def _send(bot: Client, reply: Reply, spot: Spot) -> Message:
    below = ReplyParameters(spot.below, allow_sending_without_reply=True) if spot.below else None
    options: dict[str, Any] = {"message_thread_id": spot.topic, "reply_parameters": below}
    if reply.picture:
        try:
            return await bot.send_photo(
                spot.chat, reply.picture, html(reply), parse_mode=ParseMode.HTML, **options
            )
        except TelegramError as error:  # the text says what matters
            log.warning("a picture was not sent: %s", type(error).__name__)
    sent: Message = await _with_fallback(bot, bot.send_message, reply, chat_id=spot.chat, **options)
    if reply.document:
        await _attach(bot, reply.document, spot)
    return sent


async def _attach(bot: Client, document: Document, spot: Spot) -> None:
    """Sends a file after the message about it, which stands without."""
    content = document.content.encode()
    try:
        await bot.send_document(spot.chat, content, filename=document.name, message_thread_id=spot.topic)
    except TelegramError as error:
        log.warning("a file was not sent: %s", type(error).__name__)


async def change_buttons(bot: Client, message: Message, buttons: InlineKeyboardMarkup) -> None:
    """Puts other buttons below one of the bot's own messages; where that cannot be, the old ones stay."""
    try:
        # Not editMessageReplyMarkup, so that a server with only the most needed methods is enough.
        await bot.edit_message_text(
            message.text or "",
            message.chat_id,
            message.message_id,
            entities=message.entities,
            reply_markup=buttons,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
    except (BadRequest, ChatMigrated) as error:
        log.debug("buttons not changed: %s", error.message)


async def replace(bot: Client, reply: Reply, spot: Spot, message_id: int) -> int:
    """Puts the reply in the place of one of the bot's own messages; the id of the one that carries it.

    To put there what stands there changes nothing. Where Telegram no longer lets it be edited, the reply is
    sent.
    """
    try:
        await _with_fallback(bot, bot.edit_message_text, reply, chat_id=spot.chat, message_id=message_id)
    except ChatMigrated:
        return (await send(bot, reply, spot)).message_id
    except BadRequest as error:
        if "not modified" not in error.message:
            return (await send(bot, reply, spot)).message_id
    return message_id


async def _with_fallback(
    bot: Client, deliver: Callable[..., Awaitable[Any]], reply: Reply, **options: Any
) -> Any:
    """Delivers as HTML, or as plain text if Telegram refuses the HTML."""
    options |= {
        "reply_markup": keyboard(reply, bot),
        "link_preview_options": LinkPreviewOptions(is_disabled=True),
    }
    try:
        return await deliver(text=html(reply), parse_mode=ParseMode.HTML, **options)
    except BadRequest as error:
        if "parse entities" not in error.message:
            raise
        log.error("Telegram refused our HTML, sending plain text: %s", error.message)
        return await deliver(text=reply.plain, **options)


def _button(button: Button, bot: Client) -> InlineKeyboardButton:
    label, value = button.label, button.value
    match button.action:
        case Action.COPY:
            return InlineKeyboardButton(label, copy_text=CopyTextButton(value))
        case Action.LINK:
            return InlineKeyboardButton(label, url=value)
        case Action.START:
            return InlineKeyboardButton(label, url=create_deep_linked_url(bot.username, value))
        case Action.INLINE:
            return InlineKeyboardButton(label, switch_inline_query=value)
        case action:
            return InlineKeyboardButton(label, callback_data=f"{action}:{value}")


def _link(part: Part) -> str:
    return f'<a href="{escape(part.url)}">{escape(part.link)}</a>' if part.link else ""
