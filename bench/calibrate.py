"""Calibrates the thresholds of the shipped knowledge and stores them with the figures measured at them.

    make calibrate

Two pools are judged, each weighing half: the questions of bench/questions that are not locked, and a fifth of
the knowledge's own phrasings, asked while they are taken out. Thresholds of the lowest COSTS are stored.
A test measures again, and fails when the knowledge or the engine has moved away from what is stored.
"""

from collections.abc import Mapping
from dataclasses import replace
from statistics import fmean

from bench.accuracy import Hearing, Question, cited, question_sets, shares, shipped_knowledge
from bench.variants import folds
from bot.answering import Faq
from bot.config import ROOT, Config
from bot.content.knowledge import THRESHOLD_KEYS
from bot.content.strict_yaml import read_yaml
from bot.model import EntryKind, Knowledge, Thresholds

STORED = ROOT / Config().paths.knowledge / "kalibrasi.yaml"
# What each verdict costs the person who asked, counted in questions back. A question back costs a moment.
# Silence where there is an answer sends people elsewhere; a choice without the right one may mislead too.
# A wrong answer lets a villager go home, or an official promise what is not so.
# At eight instead of six the threshold for answering doubled: on questions that nobody had read, silence took
# more right answers than it spared wrong ones.
COSTS = {
    "right": 0,
    "offered": 1,
    "missed": 3,
    "wrong": 6,
    "astray": 4,
    "refused": 0,
    "asked": 1,
    "false": 6,
}
INDONESIAN = {
    "right": "benar",
    "offered": "ditawarkan",
    "missed": "terlewat",
    "wrong": "salah",
    "astray": "tersesat",
    "refused": "ditolak",
    "asked": "ditanyakan",
    "false": "keliru",
}
STEPS = {
    "answer": [float(n) for n in range(5, 81)],
    "clarify": [float(n) for n in range(5, 61)],
    "margin": [n / 2 for n in range(21)],
}
NEARLY = 0.01  # questions back; a few phrasings more or less move the cost as much
HEADING = """\
# yaml-language-server: $schema=../docs/skema/pengetahuan.json
# Ditulis oleh `make calibrate`; jangan diubah dengan tangan.
#
# ambang: skor (0 sampai 100) di antara menjawab, bertanya balik, dan berkata tidak tahu. Saingan yang lebih
# dekat daripada selisih membuat bot bertanya balik. Dipilih yang paling murah: satu jawaban salah dihitung
# semahal enam pertanyaan balik. Yang hampir sama murahnya tidak diganti.
#
# terukur: persentase yang didapat dengan ambang itu, dari soal di bench/questions yang tidak dikunci dan
# dari variasi yang ditanyakan selagi dikeluarkan dari pengetahuan.
"""


class Pools:
    """The questions to calibrate by, read and ranked."""

    def __init__(self, knowledge: Knowledge, faq: Faq) -> None:
        rest, taken_out = next(folds(knowledge))
        phrasings = [
            Question(phrasing, cited([entry]) if entry.kind is EntryKind.FACT else frozenset())
            for entry, phrasing in taken_out
        ]
        questions = [question for each in question_sets(locked=False).values() for question in each]
        self._hearings = {"soal": Hearing(faq, questions), "variasi": Hearing(Faq(rest), phrasings)}

    def figures(self, least: Thresholds) -> dict[str, dict[str, float]]:
        """For each pool the share of each verdict, in percent."""
        return {name: shares(hearing.verdicts(least)) for name, hearing in self._hearings.items()}

    def cost(self, least: Thresholds) -> float:
        """What a message costs on average, in questions back."""
        return fmean(
            fmean(COSTS[verdict] for verdict in hearing.verdicts(least))
            for hearing in self._hearings.values()
        )

    def cheapest(self, name: str, least: Thresholds) -> Thresholds:
        """The thresholds with one of them moved to where it costs least; of several places the middle one."""
        moved = [replace(least, **{name: value}) for value in STEPS[name]]
        costs = [(self.cost(each), each) for each in moved if each.clarify <= each.answer]
        lowest = min(cost for cost, _ in costs)
        best = [each for cost, each in costs if cost == lowest]
        return best[len(best) // 2]


def calibrated(pools: Pools, start: Thresholds) -> Thresholds:
    """The thresholds, looked for from some, of which none can be moved to cost less."""
    least, cost = start, float("inf")
    while (now := pools.cost(least)) < cost:
        cost = now
        for name in STEPS:
            least = pools.cheapest(name, least)
    return least


def lowered(pools: Pools, least: Thresholds) -> Thresholds:
    """The thresholds as low as hardly costs more.

    Editors mend what they read, so these questions score better than those that nobody has read.
    """
    most = pools.cost(least) + NEARLY
    for name in ("clarify", "answer"):
        lower = (replace(least, **{name: value}) for value in STEPS[name] if value <= getattr(least, name))
        least = next(each for each in lower if each.clarify <= each.answer and pools.cost(each) <= most)
    return least


def store(least: Thresholds, figures: Mapping[str, Mapping[str, float]]) -> None:
    """Writes the thresholds and their figures for the knowledge to be loaded with."""
    lines = [
        "ambang:",
        *(f"  {key}: {getattr(least, name):g}" for key, name in THRESHOLD_KEYS.items()),
        "terukur:",
    ]
    for pool, share in figures.items():
        lines += [f"  {pool}:", *(f"    {INDONESIAN[verdict]}: {share[verdict]:.1f}" for verdict in share)]
    STORED.write_text(HEADING + "\n".join(lines) + "\n", encoding="utf-8")


def stored_figures() -> dict[str, dict[str, float]]:
    """For each pool the share of each verdict when the thresholds were stored, in percent."""
    measured = read_yaml(STORED.read_bytes(), str(STORED)).record("terukur")
    return {
        pool: {verdict: float(measured.record(pool).text(key)) for verdict, key in INDONESIAN.items()}
        for pool in measured
    }


def main() -> None:
    knowledge = shipped_knowledge()
    pools = Pools(knowledge, Faq(knowledge))
    found = [calibrated(pools, start) for start in (Thresholds(), knowledge.thresholds)]
    least = lowered(pools, min(found, key=pools.cost))
    if pools.cost(knowledge.thresholds) <= pools.cost(least) + NEARLY:
        least = knowledge.thresholds  # what hardly costs more stays as people know it
    for name, thresholds in {"before": knowledge.thresholds, "stored": least}.items():
        print(f"{name}: {thresholds}, cost of a message {pools.cost(thresholds):.3f}")
    store(least, pools.figures(least))


if __name__ == "__main__":
    main()
