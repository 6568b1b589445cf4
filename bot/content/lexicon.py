"""The language tables of knowledge/bahasa/: how people write, and how conversations run."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.content.checks import kept
from bot.content.phrases import each_phrase, phrases, worded, words
from bot.content.shape import TEXT, TEXTS, Key, Shape, many, table
from bot.content.strict_yaml import Record, Text
from bot.errors import ContentError, Problem
from bot.language.phrases import MAX_PHRASE
from bot.language.tokens import tokens
from bot.model import ANYBODY, Affixes, AsideCues, Cues, Introduction, Lexicon


class Kind(NamedTuple):
    """A kind of phrases: what the model calls it, what it is, and whether each must be one word."""

    name: str
    about: str
    single: bool = False

    def read(self, lines: Iterable[Text]) -> tuple[str, ...]:
        """The phrases of comma-separated lists."""
        return tuple(words(lines)) if self.single else phrases(lines)


CUES = {
    "pembuka": Kind("openers", "Awal pertanyaan lanjutan: kalau, bagaimana dengan."),
    "penutup": Kind("closers", "Akhir pertanyaan lanjutan."),
    "penyambung": Kind("joiners", "Kata di antara dua pertanyaan.", single=True),
    "penanya": Kind("askers", "Kata di akhir yang menjadikan kalimat pertanyaan.", single=True),
    "permintaan": Kind("requests", "Kata yang meminta jawaban tanpa kata tanya: jelaskan.", single=True),
    "sudahkah": Kind("whether", "Hanya menanyakan ya atau tidak: sudah, belum.", single=True),
    "penunjuk": Kind("pointers", "Di awal, menunjuk kepada jawaban terakhir: itu.", single=True),
    "penutur": Kind("speaker", "Menanyakan siapa yang mengatakannya."),
    "sumber": Kind("source", "Menanyakan di mana tertulisnya."),
    "orang": Kind("person", "Kata ganti orang yang tidak disebut namanya: beliau, orangnya."),
    "orang_banyak": Kind("persons", "Kata ganti beberapa orang: mereka."),
    "berkata": Kind("saying", "Kata bahwa orang menyampaikan sesuatu: bilang."),
    "pendengar": Kind("hearer", "Menanyakan kepada siapa, bukan siapa."),
    "semua": Kind("everyone", "Semua dari yang baru ditanyakan: semuanya."),
    "hal": Kind("matters", "Yang dihitung dalam “2 pertanyaan”."),
}
ASIDES = {
    "sebelum": Kind("before", "Tepat sebelum yang tidak ditanyakan: bukan, tidak usah bahas."),
    "sesudah": Kind("after", "Tepat sesudahnya: belakangan."),
    "sebelum_angka": Kind("before_figure", "Tepat sebelum angka yang hanya dibandingkan: lebih dari."),
    "sesudah_angka": Kind("after_figure", "Tidak jauh sesudah angka yang hanya dipastikan: kan."),
    "angka_diragukan": Kind("doubting", "Menanyakan angka yang benar: yang benar berapa."),
    "pilihan": Kind("either", "Kata di antara dua pilihan."),
    "pilihan_angka": Kind("either_figure", "Kata di antara dua pilihan angka."),
    "bukan_pilihan": Kind("neither", "Sesudah kata pilihan, tetapi bukan pilihan: atau tidak."),
}
FOLLOWING, ASIDE = (
    Shape({key: Key(kind.about, TEXTS) for key, kind in kinds.items()}) for kinds in (CUES, ASIDES)
)
INTRODUCTION = Shape(
    pola=Key("Cara memperkenalkan diri, dengan * di tempat penanyanya.", TEXTS, required=True),
    penanya=Key("Nama perkenalan, dan penanya yang disebut di tempat *.", table(TEXT), required=True),
)
AFFIXES = Shape(
    awalan=Key("Awalan cakapan dan bentuk bakunya, dipisah koma; `dibuang` bila tidak ada.", table(TEXT)),
    akhiran=Key("Akhiran cakapan dan bentuk bakunya, dipisah koma; `dibuang` bila tidak ada.", table(TEXT)),
    dialek=Key("Akhiran dialek: yang ditulis penyunting dengannya bukan kata tersendiri.", TEXTS),
)
DROPPED = "dibuang"  # where an affix stands for none
LONGEST_AFFIX = 5  # letters of a standard one; what is longer is a misspelt `dibuang`
LEXICON = Shape(
    padanan=Key("Kiri: bentuk baku. Kanan: yang ditulis orang, dipisah koma; (a/b) = a atau b.", table(TEXT)),
    ringan=Key("Kata yang tidak membawa isi pertanyaan, dipisah koma.", TEXTS),
    perkenalan=Key("Perkenalan sebelum pertanyaan: setiap pola dengan setiap penanya.", many(INTRODUCTION)),
    kata=Key("Kata biasa yang bukan salah tulis, dipisah koma.", TEXTS),
    akar=Key("Kata yang tidak dipotong imbuhannya, dipisah koma.", TEXTS),
    imbuhan=Key("Imbuhan cakapan, yang di atas dicoba lebih dulu.", AFFIXES.schema),
    medan=Key("Nama medan makna dan kata-katanya, dipisah koma.", table(TEXT)),
    lanjutan=Key("Bentuk pertanyaan lanjutan dan pertanyaan ganda.", FOLLOWING.schema),
    dikesampingkan=Key("Disebut tetapi tidak ditanyakan: tidak menahan di pagar.", ASIDE.schema),
    bahasa_lain=Key("Nama bahasa dan kata-katanya yang umum.", table(TEXTS)),
)


def lexicon(roots: Sequence[Record], problems: list[Problem]) -> Lexicon:
    """The tables of all files together; what is wrong with them is added to the problems."""
    rewrites: dict[str, Text] = {}
    fields: dict[str, list[str]] = {}
    cues: dict[str, tuple[str, ...]] = {}
    asides: dict[str, tuple[str, ...]] = {}
    foreign: dict[str, frozenset[str]] = {}
    introductions: list[Introduction] = []
    kept(lambda root: _rewrites(root.record("padanan"), rewrites), roots, problems)
    for records in kept(lambda root: root.records("perkenalan"), roots, problems):
        introductions += kept(_introduction, records, problems)
    affixes = kept(lambda root: _affixes(root.record("imbuhan")), roots, problems)
    kept(lambda root: _fields(root.record("medan"), fields), roots, problems)
    kept(lambda root: _cues(root.record("lanjutan"), CUES, cues), roots, problems)
    kept(lambda root: _cues(root.record("dikesampingkan"), ASIDES, asides), roots, problems)
    kept(lambda root: _languages(root.record("bahasa_lain"), foreign), roots, problems)
    # Who says “saya nelayan” before a question asks the question, not about fishermen.
    asking = {name for each in introductions for name in each.people.values() if " " not in name}
    return Lexicon(
        rewrites={typed: str(to) for typed, to in rewrites.items()},
        light=listed_words(roots, "ringan", problems) | asking,
        ordinary=listed_words(roots, "kata", problems),
        roots=listed_words(roots, "akar", problems),
        fields={word: tuple(names) for word, names in fields.items()},
        cues=Cues(**cues),
        foreign=foreign,
        introductions=tuple(introductions),
        asides=AsideCues(**asides),
        affixes=Affixes(
            tuple(pair for each in affixes for pair in each.beginnings),
            tuple(pair for each in affixes for pair in each.endings),
            tuple(ending for each in affixes for ending in each.dialectal),
        ),
    )


def listed_words(roots: Iterable[Record], key: str, problems: list[Problem]) -> frozenset[str]:
    """The words under a key in all files."""
    return frozenset().union(*kept(lambda root: [*words(root.texts(key))], roots, problems))


def _rewrites(record: Record, rewrites: dict[str, Text]) -> None:
    """Adds the table `understood: typed, typed` to the rewrites, which are keyed by what is typed."""
    for written in record:
        understood = _key(record, written)
        for typed in each_phrase(record.text(written)):
            _rewrite(typed, understood, rewrites)


def _introduction(record: Record) -> Introduction:
    record.only(INTRODUCTION)
    patterns = [pattern for line in record.texts("pola") for pattern in each_phrase(line)]
    for pattern in patterns:
        if pattern.count(ANYBODY) != 1:
            fault = f"pola `{pattern}` tidak memuat satu tanda {ANYBODY}"
            raise ContentError.at(pattern.place, fault, f"Contoh: saya {ANYBODY}")
    people: dict[str, Text] = {}
    named = record.record("penanya")
    for name in named:
        understood = _key(named, name)
        for person in each_phrase(named.text(name)):
            _rewrite(person, understood, people)
    plain = (f" {ANYBODY} ".join(" ".join(tokens(part)) for part in each.split(ANYBODY)) for each in patterns)
    return Introduction(tuple(plain), {person: str(name) for person, name in people.items()})


def _key(record: Record, written: str) -> str:
    """A key of a table as messages are read."""
    return " ".join(tokens(worded(Text(written, record.places[written]))))


def _rewrite(typed: Text, understood: str, rewrites: dict[str, Text]) -> None:
    key = " ".join(tokens(typed))
    if not 0 < len(key.split()) <= MAX_PHRASE:
        raise ContentError.at(
            typed.place, f"`{typed}` bukan 1 sampai {MAX_PHRASE} kata", "Pisahkan dengan koma."
        )
    if key in rewrites and rewrites[key] != understood:
        raise ContentError.at(
            typed.place,
            f"`{typed}` sudah berarti `{rewrites[key]}` di {rewrites[key].place}",
            "Satu tulisan hanya boleh punya satu arti; hapus salah satu.",
        )
    rewrites[key] = Text(understood, typed.place)


def _affixes(record: Record) -> Affixes:
    record.only(AFFIXES)
    beginnings, endings = (tuple(_pairs(record.record(key))) for key in ("awalan", "akhiran"))
    return Affixes(beginnings, endings, tuple(words(record.texts("dialek"))))


def _pairs(record: Record) -> Iterator[tuple[str, str]]:
    """Each affix as typed with each standard one that it may stand for, in the order of the table."""
    for written in record:
        meant = record.text(written)
        for typed in words([Text(written, record.places[written])]):
            for standard in words([meant]):
                if standard != DROPPED and len(standard) > LONGEST_AFFIX:
                    fault = f"imbuhan baku `{standard}` terlalu panjang"
                    raise ContentError.at(meant.place, fault, f"Bila tidak diganti apa-apa: `{DROPPED}`.")
                yield typed, "" if standard == DROPPED else standard


def _fields(record: Record, fields: dict[str, list[str]]) -> None:
    """Adds the table `field: word, word` to the fields of each word."""
    for name in record:
        for word in words([record.text(name)]):
            fields.setdefault(word, []).append(name)


def _cues(record: Record, kinds: Mapping[str, Kind], cues: dict[str, tuple[str, ...]]) -> None:
    """Adds the phrases under each key to those that the model has by its name for them."""
    for key in record.only(kinds):
        kind = kinds[key]
        cues[kind.name] = cues.get(kind.name, ()) + kind.read(record.texts(key))


def _languages(record: Record, foreign: dict[str, frozenset[str]]) -> None:
    """Adds the table `language: [words]` to the words of each language."""
    for language in record:
        foreign[language] = foreign.get(language, frozenset()).union(words(record.texts(language)))
