"""The words and figures of the report."""

from datetime import UTC, date, datetime

import pytest

from bot.model import Day, Figures, Knowledge, OutcomeKind
from bot.replies.parts import MAX_CAPTION, units
from bot.replies.report import Reports, decimal, midnights, number, share
from bot.replies.voice import Voice

ANSWERED, UNKNOWN = {OutcomeKind.ANSWER: 1_235}, {OutcomeKind.UNKNOWN: 5, OutcomeKind.SMALL_TALK: 7}
EMPTY = Figures((Day(date(2026, 11, 2), {}), Day(date(2026, 11, 3), {})), 0, None, (), (), 0, {}, 0, 0)
FIGURES = Figures(
    days=(Day(date(2026, 11, 2), ANSWERED), Day(date(2026, 11, 3), UNKNOWN)),
    picked=321,
    askers=None,
    most_asked=(("dasar-hukum", 9), ("sudah-dihapus", 1)),
    ms=(1.25, 12.0, 1234.5),
    good=7,
    bad={"": 1, "wrong": 2},
    handed_over=4,
    staff_answered=3,
)


@pytest.fixture(scope="module")
def reports(knowledge: Knowledge, voice: Voice) -> Reports:
    return Reports(knowledge, voice.say)


def test_figures_are_written_as_in_indonesian() -> None:
    assert (number(1_234_567), decimal(1234.56), share(1, 8)) == ("1.234.567", "1.234,6", "12,5\u00a0%")
    assert share(0, 0) == "–"


def test_today_in_bangka_belitung_is_the_last_day() -> None:
    days = midnights(datetime(2026, 11, 22, 17, 30, tzinfo=UTC), 2)
    assert [f"{day:%d %H%M%z}" for day in days] == ["22 0000+0700", "23 0000+0700", "24 0000+0700"]


def test_shares_are_of_what_was_typed_without_small_talk(reports: Reports) -> None:
    report = reports.of(FIGURES)
    assert report.tiles[0][0] == "1.240"
    assert report.tiles[1][0] == "99,6\u00a0%"
    assert [row.told for row in report.outcomes] == [
        "1.235 (99,6\u00a0%)",
        "0 (0,0\u00a0%)",
        "0 (0,0\u00a0%)",
        "5 (0,4\u00a0%)",
    ]
    assert "321" in report.lead
    assert "7" in report.lead
    assert report.days == (("02-11", (1235, 0, 0, 0)), ("03-11", (0, 0, 0, 5)))


def test_few_people_are_called_few(reports: Reports) -> None:
    assert reports.of(FIGURES).tiles[3][0] == "< 5"


def test_entries_are_named_by_what_they_ask_and_a_lost_one_by_its_id(reports: Reports) -> None:
    most, votes, staff, wait = (rows for _, rows in reports.of(FIGURES).sections)
    assert [row.label for row in most] == ["Apa dasar hukumnya?", "sudah-dihapus"]
    assert [row.told for row in votes] == ["7 (70,0\u00a0%)", "2 (20,0\u00a0%)", "1 (10,0\u00a0%)"]
    assert [row.told for row in staff] == ["4", "3 (75,0\u00a0%)"]
    assert [row.told for row in wait] == ["1,2 ms", "12,0 ms", "1.234,5 ms"]


def test_an_empty_log_is_said_to_be_empty(reports: Reports) -> None:
    report = reports.of(EMPTY)
    assert "Belum ada pertanyaan" in report.lead
    assert (report.tiles, report.days, report.sections) == ((), (), ())


def test_the_caption_holds_what_telegram_lets_a_caption_hold(reports: Reports) -> None:
    caption = reports.of(FIGURES).caption().plain
    assert units(caption) <= MAX_CAPTION
    assert "1.240 pertanyaan, 99,6\u00a0% dijawab, 70,0\u00a0% terbantu" in caption
