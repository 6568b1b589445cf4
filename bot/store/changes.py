"""What admins changed from the chat, and what they have been told or want to hear no more of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select

from bot.store.database import Database
from bot.store.tables import changes, marks


class ChangeKind(StrEnum):
    """What was done."""

    ADDED = "added"  # a phrasing to an entry
    IGNORED = "ignored"  # a group of questions
    UNDONE = "undone"  # another change


class Mark(StrEnum):
    """What a key stands for."""

    IGNORED = "ignored"  # a question that is not to be listed
    TOLD = "told"  # one that admins were told of, as it was asked often
    DIGESTED = "digested"  # one that stood in a weekly digest
    WEEK = "week"  # a week, by its day, whose digest is done


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the audit log; `person` is a keyed hash."""

    id: int
    at: datetime
    person: str
    kind: ChangeKind
    entry_id: str
    text: str
    file: str


class Changes:
    """The audit log and the marks. Every method raises StoreError."""

    def __init__(
        self, database: Database, person: Callable[[int], str], clock: Callable[[], datetime]
    ) -> None:
        self._database, self._person, self._clock = database, person, clock

    async def adding(self, user_id: int, entry_id: str, text: str, file: str) -> int:
        """The number of a change that is about to be made: none is made that cannot be written down."""
        row = self._row(user_id, ChangeKind.ADDED) | {"entry": entry_id, "text": text, "file": file}
        return await self._database.run(lambda connection: _written(connection, row))

    async def not_added(self, change_id: int) -> None:
        """It was refused, so there is nothing to tell of."""
        gone = delete(changes).where(changes.c.id == change_id)
        await self._database.run(lambda connection: connection.execute(gone))

    async def ignore(self, user_id: int, keys: Iterable[str]) -> None:
        """Questions with these keys are not listed any more."""
        row = self._row(user_id, ChangeKind.IGNORED)
        wanted = frozenset(keys)

        def write(connection: Connection) -> None:
            _mark(connection, Mark.IGNORED, wanted, row["at"], _written(connection, row))

        await self._database.run(write)

    async def last(self) -> Change | None:
        """The last change that was not undone."""
        taken_back = select(changes.c.undoes).where(changes.c.undoes.is_not(None))
        query = (
            select(changes)
            .where(changes.c.kind != ChangeKind.UNDONE, changes.c.id.not_in(taken_back))
            .order_by(changes.c.id.desc())
        )
        row = await self._database.run(lambda connection: connection.execute(query.limit(1)).first())
        if row is None:
            return None
        return Change(row.id, row.at, row.person, ChangeKind(row.kind), row.entry, row.text, row.file)

    async def undone(self, user_id: int, change_id: int) -> bool:
        """Takes a change back, so that what it ignored is listed again; False if that was done before."""
        row = self._row(user_id, ChangeKind.UNDONE) | {"undoes": change_id}

        def write(connection: Connection) -> bool:
            if connection.scalar(select(changes.c.id).where(changes.c.undoes == change_id)):
                return False
            _written(connection, row)
            connection.execute(delete(marks).where(marks.c.change == change_id))
            return True

        return await self._database.run(write)

    async def marked(self, mark: Mark) -> frozenset[str]:
        """The keys that bear a mark."""
        query = select(marks.c.key).where(marks.c.mark == mark)
        return frozenset(await self._database.run(lambda connection: connection.scalars(query).all()))

    async def mark(self, mark: Mark, keys: Iterable[str]) -> None:
        """Keys bear a mark from now on."""
        wanted, now = frozenset(keys), self._clock()
        await self._database.run(lambda connection: _mark(connection, mark, wanted, now))

    def _row(self, user_id: int, kind: ChangeKind) -> dict[str, object]:
        row = {"at": self._clock(), "person": self._person(user_id), "kind": kind.value}
        return row | {"entry": "", "text": "", "file": ""}


def _written(connection: Connection, row: dict[str, object]) -> int:
    """The number under which a change stands in the log."""
    (number,) = connection.execute(insert(changes).values(row)).inserted_primary_key or (0,)
    return int(number)


def _mark(
    connection: Connection, mark: Mark, keys: frozenset[str], at: object, change: int | None = None
) -> None:
    known = set(connection.scalars(select(marks.c.key).where(marks.c.mark == mark)))
    rows = [{"key": key, "mark": mark.value, "at": at, "change": change} for key in sorted(keys - known)]
    if rows:
        connection.execute(insert(marks), rows)
