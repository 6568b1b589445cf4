"""Draws right against false answers over the threshold, for this engine and its peers.

    make plot

Asked are the given questions and the locked ones, which nobody has read who improves the engine. A low
threshold answers much, and much of it falsely; a high one is silent. Peers search the article's sentences,
and what the engine learns from.
Writes docs/images/right-against-false.png, and the points as a table to docs/right-against-false.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from bench.accuracy import ANSWERABLE, OTHERS, Hearing, question_sets, shares, shipped_knowledge
from bench.peers import searches
from bot.answering import Faq
from bot.config import ROOT
from bot.model import Knowledge

PICTURE = ROOT / "docs" / "images" / "right-against-false.png"
TABLE = ROOT / "docs" / "right-against-false.md"
ENGINE = "Tanya Desa"
THRESHOLDS = range(101)
LIMITS = (1, 2, 5, 10, 20, 40)  # of false answers, in the table
LABEL_HEIGHT = 5  # of a line of text, in percent
ASKED = ("given", "locked")  # begin the names of the sets that are asked; all of them would take half an hour
GOAL_RIGHT, GOAL_FALSE = 95, 2  # on unseen questions
# Okabe & Ito 2008: colours that the colour-blind tell apart. Dashes and labels do it without colour.
COLOURS = ("#E69F00", "#56B4E9", "#009E73", "#D55E00", "#0072B2")
DASHES = (":", "-.", "--", (0, (5, 1, 1, 1, 1, 1)), (0, (8, 2)))

PAGE = """\
# Right against false answers

Written by `make plot`; do not edit.

![Right against false answers over the threshold](images/right-against-false.png)

{questions} labelled questions about the article, in percent: of bench/questions those that were given,
and the locked ones, which nobody has read who improves the engine. *Right*: of the questions with an answer,
those answered with a sentence that holds it; *wrong*: with another. *False*: of the questions that the source
leaves open, those answered all the same.

## What can be reached

Right / wrong, at the threshold with the most right answers among those that keep false answers so low.

{limits}
{best}

## The engine over its threshold

{verdicts}
{engine}
"""

VERDICTS = ANSWERABLE + OTHERS
Point = dict[str, float]  # shares of the verdicts, in percent


@dataclass(frozen=True, slots=True)
class Curves:
    """What the engine and its peers reach over the threshold."""

    questions: int
    shipped: Point  # the engine as it is
    engine: dict[int, Point]  # by threshold
    peers: dict[str, dict[str, list[Point]]]  # by what is searched and by whom


def curves(knowledge: Knowledge, faq: Faq) -> Curves:
    """Asks everyone everything."""
    sets = {name: each for name, each in question_sets(locked=True).items() if name.startswith(ASKED)}
    questions = [question for each in sets.values() if any(one.gold for one in each) for question in each]
    hearing, least = Hearing(faq, questions), faq.thresholds
    return Curves(
        questions=len(questions),
        shipped=shares(hearing.verdicts(least)),
        engine={
            threshold: shares(
                hearing.verdicts(replace(least, answer=threshold, clarify=min(least.clarify, threshold)))
            )
            for threshold in THRESHOLDS
        },
        peers={
            corpus: {name: search.curve() for name, search in peers.items()}
            for corpus, peers in searches(knowledge, questions).items()
        },
    )


def most_right(points: Sequence[Point], limit: float) -> Point | None:
    """The point with the most right answers where at most `limit` percent are false."""
    allowed = [point for point in points if point["false"] <= limit]
    return max(allowed, key=lambda point: point["right"], default=None)


def draw(found: Curves) -> None:
    """Writes the picture."""
    mpl.use("Agg")
    figure, panels = plt.subplots(1, 2, figsize=(14, 6.4), sharey=True, layout="constrained")
    for panel, (corpus, peers) in zip(panels, found.peers.items(), strict=True):
        _frame(panel, f"Peers search {corpus}")
        panel.plot(found.shipped["false"], found.shipped["right"], "o", color="black", markersize=9)
        ends = {ENGINE: _line(panel, list(found.engine.values()), color="black", linewidth=3)}
        for colour, dashes, (name, points) in zip(COLOURS, DASHES, peers.items(), strict=True):
            ends[name] = _line(panel, points, color=colour, linestyle=dashes, linewidth=2)
        _label(panel, ends)
    panels[0].set_ylabel("Right: questions with an answer that are answered rightly, %")
    figure.supxlabel("False: questions that the source leaves open, answered all the same, % (root scale)")
    figure.suptitle(
        f"Right against false answers over the threshold, {found.questions} questions about the article"
        "  (● as shipped; grey: the goal)",
        fontsize=14,
    )
    figure.savefig(PICTURE, dpi=100)
    plt.close(figure)


def _frame(panel: Axes, title: str) -> None:
    panel.set_title(title, loc="left", fontsize=12)
    panel.set_xscale("function", functions=(lambda x: np.sqrt(np.maximum(x, 0)), np.square))
    panel.set_xticks([0, 1, 2, 5, 10, 20, 30, 40, 60, 80, 100])
    panel.set_yticks(range(0, 101, 10))
    panel.set(xlim=(0, 100), ylim=(0, 102))
    panel.grid(color="0.88")
    panel.fill_between([0, GOAL_FALSE], GOAL_RIGHT, 102, color="0.75", linewidth=0)
    panel.spines[["top", "right"]].set_visible(False)


def _line(panel: Axes, points: Sequence[Point], **style: Any) -> Point:
    """Draws a curve; its end with the most answers."""
    panel.plot([point["false"] for point in points], [point["right"] for point in points], **style)
    return max(points, key=lambda point: (point["false"], point["right"]))


def _label(panel: Axes, ends: dict[str, Point]) -> None:
    """Names the curves at the right edge, apart from each other, with a thin line to where each ends."""
    height = 100.0 + LABEL_HEIGHT
    for name, end in sorted(ends.items(), key=lambda item: -item[1]["right"]):
        height = min(height - LABEL_HEIGHT, end["right"])
        panel.annotate(
            name,
            (end["false"], end["right"]),
            (106, height),
            annotation_clip=False,
            va="center",
            fontsize=11,
            fontweight="bold" if name == ENGINE else "normal",
            arrowprops={"arrowstyle": "-", "color": "0.5", "linewidth": 0.8, "relpos": (0, 0.5)},
        )


def table(found: Curves) -> str:
    """The picture and its points in Markdown."""
    methods = {ENGINE: list(found.engine.values())} | {
        f"{name}, {corpus}": points for corpus, peers in found.peers.items() for name, points in peers.items()
    }
    best = {name: [most_right(points, limit) for limit in LIMITS] for name, points in methods.items()}
    by_threshold = {str(each): found.engine[each] for each in THRESHOLDS[::5]} | {"as shipped": found.shipped}
    return PAGE.format(
        questions=found.questions,
        limits="| | " + " | ".join(f"false ≤ {limit}" for limit in LIMITS) + " |\n" + "|---" * 7 + "|",
        best="\n".join(
            f"| {name} | "
            + " | ".join(f"{p['right']:.1f} / {p['wrong']:.1f}" if p else "–" for p in row)
            + " |"
            for name, row in best.items()
        ),
        verdicts="| threshold | " + " | ".join(VERDICTS) + " |\n" + "|---" * 9 + "|",
        engine="\n".join(
            f"| {name} | " + " | ".join(f"{point[verdict]:.1f}" for verdict in VERDICTS) + " |"
            for name, point in by_threshold.items()
        ),
    )


def write(found: Curves) -> None:
    """Writes the picture and the table."""
    draw(found)
    TABLE.write_text(table(found), encoding="utf-8")


def main() -> None:
    knowledge = shipped_knowledge()
    write(curves(knowledge, Faq(knowledge)))


if __name__ == "__main__":
    main()
