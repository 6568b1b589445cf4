"""Dates as Indonesian texts write them, 3 Maret 2026, and the time here."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone

MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
WIB = timezone(timedelta(hours=7), "WIB")  # the time of Bangka Belitung
FIGURES = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
WRITTEN = re.compile(rf"\b(?:(\d{{1,2}}) )?({'|'.join(MONTHS)}) (\d{{4}})\b", re.IGNORECASE)


def date_in(text: str) -> date | None:
    """The latest date in a text; where only a month is named, its first day."""
    return max((day for day, _ in dates_in(text)), default=None)


def dates_in(text: str) -> Iterator[tuple[date, str]]:
    """The dates in a text, each with how it stands there."""
    for found in WRITTEN.finditer(text):
        day, month, year = found.groups()
        try:
            yield date(int(year), MONTHS.index(month.capitalize()) + 1, int(day or 1)), found.group()
        except ValueError:  # 31 Februari
            continue


def day_of(text: str) -> date | None:
    """The day that a text names and nothing else: 3 Maret 2026 or 2026-03-03."""
    if (found := WRITTEN.fullmatch(text)) and found.group(1):
        return date_in(text)
    with suppress(ValueError):  # 2026-02-31
        return date.fromisoformat(text) if FIGURES.fullmatch(text) else None
    return None


def written(day: date) -> str:
    """A day as it is read: 3 Maret 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def local(at: datetime) -> str:
    """A time as people here write it: 03-03-2026 14.05."""
    return f"{at.astimezone(WIB):%d-%m-%Y %H.%M}"
