import json
import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.content.phrases import split_list
from bot.content.strict_yaml import Items, Record, Text, read_yaml
from bot.errors import ContentError, Place

FILE = "knowledge/uji.yaml"

# What YAML 1.1 would read as a number, a date, a truth value or nothing, and what editors really write.
SCALARS = [
    "59.000", "3.750", "08.00", "20:00", "08.00-16.00", "1.000.000", "59.0", "1,5", "1.5",
    "no", "No", "NO", "n", "N", "yes", "Yes", "y", "Y",
    "on", "On", "off", "OFF", "true", "True", "false", "FALSE",
    "ya", "tidak", "~", "null", "Null", "NULL", "none",
    "0711", "021", "0", "00", "-0", "+62", "08123456789012", "1905010101010001", "19050101010100010",
    "2026-01-05", "2026-1-5", "05-01-2026", "30/09/2025", "2025-09-30 08:00:00", "2025-09-30T08:00:00Z",
    "1e3", "1E3", "1e+3", "12e03", ".5", "5.", "0x1F", "0o17", "0b1010", "1_000", "1__0",
    ".inf", "-.inf", "+.INF", ".nan", ".NaN", "=", "<", "190:20:30", "1:30",
    "3/2024", "Rp59.000,-", "100%", "a&b", "a*b", "a!b", "a#b", "-1", "--", "?x", ":x", "x:y", "a:b:c",
    "“Ini bentuk komitmen kita,” katanya", "Jum'at", "insya Allah", "é", "😀", "...x", "info@apkasi.org",
]  # fmt: skip
QUOTED = [
    "", " ", "  tepi  ", "null", "- a", "a: b", "a #b", "#", "*a", "&a", "!a", "%a", "@a", "`a", "[a]", "{a}",
    "<<", "\t", "a\nb", "\\", '"', "…", "---", "...",
]  # fmt: skip

# Bytes, the line to blame, a word of the fault.
REFUSED = [
    pytest.param(b"a: 1\nb: 2\na: 3\n", 3, "sudah ada di baris 1", id="the same key twice"),
    pytest.param(b"x:\n  - a: 1\n    a: 2\n", 3, "sudah ada di baris 2", id="the same key twice in a list"),
    pytest.param(b'a: 1\n"a": 2\n', 2, "sudah ada di baris 1", id="the same key, quoted"),
    pytest.param(b"a: &x 1\n", 1, "jangkar", id="anchor"),
    pytest.param(b"a: 1\nb: &x\n  c: 1\n", 2, "jangkar", id="anchor on a mapping"),
    pytest.param(b"a: 1\nb: *x\n", 2, "rujukan", id="alias"),
    pytest.param(b"a: &x [*x]\n", 1, "jangkar", id="cycle"),
    pytest.param(b"a: 1\n<<: {b: 1}\n", 2, "<<", id="merge key"),
    pytest.param(b'a: 1\n"<<": 1\n', 2, "<<", id="quoted merge key"),
    pytest.param(b"a: !!int 1\n", 1, "tanda", id="standard tag"),
    pytest.param(b"a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "tanda", id="python tag"),
    pytest.param(b"a: !penting sekali\n", 1, "tanda", id="own tag"),
    pytest.param(b"a: ! penting\n", 1, "tanda", id="bare tag"),
    pytest.param(b"!x a: 1\n", 1, "tanda", id="tagged key"),
    pytest.param(b"a: 1\n---\nb: 2\n", 2, "dokumen", id="two documents"),
    pytest.param(b"a: 1\n...\n---\nb: 2\n", 3, "dokumen", id="two documents, the first one ended"),
    pytest.param(b"a:\n  - b\n  -c d\n  - e\n", 3, "tanda hubung", id="no space after a hyphen"),
    pytest.param(b"a:\n  -b c\n  - d\n", 2, "tanda hubung", id="no space after the first hyphen"),
    pytest.param(b"a:\n  - b\n  -c d\ne: 1\n", 3, "tanda hubung", id="no space after the last hyphen"),
    pytest.param("a:\n  - b\n  – c d\n".encode(), 3, "tanda hubung", id="a dash for a hyphen"),
    pytest.param(b"a: 1\nb:c d\ne: 2\n", 2, "spasi sesudah titik dua", id="no space after a colon"),
    pytest.param(b"a:\n  - b:c d\n    e: 2\n", 2, "spasi sesudah titik dua", id="no space, first key"),
    pytest.param(b"a:\n\tb: 1\n", 2, "tab", id="tab as indentation"),
    pytest.param(b"a: 1\n\tb: 1\n", 2, "tab", id="tab before a key"),
    pytest.param(b"a: 1\nb: |\n\tc\n", 3, "tab", id="tab in a block"),
    pytest.param("a: 1\nb: x\u00a0y\n".encode(), 2, "U+00A0", id="no-break space"),
    pytest.param("a:\n\u00a0 b: 1\n".encode(), 2, "U+00A0", id="no-break space as indentation"),
    pytest.param("a: 1\nb\u200bc: 1\n".encode(), 2, "U+200B", id="zero-width space in a key"),
    pytest.param("a: 1\nb\u200dc: 1\n".encode(), 2, "tak tampak", id="zero-width joiner in a key"),
    pytest.param("a: 1\nb: x\u202ey\n".encode(), 2, "U+202E", id="right-to-left override"),
    pytest.param("a: 1\nb: \u2066x\n".encode(), 2, "U+2066", id="bidi isolate"),
    pytest.param("a: 1\nb: x\u061cy\n".encode(), 2, "U+061C", id="arabic letter mark"),
    pytest.param("a: 1\nb: x\u00ady\n".encode(), 2, "U+00AD", id="soft hyphen"),
    pytest.param("a: 1\n\ufeffb: 2\n".encode(), 2, "U+FEFF", id="byte order mark in the middle"),
    pytest.param("a: 1\nb: x\u2028y\n".encode(), 2, "U+2028", id="line separator"),
    pytest.param("a: 1\nb: x\u0085y\n".encode(), 2, "huruf", id="next line"),
    pytest.param(b"a: 1\nb: x\0y\n", 2, "huruf", id="NUL"),
    pytest.param(b"a: 1\nb: x\x07y\n", 2, "huruf", id="control character"),
    pytest.param("a: 1\nb: x\uffffy\n".encode(), 2, "huruf", id="no character"),
    pytest.param("a: 1\nb: caf\xe9\n".encode("latin-1"), 2, "UTF-8", id="latin-1"),
    pytest.param("a: 1\n".encode("utf-16"), 1, "UTF-8", id="UTF-16"),
    pytest.param("a: 1\n".encode("utf-16-le"), 1, "huruf", id="UTF-16 without a mark"),
    pytest.param("a: 1\n".encode("utf-16-be"), 1, "huruf", id="UTF-16 big end first without a mark"),
    pytest.param(b"a: 1\nb: \xed\xa0\xbd\n", 2, "UTF-8", id="encoded surrogate"),
    pytest.param(b'a: "x\nb: 1\nc: 2\n', 1, "kutip tidak ditutup", id="cut off within double quotes"),
    pytest.param(b"a: 1\nb: 'x\nc: 2\n", 2, "kutip tidak ditutup", id="cut off within single quotes"),
    pytest.param(b"a: 1\nb: [1, 2", 2, "kurung siku", id="cut off within brackets"),
    pytest.param(b"a: 1\nb: {c: 1", 2, "kurung kurawal", id="cut off within braces"),
    pytest.param(b"a: 1\nb: 2\nper", 3, "titik dua", id="cut off within a key"),
    pytest.param(b"a: 1\nb\nc: 2\n", 2, "titik dua", id="key without a colon"),
    pytest.param(b"a: b: c\n", 1, "titik dua", id="colon within a value"),
    pytest.param(b"a: 1\n b: 2\n", 2, "lanjutan", id="key too far to the right"),
    pytest.param(b"a:\n  - id: 1\n     b: 2\n", 3, "lanjutan", id="key too far to the right in a list"),
    pytest.param(b"a:\n  - b\n   - c\n", 3, "lanjutan", id="item too far to the right"),
    pytest.param(b"a: b\n  - c\n", 2, "lanjutan", id="item below a text"),
    pytest.param(b"a: nomor #1 di desa\n", 1, "memotong", id="text that a # cuts short"),
    pytest.param(b"a: 1\nb: \"c\" d\n", 2, "sesudah tanda kutip", id="text after double quotes"),
    pytest.param(b"a:\n  - 'b' c\n", 2, "sesudah tanda kutip", id="text after single quotes in a list"),
    pytest.param(b"a:\n  - 1\n - 2\n", 3, "sejajar", id="list out of line"),
    pytest.param(b"a:\n  b: 1\n c: 2\n", 3, "sejajar", id="key out of line"),
    pytest.param(b"a: @x\n", 1, "tanda khusus", id="at sign"),
    pytest.param(b"a: 1\nb: `x\n", 2, "tanda khusus", id="backtick"),
    pytest.param(b"a: %x\n", 1, "tanda khusus", id="percent sign"),
    pytest.param(b'a: "\\q"\n', 1, "YAML", id="unknown escape"),
    pytest.param(b'a: "\\ud83d"\n', 1, "YAML", id="escaped surrogate"),
    pytest.param(b"%YAML 3.0\n---\na: 1\n", 1, "YAML", id="another YAML"),
    pytest.param(b"a: }\n", 1, "YAML", id="stray brace"),
    pytest.param(b"? [a]\n: b\n", 1, "kunci harus berupa teks", id="list as a key"),
    pytest.param(b"? {a: b}\n: c\n", 1, "kunci harus berupa teks", id="mapping as a key"),
    pytest.param(b"? d:\n", 1, "kunci harus berupa teks", id="key within a key"),
    pytest.param(b"- a\n- b\n", 1, "kunci: nilai", id="list at the root"),
    pytest.param(b"teks saja\n", 1, "kunci: nilai", id="text at the root"),
]  # fmt: skip

BOMBS = [
    pytest.param(b"[" * 100_000, id="brackets"),
    pytest.param(b"{a: " * 100_000, id="braces"),
    pytest.param(b"- " * 100_000, id="dashes"),
    pytest.param(b"? " * 100_000, id="question marks"),
    pytest.param(b"\n".join(b" " * depth + b"a:" for depth in range(1_500)), id="indentation"),
    pytest.param(
        b"k0: &k0 {a: 1}\n"
        + b"".join(b"k%d: &k%d {<<: [*k%d, *k%d]}\n" % (n, n, n - 1, n - 1) for n in range(1, 20_000)),
        id="merge keys",
    ),
    pytest.param(
        b"k0: [a]\n" + b"".join(b"k%d: [*k%d, *k%d]\n" % (n, n - 1, n - 1) for n in range(1, 20_000)),
        id="aliases",
    ),
]

ENGLISH = re.compile(
    r"\b(found|expected|while|did|not|mapping|character|stream|token|scanning|parsing|line|column|document)\b"
)


def value(source: str | bytes) -> object:
    data = source.encode() if isinstance(source, str) else source
    return read_yaml(data, FILE)["k"]


def refusal(data: bytes) -> ContentError:
    with pytest.raises(ContentError) as caught:
        read_yaml(data, FILE)
    return caught.value


def read_or_refused(data: bytes) -> Record | ContentError:
    try:
        return read_yaml(data, FILE)
    except ContentError as error:
        return error


@pytest.mark.parametrize("scalar", SCALARS)
def test_a_value_is_the_text_that_stands_there(scalar: str) -> None:
    assert value(f"k: {scalar}\n") == scalar


def test_the_golden_list_is_long_enough() -> None:
    assert len(set(SCALARS)) >= 60


@pytest.mark.parametrize("scalar", [scalar for scalar in SCALARS if not scalar.startswith(("-", "?", ":"))])
def test_a_key_is_the_text_that_stands_there(scalar: str) -> None:
    assert list(read_yaml(f"{scalar}: x\n".encode(), FILE)) == [scalar]


@pytest.mark.parametrize("scalar", [*SCALARS, *QUOTED])
def test_a_quoted_value_is_the_text_within_the_quotes(scalar: str) -> None:
    assert value("k: " + json.dumps(scalar, ensure_ascii=False)) == scalar


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("k:\n", ""),
        ("k: ''\n", ""),
        ("k: a  # catatan\n", "a"),
        ("k: a\n  b\n", "a b"),
        ("k: >-\n  a\n  b\n", "a b"),
        ("k: |\n  a\n\n  b\n", "a\n\nb\n"),
        ("k: 'Jum''at'\n", "Jum'at"),
    ],
)
def test_a_value_may_be_written_in_every_way_that_yaml_has(source: str, text: str) -> None:
    assert value(source) == text


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\xef\xbb\xbfk: a\nl: b\n", id="byte order mark"),
        pytest.param(b"k: a\r\nl: b\r\n", id="CRLF"),
        pytest.param(b"---\nk: a\nl: b\n", id="document start"),
        pytest.param(b"k: a\nl: b\n...\n", id="document end"),
        pytest.param(b"k: a\nl: b", id="no line break at the end"),
        pytest.param(b"# catatan\n\nk: a # catatan\nl: b\n", id="comments"),
        pytest.param(b"{k: a, l: b}", id="in braces"),
    ],
)
def test_what_editors_save_differently_reads_the_same(data: bytes) -> None:
    assert read_yaml(data, FILE) == {"k": "a", "l": "b"}


@pytest.mark.parametrize("data", [b"", b"\n\n", b"# hanya catatan\n", b"---\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_an_empty_mapping(data: bytes) -> None:
    assert read_yaml(data, FILE) == {}


def test_a_joined_emoji_is_a_value_like_any_other() -> None:
    assert value("k: 👩\u200d🌾") == "👩\u200d🌾"


@pytest.mark.parametrize(("data", "line", "fault"), REFUSED)
def test_what_cannot_be_read_is_refused_with_its_file_line_and_cause(
    data: bytes, line: int, fault: str
) -> None:
    error = refusal(data)
    assert [problem.place for problem in error.problems] == [Place(FILE, line)]
    assert fault in error.problems[0].fault
    assert str(error).startswith(f"{FILE}:{line}: ")


@pytest.mark.parametrize("data", [case.values[0] for case in REFUSED])
def test_a_refusal_is_indonesian_and_says_what_to_do(data: bytes) -> None:
    error = refusal(data)
    assert not ENGLISH.search(str(error))


@pytest.mark.parametrize("data", BOMBS)
def test_a_bomb_is_refused_before_it_grows(data: bytes) -> None:
    start = time.perf_counter()
    refusal(data)
    assert time.perf_counter() - start < 10  # grown, it would take the whole memory


def test_a_file_of_two_megabytes_is_read_in_time() -> None:
    data = b"".join(b"k%d: nilai yang biasa saja, tidak lebih\n" % number for number in range(45_000))
    start = time.perf_counter()
    assert len(read_yaml(data, FILE)) == 45_000
    assert time.perf_counter() - start < 15  # 1 s on an idle machine


def test_every_node_knows_its_line() -> None:
    root = read_yaml(b"# catatan\na: 1\nb:\n  - c: 2\n    d: 3\n  - e\n", FILE)
    assert root.places == {"a": Place(FILE, 2), "b": Place(FILE, 3)}
    assert root["b"].place == Place(FILE, 4)
    assert root["b"][0]["d"].place == Place(FILE, 5)
    assert root["b"][1].place == Place(FILE, 6)


@pytest.mark.parametrize(
    ("key", "near"), [("pertanyan", "pertanyaan"), ("jawab", "jawaban"), ("Kutipan", "kutipan")]
)
def test_an_unknown_key_is_refused_with_the_one_that_was_meant(key: str, near: str) -> None:
    record = read_yaml(f"id: a\n{key}: b\n".encode(), FILE)
    with pytest.raises(ContentError) as caught:
        record.only(("id", "pertanyaan", "jawaban", "kutipan"))
    problem = caught.value.problems[0]
    assert problem.place == Place(FILE, 2)
    assert f"`{key}`" in problem.fault
    assert problem.cure == f"Mungkin maksud Anda `{near}`?"


def test_an_unknown_key_like_no_other_is_refused_with_those_there_are() -> None:
    record = read_yaml(b"zzz: b\n", FILE)
    with pytest.raises(ContentError, match="Yang ada: id, teks"):
        record.only(("id", "teks"))


def test_a_missing_key_is_named() -> None:
    record = read_yaml(b"id: a\n", FILE)
    with pytest.raises(ContentError, match=rf"{FILE}:1: kunci `teks` belum ada"):
        record.only(("id", "teks"), required=("id", "teks"))


def test_white_space_is_folded_and_prose_keeps_its_lines() -> None:
    record = read_yaml(b"k: |\n  satu   dua \n\n  tiga\nl:\n  - a   b\n", FILE)
    assert record.prose("k") == "satu dua\n\ntiga"
    assert record.text("k") == "satu dua tiga"
    assert record.texts("l") == ["a b"]


def test_what_is_missing_is_empty() -> None:
    record = read_yaml(b"a: 1\n", FILE)
    assert record.text("k") == ""
    assert record.text("k", "bawaan") == "bawaan"
    assert record.texts("k") == []
    assert record.records("k") == []
    assert record.record("k") == {}


@pytest.mark.parametrize(
    ("ask", "source", "line"),
    [
        (lambda record: record.text("k"), "a: 1\nk: [b]\n", 2),
        (lambda record: record.text("k"), "a: 1\nk:\n  b: c\n", 3),
        (lambda record: record.text("k"), "a: 1\nk:\n", 2),
        (lambda record: record.text("k"), "a: 1\nk: '  '\n", 2),
        (lambda record: record.prose("k"), "a: 1\nk: |\n\n", 2),
        (lambda record: record.texts("k"), "a: 1\nk: b\n", 2),
        (lambda record: record.texts("k"), "k:\n  - b\n  - c: d\n", 3),
        (lambda record: record.texts("k"), "k:\n  - b\n  -\n", 3),
        (lambda record: record.records("k"), "k:\n  - a: b\n  - c\n", 3),
        (lambda record: record.records("k"), "k: b\n", 1),
        (lambda record: record.record("k"), "a: 1\nk: b\n", 2),
        (lambda record: record.record("k"), "a: 1\nk: [b]\n", 2),
    ],
)
def test_a_value_of_another_shape_is_refused_where_it_stands(ask, source: str, line: int) -> None:
    record = read_yaml(source.encode(), FILE)
    with pytest.raises(ContentError) as caught:
        ask(record)
    assert caught.value.problems[0].place == Place(FILE, line)
    assert "`k`" in caught.value.problems[0].fault


def test_a_comma_separates_and_empty_parts_are_left_out() -> None:
    parts = list(split_list(Text("a,  b  c ,, d,", Place(FILE, 7))))
    assert parts == ["a", "b c", "d"]
    assert {part.place.line for part in parts} == {7}


yaml_like = st.text(
    alphabet=st.sampled_from("ab01 :-?,[]{}#&*!|>'\"%@`\t\n\r\\~<=.\ufeff\u00a0\u0085\u200d“é😀\0"),
    max_size=60,
).map(str.encode)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.binary(max_size=80), yaml_like))
@example(b"? d:")
@example(b"a: 1\nb")
@example(b"\x85")
def test_whatever_a_file_holds_it_is_read_or_refused_at_a_line_that_it_has(data: bytes) -> None:
    read = read_or_refused(data)
    if isinstance(read, Record):
        assert all(isinstance(node, Text | Items | Record) for node in read.values())
        return
    lines = len(re.findall(rb"\r\n|\r|\n", data)) + 1
    assert all(1 <= problem.place.line <= lines for problem in read.problems)
    assert not ENGLISH.search("".join(problem.cure for problem in read.problems))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"])))
@example("\u2028\u0085\ufeff\u00a0\0\t\n\r")
def test_a_json_string_reads_back_identical(text: str) -> None:
    assert value("k: " + json.dumps(text)) == text


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn", "Co", "Zl", "Zp", "Zs"])))
def test_visible_text_in_quotes_reads_back_identical(text: str) -> None:
    assert value("k: " + json.dumps(text, ensure_ascii=False)) == text
