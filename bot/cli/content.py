"""What editors write: new sources (draf, terbitkan), the entries in a spreadsheet program (ekspor, impor)."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from bot import editing
from bot.cli.folders import in_folders, open_knowledge
from bot.cli.frame import PATH, OwnMistake, main
from bot.config import Paths
from bot.content import drafting, publishing
from bot.content.files import Files
from bot.content.sources import UNFILLED
from bot.edition import spoken
from bot.errors import TanyaError
from bot.language.dates import day_of, written
from bot.language.sentences import sentences


@main.command(
    help="Jadikan artikel di FILE (tanpa FILE: teks yang ditempel) sumber baru dengan draf butirnya."
)
@click.argument("file", required=False, type=PATH)
@click.option("--id", "source_id", help="Nama tetap sumber; tanpa ini dari nama berkas atau judul.")
@click.option("--judul", help="Judul seperti terbit; tanpa ini baris pertama artikel.")
@click.option("--penerbit", help="Yang menerbitkan.")
@click.option("--url", help="Alamat web artikel.")
@click.option("--tanggal", help="Tanggal terbit, misalnya “3 Maret 2026”.")
@in_folders
def draf(
    file: Path | None,
    source_id: str | None,
    judul: str | None,
    penerbit: str | None,
    url: str | None,
    tanggal: str | None,
    paths: Paths,
) -> None:
    day, url = _day(tanggal), _address(url)
    file = None if file == Path("-") else file
    article = drafting.new_article(_pasted(file), file.name if file else "", paths.seeds)
    if sys.stdin.isatty():  # what is not answered is left to be filled in
        penerbit = penerbit or _typed("Penerbit (boleh dikosongkan)", str)
        url = url or _typed("Alamat web, diawali https:// (boleh dikosongkan)", _address)
        day = day or _typed("Tanggal terbit, misalnya 3 Maret 2026 (boleh dikosongkan)", _day)
    article = replace(
        article,
        id=source_id or article.id,
        title=" ".join((judul or article.title).split()),
        publisher=" ".join((penerbit or "").split()),
        url=url,
        day=day,
    )
    listed, text, draft = drafting.save_draft(article, paths.seeds, paths.knowledge)
    for number, sentence in enumerate(sentences(article.text)):
        click.echo(f"{number}. {sentence}")
    click.echo(f"\nDibuat: {text}, {draft}, dan sumber `{article.id}` di {listed}.")
    if not (article.publisher and article.url):
        click.echo(f"Belum lengkap: ganti {UNFILLED} di {listed}.")
    click.echo(f"Berikutnya: tulis pertanyaan di {draft}, lalu jalankan: tanya terbitkan {article.id}")


def _pasted(file: Path | None) -> bytes:
    """The content of a file, else what comes on standard input."""
    if file:
        try:
            return file.read_bytes()
        except OSError as error:
            raise TanyaError(f"{file} tidak terbaca: {error.strerror}") from None
    if sys.stdin.isatty():
        click.echo("Tempel judul dan teks artikelnya, lalu tekan Enter dan Ctrl+D.", err=True)
    return sys.stdin.buffer.read()


def _typed(label: str, made: Callable[[str], str]) -> str:
    """What a person at the terminal types; asked again while it cannot be used."""
    while True:
        try:
            return made(click.prompt(label, default="", show_default=False, err=True).strip())
        except OwnMistake as error:
            click.secho(error.message, fg="red", err=True)


def _day(value: str | None) -> str:
    """A day as people write it; empty for none."""
    day = day_of(" ".join((value or "").split()))
    if value and day is None:
        raise OwnMistake(f"`{value}` bukan tanggal. Tulis misalnya 3 Maret 2026.")
    return written(day) if day else ""


def _address(value: str | None) -> str:
    """The address of a page; empty for none."""
    if value and (not value.startswith(("https://", "http://")) or len(value.split()) > 1):
        raise OwnMistake(f"`{value}` bukan alamat web. Awali dengan https://.")
    return value or ""


@main.command(help="Terbitkan draf sumber ID: diperiksa dulu, lalu dipakai bot.")
@click.argument("source_id", metavar="ID")
@in_folders
def terbitkan(source_id: str, paths: Paths) -> None:
    done = publishing.finished(source_id, paths.seeds, paths.knowledge, paths.language)
    spoken(done.known)  # what cannot be said is refused too
    done.publish()
    click.echo(f"Terbit: {done.path}. Kalimat tanpa pertanyaan tidak ikut: {done.left_out}.")
    click.echo("Bot yang sedang berjalan memakainya sendiri. Berikutnya: jalankan tanya periksa.")


@main.command(help="Tulis semua butir ke tabel BERKAS (.xlsx atau .csv), untuk Excel atau LibreOffice.")
@click.argument("berkas", type=PATH)
@in_folders
def ekspor(berkas: Path, paths: Paths) -> None:
    from bot.sheets import rows_of, write_table

    rows = list(rows_of(_texts(paths)))
    write_table(rows, berkas)
    variants = sum("variasi" in row for row in rows)
    click.echo(f"{berkas}: {len(rows) - variants} butir, {variants} variasi.")


@main.command(
    help="Tunjukkan apa yang berubah oleh tabel BERKAS dari `tanya ekspor`; --terapkan menulisnya."
    " Yang sementara itu diubah orang lain tidak tertimpa. Baris yang hilang tidak menghapus apa pun:"
    " tulis `ya` di kolom `hapus`."
)
@click.argument("berkas", type=PATH)
@click.option("--terapkan", is_flag=True, help="Tulis perubahannya, bila isinya tetap lulus periksa dan uji.")
@in_folders
def impor(berkas: Path, terapkan: bool, paths: Paths) -> None:
    from bot.sheets import merged, read_table

    before = _texts(paths)
    merge = merged(before, read_table(berkas))
    for line in merge.changes:
        click.secho(line, fg={"+": "green", "-": "red"}.get(line.strip()[0]))
    for line in merge.left:
        click.secho(f"Catatan: {line}.", fg="yellow")
    changes = [
        editing.Change(
            paths.knowledge / name, before[name].encode() if name in before else None, text.encode()
        )
        for name, text in merge.texts.items()
    ]
    if not changes:
        click.echo("Tidak ada yang berubah.")
    elif terapkan:
        editing.apply(paths, changes)
        click.echo(f"Ditulis: {', '.join(merge.texts)}.")
    elif findings := editing.check(paths, changes):
        raise editing.RefusedError(findings)
    else:
        click.echo(f"Belum ditulis: {', '.join(merge.texts)}. Ulangi dengan --terapkan untuk menulisnya.")


def _texts(paths: Paths) -> dict[str, str]:
    """The YAML files of the knowledge, by name. Raises ContentError for what does not load."""
    open_knowledge(paths)
    files = Files.of(paths.knowledge)
    return {path.name: files.read(path).decode() for path in files.yaml_in(paths.knowledge)}
