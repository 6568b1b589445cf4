import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.accuracy import shipped_knowledge
from bot.config import ROOT
from bot.content.lexicon import lexicon
from bot.content.strict_yaml import read_yaml
from bot.language.characters import MAX_TYPED
from bot.language.reading import Reader
from bot.language.stems import stem
from bot.matching.matcher import Matcher
from bot.model import Cues, Knowledge, Lexicon, Reading

LEXICON = Lexicon(
    rewrites={
        "gak": "tidak",
        "yg": "yang",
        "brp": "berapa",
        "terima kasih": "terimakasih",
        "kasih": "beri",
        "di mane": "di mana",
        "mane": "mana",
        "no hp bapak kades": "telepon kades",
        "no hp": "nomor telepon",
        "kapan waktunya": "kapan",
    },
    light=frozenset({"yang", "di", "ya"}),
    affixes=lexicon([read_yaml((ROOT / "knowledge/bahasa/imbuhan.yaml").read_bytes(), "")], []).affixes,
)
VOCABULARY = (
    "pekerja desa kader kades kepala jaminan ketenagakerjaan perlindungan peserta daftar urus daftarkan "
    "tahu tempat jaga iuran ikut cuti 59000 rt bpjs sosial"
).split()

# As typed → as understood, and by which rule; None where it stays as it is.
UNDERSTOOD = [
    ("pekerja desa", None, ""),
    ("sapi", None, ""),
    ("xyz", None, ""),
    ("rt", None, ""),
    ("59001", None, ""),
    ("59rb", "59000", ""),
    ("gak", "tidak", "padanan"),
    ("GAAAK", "tidak", "padanan"),
    ("terima kasih", "terimakasih", "padanan"),
    ("kasih", "beri", "padanan"),
    ("di mane", "di mana", "padanan"),
    ("mane", "mana", "padanan"),
    ("no hp", "nomor telepon", "padanan"),
    ("no hp bapak kades", "telepon kades", "padanan"),
    ("daftarnye", "daftar", "imbuhan"),
    ("daftarnya", "daftar", "imbuhan"),
    ("peserte", "peserta", "imbuhan"),
    ("desae", "desa", "imbuhan"),
    ("pesertanyo", "peserta", "imbuhan"),
    ("daftarke", "daftarkan", "imbuhan"),
    ("ngurus", "urus", "imbuhan"),
    ("ngurusin", "urus", "imbuhan"),
    ("ndaftarin", "daftarkan", "imbuhan"),
    ("nyaga", "nyaga", ""),
    ("njaga", "jaga", "imbuhan"),
    ("keikut", "ikut", "imbuhan"),
    ("ikutlah", "ikut", "imbuhan"),
    ("iuranpun", "iuran", "imbuhan"),
    ("bpjsketenagakerjaan", "bpjs ketenagakerjaan", "sambung"),
    ("kepaladesa", "kepala desa", "sambung"),
    ("ketenaga kerjaan", "ketenagakerjaan", ""),
    ("per lindungan", "perlindungan", ""),
    ("prlndngn", "perlindungan", "singkatan"),
    ("jmnan", "jaminan", "singkatan"),
    ("jmnanny", "jaminan", "singkatan"),
    ("pekkerja", "pekerja", "ejaan"),
    ("pkerja", "pekerja", "singkatan"),
    ("pekerga", "pekerja", "ejaan"),
    ("perlindugnan", "perlindungan", "ejaan"),
    ("ketenagakerjan", "ketenagakerjaan", "singkatan"),
    ("jaminn", "jaminan", "singkatan"),
    ("dese", "desa", "imbuhan"),
    ("dosa", None, ""),
    ("desi", None, ""),
    ("kuda", None, ""),
]  # fmt: skip

# What people type, with the shipped tables and knowledge; None where it stays as it is.
SHIPPED = [
    ("berapa pekerja", None),
    ("kepala desa", None),
    ("kades", "kepala desa"),
    ("kader", None),
    ("badan permusyawaratan desa", "bpd"),
    ("bpd", None),
    ("babar", "bangka barat"),
    ("bangka barat", None),
    ("achmad nursyandi", None),
    ("bpjs ketenagakerjaan", None),
    ("balik", None),
    ("kebun sawit", None),
    ("brp org yg blm", "berapa orang yang belum"),
    ("gmn cara daftar", "bagaimana cara daftar"),
    ("knp gak ada", "kenapa tidak ada"),
    ("kpn diluncurkan", "kapan diluncurkan"),
    ("udh", "sudah"),
    ("sabaraha jalma nu can ditangtayungan", "berapa orang yang belum terlindungi"),
    ("nek ikut", "mau ikut"),
    ("nek durung ikut", "kalau belum ikut"),
    ("seket songo ewu", "59000"),
    ("ternyate", "ternyata"),
    ("u", None),
    ("kelompok nu", None),
    ("makasih", "terimakasih"),
    ("terima kasih", "terimakasih"),
    ("assalamu'alaikum", "assalamualaikum"),
    ("asalamualaikum", "assalamualaikum"),
    ("apaaaa", "apa"),
    ("haaalooo", "halo"),
    ("59rb pekerja", "59000 pekerja"),
    ("59 ribu pekerja", "59000 pekerja"),
    ("59.000 pekerja", "59000 pekerja"),
    ("anak-anak", "anak"),
    ("bpjs ketenaga kerjaan", "bpjs ketenagakerjaan"),
    ("bpjsketenagakerjaan", "bpjs ketenagakerjaan"),
    ("bpjs ketenagakerjan", "bpjs ketenagakerjaan"),
    ("perlindungn pekerja", "perlindungan pekerja"),
    ("siape", "siapa"),
    ("cemane care", "bagaimana cara"),
    ("ape bai", "apa saja"),
    ("dak de", "tidak ada"),
    ("peserte", "peserta"),
    ("di mane", "di mana"),
    ("yg mane", "yang mana"),
    ("resiko", "risiko"),
    ("ngurusin", "urus"),
    ("daftarin", "daftarkan"),
]  # fmt: skip

HOSTILE = [
    pytest.param("\ufdfa" * 4096, id="U+FDFA"),
    pytest.param("👨\u200d👩\u200d👧\u200d👦" * 600, id="emoji"),
    pytest.param("a" + "\u0301" * 4095, id="combining marks"),
    pytest.param("\ud83d" * 4096, id="lone surrogates"),
    pytest.param("a\ud83d " * 1365, id="surrogates between words"),
    pytest.param("a" * 4096, id="one letter"),
    pytest.param("a " * 2048, id="one letter and spaces"),
    pytest.param("ab" * 2048, id="one word"),
    pytest.param("1" * 4096, id="one figure"),
    pytest.param("1.000." * 682, id="thousands"),
    pytest.param("9 juta " * 585, id="millions"),
    pytest.param(" ".join(f"kata{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(600)), id="new words"),
    pytest.param("漢字" * 2048, id="Chinese"),
    pytest.param("anak2nya" * 512, id="plurals"),
    pytest.param("no hp bapak " * 341, id="half a phrase"),
    pytest.param("፩ ribu ² juta " * 290, id="figures of other scripts"),
    pytest.param("\0\n\t\r" * 1024, id="control characters"),
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(LEXICON, VOCABULARY)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return shipped_knowledge()


@pytest.fixture(scope="module")
def shipped(knowledge: Knowledge) -> Matcher:
    return Matcher(knowledge)


def understood(reading: Reading) -> str:
    return " ".join(word.understood for word in reading.words)


@pytest.mark.parametrize(("typed", "expected", "rule"), UNDERSTOOD)
def test_words_are_understood(reader: Reader, typed: str, expected: str | None, rule: str) -> None:
    reading = reader.read(typed)
    assert understood(reading) == (typed if expected is None else expected)
    assert {word.rule for word in reading.words} == {rule}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no hp bapak kades", "telepon kades"),
        ("no hp bapak desa", "nomor telepon bapak desa"),
        ("no hp no hp bapak kades", "nomor telepon telepon kades"),
        ("terima kasih gak", "terimakasih tidak"),
        ("kasih terima", "beri terima"),
        ("kapan waktunya", "kapan"),
    ],
)
def test_the_longest_phrase_comes_first(reader: Reader, text: str, expected: str) -> None:
    assert understood(reader.read(text)) == expected


def test_a_word_remembers_how_it_was_typed(reader: Reader) -> None:
    reading = reader.read("Brp PEKKERJA di mane")
    words = reading.words
    assert reading.typed == ("brp", "pekkerja", "di", "mane")
    assert [word.typed for word in words] == ["brp", "pekkerja", "di mane", "di mane"]
    assert [word.stem for word in words] == [stem(word.understood) for word in words]
    assert [word.light for word in words] == [False, False, True, False]


@pytest.mark.parametrize(
    ("typed", "least", "most"),
    [("pekerja", 1, 1), ("gak", 1, 1), ("sapi", 1, 1), ("pekerga", 0.8, 0.9), ("perlindugnan", 0.9, 0.95)],
)
def test_a_corrected_word_is_less_sure(reader: Reader, typed: str, least: float, most: float) -> None:
    (word,) = reader.read(typed).words
    assert least <= word.sure <= most


def test_words_that_are_known_are_not_joined(reader: Reader) -> None:
    assert understood(reader.read("kepala desa")) == "kepala desa"
    assert understood(reader.read("daftar kan")) == "daftar kan"


@pytest.mark.parametrize(("typed", "expected"), SHIPPED)
def test_the_shipped_tables_understand_what_people_type(
    shipped: Matcher, typed: str, expected: str | None
) -> None:
    assert understood(shipped.read(typed)) == (typed if expected is None else expected)


def test_what_was_understood_is_read_unchanged(knowledge: Knowledge, shipped: Matcher) -> None:
    rewrites = knowledge.lexicon.rewrites
    once = {understood(shipped.read(text)) for text in (*rewrites, *rewrites.values())}
    twice = {text: understood(shipped.read(text)) for text in once}
    assert {text: again for text, again in twice.items() if text != again} == {}


@pytest.mark.parametrize(
    ("plain", "disguised"),
    [
        ("kepala desa", "ｋｅｐａｌａ　ｄｅｓａ"),
        ("kepala desa", "k\u0336e\u0337p\u0338a\u0335l\u0336a\u0337 d\u0301e\u0302s\u0303a\u0304"),
        ("kepala desa", "ke\u200bpa\u200cla de\u2060sa"),
        ("kepala desa", "kераlа dеsа"),
        ("kepala desa", "KEPALA DESA"),
        ("kepala desa", "𝐊𝐄𝐏𝐀𝐋𝐀 𝐃𝐄𝐒𝐀"),
        ("kepala desa", "\u202ekepala desa"),
        ("kepala desa", "kepala\u00a0desa"),
    ],
    ids=[
        "full width",
        "zalgo",
        "zero width",
        "Cyrillic",
        "capitals",
        "mathematical bold",
        "bidi",
        "no-break space",
    ],
)
def test_a_disguised_word_is_understood_like_the_plain_one(
    shipped: Matcher, plain: str, disguised: str
) -> None:
    assert understood(shipped.read(disguised)) == understood(shipped.read(plain))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_message_gives_few_words_in_little_time(shipped: Matcher, text: str) -> None:
    start = time.perf_counter()
    words = shipped.read(text).words
    assert time.perf_counter() - start < 0.5
    assert len(words) <= MAX_TYPED
    assert sum(len(word.understood) for word in words) <= 2 * MAX_TYPED
    assert all(word.understood for word in words)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab2 -.,'nyeragk"), max_size=60))
def test_words_are_read_alike_with_or_without_a_cache(text: str) -> None:
    fresh, used = Reader(LEXICON, VOCABULARY), Reader(LEXICON, VOCABULARY)
    used.read(text)
    assert used.read(text) == fresh.read(text)


def test_a_word_without_vowels_may_have_several_spellings_but_one_meaning() -> None:
    spellings = {"lmbaga": "lembaga", "lembga": "lembaga"}
    one = Reader(Lexicon(spellings, frozenset())).read("lmbga")
    assert [word.understood for word in one.words] == ["lembaga"]
    two = Reader(Lexicon(spellings | {"lmbegi": "pembagi"}, frozenset())).read("lmbg")
    assert [word.understood for word in two.words] == ["lmbg"]


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("Pak, berapa iuran LKD?", []),
        ("Saya nelayan. Berapa iurannya?", ["berapa iurannya"]),
        ("Saya nelayan di Kec. Jebus. Bisa ikut?", ["bisa ikut"]),
        ("Berapa iurannya?\nSaya nelayan\nmohon alamatnya", ["berapa iurannya", "mohon alamatnya"]),
        ("Iurannya 16.800. Benar?!", ["benar"]),
    ],
)
def test_sentences_that_ask_are_told_from_those_that_tell(text: str, questions: list[str]) -> None:
    reading = Reader(Lexicon({}, frozenset(), cues=Cues(requests=("mohon",)))).read(text)
    asked = [" ".join(word.typed for word in reading.words[slice(*span)]) for span in reading.questions]
    assert asked == questions


def test_what_only_names_masked_data_is_not_read() -> None:
    words = Reader(Lexicon({}, frozenset())).read("dasar hukumnya apa? NIK saya: •••, no. hp •••").words
    assert [word.understood for word in words] == ["dasar", "hukumnya", "apa"]
