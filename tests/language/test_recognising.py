from dataclasses import replace

import pytest

from bot.language.recognising import Recogniser, spelt_alike
from bot.model import Affixes, Lexicon

NOTHING = Lexicon({}, frozenset())


def meant(recogniser: Recogniser, typed: str) -> str:
    return " ".join(word for word, _, _ in recogniser.recognised(typed))


def test_of_words_equally_near_to_a_misspelling_the_most_used_is_meant() -> None:
    for often, seldom in (("jaminan", "jaman"), ("jaman", "jaminan")):
        recogniser = Recogniser(NOTHING, [often, often, seldom])
        assert meant(recogniser, "jamian") == often


def test_dialect_that_an_editor_wrote_is_read_as_the_standard_word() -> None:
    affixes = Affixes(endings=(("nye", "nya"),), dialectal=("nye",))
    for words, understood in ((["artinya", "artinye"], "artinya"), (["artinye"], "artinye")):
        assert meant(Recogniser(replace(NOTHING, affixes=affixes), words), "artinye") == understood


@pytest.mark.parametrize(
    ("known", "understood"),
    [
        ("urusi ngurus urus", "urusi"),  # with both affixes, but the earlier ending
        ("urus ngurusi", "ngurusi"),  # an ending alone before one with a beginning
        ("kurus urus", "urus"),
        ("kurus", "kurus"),
        ("ngurusinya", "ngurusin"),  # nothing known comes out
    ],
)
def test_the_first_affix_that_makes_a_known_word_is_taken(known: str, understood: str) -> None:
    affixes = Affixes((("ng", ""), ("ng", "k")), (("in", "i"), ("in", "")))
    lexicon = replace(NOTHING, affixes=affixes, ordinary=frozenset(known.split()))
    assert meant(Recogniser(lexicon), "ngurusin") == understood


def test_without_a_table_no_affix_is_known() -> None:
    assert meant(Recogniser(NOTHING, ["peserta"]), "pesertanye") == "pesertanye"


def test_words_as_long_as_those_that_are_corrected_are_spelt_alike() -> None:
    often = {"kapel": 2, "kapol": 1, "soto": 2, "sota": 1}
    assert spelt_alike(often) == {"kapel": "kapel", "kapol": "kapel", "soto": "soto", "sota": "sota"}
