"""The report for admins: what the figures are called, and how they are written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.language.dates import WIB
from bot.model import Figures, Knowledge, OutcomeKind
from bot.replies.feedback import COMPLAINTS
from bot.replies.messages import Say
from bot.replies.parts import Part, PartKind, Reply, heading, paragraph, shortened

OUTCOMES = OutcomeKind.ANSWER, OutcomeKind.NOT_IN_SOURCE, OutcomeKind.CLARIFY, OutcomeKind.UNKNOWN
WHY = {"": "laporan_tanpa_alasan"} | {complaint.value: key for complaint, key in COMPLAINTS.items()}
PERCENTILES = "50", "95", "99"
DAYS = 30  # that a report is about, unless somebody says otherwise
NONE = "–"  # a share of nothing
TITLE = 44  # characters that fit in a line


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: how large its bar is, and what stands beside it."""

    label: str
    size: float
    told: str


Rows = tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the report says; without questions only `lead`."""

    title: str
    period: str
    lead: str
    tiles: tuple[tuple[str, str], ...] = ()  # a figure and what it counts
    daily: str = ""  # the title of the plot
    days: tuple[tuple[str, tuple[int, ...]], ...] = ()  # its columns: the date, how many of each outcome
    outcomes: Rows = ()  # its legend, in the same order
    sections: tuple[tuple[str, Rows], ...] = ()  # rows under a title
    note: str = ""

    def caption(self) -> Reply:
        """The report in a few words, below its picture."""
        told = ", ".join(f"{figure} {label}" for figure, label in self.tiles if figure != NONE) or self.lead
        return Reply((heading(self.title), Part(PartKind.NOTE, self.period), paragraph(told)))


def midnights(now: datetime, days: int) -> list[datetime]:
    """Where the last `days` days begin in Bangka Belitung, today's among them, and where today ends."""
    today = datetime.combine(now.astimezone(WIB).date(), time(), WIB)
    return [today + timedelta(days=each) for each in range(1 - days, 2)]


class Reports:
    """Figures in words."""

    def __init__(self, knowledge: Knowledge, say: Say) -> None:
        self._entries = {entry.id: entry for entry in knowledge.entries}
        self._say = say

    def of(self, figures: Figures) -> Report:
        """The report on these figures."""
        say, days = self._say, figures.days
        asked = {kind: sum(day.asked.get(kind, 0) for day in days) for kind in OutcomeKind}
        first, last = (f"{day.date:%d-%m-%Y}" for day in (days[0], days[-1]))
        title, period = say("laporan_judul"), say("laporan_periode", awal=first, akhir=last, hari=len(days))
        if not (figures.picked or any(asked.values())):
            return Report(title, period, say("laporan_kosong"))
        greetings = asked.pop(OutcomeKind.SMALL_TALK)
        typed, votes = sum(asked.values()), figures.good + sum(figures.bad.values())
        tiles = {
            "laporan_pertanyaan": number(typed),
            "laporan_terjawab": share(asked[OutcomeKind.ANSWER], typed),
            "laporan_terbantu": share(figures.good, votes),
            "laporan_penanya": number(figures.askers) if figures.askers else say("laporan_sedikit"),
        }
        return Report(
            title,
            period,
            lead=say("laporan_selain", tombol=number(figures.picked), sapaan=number(greetings)),
            tiles=tuple((figure, say(key)) for key, figure in tiles.items()),
            daily=say("laporan_harian"),
            days=tuple(
                (f"{day.date:%d-%m}", tuple(day.asked.get(kind, 0) for kind in OUTCOMES)) for day in days
            ),
            outcomes=tuple(part(say(f"laporan_{kind}"), asked[kind], typed) for kind in OUTCOMES),
            sections=tuple((say(key), rows) for key, rows in self._sections(figures, votes) if rows),
            note=say("laporan_catatan"),
        )

    def _sections(self, figures: Figures, votes: int) -> Iterator[tuple[str, Rows]]:
        """The rows under each title; none where nothing happened."""
        say, handed = self._say, figures.handed_over
        yield (
            "laporan_terbanyak",
            tuple(part(self._title(entry), count) for entry, count in figures.most_asked),
        )
        if votes:
            bad = sorted(figures.bad.items(), key=lambda each: -each[1])
            told = {say("laporan_keluhan", alasan=say(WHY[complaint])): count for complaint, count in bad}
            opinions = {say("laporan_membantu"): figures.good, **told}
            yield "laporan_penilaian", tuple(part(label, count, votes) for label, count in opinions.items())
        if handed:
            answered = part(say("laporan_dibalas"), figures.staff_answered, handed)
            yield "laporan_petugas", (part(say("laporan_diteruskan"), handed), answered)
        waits = zip(PERCENTILES, figures.ms, strict=False)
        rows = (Row(say("laporan_dalam", persen=each), ms, f"{decimal(ms)} ms") for each, ms in waits)
        yield "laporan_waktu", tuple(rows)

    def _title(self, entry_id: str) -> str:
        """What the entry asks, as briefly as may be; its id where it is no longer there."""
        entry = self._entries.get(entry_id)
        return shortened(entry.brief, TITLE) if entry else entry_id


def part(label: str, count: int, whole: int = 0) -> Row:
    """A count with its share, where it is a part of something."""
    return Row(label, count, f"{number(count)} ({share(count, whole)})" if whole else number(count))


def number(count: int) -> str:
    """1.234"""
    return f"{count:,}".replace(",", ".")


def decimal(figure: float) -> str:
    """12,5"""
    return f"{figure:,.1f}".translate(str.maketrans(",.", ".,"))


def share(count: int, whole: int) -> str:
    """12,5 %; a dash where there is nothing to share."""
    return f"{decimal(100 * count / whole)}\N{NO-BREAK SPACE}%" if whole else NONE
