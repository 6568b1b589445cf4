"""What is kept about a person: shown, and deleted when they say so or when its time is over."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from bot.model import Kept, KeptHandover, KeptQuestion, KeptVote
from bot.store.database import Database
from bot.store.handovers import cut_off
from bot.store.tables import changes, handovers, marks, questions, votes

PERSONAL = (questions, votes, handovers)  # the tables with rows about people
KEPT = (
    *PERSONAL,
    changes,
    marks,
)  # nothing stays for ever; what admins changed they cannot delete themselves


class PersonalData:
    """The rows of one person, and of everybody whose time is over."""

    def __init__(
        self, database: Database, person: Callable[[int], str], clock: Callable[[], datetime]
    ) -> None:
        self._database, self._person, self._clock = database, person, clock

    async def of(self, user_id: int) -> Kept:
        """What is kept about a person. Raises StoreError."""
        person = self._person(user_id)
        asked = select(questions.c.at, questions.c.text, questions.c.kind, questions.c.entry)
        voted = select(votes.c.at, questions.c.entry, votes.c.up, votes.c.complaint).outerjoin_from(
            votes, questions, votes.c.question == questions.c.id
        )
        handed = select(handovers.c.at, handovers.c.text, handovers.c.state)

        def read(connection: Connection) -> Kept:
            rows = [
                connection.execute(query.where(table.c.person == person).order_by(table.c.at))
                for query, table in ((asked, questions), (voted, votes), (handed, handovers))
            ]
            return Kept(
                tuple(KeptQuestion(*row) for row in rows[0]),
                tuple(KeptVote(row.at, row.entry or "", row.up, row.complaint) for row in rows[1]),
                tuple(KeptHandover(*row) for row in rows[2]),
            )

        return await self._database.run(read)

    async def erase(self, user_id: int) -> int:
        """Deletes every row of a person; how many there were. Raises StoreError."""
        person = self._person(user_id)
        own = [delete(table).where(table.c.person == person) for table in PERSONAL]
        return await self._database.run(
            lambda connection: sum(connection.execute(each).rowcount for each in own)
        )

    def purge(self, keep: timedelta) -> None:
        """Deletes what is older, as soon as may be."""
        now = self._clock()
        old = [delete(table).where(table.c.at < now - keep) for table in KEPT]
        old.append(delete(handovers).where(cut_off(now)))

        def clear(connection: Connection) -> None:
            for each in old:
                connection.execute(each)

        self._database.later(clear)
