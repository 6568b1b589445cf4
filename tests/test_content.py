"""The shipped knowledge: every editor's change is held against these."""

from collections import Counter
from datetime import date
from itertools import chain

import numpy as np
import pytest

from bot import eligibility
from bot.answering import Faq
from bot.checking.warnings import FEWEST_VARIANTS, warnings
from bot.dialogue.dialogue import OPENING
from bot.dialogue.salam import SALAM
from bot.language.reading import Reader
from bot.language.stems import QUESTION_WORDS
from bot.language.tokens import tokens
from bot.matching.guards import Guards
from bot.model import Entry, EntryKind, Knowledge
from bot.replies.messages import LABEL
from bot.replies.parts import units

CALL_CENTRES = {"175", "165"}  # our advice


def test_every_variant_finds_its_own_entry_first(faq: Faq, knowledge: Knowledge) -> None:
    lost = [
        f"{phrasing} ({entry.id}) → {found.matches[0].entry.id}"
        for entry in knowledge.entries
        for phrasing in entry.phrasings
        if (found := faq.ask(phrasing)).matches[0].entry is not entry
    ]
    assert not lost


def test_every_question_is_answered_with_its_own_entry(faq: Faq, knowledge: Knowledge) -> None:
    asked_back = [entry.id for entry in knowledge.entries if faq.ask(entry.question).entry is not entry]
    assert not asked_back


def test_every_entry_has_enough_variants(knowledge: Knowledge) -> None:
    assert [entry.id for entry in knowledge.entries if len(entry.variants) < FEWEST_VARIANTS] == []


def test_every_question_is_told_apart_on_a_button_that_a_phone_shows_whole(knowledge: Knowledge) -> None:
    shown = [entry.brief for entry in knowledge.entries if entry.kind is not EntryKind.SMALL_TALK]
    assert [label for label in shown if units(label) > LABEL] == []
    assert [label for label, count in Counter(shown).items() if count > 1] == []


def test_no_two_phrasings_are_the_same(knowledge: Knowledge) -> None:
    typed = Counter(" ".join(tokens(p)) for entry in knowledge.entries for p in entry.phrasings)
    assert [phrasing for phrasing, count in typed.items() if count > 1] == []


def test_words_that_the_program_names_are_written_so_in_the_language_tables(knowledge: Knowledge) -> None:
    named = {SALAM, eligibility.SUPPOSED, *eligibility.SELF, *OPENING, *QUESTION_WORDS}
    assert {word for word in named if knowledge.lexicon.rewrites.get(word, word) not in named} == set()
    assert SALAM in knowledge.lexicon.rewrites.values()


def test_every_sentence_of_the_first_report_is_cited_by_a_fact(knowledge: Knowledge) -> None:
    """Of later ones editors take what they need."""
    source = knowledge.sources[0]
    facts = [entry for entry in knowledge.entries if entry.kind is EntryKind.FACT]
    cited = {each.sentence.number for entry in facts for each in entry.citations if each.source == source}
    assert cited >= {sentence.number for sentence in source.sentences if sentence.in_report}


def test_figures_in_an_answer_stand_in_its_question_or_in_a_sentence_that_it_cites(
    knowledge: Knowledge,
) -> None:
    """59.000 must not become 95.000, nor 3.750."""

    def invented(entry: Entry) -> set[str]:
        cited = [citation.sentence.text for citation in entry.citations]
        known = {figure for text in (entry.question, *cited) for figure in tokens(text)}
        said = {figure for figure in tokens(entry.answer) if figure.isdecimal()}
        return said - known - CALL_CENTRES

    facts = [entry for entry in knowledge.entries if entry.kind is EntryKind.FACT]
    assert {entry.id: invented(entry) for entry in facts if invented(entry)} == {}


def test_what_the_source_leaves_open_names_a_contact(knowledge: Knowledge) -> None:
    left_open = [entry for entry in knowledge.entries if entry.kind is EntryKind.NOT_IN_SOURCE]
    assert left_open
    assert all(entry.contact for entry in left_open)


@pytest.mark.parametrize("kind", list(EntryKind))
def test_every_kind_of_entry_is_there(knowledge: Knowledge, kind: EntryKind) -> None:
    assert any(entry.kind is kind for entry in knowledge.entries)


def test_a_few_entries_are_marked_as_examples(knowledge: Knowledge) -> None:
    assert 3 <= sum(entry.example for entry in knowledge.entries) <= 5


def test_every_guard_has_examples_with_one_of_its_phrases(knowledge: Knowledge) -> None:
    phrases = (phrase for guard in knowledge.guards for phrase in guard.phrases)
    reader = Reader(knowledge.lexicon, chain.from_iterable(map(tokens, phrases)))
    guards = Guards(knowledge.guards, knowledge.lexicon.asides, reader, [], np.zeros(0, bool))
    missing = [
        f"{guard.place} {guard.id}: “{example}”"
        for guard in knowledge.guards
        for example in guard.must_not_answer or ("",)
        if guard not in {each.guard for each in guards.mentions(reader.read(example).words)}
    ]
    assert missing == []


@pytest.mark.parametrize(
    "question",
    [
        "iuran bpjs ketenagakerjaan berapa",
        "bangka tengah juga memperluas perlindungan LKD?",
        "undang undang yang mengatur bpjs kesehatan",
        "nama bupati bangka barat",
        "apakah 95.000 pekerja belum terlindungi?",
    ],
)
def test_a_foreign_word_is_never_passed_over(faq: Faq, question: str) -> None:
    outcome = faq.ask(question)
    assert outcome.entry is None or outcome.entry.kind is not EntryKind.FACT


def test_nothing_in_the_shipped_knowledge_is_doubtful(faq: Faq, knowledge: Knowledge) -> None:
    assert [finding for found in warnings(knowledge, faq, date(2026, 1, 1)) for finding in found] == []
