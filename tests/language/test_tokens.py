import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.language.tokens import tokens

# A message → its words and figures.
TOKENS = [
    ("", ""),
    ("?!… 👍", ""),
    ("Siapa yang bicara?", "siapa yang bicara"),
    ("59.000", "59000"),
    ("59,000", "59000"),
    ("59rb", "59000"),
    ("59 rb", "59000"),
    ("59 ribu", "59000"),
    ("59RIBU", "59000"),
    ("59K", "59000"),
    ("3.7k", "3700"),
    ("59 ewu", "59000"),
    ("kelas 5 k", "kelas 5 k"),
    ("59.000 ribu", "59000000"),
    ("3.750 orang", "3750 orang"),
    ("3,75 ribu", "3750"),
    ("1,5 juta", "1500000"),
    ("2jt", "2000000"),
    ("1.234.567", "1234567"),
    ("1.234.567 ribu", "1234567"),
    ("Rp59.000,-", "rp 59000"),
    ("59.0000", "59 0000"),
    ("UU 3/2024", "uu 3 2024"),
    ("08.00-16.00", "08 00 16 00"),
    ("ribu", "ribu"),
    ("seribu", "seribu"),
    ("rt 01 rw 02", "rt 01 rw 02"),
    ("anak-anak", "anak"),
    ("anak2", "anak"),
    ("anak 2", "anak 2"),
    ("langkah2nya", "langkahnya"),
    ("langkah-langkahnya", "langkah langkahnya"),
    ("pekerja2an", "pekerjaan"),
    ("anak anak2 anak", "anak"),
    ("apaaaa siiih", "apa sih"),
    ("maaf", "maaf"),
    ("massa", "massa"),
    ("assalamu'alaikum", "assalamu alaikum"),
    ("bpjs_tk", "bpjs tk"),
    ("desa/kelurahan", "desa kelurahan"),
    ("ＢＰＪＳ", "bpjs"),
    ("𝐁𝐏𝐉𝐒", "bpjs"),
    ("b\u200bp\u200bj\u200bs", "bpjs"),
    ("dеsа", "desa"),
    ("①②", "12"),
    ("፩ ribu", "፩ ribu"),
    ("𐩀", "𐩀"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), TOKENS)
def test_a_message_is_cut_into_words_and_figures(text: str, found: str) -> None:
    assert " ".join(tokens(text)) == found


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=120))
@example("፩ ribu")
@example("²ribu")
def test_whatever_is_typed_is_cut_into_words_that_are_not_empty(text: str) -> None:
    assert all(tokens(text))
