"""Several sources: each answer names its own, and one question may be answered by two."""

import json
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.answering import Faq
from bot.checking import Check, warnings
from bot.cli import main
from bot.config import ROOT
from bot.content.knowledge import load_knowledge
from bot.content.sources import load_sources
from bot.content.trials import Trial
from bot.edition import Edition
from bot.errors import ContentError, Place
from bot.local import LocalTelegram
from bot.local.rules import Json
from bot.local.telegram import buttons
from bot.model import Entry, Knowledge
from bot.replies.poster import poster_words
from bot.running import local_chat
from bot.trying import try_all
from tests.conftest import UNLIMITED

SOURCES = """sumber:
  - id: lama
    berkas: lama.txt
    judul: Panen Padi Desa Sukamaju Tahun Lalu Cukup Baik
    penerbit: Kabar Desa
    url: https://lama.example/
    per: 30 September 2025
  - id: baru
    berkas: baru.txt
    judul: Panen Naik
    penerbit: Kabar Kota
    url: https://baru.example/
    terbit: 2026-03-03
"""
OLD = """Panen Padi Desa Sukamaju Tahun Lalu Cukup Baik

Hingga 30 September 2025 panen 59 ton. Padi dijual ke koperasi.
"""
NEW = "Panen Naik\n\nPanen padi kini 75 ton. Jalan ke sawah diperbaiki.\n"
ENTRIES = """topik: Panen
butir:
  - id: panen
    pertanyaan: Berapa hasil panen padi?
    variasi: [panen dapat berapa, jumlah panen]
    jawaban: 59 ton.
    kutipan: [{sumber: lama, teks: Hingga 30 September 2025 panen 59 ton.}]
  - id: jual
    pertanyaan: Ke mana padi dijual?
    variasi: [siapa pembeli padi, padi dibeli siapa]
    jawaban: Ke koperasi.
    kutipan: [{sumber: lama, teks: Padi dijual ke koperasi.}]
  - id: jalan
    pertanyaan: Apa yang diperbaiki?
    variasi: [jalan sawah bagaimana, perbaikan jalan]
    jawaban: Jalan ke sawah.
    kutipan: [{sumber: baru, teks: Jalan ke sawah diperbaiki.}]
kelompok:
  - id: petani
    nama: Petani
    catatan: Tidak dikatakan.
    status:
      - jenis: peserta_saat_ini
        kutipan:
          - {sumber: lama, teks: Padi dijual ke koperasi.}
          - {sumber: baru, teks: Jalan ke sawah diperbaiki.}
"""
SAME = """butir:
  - id: panen-baru
    pertanyaan: berapa hasil PANEN padi
    variasi: [panen naik jadi berapa]
    jawaban: 75 ton.
    kutipan: [{sumber: baru, teks: Panen padi kini 75 ton.}]
"""
NAMED = SAME.replace("berapa hasil PANEN padi", "Sekarang berapa ton\n    sama_dengan: panen")
LINK_OLD = "Sumber: Kabar Desa, Panen Padi Desa Sukamaju Tahun Lalu Cukup Baik"
BOTH = (
    "Ada beberapa sumber yang menjawab ini. Yang terbaru lebih dulu.",
    "Menurut Kabar Kota, 3 Maret 2026: 75 ton.",
    "Panen padi kini 75 ton.",
    "Sumber: Kabar Kota, Panen Naik",
    "Menurut sumber terbitan 3 Maret 2026;",
    "Menurut Kabar Desa, 30 September 2025: 59 ton.",
    "Hingga 30 September 2025 panen 59 ton.",
    LINK_OLD,
    "Menurut sumber per 30 September 2025;",
)


def written(folder: Path, same: str = SAME, sources: str = SOURCES) -> Path:
    for name in ("seeds", "knowledge"):
        (folder / name).mkdir()
    for name, text in (("sumber.yaml", sources), ("lama.txt", OLD), ("baru.txt", NEW)):
        (folder / "seeds" / name).write_text(text, encoding="utf-8")
    (folder / "knowledge" / "panen.yaml").write_text(ENTRIES, encoding="utf-8")
    (folder / "knowledge" / "tambahan.yaml").write_text(same, encoding="utf-8")
    return folder


def loaded(folder: Path) -> Knowledge:
    language = ROOT / "knowledge" / "bahasa"
    return load_knowledge(folder / "knowledge", language, load_sources(folder / "seeds"))


def panen(known: Knowledge) -> Entry:
    return next(entry for entry in known.entries if entry.id == "panen")


@pytest.fixture
def known(tmp_path: Path) -> Knowledge:
    return loaded(written(tmp_path))


@pytest.fixture
async def telegram(known: Knowledge) -> AsyncIterator[LocalTelegram]:
    telegram = LocalTelegram()
    async with local_chat(telegram, UNLIMITED, Edition.of(known)):
        yield telegram


def in_order(text: str, parts: tuple[str, ...]) -> bool:
    for part in parts:
        _, found, text = text.partition(part)
        if not found:
            return False
    return True


async def pressed(telegram: LocalTelegram, message: Json, label: str) -> Json:
    button = next(one for one in buttons(message) if label in one["text"])
    telegram.press(message["message_id"], button["callback_data"])
    return await telegram.next_message()


@pytest.mark.parametrize(
    "question", ["berapa hasil panen padi?", "panen dapat brp", "panen naik jadi berapa"]
)
async def test_one_question_from_two_sources_is_answered_by_both_newest_first(
    telegram: LocalTelegram, question: str
) -> None:
    answer = await telegram.ask(question)
    assert in_order(answer["text"], BOTH), answer["text"]
    links = [each["url"] for each in answer["entities"] if each["type"] == "text_link"]
    assert links == ["https://baru.example/", "https://lama.example/"]


async def test_the_context_and_the_text_to_share_hold_both_sources(telegram: LocalTelegram) -> None:
    answer = await telegram.ask("berapa hasil panen padi?")
    context = await pressed(telegram, answer, "Lihat konteks")
    assert in_order(
        context["text"], ("Panen Naik", "👉 1. Panen padi kini", "Panen Padi Desa", "👉 1. Hingga")
    )
    shared = await pressed(telegram, answer, "Bagikan")
    assert in_order(shared["text"], BOTH)
    asked = await telegram.ask("kata siapa itu?")
    assert "https://lama.example/" in [each.get("url") for each in asked["entities"]]
    assert in_order(asked["text"], (BOTH[3], BOTH[7]))


async def test_another_answer_names_its_own_source_and_date_alone(telegram: LocalTelegram) -> None:
    answer = (await telegram.ask("apa yang diperbaiki?"))["text"]
    assert in_order(answer, ("Jalan ke sawah.", "Kabar Kota", "3 Maret 2026"))
    assert "Kabar Desa" not in answer
    assert "2025" not in answer


async def test_of_several_answers_each_names_its_own_source(telegram: LocalTelegram) -> None:
    answer = (await telegram.ask("ke mana padi dijual? apa yang diperbaiki? berapa hasil panen padi?"))[
        "text"
    ]
    assert in_order(answer, ("1. Ke mana", LINK_OLD, "2. Apa", "3. Berapa", *BOTH)), answer
    assert answer.count("Sumber: Kabar Kota") == 1  # that of neighbours is told once


async def test_sources_are_chosen_from_a_list_and_a_sentence_by_its_source(telegram: LocalTelegram) -> None:
    listed = await telegram.ask("/sumber")
    assert "1. Panen Padi Desa Sukamaju Tahun Lalu Cukup Baik\n2. Panen Naik" in listed["text"]
    telegram.press(listed["message_id"], buttons(listed)[1]["callback_data"])
    assert (await telegram.next_edit())["text"].startswith("Panen Naik")
    listed = await telegram.ask("/sumber 1")
    telegram.press(listed["message_id"], buttons(listed)[1]["callback_data"])
    assert "👉 1. Panen padi kini 75 ton." in (await telegram.next_edit())["text"]
    about = (await telegram.ask("/tentang"))["text"]
    assert in_order(about, ("Kabar Desa", "Kabar Kota"))


async def test_a_group_shows_which_source_each_sentence_stands_in(telegram: LocalTelegram) -> None:
    card = (await telegram.ask("/cek petani"))["text"]
    assert in_order(card, ("Padi dijual", LINK_OLD, "Jalan ke sawah", "Sumber: Kabar Kota"))
    assert "Petani (Kabar Desa, kalimat 2; Kabar Kota, kalimat 2)" in (await telegram.ask("/cek"))["text"]


async def test_topics_and_the_poster_show_the_question_once(
    telegram: LocalTelegram, known: Knowledge
) -> None:
    assert [entry.id for entry in known.entries] == ["panen", "jual", "jalan"]
    assert poster_words(known, "bot").examples.count("Berapa hasil panen padi?") == 1


def test_a_program_gets_a_citation_of_each_source_the_newest_first(tmp_path: Path) -> None:
    written(tmp_path)
    places = ("--knowledge", f"{tmp_path}/knowledge", "--seeds", f"{tmp_path}/seeds")
    result = CliRunner().invoke(
        main, ("jawab", "--jsonl", *places), input='{"q": "berapa hasil panen padi?"}\n'
    )
    line = json.loads(result.stdout)
    assert (line["kind"], line["entry"]) == ("answer", "panen")
    assert [each["source"] for each in line["citations"]] == ["baru", "lama"]
    assert line["candidates"][0]["citations"] == line["citations"]
    assert in_order(line["answer"], (BOTH[1], BOTH[5]))


@pytest.mark.parametrize("same", [SAME, NAMED])
def test_the_same_question_or_a_key_joins_two_entries_and_both_ids_stay_good(
    tmp_path: Path, same: str
) -> None:
    known = loaded(written(tmp_path, same))
    faq = Faq(known)
    for entry_id in ("panen", "panen-baru"):
        told = faq.choose(entry_id)
        assert told
        assert told.entry is panen(known)
    assert faq.ask("panen naik jadi berapa").entry is panen(known)
    assert [each.id for each in panen(known).versions] == ["panen-baru", "panen"]


def test_trials_may_expect_either_entry(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "knowledge" / "uji").mkdir()
    trial = "uji:\n  - {harap: panen-baru, tanya: [panen dapat berapa]}\n"
    (tmp_path / "knowledge" / "uji" / "a.yaml").write_text(trial, encoding="utf-8")
    places = ("--knowledge", f"{tmp_path}/knowledge", "--seeds", f"{tmp_path}/seeds")
    result = CliRunner().invoke(main, ("uji", *places, "--catatan", f"{tmp_path}/uji.json"))
    assert result.exit_code == 0, result.stdout


def test_how_a_trial_misses_an_entry_is_told_by_either_id(known: Knowledge) -> None:
    trial = Trial("jalan sawah bagaimana, panen", ("panen-baru",), Place("a.yaml", 1))
    (failed,) = try_all(Faq(known), [trial], {}).failed
    assert failed.came == "jalan"
    assert "`panen-baru` di urutan" in failed.why


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("sama_dengan: panen\n", "sama_dengan: panne\n", "`panne` tidak dikenal"),
        ("sama_dengan: panen\n", "sama_dengan: panen-baru\n", "sendiri menunjuk `panen-baru`"),
        ("sama_dengan: panen\n", "sama_dengan: panen\n    jenis: tidak_disebut\n", "`panen-baru` di"),
        (
            "sumber: baru, teks: Panen padi kini 75 ton.",
            "sumber: lama, teks: panen 59 ton.",
            "mengutip `lama`",
        ),
    ],
)
def test_what_cannot_be_the_same_is_refused_at_its_key(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    assert old in NAMED
    with pytest.raises(ContentError) as caught:
        loaded(written(tmp_path, NAMED.replace(old, new)))
    (problem,) = caught.value.problems
    assert fault in problem.fault
    assert problem.cure
    assert (problem.place.file.rpartition("/")[2], problem.place.line) == ("tambahan.yaml", 4)


def test_nearly_the_same_question_is_told_with_the_key_that_joins_it(tmp_path: Path) -> None:
    known = loaded(written(tmp_path, SAME.replace("berapa hasil PANEN padi", "hasil panen padi berapa")))
    assert len(known.entries) == 4
    findings = [each for some in warnings(known, Faq(known), date(2026, 4, 1)) for each in some]
    (close,) = [each for each in findings if each.check is Check.CLOSE]
    assert "tulis `sama_dengan: panen` di `panen-baru`" in close.cure


def test_a_source_without_a_date_stands_last_and_is_told(tmp_path: Path) -> None:
    known = loaded(written(tmp_path, sources=SOURCES.replace("    terbit: 2026-03-03\n", "")))
    assert [each.id for each in panen(known).versions] == ["panen", "panen-baru"]
    findings = [each for some in warnings(known, Faq(known), date(2026, 4, 1)) for each in some]
    (undated,) = [each for each in findings if each.check is Check.UNDATED]
    assert "sumber `baru` belum bertanggal" in undated.fault
    told = Faq(known).choose("panen")
    assert told
    assert "Kabar Kota, tanpa tanggal: 75 ton." in Edition.of(known).voice.reply(told).text


def test_the_proof_of_every_version_is_checked(tmp_path: Path) -> None:
    known = loaded(written(tmp_path, SAME.replace("jawaban: 75 ton", "jawaban: 57 ton")))
    findings = [each for some in warnings(known, Faq(known), date(2026, 4, 1)) for each in some]
    (figure,) = [each for each in findings if each.check is Check.FIGURE]
    assert "angka 57 di jawaban `panen-baru`" in figure.fault


@pytest.mark.parametrize("day", ["kemarin", "31 Februari 2026", "Maret 2026", "2026-13-01"])
def test_what_is_no_day_of_publication_is_refused(tmp_path: Path, day: str) -> None:
    with pytest.raises(ContentError, match="bukan tanggal"):
        loaded(written(tmp_path, sources=SOURCES.replace("2026-03-03", day)))
