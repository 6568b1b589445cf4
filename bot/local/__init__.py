"""A Telegram for one machine: the Bot API that the bot speaks, and a page to talk with it."""

from bot.local.people import Group, User
from bot.local.server import serve
from bot.local.telegram import LocalTelegram
from bot.local.village import OFFICER, STAFF_CHAT, village

__all__ = ["OFFICER", "STAFF_CHAT", "Group", "LocalTelegram", "User", "serve", "village"]
