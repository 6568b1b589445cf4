"""How often the bot is right, silent, or wrong on labelled questions.

    python -m bench.accuracy [--locked] [--show wrong,false,…]

Question sets: bench/questions/*.jsonl, a line {"q": …, "gold": [sentences that answer it], …}; no gold where
the source does not answer. Sets named `locked…` are left out unless asked for, and their questions are never
shown: nobody looks at them while improving.
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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answering import Faq
from bot.config import ROOT, Config
from bot.content.knowledge import load_knowledge
from bot.content.lexicon import lexicon
from bot.content.sources import load_sources
from bot.content.strict_yaml import read_yaml
from bot.model import Entry, Knowledge, Lexicon, Outcome, OutcomeKind, Thresholds

QUESTIONS = Path(__file__).parent / "questions"
ARTICLE = "apkasi-14978"  # the source that the questions are about
ANSWERABLE = ("right", "offered", "missed", "wrong", "astray")
OTHERS = ("refused", "asked", "false")

Cited = tuple[str, int]  # a source's id and the number of a sentence in it


@dataclass(frozen=True, slots=True)
class Question:
    """A labelled question; `gold` are the sentences that answer it."""

    text: str
    gold: frozenset[Cited]
    label: str = ""


def question_sets(locked: bool) -> dict[str, list[Question]]:
    """The questions of each set by its name, with or without the locked ones."""
    return {
        path.stem: [_question(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
        for path in sorted(QUESTIONS.glob("*.jsonl"))
        if locked or not path.stem.startswith("locked")
    }


def _question(row: dict[str, Any]) -> Question:
    gold = frozenset((ARTICLE, int(sentence.removeprefix("s"))) for sentence in row["gold"])
    return Question(row["q"], gold, row.get("trap") or row.get("style", ""))


class Hearing:
    """Questions that an engine has read and ranked once, to be judged at any thresholds."""

    def __init__(self, faq: Faq, questions: Iterable[Question]) -> None:
        self._faq = faq
        self._heard = [
            (question, reading, faq.matcher.rank(reading))
            for question in questions
            for reading in [faq.matcher.read(question.text)]
        ]

    def outcomes(self, least: Thresholds) -> Iterator[tuple[Question, Outcome]]:
        """Each question with its outcome."""
        for question, reading, matches in self._heard:
            yield question, self._faq.decide(reading, matches, least)

    def verdicts(self, least: Thresholds) -> Iterator[str]:
        """What each outcome is worth."""
        return (judge(question, outcome) for question, outcome in self.outcomes(least))


def judge(question: Question, outcome: Outcome) -> str:
    """What the outcome is worth: one of ANSWERABLE or OTHERS."""
    if not question.gold:
        if outcome.kind is OutcomeKind.ANSWER:
            return "false"
        return "asked" if outcome.kind is OutcomeKind.CLARIFY else "refused"
    match outcome.kind:
        case OutcomeKind.ANSWER:
            assert outcome.entry
            return "right" if question.gold & cited([outcome.entry]) else "wrong"
        case OutcomeKind.CLARIFY:
            return "offered" if question.gold & cited(outcome.offered) else "astray"
        case _:
            return "missed"


def cited(entries: Iterable[Entry]) -> frozenset[Cited]:
    """The sentences that the entries cite."""
    return frozenset((each.source.id, each.sentence.number) for entry in entries for each in entry.citations)


def shares(verdicts: Iterable[str]) -> dict[str, float]:
    """The share of each verdict in percent of the questions with, or without, an answer."""
    tally = Counter(verdicts)
    return {
        verdict: 100 * tally[verdict] / (sum(tally[each] for each in kind) or 1)
        for kind in (ANSWERABLE, OTHERS)
        for verdict in kind
    }


def shipped_knowledge() -> Knowledge:
    """The knowledge of this repository."""
    paths = Config().paths
    sources = load_sources(ROOT / paths.seeds)
    return load_knowledge(ROOT / paths.knowledge, ROOT / paths.language, sources)


def shipped_language() -> Lexicon:
    """The language tables of this repository, without the terms of its knowledge and without word vectors."""
    files = sorted((ROOT / Config().paths.language).glob("*.yaml"))
    return lexicon([read_yaml(path.read_bytes(), str(path)) for path in files], [])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--locked", action="store_true", help="measure the locked sets too")
    parser.add_argument("--show", default="", help="print the questions judged so, e.g. wrong,false")
    options = parser.parse_args()
    faq = Faq(shipped_knowledge())
    sets = {name: Hearing(faq, each) for name, each in question_sets(options.locked).items()}
    print(f"{'':24}" + "".join(f"{verdict:>9}" for verdict in ANSWERABLE + OTHERS))
    for name, hearing in sets.items():
        print(
            f"{name:24}"
            + "".join(f"{share:8.1f}%" for share in shares(hearing.verdicts(faq.thresholds)).values())
        )
    for name, hearing in sets.items():
        for question, outcome in hearing.outcomes(faq.thresholds):
            verdict = judge(question, outcome)
            if verdict not in options.show.split(",") or name.startswith("locked"):
                continue
            print(f"{verdict:8} {name}: {question.text}  [{sorted(question.gold) or question.label}]")
            for match in outcome.matches[:3]:
                parts = f"{match.choice:5} × {match.coverage:5}"
                block = f"⊘ {match.block.phrase}" if match.block else ""
                print(f"         {match.score:5} = {parts} {match.entry.id} {block}")


if __name__ == "__main__":
    main()
