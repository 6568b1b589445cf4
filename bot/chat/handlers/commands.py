"""The commands about the bot itself."""

from bot.chat.desk import Pressed, Turn
from bot.chat.handlers import browsing
from bot.chat.handlers.questions import answered
from bot.replies.parts import Reply
from bot.replies.sharing import CONTEXT, PAYLOAD


async def start(turn: Turn) -> Reply:
    """Says hello, or opens what a deep link asks for."""
    if turn.text.startswith(CONTEXT):
        opened = await browsing.context(turn, turn.text.removeprefix(CONTEXT))
        return (opened and opened.reply) or turn.voice.sentence("tautan_lama")
    if not turn.text.startswith(PAYLOAD):
        return turn.edition.help.start()
    outcome = turn.faq.choose(turn.text.removeprefix(PAYLOAD))
    return answered(turn, outcome) if outcome else turn.voice.sentence("tautan_lama")


async def help_(turn: Turn) -> Reply:
    return turn.edition.help.help(turn.reach)


async def about(turn: Turn) -> Reply:
    return turn.edition.about.reply(turn.desk.operator)


async def other(turn: Turn) -> Reply:
    return turn.edition.help.other_command(turn.reach)


async def private_only(turn: Turn) -> Reply:
    return turn.edition.help.private_only()


async def cancelled(turn: Turn, _: str) -> Pressed:
    return Pressed(turn.voice.sentence("dibatalkan"), in_place=True)
