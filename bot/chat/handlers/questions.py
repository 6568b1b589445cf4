"""Questions in people's own words, and questions picked from a list."""

import time
from dataclasses import replace

from bot.chat.desk import Pressed, Turn
from bot.chat.handlers.staff import staff_rows
from bot.model import Outcome, OutcomeKind
from bot.replies.commands import Scope
from bot.replies.parts import Action, Button, Reply


async def question(turn: Turn) -> Reply:
    started = time.perf_counter()
    outcome = turn.faq.ask(turn.text)
    return answered(turn, outcome, turn.text, 1000 * (time.perf_counter() - started))


async def ask(turn: Turn) -> Reply:
    return await question(turn) if turn.text else turn.voice.sentence("tanya_kosong")


async def opened(turn: Turn, entry_id: str) -> Pressed | None:
    return _chosen(turn, entry_id, in_place=False)


async def picked(turn: Turn, entry_id: str) -> Pressed | None:
    return _chosen(turn, entry_id, in_place=True)


async def none_of_these(turn: Turn, question_id: str) -> Pressed:
    told = turn.voice.none_of_these()
    return Pressed(replace(told, rows=staff_rows(turn, question_id)), in_place=True)


def answered(turn: Turn, outcome: Outcome, text: str = "", ms: float = 0.0) -> Reply:
    """The reply to an outcome with the buttons that fit the chat; the exchange is remembered and kept.

    `text` is what was asked, empty where a button was pressed, and `ms` how long the outcome took.
    """
    turn.remember(outcome)
    question_id = turn.note(outcome, text, ms)
    reply = turn.voice.reply(outcome)
    rows = tuple(tuple(_about(button, question_id) for button in row) for row in reply.rows)
    if outcome.kind in (OutcomeKind.UNKNOWN, OutcomeKind.NOT_IN_SOURCE):
        rows += staff_rows(turn, question_id)
    if outcome.entry:
        offers = turn.edition.offers
        below = offers.private if turn.scope is Scope.PRIVATE else offers.group
        rows += below(outcome.entry, question_id)
    return replace(reply, rows=rows)


def _about(button: Button, question_id: str) -> Button:
    """“None of these” tells of which question, so that it can be handed over."""
    return replace(button, value=question_id) if button.action is Action.NONE else button


def _chosen(turn: Turn, entry_id: str, *, in_place: bool) -> Pressed | None:
    outcome = turn.faq.choose(entry_id)
    return Pressed(answered(turn, outcome), in_place) if outcome else None
