"""How the fields of a record are checked: all at once, against choices, lengths and dates."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from bot.content.shape import Shape
from bot.content.strict_yaml import Record, Text
from bot.errors import ContentError, Problem, meant
from bot.language.dates import day_of

FEW = 8  # choices that an error can list
YES_NO = {"ya": True, "tidak": False}

Given = TypeVar("Given")
Made = TypeVar("Made")


def kept(make: Callable[[Given], Made], given: Iterable[Given], problems: list[Problem]) -> list[Made]:
    """What could be made; the problems of the rest are noted."""
    made = []
    for each in given:
        try:
            made.append(make(each))
        except ContentError as error:
            problems += error.problems
    return made


def all_made(make: Callable[[Given], Made], given: Iterable[Given]) -> list[Made]:
    """What is made of everything given. Raises one ContentError with all that is wrong."""
    problems: list[Problem] = []
    made = kept(make, given, problems)
    if problems:
        raise ContentError(problems)
    return made


def gathered(record: Record, shape: Shape, fields: Mapping[str, Callable[[], object]]) -> dict[str, Any]:
    """What each field is made of. Raises one ContentError with all that is wrong in the record."""
    problems: list[Problem] = []
    kept(record.only, [shape], problems)
    made = kept(lambda name: (name, fields[name]()), fields, problems)
    if problems:
        raise ContentError(problems)
    return dict(made)


def chosen(value: Text, choices: Mapping[str, Made]) -> Made:
    """The choice that a value names."""
    if value in choices:
        return choices[value]
    cure = f"Pilihannya: {', '.join(choices) or 'belum ada'}."
    if len(choices) > FEW:
        cure = meant(value, choices) or "Periksa ejaannya."
    raise ContentError.at(value.place, f"`{value}` tidak dikenal", cure)


def bounded(value: Text, most: int) -> Text:
    """The value, if it has at most `most` characters."""
    if len(value) > most:
        raise ContentError.at(
            value.place, f"teks ini {len(value)} huruf, paling panjang {most}", "Persingkat."
        )
    return value


def day(value: Text) -> date | None:
    """The day that a value names, in words or in figures; none where it is not there at all."""
    found = day_of(value)
    if value and found is None:
        raise ContentError.at(
            value.place, f"`{value}` bukan tanggal", "Tulis misalnya 3 Maret 2026 atau 2026-03-03."
        )
    return found
