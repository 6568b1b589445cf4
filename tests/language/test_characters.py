import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.characters import MAX_TYPED, plain

# As typed → as read; None where it stays as it is.
TABLE = [
    ("siapa yang bicara?", None),
    ("59.000 pekerja, 3/2024", None),
    ("“tenang,” katanya… eh", "“tenang,” katanya... eh"),
    ("BPJS Ketenagakerjaan", "bpjs ketenagakerjaan"),
    ("ＢＰＪＳ　ｔｋ", "bpjs tk"),
    ("𝐁𝐏𝐉𝐒 𝗧𝗞", "bpjs tk"),
    ("𝓑𝓹𝓳𝓼 𝕋𝕂", "bpjs tk"),
    ("ⒷⓅⒿⓈ", "bpjs"),
    ("ᴮᴾᴶ", "bpj"),
    ("№ 3", "no 3"),
    ("Uⁿ³ ½", "un3 1⁄2"),
    ("b̶p̷j̸s̵", "bpjs"),
    ("b̴̢̛̫̈́p̷̡̛̰̅j̸̧̛̬̈́s̶̢̛͉̏", "bpjs"),
    ("bp\u200bjs b\u200dp\u2060js b\ufeffpjs b\u00adpjs", "bpjs bpjs bpjs bpjs"),
    ("\u202ebpjs\u202c \u2066tk\u2069 \u061cya", "bpjs tk ya"),
    ("dеsа", "desa"),  # Cyrillic е, а
    ("реkеrја", "pekerja"),  # Cyrillic р, е, е, ј, а
    ("ВРЈЅ", "bpjs"),  # all Cyrillic, capital
    ("МЕNТОК", "mentok"),  # Cyrillic М, Е, Т, О, К
    ("dεsa", "dεsa"),  # a letter that looks like none
    ("ροlα", "pola"),  # Greek ρ, ο, α
    ("café ngopi", "cafe ngopi"),
    ("İstri", "istri"),
    ("ﬁnish straße", "finish strasse"),
    ("a\u00a0b\u3000c", "a b c"),
    ("🙏🏽👨\u200d🌾", "🙏🏽👨🌾"),
    ("\ud83d halo", " halo"),
    ("", None),
]

HOSTILE = [
    pytest.param("\ufdfa" * 4096, id="U+FDFA"),
    pytest.param("👨\u200d👩\u200d👧\u200d👦" * 600, id="emoji"),
    pytest.param("a" + "\u0301" * 4095, id="combining marks"),
    pytest.param("\u0390" * 4096, id="letters that fold to three"),
    pytest.param("\ud83d" * 4096, id="high surrogates"),
    pytest.param("\udc00\ud83d" * 2048, id="surrogates the wrong way round"),
    pytest.param("\0\x07\x1b" * 1365, id="control characters"),
    pytest.param("\U000e0041" * 4096, id="tag characters"),
]


@pytest.mark.parametrize(("typed", "read"), TABLE)
def test_characters_are_made_plain(typed: str, read: str | None) -> None:
    assert plain(typed) == (typed if read is None else read)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_characters_stay_bounded(text: str) -> None:
    start = time.perf_counter()
    assert len(plain(text)) <= MAX_TYPED
    assert time.perf_counter() - start < 1


def test_a_long_message_is_cut() -> None:
    assert plain("kata " * 1000) == ("kata " * 1000)[:MAX_TYPED]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=200))
def test_plain_text_is_plain_already(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
    assert len(once) <= MAX_TYPED


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=200))
def test_plain_text_has_no_capitals_marks_or_invisible_characters(text: str) -> None:
    found = {unicodedata.category(character) for character in plain(text)}
    assert found.isdisjoint({"Lt", "Mn", "Me", "Cf", "Cs"})
    assert not any("A" <= character <= "Z" for character in plain(text))
