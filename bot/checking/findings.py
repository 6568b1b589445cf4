"""What a check found, and how it is shown."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.errors import ContentError, Place, Problem

Paint = Callable[[str, str], str]  # a text and the name of its colour


class Check(StrEnum):
    """What was looked for; the values are those of the JSON output."""

    REFUSED = "refused"  # the bot does not start with it
    CLOSE = "close_variants"
    ELSEWHERE = "variant_finds_other"
    FEW = "few_variants"
    FIGURE = "figure_not_cited"
    NAME = "name_not_cited"
    STALE = "stale"
    UNDATED = "undated"
    UNFILLED = "unfilled"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong or doubtful at a place, and how to cure it."""

    check: Check
    place: Place
    fault: str
    cure: str

    @property
    def is_error(self) -> bool:
        return self.check is Check.REFUSED


def errors(error: ContentError) -> list[Finding]:
    """The problems for which content is refused."""
    return _findings(Check.REFUSED, error.problems)


def unfilled(problems: Iterable[Problem]) -> list[Finding]:
    """What a draft still lacks; the bot serves nothing of it."""
    return _findings(Check.UNFILLED, problems)


def _findings(check: Check, problems: Iterable[Problem]) -> list[Finding]:
    return [Finding(check, each.place, each.fault, each.cure) for each in problems]


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Errors first, then by file and line."""
    return sorted(findings, key=lambda each: (not each.is_error, each.place))


def as_text(findings: Sequence[Finding], paint: Paint) -> str:
    """The findings in Indonesian, for a terminal."""
    lines = []
    for each in findings:
        level, colour = ("galat", "red") if each.is_error else ("peringatan", "yellow")
        lines.append(f"{each.place}: {paint(level, colour)}: {each.fault}")
        if each.cure:
            lines.append(f"    {each.cure}")
    wrong = sum(each.is_error for each in findings)
    told = f"{wrong} galat, {len(findings) - wrong} peringatan." if findings else "Tidak ada yang salah."
    return "\n".join((*lines, paint(told, "red" if wrong else "yellow" if findings else "green")))


def as_json(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """The same for programs."""
    return [
        {
            "file": each.place.file,
            "line": each.place.line,
            "level": "error" if each.is_error else "warning",
            "check": each.check,
            "fault": each.fault,
            "cure": each.cure,
        }
        for each in findings
    ]
