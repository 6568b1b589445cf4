"""seeds/: the published texts, in numbered sentences, with who speaks in each."""

from pathlib import Path

from bot.content.strict_yaml import Record, Text, read_bytes, read_yaml, split_list
from bot.errors import ContentError, Problem
from bot.language.sentences import sentences
from bot.model import Sentence, Source, Speaker

FILE = "sumber.yaml"
KEYS = ("id", "berkas", "judul", "penerbit", "kantor_berita", "url", "per", "penutur", "bukan_berita")
REQUIRED = ("id", "berkas", "judul", "penerbit", "url")
SPEAKER_KEYS = ("nama", "jabatan", "kalimat")


def load_sources(folder: Path) -> tuple[Source, ...]:
    """The sources listed in the folder's sumber.yaml. Raises ContentError."""
    path = folder / FILE
    root = read_yaml(read_bytes(path), str(path)).only(("sumber",), required=("sumber",))
    found: dict[str, Source] = {}
    problems: list[Problem] = []
    for record in root.records("sumber"):
        try:
            source = _loaded(record, folder)
            if source.id in found:
                raise ContentError.at(record.text("id").place, f"id sumber `{source.id}` sudah dipakai")
        except ContentError as error:
            problems += error.problems
        else:
            found[source.id] = source
    if problems:
        raise ContentError(problems)
    return tuple(found.values())


def _loaded(record: Record, folder: Path) -> Source:
    record.only(KEYS, REQUIRED)
    text_path = folder / record.text("berkas")
    try:
        text = text_path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError.at(
            record.text("berkas").place,
            f"berkas sumber `{text_path}` tidak terbaca",
            "Periksa nama berkasnya; isinya harus UTF-8.",
        ) from error
    return parse_source(record, text)


def parse_source(record: Record, text: str) -> Source:
    """A source from its description and its text."""
    url = record.text("url")
    if not url.startswith(("https://", "http://")):
        raise ContentError.at(url.place, f"`{url}` bukan alamat web", "Awali dengan https://.")
    parts = sentences(text)
    if not parts:
        berkas = record.text("berkas")
        raise ContentError.at(berkas.place, f"berkas sumber `{berkas}` kosong", "Isi dengan teks sumbernya.")
    speakers: dict[int, Speaker] = {}
    for one in record.records("penutur"):
        one.only(SPEAKER_KEYS, SPEAKER_KEYS)
        speaker = Speaker(str(one.text("nama")), str(one.text("jabatan")))
        numbers = _numbers(one.text("kalimat"), len(parts))
        if taken := sorted(numbers & speakers.keys()):
            raise ContentError.at(
                one.text("kalimat").place,
                f"kalimat {taken[0]} sudah milik {speakers[taken[0]].name}",
                "Satu kalimat punya satu penutur.",
            )
        speakers.update(dict.fromkeys(numbers, speaker))
    outside = _numbers(record.text("bukan_berita"), len(parts))
    as_of = record.text("per")
    if not any(as_of in part for part in parts):
        raise ContentError.at(
            as_of.place,
            f"tanggal `{as_of}` tidak ada kata demi kata di sumber ini",
            "Salin tanggalnya dari teks sumber, atau hapus kunci `per`.",
        )
    return Source(
        id=str(record.text("id")),
        title=str(record.text("judul")),
        publisher=str(record.text("penerbit")),
        agency=str(record.text("kantor_berita")),
        url=str(url),
        sentences=tuple(
            Sentence(number, part, speakers.get(number), number not in outside)
            for number, part in enumerate(parts)
        ),
        as_of=str(as_of),
    )


def _numbers(value: Text, count: int) -> set[int]:
    numbers = set()
    for part in split_list(value):
        if part not in map(str, range(count)):
            raise ContentError.at(
                value.place,
                f"tidak ada kalimat nomor `{part}`",
                f"Sumber ini punya kalimat 0 sampai {count - 1}; pisahkan nomor dengan koma.",
            )
        numbers.add(int(part))
    return numbers
