"""The figures of both databases, from rows that are known."""

from datetime import date, timedelta

from sqlalchemy import Connection, insert

from bot.answering import Faq
from bot.model import Complaint, Figures, OutcomeKind
from bot.replies.report import midnights
from bot.store import Store
from bot.store.tables import handovers
from tests.store.conftest import START, Clock
from tests.store.test_store import UNKNOWN, WARGA, note

QUESTION = "dasar hukumnya apa?"
ENTRY = "dasar-hukum"


async def figures(store: Store, clock: Clock, days: int = 3) -> Figures:
    return await store.statistics.of(midnights(clock(), days))


async def test_a_day_begins_at_midnight_in_bangka_belitung(store: Store, clock: Clock) -> None:
    clock.now = START.replace(hour=16, minute=59)  # 23.59 WIB
    note(store)
    clock.pass_by(minutes=1)
    note(store)
    note(store)
    found = await figures(store, clock)
    assert [(day.date, day.asked) for day in found.days] == [
        (date(2025, 11, 2), {}),
        (date(2025, 11, 3), {OutcomeKind.UNKNOWN: 1}),
        (date(2025, 11, 4), {OutcomeKind.UNKNOWN: 2}),
    ]


async def test_what_is_older_or_from_tomorrow_does_not_count(store: Store, clock: Clock) -> None:
    for days in (-3, 0, 1):
        clock.now = START + timedelta(days=days)
        await store.journal.vote(note(store), WARGA, up=True)
    clock.now = START
    found = await figures(store, clock)
    assert (sum(sum(day.asked.values()) for day in found.days), found.good) == (1, 1)


async def test_typed_and_picked_are_counted_apart_and_asked_entries_together(
    store: Store, clock: Clock, faq: Faq
) -> None:
    picked = faq.choose(ENTRY)
    assert picked
    note(store, QUESTION, outcome=faq.ask(QUESTION))
    note(store, "", outcome=picked)
    note(store, "", outcome=picked)
    note(store, "terima kasih", outcome=faq.ask("terima kasih"))
    found = await figures(store, clock)
    assert found.days[-1].asked == {OutcomeKind.ANSWER: 1, OutcomeKind.SMALL_TALK: 1}
    assert found.picked == 2
    assert found.most_asked == ((ENTRY, 3),)


async def test_percentiles_are_times_that_were_measured_not_those_of_buttons(
    store: Store, clock: Clock, faq: Faq
) -> None:
    picked = faq.choose(ENTRY)
    assert picked
    for ms in range(100, 0, -1):
        store.journal.note(WARGA, "private", "x", UNKNOWN, ms, "v1")
        store.journal.note(WARGA, "private", "", picked, 0.0, "v1")
    assert (await figures(store, clock)).ms == (50, 95, 99)


async def test_few_people_are_not_counted(store: Store, clock: Clock) -> None:
    for user in (1, 2, 3, 4, 4):
        note(store, user=user)
    assert (await figures(store, clock)).askers is None
    note(store, user=5)
    assert (await figures(store, clock)).askers == 5


async def test_votes_and_what_became_of_handovers(store: Store, clock: Clock) -> None:
    for up, complaint in ((True, None), (True, None), (False, None), (False, Complaint.WRONG)):
        await store.journal.vote(note(store), WARGA, up=up, complaint=complaint)
    states = "sending", "sent", "answered", "answered"
    rows = [
        {
            "question": str(number),
            "at": clock(),
            "person": "p",
            "text": "",
            "chat": 1,
            "message": 1,
            "state": state,
        }
        for number, state in enumerate(states)
    ]

    def fill(connection: Connection) -> None:
        connection.execute(insert(handovers), rows)

    await store.database.run(fill)
    found = await figures(store, clock)
    assert (found.good, found.bad) == (2, {"": 1, "wrong": 1})
    assert (found.handed_over, found.staff_answered) == (3, 2)


async def test_an_empty_log_has_empty_figures(store: Store, clock: Clock) -> None:
    found = await figures(store, clock, 90)
    assert len(found.days) == 90
    assert (found.picked, found.askers, found.most_asked, found.ms, found.good, found.bad) == (
        0,
        None,
        (),
        (),
        0,
        {},
    )
