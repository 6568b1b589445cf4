"""Measures everything that can be measured from the repository and prints it under one heading.

    make measure

A figure with a goal stands beside it: `92.3 < 95` misses it, `95.8 ≥ 95` reaches it. What is printed is also
written to docs/measured.txt; right against false answers are drawn, as by `make plot`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import chain
from pathlib import Path

from bench import curve, intents, speed, variants
from bench.accuracy import Hearing, question_sets, shares, shipped_knowledge
from bench.curve import ENGINE, Point, most_right
from bench.peers import PEERS
from bot.answering import Faq
from bot.config import ROOT
from bot.model import Knowledge

RECORD = ROOT / "docs" / "measured.txt"
SEEDS = range(1, 6)

# Goals, in percent: the least right, the most wrong and astray, the most false.
GIVEN, UNSEEN = (97, 1, 1.8), (95, 1.5, 2)
ELSEWHERE_ASKED, ELSEWHERE_FALSE = 8, 1  # of questions about something else
INTENT_GOALS = {"massive-id": (66, 36, 3), "xsid-id": (94, 82, 3)}  # top1, at5, wrong5
P50, P99, WORST, LOAD = 0.5, 3, 50, 2000  # milliseconds


@dataclass(frozen=True, slots=True)
class Table:
    """Figures under one title; the first column names the rows."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""

    def __str__(self) -> str:
        widths = [max(map(len, column)) for column in zip(self.columns, *self.rows, strict=True)]
        lines = [
            row[0].ljust(widths[0])
            + "".join(f"   {cell:>{w}}" for cell, w in zip(row[1:], widths[1:], strict=True))
            for row in (self.columns, *self.rows)
        ]
        return "\n".join((self.title, *(f"  {line}".rstrip() for line in (*lines, self.note) if line)))


def plain(figure: float) -> str:
    return f"{figure:.1f}"


def at_least(figure: float, goal: float) -> str:
    return f"{figure:.1f} {'≥' if figure >= goal else '<'} {goal:g}"


def at_most(figure: float, goal: float, digits: int = 1) -> str:
    return f"{figure:.{digits}f} {'≤' if figure <= goal else '>'} {goal:g}"


def question_table(faq: Faq) -> Table:
    rows = []
    for name, questions in question_sets(locked=True).items():
        share = shares(Hearing(faq, questions).verdicts(faq.thresholds))
        answerable = sum(bool(question.gold) for question in questions)
        right, astray, false = GIVEN if name == "given" else UNSEEN
        first = (
            at_least(share["right"], right),
            plain(share["offered"]),
            plain(share["missed"]),
            at_most(share["wrong"] + share["astray"], astray),
        )
        others = len(questions) - answerable
        last = (
            plain(share["refused"]),
            plain(share["asked"]) if answerable else at_most(share["asked"], ELSEWHERE_ASKED),
            at_most(share["false"], false if answerable else ELSEWHERE_FALSE),
        )
        rows.append((name, str(answerable), *(first if answerable else "––––"), str(others), *last))
    return Table(
        "Questions about the article, % of those that it answers and of those that it leaves open",
        (
            "set",
            "answered",
            "right",
            "offered",
            "missed",
            "wrong + astray",
            "open",
            "refused",
            "asked",
            "false",
        ),
        rows,
        f"at {faq.thresholds}",
    )


def variant_table(knowledge: Knowledge) -> Table:
    tally = Counter(verdict for verdict, *_ in variants.ask_all(knowledge))
    return Table(
        "Phrasings of the knowledge, each asked while it and a fifth of the others are taken out, %",
        ("phrasings", "found", "alike", "taken"),
        [
            (
                str(tally.total()),
                *(plain(100 * tally[each] / tally.total()) for each in ("found", "alike", "taken")),
            )
        ],
    )


def peer_table(found: curve.Curves) -> Table:
    def row(name: str, at: Point, points: Sequence[Point]) -> tuple[str, ...]:
        careful = most_right(points, 2)
        return (
            name,
            *(plain(at[verdict]) for verdict in ("right", "wrong", "false")),
            plain(careful["right"]) if careful else "–",
        )

    rows = [row(ENGINE, found.shipped, list(found.engine.values()))]
    for corpus, peers in found.peers.items():
        for name, points in peers.items():
            tuned = max(points, key=lambda point: point["right"] - point["wrong"] - point["false"])
            rows.append(row(f"{name}, {corpus}", tuned, points))
    return Table(
        f"The same {found.questions} questions, asked of peers too, %",
        ("method, what it searches", "right", "wrong", "false", "right at false ≤ 2"),
        rows,
        "The peers' threshold is tuned for them on these questions: right − wrong − false at its highest.",
    )


def intent_table() -> Table:
    sets = sorted(intents.INTENTS.glob("*.jsonl"))
    once = [intents.measure(intents.engine, intents.split(path, 1)) for path in sets]
    means = [intents.mean(intents.engine, path, SEEDS) for path in sets]
    rows = [
        (f"{ENGINE}, {name}", *chain.from_iterable(map(_against_goals, sets, figures)))
        for name, figures in (("first split", once), (f"mean of {len(SEEDS)} splits", means))
    ]
    for name, peer in PEERS.items():
        figures = (figure for path in sets for figure in astuple(intents.mean(peer, path, SEEDS)))
        rows.append((f"{name}, mean", *map(plain, figures)))
    return Table(
        "Intents of public data, a fifth of them left out, %",
        ("method", *(name for path in sets for name in (f"{path.stem} top1", "at5", "wrong5"))),
        rows,
    )


def _against_goals(path: Path, figures: intents.Figures) -> tuple[str, str, str]:
    top1, at5, wrong5 = INTENT_GOALS[path.stem]
    return at_least(figures.top1, top1), at_least(figures.at5, at5), at_most(figures.wrong5, wrong5)


def speed_table(knowledge: Knowledge, faq: Faq) -> Table:
    times = speed.ordinary(faq)
    hostile = speed.hostile(faq)
    slowest = max(hostile, key=lambda name: hostile[name].cpu)
    figures = {
        f"p50 of {len(times)} questions": (speed.percentile(times, 0.5), P50),
        f"p99 of {len(times)} questions": (speed.percentile(times, 0.99), P99),
        f"worst of {len(hostile)} hostile messages: {slowest}": (speed.max_of(list(hostile.values())), WORST),
        "from start to first answer": (speed.load(), LOAD),
    }
    rows = [(name, at_most(t.wall, goal, 2), at_most(t.cpu, goal, 2)) for name, (t, goal) in figures.items()]
    for name, each in speed.understood(knowledge, faq).items():
        for share in (50, 99):
            took = speed.percentile(each, share / 100)
            rows.append((f"p{share}, {name}", f"{took.wall:.2f}", f"{took.cpu:.2f}"))
    for name, made in speed.conversation(knowledge, faq).items():
        took = speed.max_of(list(speed.hostile(faq, made).values()))
        rows.append((f"worst hostile, {name}", f"{took.wall:.2f}", f"{took.cpu:.2f}"))
    return Table(
        "Time, ms, the fastest of three",
        ("", "wall", "CPU"),
        rows,
        "Other work on the machine adds to wall time. What is understood within a conversation has no goal.",
    )


def tables() -> Iterator[Table]:
    knowledge = shipped_knowledge()
    faq = Faq(knowledge)
    yield question_table(faq)
    yield variant_table(knowledge)
    found = curve.curves(knowledge, faq)
    curve.write(found)
    yield peer_table(found)
    yield intent_table()
    yield speed_table(knowledge, faq)


def main() -> None:
    parts = ["`make measure`: a figure with its goal beside it; < and > miss it, ≥ and ≤ reach it."]
    print(parts[0])
    for table in tables():
        parts.append(str(table))
        print(f"\n{table}", flush=True)
    RECORD.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
