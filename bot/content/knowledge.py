"""knowledge/: curated entries, guards, contacts, language tables; each citation held against its source."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from bot.content.checks import bounded, chosen, citations
from bot.content.groups import group
from bot.content.strict_yaml import Record, Text, read_bytes, read_yaml, split_list
from bot.errors import ContentError, Place, Problem
from bot.language.reading import MAX_PHRASE, tokens
from bot.model import Contact, Cues, Entry, EntryKind, Guard, Knowledge, Lexicon, Source, Thresholds

# `terukur` holds the figures that `ambang` was calibrated by; only the measurement compares them.
KEYS = tuple(
    (
        "topik butir kontak padanan ringan perkenalan kata medan pagar kelompok pelengkap lanjutan"
        " bahasa_lain pesan ambang terukur"
    ).split()
)
ENTRY_KEYS = ("id", "pertanyaan", "label", "variasi", "jawaban", "kutipan", "jenis", "hubungi", "contoh")
CONTACT_KEYS = ("id", "nama", "saran")
CUES = {
    "pembuka": "openers",
    "penutup": "closers",
    "penyambung": "joiners",
    "penanya": "askers",
    "penutur": "speaker",
    "sumber": "source",
}
GUARD_KEYS = ("id", "kata", "abaikan", "seluruh_pesan", "butir", "jangan_dijawab")
THRESHOLD_KEYS = {
    "jawab": "answer",
    "tanya_balik": "clarify",
    "selisih": "margin",
    "selisih_singkat": "brief_margin",
}

# An id travels as button data: 64 bytes with its action.
ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?")
YES_NO = {"ya": True, "tidak": False}
ANYBODY = "*"  # in a pattern of introductions: the group that somebody belongs to
SCORE = re.compile(r"[0-9]{1,3}(?:\.[0-9]+)?")
# A question is also a button; an answer leaves room for two quotes and their sources in one message.
MAX_QUESTION, MAX_LABEL, MAX_ANSWER = 200, 40, 1500
VERSION_LENGTH = 8  # hexadecimal digits; enough to tell versions apart by eye

Given = TypeVar("Given")
Made = TypeVar("Made")


def load_knowledge(folder: Path, language: Path, sources: tuple[Source, ...]) -> Knowledge:
    """The knowledge in the YAML files of a folder and of the language folder. Raises ContentError."""
    entries = sorted(folder.glob("*.y*ml"))
    if not entries:
        raise ContentError.at(Place(str(folder), 1), "folder ini tidak berisi berkas .yaml")
    files = sorted(language.glob("*.y*ml")) + entries
    read = [(read_bytes(path), str(path)) for path in files]
    newest = max(path.stat().st_mtime for path in files)
    return replace(
        parse_knowledge(read, sources),
        version=_version([content for content, _ in read], sources),
        changed=datetime.fromtimestamp(newest, UTC),
    )


def _version(files: Iterable[bytes], sources: tuple[Source, ...]) -> str:
    """A short hash of everything that answers are made of."""
    told = sha256()
    for part in (*files, *(repr(source).encode() for source in sources)):
        told.update(sha256(part).digest())
    return told.hexdigest()[:VERSION_LENGTH]


def parse_knowledge(files: Iterable[tuple[bytes, str]], sources: tuple[Source, ...]) -> Knowledge:
    """The knowledge in (content, file name) pairs. Raises one ContentError with every problem found."""
    problems: list[Problem] = []
    roots = _kept(lambda file: read_yaml(*file).only(KEYS), files, problems)

    def made(key: str, make: Callable[[Record, Record], Made]) -> list[Made]:
        """What `make` makes of each record under `key`, given the record and its file."""
        lists = _kept(lambda root: [(each, root) for each in root.records(key)], roots, problems)
        pairs = _unique([pair for each in lists for pair in each], problems)
        return _kept(lambda pair: make(*pair), pairs, problems)

    contacts = {contact.id: contact for contact in made("kontak", _contact)}
    by_id = {source.id: source for source in sources}
    entries = made("butir", lambda record, root: _entry(record, root.text("topik"), by_id, contacts))
    entry_ids = sorted(entry.id for entry in entries)
    guards = made("pagar", lambda record, _: _guard(record, entry_ids))
    groups = made("kelompok", lambda record, _: group(record, by_id))
    rewrites: dict[str, Text] = {}
    light: set[str] = set()
    ordinary: set[str] = set()
    fields: dict[str, list[str]] = {}
    _kept(lambda root: _rewrites(root.record("padanan"), rewrites), roots, problems)
    _kept(lambda root: light.update(_words(root.texts("ringan"))), roots, problems)
    _kept(lambda root: _introductions(root.record("perkenalan"), rewrites, light), roots, problems)
    _kept(lambda root: ordinary.update(_words(root.texts("kata"))), roots, problems)
    _kept(lambda root: _fields(root.record("medan"), fields), roots, problems)
    beside: set[str] = set()
    cues: dict[str, tuple[str, ...]] = {}
    foreign: dict[str, frozenset[str]] = {}
    _kept(lambda root: cues.update(_cues(root.record("lanjutan"))), roots, problems)
    _kept(lambda root: foreign.update(_languages(root.record("bahasa_lain"))), roots, problems)
    _kept(lambda root: beside.update(_words(root.texts("pelengkap"))), roots, problems)
    messages: dict[str, Text] = {}
    _kept(lambda root: _messages(root.record("pesan"), messages), roots, problems)
    calibrated = [root for root in roots if "ambang" in root]
    thresholds = _kept(_thresholds, calibrated, problems)
    problems += [
        Problem(
            root.places["ambang"],
            f"ambang sudah ada di {calibrated[0].places['ambang']}",
            "Hapus salah satu.",
        )
        for root in calibrated[1:]
    ]
    if not (entries or problems):
        problems.append(Problem(Place(str(roots[0].place.file), 1), "belum ada satu butir pun"))
    if problems:
        raise ContentError(list(dict.fromkeys(problems)))
    return Knowledge(
        sources,
        tuple(entries),
        tuple(guards),
        tuple(contacts.values()),
        Lexicon(
            {typed: str(to) for typed, to in rewrites.items()},
            frozenset(light),
            frozenset(ordinary),
            {word: tuple(names) for word, names in fields.items()},
            Cues(**cues),
            foreign,
        ),
        messages,
        thresholds[0] if thresholds else Thresholds(),
        tuple(groups),
        frozenset(beside),
    )


def _kept(make: Callable[[Given], Made], given: Iterable[Given], problems: list[Problem]) -> list[Made]:
    """What could be made; the problems of the rest are noted."""
    made = []
    for each in given:
        try:
            made.append(make(each))
        except ContentError as error:
            problems += error.problems
    return made


def _unique(pairs: list[tuple[Record, Record]], problems: list[Problem]) -> list[tuple[Record, Record]]:
    """The pairs whose record has a well-formed id that no earlier one has; the others are noted."""
    places: dict[str, Place] = {}
    kept = []
    for record, root in pairs:
        try:
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
        except ContentError as error:
            problems += error.problems
        else:
            places[record_id] = record_id.place
            kept.append((record, root))
    return kept


def _contact(record: Record, _: Record) -> Contact:
    record.only(CONTACT_KEYS, CONTACT_KEYS)
    return Contact(str(record.text("id")), str(record.text("nama")), str(record.text("saran")))


def _entry(
    record: Record, topic: Text, sources: Mapping[str, Source], contacts: Mapping[str, Contact]
) -> Entry:
    record.only(ENTRY_KEYS, required=("pertanyaan", "jawaban"))
    kind = chosen(record.text("jenis", EntryKind.FACT.value), {kind.value: kind for kind in EntryKind})
    cited = citations(record, sources)
    if kind is not EntryKind.SMALL_TALK and not cited:
        raise ContentError.at(
            record.place,
            "butir ini belum punya kutipan",
            "Tambahkan `kutipan:` dengan `sumber` dan `teks`.",
        )
    contact = None
    if "hubungi" in record:
        contact = chosen(record.text("hubungi"), contacts)
    elif kind is EntryKind.NOT_IN_SOURCE:
        contact = next(iter(contacts.values()), None)
    return Entry(
        id=str(record.text("id")),
        question=bounded(record.text("pertanyaan"), MAX_QUESTION),
        variants=tuple(map(str, record.texts("variasi"))),
        answer=bounded(record.prose("jawaban"), MAX_ANSWER),
        citations=cited,
        kind=kind,
        contact=contact,
        topic=str(topic),
        example=chosen(record.text("contoh", "tidak"), YES_NO),
        place=record.place,
        label=bounded(record.text("label"), MAX_LABEL),
    )


def _guard(record: Record, entry_ids: Iterable[str]) -> Guard:
    record.only(GUARD_KEYS, required=("kata",))
    entry_id = record.text("butir")
    if entry_id:
        chosen(entry_id, dict.fromkeys(entry_ids))
    return Guard(
        id=str(record.text("id")),
        phrases=_phrases(record.texts("kata")),
        harmless=_phrases(record.texts("abaikan")),
        everywhere=chosen(record.text("seluruh_pesan", "tidak"), YES_NO),
        entry_id=str(entry_id),
        must_not_answer=tuple(map(str, record.texts("jangan_dijawab"))),
        place=record.place,
    )


def _phrases(lines: Iterable[Text]) -> tuple[str, ...]:
    return tuple(str(phrase) for line in lines for phrase in split_list(line))


def _rewrites(record: Record, rewrites: dict[str, Text]) -> None:
    """Adds the table `understood: typed, typed` to the rewrites, which are keyed by what is typed."""
    for written in record:
        for typed in split_list(record.text(written)):
            _rewrite(typed, " ".join(tokens(written)), rewrites)


def _introductions(record: Record, rewrites: dict[str, Text], light: set[str]) -> None:
    """Adds every pattern with every group of people as one light word, by which name the group is filed.

    Who says “saya nelayan” before a question asks the question, not about fishermen.
    """
    record.only(("pola", "penanya"))
    patterns = [pattern for line in record.texts("pola") for pattern in split_list(line)]
    for pattern in patterns:
        if pattern.count(ANYBODY) != 1:
            fault = f"pola `{pattern}` tidak memuat satu tanda {ANYBODY}"
            raise ContentError.at(pattern.place, fault, f"Contoh: saya {ANYBODY}")
    groups = record.record("penanya")
    for name in groups:
        (word,) = _words([Text(name, groups.places[name])])
        light.add(word)
        for people in split_list(groups.text(name)):
            for pattern in patterns:
                _rewrite(Text(pattern.replace(ANYBODY, people), people.place), word, rewrites)


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


def _fields(record: Record, fields: dict[str, list[str]]) -> None:
    """Adds the table `field: word, word` to the fields of each word."""
    for name in record:
        for word in _words([record.text(name)]):
            fields.setdefault(word, []).append(name)


def _cues(record: Record) -> dict[str, tuple[str, ...]]:
    record.only(CUES)
    return {CUES[key]: _phrases(record.texts(key)) for key in record}


def _languages(record: Record) -> dict[str, frozenset[str]]:
    return {language: frozenset(_words(record.texts(language))) for language in record}


def _messages(record: Record, messages: dict[str, Text]) -> None:
    for key in record:
        if key in messages:
            raise ContentError.at(
                record.places[key], f"pesan `{key}` sudah ada di {messages[key].place}", "Hapus salah satu."
            )
        messages[key] = record.prose(key)


def _thresholds(root: Record) -> Thresholds:
    record = root.record("ambang").only(THRESHOLD_KEYS, required=THRESHOLD_KEYS)
    return Thresholds(**{name: _score(record.text(key)) for key, name in THRESHOLD_KEYS.items()})


def _score(value: Text) -> float:
    if not SCORE.fullmatch(value) or float(value) > 100:
        raise ContentError.at(
            value.place,
            f"`{value}` bukan angka dari 0 sampai 100",
            "Hapus `ambang`, lalu jalankan `make calibrate`.",
        )
    return float(value)


def _words(lines: Iterable[Text]) -> Iterable[str]:
    for word in (word for line in lines for word in split_list(line)):
        if len(parts := list(tokens(word))) != 1:
            raise ContentError.at(word.place, f"`{word}` bukan satu kata", "Pisahkan dengan koma.")
        yield parts[0]
