"""seeds/: the published texts, in numbered sentences, with who speaks in each."""

from pathlib import Path

from bot.content.checks import YES_NO, all_made, chosen, day
from bot.content.files import Files
from bot.content.phrases import split_list
from bot.content.shape import TEXT, Key, Shape, choice, many, text
from bot.content.strict_yaml import Record, Text, read_yaml
from bot.errors import ContentError, Problem
from bot.language.dates import date_in
from bot.language.sentences import sentences
from bot.model import Sentence, Source, Speaker

FILE = "sumber.yaml"
UNFILLED = "ISI_DI_SINI"  # stands where `tanya draf` was not told what belongs there
NUMBERS = "Nomor kalimat, mulai dari 0 untuk judul, dipisah koma."
SPEAKER = Shape(
    nama=Key("Nama penutur, seperti di sumber.", TEXT, required=True),
    jabatan=Key("Jabatannya, seperti di sumber.", TEXT, required=True),
    kalimat=Key(NUMBERS, TEXT, required=True),
)
SOURCE = Shape(
    id=Key("Nama tetap sumber; dipakai di kutipan.", TEXT, required=True),
    berkas=Key("Berkas teks di folder ini, persis seperti terbit.", TEXT, required=True),
    judul=Key("Judul seperti terbit.", TEXT, required=True),
    penerbit=Key("Yang menerbitkan.", TEXT, required=True),
    kantor_berita=Key("Kantor berita asalnya, bila ada.", TEXT),
    url=Key("Alamat web.", text(pattern="https?://.*"), required=True),
    per=Key("Tanggal data terakhir, kata demi kata dari sumber.", TEXT),
    terbit=Key("Tanggal terbit, misalnya 3 Maret 2026.", TEXT),
    draf=Key("ya: belum dipakai bot; dihapus oleh `tanya terbitkan`.", choice(YES_NO)),
    penutur=Key("Siapa yang berbicara di kalimat mana.", many(SPEAKER)),
    bukan_berita=Key(f"Bagian halaman di luar isi berita. {NUMBERS}", TEXT),
)
SOURCES = Shape(sumber=Key("Sumber yang dikutip bot.", many(SOURCE), required=True))


def load_sources(folder: Path, files: Files | None = None) -> tuple[Source, ...]:
    """The sources listed in the folder's sumber.yaml. Raises ContentError."""
    path = folder / FILE
    files = files or Files.of(folder)
    root = read_yaml(files.read(path), str(path)).only(SOURCES)
    found: dict[str, Source] = {}

    def load(record: Record) -> None:
        source = _loaded(record, folder, files)
        if found.setdefault(source.id, source) is not source:
            raise ContentError.at(record.text("id").place, f"id sumber `{source.id}` sudah dipakai")

    all_made(load, root.records("sumber"))
    return tuple(found.values())


def _loaded(record: Record, folder: Path, files: Files) -> Source:
    record.only(SOURCE)
    text_path = folder / record.text("berkas")
    try:
        text = files.read(text_path).decode("utf-8-sig").replace("\r\n", "\n")
    except (ContentError, UnicodeDecodeError) as error:
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
    draft = chosen(record.text("draf", "tidak"), YES_NO)
    if (gaps := unfilled(record)) and not draft:
        raise ContentError(gaps)
    parts = sentences(text)
    if not parts:
        berkas = record.text("berkas")
        raise ContentError.at(berkas.place, f"berkas sumber `{berkas}` kosong", "Isi dengan teks sumbernya.")
    speakers: dict[int, Speaker] = {}
    for one in record.records("penutur"):
        one.only(SPEAKER)
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
    as_of, published = record.text("per"), day(record.text("terbit"))
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
        day=date_in(as_of) or published,
        draft=draft,
    )


def unfilled(record: Record) -> list[Problem]:
    """What `tanya draf` left to be filled in."""
    return [
        Problem(record.places[key], f"`{key}` belum diisi", f"Ganti {UNFILLED} dengan yang sebenarnya.")
        for key in record
        if UNFILLED in record[key]
    ]


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
