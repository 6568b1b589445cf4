"""A Telegram for one machine: the Bot API that the bot speaks, and a page to talk with it."""

from bot.local.server import serve
from bot.local.telegram import LocalTelegram, User

__all__ = ["LocalTelegram", "User", "serve"]
