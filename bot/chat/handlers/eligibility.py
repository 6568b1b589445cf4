"""/cek: what the sources say of a group of people."""

from dataclasses import replace

from bot.chat.desk import Pressed, Turn
from bot.language.personal import mask
from bot.replies.eligibility import UNNAMED
from bot.replies.parts import Reply


async def check(turn: Turn) -> Reply:
    turn.forget()
    cards = turn.edition.cards
    if not turn.text:
        return cards.overview()
    masked = mask(turn.text)
    reply = cards.reply(turn.edition.eligibility.find(masked.text))
    warning = turn.edition.conversation.warning(masked.kinds).parts if masked.kinds else ()
    return replace(reply, parts=warning + reply.parts)


async def chosen(turn: Turn, value: str) -> Pressed | None:
    turn.forget()
    cards = turn.edition.cards
    if value == UNNAMED:
        return Pressed(cards.unnamed(), in_place=True)
    if not value:
        return Pressed(cards.overview(), in_place=True)
    group = turn.edition.eligibility.group(value)
    return Pressed(cards.card(group), in_place=True) if group else None
