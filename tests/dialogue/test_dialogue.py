"""Messages in their conversation, against the shipped knowledge."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bench.accuracy import question_sets
from bench.followups import FILES, meant, tally
from bot.dialogue.dialogue import Dialogue
from bot.dialogue.foreign import is_foreign
from bot.edition import Edition
from bot.matching.matcher import Matcher
from bot.model import Entry, EntryKind, Knowledge, OutcomeKind, Understood


@pytest.fixture(scope="module")
def dialogue(edition: Edition) -> Dialogue:
    return edition.dialogue


@pytest.fixture(scope="module")
def entries(knowledge: Knowledge) -> dict[str, Entry]:
    return {entry.id: entry for entry in knowledge.entries}


THINGS = "lkd relawan kader bpd dinas program peserta kabupaten desa".split()


def only(understood: tuple[Understood, ...]) -> Understood:
    (one,) = understood
    return one


@pytest.mark.parametrize(("file", "least"), [("followups", 90), ("followups_fresh", 80)])
def test_most_followups_are_understood_and_none_is_made_up(
    dialogue: Dialogue, entries: dict[str, Entry], file: str, least: int
) -> None:
    counted = tally(dialogue, entries, FILES[file])
    assert counted["made up"] == 0
    assert counted["followed wrongly"] == 0
    assert 100 * counted["right"] >= least * counted.total()


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("kalau kader?", "kader"),
        ("terus relawan gimana?", "relawan"),
        ("kalau ketua RT?", "rt-rw"),
        ("PKK", "pkk"),
        ("siapa kader?", None),
        ("kalau kader sudah jadi peserta belum?", None),
        ("kalau kader dan relawan?", None),
        ("kader dapat apa", None),
        ("siapa yang bilang?", None),
        ("kalau", None),
    ],
)
def test_after_a_look_at_a_group_only_another_name_means_another_group(
    dialogue: Dialogue, text: str, group: str | None
) -> None:
    found = dialogue.next_group(text)
    assert (found.id if found else None) == group


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("saya nelayan", ["nelayan"]),
        ("kalau suami saya nelayan?", ["nelayan"]),
        ("kalau ayah saya petani lada?", ["petani"]),
        ("kalau yang jualan kue keliling?", ["pedagang"]),
        ("saya sekdes, apakah saya bisa ikut?", ["jabatan-perangkat-desa"]),
        ("suami saya nelayan, bisa ikut?", []),  # an entry tells it
        ("saya istri nelayan", ["keluarga", "nelayan"]),
        ("saya petani, suami saya nelayan", ["petani", "nelayan"]),
        ("saya nelayan, dasar hukumnya apa?", []),
        ("assalamualaikum, saya nelayan", ["nelayan"]),
        ("halo, kalau suami saya nelayan?", ["nelayan"]),
        ("halo, saya nelayan", []),
        ("kader posyandu di Belitung bisa ikut?", []),  # held back
        ("lansia bisa ikut?", []),  # as an editor wrote below an entry
    ],
)
def test_who_only_says_who_they_are_asks_how_their_group_stands(
    dialogue: Dialogue, text: str, groups: list[str]
) -> None:
    assert [group.id for group in only(dialogue.understand(text)).groups] == groups


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("saya kader, bisa ikut?", ["kader-bisa-ikut"]),
        ("suami saya kades", ["kepala-desa-sudah-peserta"]),
        ("relawan sama kader bisa ikut ga", ["relawan-bisa-ikut", "kader-bisa-ikut"]),
        ("RT dan PKK bisa ikut?", ["rt-rw", "pkk"]),
        ("kader, RT, relawan bisa ikut?", ["kader-bisa-ikut", "rt-rw", "relawan-bisa-ikut"]),
        ("pak kades, kader bisa ikut?", ["kader-bisa-ikut"]),
        ("nelayan sama petani bisa ikut?", ["nelayan-petani-buruh"]),
        ("posyandu termasuk LKD?", ["posyandu"]),
        ("ass. bu mau tanya, sya kader posyandu", ["salam"]),
        ("izin bertanya, saya sekdes", ["bisa-apa"]),
        ("slmt pg, sy mw tny", ["halo"]),
        ("hi admin, can i ask?", ["halo"]),
    ],
)
def test_groups_that_entries_tell_of_and_openings_are_answered(
    dialogue: Dialogue, text: str, told: list[str]
) -> None:
    understood = dialogue.understand(text)
    assert [meant(each) for each in understood] == told
    assert not any(each.groups for each in understood)


@pytest.mark.parametrize(
    ("previous", "text", "expected"),
    [
        ("wakil-bupati", "kapan dia bilang itu?", "tempat-pernyataan-wabup"),
        ("wakil-bupati", "beliau ngomong apa?", "komitmen-wabup"),
        ("wakil-bupati", "bapak itu ngomongnya di mana", "tempat-pernyataan-wabup"),
        ("kepala-dinas", "orangnya bilang apa", "pernyataan-kadis"),
        ("kepala-dinas", "dia nyampein itu kapan ya", "tempat-waktu-pernyataan-lain"),
        ("kepala-bpjs-pangkalpinang", "di mana ibu itu bicara", "tempat-waktu-pernyataan-lain"),
        ("jumlah-belum-terlindungi", "kapan dia bilang gitu", "waktu-pernyataan-evi"),
        ("wakil-bupati", "kapan bu evi bilang itu", "waktu-pernyataan-evi"),  # who is named is meant
        ("tempat-pernyataan-wabup", "namanya siapa", "wakil-bupati"),
        ("kepala-bpjs-pangkalpinang", "jabatannya apa", "kepala-bpjs-pangkalpinang"),
        ("wakil-bupati", "manfaatnya apa", "manfaat-umum"),  # is asked of no person
    ],
)
def test_who_is_not_named_is_who_said_the_answer(
    dialogue: Dialogue, entries: dict[str, Entry], previous: str, text: str, expected: str
) -> None:
    assert meant(only(dialogue.understand(text, entries[previous]))) == expected


@pytest.mark.parametrize(
    ("previous", "text"),
    [
        (None, "kapan dia bilang itu?"),
        ("program-kapan", "dia bilang apa?"),  # the reporter's own words
        ("nama-bupati", "kapan beliau bilang begitu"),  # who is not in the source
        ("wakil-bupati", "ke siapa dia bilang?"),
        ("kepala-dinas", "mereka bilang apa"),
    ],
)
def test_it_is_asked_back_who_or_what_of_it_is_meant(
    dialogue: Dialogue, entries: dict[str, Entry], previous: str | None, text: str
) -> None:
    asked = only(dialogue.understand(text, entries[previous] if previous else None))
    assert asked.outcome.kind is OutcomeKind.CLARIFY


def test_the_family_is_no_speaker(dialogue: Dialogue, edition: Edition, entries: dict[str, Entry]) -> None:
    text = "suami saya bilang dia kader, bisa ikut ga"
    assert only(dialogue.understand(text, entries["wakil-bupati"])).outcome == edition.faq.ask(text)


@pytest.mark.parametrize("previous", ["iuran-per-bulan", "siapa-bayar-iuran", "cara-daftar"])
@pytest.mark.parametrize("text", ["kalau kader?", "kader?", "terus kalau perangkat desa gimana"])
def test_what_the_sources_say_of_no_group_is_kept_for_the_next(
    dialogue: Dialogue, entries: dict[str, Entry], previous: str, text: str
) -> None:
    understood = only(dialogue.understand(text, entries[previous]))
    assert meant(understood) == previous
    assert understood.follows


def test_it_is_asked_back_whether_the_question_is_kept(dialogue: Dialogue, entries: dict[str, Entry]) -> None:
    offered = only(dialogue.understand("kalau kader?", entries["besar-santunan"])).outcome.offered
    assert [entry.id for entry in offered] == ["besar-santunan", "kader-bisa-ikut"]


@pytest.mark.parametrize(
    ("previous", "text", "expected"),
    [
        ("tempat-pernyataan-wabup", "di mana?", "tempat-pernyataan-wabup"),  # it told where and when
        ("iuran-per-bulan", "siapa yg bayarin", "siapa-bayar-iuran"),  # the rival is of another topic
    ],
)
def test_the_answer_before_settles_what_is_short(
    dialogue: Dialogue, entries: dict[str, Entry], previous: str, text: str, expected: str
) -> None:
    assert meant(only(dialogue.understand(text, entries[previous]))) == expected


@pytest.mark.parametrize(
    ("previous", "text", "expected"),
    [
        ("kepala-desa-sudah-peserta", "apakah mereka sudah terdaftar semua?", "kepala-desa-sudah-peserta"),
        ("kepala-desa-sudah-peserta", "semuanya?", "kepala-desa-sudah-peserta"),
        ("bpd-sudah-peserta", "apakah beliau sudah terdaftar?", "bpd-sudah-peserta"),
        ("perangkat-desa-sudah-peserta", "LKD?", "lkd-sudah-peserta"),
        ("lkd-sudah-peserta", "Dananya dari dana desa atau APBD?", "anggaran-pemkab"),  # is not stated
        ("lkd-sudah-peserta", "dasar hukumnya apa?", "dasar-hukum"),  # is of no group alone
        ("kepala-desa-sudah-peserta", "apakah semua LKD sudah terdaftar?", "lkd-sudah-peserta"),
        ("jumlah-belum-terlindungi", "itu bangka barat?", "wilayah-59000"),
        ("jumlah-belum-terlindungi", "itu bangka belitung?", "wilayah-59000"),
        ("tanggal-data-59000", "jabatannyo apa", "kepala-bpjs-pangkalpinang"),
    ],
)
def test_who_or_what_is_not_named_again_is_that_of_the_answer_before(
    dialogue: Dialogue, entries: dict[str, Entry], previous: str, text: str, expected: str
) -> None:
    assert meant(only(dialogue.understand(text, entries[previous]))) == expected


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("Siapa yang menyatakan hal itu?", "penutur"),
        ("siapa yg ngomong janji itu", "penutur"),
        ("dasar pernyataan tersebut dari siapa?", "penutur"),
        ("kutipannya kalimat ke berapa?", "sumber"),
    ],
)
def test_who_stated_it_and_in_which_sentence_is_asked_of_the_answer_before(
    dialogue: Dialogue, entries: dict[str, Entry], text: str, detail: str
) -> None:
    assert meant(only(dialogue.understand(text, entries["bpd-sudah-peserta"]))) == detail


def test_what_holds_an_answer_back_is_no_followup(dialogue: Dialogue, entries: dict[str, Entry]) -> None:
    text = "kapan pak lurah datang ke rumah saya? hp [nomor telepon]"
    assert not only(dialogue.understand(text, entries["jumlah-belum-terlindungi"])).follows


def test_nothing_is_a_followup_without_an_answer_before(dialogue: Dialogue) -> None:
    for text in ("kalau kader?", "siapa yang bilang?", "kapan?"):
        assert not only(dialogue.understand(text)).follows


@pytest.mark.parametrize(
    ("previous", "text", "apart"),
    [
        ("kepala-desa-sudah-peserta", "terus yang bayar siapa?", True),
        ("kader-sudah-peserta", "terus dananya dari mana?", True),
        ("program-kapan", "terus dananya dari mana?", False),  # of the same programme
        ("kepala-desa-sudah-peserta", "dananya dari mana?", True),  # of a figure that nobody mentioned
        ("kepala-desa-sudah-peserta", "dasar hukumnya apa?", False),  # does not begin as if it went on
        ("kepala-desa-sudah-peserta", "oke makasih", False),
        ("kepala-desa-sudah-peserta", "kalau kader?", False),
    ],
)
def test_a_question_that_goes_on_about_something_else_is_told_as_understood(
    dialogue: Dialogue, entries: dict[str, Entry], previous: str, text: str, apart: bool
) -> None:
    assert only(dialogue.understand(text, entries[previous])).apart == apart


@pytest.mark.parametrize("text", ["siapa yang bilang?", "kata siapa itu?", "menurut siapa?", "buktinya apa?"])
def test_who_said_it_is_no_question_without_an_answer_before(dialogue: Dialogue, text: str) -> None:
    understood = only(dialogue.understand(text))
    assert understood.detail
    assert understood.outcome.entry is None


def test_where_the_bot_knows_from_is_small_talk_without_an_answer_before(dialogue: Dialogue) -> None:
    assert meant(only(dialogue.understand("sumbernya mana?"))) == "sumber-jawaban"


@pytest.mark.parametrize("text", ["mereka?", "dananya berapa?"])
def test_what_points_back_is_understood_after_every_answer(
    dialogue: Dialogue, entries: dict[str, Entry], text: str
) -> None:
    assert all(dialogue.understand(text, entry) for entry in entries.values())


@pytest.mark.parametrize("previous", ["program-kapan", "kepala-desa-sudah-peserta", "iuran-per-bulan"])
def test_a_good_question_is_the_same_whatever_came_before(
    dialogue: Dialogue, entries: dict[str, Entry], previous: str
) -> None:
    before = entries[previous]
    asked = [entry for entry in entries.values() if entry.kind is not EntryKind.SMALL_TALK]
    followed = [
        phrasing
        for entry in asked
        for phrasing in entry.phrasings
        if only(dialogue.understand(phrasing, before)).follows
    ]
    assert followed == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("siapa aja yg udah ikut? trus dasar hukumnya apa?", ["peserta-saat-ini", "dasar-hukum"]),
        ("manfaatnya apa aja trus dananya dari mana", ["manfaat-umum", "program-sumber-dana"]),
        ("dari mana dananya dan kapan diluncurkan programnya?", ["program-sumber-dana", "program-kapan"]),
        ("bpd udah ikut belum? kalau perangkat desa?", ["bpd-sudah-peserta", "perangkat-desa-sudah-peserta"]),
        ("Kader bisa ikut ga? relawan bisa ikut ga?", ["kader-bisa-ikut", "relawan-bisa-ikut"]),
        (
            "sosialisasi buat siapa saja? jadwalnya kapan?",
            ["sasaran-sosialisasi", "tempat-jadwal-sosialisasi"],
        ),
        (
            "apakah benar 59.000 pekerja belum terlindungi? itu di bangka barat saja atau se babel?",
            ["jumlah-belum-terlindungi", "wilayah-59000"],
        ),
        ("dasar hukumnya apa dan pasal berapa", ["dasar-hukum", "pasal-uu-3-2024"]),
        (
            "kades udah jadi peserta blm, kalau kader gimana, terus iurannya berapa",
            ["kepala-desa-sudah-peserta", "kader-sudah-peserta", "iuran-per-bulan"],
        ),
        (
            "Assalamualaikum pak, saya kader di Jebus.\nMau tanya kader sudah jadi peserta belum? "
            "Terus kapan sosialisasinya?",
            ["kader-sudah-peserta", "tempat-jadwal-sosialisasi"],
        ),
        ("what is the legal basis? and who funds the program?", ["dasar-hukum", "program-sumber-dana"]),
        ("berapa iurannya dan siapa yang bayar", ["iuran-per-bulan", "siapa-bayar-iuran"]),
        ("siapa nama wabup dan apa dasar hukumnya", ["wakil-bupati", "dasar-hukum"]),
        ("kader bisa ikut gak sama iurannya berapa", ["kader-bisa-ikut", "iuran-per-bulan"]),
        ("lkd sudah peserta belum dan kapan didaftarkan", ["lkd-sudah-peserta", "jadwal-lkd-didaftarkan"]),
        (
            "mau tanya 3 hal: 1. siapa yang sudah ikut 2. dasar hukumnya apa 3. iuran berapa",
            ["peserta-saat-ini", "dasar-hukum", "iuran-per-bulan"],
        ),
        ("1) kades sudah peserta?\n2) dasar hukumnya apa?", ["kepala-desa-sudah-peserta", "dasar-hukum"]),
        ("mau tanya 2 hal: dasar hukumnya apa dan iurannya berapa", ["dasar-hukum", "iuran-per-bulan"]),
        ("dasar hukumnya apa?iurannya berapa?", ["dasar-hukum", "iuran-per-bulan"]),
        ("dasar hukumnya apa... iurannya berapa..", ["dasar-hukum", "iuran-per-bulan"]),
        ("Kader bisa ikut ga. Iurannya berapa? makasih 🙏", ["kader-bisa-ikut", "iuran-per-bulan"]),
        ("kades sudah peserta? kader bisa ikut? makasih", ["kepala-desa-sudah-peserta", "kader-bisa-ikut"]),
        ("kapan diluncurkan… siapa yang bayar iurannya?", ["program-kapan", "siapa-bayar-iuran"]),
        ("A. dasar hukumnya apa? B. iurannya berapa?", ["dasar-hukum", "iuran-per-bulan"]),
        (
            "berapa pekerja di Kab. Bangka Barat yang belum dilindungi? dasar hukumnya apa?",
            ["belum-terlindungi-bangka-barat", "dasar-hukum"],
        ),
    ],
)
def test_several_questions_each_get_their_answer(dialogue: Dialogue, text: str, expected: list[str]) -> None:
    assert [meant(each) for each in dialogue.understand(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "1. kades sudah peserta? 2. qwerty zxcvbn",
        "Saya tinggal di Bangka Tengah. 1. Kades sudah peserta? 2. dasar hukumnya apa?",
    ],
)
def test_a_list_that_is_not_all_clear_is_asked_back(dialogue: Dialogue, text: str) -> None:
    asked = only(dialogue.understand(text)).outcome
    assert asked.kind is OutcomeKind.CLARIFY
    assert "kepala-desa-sudah-peserta" in {entry.id for entry in asked.offered}


def test_whether_it_is_so_is_asked_of_the_same(dialogue: Dialogue) -> None:
    understood = dialogue.understand("Kapan peluncurannya, sudah atau belum?")
    assert [meant(each) for each in understood] == ["program-kapan", "program-sudah-berjalan"]


@pytest.mark.parametrize(
    "salam", ["Assalamualaikum.", "assalamu'alaikum wr. wb.", "Aslm pak,", "Assalamualaikum, pak admin"]
)
def test_a_salam_before_several_questions_is_no_part_of_them(dialogue: Dialogue, salam: str) -> None:
    understood = dialogue.understand(f"{salam} siapa aja yg udah ikut? trus dasar hukumnya apa?")
    assert [meant(each) for each in understood] == ["peserta-saat-ini", "dasar-hukum"]
    assert [each.greeted for each in understood] == [True, False]


def test_a_salam_before_a_followup_is_no_part_of_it(dialogue: Dialogue, entries: dict[str, Entry]) -> None:
    before = entries["kepala-desa-sudah-peserta"]
    understood = only(dialogue.understand("assalamualaikum, kalau kader?", before))
    assert understood.follows
    assert understood.greeted
    assert meant(understood) == "kader-sudah-peserta"


@pytest.mark.parametrize(
    "text",
    [
        "kades, perangkat desa, dan bpd sudah jadi peserta belum?",
        "kapan dan di mana wabup bicara?",
        "UU nomor berapa dan tahun berapa?",
        "nomor telepon apkasi berapa dan alamatnya di mana",
        "siapa yang meluncurkan program pekerja rentan, BPJS atau pemprov?",
        "halo min, kades dapet bpjs tk ga ya? makasih",
        "LKD sudah peserta? saya di Bangka Tengah",
        "Saya tinggal di Bangka Tengah. Kades sudah jadi peserta belum? Terus lkd kapan didaftarkan?",
        "Saya relawan. Kerja berat. Apakah relawan sudah jadi peserta? Soalnya kemarin teman jatuh.",
        "kades udah jadi peserta? kades udah jadi peserta belum sih?",
        "apa beda JKK dan JKM",
        "siapa dan di mana acara itu dibuka",
        "apa syaratnya dan dokumen apa saja yang dibawa",
        "berapa jumlah kader dan berapa jumlah relawan",
    ],
)
def test_one_question_stays_one(dialogue: Dialogue, edition: Edition, text: str) -> None:
    assert only(dialogue.understand(text)).outcome == edition.faq.ask(text)


def test_single_questions_are_answered_as_without_a_conversation(
    dialogue: Dialogue, edition: Edition
) -> None:
    questions = question_sets(locked=False)["open"]
    assert len(questions) > 100
    for question in questions:
        assert only(dialogue.understand(question.text)).outcome == edition.faq.ask(question.text)


def test_no_phrasing_of_the_knowledge_is_split(dialogue: Dialogue, knowledge: Knowledge) -> None:
    phrasings = [phrasing for entry in knowledge.entries for phrasing in entry.phrasings]
    assert [phrasing for phrasing in phrasings if len(dialogue.understand(phrasing)) > 1] == []


@pytest.mark.parametrize(
    "text",
    [
        "what is the weather going to be today?",
        "aku arep takon regane lombok piro",
        "aku pengin takon babagan bpjs",
        "punten abdi milari padamelan enggal",
        "wie viel kostet das bitte",
        "你好吗",
        "ما هو الطقس اليوم؟",
        "какая сегодня погода",
    ],
)
def test_another_language_without_an_answer_is_noticed(dialogue: Dialogue, text: str) -> None:
    understood = only(dialogue.understand(text))
    assert understood.foreign
    assert understood.outcome.entry is None


@pytest.mark.parametrize(
    ("text", "entry_id"),
    [
        ("how many workers in Babel are not protected yet?", "jumlah-belum-terlindungi"),
        ("what is the legal basis?", "dasar-hukum"),
    ],
)
def test_another_language_that_is_understood_is_answered(
    dialogue: Dialogue, text: str, entry_id: str
) -> None:
    understood = only(dialogue.understand(text))
    assert meant(understood) == entry_id
    assert not understood.foreign


def test_another_language_that_is_nearly_understood_is_asked_back(dialogue: Dialogue) -> None:
    # Which of them are nearly understood changes with the phrasings.
    asked = [f"{begun} the {thing}?" for begun in ("who is", "where is", "tell me") for thing in THINGS]
    foreign = [each for text in asked for each in dialogue.understand(text) if each.foreign]
    nearly = [each.outcome for each in foreign if each.outcome.kind is OutcomeKind.CLARIFY]
    assert nearly
    assert all(each.offered for each in nearly)


@pytest.mark.parametrize("text", ["good morning", "good evening sir", "good afternoon"])
def test_an_english_greeting_is_greeted_back(dialogue: Dialogue, text: str) -> None:
    assert meant(only(dialogue.understand(text))) == "halo"


@pytest.mark.parametrize(
    "text", ["", "???", "12345", "harga cabe rawit berapa", "la ade ape lum", "qwerty zxcvbn"]
)
def test_indonesian_and_nonsense_are_no_other_language(knowledge: Knowledge, text: str) -> None:
    assert not is_foreign(text, knowledge.lexicon.foreign)


def test_small_talk_stands_by_its_own_score_not_by_that_of_another_entry(
    dialogue: Dialogue, entries: dict[str, Entry]
) -> None:
    meant = only(dialogue.understand("untuk siapa?", entries["program-kapan"]))
    assert meant.outcome.entry is entries["program-untuk-siapa"]


def test_what_an_entry_knows_is_read_once_not_for_every_message(
    dialogue: Dialogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "apa dasar hukum, dan siapa yang bilang?"
    dialogue.understand(text)
    read: list[str] = []
    reader = Matcher.read
    monkeypatch.setattr(Matcher, "read", lambda self, said: read.append(said) or reader(self, said))
    dialogue.understand(text)
    assert 0 < len(read) < 100


PIECES = [
    "assalamualaikum",
    "kalau ",
    "siapa",
    "kader",
    "kapan ya",
    "buka jam berapa",
    " dan ",
    ", ",
    "? ",
    "\n",
    "ﾞ",
]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=9), max_size=9).map("".join),
    st.sampled_from([None, "program-kapan", "terima-kasih"]),
)
@example("ﾞ assalamualaikum, jam buka?", None)
@example("😀" * 1300 + " halo\nassalamualaikum", None)
@example("\ud83d assalamualaikum", "program-kapan")
def test_nothing_that_people_write_breaks_it(
    dialogue: Dialogue, entries: dict[str, Entry], text: str, previous: str | None
) -> None:
    assert dialogue.understand(text, entries[previous] if previous else None)
    dialogue.next_group(text)
