"""Replies as Telegram messages: HTML, buttons, and how they are sent."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from html import escape
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.replies import Part, PartKind, Reply, layout

log = logging.getLogger(__name__)

# Button data: an action, and for some an entry id. Together at most 64 bytes, as ids have at most 48.
OPEN, PICK, NONE = "q:", "p:", "x"

_HTML: Mapping[PartKind, Callable[[Part], str]] = {
    PartKind.HEADING: lambda part: f"<b>{escape(part.text)}</b>",
    PartKind.TEXT: lambda part: escape(part.text),
    PartKind.QUOTE: lambda part: f"<blockquote>{escape(part.text)}</blockquote>",
    PartKind.NOTE: lambda part: " ".join(filter(None, (escape(part.text), _link(part)))),
}


def html(reply: Reply) -> str:
    """The reply in Telegram's HTML, everything escaped."""
    # A block quote brings its own distance.
    tight = (PartKind.NOTE, PartKind.QUOTE)
    return layout(reply.parts, lambda part: _HTML[part.kind](part), tight)


def keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    """A button a row, so that questions stay readable on a phone; None without choices."""
    action = PICK if reply.in_place else OPEN
    rows = [
        [
            InlineKeyboardButton(
                choice.label,
                callback_data=f"{action}{choice.entry_id}" if choice.entry_id else NONE,
            )
        ]
        for choice in reply.choices
    ]
    return InlineKeyboardMarkup(rows) if rows else None


async def send(reply: Reply, message: Message) -> None:
    """Sends the reply to the chat of a message."""
    await _with_fallback(message.reply_text, reply)


async def replace(reply: Reply, message: Message) -> None:
    """Puts the reply in the place of one of the bot's own messages; a second press changes nothing.

    Below it where Telegram no longer lets it be edited.
    """
    try:
        await _with_fallback(message.edit_text, reply)
    except BadRequest as error:
        if "not modified" not in error.message:
            await send(reply, message)


async def _with_fallback(deliver: Callable[..., Awaitable[Any]], reply: Reply) -> None:
    """Delivers as HTML, or as plain text if Telegram refuses the HTML."""
    options = {
        "reply_markup": keyboard(reply),
        "link_preview_options": LinkPreviewOptions(is_disabled=True),
    }
    try:
        await deliver(html(reply), parse_mode=ParseMode.HTML, **options)
    except BadRequest as error:
        if "parse entities" not in error.message:
            raise
        log.error("Telegram refused our HTML, sending plain text: %s", error.message)
        await deliver(reply.plain, **options)


def _link(part: Part) -> str:
    return f'<a href="{escape(part.url)}">{escape(part.link)}</a>' if part.link else ""
