from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.personal import PersonalKind, mask

NIK, CARD, PHONE, EMAIL, ACCOUNT = PersonalKind
GAPS = ("", " ", "-", ".", " - ", "\u200b")
WORDS = st.text(alphabet="abcdefghij ?,\n", max_size=20)


@pytest.mark.parametrize(
    ("text", "masked", "kind"),
    [
        ("NIK saya 3271046504930002 sudah terdaftar?", "NIK saya ••• sudah terdaftar?", NIK),
        ("nik 3271 0465 0493 0002", "nik •••", NIK),
        ("3271.04.650493.0002 itu saya", "••• itu saya", NIK),
        ("3 2 7 1 0 4 6 5 0 4 9 3 0 0 0 2", "•••", NIK),
        ("no kpj saya 12345678901", "no kpj saya •••", CARD),
        ("KPJ 123 4567 8901", "KPJ •••", CARD),
        ("kartu 0001-2345-67890 aktif?", "kartu ••• aktif?", CARD),
        ("nip 198503302003121002", "nip •••", CARD),
        ("hp 081234567890", "hp •••", PHONE),
        ("hp 0812-3456-7890 ya", "hp ••• ya", PHONE),
        ("+62 812 3456 7890", "•••", PHONE),
        ("(0812) 3456 7890", "•••", PHONE),
        ("812 3456 7890", "•••", PHONE),
        ("0717 123456", "•••", PHONE),
        ("https://wa.me/6281234567890", "https://wa.me/•••", PHONE),
        ("０８１２３４５６７８９０", "•••", PHONE),
        ("surel budi.s+desa@mail.co.id, ya", "surel •••, ya", EMAIL),
        ("budi @ gmail.com", "•••", EMAIL),
        ("rek BRI 1234-01-567890-50-1", "rek BRI •••", ACCOUNT),
        ("nomor rekening saya 1234567890", "nomor rekening saya •••", ACCOUNT),
    ],
)
def test_personal_data_is_masked(text: str, masked: str, kind: PersonalKind) -> None:
    found = mask(text)
    assert found.text == masked
    assert found.kinds == (kind,)


@pytest.mark.parametrize(
    "text",
    [
        "berapa dari 59.000 pekerja dan 3.750 orang per 30 September 2025?",
        "UU 3/2024, UU No. 3 Tahun 2024, uu nomor 3 thn 2024 pasal 12 ayat 3",
        "Rp 1.500.000.000, Rp12.345.678.901, 500 000 000 000 atau 1500000000 rupiah",
        "https://apkasi.org/?p=14978",
        "tahun 2021 2022 2023 2024, 2020-2021-2022-2023",
        "30-09-2025 59000 pekerja, 30/09/2025 sampai 31/12/2026, 30 09 2025 30 09 2026",
        "jam 08.00-15.00, 08.00 - 15.00 30-09-2025",
        "telepon 175, 165, 110, 1500 910",
        "kode pos 33351, 12 kecamatan, 60 desa, 59000 3750 2024",
        "bpjs 59000 3750 2024, 812 345 678 rupiah, 812.345.678 orang",
        "@TanyaDesaBot kades sudah jadi peserta?",
        "nomor 1 2 3 4 5 6 7 8 9 10 11 12",
    ],
)
def test_figures_of_questions_stay(text: str) -> None:
    assert mask(text).text == text
    assert mask(text).kinds == ()


def test_several_kinds_are_found_at_once() -> None:
    found = mask("nik 3271 0465 0493 0002 hp 0812 3456 7890 surel a.b@c.co.id, iuran lkd berapa?")
    assert found.text == "nik ••• hp ••• surel •••, iuran lkd berapa?"
    assert found.kinds == (NIK, PHONE, EMAIL)


@st.composite
def identities(draw: st.DrawFn) -> str:
    """A NIK as people write it."""
    day = draw(st.integers(1, 31)) + draw(st.sampled_from((0, 40)))
    digits = (
        f"{draw(st.integers(110101, 967199))}{day:02}{draw(st.integers(1, 12)):02}"
        f"{draw(st.integers(0, 99)):02}{draw(st.integers(1, 9999)):04}"
    )
    groups = draw(st.sampled_from(((16,), (4, 4, 4, 4), (6, 6, 4), (2, 2, 2, 6, 4), (12, 4))))
    return draw(st.sampled_from(GAPS)).join(cut(digits, groups))


def cut(digits: str, groups: tuple[int, ...]) -> Iterator[str]:
    for size in groups:
        yield digits[:size]
        digits = digits[size:]


@st.composite
def mobiles(draw: st.DrawFn) -> str:
    """A mobile number as people write it."""
    digits = f"8{draw(st.sampled_from(('12', '13', '57', '78', '95')))}{draw(st.integers(1000000, 99999999))}"
    start = draw(st.sampled_from(("0", "62", "+62")))
    return start + draw(st.sampled_from(("", " ", "-"))).join(cut(digits, (3, 4, 4)))


@given(WORDS, st.one_of(identities(), mobiles()), WORDS)
def test_a_number_in_any_text_leaves_no_digit_of_it(before: str, number: str, after: str) -> None:
    found = mask(f"{before} {number} {after}")
    assert not any(character.isdecimal() for character in found.text)
    assert found.kinds


@given(st.text(max_size=300))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text).text
    assert mask(once).text == once


@given(st.text(alphabet=st.characters(exclude_characters="@", exclude_categories=("Nd",)), max_size=300))
def test_a_text_without_figures_stays(text: str) -> None:
    assert mask(text).text == text
