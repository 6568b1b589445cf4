"""Scores: what they count, and what no answer may pass over."""

import pytest

from bot.content.knowledge import parse_knowledge
from bot.matching.matcher import BLOCKED, CANDIDATES, Matcher
from bot.model import Match, Sentence, Source

SOURCE = Source(
    "s", "Panen", "Kabar", "", "https://example.org/", (Sentence(0, "Padi dipanen di desa.", None, True),)
)
CITED = "\n    jawaban: Ya.\n    kutipan:\n      - {sumber: s, teks: Padi dipanen di desa.}\n"
KNOWLEDGE = f"""
butir:
  - id: panen
    pertanyaan: Kapan padi dipanen di desa?
    variasi: [waktu panen padi, bulan apa padi dipanen]{CITED}
  - id: harga
    pertanyaan: Berapa harga gabah di pasar?
    variasi: [harga jual gabah, gabah laku berapa, gabah 5.200 rupiah, gabah dibeli 5.200, harga gabah 2024,
      gabah 2024 laku berapa]{CITED}
  - id: pupuk
    pertanyaan: Siapa yang membagikan pupuk?
    variasi: [pupuk dari mana, pembagian pupuk oleh siapa, pupuk 50 kilogram dari siapa]{CITED}
  - id: kota
    pertanyaan: Bagaimana dengan kota?
    variasi: [panen di kota]{CITED}    jenis: tidak_disebut
pagar:
  - id: tempat
    kata: [kota, kota besar]
    abaikan: [kota kecil]
    butir: kota
  - id: musim
    nilai: ya
    kata: [musim hujan, panen terlindungi, panen menjabat]
  - id: aturan
    penegas: [menurut warga]
    kata: [undang-undang, Perda]
  - id: pulau
    seluruh_pesan: ya
    penegas: [di desa]
    kata: [seberang]
  - id: pekerjaan
    longgar: ya
    kata: [nelayan]
ringan: [di, yang, saya, pak, bukan, atau, tidak, usah, bahas, belakangan, menurut, warga, lebih, dari,
  hampir, kan]
dikesampingkan:
  sebelum: [bukan, (tidak/usah) bahas]
  sesudah: [belakangan]
  sebelum_angka: [lebih dari, hampir]
  sesudah_angka: [kan]
  angka_diragukan: [yang benar berapa]
  pilihan: [atau, atau lebih baik]
  pilihan_angka: [apa, apa di]
  bukan_pilihan: [tidak]
"""


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(parse_knowledge([(KNOWLEDGE.encode(), "k.yaml")], (SOURCE,)))


def ranked(matcher: Matcher, text: str) -> dict[str, Match]:
    return {match.entry.id: match for match in matcher.rank(matcher.read(text))}


def first(matcher: Matcher, text: str) -> Match:
    return matcher.rank(matcher.read(text))[0]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("kapan padi dipanen di desa", "panen"),
        ("PADI DIPANEN KAPAN???", "panen"),
        ("harga gabahh brp", "harga"),
        ("yang membagi pupuk siapa pak", "pupuk"),
    ],
)
def test_an_entry_is_found_by_other_words_order_and_spelling(matcher: Matcher, text: str, entry: str) -> None:
    assert first(matcher, text).entry.id == entry


def test_an_own_phrasing_scores_nearly_everything(matcher: Matcher) -> None:
    assert first(matcher, "waktu panen padi").score > 80


def test_a_foreign_word_lowers_the_score(matcher: Matcher) -> None:
    with_it, without = first(matcher, "harga gabah besi"), first(matcher, "harga gabah")
    assert with_it.coverage < without.coverage
    assert with_it.score < without.score


def test_light_words_change_coverage_not_at_all(matcher: Matcher) -> None:
    plain, polite = first(matcher, "harga gabah"), first(matcher, "pak saya di harga gabah")
    assert plain.coverage == polite.coverage


def test_a_misspelling_counts_a_little_less(matcher: Matcher) -> None:
    plain = first(matcher, "harga gabah").coverage
    assert first(matcher, "harga gabbah").coverage == plain  # a doubled letter leaves no doubt
    assert 50 < first(matcher, "harga gabab").coverage < plain


@pytest.mark.parametrize("text", ["", "???", "😀" * 50, "zzzz qqqq xxxx"])
def test_what_says_nothing_scores_nothing_but_still_has_candidates(matcher: Matcher, text: str) -> None:
    matches = matcher.rank(matcher.read(text))
    assert len(matches) == min(CANDIDATES, 4)
    assert all(match.score == 0 for match in matches)


def test_scores_run_from_0_to_100_best_first(matcher: Matcher) -> None:
    for text in ("kapan padi dipanen di desa", "gabah", "pupuk padi harga kota"):
        scores = [match.score for match in matcher.rank(matcher.read(text))]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 100 for score in scores)


def test_a_guarded_phrase_blocks_the_entries_that_do_not_mention_it(matcher: Matcher) -> None:
    matches = ranked(matcher, "kapan padi dipanen di kota")
    block = matches["panen"].block
    assert block
    assert (block.phrase, block.entry_id) == ("kota", "kota")
    assert matches["panen"].score == pytest.approx(matches["panen"].fit * BLOCKED, abs=0.1)
    assert matches["kota"].block is None


def test_the_longest_guarded_phrase_counts(matcher: Matcher) -> None:
    block = ranked(matcher, "kapan padi dipanen di kota besar")["panen"].block
    assert block
    assert block.phrase == "kota besar"


def test_a_harmless_phrase_hides_the_guarded_word_in_it(matcher: Matcher) -> None:
    assert ranked(matcher, "kapan padi dipanen di kota kecil")["panen"].block is None


def test_a_figure_must_be_known_to_the_entry(matcher: Matcher) -> None:
    assert ranked(matcher, "pupuk 50 kilogram dari siapa")["pupuk"].block is None
    block = ranked(matcher, "pupuk 70 kilogram dari siapa")["pupuk"].block
    assert block
    assert (block.phrase, block.entry_id) == ("70", "")


def test_a_small_figure_only_matters_to_what_has_one_too(matcher: Matcher) -> None:
    assert ranked(matcher, "bapak 70 tahun, gabah laku berapa")["harga"].block is None
    assert ranked(matcher, "bapak 700 tahun, gabah laku berapa")["harga"].block


@pytest.mark.parametrize(
    "asked", ["kapan padi dipanen, di desa atau kota", "kota atau desa, kapan padi dipanen", "bukan kota"]
)
def test_what_is_denied_or_one_of_two_is_not_passed_over(matcher: Matcher, asked: str) -> None:
    assert ranked(matcher, f"kapan padi dipanen, {asked}")["panen"].block is None


@pytest.mark.parametrize(
    "asked",
    ["di kota atau seberang", "kota atau lebih baik seberang", "kota atau tidak", "di kota, bukan di desa"],
)
def test_what_is_no_alternative_to_something_free_holds_back(matcher: Matcher, asked: str) -> None:
    assert ranked(matcher, f"kapan padi dipanen {asked}")["panen"].block


@pytest.mark.parametrize("asked", ["kota belakangan", "tidak usah bahas kota"])
def test_what_is_put_off_is_not_passed_over(matcher: Matcher, asked: str) -> None:
    assert ranked(matcher, f"kapan padi dipanen, {asked}")["panen"].block is None


def test_a_value_that_is_only_checked_is_set_right_by_the_answer(matcher: Matcher) -> None:
    assert ranked(matcher, "padi dipanen musim hujan, kan?")["panen"].block is None
    assert ranked(matcher, "padi dipanen musim hujan di mana, kan?")["panen"].block
    assert ranked(matcher, "padi dipanen musim hujan?")["panen"].block


def test_one_of_two_values_is_weighed_also_behind_a_preposition(matcher: Matcher) -> None:
    assert ranked(matcher, "padi dipanen musim kering apa musim hujan")["panen"].block is None
    assert ranked(matcher, "padi dipanen di sawah apa di musim hujan")["panen"].block is None
    assert ranked(matcher, "padi dipanen siapa apa di musim hujan")["panen"].block


def test_who_does_a_thing_is_not_who_undergoes_it(matcher: Matcher) -> None:
    assert ranked(matcher, "padi panen terlindungi")["panen"].block
    assert ranked(matcher, "padi panen melindungi")["panen"].block is None
    assert ranked(matcher, "padi panen menjabat")["panen"].block
    assert ranked(matcher, "padi panen pejabat")["panen"].block is None


def test_a_yielding_guard_lets_by_what_a_long_message_surely_means(matcher: Matcher) -> None:
    long = "pak saya {} mau tanya kapan waktu padi dipanen di desa"
    match = first(matcher, long.format("nelayan"))
    assert (match.entry.id, match.block, match.let_by) == ("panen", None, ("nelayan",))
    assert ranked(matcher, long.format("dari kota"))["panen"].block
    assert ranked(matcher, "nelayan kapan panen padi")["panen"].block


def test_another_year_is_not_taken_for_a_round_one(matcher: Matcher) -> None:
    assert first(matcher, "harga gabah 2024").block is None
    assert ranked(matcher, "harga gabah 2020")["harga"].block


@pytest.mark.parametrize("word", ["undang-undang", "undang2", "PERDA"])
def test_what_an_editor_guards_is_read_as_messages_are(matcher: Matcher, word: str) -> None:
    assert ranked(matcher, f"kapan padi dipanen menurut {word}")["panen"].block


def test_a_question_that_settles_the_matter_is_not_held_back(matcher: Matcher) -> None:
    assert ranked(matcher, "perda kapan padi dipanen")["panen"].block
    assert ranked(matcher, "perda kapan padi dipanen menurut warga")["panen"].block is None


@pytest.mark.parametrize("figure", ["lebih dari 7.000", "hampir 7.000", "7.000 rupiah kan"])
def test_a_figure_that_is_only_held_against_ours_is_not_passed_over(matcher: Matcher, figure: str) -> None:
    assert ranked(matcher, "gabah laku 7.000")["harga"].block
    assert ranked(matcher, f"gabah laku {figure}")["harga"].block is None


def test_a_figure_that_somebody_only_believes_is_not_passed_over_but_a_year_is(matcher: Matcher) -> None:
    assert ranked(matcher, "harga gabah 2020, yang benar berapa")["harga"].block
    assert ranked(matcher, "gabah laku 5.200 apa 7.000/2020")["harga"].block is None
    assert ranked(matcher, "kata teman gabah laku 7.000, gabah laku berapa")["harga"].block
    assert ranked(matcher, "kata teman gabah laku 7.000, yang benar berapa")["harga"].block is None


@pytest.mark.parametrize(("figure", "passed_over"), [("5.000", False), ("5.300", True), ("6.000", True)])
def test_a_round_figure_stands_for_the_one_that_is_known(
    matcher: Matcher, figure: str, passed_over: bool
) -> None:
    block = ranked(matcher, f"gabah laku {figure} rupiah")["harga"].block
    assert (block is not None) == passed_over


def test_of_a_message_that_tells_and_asks_the_question_is_heard(matcher: Matcher) -> None:
    told = "Harga gabah di pasar sedang bagus. Saya dan pak lurah duduk lama sekali minum kopi. "
    assert first(matcher, told).entry.id == "harga"
    heard = first(matcher, told + "Kapan padi dipanen di desa?")
    assert (heard.entry.id, heard.score > 80) == ("panen", True)


def test_a_place_holds_back_anywhere_unless_the_question_says_which_is_meant(matcher: Matcher) -> None:
    told = "Saya dan pak lurah duduk lama sekali minum kopi di seberang. "
    assert ranked(matcher, told + "Kapan padi dipanen?")["panen"].block
    assert ranked(matcher, told + "Kapan padi dipanen di desa?")["panen"].block is None


def test_a_story_around_the_question_does_not_hide_it(matcher: Matcher) -> None:
    story = "begitulah ceritanya kemarin tetangga datang bawa ayam lalu duduk sambil minum kopi lama sekali "
    told = story + "kapan padi dipanen di desa " + story
    assert first(matcher, told).entry.id == "panen"
    assert first(matcher, told).score > 30


def test_a_part_of_a_message_is_weighed_by_what_the_whole_is_about(matcher: Matcher) -> None:
    told = "{} sedang bagus. Saya dan pak lurah duduk lama sekali minum kopi. Kapan padi dipanen di desa?"
    same, other = (first(matcher, told.format(about)) for about in ("Waktu panen", "Harga gabah"))
    assert same.entry.id == other.entry.id == "panen"
    assert same.score > other.score > 80


def test_a_long_question_that_is_clear_as_a_whole_is_not_looked_at_in_parts(matcher: Matcher) -> None:
    panen = "kapan padi dipanen di desa bulan apa padi dipanen kapan waktu panen padi"
    assert len(first(matcher, f"{panen} siapa yang membagikan").words) == len(panen.split()) + 3


def test_what_is_guarded_far_from_the_question_belongs_to_the_story(matcher: Matcher) -> None:
    far = "saya lahir kota " + "begitulah cerita lama sekali " * 8 + "kapan padi dipanen di desa"
    near = "begitulah cerita lama sekali " * 8 + "kapan padi dipanen di kota"
    assert first(matcher, far).block is None
    assert ranked(matcher, near)["panen"].score < 0.7 * first(matcher, far).score


def test_what_stands_beside_the_only_question_word_is_asked_for_however_far(matcher: Matcher) -> None:
    story = "begitulah cerita lama sekali " * 8
    assert ranked(matcher, "kota mana " + story + "waktu panen padi")["panen"].block
    assert ranked(matcher, "kota mana " + story + "kapan waktu panen padi")["panen"].block is None


def test_the_order_in_the_file_decides_between_equals(matcher: Matcher) -> None:
    assert [match.entry.id for match in matcher.rank(matcher.read(""))] == ["panen", "harga", "pupuk", "kota"]


def test_a_question_that_points_back_is_heard_with_what_was_told(matcher: Matcher) -> None:
    told = "Kami duduk lama sekali minum kopi sambil cerita begini. Katanya pupuk ada yang membagikan. "
    assert first(matcher, told + "Berapa?").entry.id == "pupuk"


def test_what_no_source_tells_is_held_back_only_by_a_guard_that_says_why() -> None:
    left_open = KNOWLEDGE.replace("  - id: panen\n", "  - id: panen\n    jenis: tidak_disebut\n")
    matcher = Matcher(parse_knowledge([(left_open.encode(), "k.yaml")], (SOURCE,)))
    assert ranked(matcher, "kapan padi dipanen di kota")["panen"].block
    assert ranked(matcher, "kapan padi dipanen menurut perda")["panen"].block is None
