from bot.language.recognising import Recogniser, spelt_alike
from bot.model import Lexicon

NOTHING = Lexicon({}, frozenset())


def meant(recogniser: Recogniser, typed: str) -> str:
    return " ".join(word for word, _, _ in recogniser.recognised(typed))


def test_of_words_equally_near_to_a_misspelling_the_most_used_is_meant() -> None:
    for often, seldom in (("jaminan", "jaman"), ("jaman", "jaminan")):
        recogniser = Recogniser(NOTHING, [often, often, seldom])
        assert meant(recogniser, "jamian") == often


def test_dialect_that_an_editor_wrote_is_read_as_the_standard_word() -> None:
    assert meant(Recogniser(NOTHING, ["artinya", "artinye"]), "artinye") == "artinya"


def test_words_as_long_as_those_that_are_corrected_are_spelt_alike() -> None:
    often = {"kapel": 2, "kapol": 1, "soto": 2, "sota": 1}
    assert spelt_alike(often) == {"kapel": "kapel", "kapol": "kapel", "soto": "soto", "sota": "sota"}
