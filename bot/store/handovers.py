"""Questions that people have handed over to the staff, and where the answers go."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from bot.store.database import Database
from bot.store.journal import Question
from bot.store.tables import handovers

CUT_OFF = timedelta(minutes=1)  # what has been sent for longer will not be; the asker may try again


class HandoverState(StrEnum):
    """How far a question has come."""

    SENDING = "sending"
    SENT = "sent"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Handover:
    """A question with the staff; `chat` and `message` are where the asker agreed."""

    question_id: str
    text: str
    chat: int
    message: int
    state: HandoverState


class Handovers:
    """The questions with the staff. Every method raises StoreError."""

    def __init__(
        self, database: Database, person: Callable[[int], str], clock: Callable[[], datetime]
    ) -> None:
        self._database, self._person, self._clock = database, person, clock

    async def begin(self, question: Question, chat: int, message: int) -> HandoverState | None:
        """None if this is to be sent now; else how far an earlier try has come."""
        now = self._clock()
        row = {
            "question": question.id,
            "at": now,
            "person": question.person,
            "text": question.text,
            "chat": chat,
            "message": message,
            "state": HandoverState.SENDING.value,
        }

        def claim(connection: Connection) -> HandoverState | None:
            connection.execute(delete(handovers).where(handovers.c.question == question.id, cut_off(now)))
            known = select(handovers.c.state).where(handovers.c.question == question.id)
            if state := connection.scalar(known):
                return HandoverState(state)
            connection.execute(insert(handovers).values(row))
            return None

        return await self._database.run(claim)

    async def sent(self, question_id: str, staff_chat: int, staff_message: int) -> None:
        """It stands before the staff."""
        spot = {"staff_chat": staff_chat, "staff_message": staff_message}

        def stand(connection: Connection) -> None:
            # Another bot counts its messages in a private chat anew: what stood there is out of its reach.
            gone = update(handovers).filter_by(**spot).values(staff_chat=None, staff_message=None)
            connection.execute(gone)
            here = update(handovers).where(handovers.c.question == question_id)
            connection.execute(here.values(spot | {"state": HandoverState.SENT.value}))

        await self._database.run(stand)

    async def failed(self, question_id: str) -> None:
        """It could not be sent; the asker may try again."""
        gone = delete(handovers).where(handovers.c.question == question_id)
        await self._database.run(lambda connection: connection.execute(gone))

    async def at(self, staff_chat: int, staff_message: int) -> Handover | None:
        """The question that a message before the staff holds."""
        query = select(handovers).where(
            handovers.c.staff_chat == staff_chat, handovers.c.staff_message == staff_message
        )
        row = await self._database.run(lambda connection: connection.execute(query).first())
        if row is None:
            return None
        return Handover(row.question, row.text, row.chat, row.message, HandoverState(row.state))

    async def answered(self, question_id: str) -> None:
        """The asker has an answer."""
        done = update(handovers).where(handovers.c.question == question_id)
        answered = done.values(state=HandoverState.ANSWERED.value)
        await self._database.run(lambda connection: connection.execute(answered))


def cut_off(now: datetime) -> ColumnElement[bool]:
    """Of a hand-over: whether the end of the bot, or of the database, cut it off."""
    return (handovers.c.state == HandoverState.SENDING.value) & (handovers.c.at < now - CUT_OFF)
