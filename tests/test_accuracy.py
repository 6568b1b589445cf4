"""A floor under the accuracy on labelled questions; `make measure` prints the figures themselves."""

import pytest

from bench.accuracy import QUESTIONS, load_questions, shares
from bot.answering import Faq


@pytest.fixture(scope="module")
def measured(faq: Faq) -> dict[str, float]:
    questions = [
        question for name in ("given", "open") for question in load_questions(QUESTIONS / f"{name}.jsonl")
    ]
    assert len(questions) > 300  # a gate that checks nothing must not look as if it passed
    return shares(questions, faq)


def test_most_questions_that_the_source_answers_are_answered_rightly(measured: dict[str, float]) -> None:
    assert measured["right"] >= 85


def test_hardly_any_answer_is_wrong(measured: dict[str, float]) -> None:
    assert measured["wrong"] + measured["astray"] <= 4


def test_hardly_any_question_that_the_source_leaves_open_is_answered(measured: dict[str, float]) -> None:
    assert measured["false"] <= 4
