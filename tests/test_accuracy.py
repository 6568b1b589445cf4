"""A floor under the measurements; `make measure` prints the figures themselves and what they mean."""

from dataclasses import replace
from importlib import import_module
from statistics import fmean

import pytest

from bench import intents, numbers, speed
from bench.accuracy import Hearing, Question, cited, judge, question_sets, shares
from bench.calibrate import STEPS, Pools, stored_figures
from bench.variants import FOLDS, folds
from bot.answering import Faq
from bot.model import EntryKind, Knowledge

AGAIN = (
    "run `make calibrate`, read the new figures in knowledge/kalibrasi.yaml, and commit them if they are good"
)
# Time on a machine that has other work to do.
SLACK = 4


@pytest.fixture(scope="module")
def measured(faq: Faq) -> dict[str, float]:
    questions = [question for each in question_sets(locked=False).values() for question in each]
    assert len(questions) > 300  # a gate that checks nothing must not look as if it passed
    return shares(Hearing(faq, questions).verdicts(faq.thresholds))


def test_most_questions_that_the_source_answers_are_answered_rightly(measured: dict[str, float]) -> None:
    assert measured["right"] >= 92


def test_hardly_any_answer_is_wrong(measured: dict[str, float]) -> None:
    assert measured["wrong"] + measured["astray"] <= 2


def test_hardly_any_question_that_the_source_leaves_open_is_answered(measured: dict[str, float]) -> None:
    assert measured["false"] <= 3


@pytest.fixture(scope="module")
def pools(knowledge: Knowledge, faq: Faq) -> Pools:
    return Pools(knowledge, faq)


def test_the_figures_stored_with_the_thresholds_are_still_true(knowledge: Knowledge, pools: Pools) -> None:
    stored, now = stored_figures(), pools.figures(knowledge.thresholds)
    moved = [
        f"{pool}, {verdict}: stored {stored[pool][verdict]:.1f}, now {figure:.1f}"
        for pool, figures in now.items()
        for verdict, figure in figures.items()
        if abs(stored[pool][verdict] - figure) > 1
    ]
    assert not moved, f"the knowledge has moved away from its calibration; {AGAIN}"


@pytest.mark.parametrize("name", STEPS)
def test_no_threshold_would_be_much_better_elsewhere(name: str, knowledge: Knowledge, pools: Pools) -> None:
    better = pools.cheapest(name, knowledge.thresholds)
    saved = pools.cost(knowledge.thresholds) - pools.cost(better)
    assert saved <= 0.01, f"{better} would save {saved:.3f} questions back a message; {AGAIN}"


@pytest.mark.parametrize(("name", "top1", "wrong5"), [("massive-id", 58, 5), ("xsid-id", 86, 5)])
def test_knowledge_that_nobody_here_wrote_is_found_too(name: str, top1: float, wrong5: float) -> None:
    figures = intents.measure(intents.engine, intents.split(intents.INTENTS / f"{name}.jsonl", 1))
    assert figures.top1 >= top1
    assert figures.wrong5 <= wrong5


def test_word_vectors_help_to_find_it(monkeypatch: pytest.MonkeyPatch) -> None:
    trials = [intents.split(path, 1) for path in sorted(intents.INTENTS.glob("*.jsonl"))]
    helped = fmean(intents.measure(intents.engine, trial).top1 for trial in trials)
    monkeypatch.setattr(intents, "LEXICON", replace(intents.LEXICON, vectors={}))
    assert helped > fmean(intents.measure(intents.engine, trial).top1 for trial in trials)


def test_an_answer_takes_hardly_any_time(faq: Faq) -> None:
    times = speed.ordinary(faq)
    assert speed.percentile(times, 0.5).cpu <= 0.5 * SLACK
    assert speed.percentile(times, 0.99).cpu <= 3 * SLACK


def test_no_message_can_keep_the_bot_busy(faq: Faq) -> None:
    slow = {name: took.cpu for name, took in speed.hostile(faq).items() if took.cpu > 50 * SLACK}
    assert not slow


def test_no_message_can_keep_a_conversation_busy(knowledge: Knowledge, faq: Faq) -> None:
    after = speed.conversation(knowledge, faq)["understood after an answer"]
    slow = {name: took.cpu for name, took in speed.hostile(faq, after).items() if took.cpu > 100 * SLACK}
    assert not slow


def test_an_entry_that_repeats_itself_keeps_a_phrasing(knowledge: Knowledge) -> None:
    twice = replace(knowledge.entries[0], variants=(knowledge.entries[0].question,) * 2)
    rests = [rest.entries for rest, _ in folds(replace(knowledge, entries=(twice,)))]
    assert [entry.phrasings for (entry,) in rests] == [(twice.question,)] * FOLDS


def test_a_sentence_of_another_source_is_no_right_answer(knowledge: Knowledge, faq: Faq) -> None:
    entry = next(entry for entry in knowledge.entries if entry.kind is EntryKind.FACT)
    outcome = faq.ask(entry.question)
    asked = Question(entry.question, cited([entry]))
    assert judge(asked, outcome) == "right"
    assert (
        judge(replace(asked, gold=frozenset(("lain", number) for _, number in asked.gold)), outcome)
        == "wrong"
    )


def test_phrasings_are_taken_out_once_and_never_all_of_an_entry(knowledge: Knowledge) -> None:
    taken_out = []
    for rest, out in folds(knowledge):
        for entry, kept in zip(knowledge.entries, rest.entries, strict=True):
            gone = [phrasing for owner, phrasing in out if owner is entry]
            assert sorted(kept.phrasings) == sorted(set(entry.phrasings) - set(gone))
        taken_out += out
    assert len(taken_out) == len(set(taken_out))
    assert len(taken_out) > 0.99 * sum(len(entry.phrasings) for entry in knowledge.entries)


@pytest.mark.parametrize(
    ("where", "name"),
    [
        (where, name)
        for each in (numbers.ALONE, numbers.TALKING)
        for where in each
        for name in each[where].split()
    ],
)
def test_the_table_of_numbers_shows_each_as_it_stands_in_the_code(where: str, name: str) -> None:
    value = getattr(import_module(f"bot.{where}"), name)
    shown = [line.split()[:5] for line in numbers.RECORD.read_text(encoding="utf-8").splitlines()]
    assert [row[3] for row in shown if row[:2] == [name, where]] == [f"{value:.3g}"]
