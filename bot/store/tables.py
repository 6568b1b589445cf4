"""The tables, once for SQLite and PostgreSQL; a test holds them to migrations/versions."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """An instant, always in UTC; SQLite itself would forget the time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


# Names for every index and constraint, so that a later migration can find them on both databases.
metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)
KEY, PERSON, NAME = String(16), String(32), String(48)

questions = Table(
    "questions",
    metadata,
    Column("id", KEY, primary_key=True),  # stands in the buttons of the answer
    Column("at", Moment, nullable=False, index=True),
    Column("person", PERSON, nullable=False, index=True),  # a keyed hash
    Column("chat", NAME, nullable=False),  # its kind, as Telegram names it
    Column("text", Text, nullable=False),  # masked; empty where a button asked
    Column("kind", NAME, nullable=False),
    Column("reason", NAME, nullable=False),
    Column("entry", NAME, nullable=False),  # empty where none answered
    Column("score", Float, nullable=False),
    Column("ms", Float, nullable=False),
    Column("knowledge", NAME, nullable=False),  # its version
)
votes = Table(
    "votes",
    metadata,
    Column("question", KEY, primary_key=True),
    Column("person", PERSON, primary_key=True, index=True),
    Column("at", Moment, nullable=False, index=True),
    Column("up", Boolean, nullable=False),
    Column("complaint", NAME, nullable=False),  # empty where none was given
)
handovers = Table(
    "handovers",
    metadata,
    Column("question", KEY, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("person", PERSON, nullable=False, index=True),
    Column("text", Text, nullable=False),  # masked, as the asker agreed to
    # Where the answer goes; the only place in which a person can be told from a row.
    Column("chat", BigInteger, nullable=False),
    Column("message", BigInteger, nullable=False),
    Column("staff_chat", BigInteger),  # unknown until it was sent there
    Column("staff_message", BigInteger),
    Column("state", NAME, nullable=False),
    UniqueConstraint("staff_chat", "staff_message"),
)
changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("person", PERSON, nullable=False),  # the admin who made it
    Column("kind", NAME, nullable=False),
    Column("entry", NAME, nullable=False),
    Column("text", Text, nullable=False),  # the phrasing that was added; empty where a group was ignored
    Column("file", Text, nullable=False),
    Column("undoes", Integer, unique=True),  # the change that this one takes back
)
# What is done with questions that were asked in vain. A key is a keyed hash of what was asked, and nobody's.
marks = Table(
    "marks",
    metadata,
    Column("key", PERSON, primary_key=True),
    Column("mark", NAME, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("change", Integer),
)
