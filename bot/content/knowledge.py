"""knowledge/: curated entries, guards, contacts; each citation held against its source."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from itertools import chain
from operator import attrgetter
from pathlib import Path

from bot.content.checks import YES_NO, all_made, bounded, chosen, day, gathered, kept
from bot.content.citations import CITATION, citations
from bot.content.files import Files
from bot.content.groups import GROUP, group
from bot.content.joining import joined
from bot.content.lexicon import LEXICON, lexicon, listed_words
from bot.content.phrases import phrases, worded
from bot.content.shape import ANYTHING, TEXT, TEXTS, Key, Shape, choice, many, table, text
from bot.content.strict_yaml import Record, Text, read_yaml
from bot.content.vectors import FILE as VECTORS
from bot.content.vectors import word_vectors
from bot.errors import ContentError, Place, Problem
from bot.language.tokens import tokens
from bot.model import Citation, Contact, Entry, EntryKind, Group, Guard, Knowledge, Source, Thresholds

THRESHOLD_KEYS = {
    "jawab": "answer",
    "tanya_balik": "clarify",
    "selisih": "margin",
}

# An id travels as button data: 64 bytes with its action.
ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?")
SCORE = re.compile(r"[0-9]{1,3}(?:\.[0-9]+)?")
# A question is also a button; an answer leaves room for two quotes and their sources in one message.
MAX_QUESTION, MAX_LABEL, MAX_ANSWER = 200, 40, 1500
VERSION_LENGTH = 8  # hexadecimal digits; enough to tell versions apart by eye

ENTRY = Shape(
    id=Key(
        "Nama tetap: huruf kecil, angka, tanda hubung. Jangan diubah setelah dipakai.",
        text(pattern=ID.pattern),
        required=True,
    ),
    pertanyaan=Key("Pertanyaan baku; tampil di tombol.", text(MAX_QUESTION), required=True),
    label=Key("Pertanyaan itu dalam kata yang muat di tombol ponsel.", text(MAX_LABEL)),
    variasi=Key("Cara lain orang menanyakannya; paling sedikit delapan.", TEXTS),
    jawaban=Key("Jawaban, hanya dari kutipannya.", text(MAX_ANSWER), required=True),
    kutipan=Key("Satu atau dua kutipan yang membuktikan jawaban.", many(CITATION)),
    jenis=Key("fakta bila tidak ditulis.", choice(EntryKind)),
    hubungi=Key("Id kantor di kontak.yaml, untuk yang tidak disebut sumber.", TEXT),
    contoh=Key("ya: tampil di /start.", choice(YES_NO)),
    sama_dengan=Key("Id butir yang menjawab pertanyaan yang sama dari sumber lain.", TEXT),
    berlaku_sampai=Key("Hari terakhir jawaban ini benar, misalnya 31 Desember 2026.", TEXT),
)
CONTACT = Shape(
    id=Key("Nama tetap kantor ini.", text(pattern=ID.pattern), required=True),
    nama=Key("Nama kantor.", TEXT, required=True),
    saran=Key("Kalimat yang menyarankan bertanya ke sana.", TEXT, required=True),
)
GUARD = Shape(
    id=Key("Nama tetap pagar ini.", text(pattern=ID.pattern), required=True),
    kata=Key(
        "Kata atau frasa yang tidak boleh dilewatkan, dipisah koma; (a/b) = a atau b.", TEXTS, required=True
    ),
    abaikan=Key("Frasa yang lebih panjang dan tidak berbahaya, dipisah koma; (a/b) = a atau b.", TEXTS),
    nilai=Key(
        "ya: kata-katanya nilai dari satu hal, seperti nama hari; jawaban meluruskan yang salah.",
        choice(YES_NO),
    ),
    seluruh_pesan=Key("ya: menahan juga bila disebut jauh dari pertanyaannya.", choice(YES_NO)),
    longgar=Key(
        "ya: kata-katanya sering hanya disebut sambil lalu; yang jelas ditanyakan tetap dijawab.",
        choice(YES_NO),
    ),
    penegas=Key(
        "Bila disebut dalam kalimat tanyanya, pagar ini tidak menahan lagi (tempat: yang di kalimat lain).",
        TEXTS,
    ),
    butir=Key("Id butir yang menjawab pesan yang tertahan.", TEXT),
    jangan_dijawab=Key("Contoh pertanyaan yang harus tertahan.", TEXTS),
)
THRESHOLDS = Shape(
    {
        key: Key("Skor dari 0 sampai 100.", text(pattern=SCORE.pattern), required=True)
        for key in THRESHOLD_KEYS
    }
)
GROUPS = Shape(
    kelompok=Key("Kelompok orang untuk /cek.", many(GROUP)),
    pelengkap=Key("Kata yang boleh menyertai nama kelompok, dipisah koma.", TEXTS),
)
KNOWLEDGE = Shape(
    topik=Key("Topik semua butir di berkas ini.", TEXT),
    butir=Key("Pertanyaan dan jawabannya.", many(ENTRY)),
    kontak=Key("Kantor tempat bertanya.", many(CONTACT)),
    pagar=Key("Kata yang tidak boleh dilewatkan begitu saja.", many(GUARD)),
    pesan=Key("Kalimat bot sendiri.", table(TEXT)),
    ambang=Key("Ditulis oleh `make calibrate`.", THRESHOLDS.schema),
    # The figures that `ambang` was calibrated by; only the measurement compares them.
    terukur=Key("Ditulis oleh `make calibrate`.", ANYTHING),
    **GROUPS,
    **LEXICON,
)


def load_knowledge(
    folder: Path, language: Path, sources: tuple[Source, ...], files: Files | None = None
) -> Knowledge:
    """The knowledge in the YAML files of a folder and of the language folder. Raises ContentError."""
    files = files or Files.of(folder, language)
    entries = files.yaml_in(folder)
    if not entries:
        raise ContentError.at(Place(str(folder), 1), "folder ini tidak berisi berkas .yaml")
    paths = files.yaml_in(language) + entries
    read = [(files.read(path), str(path)) for path in paths]
    table = language / VECTORS
    vectors = (files.read(table), str(table)) if table in files.contents else None
    return replace(
        parse_knowledge(read, sources, vectors),
        version=_version([content for content, _ in (*read, *filter(None, [vectors]))], sources),
        loaded=datetime.now(UTC),
    )


def _version(files: Iterable[bytes], sources: tuple[Source, ...]) -> str:
    """A short hash of everything that answers are made of."""
    told = sha256()
    for part in (*files, *(repr(source).encode() for source in sources if not source.draft)):
        told.update(sha256(part).digest())
    return told.hexdigest()[:VERSION_LENGTH]


def parse_knowledge(
    files: Iterable[tuple[bytes, str]], sources: tuple[Source, ...], vectors: tuple[bytes, str] | None = None
) -> Knowledge:
    """The knowledge in (content, file name) pairs, of YAML files and of the table of word vectors.

    Raises one ContentError with every problem found.
    """
    problems: list[Problem] = []
    tables = kept(lambda table: word_vectors(*table), filter(None, [vectors]), problems)
    roots = kept(lambda file: read_yaml(*file).only(KNOWLEDGE), files, problems)
    offices, asked, guarded, named = (
        _listed(roots, key, problems) for key in ("kontak", "butir", "pagar", "kelompok")
    )
    # Where a file or an id cannot be read, a reference to it is not to be called wrong.
    certain = not problems
    by_id = {source.id: source for source in sources}
    by_file = {root.place.file: root for root in roots}
    contacts = {contact.id: contact for contact in kept(_contact, offices, problems)}
    known = {**_ids(offices), **contacts} if certain else None
    entries = kept(
        lambda one: _entry(one, by_file[one.place.file], sources=by_id, contacts=known), asked, problems
    )
    facts = {entry.id for entry in entries if entry.kind is EntryKind.FACT}
    if certain and len(entries) == len(asked):
        entries = joined(entries, problems)
    entry_ids = sorted(_ids(asked)) if certain else None
    guards = kept(lambda one: _guard(one, entry_ids=entry_ids, facts=facts), guarded, problems)
    groups = kept(lambda one: group(one, by_id), named, problems)
    problems += _named_twice(groups)
    published = tuple(source for source in sources if not source.draft)
    knowledge = Knowledge(
        sources=published,
        entries=tuple(entries),
        guards=tuple(guards),
        contacts=tuple(contacts.values()),
        lexicon=replace(lexicon(roots, problems), vectors=next(iter(tables), {})),
        messages=_messages(roots, problems),
        thresholds=_thresholds(roots, problems),
        groups=tuple(groups),
        beside_groups=listed_words(roots, "pelengkap", problems),
    )
    if not (entries or problems):
        file = next((root for root in roots if "butir" in root), roots[-1]).place.file
        problems.append(
            Problem(Place(file, 1), "belum ada satu butir pun", "Tulis `butir:` dengan satu butir.")
        )
    if entries and not published:
        problems.append(
            Problem(
                entries[0].place,
                "belum ada sumber yang terbit",
                "Tulis di seeds/sumber.yaml tanpa `draf: ya`.",
            )
        )
    if problems:
        raise ContentError(sorted(set(problems), key=attrgetter("place")))
    return knowledge


def _listed(roots: Iterable[Record], key: str, problems: list[Problem]) -> list[Record]:
    """The records under a key in all files, each with a well-formed id of its own; the others are noted."""
    places: dict[str, Place] = {}

    def unique(record: Record) -> Record:
        record_id = record.only(record, required=("id",)).text("id")
        if not ID.fullmatch(record_id):
            raise ContentError.at(
                record_id.place,
                f"id `{record_id}` tidak bisa dipakai",
                "Pakai huruf kecil, angka, dan tanda hubung; paling panjang 48 huruf.",
            )
        if record_id in places:
            raise ContentError.at(
                record_id.place,
                f"id `{record_id}` sudah dipakai di {places[record_id]}",
                "Pilih id lain; id lama jangan diubah.",
            )
        places[record_id] = record_id.place
        return record

    lists = kept(lambda root: root.records(key), roots, problems)
    return kept(unique, chain.from_iterable(lists), problems)


def _named_twice(groups: Iterable[Group]) -> Iterator[Problem]:
    """The names that several groups have: only the first of them would ever be found."""
    owners: dict[str, Group] = {}
    for own in groups:
        for name in own.names:
            first = owners.setdefault(" ".join(tokens(name)), own)
            if first is not own:
                yield Problem(
                    own.place, f"kelompok `{name}` sudah ada di {first.place}", "Hapus salah satu namanya."
                )


def _ids(records: Iterable[Record]) -> dict[str, None]:
    return dict.fromkeys(str(record.text("id")) for record in records)


def _contact(record: Record) -> Contact:
    fields = {
        "id": lambda: str(record.text("id")),
        "name": lambda: str(record.text("nama")),
        "advice": lambda: str(record.text("saran")),
    }
    return Contact(**gathered(record, CONTACT, fields))


def _entry(
    record: Record,
    root: Record,
    *,
    sources: Mapping[str, Source],
    contacts: Mapping[str, Contact | None] | None,
) -> Entry:
    """An entry as an editor wrote it. Raises ContentError with everything that is wrong in it."""
    fields = {
        "id": lambda: str(record.text("id")),
        "question": lambda: worded(bounded(record.text("pertanyaan"), MAX_QUESTION)),
        "label": lambda: bounded(record.text("label"), MAX_LABEL),
        "variants": lambda: tuple(all_made(worded, record.texts("variasi"))),
        "answer": lambda: bounded(record.prose("jawaban"), MAX_ANSWER),
        "citations": lambda: _proof(record, sources),
        "kind": lambda: _kind(record),
        "contact": lambda: _office(record, contacts),
        "example": lambda: chosen(record.text("contoh", "tidak"), YES_NO),
        "same_as": lambda: record.text("sama_dengan"),
        "valid_until": lambda: day(record.text("berlaku_sampai")),
        "topic": lambda: str(root.text("topik")),
    }
    return Entry(place=record.place, **gathered(record, ENTRY, fields))


def _kind(record: Record) -> EntryKind:
    return chosen(record.text("jenis", EntryKind.FACT), {kind.value: kind for kind in EntryKind})


def _proof(record: Record, sources: Mapping[str, Source]) -> tuple[Citation, ...]:
    """The citations of an entry, which only small talk needs not have."""
    cited = citations(record, sources)
    misspelt = record.keys() - ENTRY.keys()  # one of them may be `kutipan`
    if not (cited or misspelt) and _kind(record) is not EntryKind.SMALL_TALK:
        raise ContentError.at(
            record.place,
            "butir ini belum punya kutipan",
            "Tambahkan `kutipan:` dengan `sumber` dan `teks`.",
        )
    return cited


def _office(record: Record, contacts: Mapping[str, Contact | None] | None) -> Contact | None:
    """The contact that an entry names; the first one where the sources leave it open."""
    if contacts is not None and "hubungi" in record:
        return chosen(record.text("hubungi"), contacts)
    if contacts and _kind(record) is EntryKind.NOT_IN_SOURCE:
        return next(iter(contacts.values()))
    return None


def _guard(record: Record, *, entry_ids: Iterable[str] | None, facts: Collection[str]) -> Guard:
    """A guard as an editor wrote it. Raises ContentError with everything that is wrong in it."""
    fields = {
        "id": lambda: str(record.text("id")),
        "phrases": lambda: _guarded(record),
        "harmless": lambda: phrases(record.texts("abaikan")),
        "value": lambda: chosen(record.text("nilai", "tidak"), YES_NO),
        "everywhere": lambda: chosen(record.text("seluruh_pesan", "tidak"), YES_NO),
        "yielding": lambda: chosen(record.text("longgar", "tidak"), YES_NO),
        "settling": lambda: phrases(record.texts("penegas")),
        "entry_id": lambda: _standing_in(record, entry_ids, facts),
        "must_not_answer": lambda: tuple(all_made(worded, record.texts("jangan_dijawab"))),
    }
    return Guard(place=record.place, **gathered(record, GUARD, fields))


def _guarded(record: Record) -> tuple[str, ...]:
    guarded = phrases(record.texts("kata"))
    if "kata" in record and not guarded:
        raise ContentError.at(
            record.places["kata"], "belum ada kata di `kata`", "Tulis kata atau frasa yang dipagari."
        )
    return guarded


def _standing_in(record: Record, entry_ids: Iterable[str] | None, facts: Collection[str]) -> str:
    """The id of the entry that answers what a guard holds back; empty if none does."""
    entry_id = record.text("butir")
    if entry_id and entry_ids is not None:
        chosen(entry_id, dict.fromkeys(entry_ids))
    if entry_id in facts:
        raise ContentError.at(
            entry_id.place,
            f"butir `{entry_id}` adalah fakta; dengan itu semua yang tertahan akan dijawab",
            "Pakai butir `tidak_disebut`, atau hapus `butir`.",
        )
    return str(entry_id)


def _messages(roots: Iterable[Record], problems: list[Problem]) -> dict[str, Text]:
    """The bot's own sentences in all files."""
    messages: dict[str, Text] = {}

    def add(record: Record, key: str) -> None:
        if key in messages:
            raise ContentError.at(
                record.places[key], f"pesan `{key}` sudah ada di {messages[key].place}", "Hapus salah satu."
            )
        messages[key] = record.prose(key)

    for record in kept(lambda root: root.record("pesan"), roots, problems):
        kept(partial(add, record), record, problems)
    return messages


def _thresholds(roots: Iterable[Record], problems: list[Problem]) -> Thresholds:
    """The thresholds of the only file that has some, else the defaults."""
    calibrated = [root for root in roots if "ambang" in root]
    problems += [
        Problem(
            root.places["ambang"],
            f"ambang sudah ada di {calibrated[0].places['ambang']}",
            "Hapus salah satu.",
        )
        for root in calibrated[1:]
    ]
    return next(iter(kept(_calibrated, calibrated, problems)), Thresholds())


def _calibrated(root: Record) -> Thresholds:
    record = root.record("ambang").only(THRESHOLDS)
    return Thresholds(**{name: _score(record.text(key)) for key, name in THRESHOLD_KEYS.items()})


def _score(value: Text) -> float:
    if not SCORE.fullmatch(value) or float(value) > 100:
        raise ContentError.at(
            value.place,
            f"`{value}` bukan angka dari 0 sampai 100",
            "Hapus `ambang`, lalu jalankan `make calibrate`.",
        )
    return float(value)
