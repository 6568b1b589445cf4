"""What is asked in vain, grouped by likeness."""

import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from bot.answering import Faq
from bot.model import Asked, Knowledge, Lack, Thresholds
from bot.unmet import unmet

START = datetime(2025, 11, 3, 8, 0, tzinfo=UTC)
PRESIDENT = "siapa presiden sekarang"
LEGAL_BASIS = "dasar hukumnya apa?"


@pytest.fixture(scope="module")
def silent(knowledge: Knowledge, faq: Faq) -> Faq:
    """Understands as the shipped knowledge does, and answers nothing."""
    return Faq(knowledge, Thresholds(answer=101, clarify=101), faq.matcher)


def asked(text: str, number: int = 0, *, entry_id: str = "", complaint: str = "", person: str = "") -> Asked:
    lack = Lack.DISLIKED if entry_id else Lack.UNKNOWN
    at = START + timedelta(minutes=number)
    return Asked(f"id{number}", at, person or f"p{number}", text, f"key {text}", lack, entry_id, complaint)


def all_asked(texts: Iterable[str]) -> list[Asked]:
    return [asked(text, number) for number, text in enumerate(texts)]


def test_questions_alike_stand_together_most_asked_first_with_the_last_time(silent: Faq) -> None:
    texts = ["resep rendang", PRESIDENT, "presidennya siapa ya", "Siapa presiden skrg?", PRESIDENT]
    first, second = unmet(silent, all_asked(texts))
    assert (first.text, len(first.asked), first.people, first.id) == (PRESIDENT, 4, 4, "id1")
    assert set(first.texts) == set(texts[1:])
    assert first.asked[-1].at == START + timedelta(minutes=4)
    assert second.text == "resep rendang"


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("siapa presiden sekarang", "siapa presidan sekarang", True),
        ("kk hilang cara urusnya gmn", "cara mengurus kk yg hilang gimana", True),
        ("resep rendang padang", "resep nasi padang", False),
        ("siapa presiden indonesia", "siapa juara dunia", False),
        ("jadwal kapal cepat", "jadwal imam jumat", False),
        ("cara daftar bpjs kesehatan", "cara daftar bpjs ketenagakerjaan", False),
    ],
)
def test_what_is_alike(silent: Faq, one: str, other: str, together: bool) -> None:
    assert len(unmet(silent, all_asked([one, other]))) == (1 if together else 2)


def test_what_todays_knowledge_answers_is_left_out(faq: Faq) -> None:
    assert not unmet(faq, all_asked([LEGAL_BASIS]))


def test_a_disliked_answer_stays_while_it_is_still_given(faq: Faq) -> None:
    entry = faq.ask(LEGAL_BASIS).entry
    assert entry
    (group,) = unmet(faq, [asked(LEGAL_BASIS, entry_id=entry.id, complaint="wrong")])
    assert group.near[0] == entry
    assert not unmet(faq, [asked(LEGAL_BASIS, entry_id="jawaban-lain")])


def test_where_a_button_asked_the_question_of_the_button_is_told(faq: Faq) -> None:
    entry = faq.ask(LEGAL_BASIS).entry
    assert entry
    (group,) = unmet(faq, [asked("", entry_id=entry.id)])
    assert group.text == entry.question
    assert not unmet(faq, [asked("", entry_id="tidak-ada-lagi")])


def test_the_wording_without_personal_data_stands_for_the_group(silent: Faq) -> None:
    (group,) = unmet(silent, all_asked(["••• siapa presiden", "••• siapa presiden", "presiden siapa"]))
    assert group.text == "presiden siapa"


def test_what_is_ignored_stays_so_when_it_is_asked_again(silent: Faq) -> None:
    again = all_asked([PRESIDENT, PRESIDENT, "presidennya siapa ya"])
    assert not unmet(silent, again, {f"key {PRESIDENT}"})
    assert unmet(silent, all_asked(["resep rendang"]), {f"key {PRESIDENT}"})


def test_what_is_ignored_stays_so_when_another_wording_is_asked_more_often(silent: Faq) -> None:
    ignored, later = "presiden indonesia siapa", "presiden indonesia lahir"
    again = all_asked([ignored, ignored, later, later, later, "resep rendang"])
    assert [group.text for group in unmet(silent, again)] == [later, "resep rendang"]
    assert [group.text for group in unmet(silent, again, {f"key {ignored}"})] == ["resep rendang"]


@pytest.mark.parametrize("text", ["", "???", "🙏", "•••", "\ud83d", "a" * 5000, "kata " * 900])
def test_nothing_that_people_write_breaks_it(silent: Faq, text: str) -> None:
    assert len(unmet(silent, all_asked([text, PRESIDENT]))) in (1, 2)


def test_the_order_in_which_questions_come_changes_nothing(silent: Faq) -> None:
    random = Random(7)  # noqa: S311
    texts = [
        " ".join(random.choices("kapal jadwal imam resep rendang presiden".split(), k=3)) for _ in range(60)
    ]
    questions = all_asked(texts)
    groups = unmet(silent, questions)
    random.shuffle(questions)
    assert unmet(silent, questions) == groups


def test_thousands_of_questions_take_no_time_to_speak_of(silent: Faq) -> None:
    random = Random(7)  # noqa: S311
    syllables = "ba ka la ma na pa ra sa ta wa".split()
    words = ["".join(random.choices(syllables, k=3)) for _ in range(800)]
    texts = [" ".join(random.choices(words, k=random.randint(1, 6))) for _ in range(2000)]
    started = time.perf_counter()
    assert unmet(silent, all_asked(texts * 2))
    assert time.perf_counter() - started < 30  # 0.5 s on an idle machine; each with each would take minutes
