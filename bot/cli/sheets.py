"""The entries in a spreadsheet program: ekspor, impor."""

from pathlib import Path

import click

from bot import editing
from bot.cli.folders import in_folders, open_knowledge
from bot.cli.frame import PATH, main
from bot.config import Paths
from bot.content.files import Files


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
