"""Questions handed over to the staff, with the asker's consent, and the staff's answers brought back."""

import logging
from contextlib import suppress
from dataclasses import replace

from telegram import Message
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.chat.desk import Pressed, Turn
from bot.chat.messages import Spot, replied_to, send
from bot.replies.commands import Scope
from bot.replies.parts import Button, Reply
from bot.replies.staff import fits, fitting
from bot.store import Handover, HandoverState, Question, StoreError

log = logging.getLogger(__name__)


def staff_button(turn: Turn, question_id: str) -> tuple[Button, ...]:
    """The button to hand a question over; none without a staff chat, none in groups."""
    possible = turn.desk.staff_chat and turn.scope is Scope.PRIVATE and question_id
    return (turn.edition.staff.offer(question_id),) if possible else ()


async def consent(turn: Turn, question_id: str) -> Pressed | None:
    """Shows what would be sent, unless it was."""
    question = await _question(turn, question_id)
    if question and await turn.desk.store.handovers.arrived(question_id):
        return Pressed(notice=turn.voice.say("teruskan_sudah"))
    return Pressed(turn.edition.staff.consent(question_id, question.text)) if question else None


async def hand_over(turn: Turn, question_id: str) -> Pressed | None:
    """Sends the question to the staff, once."""
    handovers = turn.desk.store.handovers
    try:
        question = await _question(turn, question_id)
        if question is None:
            return None
        before = await handovers.begin(question, turn.message.chat_id, turn.message.message_id)
        if before is HandoverState.SENDING:  # another press is about to tell
            return Pressed()
        if before:
            return _told(turn, "teruskan_sudah", question)
        try:
            sent = await send(
                turn.bot, turn.edition.staff.question(question.text), Spot(turn.desk.staff_chat)
            )
        except TelegramError as error:
            log.warning("the staff chat was not reached: %s", error)
            await handovers.failed(question_id)
            return Pressed(notice=turn.voice.say("teruskan_gagal"))
    except StoreError:
        return Pressed(notice=turn.voice.say("teruskan_gagal"))
    with suppress(StoreError):  # the staff have it; a reply of theirs will be told that it finds no asker
        await handovers.sent(question_id, sent.chat_id, sent.message_id)
    return _told(turn, "teruskan_terkirim", question)


async def answer(turn: Turn) -> Reply | None:
    """Brings a staff member's answer to the asker, and tells the staff; None if the message is none."""
    asked = replied_to(turn.message)
    if asked is None or not _may_be_question(turn, asked) or (turn.message.text or "").startswith("/"):
        return None
    try:
        handover = await turn.desk.store.handovers.at(asked.chat_id, asked.message_id)
        if handover:
            return turn.voice.sentence(await _deliver(turn, handover))
    except StoreError:
        return turn.voice.sentence("petugas_gagal")
    is_question = turn.edition.staff.is_question(asked.text or "")
    return turn.voice.sentence("petugas_tidak_tersimpan") if is_question else None


async def _deliver(turn: Turn, handover: Handover) -> str:
    """Sends the answer to the asker; the key of what the staff are told."""
    text = turn.message.text
    if not text:
        return "petugas_bukan_teks"
    if not fits(text):
        return "petugas_terlalu_panjang"
    again = handover.state is HandoverState.ANSWERED
    spot = Spot(handover.chat, below=handover.message)
    try:
        await send(turn.bot, turn.edition.staff.answer(text, again=again), spot)
    except (Forbidden, BadRequest):  # blocked, or deleted the account
        return "petugas_ditutup"
    except TelegramError as error:
        log.warning("a staff member's answer was not delivered: %s", error)
        return "petugas_gagal"
    with suppress(StoreError):  # then a second answer is not marked as one; this one has arrived
        await turn.desk.store.handovers.answered(handover.question_id)
    return "petugas_disampaikan_lagi" if again else "petugas_disampaikan"


async def _question(turn: Turn, question_id: str) -> Question | None:
    """The person's own question as the staff would see it; where a button asked, what the button said."""
    question = await turn.desk.store.journal.question(question_id, turn.person)
    if question is None:
        return None
    picked = turn.faq.entry(question.entry_id)
    text = question.text or (picked.question if picked else "")
    return replace(question, text=fitting(text)) if text else None


def _may_be_question(turn: Turn, asked: Message) -> bool:
    """Whether the bot may have put a question to the staff with this message; the store knows for sure.

    A staff chat that became a supergroup has another id than the configuration says.
    """
    ours = asked.from_user and asked.from_user.id == turn.bot.id
    known = asked.chat_id == turn.desk.staff_chat or turn.edition.staff.is_question(asked.text or "")
    return bool(turn.desk.staff_chat and ours and known)


def _told(turn: Turn, key: str, question: Question) -> Pressed:
    return Pressed(turn.edition.staff.handed_over(key, question.text), in_place=True)
