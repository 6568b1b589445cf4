"""Policy: answer, ask back, say that there is none."""

from dataclasses import replace

import pytest

from bot.answering import Faq
from bot.model import Block, Entry, EntryKind, Knowledge, OutcomeKind, Reason, Thresholds


@pytest.fixture(scope="module")
def strict(knowledge: Knowledge) -> Faq:
    """Never sure enough to answer."""
    return Faq(knowledge, Thresholds(answer=101, clarify=30))


def test_a_clear_question_is_answered(faq: Faq) -> None:
    outcome = faq.ask("Apa dasar hukum perlindungan pekerja desa?")
    assert outcome.kind is OutcomeKind.ANSWER
    assert outcome.entry
    assert outcome.entry is outcome.matches[0].entry


def test_between_the_thresholds_it_asks_back_with_up_to_three_entries(strict: Faq) -> None:
    outcome = strict.ask("Apa dasar hukum perlindungan pekerja desa?")
    assert outcome.kind is OutcomeKind.CLARIFY
    assert outcome.entry is None
    assert 1 <= len(outcome.offered) <= 3
    assert outcome.offered[0] is outcome.matches[0].entry


def test_beside_the_best_only_facts_that_share_a_word_are_asked_back_with(
    knowledge: Knowledge, faq: Faq
) -> None:
    outcome = Faq(knowledge, Thresholds(answer=101, clarify=1), faq.matcher).ask("terima kasih kader")
    unfit = {each.entry for each in outcome.matches[:3] if not each.coverage}
    assert outcome.kind is OutcomeKind.CLARIFY
    assert unfit
    assert len(outcome.offered) == 3
    assert not unfit.intersection(outcome.offered)


def test_small_talk_is_not_offered_as_nearest(faq: Faq) -> None:
    reading = faq.matcher.read("apa kabar bpjs")
    matches = sorted(
        faq.matcher.rank(reading), key=lambda match: match.entry.kind is not EntryKind.SMALL_TALK
    )
    assert matches[0].entry.kind is EntryKind.SMALL_TALK
    outcome = faq.decide(reading, tuple(matches), Thresholds(answer=101, clarify=101))
    assert outcome.kind is OutcomeKind.UNKNOWN
    assert EntryKind.SMALL_TALK not in {entry.kind for entry in outcome.offered}
    assert len(outcome.offered) == 3


def test_a_close_rival_that_says_something_else_makes_it_ask_back(knowledge: Knowledge) -> None:
    question = "kader"
    wide, narrow = (Faq(knowledge, Thresholds(1, 1, margin)) for margin in (100, 0))
    assert wide.ask(question).kind is OutcomeKind.CLARIFY
    assert narrow.ask(question).kind is not OutcomeKind.CLARIFY


def test_between_two_that_the_source_leaves_open_nobody_has_to_choose(knowledge: Knowledge, faq: Faq) -> None:
    reading = faq.matcher.read("lkd")
    one, two, *_ = (entry for entry in knowledge.entries if entry.kind is EntryKind.NOT_IN_SOURCE)
    fact = next(entry for entry in knowledge.entries if entry.kind is EntryKind.FACT)
    match = replace(faq.ask(one.question).matches[0], block=None, score=60.0)

    def told(*entries: Entry) -> Entry | None:
        return faq.decide(
            reading, tuple(replace(match, entry=entry) for entry in entries), Thresholds()
        ).entry

    assert told(one, two) is one
    assert told(two, one) is two
    assert told(one, fact) is None


def test_a_lesser_fact_does_not_answer_in_the_stead_of_one_that_a_guard_holds_back(faq: Faq) -> None:
    reading = faq.matcher.read("pasal berapa dasar hukumnya")
    meant, lesser = (
        replace(faq.matcher.rank(faq.matcher.read(question))[0], fit=60.0, score=60.0, block=None)
        for question in ("Apa dasar hukumnya?", "Alamat APKASI di mana?")
    )
    held = replace(meant, fit=90.0, score=27.0, block=Block("pasal", ""))
    assert faq.decide(reading, (lesser, held), faq.thresholds).reason is Reason.DISPLACED
    assert faq.decide(reading, (lesser, replace(held, fit=59.0)), faq.thresholds).reason is Reason.SURE


@pytest.mark.parametrize("text", ["", " ", "???", "qwerty zxcvbn", "\ud83d", "😀" * 4096])
def test_a_message_that_says_nothing_known_has_no_answer(faq: Faq, text: str) -> None:
    outcome = faq.ask(text)
    assert outcome.kind is OutcomeKind.UNKNOWN
    assert outcome.entry is None
    assert outcome.offered == ()


def test_what_a_guard_stops_is_explained_by_the_entry_that_it_names(faq: Faq) -> None:
    outcome = faq.ask("apakah pemkab bangka tengah juga memperluas perlindungan ke anggota LKD?")
    assert outcome.kind is OutcomeKind.NOT_IN_SOURCE
    assert outcome.entry
    assert outcome.entry.id == "wilayah-lain"


def test_a_picked_entry_is_told_without_asking(faq: Faq, knowledge: Knowledge) -> None:
    for entry in knowledge.entries:
        outcome = faq.choose(entry.id)
        assert outcome
        assert outcome.entry is entry
        assert outcome.reading is None


def test_an_entry_that_is_not_there_cannot_be_picked(faq: Faq) -> None:
    assert faq.choose("tidak-ada") is None


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        (EntryKind.FACT, OutcomeKind.ANSWER),
        (EntryKind.NOT_IN_SOURCE, OutcomeKind.NOT_IN_SOURCE),
        (EntryKind.SMALL_TALK, OutcomeKind.SMALL_TALK),
    ],
)
def test_the_kind_of_the_entry_is_the_kind_of_the_outcome(
    faq: Faq, knowledge: Knowledge, kind: EntryKind, outcome: OutcomeKind
) -> None:
    entry = next(entry for entry in knowledge.entries if entry.kind is kind)
    chosen = faq.choose(entry.id)
    assert chosen
    assert chosen.kind is outcome


def test_the_same_question_has_the_same_outcome(faq: Faq) -> None:
    assert faq.ask("dasar hukum apa") == faq.ask("dasar hukum apa")
