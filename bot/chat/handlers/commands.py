"""The commands about the bot itself."""

from bot.chat.desk import Turn
from bot.replies.parts import Reply


async def start(turn: Turn) -> Reply:
    return turn.voice.start()


async def help_(turn: Turn) -> Reply:
    return turn.voice.help()


async def other(turn: Turn) -> Reply:
    return turn.voice.other_command(turn.scope)
