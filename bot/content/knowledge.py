"""knowledge/: curated entries, guards, contacts; each citation held against its source."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from bot.content.checks import CITATION, YES_NO, bounded, chosen, citations, kept, phrases, worded, words
from bot.content.files import Files
from bot.content.groups import GROUP, group
from bot.content.joining import joined
from bot.content.lexicon import LEXICON, lexicon
from bot.content.shape import ANYTHING, TEXT, TEXTS, Key, Shape, choice, many, table, text
from bot.content.strict_yaml import Record, Text, read_yaml
from bot.errors import ContentError, Place, Problem
from bot.language.tokens import tokens
from bot.model import Contact, Entry, EntryKind, Group, Guard, Knowledge, Source, Thresholds

THRESHOLD_KEYS = {
    "jawab": "answer",
    "tanya_balik": "clarify",
    "selisih": "margin",
}

# An id travels as button data: 64 bytes with its action.
ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?")
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
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
    berlaku_sampai=Key(
        "Hari terakhir jawaban ini benar, misalnya 2026-12-31.",
        text(pattern=DAY.pattern),
    ),
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

Made = TypeVar("Made")


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
    return replace(
        parse_knowledge(read, sources),
        version=_version([content for content, _ in read], sources),
        loaded=datetime.now(UTC),
    )


def _version(files: Iterable[bytes], sources: tuple[Source, ...]) -> str:
    """A short hash of everything that answers are made of."""
    told = sha256()
    for part in (*files, *(repr(source).encode() for source in sources if not source.draft)):
        told.update(sha256(part).digest())
    return told.hexdigest()[:VERSION_LENGTH]


def parse_knowledge(files: Iterable[tuple[bytes, str]], sources: tuple[Source, ...]) -> Knowledge:
    """The knowledge in (content, file name) pairs. Raises one ContentError with every problem found."""
    problems: list[Problem] = []
    roots = kept(lambda file: read_yaml(*file).only(KNOWLEDGE), files, problems)

    def listed(key: str) -> list[tuple[Record, Record]]:
        """Each record under `key`, and its file."""
        lists = kept(lambda root: [(each, root) for each in root.records(key)], roots, problems)
        return _unique([pair for each in lists for pair in each], problems)

    def made(pairs: list[tuple[Record, Record]], make: Callable[[Record, Record], Made]) -> list[Made]:
        return kept(lambda pair: make(*pair), pairs, problems)

    offices, asked, guarded, named = map(listed, ("kontak", "butir", "pagar", "kelompok"))
    # Where a file or an id cannot be read, a reference to it is not to be called wrong.
    certain = not problems
    made_contacts = {contact.id: contact for contact in made(offices, _contact)}
    contacts = {**_ids(offices), **made_contacts} if certain else None
    by_id = {source.id: source for source in sources}
    entries = made(asked, lambda record, root: _entry(record, root.text("topik"), by_id, contacts))
    facts = {entry.id for entry in entries if entry.kind is EntryKind.FACT}
    if certain and len(entries) == len(asked):
        entries = joined(entries, problems)
    entry_ids = sorted(_ids(asked)) if certain else None
    guards = made(guarded, lambda record, _: _guard(record, entry_ids, facts))
    groups = made(named, lambda record, _: group(record, by_id))
    problems += _named_twice(groups)
    spoken = lexicon(roots, problems)
    beside: set[str] = set()
    kept(lambda root: beside.update(words(root.texts("pelengkap"))), roots, problems)
    messages: dict[str, Text] = {}
    kept(lambda root: _messages(root.record("pesan"), messages), roots, problems)
    calibrated = [root for root in roots if "ambang" in root]
    thresholds = kept(_thresholds, calibrated, problems)
    problems += [
        Problem(
            root.places["ambang"],
            f"ambang sudah ada di {calibrated[0].places['ambang']}",
            "Hapus salah satu.",
        )
        for root in calibrated[1:]
    ]
    if not (entries or problems):
        meant = next((root for root in roots if "butir" in root), roots[-1])
        problems.append(
            Problem(
                Place(meant.place.file, 1), "belum ada satu butir pun", "Tulis `butir:` dengan satu butir."
            )
        )
    published = tuple(source for source in sources if not source.draft)
    if entries and not published:
        problems.append(
            Problem(
                entries[0].place,
                "belum ada sumber yang terbit",
                "Tulis di seeds/sumber.yaml tanpa `draf: ya`.",
            )
        )
    if problems:
        raise ContentError(list(dict.fromkeys(problems)))
    return Knowledge(
        published,
        tuple(entries),
        tuple(guards),
        tuple(made_contacts.values()),
        spoken,
        messages,
        thresholds[0] if thresholds else Thresholds(),
        tuple(groups),
        frozenset(beside),
    )


def _unique(pairs: list[tuple[Record, Record]], problems: list[Problem]) -> list[tuple[Record, Record]]:
    """The pairs whose record has a well-formed id that no earlier one has; the others are noted."""
    places: dict[str, Place] = {}

    def unique(pair: tuple[Record, Record]) -> tuple[Record, Record]:
        record, _ = pair
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
        return pair

    return kept(unique, pairs, problems)


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


def _ids(pairs: list[tuple[Record, Record]]) -> dict[str, None]:
    return dict.fromkeys(str(record.text("id")) for record, _ in pairs)


def _contact(record: Record, _: Record) -> Contact:
    record.only(CONTACT, CONTACT.required)
    return Contact(str(record.text("id")), str(record.text("nama")), str(record.text("saran")))


def _entry(
    record: Record, topic: Text, sources: Mapping[str, Source], contacts: Mapping[str, Contact | None] | None
) -> Entry:
    """An entry as an editor wrote it. Raises ContentError with everything that is wrong in it."""
    try:
        return _made_entry(record, topic, sources, contacts)
    except ContentError as error:
        problems = list(error.problems)
        parts: tuple[Callable[[], object], ...] = (
            lambda: worded(bounded(record.text("pertanyaan"), MAX_QUESTION)),
            lambda: list(map(worded, record.texts("variasi"))),
            lambda: bounded(record.prose("jawaban"), MAX_ANSWER),
            lambda: citations(record, sources),
            lambda: _date(record),
        )
        kept(lambda part: part(), parts, problems)
        raise ContentError(list(dict.fromkeys(problems))) from None


def _made_entry(
    record: Record, topic: Text, sources: Mapping[str, Source], contacts: Mapping[str, Contact | None] | None
) -> Entry:
    record.only(ENTRY, ENTRY.required)
    kind = chosen(record.text("jenis", EntryKind.FACT.value), {kind.value: kind for kind in EntryKind})
    cited = citations(record, sources)
    if kind is not EntryKind.SMALL_TALK and not cited:
        raise ContentError.at(
            record.place,
            "butir ini belum punya kutipan",
            "Tambahkan `kutipan:` dengan `sumber` dan `teks`.",
        )
    contact = None
    if contacts is not None and "hubungi" in record:
        contact = chosen(record.text("hubungi"), contacts)
    elif contacts and kind is EntryKind.NOT_IN_SOURCE:
        contact = next(iter(contacts.values()))
    return Entry(
        id=str(record.text("id")),
        question=worded(bounded(record.text("pertanyaan"), MAX_QUESTION)),
        variants=tuple(map(worded, record.texts("variasi"))),
        answer=bounded(record.prose("jawaban"), MAX_ANSWER),
        citations=cited,
        kind=kind,
        contact=contact,
        topic=str(topic),
        example=chosen(record.text("contoh", "tidak"), YES_NO),
        place=record.place,
        valid_until=_date(record),
        label=bounded(record.text("label"), MAX_LABEL),
        same_as=record.text("sama_dengan"),
    )


def _date(record: Record) -> date | None:
    value = record.text("berlaku_sampai")
    if not value:
        return None
    with suppress(ValueError):
        if DAY.fullmatch(value):
            return date.fromisoformat(value)
    raise ContentError.at(
        value.place, f"`{value}` bukan tanggal", "Tulis tahun-bulan-hari, misalnya 2026-12-31."
    )


def _guard(record: Record, entry_ids: Iterable[str] | None, facts: Collection[str]) -> Guard:
    record.only(GUARD, GUARD.required)
    guarded = phrases(record.texts("kata"))
    if not guarded:
        raise ContentError.at(
            record.places["kata"], "belum ada kata di `kata`", "Tulis kata atau frasa yang dipagari."
        )
    entry_id = record.text("butir")
    if entry_id and entry_ids is not None:
        chosen(entry_id, dict.fromkeys(entry_ids))
    if entry_id in facts:
        raise ContentError.at(
            entry_id.place,
            f"butir `{entry_id}` adalah fakta; dengan itu semua yang tertahan akan dijawab",
            "Pakai butir `tidak_disebut`, atau hapus `butir`.",
        )
    return Guard(
        id=str(record.text("id")),
        phrases=guarded,
        harmless=phrases(record.texts("abaikan")),
        settling=phrases(record.texts("penegas")),
        value=chosen(record.text("nilai", "tidak"), YES_NO),
        everywhere=chosen(record.text("seluruh_pesan", "tidak"), YES_NO),
        yielding=chosen(record.text("longgar", "tidak"), YES_NO),
        entry_id=str(entry_id),
        must_not_answer=tuple(map(worded, record.texts("jangan_dijawab"))),
        place=record.place,
    )


def _messages(record: Record, messages: dict[str, Text]) -> None:
    for key in record:
        if key in messages:
            raise ContentError.at(
                record.places[key], f"pesan `{key}` sudah ada di {messages[key].place}", "Hapus salah satu."
            )
        messages[key] = record.prose(key)


def _thresholds(root: Record) -> Thresholds:
    record = root.record("ambang").only(THRESHOLDS, THRESHOLDS.required)
    return Thresholds(**{name: _score(record.text(key)) for key, name in THRESHOLD_KEYS.items()})


def _score(value: Text) -> float:
    if not SCORE.fullmatch(value) or float(value) > 100:
        raise ContentError.at(
            value.place,
            f"`{value}` bukan angka dari 0 sampai 100",
            "Hapus `ambang`, lalu jalankan `make calibrate`.",
        )
    return float(value)
