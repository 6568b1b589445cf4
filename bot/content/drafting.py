"""From an article to a source and a draft of its entries, which are not served.

The draft lies in a folder of its own, from which nothing is loaded, until its questions are written.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from bot.content.files import Files, write_all
from bot.content.marks import scalar
from bot.content.sources import FILE, SOURCE, UNFILLED, load_sources, parse_source
from bot.content.strict_yaml import read_yaml
from bot.errors import ContentError, Place, TanyaError
from bot.language.dates import dates_in
from bot.language.sentences import sentences

FOLDER = "draf"
ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")  # leaves room for the number of a sentence
ITEM = re.compile(r"( *)- ")
SOURCE_BLOCK = """\
- id: {id}
  draf: ya # bot belum memakainya; `tanya terbitkan {id}` menghapus baris ini
  berkas: {id}.txt
  judul: {title}
  penerbit: {publisher}
  url: {url}{day}
  # Bila perlu, isi lalu hapus tanda # di depannya. Judul adalah kalimat 0.
  # per: {dates}
  # penutur:
  #   - nama: …
  #     jabatan: …
  #     kalimat: 2, 3
  # bukan_berita: {last}
"""
SCHEMA = "# yaml-language-server: $schema={up}docs/skema/pengetahuan.json"
GUIDE = """\
# Draf dari sumber `{id}`; bot belum memakainya.
# Tulis `pertanyaan` dan `variasi` untuk kalimat yang perlu, dan persingkat `jawaban`. Kalimat yang dibiarkan
# tanpa pertanyaan tidak ikut. Sesudah itu jalankan: tanya terbitkan {id}
"""
TOPIC = """\
topik: {topic}
butir:
"""
ENTRY_BLOCK = """\
  # Kalimat {number}
  - id: {id}-{number}
    pertanyaan:
    variasi:
      -
    jawaban: {text}
    kutipan:
      - sumber: {id}
        teks: {text}
"""


@dataclass(frozen=True, slots=True)
class Article:
    """A text that no source holds yet, and what is known about it; empty where that is not known."""

    content: bytes
    id: str
    title: str
    publisher: str = ""
    url: str = ""
    day: str = ""

    @property
    def text(self) -> str:
        return self.content.decode("utf-8-sig")


def new_article(content: bytes, name: str, seeds: Path) -> Article:
    """An article with the id and the title that suggest themselves; `name` is its file's, if it has one.

    Raises ContentError for what is no text or is a source already.
    """
    file = name or "masukan standar"
    try:
        parts = sentences(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _no_text(file, content[: error.start].count(b"\n") + 1) from None
    if b"\0" in content:
        raise _no_text(file, content[: content.index(b"\0")].count(b"\n") + 1)
    if not parts:
        raise ContentError.at(Place(file, 1), "artikel ini kosong", "Isi dengan judul dan teksnya.")
    for source in load_sources(seeds):
        if [each.text for each in source.sentences] == parts:
            raise ContentError.at(
                Place(file, 1),
                f"artikel ini sudah ada: sumber `{source.id}`",
                f"Tulis butirnya dengan `sumber: {source.id}`; tidak perlu draf baru.",
            )
    words = re.sub("[^a-z0-9]+", "-", (Path(name).stem or parts[0]).lower())
    return Article(content, words.strip("-")[:40].strip("-") or "artikel", parts[0])


def save_draft(article: Article, seeds: Path, knowledge: Path) -> tuple[Path, Path, Path]:
    """Writes the source's list, its text and its draft, or nothing; their paths. Raises TanyaError."""
    if not ID.fullmatch(article.id):
        raise TanyaError(
            f"id `{article.id}` tidak bisa dipakai. Tulis --id dengan huruf kecil, angka, dan tanda hubung,"
            " paling panjang 40."
        )
    files = Files.of(seeds)
    listed, text = seeds / FILE, seeds / f"{article.id}.txt"
    draft = knowledge / FOLDER / f"{article.id}.yaml"
    if article.id in {source.id for source in load_sources(seeds, files)}:
        raise TanyaError(f"id sumber `{article.id}` sudah dipakai. Pilih yang lain dengan --id.")
    for path in (text, draft, knowledge / draft.name):
        if path.exists():
            raise TanyaError(f"{path} sudah ada. Pilih id lain dengan --id.")
    longer = _with_source(article, listed, files.read(listed))
    write_all({text: article.content, draft: _drafted(article).encode(), listed: longer})
    return listed, text, draft


def _no_text(file: str, line: int) -> ContentError:
    cure = "Salin tulisannya ke berkas .txt, lalu simpan dengan penyandian UTF-8."
    return ContentError.at(Place(file, line), "ini bukan teks UTF-8", cure)


def _with_source(article: Article, listed: Path, data: bytes) -> bytes:
    """The list of sources with one more at its end, the rest as it stands."""
    parts = sentences(article.text)
    dates = ", ".join(dict.fromkeys(date for _, date in dates_in(" ".join(parts))))
    block = SOURCE_BLOCK.format(
        id=article.id,
        title=scalar(article.title),
        publisher=scalar(article.publisher or UNFILLED),
        url=scalar(article.url or f"https://{UNFILLED}"),
        day=f"\n  terbit: {article.day}" if article.day else "",
        dates=f"(tanggal data terakhir; di artikel ini ada {dates})" if dates else "…",
        last=len(parts) - 1,
    )
    lines = data.decode("utf-8-sig").splitlines()
    before = read_yaml(data, str(listed)).records("sumber")
    item = ITEM.match(lines[before[-1].place.line - 1]) if before else None
    indent = item.group(1) if item else "  "
    end = "\r\n" if b"\r\n" in data else "\n"
    added = "".join(f"{indent}{line}{end}" for line in block.splitlines())
    longer = data + (b"" if data.endswith(b"\n") else end.encode()) + added.encode()
    try:
        after = read_yaml(longer, str(listed)).records("sumber")
    except ContentError:
        after = []
    if after[:-1] != before or len(after) != len(before) + 1:
        raise TanyaError(
            f"{listed} tersusun lain dari biasanya. Tambahkan sendiri di bawah `sumber:`\n{block}"
        )
    parse_source(after[-1].only(SOURCE), article.text)
    return longer


def _drafted(article: Article) -> str:
    blocks = (
        ENTRY_BLOCK.format(id=article.id, number=number, text=scalar(text))
        for number, text in enumerate(sentences(article.text))
    )
    head = SCHEMA.format(up="../../") + "\n" + GUIDE.format(id=article.id)
    return head + TOPIC.format(topic=scalar(article.title)) + "".join(blocks)
