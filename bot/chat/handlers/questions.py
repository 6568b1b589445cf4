"""Questions in people's own words, and questions picked from a list."""

from bot.chat.desk import Pressed, Turn
from bot.model import Outcome
from bot.replies.commands import Scope
from bot.replies.parts import Reply


async def question(turn: Turn) -> Reply:
    return answered(turn, turn.faq.ask(turn.text))


async def ask(turn: Turn) -> Reply:
    return await question(turn) if turn.text else turn.voice.sentence("tanya_kosong")


async def opened(turn: Turn, entry_id: str) -> Pressed | None:
    return _chosen(turn, entry_id, in_place=False)


async def picked(turn: Turn, entry_id: str) -> Pressed | None:
    return _chosen(turn, entry_id, in_place=True)


async def none_of_these(turn: Turn, _: str) -> Pressed:
    return Pressed(turn.voice.none_of_these(), in_place=True)


def answered(turn: Turn, outcome: Outcome) -> Reply:
    """The reply to an outcome with the buttons that fit the chat; the exchange is remembered."""
    turn.remember(outcome)
    reply = turn.voice.reply(outcome)
    if outcome.entry is None:
        return reply
    offers = turn.edition.offers
    below = offers.private if turn.scope is Scope.PRIVATE else offers.group
    return Reply(reply.parts, reply.rows + below(outcome.entry))


def _chosen(turn: Turn, entry_id: str, *, in_place: bool) -> Pressed | None:
    outcome = turn.faq.choose(entry_id)
    return Pressed(answered(turn, outcome), in_place) if outcome else None
