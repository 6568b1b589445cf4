"""What the log tells: belum, laporan."""

import logging
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bot.cli.folders import open_edition, open_knowledge
from bot.cli.frame import PATH, OwnMistake, in_json, main, not_written
from bot.config import Config
from bot.errors import TanyaError
from bot.model import Asked, Unmet
from bot.replies.messages import Wording
from bot.replies.report import DAYS, Reports, midnights
from bot.unmet import unmet

LISTED = 20  # groups of questions
NOTHING_KEPT = (
    "Catatan itu kosong: belum ada pertanyaan yang disimpan di sana. Obrolan lokal tidak menyimpan apa-apa.\n"
    "Catatan terisi setelah bot melayani Telegram; bila sudah, samakan database.url (atau DATABASE_URL)."
)


@main.command(help="Tunjukkan yang ditanyakan orang tetapi belum terjawab, yang paling sering lebih dulu.")
@click.option("--json", "as_json", is_flag=True, help="Sebagai JSON, untuk program; semuanya.")
@click.option("--semua", is_flag=True, help=f"Semuanya, bukan hanya {LISTED} yang pertama.")
@click.pass_obj
def belum(config: Config, as_json: bool, semua: bool) -> None:
    import asyncio

    asked, ignored = asyncio.run(_in_vain(config))
    edition = open_edition(config.paths)
    groups = unmet(edition.faq, asked, ignored)
    if not groups:
        _tell_none(config, edition.voice.say("belum_kosong"))
    if as_json:
        click.echo(in_json([_group(each) for each in groups]))
        return
    shown = groups if semua else groups[:LISTED]
    for part in edition.unmet.summaries(enumerate(shown, start=1)):
        click.echo(part.text + "\n")
    if len(shown) < len(groups):
        click.echo(f"Masih ada {len(groups) - len(shown)} lagi: tanya belum --semua")


def _tell_none(config: Config, told: str) -> None:
    """Says that nothing was found, in which log, and where that is empty, why it can be."""
    import asyncio

    from bot.store import described, is_empty

    click.echo(f"{told}\nCatatan yang dilihat: {described(config)}", err=True)
    if asyncio.run(is_empty(config)):
        click.echo(NOTHING_KEPT, err=True)


async def _in_vain(config: Config) -> tuple[list[Asked], frozenset[str]]:
    """What was asked in vain, and the keys of what is to be ignored."""
    from bot.store import Mark, StoreError, open_store

    async with open_store(config) as store:
        try:
            return await store.journal.in_vain(), await store.changes.marked(Mark.IGNORED)
        except StoreError:
            raise TanyaError("Catatan pertanyaan tidak bisa dibaca. Periksa database.url.") from None


def _group(group: Unmet) -> dict[str, Any]:
    return {
        "question": group.text,
        "count": len(group.asked),
        "people": group.people,
        "last": group.asked[-1].at.isoformat(),
        "lacks": Counter(each.lack for each in group.asked),
        "complaints": Counter(each.complaint for each in group.asked if each.complaint),
        "phrasings": group.texts,
        "nearest": [each.id for each in group.near],
    }


@main.command(help="Tulis laporan: angka saja, tanpa nama. Bisa dibuat juga selagi bot berjalan.")
@click.option("--hari", metavar="N", type=int, help=f"Banyaknya hari; bawaannya {DAYS}.")
@click.option(
    "--ke", type=PATH, default="laporan.html", help="Berkas hasil, .html atau .png. Bawaannya laporan.html."
)
@click.pass_obj
def laporan(config: Config, hari: int | None, ke: Path) -> None:
    import asyncio

    from bot.drawing import report_page, report_picture
    from bot.store import StoreError, figures

    draw = {".html": lambda report: report_page(report).encode(), ".png": report_picture}.get(
        ke.suffix.lower()
    )
    if draw is None:
        raise OwnMistake(f"`{ke}` tidak berakhiran .html atau .png.")
    kept = config.store.keep_days
    hari = min(DAYS, kept) if hari is None else hari
    if not 1 <= hari <= kept:
        raise OwnMistake(f"--hari {hari}: tulis 1 sampai {kept}, sebab catatan disimpan {kept} hari.")
    knowledge = open_knowledge(config.paths)
    logging.disable(logging.WARNING)  # the store's words on a failure are for those who run the bot
    try:
        found = asyncio.run(figures(config, midnights(datetime.now(UTC), hari)))
    except StoreError as error:
        raise TanyaError(f"Basis data tidak terbaca: {error}") from None
    finally:
        logging.disable(logging.NOTSET)
    report = Reports(knowledge, Wording(knowledge.messages).say).of(found)
    try:
        ke.write_bytes(draw(report))
    except OSError as error:
        raise not_written(ke, error) from None
    click.echo(ke)
    if not report.tiles:
        _tell_none(config, f"Tidak ada pertanyaan dalam {hari} hari terakhir.")
