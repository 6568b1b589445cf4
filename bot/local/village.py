"""A Telegram with something in it: neighbours, and the groups in which people meet the bot."""

from bot.local.people import User
from bot.local.telegram import LocalTelegram

NEIGHBOUR = User(2001, "Bu Siti", "siti")
OFFICER = User(2002, "Pak Rahman", "rahman")
STAFF_NUMBER = 3003
STAFF_CHAT = -STAFF_NUMBER


def village() -> LocalTelegram:
    """A forum, a family's group without the bot, and the staff's own, small enough to grow."""
    telegram = LocalTelegram()
    forum = telegram.group("Warga Desa", number=3001, is_forum=True, admins=[OFFICER])
    for topic in ("Jaminan sosial", "Pengumuman"):
        telegram.topic(forum, topic, OFFICER)
    telegram.group("Keluarga", number=3002, has_bot=False)
    telegram.group("Petugas", number=STAFF_NUMBER, is_basic=True, admins=[OFFICER], members=[OFFICER])
    # The admin has opened the bot once, or it could not show them their menu.
    telegram.world.chats[OFFICER.id] = OFFICER.private_chat
    return telegram
