"""Errors that are shown to the person at the keyboard; anything else is a defect.

TanyaError
 ├─ ConfigError    the configuration or the environment
 ├─ ContentError   sources, knowledge, language tables: one or more problems, each with its place
 └─ EditError      a change of the knowledge that cannot be made
"""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


class TanyaError(Exception):
    """Shown as it is, in Indonesian, without a traceback."""


class ConfigError(TanyaError):
    """A setting that cannot be used."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something was written; `line` counts from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


def place_of(content: object, otherwise: Place) -> Place:
    """Where a part of the content was written, if it knows."""
    place: Place = getattr(content, "place", otherwise)
    return place


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a place, and how to cure it."""

    place: Place
    fault: str
    cure: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.fault}" + (f"\n    {self.cure}" if self.cure else "")


def meant(word: str, known: Iterable[str]) -> str:
    """The cure for a misspelt word; empty where nothing known is like it."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"Mungkin maksud Anda `{near[0]}`?" if near else ""


class ContentError(TanyaError):
    """Content that cannot be served; `problems` is never empty."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)

    @classmethod
    def at(cls, place: Place, fault: str, cure: str = "") -> "ContentError":
        return cls([Problem(place, fault, cure)])


class EditError(TanyaError):
    """A change of the knowledge that cannot be made; nothing was written."""
