"""Replies as Telegram messages: HTML, buttons, and how they are sent."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.replies.parts import Button, Part, PartKind, Reply, layout

log = logging.getLogger(__name__)

Client = ExtBot[None]

_HTML: Mapping[PartKind, Callable[[Part], str]] = {
    PartKind.HEADING: lambda part: f"<b>{escape(part.text)}</b>",
    PartKind.TEXT: lambda part: escape(part.text),
    PartKind.QUOTE: lambda part: f"<blockquote>{escape(part.text)}</blockquote>",
    PartKind.NOTE: lambda part: " ".join(filter(None, (escape(part.text), _link(part)))),
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


def html(reply: Reply) -> str:
    """The reply in Telegram's HTML, everything escaped."""
    # A block quote brings its own distance.
    tight = (PartKind.NOTE, PartKind.QUOTE)
    return layout(reply.parts, lambda part: _HTML[part.kind](part), tight)


def keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    """The buttons of a reply; None without any."""
    rows = [[_button(button) for button in row] for row in reply.rows]
    return InlineKeyboardMarkup(rows) if rows else None


def pressed(data: str) -> tuple[str, str]:
    """The action and the value that a button's data carries."""
    action, _, value = data.partition(":")
    return action, value


async def send(bot: Client, reply: Reply, spot: Spot) -> int:
    """Sends the reply; the id of the message that carries it."""
    below = ReplyParameters(spot.below, allow_sending_without_reply=True) if spot.below else None
    options = {"message_thread_id": spot.topic, "reply_parameters": below}
    sent: Message = await _with_fallback(bot.send_message, reply, chat_id=spot.chat, **options)
    return sent.message_id


async def replace(bot: Client, reply: Reply, spot: Spot, message_id: int) -> int:
    """Puts the reply in the place of one of the bot's own messages; the id of the one that carries it.

    To put there what stands there changes nothing. Where Telegram no longer lets it be edited, the reply is
    sent.
    """
    try:
        await _with_fallback(bot.edit_message_text, reply, chat_id=spot.chat, message_id=message_id)
    except BadRequest as error:
        if "not modified" not in error.message:
            return await send(bot, reply, spot)
    return message_id


async def _with_fallback(deliver: Callable[..., Awaitable[Any]], reply: Reply, **options: Any) -> Any:
    """Delivers as HTML, or as plain text if Telegram refuses the HTML."""
    options |= {
        "reply_markup": keyboard(reply),
        "link_preview_options": LinkPreviewOptions(is_disabled=True),
    }
    try:
        return await deliver(text=html(reply), parse_mode=ParseMode.HTML, **options)
    except BadRequest as error:
        if "parse entities" not in error.message:
            raise
        log.error("Telegram refused our HTML, sending plain text: %s", error.message)
        return await deliver(text=reply.plain, **options)


def _button(button: Button) -> InlineKeyboardButton:
    data = f"{button.action}:{button.value}"
    return InlineKeyboardButton(button.label, callback_data=data)


def _link(part: Part) -> str:
    return f'<a href="{escape(part.url)}">{escape(part.link)}</a>' if part.link else ""
