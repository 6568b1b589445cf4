import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.language.personal import Masked, PersonalKind, mask

NIK, CARD, PHONE, EMAIL, ACCOUNT = PersonalKind
GAPS = ("", " ", "-", ".", " - ", "\u200b")
PUBLIC = (
    "59.000",
    "3.750 orang",
    "30 September 2025",
    "UU 3/2024",
    "Rp 16.800",
    "2024-2025",
    "https://apkasi.org/?p=14978",
    "https://contoh.id/berita/20250930123456",
)
WORDS = st.text(alphabet="abcdefghij ?,\n", max_size=20)


@pytest.mark.parametrize(
    ("text", "masked", "kind"),
    [
        ("NIK saya 3271046504930002 sudah terdaftar?", "NIK saya ••• sudah terdaftar?", NIK),
        ("nik 3271 0465 0493 0002", "nik •••", NIK),
        ("1571 - 0401 - 0100 - 0001", "•••", NIK),
        ("3271.04.650493.0002 itu saya", "••• itu saya", NIK),
        ("3 2 7 1 0 4 6 5 0 4 9 3 0 0 0 2", "•••", NIK),
        ("NIK:19710123 45678901", "NIK:•••", NIK),
        ("NIK 19 71 01 23 45 67 89 01 ya", "NIK ••• ya", NIK),
        ("no. KK saya 1971-0123-45-678901", "no. KK saya •••", NIK),
        ("ktp 3271 0465 0493 00021 salah?", "ktp ••• salah?", NIK),
        ("nik 3271046504930002 1 orang", "nik ••• 1 orang", NIK),
        ("no kpj saya 12345678901", "no kpj saya •••", CARD),
        ("KPJ 123 4567 8901", "KPJ •••", CARD),
        ("kartu 0001-2345-67890 aktif?", "kartu ••• aktif?", CARD),
        ("kartu 0001 2345 6789 0", "kartu •••", CARD),
        ("kartu 0001 2345 6789 0 punya ibu", "kartu ••• punya ibu", CARD),
        ("kode 123456789012345678901234567890", "kode •••", CARD),
        ("nip 198503302003121002", "nip •••", CARD),
        ("hp 081234567890", "hp •••", PHONE),
        ("hp 0812-3456-7890 ya", "hp ••• ya", PHONE),
        ("0812 3456 7890 2024", "••• 2024", PHONE),
        ("+62 812 3456 7890", "•••", PHONE),
        ("(0812) 3456 7890", "•••", PHONE),
        ("812 3456 7890", "•••", PHONE),
        ("0717 123456", "•••", PHONE),
        ("https://wa.me/6281234567890", "https://wa.me/•••", PHONE),
        ("０８１２３４５６７８９０", "•••", PHONE),
        ("081234567890081298765432", "•••", PHONE),
        ("hp 0812 3456 7890 0813 9876 5432", "hp •••", PHONE),
        ("081234567890 081298765432 nomor saya", "••• nomor saya", PHONE),
        ("0812-3456-7890/0813-9876-5432", "•••", PHONE),
        ("surel budi.s+desa@mail.co.id, ya", "surel •••, ya", EMAIL),
        ("budi @ gmail.com", "•••", EMAIL),
        ("surel budi @gmail.com ya", "surel ••• ya", EMAIL),
        ("budi@ gmail.com", "•••", EMAIL),
        ("budi (at) gmail.com", "•••", EMAIL),
        ("budi[at]gmail[dot]com", "•••", EMAIL),
        ("budi (at) mail (titik) co (titik) id", "•••", EMAIL),
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
        "https://contoh.id/berita/20250930123456/uu-3-2024 dan http://contoh.id/?id=12345678901",
        "lihat https://apkasi.org/2025/09/30/jaminan-sosial-pekerja-desa/ 2024-2025",
        "KTP dan KK untuk 59.000 pekerja, per 30 September 2025?",
        "halo @TanyaDesaBot.kades sudah ikut?",
        "rekening dibuka 30-09-2025, rekening 2024-2025",
        "harga Rp 16.800, UU 3/2024",
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
    assert mask("3271046504930002,081234567890").kinds == (NIK, PHONE)
    assert found.text == "nik ••• hp ••• surel •••, iuran lkd berapa?"
    assert found.kinds == (NIK, PHONE, EMAIL)


@pytest.mark.parametrize(
    "text",
    [
        "NIK saya 1905014506800001, hp 0812-3456-7890 / 0717-421234",
        "KTP: 1905014506800001, WA 0812-3456-7890 0717-421234",
        "rek 1234567890, hp 0812-3456-7890 0717-421234",
    ],
)
def test_numbers_one_after_the_other_are_each_masked(text: str) -> None:
    assert not any(character.isdecimal() for character in mask(text).text)


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


@given(identities(), st.data(), st.sampled_from(("NIK ", "nik: ", "no ktp saya ", "KK=")))
def test_a_number_called_a_nik_is_masked_however_it_is_grouped(
    identity: str, data: st.DataObject, called: str
) -> None:
    digits = re.sub(r"\D", "", identity)
    written = "".join(digit + data.draw(st.sampled_from(GAPS)) for digit in digits).rstrip(" -.\u200b")
    assert mask(f"{called}{written}, sudah terdaftar?").text == f"{called}•••, sudah terdaftar?"


@given(st.lists(st.sampled_from(PUBLIC), min_size=1, max_size=5), st.sampled_from((", ", " dan ", "? ")))
def test_public_figures_stay_whatever_stands_beside_them(figures: list[str], between: str) -> None:
    for called in ("", "apakah KTP perlu untuk ", "nomor "):
        text = called + between.join(figures)
        assert mask(text).text == text


@st.composite
def mobiles(draw: st.DrawFn) -> str:
    """A mobile number as people write it."""
    digits = f"8{draw(st.sampled_from(('12', '13', '57', '78', '95')))}{draw(st.integers(1000000, 99999999))}"
    start = draw(st.sampled_from(("0", "62", "+62")))
    return start + draw(st.sampled_from(("", " ", "-"))).join(cut(digits, (3, 4, 4)))


@given(mobiles(), mobiles(), st.sampled_from(("", " ", ", ", "/", " - ")))
def test_two_phone_numbers_typed_together_leave_no_digit(one: str, other: str, between: str) -> None:
    found = mask(f"hp {one}{between}{other}")
    assert not any(character.isdecimal() for character in found.text)


@given(WORDS, st.one_of(identities(), mobiles()), WORDS)
def test_a_number_in_any_text_leaves_no_digit_of_it(before: str, number: str, after: str) -> None:
    found = mask(f"{before} {number} {after}")
    assert not any(character.isdecimal() for character in found.text)
    assert found.kinds


LABELS = ("rekening", "rek", "nik", "kk", "kartu", "kpj", "nomor", "telp", "hp", "+", "@desa.id", "saya")
RUNS = st.from_regex(r"(?:0|8|62)?[0-9]{3,17}(?:[ .-][0-9]{3,5}){0,3}", fullmatch=True)


@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(LABELS) | RUNS, max_size=8).map(" ".join)))
@example("rekening 123456789012 telp 021345678")
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text)
    assert mask(once.text) == Masked(once.text, ())


@given(st.text(alphabet=st.characters(exclude_characters="@", exclude_categories=("Nd",)), max_size=300))
def test_a_text_without_figures_stays(text: str) -> None:
    assert mask(text).text == text
