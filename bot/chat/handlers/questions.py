"""Questions in people's own words, and questions picked from a list."""

from bot.chat.desk import Pressed, Turn
from bot.language.personal import mask
from bot.model import Entry, Outcome
from bot.replies.commands import Scope
from bot.replies.parts import Reply, Rows


async def question(turn: Turn) -> Reply:
    """Answers what is asked, in the light of the last answer; personal data goes no further than this."""
    masked = mask(turn.text)
    conversation = turn.edition.conversation
    if masked.kinds and not any(map(str.isalpha, masked.text)):
        return conversation.warning(masked.kinds)
    before = turn.last_exchange()
    understood = turn.edition.dialogue.understand(masked.text, before.entry if before else None)
    turn.remember(understood[-1].outcome)
    reply = conversation.reply(understood, masked.kinds)
    entry = understood[0].outcome.entry
    return Reply(reply.parts, reply.rows + _below(turn, entry)) if entry and len(understood) == 1 else reply


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
    return Reply(reply.parts, reply.rows + _below(turn, outcome.entry)) if outcome.entry else reply


def _below(turn: Turn, entry: Entry) -> Rows:
    """The buttons below an answer that fit the chat."""
    offers = turn.edition.offers
    return offers.private(entry) if turn.scope is Scope.PRIVATE else offers.group(entry)


def _chosen(turn: Turn, entry_id: str, *, in_place: bool) -> Pressed | None:
    outcome = turn.faq.choose(entry_id)
    return Pressed(answered(turn, outcome), in_place) if outcome else None
