"""Changing YAML: what was not changed keeps every byte."""

import difflib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config import ROOT
from bot.content.marks import is_plain
from bot.editing import add_entry, add_phrasing, change_entries, change_entry, data_of, rewritten
from bot.errors import EditError

SHIPPED = sorted((ROOT / "knowledge").rglob("*.yaml"))
WITH_ENTRIES = [path for path in SHIPPED if "\nbutir:" in path.read_text(encoding="utf-8")]
ODD = (
    "ya",
    "no",
    "12:30",
    "# x",
    "a # b",
    "- x",
    'kata "a"',
    "a: b",
    "a:",
    "'",
    "👍",
    "59.000",
    "[a",
    "*a",
    "!a",
    "%",
    "@x",
)


def text_of(path: Path) -> str:
    return path.read_bytes().decode()


def changed(old: str, new: str) -> list[str]:
    """The lines taken away and added."""
    before, after = old.splitlines(), new.splitlines()
    # Frequent lines count too, else a line that stays may be shown as taken away and added.
    found = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    lines = []
    for _, start, end, begin, stop in (each for each in found if each[0] != "equal"):
        lines += [f"-{line}" for line in before[start:end]] + [f"+{line}" for line in after[begin:stop]]
    return lines


@pytest.mark.parametrize("path", WITH_ENTRIES, ids=lambda path: path.name)
def test_one_more_variant_is_one_more_line_in_every_shipped_file(path: Path) -> None:
    text = text_of(path)
    entries = data_of(text)["butir"]
    for entry in entries[:: max(1, len(entries) // 4)]:
        new = add_phrasing(text, entry["id"], "apa: ini baru?")
        assert changed(text, new) == ['+      - "apa: ini baru?"']
    assert add_phrasing(text, entry["id"], entry["pertanyaan"]) == text


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_each_text_of_a_shipped_file_can_change_alone(path: Path) -> None:
    """A few texts of every shipped file; comments and all other lines stay."""
    text = text_of(path)
    data = data_of(text)
    places = [(holder, key) for holder, key in texts(data) if key != "id"]  # another id is another entry
    for holder, key in places[:: max(1, len(places) // 4)]:
        old, holder[key] = holder[key], "sesuatu yang baru"
        new = rewritten(text, data)
        lines = changed(text, new)
        assert sum(line.startswith("+") for line in lines) <= 2  # the sign of a folded text may stay
        assert len(lines) <= 3 + len(old) // 60
        assert not [line for line in lines if line.startswith("-") and "#" in line and "#" not in old]
        holder[key] = old
    assert rewritten(text, data) == text


def texts(data: object) -> list[tuple[dict[str, str] | list[str], str | int]]:
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    found: list = []
    for key, each in pairs:
        found += [(data, key)] if isinstance(each, str) else texts(each)
    return found


TEXT = """\
# Catatan di atas
topik: Desa   # topik
butir:
    # kantor
    -   id: jam-buka
        label: 'Jam ''buka'''
        pertanyaan: "Jam berapa?" # pendek
        variasi: [buka kapan, "jam: kerja"]
        jawaban: |
            Pukul 08.00.
            Tutup 15.00.
        kutipan:
        - sumber: kantor
          teks: Kantor desa buka pukul 08.00 sampai 15.00.
    # surat
    -   id: surat
        pertanyaan: Berapa lama?
        variasi:
        - lama surat  # sering
        # di bawah ini dari warga
        - surat brp hari

        jawaban: >-
            Satu hari.

# Catatan di bawah
"""


@pytest.mark.parametrize(
    ("entry_id", "fields", "lines"),
    [
        ("surat", {"variasi": ["baru", "lama surat", "surat brp hari"]}, ["+        - baru"]),
        ("surat", {"variasi": ["lama surat"]}, ["-        - surat brp hari"]),
        (
            "surat",
            {"variasi": ["lama suratnya", "surat brp hari"]},
            ["-        - lama surat  # sering", "+        - lama suratnya  # sering"],
        ),
        ("surat", {"jawaban": "Dua hari."}, ["-            Satu hari.", "+            Dua hari."]),
        ("surat", {"label": "Lama surat?"}, ["+        label: Lama surat?"]),
        (
            "jam-buka",
            {"label": "Jam 'kantor'"},
            ["-        label: 'Jam ''buka'''", "+        label: 'Jam ''kantor'''"],
        ),
        ("jam-buka", {"label": ""}, ["-        label: 'Jam ''buka'''"]),
        (
            "jam-buka",
            {"pertanyaan": "Kapan # buka?"},
            ['-        pertanyaan: "Jam berapa?" # pendek', '+        pertanyaan: "Kapan # buka?" # pendek'],
        ),
        (
            "jam-buka",
            {"variasi": ["jam: kerja", "a, b"]},
            ['-        variasi: [buka kapan, "jam: kerja"]', '+        variasi: ["jam: kerja", "a, b"]'],
        ),
        (
            "jam-buka",
            {"jawaban": "Pukul 08.00.\nTutup 16.00."},
            ["-            Tutup 15.00.", "+            Tutup 16.00."],
        ),
        (
            "jam-buka",
            {"kutipan": [{"sumber": "lain", "teks": "Kantor desa buka pukul 08.00 sampai 15.00."}]},
            ["-        - sumber: kantor", "+        - sumber: lain"],
        ),
        (
            "surat",
            {"kutipan": [{"sumber": "a", "teks": "b"}]},
            ["+        kutipan:", "+          - sumber: a", "+            teks: b"],
        ),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_only_the_changed_lines_change_whatever_the_layout(
    entry_id: str, fields: dict[str, object], lines: list[str], newline: str, bom: str
) -> None:
    text = bom + TEXT.replace("\n", newline)
    new = change_entry(text, entry_id, fields)
    assert changed(text, new) == lines
    assert new.count("\n") - new.count("\r\n") == (newline == "\n") * new.count("\n")


def test_an_entry_comes_and_goes_without_a_trace() -> None:
    fields = {
        "id": "baru",
        "pertanyaan": "Apa?",
        "variasi": ["ya", "no"],
        "jawaban": "kata " * 40,
        "contoh": "ya",
    }
    for path in WITH_ENTRIES:
        text = text_of(path)
        new = add_entry(text, fields)
        assert all(line.startswith("+") for line in changed(text, new))
        assert data_of(new)["butir"][-1]["jawaban"] == ("kata " * 40).strip()
        assert max(map(len, changed(text, new))) <= 111
        assert change_entries(new, {"baru": None}).rstrip() == text.rstrip()


def test_an_entry_taken_away_leaves_comments_and_neighbours() -> None:
    new = change_entries(TEXT, {"jam-buka": None})
    assert "# kantor" in new
    assert [entry["id"] for entry in data_of(new)["butir"]] == ["surat"]


def test_a_first_entry_makes_its_file() -> None:
    new = add_entry("# Baru\n", {"jawaban": "Ya.", "id": "a", "pertanyaan": "B?"}, topic="Surat: desa")
    assert new == '# Baru\ntopik: "Surat: desa"\nbutir:\n  - id: a\n    pertanyaan: B?\n    jawaban: Ya.\n'


def test_what_is_not_there_or_is_there_already_is_told() -> None:
    with pytest.raises(EditError, match="`lain` tidak ada"):
        add_phrasing(TEXT, "lain", "x")
    with pytest.raises(EditError, match="`surat` sudah ada"):
        add_entry(TEXT, {"id": "surat"})


@pytest.mark.parametrize("text", ["butir: x", "butir: [x]", "butir:\n  - id: surat\n    variasi: abc\n"])
def test_a_file_in_the_middle_of_work_is_left_alone(text: str) -> None:
    with pytest.raises(EditError, match="belum benar"):
        add_phrasing(text, "surat", "x")


@pytest.mark.parametrize("odd", ODD)
def test_what_yaml_would_misread_is_quoted(odd: str) -> None:
    new = change_entry(TEXT, "surat", {"variasi": [odd], "label": odd, "jawaban": f"{odd}\n{odd}"})
    entry = data_of(new)["butir"][1]
    assert (entry["variasi"], entry["label"], entry["jawaban"]) == ([odd], odd, f"{odd}\n{odd}")
    assert data_of(change_entry(TEXT, "jam-buka", {"variasi": [odd]}))["butir"][0]["variasi"] == [odd]


@pytest.mark.parametrize(
    "text", ["no", "y", "12:30", "1_000", "null", "~", "2026-12-31", "2026-99-99", "0x1", ".5"]
)
def test_numbers_dates_and_truths_need_quotes(text: str) -> None:
    assert not is_plain(text)


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1), st.lists(st.text(min_size=1), max_size=4))
def test_any_text_can_be_written(answer: str, variants: list[str]) -> None:
    wanted = data_of(TEXT)
    for entry in wanted["butir"]:
        entry |= {"jawaban": answer, "variasi": variants}
    rewritten(TEXT, wanted)  # holds the result against what was wanted
