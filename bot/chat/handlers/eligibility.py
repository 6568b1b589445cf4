"""/cek: what the sources say of a group of people."""

from bot.chat.desk import Pressed, Turn
from bot.replies.eligibility import UNNAMED
from bot.replies.parts import Reply


async def check(turn: Turn) -> Reply:
    turn.forget()
    cards = turn.edition.cards
    return cards.reply(turn.edition.eligibility.find(turn.text)) if turn.text else cards.overview()


async def chosen(turn: Turn, value: str) -> Pressed | None:
    turn.forget()
    cards = turn.edition.cards
    if value == UNNAMED:
        return Pressed(cards.unnamed(), in_place=True)
    if not value:
        return Pressed(cards.overview(), in_place=True)
    group = turn.edition.eligibility.group(value)
    return Pressed(cards.card(group), in_place=True) if group else None
