"""/cek: what the sources say of a group of people."""

from bot.chat.desk import Pressed, Turn
from bot.replies.eligibility import LIST_UNNAMED
from bot.replies.parts import Reply


async def check(turn: Turn) -> Reply:
    turn.remember_groups()
    cards = turn.edition.cards
    return cards.reply(turn.edition.eligibility.find(turn.text)) if turn.text else cards.overview()


async def chosen(turn: Turn, value: str) -> Pressed | None:
    turn.remember_groups()
    cards = turn.edition.cards
    if value == LIST_UNNAMED:
        return Pressed(cards.unnamed(), in_place=True)
    if not value:
        return Pressed(cards.overview(), in_place=True)
    group = turn.edition.eligibility.group(value)
    return Pressed(cards.card(group), in_place=True) if group else None


async def context(turn: Turn, value: str) -> Pressed | None:
    group = turn.edition.eligibility.group(value)
    return Pressed(turn.edition.sources.context(group.citations)) if group and group.citations else None


def followed(turn: Turn) -> Reply | None:
    """The card of the group that is named after /cek; None where it is not only named."""
    group = turn.edition.dialogue.next_group(turn.text) if turn.groups_before() else None
    if group is None:
        return None
    turn.remember_groups()
    return turn.edition.cards.followed(group)
