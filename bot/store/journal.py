"""What was asked, what the bot made of it, and what people thought of the answer."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from bot.language.characters import MAX_TYPED
from bot.language.personal import mask
from bot.language.tokens import tokens
from bot.model import Asked, Complaint, Lack, Outcome
from bot.store.database import Database
from bot.store.people import keyed, pseudonyms
from bot.store.tables import questions, votes

MOST = 10_000  # questions of a kind that are looked through; grouping them takes seconds


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is kept: masked, and nobody's by name."""

    id: str
    person: str
    text: str  # empty where a button asked
    entry_id: str  # empty where none answered


class Journal:
    """The questions and votes."""

    def __init__(self, database: Database, key: bytes, clock: Callable[[], datetime]) -> None:
        self._database, self._key, self._clock = database, key, clock
        self._person = pseudonyms(key)

    def note(self, user_id: int, chat: str, text: str, outcome: Outcome, ms: float, knowledge: str) -> str:
        """The id under which the question will be kept; `chat` is its kind. Never waits, never fails."""
        question_id = secrets.token_urlsafe(8)
        row = {
            "id": question_id,
            "at": self._clock(),
            "person": self._person(user_id),
            "chat": chat,
            "kind": outcome.kind.value,
            "reason": outcome.reason.value,
            "entry": outcome.entry.id if outcome.entry else "",
            "score": outcome.score,
            "ms": ms,
            "knowledge": knowledge,
        }

        def write(connection: Connection) -> None:
            # Masked here, as finding personal data in a hostile message takes longer than a chat should wait.
            connection.execute(insert(questions).values(row | {"text": _storable(mask(text).text)}))

        self._database.later(write)
        return question_id

    async def question(self, question_id: str, user_id: int) -> Question | None:
        """A question of this person, while it is kept. Raises StoreError."""
        query = select(questions.c.id, questions.c.person, questions.c.text, questions.c.entry).where(
            questions.c.id == question_id, questions.c.person == self._person(user_id)
        )
        row = await self._database.run(lambda connection: connection.execute(query).first())
        return Question(*row) if row else None

    async def vote(
        self, question_id: str, user_id: int, *, up: bool, complaint: Complaint | None = None
    ) -> bool:
        """Whether the question is still kept; if so, this is the person's only vote. Raises StoreError."""
        person = self._person(user_id)
        row = {
            "question": question_id,
            "person": person,
            "at": self._clock(),
            "up": up,
            "complaint": complaint.value if complaint else "",
        }

        def cast(connection: Connection) -> bool:
            if not connection.scalar(select(questions.c.id).where(questions.c.id == question_id)):
                return False
            own = (votes.c.question == question_id) & (votes.c.person == person)
            connection.execute(delete(votes).where(own))
            connection.execute(insert(votes).values(row))
            return True

        return await self._database.run(cast)

    async def in_vain(self) -> list[Asked]:
        """The newest questions that nothing answered, that were asked back, or whose answer was disliked.

        Raises StoreError.
        """
        columns = questions.c.id, questions.c.text, questions.c.entry
        unanswered = select(*columns, questions.c.at, questions.c.person, questions.c.kind).where(
            questions.c.kind.in_((Lack.UNKNOWN, Lack.CLARIFY)), questions.c.text != ""
        )
        disliked = select(*columns, votes.c.at, votes.c.person, votes.c.complaint).join_from(
            votes, questions, (votes.c.question == questions.c.id) & ~votes.c.up
        )

        def read(connection: Connection) -> list[Asked]:
            asked = connection.execute(unanswered.order_by(questions.c.at.desc()).limit(MOST))
            voted = connection.execute(disliked.order_by(votes.c.at.desc()).limit(MOST))
            return [self._asked(row, Lack(row.kind)) for row in asked] + [
                self._asked(row, Lack.DISLIKED, row.entry, row.complaint) for row in voted
            ]

        return await self._database.run(read)

    def _asked(self, row: Any, lack: Lack, entry_id: str = "", complaint: str = "") -> Asked:
        words = f"text {' '.join(tokens(row.text, MAX_TYPED))}" if row.text else f"entry {entry_id}"
        key = keyed(self._key, words)
        return Asked(row.id, row.at, row.person, row.text, key, lack, entry_id, complaint)


def _storable(text: str) -> str:
    """The text as every database takes it: no NUL, no half of a surrogate pair."""
    return text.encode("utf-8", "replace").decode().replace("\0", "�")
