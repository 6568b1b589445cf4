"""Personal data in a message: found, and masked before anything else is done with it.

Figures that a question may well hold (59.000, 30 September 2025, UU 3/2024, amounts of rupiah) stay.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from phonenumbers import Leniency, PhoneNumberMatcher

MASK = "•••"
# What was masked with the words that say what it was: “NIK: •••”, “nomor hp saya •••”.
LABELLED = re.compile(
    r"(?:\b(?:nik|ktp|kk|kpj|kis|jkn|kartu|rek|rekening|email|surel|hp|wa|telp|telepon|no|nomor|nomer|saya|ku)\b"
    rf"[^\w{MASK[0]}]{{0,5}}){{0,4}}{MASK}",
    re.IGNORECASE,
)
# What people write between the digits of one number; some of it is invisible.
GAP = r"[\s.\-‐-―/·\u200b-\u200f\u2060\ufeff]{0,3}"
# Between what a number is called and the number; what was masked before is another's.
NO_DIGIT = rf"[^\d\n{MASK[0]}]"
END = r"(?!\d|\.\d{3}(?!\d))"  # not within an amount that stands after other figures
# The name of a Telegram bot stands behind an @ of its own too.
AT = r"(?:@ ?| @ |\s?[\[({]\s?at\s?[\])}]\s?| @(?!\w*bot\b))"
DOT = r"(?:\.|\s?[\[({]\s?(?:dot|titik)\s?[\])}]\s?)"
MOBILE = r"(?:\+?62|0)[ -]?8\d\d[ -]?\d{3,4}[ -]?\d{3,5}"


class PersonalKind(StrEnum):
    """What was found."""

    IDENTITY = "nik"
    CARD = "kartu"
    PHONE = "telepon"
    EMAIL = "surel"
    ACCOUNT = "rekening"


@dataclass(frozen=True, slots=True)
class Masked:
    """A message without the personal data, and which kinds it held, in the order of PersonalKind."""

    text: str
    kinds: tuple[PersonalKind, ...]


def mask(text: str) -> Masked:
    """The text with personal data masked; masking twice changes nothing more."""
    found = set()
    before = ""
    while text != before:  # what was masked no longer hides what stands beside it
        before = text
        for kind, spans in _FINDERS:
            while there := list(spans(text)):  # a NIK right behind another is seen only when that is gone
                found.add(kind)
                for start, end in reversed(there):
                    text = text[:start] + MASK + text[end:]
    return Masked(text, tuple(kind for kind in PersonalKind if kind in found))


def only_masked(sentence: str) -> bool:
    """Whether a masked sentence holds nothing but personal data and their names."""
    return MASK in sentence and not re.search(r"\w", LABELLED.sub(" ", sentence))


def _matching(pattern: str, but: Callable[[str], bool]) -> Callable[[str], Iterator[tuple[int, int]]]:
    """Finds the group `data` of a pattern, except where `but` says that it is something else."""
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda text: (
        each.span("data") for each in compiled.finditer(text) if each["data"] and not but(each["data"])
    )


def _phones(text: str) -> Iterator[tuple[int, int]]:
    """Phone numbers, mobile or with an area code; what has neither is a call centre or another figure."""
    for each in PhoneNumberMatcher(text, "ID", Leniency.VALID):
        if each.raw_string.startswith(("+", "＋")) or _digits(each.raw_string).startswith(("0", "62")):
            yield each.start, each.end


def _digits(data: str) -> str:
    """The digits alone, whatever script they are written in."""
    return "".join(str(int(character)) for character in data if character.isdecimal())


def _amount(data: str) -> bool:
    """Whether digits are written as an amount: 12.345.678.901, or a round figure."""
    grouped = re.fullmatch(r"[1-9]\d{0,2}(?:[.,]\d{3})+", data)
    return bool(grouped) or _digits(data).endswith("000000")


def _amounts_or_dates(data: str) -> bool:
    """Whether digits are nothing but amounts, dates (30-09-2025) and spans of years (2024-2025)."""
    dated = re.compile(r"\d\d?([-/.])\d\d?\1\d{4}|(?:(?:19|20)\d\d[-–/]?){2}")
    return all(_amount(each) or dated.fullmatch(each) for each in data.split())


def _side_by_side(data: str) -> bool:
    """Whether 16 digits are several figures side by side, rather than a NIK or a card number.

    A NIK holds a date of birth, women's days counted from 41. Other numbers of 16 digits are written in one
    piece or in fours.
    """
    digits, groups = _digits(data), re.findall(r"\d+", data)
    born = 1 <= int(digits[6:8]) % 40 <= 31 and 1 <= int(digits[8:10]) <= 12
    years = all(group.startswith(("19", "20")) for group in groups)
    fours = all(len(group) == 4 for group in groups) and not years
    return len(groups) > 1 and not born and not fours


def _never(data: str) -> bool:
    return False


_FINDERS: tuple[tuple[PersonalKind, Callable[[str], Iterator[tuple[int, int]]]], ...] = (
    (
        PersonalKind.EMAIL,
        _matching(rf"(?<![\w.+%-])(?P<data>[\w.+%-]+{AT}[\w-]+(?:{DOT}[\w-]+)+)", _never),
    ),
    (
        PersonalKind.ACCOUNT,
        _matching(
            rf"\brek(?:ening)?\b{NO_DIGIT}{{0,30}}(?P<data>\d(?:{GAP}\d){{7,17}})(?!\d)", _amounts_or_dates
        ),
    ),
    (
        PersonalKind.IDENTITY,  # called so: 16 digits grouped anyhow, or a few more or less by mistake
        _matching(
            rf"\b(?:nik|ktp|kk)\b{NO_DIGIT}{{0,20}}"
            rf"(?P<data>\d(?:{GAP}\d){{15}}|\d(?:{GAP}\d){{14,17}}){END}",
            _amounts_or_dates,
        ),
    ),
    (
        PersonalKind.PHONE,
        _matching(rf"(?<!\d)(?P<data>{MOBILE}(?:[ ,/-]{{0,3}}{MOBILE}){{0,2}})(?!\d)", _never),
    ),
    (
        PersonalKind.IDENTITY,
        _matching(rf"(?<!\d)(?<!\d[.,])(?P<data>[1-9](?:{GAP}\d){{15}}){END}", _side_by_side),
    ),
    (PersonalKind.PHONE, _phones),
    (
        PersonalKind.PHONE,
        _matching(r"(?<![\d.,-])(?P<data>8\d\d[ -]?\d{4}[ -]?\d{3,5})(?![ .-]?\d)", _amount),
    ),
    (
        PersonalKind.CARD,  # called so, and written in groups
        _matching(
            rf"\b(?:kpj|kartu|kis|jkn|nik|ktp|kk|nomor|nomer|no)\b{NO_DIGIT}{{0,20}}"
            r"(?=(?:[ .-]?\d){11}(?:(?:[ .-]?\d){2})?(?![ .-]?\d))"
            r"(?P<data>\d{3,5}(?:[ .-]\d{3,5}){2,3}(?:[ .-]\d{1,2})?)(?!\d)",
            _amount,
        ),
    ),
    # The long figures in the address of a page are nobody's.
    (PersonalKind.CARD, _matching(r"https?://\S+|(?<!\d)(?P<data>\d{11,})(?!\d)", _amount)),
)
