from dataclasses import replace

import pytest

from bot.language.stems import means, stem
from bot.model import Rule, Word


def test_a_word_keeps_its_own_root_with_its_ending() -> None:
    words = ("perangkat", "perangkatnya", "diangkat")
    assert [stem(word, frozenset({"perangkat"})) for word in words] == [
        "perangkat",
        "perangkat",
        "angkat",
    ]


@pytest.mark.parametrize(
    ("own", "said", "meant"),
    [
        ("diresmikan", "resmi", False),
        ("diresmikan", "resminya", False),
        ("resmi", "diresmikan", True),
        ("terlindungi", "perlindungan", True),
        ("terlindungi", "melindungi", False),
        ("terlindungi", "lindungi", False),
        ("menjabat", "pejabat", False),
        ("pejabat", "penjabat", True),
        ("ditolak", "penolakan", True),
    ],
)
def test_a_word_of_the_same_stem_means_another_but_for_its_affixes(own: str, said: str, meant: bool) -> None:
    assert means(word(own), word(said)) is meant


def test_a_colloquial_beginning_may_stand_for_any_but_an_ending_for_none() -> None:
    assert means(word("pelarangan"), replace(word("larang", Rule.AFFIX), typed="ngelarang"))
    assert not means(word("kejari"), replace(word("jari", Rule.AFFIX), typed="jarinya"))


def word(understood: str, rule: Rule = Rule.AS_TYPED) -> Word:
    return Word(understood, understood, stem(understood), rule, light=False)
