"""What is said in other words than any phrasing has."""

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from bot.content.knowledge import parse_knowledge
from bot.matching.chooser import RIDGE, _learned
from bot.matching.matcher import Matcher
from bot.matching.meanings import LENGTH, Meanings
from bot.model import Knowledge, Match, Reading, Rule, Word
from tests.matching.test_matcher import CITED, SOURCE

KNOWLEDGE = f"""
butir:
  - id: hujan
    pertanyaan: Apakah besok hujan?{CITED}
  - id: lagu
    pertanyaan: Apakah ada lagu?{CITED}
"""
VECTORS = {
    "hujan": bytes([100, 0]),
    "cuaca": bytes([90, 10]),
    "lagu": bytes([0, 100]),
    "musik": bytes([10, 90]),
}


def word(understood: str) -> Word:
    return Word(understood, understood, understood, Rule.AS_TYPED, light=False)


def reading(*words: str) -> Reading:
    return Reading(words, tuple(map(word, words)))


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return parse_knowledge([(KNOWLEDGE.encode(), "k.yaml")], (SOURCE,))


def matched(knowledge: Knowledge, vectors: dict[str, bytes], text: str) -> tuple[Matcher, dict[str, Match]]:
    matcher = Matcher(replace(knowledge, lexicon=replace(knowledge.lexicon, vectors=vectors)))
    return matcher, {match.entry.id: match for match in matcher.rank(matcher.read(text))}


@pytest.mark.parametrize(("text", "entry"), [("apakah cuaca", "hujan"), ("apakah musik", "lagu")])
def test_a_word_of_no_phrasing_speaks_for_the_entry_of_like_meaning(
    knowledge: Knowledge, text: str, entry: str
) -> None:
    assert matched(knowledge, {}, text)[1][entry].choice == pytest.approx(50, abs=5)
    assert matched(knowledge, VECTORS, text)[1][entry].choice > 60


def test_an_explanation_counts_what_words_mean(knowledge: Knowledge) -> None:
    matcher, matches = matched(knowledge, VECTORS, "apakah cuaca")
    logits = {
        name: sum(each.choice for each in matcher.contributions(match)) for name, match in matches.items()
    }
    odds = matches["hujan"].choice / matches["lagu"].choice
    assert logits["hujan"] - logits["lagu"] == pytest.approx(math.log(odds), abs=0.05)


def test_where_phrasings_cover_each_other_it_leans_on_their_own_words_alone() -> None:
    again = KNOWLEDGE
    for asked in ("besok hujan", "ada lagu"):
        again = again.replace(f"{asked}?", f"{asked}?\n    variasi: [{asked} tidak, apakah {asked} ya]")
    covered = parse_knowledge([(again.encode(), "k.yaml")], (SOURCE,))
    matcher, leaning = matched(covered, VECTORS, "apakah cuaca")
    _, without = matched(covered, {}, "apakah cuaca")
    assert matcher.coverage.trust == 1
    assert {name: match.choice for name, match in leaning.items()} == {
        name: match.choice for name, match in without.items()
    }


def test_learning_ends_where_the_weights_of_either_kind_make_up_for_what_is_missing() -> None:
    dice = np.random.default_rng(0)
    kinds = dice.integers(4, size=80)
    rows, dense = dice.normal(size=(80, 200)), dice.normal(size=(4, 20))[kinds] + dice.normal(size=(80, 20))
    rows, dense = (each / np.linalg.norm(each, axis=1, keepdims=True) for each in (rows, dense))
    targets = np.eye(4, dtype=np.float32)[kinds]
    weights, dense_weights = _learned(
        sparse.csr_array(rows.astype(np.float32)), dense.astype(np.float32), targets
    )
    powers = np.exp(rows @ weights + dense @ dense_weights)
    missing = targets - powers / powers.sum(axis=1, keepdims=True)
    assert RIDGE * weights == pytest.approx(rows.T @ missing, abs=0.01)
    assert RIDGE * dense_weights == pytest.approx(dense.T @ missing, abs=0.01)


def test_a_message_has_the_same_length_however_many_words_it_has_and_none_without_a_known_one() -> None:
    meanings = Meanings(VECTORS, lean=0.5)
    rows = meanings.rows([reading("hujan"), reading("hujan", "cuaca", "musik", "entah"), reading("entah")])
    assert np.linalg.norm(rows, axis=1) == pytest.approx([LENGTH / 2, LENGTH / 2, 0])


def test_the_shares_of_the_words_make_up_the_message() -> None:
    meanings = Meanings(VECTORS, lean=1)
    said = reading("hujan", "entah", "musik")
    assert sum(meanings.shares(said.words)) == pytest.approx(meanings.rows([said])[0])


def test_nothing_leans_on_vectors_where_there_are_none() -> None:
    assert Meanings({}, lean=1).rows([reading("hujan")]).shape == (1, 0)
    assert Meanings(VECTORS, lean=1).rows([]).shape == (0, 2)
