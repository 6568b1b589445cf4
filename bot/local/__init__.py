"""A Telegram for one machine: the Bot API that the bot speaks, and a page to talk with it."""

from bot.local.people import Group, User
from bot.local.server import serve
from bot.local.telegram import LocalTelegram

__all__ = ["Group", "LocalTelegram", "User", "serve"]
