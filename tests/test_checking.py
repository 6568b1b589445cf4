"""`tanya periksa`: everything that is wrong or doubtful, at once, with its place and its cure."""

import copy
import json
import math
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.answering import Faq
from bot.checking import Check, Finding, warnings
from bot.checking.likeness import LIKE, Likeness
from bot.checking.proof import Proof
from bot.cli import main
from bot.config import ROOT
from bot.content.knowledge import parse_knowledge
from bot.errors import Place
from bot.language.reading import Reader
from bot.language.stems import stem
from bot.model import Knowledge, Lexicon, Sentence
from tests.conftest import MINIMAL_KNOWLEDGE, MINIMAL_SOURCES, small
from tests.content.test_knowledge import SOURCE

TODAY = date(2026, 3, 1)
ENTRY = """\
  - id: {id}
    pertanyaan: {question}?
    variasi: [{variants}]
    jawaban: {answer}
    kutipan:
      - sumber: panen
        teks: {quote}
"""
BEFORE = {
    "id": "hasil-panen",
    "question": "Berapa hasil panen padi tahun ini",
    "variants": "panen dapat berapa, hasil sawah, jumlah beras, berapa kilo, a, b, c, d",
    "answer": "Sekitar 59.000 kilogram beras.",
    "quote": "mencapai 59.000 kilogram beras",
}
OTHER = {
    "id": "penjualan",
    "question": "Ke mana padi dijual",
    "variants": "dijual ke siapa, pembeli, koperasi membeli, siapa pembelinya, e, f, g, h",
    "answer": "Ke koperasi desa.",
    "quote": "dijual ke koperasi desa",
}


def knowledge(*entries: dict[str, str], more: str = "") -> Knowledge:
    text = "butir:\n" + "".join(ENTRY.format(**entry) for entry in entries) + more
    return parse_knowledge([(text.encode(), "panen.yaml")], (SOURCE,))


def found(known: Knowledge, ask: bool = True) -> list[Finding]:
    return [each for some in warnings(known, Faq(known) if ask else None, TODAY) for each in some]


@pytest.mark.parametrize("ask", [True, False])
def test_good_knowledge_has_no_warnings(ask: bool) -> None:
    assert found(knowledge(BEFORE, OTHER), ask) == []


def test_a_mistyped_figure_is_told_with_the_right_one() -> None:
    (finding,) = found(knowledge(BEFORE | {"answer": "Sekitar 95.000 kilogram beras."}, OTHER))
    assert finding.check is Check.FIGURE
    assert finding.place == Place("panen.yaml", 5)
    assert "95.000" in finding.fault
    assert finding.cure == "Mungkin maksud Anda 59.000?"


def test_a_figure_from_another_sentence_is_told_with_its_number() -> None:
    (finding,) = found(knowledge(BEFORE, OTHER | {"answer": "Ke koperasi desa, 59.000 kilogram."}))
    told = "“… panen tahun ini mencapai 59.000 kilogram beras. …”: bila itu maksudnya, tambahkan kutipannya."
    assert finding.cure == f"Angka itu ada di kalimat 1, {told}"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ('"1. Ke koperasi.\\n2. Lalu ke desa."', []),  # a list
        ("Ke koperasi desa di blok E4.", ["E4"]),
        ("Sebanyak 59 ribu kilogram, ke koperasi desa.", ["59 ribu"]),
        ("Seharga Rp16.800, 1,5 kali setahun.", ["16.800", "1,5"]),
    ],
)
def test_figures_are_told_as_they_are_written(answer: str, told: list[str]) -> None:
    faults = [each.fault for each in found(knowledge(BEFORE, OTHER | {"answer": answer}))]
    assert faults == [f"angka {each} di jawaban `penjualan` tidak ada di kutipannya" for each in told]


@pytest.mark.parametrize(("answer", "inside"), [("Selama 4 hari.", True), ("Selama 16 hari.", False)])
def test_a_figure_of_the_address_below_the_report_is_not_named_as_its_proof(
    answer: str, inside: bool
) -> None:
    address = Sentence(4, "Kantor: Jalan Melati No. 16 Blok E4.", None, inside)
    source = replace(SOURCE, sentences=(*SOURCE.sentences, address))
    text = "butir:\n" + ENTRY.format(**OTHER | {"answer": answer})
    (finding,) = found(parse_knowledge([(text.encode(), "panen.yaml")], (source,)))
    assert finding.cure == "Periksa angkanya, atau tambahkan kutipan yang menyebutnya."


def test_a_name_that_is_not_cited_is_told_but_no_first_word_of_a_sentence() -> None:
    answer = "Menurut Budi Santoso ke koperasi desa. Begitu katanya."
    (finding,) = found(knowledge(BEFORE, OTHER | {"answer": answer}))
    assert finding.check is Check.NAME
    assert "nama Budi, Santoso di jawaban `penjualan`" in finding.fault


def test_a_figure_at_the_end_of_a_long_answer_is_checked_too() -> None:
    answer = "Ke koperasi desa. " + "Begitu katanya. " * 80 + "Hasilnya 95.000 kilogram."
    (finding,) = found(knowledge(BEFORE, OTHER | {"answer": answer}))
    assert "angka 95.000" in finding.fault


def test_what_stands_at_the_end_of_a_long_sentence_is_known() -> None:
    entry = knowledge(BEFORE).entries[0]
    (cited,) = entry.citations
    long = replace(cited.sentence, text="Katanya " + "panen dan " * 150 + "59.000 ton di Bangka Belitung.")
    entry = replace(entry, answer="Hasil 59.000 di Babel.", citations=(replace(cited, sentence=long),))
    proof = Proof(Reader(Lexicon({"babel": "bangka belitung"}, frozenset())))
    assert list(proof.findings(entry)) == []


def test_too_few_variants_are_told() -> None:
    (finding,) = found(knowledge(BEFORE, OTHER | {"variants": "dijual ke siapa"}))
    assert (finding.check, finding.place) == (Check.FEW, Place("panen.yaml", 9))
    assert "baru punya 1 variasi" in finding.fault


@pytest.mark.parametrize(("day", "stale"), [("2026-02-28", True), ("2026-03-01", False)])
def test_an_answer_is_stale_after_its_last_day(day: str, stale: bool) -> None:
    findings = found(knowledge(BEFORE, OTHER, more=f"    berlaku_sampai: {day}\n"))
    assert [each.check for each in findings] == [Check.STALE] * stale


def test_two_entries_with_the_same_question_are_named_with_both_phrasings() -> None:
    findings = found(knowledge(BEFORE, OTHER | {"question": "padi tahun ini berapa hasil panen"}))
    close = next(each for each in findings if each.check is Check.CLOSE)
    assert "“padi tahun ini berapa hasil panen?” (`penjualan`)" in close.fault
    assert "“Berapa hasil panen padi tahun ini?” (`hasil-panen`) di panen.yaml:3" in close.fault


@pytest.mark.parametrize("ask", [True, False])
def test_a_variant_that_finds_another_entry_is_told(ask: bool) -> None:
    lost = "hasil panen padi tahun ini berapa kilo beras"
    near = BEFORE | {"variants": BEFORE["variants"] + f", {lost}"}
    findings = found(knowledge(near, OTHER | {"variants": f"{OTHER['variants']}, {lost}"}), ask)
    elsewhere = [each for each in findings if each.check is Check.ELSEWHERE]
    assert any(f"“{lost}” dari" in each.fault for each in elsewhere)  # either owner may lose it


def likeness(*phrasings: str) -> dict[tuple[int, int], float]:
    reader = Reader(Lexicon({}, frozenset({"ya"})))
    pairs = Likeness([reader.read(each).words for each in phrasings]).pairs()
    return {(one, two): alike for one, two, alike in pairs}


def test_likeness_finds_every_pair_that_comparing_each_with_each_does() -> None:
    words = "desa kader iuran bayar siapa kapan panen padi beras kilo".split()
    phrasings = [
        " ".join(words[(start + step * n) % 10] for n in range(size))
        for start in range(10)
        for step in (1, 3)
        for size in (3, 4, 5, 6)
    ]
    sets = [{stem(word) for word in each.split()} for each in phrasings]
    held = Counter(chain.from_iterable(sets))
    weight = {word: math.log(1 + len(sets) / count) for word, count in held.items()}

    def alike(one: set[str], two: set[str]) -> float:
        return sum(weight[word] for word in one & two) / sum(weight[word] for word in one | two)

    every = {(a, b): alike(sets[a], sets[b]) for a in range(len(sets)) for b in range(a)}
    expected = {pair: near for pair, near in every.items() if near >= LIKE}
    assert likeness(*phrasings) == pytest.approx(expected)
    assert any(near < 0.99 for near in expected.values())


def test_order_and_light_words_make_little_difference_but_a_figure_does() -> None:
    told = likeness("berapa iuran kader desa", "iuran kader desa berapa ya", "iuran kader desa 59000 berapa")
    assert set(told) == {(1, 0)}


def test_a_text_that_knows_its_place_can_be_copied() -> None:
    entry = knowledge(BEFORE).entries[0]
    assert copy.deepcopy(entry) == entry


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "knowledge" / "bahasa", tmp_path / "knowledge" / "bahasa")
    (tmp_path / "knowledge" / "uji").mkdir()
    return small(tmp_path)


def run(folder: Path, *options: str) -> Result:
    places = ("--knowledge", f"{folder}/knowledge", "--seeds", f"{folder}/seeds")
    return CliRunner().invoke(main, ("periksa", *places, *options))


def levels(result: Result) -> Sequence[tuple[str, str, int]]:
    return [(each["level"], each["check"], each["line"]) for each in json.loads(result.stdout)]


def test_warnings_alone_are_no_failure_unless_asked_for(folder: Path) -> None:
    result = run(folder)
    assert result.exit_code == 0
    assert f"{folder}/knowledge/umum.yaml:2: peringatan: `jam-buka` baru punya 1 variasi" in result.stdout
    assert result.stdout.endswith("0 galat, 2 peringatan.\n")
    assert run(folder, "--ketat").exit_code == 1


def test_every_error_is_told_at_once(folder: Path) -> None:
    file = folder / "knowledge" / "umum.yaml"
    text = MINIMAL_KNOWLEDGE.replace("jawaban: Pukul 08.00.", f"jawaban: {'panjang ' * 200}")
    text = text.replace("teks: Kantor desa buka pukul", "teks: Kantor desa tutup pukul")
    file.write_text(text.replace("pertanyaan: Berapa", "tanya: Berapa"), encoding="utf-8")
    result = run(folder, "--json")
    assert result.exit_code == 1
    assert levels(result) == [("error", "refused", line) for line in (6, 9, 11)]


def test_every_broken_source_is_told(folder: Path) -> None:
    file = folder / "seeds" / "sumber.yaml"
    broken = MINIMAL_SOURCES + MINIMAL_SOURCES.replace("sumber:\n", "").replace("https://", "").replace(
        "id: kantor", "id: balai"
    )
    file.write_text(broken.replace("berkas: rujukan", "berkas: hilang", 1), encoding="utf-8")
    result = run(folder)
    assert result.exit_code == 1
    assert "hilang.txt` tidak terbaca" in result.stdout
    assert "bukan alamat web" in result.stdout


def test_a_stitched_quote_is_told(folder: Path) -> None:
    file = folder / "knowledge" / "umum.yaml"
    stitched = "Kantor desa buka pukul 08.00 … selesai dalam satu hari."
    file.write_text(
        MINIMAL_KNOWLEDGE.replace("Kantor desa buka pukul 08.00 sampai 15.00.", stitched), encoding="utf-8"
    )
    result = run(folder)
    assert "disambung dari dua tempat di kalimat 1 sumber `kantor`" in result.stdout


def test_a_mistake_in_a_trial_and_an_answer_too_long_for_a_message_are_errors_too(folder: Path) -> None:
    trial = folder / "knowledge" / "uji" / "umum.yaml"
    trial.write_text("uji:\n  - harap: jam-bukak\n    tanya: [buka]\n", encoding="utf-8")
    messages = folder / "knowledge" / "bahasa" / "pesan.yaml"
    text = messages.read_text(encoding="utf-8")
    messages.write_text(text.replace("balas_salam:", "balas_salm:"), encoding="utf-8")
    told = run(folder).stdout
    assert "umum.yaml:2: galat: `jam-bukak` tidak dikenal" in told
    assert "pesan `balas_salm` tidak dikenal" in told
    assert "peringatan: `jam-buka` baru punya 1 variasi" in told


def test_groups_that_do_not_fit_in_a_message_are_an_error_too(folder: Path) -> None:
    group = "  - id: k{0}\n    nama: Kelompok nomor {0}, satu dari yang banyak\n    catatan: Tidak disebut.\n"
    many = "".join(group.format(n) + "    status: [{jenis: tidak_disebut}]\n" for n in range(100))
    (folder / "knowledge" / "kelompok.yaml").write_text(f"kelompok:\n{many}", encoding="utf-8")
    result = run(folder)
    assert result.exit_code == 1
    assert "isi /cek" in result.stdout


def test_a_mistake_in_a_trial_is_told_beside_one_in_an_entry(folder: Path) -> None:
    trial = folder / "knowledge" / "uji" / "umum.yaml"
    trial.write_text("uji:\n  - harap: jam-tutup\n    tanyaa: [buka]\n", encoding="utf-8")
    file = folder / "knowledge" / "umum.yaml"
    file.write_text(MINIMAL_KNOWLEDGE.replace("pertanyaan: Berapa", "tanya: Berapa"), encoding="utf-8")
    told = run(folder).stdout
    assert "knowledge/uji/umum.yaml:3: galat: kunci `tanyaa` tidak dikenal" in told
    assert "kunci `tanya` tidak dikenal" in told
    assert "jam-tutup" not in told  # whether there is such an entry is not known


def test_colours_are_for_terminals(folder: Path) -> None:
    assert "\x1b[" not in run(folder).stdout
    places = ("--knowledge", f"{folder}/knowledge", "--seeds", f"{folder}/seeds")
    coloured = CliRunner().invoke(main, ("periksa", *places), color=True)
    assert "\x1b[33mperingatan" in coloured.stdout
