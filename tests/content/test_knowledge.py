from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.config import ROOT, Config
from bot.content.knowledge import load_knowledge, parse_knowledge
from bot.content.lexicon import ASIDES, CUES, Kind
from bot.content.sources import load_sources
from bot.errors import ContentError, Place
from bot.language.phrases import MAX_PHRASE
from bot.language.reading import Reader
from bot.model import EntryKind, Knowledge, Sentence, Source, Thresholds

FILE = "knowledge/uji.yaml"
SENTENCES = (
    "Panen raya di Desa Sukamaju",
    "Kepala desa mengatakan panen tahun ini mencapai 59.000 kilogram beras.",
    "“Kita bersyukur,” katanya.",
    "Hasil panen dijual ke koperasi desa.",
)


def source(sentences: Sequence[str]) -> Source:
    numbered = tuple(Sentence(number, text, None, True) for number, text in enumerate(sentences))
    return Source("panen", sentences[0], "Kabar Desa", "", "https://contoh.id/panen", numbered)


SOURCE = source(SENTENCES)
ENTRY = """\
butir:
  - id: hasil-panen
    pertanyaan: Berapa hasil panen?
    variasi:
      - panen dapat berapa
    jawaban: Panen tahun ini 59.000 kilogram beras.
    kutipan:
      - sumber: panen
        teks: mencapai 59.000 kilogram beras
"""
CONTACTS = """\
kontak:
  - id: kantor-desa
    nama: Kantor desa
    saran: Tanyakan ke kantor desa.
  - id: koperasi
    nama: Koperasi
    saran: Tanyakan ke koperasi.
"""


def parsed(*files: str) -> Knowledge:
    """The knowledge in files named a.yaml, b.yaml, …; a single one is FILE."""
    names = [FILE] if len(files) == 1 else [f"{letter}.yaml" for letter in "abcdef"]
    named = [(text.encode(), name) for text, name in zip(files, names, strict=False)]
    return parse_knowledge(named, (SOURCE,))


def refusal(*files: str) -> ContentError:
    with pytest.raises(ContentError) as caught:
        parsed(*files)
    return caught.value


def one_problem(*files: str) -> tuple[Place, str, str]:
    (problem,) = refusal(*files).problems
    return problem.place, problem.fault, problem.cure


def entry(**changes: str) -> str:
    """ENTRY with further lines, or with those of the same key replaced; an empty one is left out."""
    keys = {
        "id": "hasil-panen",
        "pertanyaan": "Berapa hasil panen?",
        "jawaban": "Panen tahun ini 59.000 kilogram beras.",
        "kutipan": "[{sumber: panen, teks: mencapai 59.000 kilogram beras}]",
    } | changes
    lines = [f"{key}: {value}" for key, value in keys.items() if value]
    return "butir:\n  - " + "\n    ".join(lines) + "\n"


def test_the_keys_of_the_contract_alone_are_enough() -> None:
    knowledge = parsed(ENTRY)
    (found,) = knowledge.entries
    (citation,) = found.citations
    assert found.id == "hasil-panen"
    assert found.phrasings == ("Berapa hasil panen?", "panen dapat berapa")
    assert found.answer == "Panen tahun ini 59.000 kilogram beras."
    assert found.kind is EntryKind.FACT
    assert (found.contact, found.topic, found.example) == (None, "", False)
    assert found.place == Place(FILE, 2)
    assert (citation.source, citation.sentence.number) == (SOURCE, 1)
    assert citation.quote == "mencapai 59.000 kilogram beras"
    assert knowledge.sources == (SOURCE,)


def test_the_example_of_the_contract_loads_with_the_shipped_source() -> None:
    example = """\
butir:
  - id: pekerja-belum-terlindungi
    pertanyaan: Berapa pekerja di Babel yang belum terlindungi BPJS Ketenagakerjaan?
    variasi:
      - jumlah pekerja yang belum dilindungi
    jawaban: Sekitar 59.000 pekerja …
    kutipan:
      - sumber: apkasi-14978
        teks: masih ada sekitar 59.000 pekerja di Babel belum terlindungi BPJS Ketenagakerjaan
"""
    sources = load_sources(ROOT / Config().paths.seeds)
    (found,) = parse_knowledge([(example.encode(), FILE)], sources).entries
    assert found.citations[0].sentence.number == 12


def test_the_shipped_knowledge_loads() -> None:
    paths = Config().paths
    sources = load_sources(ROOT / paths.seeds)
    knowledge = load_knowledge(ROOT / paths.knowledge, ROOT / paths.language, sources)
    quotes = [citation for each in knowledge.entries for citation in each.citations]
    assert quotes
    assert all(citation.quote in citation.sentence.text for citation in quotes)


def test_topics_variants_and_examples_are_read() -> None:
    found = parsed(f"topik: Panen\n{entry(contoh='ya', variasi='[panen  berapa, brp panen]')}").entries[0]
    assert (found.topic, found.example) == ("Panen", True)
    assert found.variants == ("panen berapa", "brp panen")


def test_an_answer_keeps_its_lines() -> None:
    assert parsed(entry(jawaban="|\n      Satu.\n\n      Dua.")).entries[0].answer == "Satu.\n\nDua."


@pytest.mark.parametrize(
    ("quote", "nearest"),
    [
        ("mencapai 59.001 kilogram beras", 1),
        ("mencapai 59 ribu kilogram beras", 1),
        ("Mencapai 59.000 kilogram beras", 1),
        ("mencapai 59.000 kilogram beras!", 1),
        ("dijual ke koperasi kota", 3),
        ("“Kita bersyukur”", 2),
        ('"Kita bersyukur,"', 2),
    ],
)
def test_a_quote_that_is_not_verbatim_stops_the_load_and_shows_the_nearest_sentence(
    quote: str, nearest: int
) -> None:
    place, fault, cure = one_problem(ENTRY.replace("mencapai 59.000 kilogram beras", f"'{quote}'"))
    assert place == Place(FILE, 9)
    assert "tidak ada kata demi kata" in fault
    assert cure == f"Kalimat terdekat ({nearest}): {SENTENCES[nearest]}"


@pytest.mark.parametrize(
    "quote",
    [
        "mencapai   59.000 kilogram beras",
        "mencapai 59.000\n          kilogram\n          beras",
        SENTENCES[1],
    ],
)
def test_white_space_in_a_quote_is_folded(quote: str) -> None:
    found = parsed(ENTRY.replace("mencapai 59.000 kilogram beras", quote)).entries[0]
    assert found.citations[0].quote == " ".join(quote.split())


def test_two_citations_are_kept_in_order() -> None:
    found = parsed(ENTRY + "      - {sumber: panen, teks: dijual ke koperasi desa}\n").entries[0]
    assert [citation.sentence.number for citation in found.citations] == [1, 3]


def test_more_than_two_citations_are_refused() -> None:
    more = "      - {sumber: panen, teks: dijual ke koperasi desa}\n" * 2
    place, fault, _ = one_problem(ENTRY + more)
    assert place.file == FILE
    assert "ada 3 kutipan" in fault


def test_an_unknown_source_is_refused_with_those_there_are() -> None:
    place, fault, cure = one_problem(ENTRY.replace("sumber: panen", "sumber: panene"))
    assert place == Place(FILE, 8)
    assert "`panene`" in fault
    assert "panen" in cure


@pytest.mark.parametrize("kind", ["fakta", "tidak_disebut"])
@pytest.mark.parametrize("citations", ["", "[]"])
def test_what_a_source_says_or_leaves_open_needs_a_citation(kind: str, citations: str) -> None:
    place, fault, _ = one_problem(entry(jenis=kind, kutipan=citations))
    assert place == Place(FILE, 2)
    assert "belum punya kutipan" in fault


def test_small_talk_needs_no_citation() -> None:
    found = parsed(entry(jenis="basa_basi", kutipan="")).entries[0]
    assert found.kind is EntryKind.SMALL_TALK
    assert found.citations == ()


def test_an_unknown_kind_is_refused_with_those_there_are() -> None:
    place, fault, cure = one_problem(entry(jenis="faktual"))
    assert place == Place(FILE, 6)
    assert "`faktual`" in fault
    assert cure == "Pilihannya: fakta, tidak_disebut, basa_basi."


@pytest.mark.parametrize(("written", "example"), [("ya", True), ("tidak", False)])
def test_an_example_is_marked_in_indonesian(written: str, example: bool) -> None:
    assert parsed(entry(contoh=written)).entries[0].example is example


@pytest.mark.parametrize("written", ["yes", "true", "1"])
def test_an_example_marked_otherwise_is_refused(written: str) -> None:
    assert one_problem(entry(contoh=written))[2] == "Pilihannya: ya, tidak."


@pytest.mark.parametrize(
    ("changes", "contact"),
    [
        ({"jenis": "tidak_disebut"}, "kantor-desa"),
        ({"jenis": "tidak_disebut", "hubungi": "koperasi"}, "koperasi"),
        ({"jenis": "fakta"}, None),
        ({"jenis": "basa_basi"}, None),
    ],
)
def test_what_is_left_open_names_the_first_contact_unless_it_names_another(
    changes: dict[str, str], contact: str | None
) -> None:
    found = parsed(CONTACTS, entry(**changes)).entries[0].contact
    assert (found.id if found else None) == contact


def test_contacts_may_stand_in_a_later_file() -> None:
    found = parsed(entry(jenis="tidak_disebut", hubungi="koperasi"), CONTACTS).entries[0].contact
    assert found is not None
    assert found.advice == "Tanyakan ke koperasi."


def test_an_unknown_contact_is_refused_with_those_there_are() -> None:
    place, fault, cure = one_problem(CONTACTS, entry(hubungi="koprasi"))
    assert place == Place("b.yaml", 6)
    assert "`koprasi`" in fault
    assert cure == "Pilihannya: kantor-desa, koperasi."


@pytest.mark.parametrize(
    ("text", "line", "place"),
    [
        (ENTRY + ENTRY.removeprefix("butir:\n"), 10, f"{FILE}:2"),
        (CONTACTS + "  - {id: koperasi, nama: x, saran: x}\n" + ENTRY, 8, f"{FILE}:5"),
        (ENTRY + "pagar:\n  - {id: a, kata: [x]}\n  - {id: a, kata: [y]}\n", 12, f"{FILE}:11"),
    ],
    ids=["entries", "contacts", "guards"],
)
def test_an_id_used_twice_is_refused_with_both_places(text: str, line: int, place: str) -> None:
    found, fault, _ = one_problem(text)
    assert found == Place(FILE, line)
    assert fault.endswith(f"sudah dipakai di {place}")


def test_an_id_used_in_two_files_is_refused_with_both_places() -> None:
    place, fault, _ = one_problem(ENTRY, ENTRY)
    assert place == Place("b.yaml", 2)
    assert fault == "id `hasil-panen` sudah dipakai di a.yaml:2"


@pytest.mark.parametrize("entry_id", ["a", "1", "a-b", "a1-b2", "x" * 48])
def test_an_id_may_have_small_letters_figures_and_hyphens(entry_id: str) -> None:
    assert parsed(entry(id=entry_id)).entries[0].id == entry_id


@pytest.mark.parametrize(
    "entry_id", ["Panen", "hasil panen", "hasil_panen", "-a", "a-", "'-'", "é", "x" * 49, "a/b", "'a:b'", "٣"]
)
def test_another_id_is_refused(entry_id: str) -> None:
    place, fault, _ = one_problem(entry(id=entry_id))
    assert place == Place(FILE, 2)
    assert "tidak bisa dipakai" in fault


@pytest.mark.parametrize("key", ["id", "pertanyaan", "jawaban"])
def test_a_missing_key_of_an_entry_is_named(key: str) -> None:
    place, fault, _ = one_problem(entry(**{key: ""}))
    assert place == Place(FILE, 2)
    assert fault == f"kunci `{key}` belum ada"


@pytest.mark.parametrize(
    ("text", "line", "near"),
    [
        (entry(jawban="x"), 6, "jawaban"),
        (ENTRY.replace("sumber: panen", "sumbr: panen"), 8, "sumber"),
        (ENTRY + "topikk: x\n", 10, "topik"),
        (CONTACTS.replace("saran:", "sarann:", 1) + ENTRY, 4, "saran"),
        (ENTRY + "pagar:\n  - {id: a, kat: [x]}\n", 11, "kata"),
    ],
)
def test_an_unknown_key_is_refused_with_the_one_that_was_meant(text: str, line: int, near: str) -> None:
    place, fault, cure = one_problem(text)
    assert place == Place(FILE, line)
    assert "tidak dikenal" in fault
    assert cure == f"Mungkin maksud Anda `{near}`?"


@pytest.mark.parametrize(("key", "most"), [("pertanyaan", 200), ("jawaban", 1500)])
def test_a_question_and_an_answer_have_their_longest_length(key: str, most: int) -> None:
    assert parsed(entry(**{key: "x" * most})).entries
    place, fault, _ = one_problem(entry(**{key: "x" * (most + 1)}))
    assert place.file == FILE
    assert f"paling panjang {most}" in fault


def test_problems_in_several_files_are_reported_at_once() -> None:
    error = refusal(
        entry(id="satu", kutipan=""),
        entry(id="dua", jenis="x"),
        "butir: [\n",
        entry(id="tiga", contoh="x") + CONTACTS.replace("    nama: Kantor desa\n", ""),
        "pagar:\n  - {id: a, kata: [x], butir: tiada}\nringan:\n  - dua kata\n",
    )
    assert {problem.place.file for problem in error.problems} == {f"{letter}.yaml" for letter in "abcde"}
    assert len(error.problems) == 6  # whether `tiada` is an entry of c.yaml cannot be told
    assert all(str(problem) in str(error) for problem in error.problems)


@pytest.mark.parametrize("broken", ["  - id: dua\n    pertanyaan: Apa\n", "\t- x\n"], ids=["entry", "file"])
def test_what_is_broken_is_told_and_not_every_mention_of_it(broken: str) -> None:
    contacts = CONTACTS.replace("saran: Tanyakan ke koperasi.", "sarna: x")
    (problem,) = refusal(
        contacts, entry(hubungi="koperasi"), entry(id="tiga", jenis="tidak_disebut")
    ).problems
    assert "`sarna`" in problem.fault
    guard = "pagar:\n  - {id: a, kata: [x], butir: dua}\n"
    same = entry(id="empat", sama_dengan="dua")
    assert {each.place.file for each in refusal("butir:\n" + broken, guard, same).problems} == {"a.yaml"}


def test_a_wrong_topic_is_reported_once() -> None:
    text = "topik: [a]\n" + entry(id="satu") + entry(id="dua").removeprefix("butir:\n")
    assert one_problem(text)[0] == Place(FILE, 1)


def test_padanan_turns_what_is_typed_into_what_is_meant() -> None:
    table = "padanan:\n  tidak: gak, ndak\n  terima kasih: makasih, trims ya\n"
    assert parsed(ENTRY + table).lexicon.rewrites == {
        "gak": "tidak",
        "ndak": "tidak",
        "makasih": "terima kasih",
        "trims ya": "terima kasih",
    }


def test_what_padanan_lists_is_read_as_a_message_is() -> None:
    table = "padanan:\n  hal itu: Hal2 Itu, ＨＡＬ-nye\n  tidak: gaaak\n"
    assert set(parsed(ENTRY + table).lexicon.rewrites) == {"hal itu", "hal nye", "gak"}


def test_padanan_may_say_the_same_twice() -> None:
    assert parsed(ENTRY, "padanan: {tidak: gak}\n", "padanan: {tidak: 'gak, gak'}\n")


INTRODUCTIONS = """perkenalan:
  - pola: ["saya *, kami dari *", "* mau tanya"]
    penanya:
      perkenalannelayan: nelayan, petani lada
  - pola: ["bukan asn cuma *"]
    penanya:
      bukan asn: nelayan
"""


def test_an_introduction_is_one_light_word() -> None:
    lexicon = parsed(ENTRY + INTRODUCTIONS).lexicon
    reader = Reader(lexicon)
    for typed, understood in (
        ("Saya nelayan", "perkenalannelayan"),
        ("kami dari petani lada, boleh?", "perkenalannelayan boleh"),
        ("di sini nelayan mau tanya", "di sini perkenalannelayan"),
        ("bukan ASN cuma nelayan", "bukan asn"),
        ("nelayan boleh? kami dari", "nelayan boleh kami dari"),
    ):
        assert " ".join(word.understood for word in reader.read(typed).words) == understood
    assert "perkenalannelayan" in lexicon.light
    assert "bukan asn" not in lexicon.light


def test_somebody_introduced_by_two_names_is_refused() -> None:
    twice = INTRODUCTIONS.replace("nelayan, petani lada", "nelayan\n      perkenalanlain: nelayan")
    assert "`nelayan` sudah berarti `perkenalannelayan`" in str(refusal(ENTRY + twice))


@pytest.mark.parametrize("pattern", ["saya", "saya * atau *"])
def test_a_pattern_without_one_place_for_the_people_is_refused(pattern: str) -> None:
    error = refusal(ENTRY + INTRODUCTIONS.replace("* mau tanya", pattern))
    assert f"pola `{pattern}` tidak memuat satu tanda *" in str(error)


@pytest.mark.parametrize("typed", ["gak", "GAK", "gaaak"])
def test_padanan_with_two_meanings_is_refused_with_both_places(typed: str) -> None:
    place, fault, _ = one_problem(ENTRY, "padanan:\n  tidak: ndak, gak\n", f"\npadanan:\n  gagak: {typed}\n")
    assert place == Place("c.yaml", 3)
    assert fault == f"`{typed}` sudah berarti `tidak` di b.yaml:2"


@pytest.mark.parametrize("typed", ["'?'", "'gak, !!'", "👍"])
def test_padanan_without_a_word_is_refused(typed: str) -> None:
    assert one_problem(ENTRY + f"padanan:\n  tidak: {typed}\n")[0] == Place(FILE, 11)


def test_padanan_longer_than_the_reader_looks_is_refused() -> None:
    words = "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh".split()
    longest, longer = " ".join(words[:MAX_PHRASE]), " ".join(words[: MAX_PHRASE + 1])
    assert parsed(ENTRY + f"padanan:\n  tidak: {longest}\n").lexicon.rewrites == {longest: "tidak"}
    assert one_problem(ENTRY + f"padanan:\n  tidak: {longer}\n")[0] == Place(FILE, 11)


@pytest.mark.parametrize("understood", ["Tidak", "tidak-tidak", "tidaaak"])
def test_what_padanan_means_is_read_as_a_message_is(understood: str) -> None:
    assert parsed(ENTRY + f"padanan:\n  {understood}: ndak\n").lexicon.rewrites == {"ndak": "tidak"}


@pytest.mark.parametrize("table", ["padanan: [a]\n", "padanan: a\n", "padanan:\n  tidak: [gak, ndak]\n"])
def test_padanan_of_another_shape_is_refused(table: str) -> None:
    assert one_problem(ENTRY + table)[0].file == FILE


def test_light_words_stand_in_lines_with_commas() -> None:
    assert parsed(ENTRY + "ringan:\n  - yang, di, KE\n  - dong\n").lexicon.light == {
        "yang",
        "di",
        "ke",
        "dong",
    }


@pytest.mark.parametrize("word", ["terima kasih", "di-sana"])
def test_a_light_word_that_is_not_one_word_is_refused(word: str) -> None:
    place, fault, _ = one_problem(ENTRY + f"ringan:\n  - yang\n  - {word}\n")
    assert place == Place(FILE, 12)
    assert "bukan satu kata" in fault


def test_a_guard_has_phrases_harmless_ones_and_an_entry() -> None:
    guards = "pagar:\n  - id: a\n    kata:\n      - desa, kota besar\n      - pulau\n"
    more = "    abaikan: [desa sukamaju]\n    butir: hasil-panen\n"
    (guard,) = parsed(ENTRY + "    jenis: tidak_disebut\n" + guards + more).guards
    assert guard.phrases == ("desa", "kota besar", "pulau")
    assert guard.harmless == ("desa sukamaju",)
    assert (guard.entry_id, guard.place) == ("hasil-panen", Place(FILE, 12))


def test_choices_in_parentheses_stand_for_every_phrase() -> None:
    guards = "pagar:\n  - id: a\n    kata:\n      - (adik/kakak ipar) ( saya / ) di koba, desa\n"
    (guard,) = parsed(ENTRY + guards + "      - ketua rt (/0)(1/2)\n    abaikan: [saya (di sini/)]\n").guards
    kin = "adik saya di koba", "adik di koba", "kakak ipar saya di koba", "kakak ipar di koba"
    heads = "ketua rt 1", "ketua rt 2", "ketua rt 01", "ketua rt 02"
    assert guard.phrases == (*kin, "desa", *heads)
    assert guard.harmless == ("saya di sini", "saya")
    lexicon = parsed(ENTRY + "padanan:\n  kata: (ngomong/bilang) (gitu/)\n").lexicon
    assert set(lexicon.rewrites) == {"ngomong gitu", "ngomong", "bilang gitu", "bilang"}


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("(adik/kakak saya", "tidak berpasangan"),
        ("adik/kakak) saya", "tidak berpasangan"),
        ("(adik, kakak) saya", "`(adik` tidak berpasangan"),
        ("(adik/(kakak/abang)) saya", "kurung di dalam kurung"),
        ("(adik) saya", "`(adik)` tidak memberi pilihan"),
        ("() saya", "`()` tidak memberi pilihan"),
        ("( / ) saya", "`( / )` tidak memberi pilihan"),
        ("(adik/) (saya/)", "bisa menjadi kosong"),
        ("(adik/🙏)", "bisa menjadi kosong"),
        ("(a/b/c/d/e/f/g/h)" * 3, "menjadi 512 frasa, paling banyak 500"),
    ],
)
def test_parentheses_without_sense_are_refused_with_line_and_cure(pattern: str, fault: str) -> None:
    place, said, cure = one_problem(
        ENTRY + f"pagar:\n  - id: a\n    kata:\n      - desa\n      - {pattern}\n"
    )
    assert place == Place(FILE, 14)
    assert fault in said
    assert cure
    assert one_problem(ENTRY + f"padanan:\n  kata: {pattern}\n")[1] == said


def test_a_guard_needs_no_entry_and_no_examples() -> None:
    (guard,) = parsed(ENTRY + "pagar: [{id: a, kata: [x]}]\n").guards
    assert (guard.entry_id, guard.must_not_answer) == ("", ())


def test_the_examples_of_a_guard_are_whole_questions() -> None:
    examples = "    jangan_dijawab:\n      - panen di pulau, berapa?\n      - siapa di pulau\n"
    (guard,) = parsed(ENTRY + "pagar:\n  - id: a\n    kata: [pulau]\n" + examples).guards
    assert guard.must_not_answer == ("panen di pulau, berapa?", "siapa di pulau")


def test_a_guard_that_names_an_unknown_entry_is_refused() -> None:
    place, fault, cure = one_problem(ENTRY + "pagar:\n  - id: a\n    kata: [x]\n    butir: hasil-pane\n")
    assert place == Place(FILE, 13)
    assert "`hasil-pane`" in fault
    assert "hasil-panen" in cure


def test_a_guard_that_would_answer_with_a_fact_is_refused() -> None:
    place, fault, cure = one_problem(ENTRY + "pagar:\n  - id: a\n    kata: [x]\n    butir: hasil-panen\n")
    assert place == Place(FILE, 13)
    assert "butir `hasil-panen` adalah fakta" in fault
    assert "tidak_disebut" in cure


def test_a_guard_without_a_phrase_is_refused() -> None:
    place, fault, _ = one_problem(ENTRY + "pagar:\n  - id: a\n    kata: []\n")
    assert (place, fault) == (Place(FILE, 12), "belum ada kata di `kata`")


# Every key that takes words or phrases, with a place for one.
TABLES = [
    *(f"lanjutan: {{{key}: [%s]}}" for key in CUES),
    *(f"dikesampingkan: {{{key}: [%s]}}" for key in ASIDES),
    *(f"{key}: [%s]" for key in ("ringan", "kata", "akar", "pelengkap")),
    *(f"{key}: {{desa: %s}}" for key in ("padanan", "medan")),
    "padanan: {%s: desa}",
    *(f"imbuhan: {{{key}: {pair}}}" for key in ("awalan", "akhiran") for pair in ("{nye: %s}", "{%s: nya}")),
    "imbuhan: {dialek: [%s]}",
    "bahasa_lain: {jawa: [%s]}",
    "perkenalan: [{pola: [%s], penanya: {nelayan: nelayan}}]",
    "perkenalan: [{pola: [saya *], penanya: {nelayan: %s}}]",
    "perkenalan: [{pola: [saya *], penanya: {%s: nelayan}}]",
    "pagar: [{id: a, kata: [%s]}]",
    *(f"pagar: [{{id: a, kata: [x], {key}: [%s]}}]" for key in ("abaikan", "penegas", "jangan_dijawab")),
]


@pytest.mark.parametrize("nothing", ["'?'", "'🙏'", "','"])
@pytest.mark.parametrize("table", TABLES)
def test_what_holds_no_word_is_refused_wherever_it_stands(table: str, nothing: str) -> None:
    place, fault, cure = one_problem(ENTRY + table % nothing + "\n")
    assert place == Place(FILE, 10)
    assert fault == f"`{nothing[1:-1]}` tidak memuat satu kata pun"
    assert cure


@pytest.mark.parametrize("line", ["pertanyaan: '???'", "variasi: [panen, '👍']"])
def test_a_phrasing_without_a_word_is_refused(line: str) -> None:
    key, value = line.split(": ", 1)
    assert "tidak memuat satu kata pun" in one_problem(entry(**{key: value}))[1]


@pytest.mark.parametrize(
    ("table", "kinds", "attribute"), [("lanjutan", CUES, "cues"), ("dikesampingkan", ASIDES, "asides")]
)
def test_phrases_in_a_second_file_are_added(table: str, kinds: dict[str, Kind], attribute: str) -> None:
    files = [f"{table}:\n" + "".join(f"  {key}: [{word}]\n" for key in kinds) for word in ("satu", "dua")]
    phrases = getattr(parsed(ENTRY, *files).lexicon, attribute)
    assert {getattr(phrases, kind.name) for kind in kinds.values()} == {("satu", "dua")}


@pytest.mark.parametrize(
    "table",
    [
        "akar: [%s]",
        "imbuhan: {akhiran: {%s: nya}}",
        *(f"lanjutan: {{{key}: [%s]}}" for key, kind in CUES.items() if kind.single),
    ],
)
def test_what_is_held_against_single_words_is_one_word(table: str) -> None:
    assert one_problem(ENTRY + table % "habis itu" + "\n")[:2] == (
        Place(FILE, 10),
        "`habis itu` bukan satu kata",
    )


def test_affixes_keep_their_order_and_those_in_a_second_file_follow() -> None:
    first = "imbuhan: {akhiran: {-nye: '-nya, dibuang', E: a}, awalan: {ng: 'k, dibuang'}}\n"
    affixes = parsed(ENTRY, first, "imbuhan: {akhiran: {ke: kan}, dialek: [nye, keun]}\n").lexicon.affixes
    assert affixes.endings == (("nye", "nya"), ("nye", ""), ("e", "a"), ("ke", "kan"))
    assert affixes.beginnings == (("ng", "k"), ("ng", ""))
    assert affixes.dialectal == ("nye", "keun")


def test_a_misspelt_word_for_no_affix_is_no_affix() -> None:
    place, fault, cure = one_problem(ENTRY + "imbuhan:\n  akhiran:\n    nye: nya, dibuamg\n")
    assert place == Place(FILE, 12)
    assert fault == "imbuhan baku `dibuamg` terlalu panjang"
    assert "`dibuang`" in cure


def test_words_of_a_language_in_a_second_file_are_added() -> None:
    files = [f"bahasa_lain: {{jawa: [{word}]}}\n" for word in ("piro", "opo")]
    assert parsed(ENTRY, *files).lexicon.foreign == {"jawa": {"piro", "opo"}}


def test_messages_are_read_by_key_and_keep_their_lines() -> None:
    assert parsed(ENTRY + "pesan:\n  mulai: |\n    Halo.\n\n    Apa?\n").messages == {
        "mulai": "Halo.\n\nApa?"
    }


def test_a_message_written_in_two_files_is_refused_with_both_places() -> None:
    place, fault, _ = one_problem(ENTRY, "pesan: {mulai: Halo}\n", "\npesan: {mulai: Hai}\n")
    assert place == Place("c.yaml", 2)
    assert "b.yaml:1" in fault


def test_every_message_that_is_wrong_is_told() -> None:
    again = "pesan:\n  mulai: Hai\n  coba: [x]\n  topik: ' '\n"
    assert [each.place.line for each in refusal(ENTRY, "pesan: {mulai: Halo}\n", again).problems] == [2, 3, 4]


THRESHOLDS = "ambang:\n  jawab: 40.5\n  tanya_balik: 20\n  selisih: 0\n"


def test_thresholds_are_those_of_the_knowledge_else_the_defaults() -> None:
    assert parsed(ENTRY).thresholds == Thresholds()
    assert parsed(ENTRY, THRESHOLDS).thresholds == Thresholds(40.5, 20, 0)


def test_thresholds_in_two_files_are_refused_with_both_places() -> None:
    place, fault, _ = one_problem(ENTRY, THRESHOLDS, "\n" + THRESHOLDS)
    assert place == Place("c.yaml", 2)
    assert "b.yaml:1" in fault


def test_a_threshold_left_out_is_named() -> None:
    assert one_problem(ENTRY, THRESHOLDS.replace("  selisih: 0\n", ""))[1] == "kunci `selisih` belum ada"


@pytest.mark.parametrize("value", ["101", "-1", "1e1", "nan", "'40,5'", "'٤'", "empat"])
def test_a_threshold_that_is_no_score_is_refused(value: str) -> None:
    place, fault, _ = one_problem(ENTRY, THRESHOLDS.replace("40.5", value))
    assert place == Place("b.yaml", 2)
    assert "bukan angka dari 0 sampai 100" in fault


@pytest.mark.parametrize("files", [("",), ("# kosong\n",), (CONTACTS,), ("butir: []\n",)])
def test_knowledge_without_an_entry_is_refused(files: tuple[str, ...]) -> None:
    assert "belum ada satu butir pun" in one_problem(*files)[1]


def test_that_there_is_no_entry_is_told_of_a_file_that_is_to_hold_some() -> None:
    assert one_problem("pesan: {mulai: Halo}\n", "butir: []\n", CONTACTS)[0] == Place("b.yaml", 1)


def test_knowledge_without_a_published_source_is_refused() -> None:
    small_talk = entry(jenis="basa_basi", kutipan="")
    for sources in ((), (replace(SOURCE, draft=True),)):
        with pytest.raises(ContentError, match=rf"{FILE}:2: belum ada sumber yang terbit"):
            parse_knowledge([(small_talk.encode(), FILE)], sources)


def test_a_folder_is_read_with_the_language_folder(tmp_path: Path) -> None:
    language = tmp_path / "bahasa"
    language.mkdir()
    (tmp_path / "panen.yaml").write_text(ENTRY, encoding="utf-8")
    (tmp_path / "catatan.txt").write_text("bukan: [", encoding="utf-8")
    (language / "kata.yaml").write_text("ringan: [yang]\n", encoding="utf-8")
    knowledge = load_knowledge(tmp_path, language, (SOURCE,))
    assert [each.id for each in knowledge.entries] == ["hasil-panen"]
    assert knowledge.lexicon.light == {"yang"}
    assert knowledge.entries[0].place.file == str(tmp_path / "panen.yaml")


@pytest.mark.parametrize("folder", [".", "tiada"])
def test_a_folder_without_knowledge_is_refused_by_name(tmp_path: Path, folder: str) -> None:
    with pytest.raises(ContentError, match="tidak berisi berkas") as caught:
        load_knowledge(tmp_path / folder, tmp_path / "bahasa", (SOURCE,))
    assert caught.value.problems[0].place.file == str(tmp_path / folder)


def test_a_file_that_cannot_be_opened_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "panen.yaml").write_text(ENTRY, encoding="utf-8")
    (tmp_path / "hilang.yaml").symlink_to(tmp_path / "tiada")
    with pytest.raises(ContentError, match="tidak terbaca") as caught:
        load_knowledge(tmp_path, tmp_path / "bahasa", (SOURCE,))
    assert caught.value.problems[0].place.file == str(tmp_path / "hilang.yaml")


def test_a_quote_stitched_from_two_sentences_is_told_with_both() -> None:
    stitched = ENTRY.replace(
        "mencapai 59.000 kilogram beras\n", "59.000 kilogram beras … dijual ke koperasi\n"
    )
    (problem,) = refusal(stitched).problems
    assert problem.fault == "kutipan ini disambung dari dua tempat di kalimat 1 dan 3 sumber `panen`"


def test_everything_that_is_wrong_in_an_entry_is_told_at_once() -> None:
    wrong = ENTRY.replace("mencapai", "mencapei").replace("Berapa hasil", "x" * 300)
    wrong += "    berlaku_sampai: besok\n"
    assert [problem.place.line for problem in refusal(wrong).problems] == [3, 9, 10]
    keys = {"pertanyaan": "'?'", "label": "x" * 99, "variasi": "['?', panen, '!']", "jawaban": "[x]"}
    more = {"jenis": "x", "hubungi": "x", "contoh": "x", "berlaku_sampai": "x", "jawban": "x"}
    wrong = "topik: [x]\n" + entry(**keys, kutipan="[{sumber: x, teks: x}]", **more)
    lines = [problem.place.line for problem in refusal(CONTACTS, wrong).problems]
    assert lines == [1, 4, 5, 6, 7, 8, 8, 9, 10, 11, 12, 13]


def test_everything_that_is_wrong_in_a_guard_a_group_or_an_office_is_told_at_once() -> None:
    guard = "- {id: a, kata: ['(x)', '('], nilai: x, longgar: x, butir: x, abaikan: ['?'], jangn: x}"
    group = "- {id: a, nama: '?', sebutan: ['('], status: [{jenis: x}], catatan: [x]}"
    for key, record, faults in (
        ("pagar", guard, 7),
        ("kelompok", group, 4),
        ("kontak", "- {id: a, nama: [x], saran: {}}", 2),
    ):
        lines = record.replace(", ", ",\n  ").replace("[\n", "[")
        problems = refusal(ENTRY, f"{key}:\n{lines}\n").problems
        assert len(problems) == faults
        assert [each.place.line for each in problems] == sorted(each.place.line for each in problems)


@pytest.mark.parametrize(("line", "faults"), [("kutipn: x", 1), ("jenis: x", 1), ("berlaku_sampai: x", 2)])
def test_a_citation_is_missed_where_it_surely_is_missing(line: str, faults: int) -> None:
    assert len(refusal(entry(kutipan="", **dict([line.split(": ")]))).problems) == faults


@pytest.mark.parametrize("written", ["2026-12-31", "31 Desember 2026"])
def test_the_last_day_of_an_answer_is_a_date(written: str) -> None:
    assert parsed(ENTRY + f"    berlaku_sampai: {written}\n").entries[0].valid_until == date(2026, 12, 31)


@pytest.mark.parametrize("written", ["2026-W10-2", "20261231", "2026-02-30", "besok"])
def test_a_last_day_that_is_written_otherwise_is_refused(written: str) -> None:
    place, fault, _ = one_problem(ENTRY + f"    berlaku_sampai: {written}\n")
    assert (place, fault) == (Place(FILE, 10), f"`{written}` bukan tanggal")
