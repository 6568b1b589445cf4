"""Why: the same figures as the answer, in words that an admin understands."""

import json
import math

import pytest
from click.testing import CliRunner

from bot.answering import Faq
from bot.cli import main
from bot.explaining import as_json, as_text, explain
from bot.model import Knowledge, OutcomeKind, Reason, Thresholds

QUESTION = "brp pekerja babel yg blm terlindungi bpjs tk?"
STORY = "begini pak kemarin saya dengar di warung " * 4 + QUESTION


@pytest.mark.parametrize("question", [QUESTION, STORY, "dasar hukum", "kepala desa kepala desa lagi"])
def test_it_is_the_computation_of_the_answer(faq: Faq, question: str) -> None:
    explanation = explain(faq, question)
    assert explanation.outcome == faq.ask(question)
    first = explanation.outcome.matches[0]
    logits = [sum(each.choice for each in words) for words in explanation.contributions]
    for match, words, logit in zip(
        explanation.outcome.matches, explanation.contributions, logits, strict=False
    ):
        if match.words == first.words:
            odds = math.exp(logit - logits[0])
            assert match.choice == pytest.approx(odds * first.choice, rel=0.1, abs=0.5)
        weight = sum(each.weight for each in words if each.known and not each.word.sure < 1)
        total = sum(each.weight for each in words)
        if len({each.word.stem for each in words}) == len(words) and total:
            assert 100 * weight / total == pytest.approx(match.coverage, abs=1)


def test_each_word_is_shown_as_typed_as_understood_and_by_which_rule(faq: Faq) -> None:
    text = as_text(explain(faq, "brp iuran perlindungan ketenagakerjaam yg lkdnya"))
    assert "brp → berapa  (padanan)" in text
    assert "ejaan diperbaiki, kemiripan" in text
    assert "yg → yang  (padanan, kata ringan)" in text


def test_what_blocked_an_entry_is_named(faq: Faq) -> None:
    text = as_text(explain(faq, "apakah kades di bangka tengah sudah jadi peserta"))
    assert "dihalangi: butir ini tidak menyebut “bangka tengah”" in text


@pytest.mark.parametrize(
    ("thresholds", "question", "reason", "said"),
    [
        (Thresholds(), QUESTION, Reason.SURE, "Dijawab: skor"),
        (Thresholds(101, 1), QUESTION, Reason.DOUBTFUL, "belum mencapai 101"),
        (Thresholds(1, 1, 100), QUESTION, Reason.RIVALLED, "saingannya terlalu dekat"),
        (Thresholds(), "qwerty zxcvbn", Reason.LOW, "Tidak dijawab: skor"),
        (
            Thresholds(1, 1, 20),
            "jadwal kapal mentok tanjung api api",
            Reason.LEFT_OPEN,
            "tidak ada di sumber",
        ),
    ],
)
def test_the_threshold_that_decided_is_told(
    knowledge: Knowledge, thresholds: Thresholds, question: str, reason: Reason, said: str
) -> None:
    explanation = explain(Faq(knowledge, thresholds), question)
    assert explanation.outcome.reason is reason
    assert said in as_text(explanation)


def test_of_a_long_message_the_part_that_was_compared_is_shown(faq: Faq) -> None:
    assert "bagian pesan yang dibandingkan, ditimbang" in as_text(explain(faq, STORY))


def test_programs_get_the_same_as_json(faq: Faq) -> None:
    result = CliRunner().invoke(main, ["jelaskan", "--json", QUESTION])
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert told == json.loads(json.dumps(as_json(explain(faq, QUESTION))))
    assert told["kind"] == OutcomeKind.ANSWER
    assert len(told["matches"]) == 5


def test_a_message_without_words_is_explained_too() -> None:
    result = CliRunner().invoke(main, ["jelaskan", "???"])
    assert result.exit_code == 0
    assert "Tidak dijawab" in result.stdout


def test_what_was_mentioned_in_passing_is_named(faq: Faq) -> None:
    explanation = explain(faq, "tukang di sini ribut, apa dasar hukum perlindungan pekerja desa itu")
    assert explanation.outcome.kind is OutcomeKind.ANSWER
    assert "disebut sambil lalu, tidak menahan: “tukang”" in as_text(explanation)
    assert as_json(explanation)["matches"][0]["let_by"] == ["tukang"]


def test_what_was_mentioned_but_set_aside_is_named(faq: Faq) -> None:
    explanation = explain(faq, "dasar hukumnya apa, tidak usah bahas sanksi")
    assert explanation.set_aside == ("sanksi",)
    assert "salah satu dari dua pilihan): “sanksi”" in as_text(explanation)
    assert as_json(explanation)["set_aside"] == ["sanksi"]
    assert explain(faq, "apa sanksinya").set_aside == ()


def test_a_question_word_alone_is_said_to_ask_for_nothing_yet(faq: Faq) -> None:
    explanation = explain(faq, "kapan?")
    assert explanation.outcome.reason is Reason.ONLY_ASKING
    assert "pesannya hanya kata tanya" in as_text(explanation)


@pytest.mark.parametrize(
    ("question", "reason", "told"),
    [
        ("???", Reason.NO_WORDS, "Tidak dijawab: tidak ada kata di pesannya."),
        ("95.000 pekerja", Reason.ALL_HELD, "Tidak dijawab: semua butir terbaik tertahan pagar."),
        ("siapa?", Reason.ONLY_TALK, "pesan tanpa pokok hanya dijawab dengan basa-basi"),
        ("qwerty zxcvbn", Reason.LOW, "\n  tidak ada yang cocok\n"),
        ("jam berapa " * 200, Reason.SURE, "Pesan dibaca, dari tiap kalimat 1200 huruf pertama saja:"),
    ],
)
def test_what_decided_is_told_where_no_score_did(
    knowledge: Knowledge, faq: Faq, question: str, reason: Reason, told: str
) -> None:
    explanation = explain(Faq(knowledge, Thresholds(10, 10), faq.matcher), question)
    assert explanation.outcome.reason is reason
    assert told in as_text(explanation)


def test_a_long_message_of_short_sentences_is_read_to_its_end(faq: Faq) -> None:
    assert "Pesan dibaca:" in as_text(explain(faq, "Apa itu BPJS Ketenagakerjaan? " * 50))


@pytest.mark.parametrize(
    "question",
    [QUESTION, "siapa?", "makasih", "dasar hukum bangka tengah", "95.000 pekerja", "bupati belitung"],
)
def test_the_score_that_is_told_is_the_one_that_decided(faq: Faq, question: str) -> None:
    explanation = explain(faq, question)
    outcome = explanation.outcome
    for match in outcome.matches:
        if match.block and match.fit:
            assert f"tidak menyebut “{match.block.phrase}”; tanpa pagar {match.fit}" in as_text(explanation)
    if outcome.reason in (Reason.SURE, Reason.ONLY_TALK):
        assert f"Dijawab: skor {outcome.score} mencapai" in as_text(explanation)
    assert "skor 0.0" not in as_text(explanation).splitlines()[-1]
