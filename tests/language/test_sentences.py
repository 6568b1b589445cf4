import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.sentences import sentences

# A text → where it is cut.
TABLE = [
    ("", []),
    (" \n\t\n", []),
    ("Judul tanpa titik", ["Judul tanpa titik"]),
    ("Satu. Dua! Tiga? Empat", ["Satu.", "Dua!", "Tiga?", "Empat"]),
    ("Satu.\nDua tanpa titik\nTiga.", ["Satu.", "Dua tanpa titik", "Tiga."]),
    ("Satu   kata.\r\n\r\n  Dua\u00a0kata. ", ["Satu kata.", "Dua kata."]),
    ("“Tenang,” kata dia. “Nyaman.” Itu saja.", ["“Tenang,” kata dia.", "“Nyaman.”", "Itu saja."]),
    ("“Tenang. Nyaman,” katanya.", ["“Tenang.", "Nyaman,” katanya."]),
    ("(Satu.) Dua.", ["(Satu.)", "Dua."]),
    ("Ada 59.000 orang. 3.750 di antaranya rentan.", ["Ada 59.000 orang.", "3.750 di antaranya rentan."]),
    ("Mentok, Apkasi.org. Pemerintah Bangka Barat", ["Mentok, Apkasi.org. Pemerintah Bangka Barat"]),
    ("Jl. Mega Kuningan No. 3 Lt. 2 Jakarta.", ["Jl. Mega Kuningan No. 3 Lt. 2 Jakarta."]),
    ("Kata Dr. Budi dan Ir. Ani. Lalu pulang.", ["Kata Dr. Budi dan Ir. Ani.", "Lalu pulang."]),
    ("Oleh A. Nursyandi, S.H. Kepala dinas.", ["Oleh A. Nursyandi, S.H. Kepala dinas."]),
    ("Desa ini, PT. Maju dan CV. Jaya.", ["Desa ini, PT. Maju dan CV. Jaya."]),
    ("Tanpa jaminan. [ant]", ["Tanpa jaminan. [ant]"]),
    ("lalu dia. pulang", ["lalu dia. pulang"]),
    ("Apa? “Ya.”", ["Apa?", "“Ya.”"]),
    ("Sudah... Belum?! Sudah.", ["Sudah... Belum?!", "Sudah."]),
]


@pytest.mark.parametrize(("text", "cut"), TABLE)
def test_a_text_is_cut_into_sentences(text: str, cut: list[str]) -> None:
    assert sentences(text) == cut


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("aB1. !?”“\"'()\n\tJlNo"), max_size=80))
def test_nothing_is_lost_or_added(text: str) -> None:
    assert " ".join(sentences(text)) == " ".join(text.split())


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("aB1. !?”“\"'()\n\tJlNo"), max_size=80))
def test_a_sentence_is_never_empty_and_its_white_space_is_folded(text: str) -> None:
    for sentence in sentences(text):
        assert sentence
        assert sentence == " ".join(sentence.split())
