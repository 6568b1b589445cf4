"""What it changes to set a number of the engine to two thirds and to three halves, or a small one by one.

    make numbers

Every question of bench/questions that is not locked is asked each time: alone, or, for the numbers of
dialogue/, while talking, where the costliest of several answers counts. What is printed is also written to
docs/numbers.txt.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from importlib import import_module
from statistics import fmean

from bench import followups, intents
from bench.accuracy import Hearing, judge, question_sets, shares, shipped_knowledge
from bench.calibrate import COSTS
from bench.measure import Table
from bot.answering import Faq
from bot.config import ROOT
from bot.content.trials import load_trials
from bot.dialogue.dialogue import Dialogue
from bot.eligibility import Eligibility
from bot.model import Knowledge
from bot.trying import try_all

RECORD = ROOT / "docs" / "numbers.txt"
ALONE = {
    "language.recognising": "SHORTEST PART MIN_CORRECTED EDITS",
    "matching.chooser": "RIDGE STEPS STEP ROUNDS CURVATURE",
    "matching.coverage": "LITTLE ENOUGH",
    "matching.features": "GRAM GRAMS FIELDS PAIRS OFTEN",
    "matching.guards": "SAID_AGAIN",
    "matching.meanings": "LENGTH",
    "matching.matcher": "BLOCKED STORY MEANT WINDOW STRIDE NEAR CLEAR SURE OVERALL WHOLE POWER",
}
TALKING = {
    "dialogue.clarifying": "FIRM",
    "dialogue.dialogue": "SURER",
    "dialogue.foreign": "ENOUGH",
    "dialogue.followups": "LONGEST",
    "dialogue.several": "AHEAD",
    "dialogue.together": "CLEAR AHEAD",
}
QUESTIONS = [question for each in question_sets(locked=False).values() for question in each]
PAIRS = 200  # of questions that are put into one message

Figures = dict[str, float]


def alone(knowledge: Knowledge) -> Figures:
    faq = Faq(knowledge)
    trials = try_all(faq, load_trials(ROOT / "knowledge" / "uji", knowledge), {})
    paths = sorted(intents.INTENTS.glob("*.jsonl"))
    top1 = fmean(intents.mean(intents.engine, path, range(1, 3)).top1 for path in paths)
    told = Hearing(faq, QUESTIONS).verdicts(faq.thresholds)
    dialogue = Dialogue(knowledge, faq, Eligibility(knowledge))
    return figures(told, knowledge, dialogue) | {"trials failed": len(trials.failed), "intents": top1}


def talking(knowledge: Knowledge, faq: Faq) -> Figures:
    dialogue = Dialogue(knowledge, faq, Eligibility(knowledge))
    heard = ([judge(each, one.outcome) for one in dialogue.understand(each.text)] for each in QUESTIONS)
    told = (max(verdicts, key=COSTS.__getitem__) for verdicts in heard)
    asked = random.Random(1).sample([each for each in QUESTIONS if each.gold], 2 * PAIRS)
    both = 0
    for pair in zip(asked[::2], asked[1::2], strict=True):
        found = dialogue.understand("? ".join(each.text.rstrip("?. ") for each in pair))
        both += [judge(each, one.outcome) for each, one in zip(pair, found, strict=False)] == ["right"] * 2
    return figures(told, knowledge, dialogue) | {"both of a pair": both}


def figures(verdicts: Iterable[str], knowledge: Knowledge, dialogue: Dialogue) -> Figures:
    share, entries = shares(verdicts), {entry.id: entry for entry in knowledge.entries}
    after = sum(
        (followups.tally(dialogue, entries, file) for file in followups.FILES.values()), Counter[str]()
    )
    own = {verdict: share[verdict] for verdict in ("right", "wrong", "false")}
    return own | {"follow-ups": after["right"], "made up": after["made up"] + after["followed wrongly"]}


def around(value: float) -> tuple[float, float]:
    """A number below and one above, as whole as it is."""
    if isinstance(value, float):
        return value * 2 / 3, value * 3 / 2
    return (value - 1, value + 1) if value < 10 else (round(value * 2 / 3), round(value * 3 / 2))


def rows(numbers: dict[str, str], measure: Callable[[], Figures], base: Figures) -> Iterator[tuple[str, ...]]:
    for where, name in ((where, name) for where, names in numbers.items() for name in names.split()):
        module, changed = import_module(f"bot.{where}"), []
        stored = getattr(module, name)
        for value in (low_high := around(stored)):
            setattr(module, name, value)
            changed.append(measure())
        setattr(module, name, stored)
        values = (f"{value:.3g}" for value in (low_high[0], stored, low_high[1]))
        yield name, where, *values, *differences(base, *changed)


def differences(base: Figures, low: Figures, high: Figures) -> Iterator[str]:
    for key in base:
        both = (each[key] - base[key] for each in (low, high))
        yield " ".join(f"{each:+.2f}" if abs(each) > 0.001 else "    ·" for each in both)


def noise(knowledge: Knowledge, base: Figures) -> tuple[str, ...]:
    """How far down and up the figures go by themselves, when one of five entries loses a phrasing."""
    found = []
    for entry in random.Random(1).sample([entry for entry in knowledge.entries if entry.variants], 5):
        less = replace(entry, variants=entry.variants[:-1])
        others = (less if each is entry else each for each in knowledge.entries)
        found.append(alone(replace(knowledge, entries=tuple(others))))
    least, most = ({key: of(each[key] for each in found) for key in base} for of in (min, max))
    return "a phrasing less, 5 ×", "", "", "", "", *differences(base, least, most)


def main() -> None:
    knowledge = shipped_knowledge()
    faq = Faq(knowledge)
    parts = []
    for numbers, measure in ((ALONE, partial(alone, knowledge)), (TALKING, partial(talking, knowledge, faq))):
        base = measure()
        found = [("as it is", "", "", "", "", *(f"{figure:.2f}" for figure in base.values()))]
        found += rows(numbers, measure, base)
        if numbers is ALONE:
            found.append(noise(knowledge, base))
        title = f"Each question {measure.func.__name__}, % or how many; then what changes"
        parts.append(str(Table(title, ("number", "in", "lower", "is", "higher", *base), found)))
        print(parts[-1], flush=True)
    RECORD.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
