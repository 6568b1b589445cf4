"""How often the bot is right, silent, or wrong on labelled questions, and what other thresholds would give.

    python -m bench.accuracy [--locked] [--show wrong,false,…] [--sweep]

Question sets: bench/questions/*.jsonl, a line {"q": …, "gold": [sentences that answer it], …}; no gold where
the source does not answer. `locked.jsonl` is left out unless asked for: nobody looks at it while improving.
A question with gold sentences is
    right    answered, with a gold sentence cited      offered  asked back, a gold sentence among the choices
    missed   no answer                                 wrong    answered with another sentence
    astray   asked back without a gold sentence
A question without is
    refused  said so, or small talk       asked  asked back       false  answered all the same
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.answering import Faq, Thresholds
from bot.config import ROOT, Config
from bot.content.knowledge import load_knowledge
from bot.content.sources import load_sources
from bot.model import Entry, Knowledge, Outcome, OutcomeKind

QUESTIONS = Path(__file__).parent / "questions"
COLUMNS = ("right", "offered", "missed", "wrong", "astray", "refused", "asked", "false")


@dataclass(frozen=True, slots=True)
class Question:
    """A labelled question; `gold` holds numbers of sentences."""

    text: str
    gold: frozenset[int]
    label: str


def load_questions(path: Path) -> list[Question]:
    """The questions of a set."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [
        Question(
            row["q"],
            frozenset(int(sentence.removeprefix("s")) for sentence in row["gold"]),
            row.get("trap", row["style"]),
        )
        for row in rows
    ]


def judge(question: Question, outcome: Outcome) -> str:
    """What the outcome is worth: one of COLUMNS."""
    if not question.gold:
        if outcome.kind is OutcomeKind.ANSWER:
            return "false"
        return "asked" if outcome.kind is OutcomeKind.CLARIFY else "refused"
    match outcome.kind:
        case OutcomeKind.ANSWER:
            assert outcome.entry
            return "right" if question.gold & _cited([outcome.entry]) else "wrong"
        case OutcomeKind.CLARIFY:
            return "offered" if question.gold & _cited(outcome.offered) else "astray"
        case _:
            return "missed"


def _cited(entries: Iterable[Entry]) -> set[int]:
    return {each.sentence.number for entry in entries for each in entry.citations}


def shares(questions: list[Question], faq: Faq) -> dict[str, float]:
    """The share of each verdict in percent of the questions with, or without, an answer."""
    tally = Counter(judge(question, faq.ask(question.text)) for question in questions)
    answerable = sum(bool(question.gold) for question in questions)
    others = len(questions) - answerable
    return {
        verdict: 100 * tally[verdict] / (answerable if verdict in COLUMNS[:5] else others)
        for verdict in COLUMNS
    }


def shipped_knowledge() -> Knowledge:
    """The knowledge of this repository."""
    paths = Config().paths
    sources = load_sources(ROOT / paths.seeds)
    return load_knowledge(ROOT / paths.knowledge, ROOT / paths.language, sources)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--locked", action="store_true", help="measure the locked set too")
    parser.add_argument("--show", default="", help="print the questions judged so, e.g. wrong,false")
    parser.add_argument("--sweep", action="store_true", help="measure other thresholds")
    options = parser.parse_args()
    show = set(filter(None, options.show.split(",")))
    knowledge = shipped_knowledge()
    faq = Faq(knowledge)
    sets = {
        path.stem: load_questions(path)
        for path in sorted(QUESTIONS.glob("*.jsonl"))
        if options.locked or path.stem != "locked"
    }
    print(f"{'':24}" + "".join(f"{column:>9}" for column in COLUMNS))
    for name, questions in sets.items():
        _print(name, shares(questions, faq))
    if options.sweep:
        everything = [question for questions in sets.values() for question in questions]
        for answer in range(20, 50, 4):
            for margin in (1, 2, 4):
                one = Thresholds(answer, answer * 0.6, margin)
                _print(f"answer {answer}, margin {margin}", shares(everything, Faq(knowledge, one)))
    for name, questions in sets.items():
        for question in questions if name != "locked" else ():
            outcome = faq.ask(question.text)
            if (verdict := judge(question, outcome)) in show:
                print(f"{verdict:8} {name}: {question.text}  [{sorted(question.gold) or question.label}]")
                for match in outcome.matches[:3]:
                    parts = f"{match.choice:5} × {match.coverage:5}"
                    print(
                        f"         {match.score:5} = ∛({parts}) "
                        f"{match.entry.id} {'⊘ ' + match.block.phrase if match.block else ''}"
                    )


def _print(name: str, row: dict[str, float]) -> None:
    print(f"{name:24}" + "".join(f"{row[column]:8.1f}%" for column in COLUMNS))


if __name__ == "__main__":
    main()
