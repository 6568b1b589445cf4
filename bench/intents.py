"""How well the engine chooses, and dares, on public intent data that nobody here wrote.

    python -m bench.intents [--seeds 5]

Of each set in bench/intents a fifth of the intents is left out. The others become entries with five phrasings
each; their other phrasings are asked, and so are those of the intents left out, which nothing should answer.
Of the questions of known intents, in percent:
    top1    the best match is their intent
    at5     … and its score is above the threshold that lets 5% of the left-out questions through
    wrong5  the best match is another intent, and its score is above that threshold
"""

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from statistics import fmean

from bench.accuracy import shipped_language
from bench.peers import PEERS, Example, Peer, Scorer
from bot.answering import Faq
from bot.config import ROOT, Config
from bot.content.vectors import FILE as VECTORS
from bot.content.vectors import word_vectors
from bot.errors import Place
from bot.model import Entry, EntryKind, Knowledge

INTENTS = Path(__file__).parent / "intents"
PHRASINGS = 5  # of an entry
FEWEST = 4  # phrasings that make an intent worth an entry
LEFT_OUT = 0.2  # of the intents
ASKED, ASKED_OF_LEFT_OUT, ASKED_OF_ONE_LEFT_OUT = 400, 200, 20  # questions at the most
LET_THROUGH = 0.05  # of the left-out questions
LANGUAGE = ROOT / Config().paths.language
LEXICON = replace(shipped_language(), vectors=word_vectors((LANGUAGE / VECTORS).read_bytes(), VECTORS))


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares in percent."""

    top1: float
    at5: float
    wrong5: float


@dataclass(frozen=True, slots=True)
class Trial:
    """One way to split a set."""

    examples: tuple[Example, ...]
    asked: tuple[Example, ...]
    left_out: tuple[str, ...]


def split(path: Path, seed: int) -> Trial:
    """The trial that a seed gives: always the same."""
    dice = random.Random(seed)
    phrasings: dict[str, dict[str, str]] = defaultdict(dict)
    seen: set[str] = set()
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        key = re.sub(r"\W+", " ", row["q"].lower()).strip()
        if key and key not in seen:
            seen.add(key)
            phrasings[row["intent"]][key] = row["q"]
    intents = sorted(intent for intent, those in phrasings.items() if len(those) >= FEWEST)
    dice.shuffle(intents)
    out = set(intents[: max(1, round(len(intents) * LEFT_OUT))])
    examples, asked, left_out = [], [], []
    for intent in intents:
        own = list(phrasings[intent].values())
        dice.shuffle(own)
        if intent in out:
            left_out += own[:ASKED_OF_ONE_LEFT_OUT]
        else:
            kept = min(PHRASINGS, len(own) // 2)
            examples += [(phrasing, intent) for phrasing in own[:kept]]
            asked += [(phrasing, intent) for phrasing in own[kept:]]
    dice.shuffle(asked)
    dice.shuffle(left_out)
    return Trial(tuple(examples), tuple(asked[:ASKED]), tuple(left_out[:ASKED_OF_LEFT_OUT]))


def measure(peer: Peer, trial: Trial) -> Figures:
    """The figures of an engine or a peer."""
    scorer = peer(trial.examples)
    let_in = sorted((scorer(question)[1] for question in trial.left_out), reverse=True)
    threshold = let_in[int(len(let_in) * LET_THROUGH)]
    found = [(intent, *scorer(question)) for question, intent in trial.asked]

    def percent(hits: Iterable[bool]) -> float:
        return 100 * sum(hits) / len(found)

    return Figures(
        top1=percent(best == intent for intent, best, _ in found),
        at5=percent(best == intent and score > threshold for intent, best, score in found),
        wrong5=percent(best != intent and score > threshold for intent, best, score in found),
    )


def mean(peer: Peer, path: Path, seeds: Iterable[int]) -> Figures:
    """The mean of the figures over several ways to split a set."""
    rows = [astuple(measure(peer, split(path, seed))) for seed in seeds]
    return Figures(*(fmean(column) for column in zip(*rows, strict=True)))


def engine(examples: Sequence[Example]) -> Scorer:
    """The engine of this repository, with nothing but the examples and the language tables."""
    phrasings: dict[str, list[str]] = defaultdict(list)
    for phrasing, intent in examples:
        phrasings[intent].append(phrasing)
    entries = tuple(
        Entry(intent, first, tuple(others), "", (), EntryKind.FACT, None, "", False, Place("", 0))
        for intent, (first, *others) in phrasings.items()
    )
    faq = Faq(Knowledge((), entries, (), (), LEXICON, {}))

    def score(question: str) -> tuple[str, float]:
        best = faq.ask(question).matches[0]
        return best.entry.id, best.score

    return score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5)
    seeds = range(1, parser.parse_args().seeds + 1)
    for path in sorted(INTENTS.glob("*.jsonl")):
        for name, peer in {"this engine": engine, **PEERS}.items():
            figures = mean(peer, path, seeds)
            print(f"{path.stem:12} {name:32}" + "".join(f"{figure:6.1f}" for figure in astuple(figures)))


if __name__ == "__main__":
    main()
