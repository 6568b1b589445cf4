"""Questions that people have handed over to the staff, and where the answers go."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select, update

from bot.store.database import Database
from bot.store.journal import Question
from bot.store.tables import handovers


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

    async def begin(self, question: Question, chat: int, message: int) -> bool:
        """Whether this is to be sent now; False for a question that was handed over before."""
        row = {
            "question": question.id,
            "at": self._clock(),
            "person": question.person,
            "text": question.text,
            "chat": chat,
            "message": message,
            "state": HandoverState.SENDING.value,
        }

        def claim(connection: Connection) -> bool:
            known = select(handovers.c.question).where(handovers.c.question == question.id)
            if connection.scalar(known):
                return False
            connection.execute(insert(handovers).values(row))
            return True

        return await self._database.run(claim)

    async def sent(self, question_id: str, staff_chat: int, staff_message: int) -> None:
        """It stands before the staff."""
        await self._change(
            question_id,
            staff_chat=staff_chat,
            staff_message=staff_message,
            state=HandoverState.SENT.value,
        )

    async def failed(self, question_id: str) -> None:
        """It could not be sent; the asker may try again."""
        gone = delete(handovers).where(handovers.c.question == question_id)
        await self._database.run(lambda connection: connection.execute(gone))

    async def arrived(self, question_id: str) -> bool:
        """Whether the staff have it."""
        query = select(handovers.c.question).where(
            handovers.c.question == question_id, handovers.c.state != HandoverState.SENDING.value
        )
        return await self._database.run(lambda connection: connection.scalar(query)) is not None

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
        await self._change(question_id, state=HandoverState.ANSWERED.value)

    async def _change(self, question_id: str, **values: object) -> None:
        changed = update(handovers).where(handovers.c.question == question_id).values(values)
        await self._database.run(lambda connection: connection.execute(changed))
