"""Dates as Indonesian texts write them."""

from datetime import UTC, date, datetime

import pytest

from bot.language.dates import date_in, dates_in, day_of, local, written


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Hingga 3 Maret 2026 dan 30 September 2025", date(2026, 3, 3)),
        ("sejak SEPTEMBER 2025", date(2025, 9, 1)),
        ("31 Februari 2026, 1 Mei 2024", date(2024, 5, 1)),
        ("tahun 2026, kalimat 3 Maretnya", None),
        ("99 Juni 20260", None),
    ],
)
def test_the_latest_date_of_a_text_is_found(text: str, day: date | None) -> None:
    assert date_in(text) == day


def test_dates_are_found_as_they_stand_there() -> None:
    assert [told for _, told in dates_in("3 maret 2026; Juni 2025")] == ["3 maret 2026", "Juni 2025"]


@pytest.mark.parametrize(
    ("text", "day"), [("3 maret 2026", date(2026, 3, 3)), ("2026-03-03", date(2026, 3, 3))]
)
def test_a_day_is_taken_in_words_or_figures_and_read_in_words(text: str, day: date) -> None:
    assert day_of(text) == day
    assert written(day) == "3 Maret 2026"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Maret 2026",
        "31 Februari 2026",
        "3 Maret",
        "besok",
        "3 Maret 2026 pagi",
        "20260303",
        "2026-W10-2",
        "2026-02-31",
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert day_of(text) is None


def test_a_time_is_told_as_it_is_here() -> None:
    assert local(datetime(2026, 3, 2, 18, 5, tzinfo=UTC)) == "03-03-2026 01.05"
