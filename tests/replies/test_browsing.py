"""Topics, sources and what stands below an answer, on made-up knowledge."""

from dataclasses import replace

import pytest

from bot.model import Citation, Entry, Knowledge, Sentence, Source
from bot.replies.commands import Scope
from bot.replies.messages import Wording
from bot.replies.offers import COPY, Offers
from bot.replies.parts import MAX_MESSAGE, Action, Button, paired, shortened, units
from bot.replies.sources import Sources
from bot.replies.topics import Topics
from tests.replies.test_voice import HARVEST, OTHER, PRICE, SENTENCES, SOURCE, TEXTS, THANKS, knowledge

SAY = Wording(TEXTS).say


def labels(rows: tuple[tuple[Button, ...], ...]) -> list[list[str]]:
    return [[button.label for button in row] for row in rows]


def named(number: int, topic: str) -> Entry:
    return replace(HARVEST, id=f"f{number}", question=f"Ke-{number}?", topic=topic)


def long_source(length: int, count: int = 8) -> Source:
    return replace(SOURCE, sentences=tuple(Sentence(n, "x" * length, None, True) for n in range(count)))


def test_the_menu_lists_facts_first_and_no_small_talk() -> None:
    menu = Topics(knowledge(entries=(THANKS, PRICE, HARVEST)), SAY).menu()
    assert labels(menu.rows) == [["Panen", "Harga"]]


def test_only_short_neighbours_share_a_row() -> None:
    names = ("Iuran", "Jaminan sosial tenaga kerja", "BPD", "RT", "LKD")
    rows = paired(Button(name, Action.TOPIC) for name in names)
    assert labels(rows) == [["Iuran"], ["Jaminan sosial tenaga kerja"], ["BPD", "RT"], ["LKD"]]


def test_topics_that_begin_alike_are_listed_together() -> None:
    topics = Topics(knowledge(entries=(named(1, "A: satu"), named(2, "A: dua"), named(3, "B: tiga"))), SAY)
    assert labels(topics.menu().rows) == [["A", "B: tiga"]]
    group = topics.group("f2")
    assert group
    assert labels(group.rows) == [["Satu", "Dua"], ["[kembali]"]]


def test_a_topic_of_many_questions_turns_pages_and_an_answer_leads_back_to_its_own() -> None:
    entries = tuple(named(number, "A") for number in range(8))
    topics = Topics(knowledge(entries=entries), SAY)
    first, second = topics.questions("f3.0"), topics.questions("f3.1")
    assert first
    assert second
    assert [button.value for button in first.buttons] == [*(f"f{n}" for n in range(6)), "f3.1", ""]
    assert [button.value for button in second.buttons] == ["f6", "f7", "f3.0", ""]
    assert topics.way_back(entries[7]) == Button("[kembali]", Action.TOPIC, "f7.1")
    assert topics.questions("f3.2") is None


def test_an_entry_without_a_topic_stands_in_no_menu() -> None:
    entry = named(1, "")
    topics = Topics(knowledge(entries=(entry,)), SAY)
    assert topics.menu().rows == ()
    assert topics.way_back(entry) is None
    assert topics.questions("f1.0") is None


def test_several_sources_are_chosen_from() -> None:
    sources = Sources(knowledge(sources=(SOURCE, OTHER)), SAY)
    assert labels(sources.overview().rows) == [["Panen raya"], ["Lain"]]
    assert [button.value for button in sources.overview().buttons] == ["0.0", "1.0"]
    asked = sources.numbered("2")
    assert [(button.action, button.value) for button in asked.buttons] == [("n", "0.2"), ("n", "1.2")]
    opened = sources.sentence("1.2")
    assert opened
    assert "👉 2. Hasil panen dijual ke koperasi." in opened.plain


@pytest.mark.parametrize("length", [10, 400, 700, 1499, 5000])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_every_page_and_context_fits_a_message(length: int, count: int) -> None:
    every = tuple(replace(long_source(length), id=str(number), title="t" * 100) for number in range(count))
    citations = tuple(Citation(each, each.sentences[number], "x") for each in every for number in (0, 7))
    sources = Sources(knowledge(sources=every), SAY)
    seen = 0
    while page := sources.page(f"0.{seen}"):
        assert units(page.plain) <= MAX_MESSAGE
        seen += 1
    assert seen
    assert units(sources.context(citations).plain) <= MAX_MESSAGE


def test_the_context_of_two_citations_leaves_out_what_lies_between() -> None:
    source = long_source(10, 12)
    citations = tuple(Citation(source, source.sentences[number], "x") for number in (1, 9))
    context = Sources(knowledge(sources=(source,)), SAY).context(citations)
    shown = [part.text.split(".")[0] for part in context.parts if part.text[0].isdigit()]
    assert shown == ["0", "1", "2", "3", "7", "8", "9", "10", "11"]
    assert "…" in context.plain


def test_related_questions_are_facts_of_the_topic_or_the_sentence_and_nothing_else() -> None:
    source = long_source(10, 3)

    def fact(name: str, number: int, topic: str, *, example: bool = False) -> Entry:
        cited = (Citation(source, source.sentences[number], "x"),)
        return replace(HARVEST, id=name, citations=cited, topic=topic, example=example)

    asked = fact("ditanya", 1, "Panen")
    others = (
        fact("lain", 2, "Harga"),
        fact("sekalimat", 1, "Harga"),
        fact("utama", 1, "Harga", example=True),
    )
    offers = Offers(knowledge(entries=(*others, fact("setopik", 2, "Panen"), PRICE, THANKS, asked)), SAY)
    assert [entry.id for entry in offers.related(asked)] == ["setopik", "utama", "sekalimat"]


def test_nothing_stands_below_small_talk() -> None:
    assert Offers(knowledge(), SAY).below(THANKS, "", Scope.PRIVATE) == ()


@pytest.mark.parametrize(
    ("sentence", "quote", "copied"),
    [
        ("Padi tumbuh.", "Padi tumbuh", "“Padi tumbuh.” — Kabar Desa"),
        ("Padi tumbuh. " * 30, "Padi tumbuh.", "“Padi tumbuh.” — Kabar Desa"),
        ("Padi tumbuh. " * 30, "Padi tumbuh. " * 25, None),
    ],
    ids=["the sentence", "the cited part of a long one", "nothing"],
)
def test_what_is_copied_fits_and_says_where_it_stands(sentence: str, quote: str, copied: str | None) -> None:
    citation = Citation(SOURCE, replace(SENTENCES[2], text=sentence), quote)
    entry = replace(HARVEST, citations=(citation,))
    rows = Offers(knowledge(), SAY).below(entry, "", Scope.GROUP)
    found = [button.value for row in rows for button in row if button.action is Action.COPY]
    assert found == ([copied] if copied else [])
    assert all(units(value) <= COPY for value in found)


@pytest.mark.parametrize("text", ["", "abc", "abcdef", "😀😀😀", "a😀😀"])
def test_a_shortened_text_never_exceeds_its_limit_nor_splits_a_character(text: str) -> None:
    short = shortened(text, 4)
    assert units(short) <= 4
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_a_page_of_made_up_knowledge_is_numbered_from_the_title() -> None:
    made: Knowledge = knowledge()
    page = Sources(made, SAY).overview()
    assert [part.text for part in page.parts[2:]] == [f"{each.number}. {each.text}" for each in SENTENCES]
