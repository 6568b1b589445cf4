import pytest

from bot.language.phrases import Phrases

PHRASES = Phrases.of(map(str.split, ["kalau", "kalau begitu", "kalau begitu terus gimana", "lalu apa"]))


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("", 0),
        ("kalau", 1),
        ("kalau begitu", 2),
        ("kalau begitu terus", 2),
        ("kalau begitu terus gimana dong", 4),
        ("begitu kalau", 0),
        ("lalu", 0),
    ],
)
def test_the_longest_phrase_at_a_place_is_found(words: str, length: int) -> None:
    assert PHRASES.longest(words.split()) == length
    assert PHRASES.longest(["ya", *words.split()], 1) == length


@pytest.mark.parametrize(
    ("words", "held"), [("", False), ("lalu", False), ("apa lalu", False), ("ya lalu apa", True)]
)
def test_a_phrase_is_found_anywhere(words: str, held: bool) -> None:
    assert PHRASES.within(words.split()) is held


def test_no_phrases_are_found_nowhere() -> None:
    assert not Phrases.of([]).within(["apa"])
