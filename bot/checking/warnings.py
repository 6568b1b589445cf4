"""The warnings about a knowledge, a few at a time so that progress can be shown."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from bot.answering import Faq
from bot.checking.findings import Check, Finding
from bot.checking.likeness import Likeness
from bot.checking.proof import Proof
from bot.errors import place_of
from bot.language.reading import Reader
from bot.language.tokens import tokens
from bot.model import Entry, EntryKind, Knowledge

FEWEST_VARIANTS = 8
HEAVY = 2_500_000  # phrasings times entries; the model learns and is asked in about ten seconds
CLOSE = 0.85  # likeness from which two phrasings are one question
NEARER = 0.05  # by how much another entry must be nearer than a phrasing's own


def can_be_asked(knowledge: Knowledge) -> bool:
    """Whether the bot's model of the knowledge is light enough to ask it every variant."""
    phrasings = sum(len(entry.phrasings) for entry in knowledge.entries)
    return phrasings * len(knowledge.entries) <= HEAVY


def beats(knowledge: Knowledge) -> int:
    """How often `warnings` yields."""
    return 2 * len(knowledge.entries) + 1


def warnings(knowledge: Knowledge, faq: Faq | None, today: date) -> Iterator[list[Finding]]:
    """The warnings about a knowledge; empty lists mark the progress.

    `faq` is asked every variant; without one, which a large knowledge is too heavy for, words are compared.
    """
    vocabulary = chain.from_iterable(tokens(text) for entry in knowledge.entries for text in entry.phrasings)
    reader = Reader(knowledge.lexicon, vocabulary)
    proof = Proof(reader)
    owners: list[Entry] = []
    readings = []
    for entry in knowledge.entries:
        owners += [entry] * len(entry.phrasings)
        readings += [reader.read(phrasing).words for phrasing in entry.phrasings]
        yield []
    phrasings = [phrasing for entry in knowledge.entries for phrasing in entry.phrasings]
    yield list(_alike(owners, phrasings, Likeness(readings), nearest=faq is None))
    for entry in knowledge.entries:
        found = [*_few(entry), *_undated(entry)]
        for each in entry.versions or (entry,):
            found += [*_stale(each, today), *proof.findings(each)]
        yield found + (list(_elsewhere(entry, faq)) if faq else [])


def _alike(owners: list[Entry], phrasings: list[str], likeness: Likeness, nearest: bool) -> Iterator[Finding]:
    """Entries with phrasings that are too close, each pair once; and phrasings nearer to another entry."""
    told: set[frozenset[str]] = set()
    own = [0.0] * len(owners)
    others: list[tuple[float, int]] = [(0.0, 0)] * len(owners)
    for number, other, alike in likeness.pairs():
        one, two = owners[number], owners[other]
        if one is two:
            own[number], own[other] = max(own[number], alike), max(own[other], alike)
            continue
        if alike < 1 and one.agrees_with(two):
            continue
        others[number] = max(others[number], (alike, other))
        others[other] = max(others[other], (alike, number))
        pair = frozenset((one.id, two.id))
        if alike >= CLOSE and pair not in told:
            told.add(pair)
            yield Finding(
                Check.CLOSE,
                place_of(phrasings[number], one.place),
                f"“{phrasings[number]}” (`{one.id}`) terlalu mirip dengan “{phrasings[other]}” (`{two.id}`)"
                f" di {place_of(phrasings[other], two.place)}",
                _apart(one, two),
            )
    if not nearest:
        return
    for number, (alike, other) in enumerate(others):
        if alike > own[number] + NEARER:
            yield _finds(owners[number], phrasings[number], owners[other].id)


def _apart(one: Entry, two: Entry) -> str:
    """How to keep two entries apart, or together."""
    silent = [each.id for each in (one, two) if each.kind is EntryKind.NOT_IN_SOURCE]
    if EntryKind.SMALL_TALK in (one.kind, two.kind) or _source(one) == _source(two) or len(silent) == 2:
        return "Hapus atau ubah salah satu, atau gabungkan kedua butir."
    if silent:
        return f"Bila sumber baru menjawabnya, pindahkan variasi `{silent[0]}` ke butir satunya, lalu hapus."
    return f"Bila keduanya menjawab hal yang sama, tulis `sama_dengan: {two.id}` di `{one.id}`."


def _undated(entry: Entry) -> Iterator[Finding]:
    for version in entry.versions:
        if version.citations[0].source.day is None:
            yield Finding(
                Check.UNDATED,
                version.place,
                f"beberapa sumber menjawab ini, tetapi sumber `{_source(version)}` belum bertanggal",
                "Tulis `per:` atau `terbit:` pada sumber itu di seeds/sumber.yaml.",
            )


def _elsewhere(entry: Entry, faq: Faq) -> Iterator[Finding]:
    for phrasing in entry.phrasings:
        matches = faq.ask(phrasing).matches
        if matches[0].entry.id != entry.id:
            yield _finds(entry, phrasing, matches[0].entry.id)


def _finds(entry: Entry, phrasing: str, other: str) -> Finding:
    return Finding(
        Check.ELSEWHERE,
        place_of(phrasing, entry.place),
        f"“{phrasing}” dari `{entry.id}` lebih cocok dengan `{other}`",
        "Pindahkan ke butir itu, hapus, atau tulis dengan kata yang lebih khas.",
    )


def _few(entry: Entry) -> Iterator[Finding]:
    if len(entry.variants) < FEWEST_VARIANTS:
        yield Finding(
            Check.FEW,
            entry.place,
            f"`{entry.id}` baru punya {len(entry.variants)} variasi, sebaiknya {FEWEST_VARIANTS} atau lebih",
            "Tambahkan cara lain orang menanyakannya.",
        )


def _stale(entry: Entry, today: date) -> Iterator[Finding]:
    if entry.valid_until and entry.valid_until < today:
        yield Finding(
            Check.STALE,
            entry.place,
            f"`{entry.id}` hanya berlaku sampai {entry.valid_until.isoformat()}",
            "Perbarui jawaban dan tanggalnya, atau hapus butirnya.",
        )


def _source(entry: Entry) -> str:
    """The id of the source that an answer rests on most."""
    return entry.citations[0].source.id
