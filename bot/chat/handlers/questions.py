"""Questions in people's own words, and questions picked from a list."""

import time
from collections.abc import Sequence
from dataclasses import replace

from bot.chat.desk import Pressed, Turn
from bot.chat.handlers.eligibility import followed
from bot.chat.handlers.staff import staff_button
from bot.model import Outcome, OutcomeKind
from bot.replies.commands import Scope
from bot.replies.parts import Action, Button, Reply, paired

UNANSWERED = (OutcomeKind.UNKNOWN, OutcomeKind.NOT_IN_SOURCE)


async def question(turn: Turn) -> Reply:
    """Answers what is asked, in the light of the last answer."""
    if not any(map(str.isalnum, turn.text)):  # 👍
        return turn.voice.sentence("tanpa_kata")
    if card := followed(turn):
        return card
    started = time.perf_counter()
    understood = turn.edition.dialogue.understand(turn.text, turn.answer_before())
    ms = 1000 * (time.perf_counter() - started)
    reply, count = turn.edition.conversation.reply(understood)
    if len(understood) == 1 and understood[0].groups:  # told as by /cek
        turn.remember_groups()
        return reply
    outcomes = [each.outcome for each in understood[:count]]
    turn.remember(outcomes[-1])
    return _with_buttons(turn, reply, outcomes, turn.text, ms)


async def ask(turn: Turn) -> Reply:
    if turn.text:
        return await question(turn)
    return turn.voice.sentence("tanya_kosong" if turn.scope is Scope.PRIVATE else "tanya_kosong_grup")


async def opened(turn: Turn, entry_id: str) -> Pressed | None:
    return _chosen(turn, entry_id, in_place=False)


async def picked(turn: Turn, entry_id: str) -> Pressed | None:
    return _chosen(turn, entry_id, in_place=True)


async def none_of_these(turn: Turn, question_id: str) -> Pressed:
    told = turn.voice.none_of_these()
    rows = paired((*told.buttons, *staff_button(turn, question_id)))
    return Pressed(replace(told, rows=rows), in_place=True)


def answered(turn: Turn, outcome: Outcome) -> Reply:
    """The reply to a picked question with the buttons that fit the chat; the exchange is remembered."""
    turn.remember(outcome)
    return _with_buttons(turn, turn.voice.reply(outcome), [outcome])


def _with_buttons(
    turn: Turn, reply: Reply, outcomes: Sequence[Outcome], text: str = "", ms: float = 0.0
) -> Reply:
    """The reply with the buttons that fit what it answers and the chat; each question is kept.

    `text` is what was asked, empty where a button was pressed, and `ms` how long the outcomes took.
    """
    alone = len(outcomes) == 1
    noted = [(each, turn.note(each, text if alone else _words(each) or text, ms)) for each in outcomes]
    if entry := outcomes[-1].entry:
        reply = replace(reply, entry_id=entry.id)
    offered = (_about(button, noted[0][1]) for button in reply.buttons)
    person = staff_button(turn, next((key for each, key in noted if _refers(each)), ""))
    rows = paired((*offered, *person))
    offers = turn.edition.offers
    if not alone:
        answers = {
            number: (each.entry, key)
            for number, (each, key) in enumerate(noted, start=1)
            if each.entry and each.entry.citations  # nothing stands below small talk
        }
        return replace(reply, rows=rows + offers.several(answers, turn.scope))
    if entry := outcomes[0].entry:
        rows += offers.below(entry, noted[0][1], turn.scope)
    return replace(reply, rows=rows)


def _refers(outcome: Outcome) -> bool:
    """Whether people have to ask somebody else: nothing answers them, or the entry names whom to ask."""
    return outcome.kind in UNANSWERED or bool(outcome.entry and outcome.entry.contact)


def _words(outcome: Outcome) -> str:
    """The words of one question among several."""
    return " ".join(outcome.reading.typed) if outcome.reading else ""


def _about(button: Button, question_id: str) -> Button:
    """“None of these” tells of which question, so that it can be handed over."""
    return replace(button, value=question_id) if button.action is Action.NONE else button


def _chosen(turn: Turn, entry_id: str, *, in_place: bool) -> Pressed | None:
    outcome = turn.faq.choose(entry_id)
    return Pressed(answered(turn, outcome), in_place) if outcome else None
