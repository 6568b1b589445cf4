from bot.language.stems import stem


def test_a_word_keeps_its_own_root_with_its_ending() -> None:
    words = ("perangkat", "perangkatnya", "diangkat")
    assert [stem(word, frozenset({"perangkat"})) for word in words] == [
        "perangkat",
        "perangkat",
        "angkat",
    ]
