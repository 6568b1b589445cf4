import hashlib
from pathlib import Path

import pytest

from bot.config import ROOT, Config
from bot.content.sources import load_sources
from bot.errors import ContentError, Place
from bot.model import Source

SEEDS = ROOT / Config().paths.seeds
ARTICLE = SEEDS / "apkasi-14978.txt"
EXPECTED = Path(__file__).parent / "article_sentences.tsv"
VICE_REGENT, HEAD_OF_OFFICE, HEAD_OF_BPJS = "Yus Derahman", "Achmad Nursyandi", "Evi Haliyati Rachmat"

TEXT = "Judul kecil\n\nDesa itu ramai. “Kami senang,” kata kades.\nSekian.\n"
DESCRIPTION = """\
sumber:
  - id: kecil
    berkas: kecil.txt
    judul: Judul kecil
    penerbit: Penerbit
    url: https://contoh.id/kecil
"""


@pytest.fixture(scope="module")
def article() -> Source:
    (source,) = load_sources(SEEDS)
    return source


def written(folder: Path, description: str = DESCRIPTION, text: bytes = TEXT.encode()) -> Path:
    (folder / "sumber.yaml").write_text(description, encoding="utf-8")
    (folder / "kecil.txt").write_bytes(text)
    return folder


def refusal(folder: Path) -> ContentError:
    with pytest.raises(ContentError) as caught:
        load_sources(folder)
    return caught.value


def test_the_article_splits_into_its_sentences(article: Source) -> None:
    rows = [line.split("\t") for line in EXPECTED.read_text(encoding="utf-8").splitlines()]
    assert [(f"s{each.number}", each.text) for each in article.sentences] == [tuple(row) for row in rows]


def test_the_article_is_kept_as_it_was_published() -> None:
    published = "0123bb840956642ebaa55a3c664bf66b668ed3fcdb5e3411fe3f7b9606d2621d"
    assert hashlib.sha256(ARTICLE.read_bytes()).hexdigest() == published
    assert "alokasi cana dari" in ARTICLE.read_text(encoding="utf-8")


def test_the_latest_date_of_the_article_is_given_as_it_stands_there(article: Source) -> None:
    assert article.as_of == "30 September 2025"


def test_a_date_that_the_source_does_not_give_is_refused(tmp_path: Path) -> None:
    (problem,) = refusal(written(tmp_path, DESCRIPTION + "    per: 1 Oktober 2025\n")).problems
    assert "`1 Oktober 2025` tidak ada kata demi kata" in problem.fault
    assert problem.place.line == 7


def test_every_sentence_stands_in_the_article_character_for_character(article: Source) -> None:
    folded = " ".join(ARTICLE.read_text(encoding="utf-8").split())
    assert folded == " ".join(sentence.text for sentence in article.sentences)


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (0, None), (1, None),
        (2, VICE_REGENT), (3, VICE_REGENT), (4, VICE_REGENT),
        (5, HEAD_OF_OFFICE), (6, HEAD_OF_OFFICE), (7, HEAD_OF_OFFICE),
        (8, HEAD_OF_OFFICE), (9, HEAD_OF_OFFICE),
        (10, HEAD_OF_BPJS), (11, HEAD_OF_BPJS), (12, HEAD_OF_BPJS),
        (13, None), (14, None), (15, None), (16, None),
    ],
)  # fmt: skip
def test_a_sentence_knows_whose_words_it_reports(article: Source, number: int, name: str | None) -> None:
    speaker = article.sentences[number].speaker
    assert (speaker.name if speaker else None) == name


def test_every_speaker_stands_in_the_article_with_name_and_office(article: Source) -> None:
    told = " ".join(sentence.text for sentence in article.sentences)
    for speaker in {sentence.speaker for sentence in article.sentences if sentence.speaker}:
        assert f"{speaker.office} {speaker.name}" in told


def test_only_the_boilerplate_is_no_part_of_the_report(article: Source) -> None:
    assert [each.number for each in article.sentences if not each.in_report] == [15, 16]


def test_the_source_says_where_it_was_published(article: Source) -> None:
    assert (article.id, article.publisher, article.agency) == ("apkasi-14978", "Apkasi", "bertanda [ant]")
    assert article.url == "https://apkasi.org/?p=14978"
    assert article.title == article.sentences[0].text


def test_the_required_keys_alone_are_enough(tmp_path: Path) -> None:
    (source,) = load_sources(written(tmp_path))
    assert source.id == "kecil"
    assert source.agency == ""
    assert [each.text for each in source.sentences] == [
        "Judul kecil",
        "Desa itu ramai.",
        "“Kami senang,” kata kades.",
        "Sekian.",
    ]
    assert not any(each.speaker for each in source.sentences)
    assert all(each.in_report for each in source.sentences)


def test_several_sources_keep_their_order(tmp_path: Path) -> None:
    second = DESCRIPTION.replace("id: kecil", "id: besar").removeprefix("sumber:\n")
    assert [each.id for each in load_sources(written(tmp_path, DESCRIPTION + second))] == ["kecil", "besar"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"\xef\xbb\xbf" + TEXT.encode(), id="byte order mark"),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(TEXT.replace(" ", "\u00a0").encode(), id="no-break spaces"),
    ],
)
def test_what_programs_save_differently_gives_the_same_sentences(tmp_path: Path, text: bytes) -> None:
    (source,) = load_sources(written(tmp_path, text=text))
    assert [each.text for each in source.sentences][:2] == ["Judul kecil", "Desa itu ramai."]


@pytest.mark.parametrize(
    ("addition", "line", "fault"),
    [
        ("    bukan_berita: 4\n", 7, "tidak ada kalimat nomor `4`"),
        ("    bukan_berita: 1, dua\n", 7, "tidak ada kalimat nomor `dua`"),
        ("    bukan_berita: -1\n", 7, "tidak ada kalimat nomor `-1`"),
        ("    bukan_berita: 1-2\n", 7, "tidak ada kalimat nomor `1-2`"),
        (f"    bukan_berita: {'9' * 5000}\n", 7, "tidak ada kalimat nomor"),
        (
            "    penutur:\n      - nama: A\n        jabatan: B\n        kalimat: 2, 17\n",
            10,
            "tidak ada kalimat nomor `17`",
        ),
        ("    penutur:\n      - nama: A\n        kalimat: 2\n", 8, "`jabatan` belum ada"),
        (
            "    penutur:\n      - nama: A\n        jabatan: B\n        kalimt: 2\n",
            10,
            "`kalimt` tidak dikenal",
        ),
        (
            "    penutur:\n      - {nama: A, jabatan: B, kalimat: '1, 2'}\n"
            "      - {nama: C, jabatan: D, kalimat: '2, 3'}\n",
            9,
            "2",
        ),
        ("    kantorberita: X\n", 7, "`kantorberita` tidak dikenal"),
        (DESCRIPTION.removeprefix("sumber:\n"), 7, "`kecil` sudah dipakai"),
    ],
    ids=[
        "number too high",
        "no number",
        "negative",
        "range",
        "absurdly long number",
        "speaker of no sentence",
        "speaker without office",
        "misspelled key of a speaker",
        "two speakers of one sentence",
        "unknown key",
        "duplicate id",
    ],
)
def test_a_wrong_description_is_refused_where_it_stands(
    tmp_path: Path, addition: str, line: int, fault: str
) -> None:
    problem = refusal(written(tmp_path, DESCRIPTION + addition)).problems[0]
    assert problem.place == Place(str(tmp_path / "sumber.yaml"), line)
    assert fault in problem.fault


@pytest.mark.parametrize(
    "url", ["apkasi.org/?p=1", "javascript:alert(1)", "tg://user?id=1", "ftp://apkasi.org", "//apkasi.org"]
)
def test_an_address_that_is_not_of_the_web_is_refused(tmp_path: Path, url: str) -> None:
    description = DESCRIPTION.replace("https://contoh.id/kecil", url)
    problem = refusal(written(tmp_path, description)).problems[0]
    assert problem.place.line == 6
    assert f"`{url}` bukan alamat web" in problem.fault


@pytest.mark.parametrize("key", ["id", "berkas", "judul", "penerbit", "url"])
def test_a_missing_key_is_refused_by_name(tmp_path: Path, key: str) -> None:
    description = DESCRIPTION.replace(f"{key}: ", "kantor_berita: ")
    assert f"kunci `{key}` belum ada" in str(refusal(written(tmp_path, description)))


def test_a_missing_text_is_refused_by_name(tmp_path: Path) -> None:
    problem = refusal(written(tmp_path, DESCRIPTION.replace("kecil.txt", "lain.txt"))).problems[0]
    assert problem.place.line == 3
    assert "lain.txt" in problem.fault


def test_a_text_that_is_not_utf_8_is_refused_by_name(tmp_path: Path) -> None:
    problem = refusal(written(tmp_path, text="caf\xe9".encode("latin-1"))).problems[0]
    assert "kecil.txt" in problem.fault
    assert "UTF-8" in problem.cure


@pytest.mark.parametrize("text", [b"", b" \n\n"])
def test_a_text_without_a_sentence_is_refused(tmp_path: Path, text: bytes) -> None:
    problem = refusal(written(tmp_path, text=text)).problems[0]
    assert problem.place.line == 3
    assert "kecil.txt" in problem.fault


def test_a_folder_without_a_list_of_sources_is_refused_by_name(tmp_path: Path) -> None:
    assert str(tmp_path / "sumber.yaml") in str(refusal(tmp_path))


@pytest.mark.parametrize(
    "description", ["", "# kosong\n", "sumber: kecil\n", "sumber:\n  - kecil\n", "x: 1\n"]
)
def test_a_list_of_sources_of_another_shape_is_refused(tmp_path: Path, description: str) -> None:
    assert refusal(written(tmp_path, description)).problems[0].place.file == str(tmp_path / "sumber.yaml")
