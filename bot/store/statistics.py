"""How the bot is doing, as numbers alone."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Label, case, distinct, func, select

from bot.model import Day, Figures, OutcomeKind, Reason
from bot.store.database import Database
from bot.store.handovers import HandoverState
from bot.store.tables import handovers, questions, votes

FEW = 5  # fewer people than these are not counted: in a village they could be guessed
MOST = 10  # entries, of those asked most
PERCENTILES = 0.5, 0.95, 0.99
SUBSTANCE = [OutcomeKind.ANSWER.value, OutcomeKind.NOT_IN_SOURCE.value]  # what small talk has none of

TYPED = questions.c.reason != Reason.PICKED.value


class Statistics:
    """Counts over everybody's rows; nothing about one person leaves it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, midnights: Sequence[datetime]) -> Figures:
        """The figures of the days between the first midnight and the last. Raises StoreError."""
        return await self._database.run(lambda connection: _read(connection, midnights))


def _read(connection: Connection, midnights: Sequence[datetime]) -> Figures:
    asked, voted, handed = (
        (table.c.at >= midnights[0]) & (table.c.at < midnights[-1]) for table in (questions, votes, handovers)
    )
    times = func.count().label("times")
    entry, kind, ms = questions.c.entry, questions.c.kind, questions.c.ms
    # One query for both databases, which have no word in common for the day in a time zone.
    day: Label[int] = case(
        *((questions.c.at < end, number) for number, end in enumerate(midnights[1:]))
    ).label("day")
    by_day = select(day, kind, times).where(asked, TYPED).group_by("day", kind)
    picked = select(times).where(asked, ~TYPED)
    askers = select(func.count(distinct(questions.c.person))).where(asked)
    most = select(entry, times).where(asked, kind.in_(SUBSTANCE)).group_by(entry)
    most = most.order_by(times.desc(), entry).limit(MOST)
    # The share of questions that took no longer; a percentile is the first time that reaches it.
    ranked = select(ms, func.cume_dist().over(order_by=ms).label("share")).where(asked, TYPED).subquery()
    reached = [func.min(case((ranked.c.share >= each, ranked.c.ms))) for each in PERCENTILES]
    opinions = (
        select(votes.c.up, votes.c.complaint, times).where(voted).group_by(votes.c.up, votes.c.complaint)
    )
    states = select(handovers.c.state, times).where(handed).group_by(handovers.c.state)

    days = [Day(midnight.date(), {}) for midnight in midnights[:-1]]
    for number, outcome, count in connection.execute(by_day):
        days[number].asked[OutcomeKind(outcome)] = count
    people = connection.scalar(askers) or 0
    judged = {(up, complaint): count for up, complaint, count in connection.execute(opinions)}
    reached_staff = {row.state: row.times for row in connection.execute(states)}
    return Figures(
        days=tuple(days),
        picked=connection.scalar(picked) or 0,
        askers=people if people >= FEW else None,
        most_asked=tuple((row.entry, row.times) for row in connection.execute(most)),
        ms=tuple(each for each in connection.execute(select(*reached)).one() if each is not None),
        good=sum(count for (up, _), count in judged.items() if up),
        bad={complaint: count for (up, complaint), count in judged.items() if not up},
        handed_over=sum(count for state, count in reached_staff.items() if state != HandoverState.SENDING),
        staff_answered=reached_staff.get(HandoverState.ANSWERED.value, 0),
    )
