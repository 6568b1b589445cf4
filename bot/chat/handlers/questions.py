"""Questions in people's own words, and questions picked from a list."""

from bot.chat.desk import Pressed, Turn
from bot.replies.parts import Reply


async def question(turn: Turn) -> Reply:
    outcome = turn.faq.ask(turn.text)
    turn.remember(outcome)
    return turn.voice.reply(outcome)


async def no_text(turn: Turn) -> Reply:
    return turn.voice.sentence("bukan_teks")


async def opened(turn: Turn, entry_id: str) -> Pressed | None:
    return _chosen(turn, entry_id, in_place=False)


async def picked(turn: Turn, entry_id: str) -> Pressed | None:
    return _chosen(turn, entry_id, in_place=True)


async def none_of_these(turn: Turn, _: str) -> Pressed:
    return Pressed(turn.voice.none_of_these(), in_place=True)


def _chosen(turn: Turn, entry_id: str, *, in_place: bool) -> Pressed | None:
    outcome = turn.faq.choose(entry_id)
    if outcome is None:
        return None
    turn.remember(outcome)
    return Pressed(turn.voice.reply(outcome), in_place)
