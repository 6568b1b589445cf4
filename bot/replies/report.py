"""The report for admins: what the figures are called, and how they are written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.model import Complaint, Entry, Figures, Knowledge, OutcomeKind
from bot.replies.about import WIB
from bot.replies.messages import Say
from bot.replies.parts import Part, PartKind, Reply, heading, paragraph, shortened

OUTCOMES = OutcomeKind.ANSWER, OutcomeKind.NOT_IN_SOURCE, OutcomeKind.CLARIFY, OutcomeKind.UNKNOWN
COMPLAINTS = {
    Complaint.WRONG.value: "keluhan_salah",
    Complaint.INCOMPLETE.value: "keluhan_kurang",
    Complaint.OFF_TOPIC.value: "keluhan_lain",
}
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


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a title."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the report says; without questions only `lead`."""

    title: str
    period: str
    lead: str
    tiles: tuple[tuple[str, str], ...] = ()  # a figure and what it counts
    daily: str = ""  # the title of the plot
    days: tuple[tuple[str, tuple[int, ...]], ...] = ()  # its columns: the date, how many of each outcome
    outcomes: tuple[Row, ...] = ()  # its legend, in the same order
    sections: tuple[Section, ...] = ()
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
        counts = {kind: sum(day.asked.get(kind, 0) for day in days) for kind in OutcomeKind}
        typed = sum(counts[kind] for kind in OUTCOMES)
        title = say("laporan_judul")
        first, last = (f"{day.date:%d-%m-%Y}" for day in (days[0], days[-1]))
        period = say("laporan_periode", awal=first, akhir=last, hari=len(days))
        if not (figures.picked or any(counts.values())):
            return Report(title, period, say("laporan_kosong"))
        bad = sum(figures.bad.values())
        votes = figures.good + bad
        return Report(
            title,
            period,
            lead=say(
                "laporan_selain", tombol=number(figures.picked), sapaan=number(counts[OutcomeKind.SMALL_TALK])
            ),
            tiles=(
                (number(typed), say("laporan_pertanyaan")),
                (share(counts[OutcomeKind.ANSWER], typed), say("laporan_terjawab")),
                (share(figures.good, votes), say("laporan_terbantu")),
                (
                    number(figures.askers) if figures.askers else say("laporan_sedikit"),
                    say("laporan_penanya"),
                ),
            ),
            daily=say("laporan_harian"),
            days=tuple(
                (f"{day.date:%d-%m}", tuple(day.asked.get(kind, 0) for kind in OUTCOMES)) for day in days
            ),
            outcomes=tuple(part(say(f"laporan_{kind}"), counts[kind], typed) for kind in OUTCOMES),
            sections=tuple(section for section in self._sections(figures, votes) if section.rows),
            note=say("laporan_catatan"),
        )

    def _sections(self, figures: Figures, votes: int) -> Sequence[Section]:
        say = self._say
        most = tuple(Row(self._title(entry), count, number(count)) for entry, count in figures.most_asked)
        opinions = [(say("laporan_membantu"), figures.good)]
        opinions += [
            (self._complaint(key), count)
            for key, count in sorted(figures.bad.items(), key=lambda each: -each[1])
        ]
        handed = figures.handed_over
        staff = (
            part(say("laporan_diteruskan"), handed, 0),
            part(say("laporan_dibalas"), figures.staff_answered, handed),
        )
        waits = zip(PERCENTILES, figures.ms, strict=False)
        return (
            Section(say("laporan_terbanyak"), most),
            Section(
                say("laporan_penilaian"), tuple(part(*each, votes) for each in opinions) if votes else ()
            ),
            Section(say("laporan_petugas"), staff if handed else ()),
            Section(
                say("laporan_waktu"),
                tuple(
                    Row(say("laporan_dalam", persen=share), ms, f"{decimal(ms)} ms") for share, ms in waits
                ),
            ),
        )

    def _complaint(self, key: str) -> str:
        known = COMPLAINTS.get(key)
        return (
            self._say("laporan_keluhan", alasan=self._say(known))
            if known
            else self._say("laporan_tanpa_alasan")
        )

    def _title(self, entry_id: str) -> str:
        """What the entry asks, as briefly as may be; its id where it is no longer there."""
        entry: Entry | None = self._entries.get(entry_id)
        return shortened(entry.label or entry.question, TITLE) if entry else entry_id


def part(label: str, count: int, whole: int) -> Row:
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
