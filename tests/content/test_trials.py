"""knowledge/uji/: what editors write there, and what is refused."""

import pytest

from bot.content.knowledge import parse_knowledge
from bot.content.trials import Trial, parse_trials
from bot.errors import ContentError, Place
from bot.model import Knowledge
from tests.content.test_knowledge import ENTRY, SOURCE

FILE = "knowledge/uji/panen.yaml"


@pytest.fixture(scope="module")
def small() -> Knowledge:
    return parse_knowledge([(ENTRY.encode(), "panen.yaml")], (SOURCE,))


def test_each_question_keeps_its_line_and_what_is_expected(small: Knowledge) -> None:
    text = "uji:\n  - harap: hasil-panen, tanya_balik\n    tanya:\n      - panen brp\n      - hasil: panen?\n"
    text = text.replace("hasil: panen?", '"hasil: panen?"')
    assert parse_trials([(text.encode(), FILE)], small) == (
        Trial("panen brp", ("hasil-panen", "tanya_balik"), Place(FILE, 4)),
        Trial("hasil: panen?", ("hasil-panen", "tanya_balik"), Place(FILE, 5)),
    )


@pytest.mark.parametrize(
    ("text", "line", "fault", "cure"),
    [
        ("uij: []\n", 1, "kunci `uij` tidak dikenal", "`uji`"),
        ("uji:\n  - harap: hasil-panen\n", 2, "kunci `tanya` belum ada", "Tambahkan"),
        ("uji:\n  - tanya: [panen]\n", 2, "kunci `harap` belum ada", "Tambahkan"),
        ("uji:\n  - harap: hasil-panem\n    tanya: [panen]\n", 2, "tidak dikenal", "hasil-panen"),
        ("uji:\n  - harap: ','\n    tanya: [panen]\n", 2, "tidak memuat satu kata pun", "Tulis"),
        ("uji:\n  - harap: hasil-panen\n    tanya: panen\n", 3, "harus berupa daftar", "- "),
        ("uji:\n  - harap: hasil-panen\n    tanya: []\n", 2, "belum ada pertanyaan", "Tulis"),
        (
            "uji:\n  - harap: hasil-panen\n    tanya: [panen]\n  - harap: tanya_balik\n    tanya: [panen]\n",
            5,
            "sudah diuji di knowledge/uji/panen.yaml:3",
            "Hapus",
        ),
    ],
)
def test_a_mistake_is_told_with_line_and_cure(
    small: Knowledge, text: str, line: int, fault: str, cure: str
) -> None:
    with pytest.raises(ContentError) as caught:
        parse_trials([(text.encode(), FILE)], small)
    (problem,) = caught.value.problems
    assert problem.place == Place(FILE, line)
    assert fault in problem.fault
    assert cure in problem.cure


def test_every_mistake_is_told_at_once(small: Knowledge) -> None:
    files = [(b"uji: [", "a.yaml"), (b"uji:\n  - harap: x\n    tanya: [y]\n  - tanya: [z]\n", "b.yaml")]
    with pytest.raises(ContentError) as caught:
        parse_trials(files, small)
    assert [problem.place.file for problem in caught.value.problems] == ["a.yaml", "b.yaml", "b.yaml"]
