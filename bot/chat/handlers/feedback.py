"""👍 and 👎 below an answer, and why."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.chat.desk import Pressed, Turn
from bot.chat.messages import keyboard, pressed
from bot.model import Complaint
from bot.replies.feedback import complaint_of, complaint_rows, marked
from bot.replies.parts import Action, Reply


async def good(turn: Turn, question_id: str) -> Pressed | None:
    return await _voted(turn, question_id, up=True, notice="suara_dicatat")


async def bad(turn: Turn, question_id: str) -> Pressed | None:
    return await _voted(turn, question_id, up=False, notice="suara_mengapa", asks_why=True)


async def complained(turn: Turn, value: str) -> Pressed | None:
    why = complaint_of(value)
    if why is None:
        return None
    complaint, question_id = why
    return await _voted(turn, question_id, up=False, notice="keluhan_dicatat", complaint=complaint)


async def _voted(
    turn: Turn,
    question_id: str,
    *,
    up: bool,
    notice: str,
    complaint: Complaint | None = None,
    asks_why: bool = False,
) -> Pressed | None:
    say = turn.voice.say
    if not await turn.desk.store.journal.vote(question_id, turn.person, up=up, complaint=complaint):
        return None
    return Pressed(notice=say(notice), buttons=_after(turn, question_id, up=up, asks_why=asks_why))


def _after(turn: Turn, question_id: str, *, up: bool, asks_why: bool) -> InlineKeyboardMarkup | None:
    """The message's buttons with the vote marked, and why not below it if that is asked; None without any."""
    old = turn.message.reply_markup
    if old is None:
        return None
    say, rows = turn.voice.say, list[tuple[InlineKeyboardButton, ...]]()
    chosen = {f"{Action.GOOD}:{question_id}": up, f"{Action.BAD}:{question_id}": not up}
    for row in old.inline_keyboard:
        data = [str(each.callback_data or "") for each in row]
        if any(pressed(each)[0] == Action.COMPLAIN for each in data):
            continue
        rows.append(
            tuple(
                InlineKeyboardButton(marked(each.text, chosen=chosen[value]), callback_data=value)
                if value in chosen
                else each
                for each, value in zip(row, data, strict=True)
            )
        )
        if asks_why and not chosen.keys().isdisjoint(data):
            why = keyboard(Reply((), complaint_rows(say, question_id)), turn.bot)
            rows += why.inline_keyboard if why else ()
    return InlineKeyboardMarkup(rows)
