"""Whether the editors' trials come out as expected, and what came out otherwise than at the last good run."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.answering import Faq
from bot.content.trials import REACTIONS, Trial
from bot.explaining import why
from bot.model import Entry, Outcome, OutcomeKind

# What came where no entry answers; the rest is told by the entry's id.
SILENT = {OutcomeKind.UNKNOWN: "tidak_dijawab", OutcomeKind.CLARIFY: "tanya_balik"}

Paint = Callable[[str, str], str]  # a text and the name of its colour


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a trial: an entry's id or a key of REACTIONS."""

    trial: Trial
    came: str
    good: bool
    why: str


@dataclass(frozen=True, slots=True)
class Report:
    """A run of all trials, held against the last good one: what came then, by question."""

    results: tuple[Result, ...]
    before: Mapping[str, str]

    @property
    def failed(self) -> tuple[Result, ...]:
        return tuple(result for result in self.results if not result.good)

    @property
    def changed(self) -> tuple[Result, ...]:
        """Those of which something else came than before."""
        return tuple(
            each for each in self.results if self.before.get(each.trial.question, each.came) != each.came
        )

    @property
    def came(self) -> dict[str, str]:
        """What came of each question: what a later run is held against."""
        return {result.trial.question: result.came for result in self.results}


def try_all(faq: Faq, trials: Iterable[Trial], before: Mapping[str, str]) -> Report:
    """Asks every trial."""
    return Report(tuple(_result(faq, trial) for trial in trials), before)


def _result(faq: Faq, trial: Trial) -> Result:
    outcome = faq.ask(trial.question)
    came = outcome.entry.id if outcome.entry else SILENT[outcome.kind]
    told = _ids(outcome.entry) if outcome.entry else {came}
    good = any(
        outcome.kind in REACTIONS[each] if each in REACTIONS else each in told for each in trial.expected
    )
    return Result(trial, came, good, " ".join((why(outcome, faq.thresholds), *_missed(outcome, trial))))


def _ids(entry: Entry) -> set[str]:
    """What an editor may call an entry: also the ids of those that were joined in it."""
    return {each.id for each in (entry, *entry.versions)}


def _missed(outcome: Outcome, trial: Trial) -> list[str]:
    """How the expected entries fared that did not come."""
    told = []
    for each in trial.expected:
        found = next(
            ((n, match) for n, match in enumerate(outcome.matches, start=1) if each in _ids(match.entry)),
            None,
        )
        if each in REACTIONS or (outcome.entry and each in _ids(outcome.entry)):
            continue
        if not found:
            told.append(f"`{each}` tidak termasuk {len(outcome.matches)} butir terbaik.")
        elif found[1].block:
            told.append(f"`{each}` dihalangi: tidak menyebut “{found[1].block.phrase}”.")
        else:
            told.append(f"`{each}` di urutan {found[0]} dengan skor {found[1].score}.")
    return told


def as_text(report: Report, paint: Paint) -> str:
    """The report in Indonesian, for a terminal."""
    lines = []
    for each in report.failed:
        lines += [
            paint(f"{each.trial.place}: “{each.trial.question}”", "red"),
            f"    diharapkan {' atau '.join(each.trial.expected)}; yang datang {each.came}",
            f"    {each.why}",
        ]
    if report.changed:
        lines.append("Berubah sejak terakhir kali semua lulus:")
        lines += [
            f"    “{each.trial.question}”: {report.before[each.trial.question]} → {each.came}"
            for each in report.changed
        ]
    failed, count = len(report.failed), len(report.results)
    told = f"{failed} dari {count} pertanyaan uji gagal." if failed else f"{count} pertanyaan uji lulus."
    return "\n".join((*lines, paint(told, "red" if failed else "green")))


def as_json(report: Report) -> dict[str, Any]:
    """The same for programs."""
    return {
        "count": len(report.results),
        "failed": [
            {
                "file": each.trial.place.file,
                "line": each.trial.place.line,
                "question": each.trial.question,
                "expected": list(each.trial.expected),
                "came": each.came,
                "why": each.why,
            }
            for each in report.failed
        ],
        "changed": [
            {
                "question": each.trial.question,
                "before": report.before[each.trial.question],
                "came": each.came,
            }
            for each in report.changed
        ],
    }
