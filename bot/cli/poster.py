"""What the office hangs up: poster."""

import re
from pathlib import Path

import click

from bot.cli.folders import open_knowledge
from bot.cli.frame import PATH, OwnMistake, main, not_written
from bot.config import Config
from bot.errors import meant
from bot.replies.poster import poster_words

BOT_NAME = re.compile("[A-Za-z][A-Za-z0-9_]{3,31}")


@main.command(help="Buat poster A4 (PDF dan PNG) dengan kode QR ke bot, untuk kantor desa.")
@click.option("--butir", metavar="ID", help="Kode QR langsung ke jawaban butir ini.")
@click.option("--bot", "name", metavar="NAMA", help="Nama bot di Telegram; tanpa ini ditanyakan ke Telegram.")
@click.option("--keluaran", type=PATH, default=".", help="Folder hasil.")
@click.pass_obj
def poster(config: Config, butir: str | None, name: str | None, keluaran: Path) -> None:
    import asyncio

    from bot.chat.application import bot_name
    from bot.drawing import write_poster

    knowledge = open_knowledge(config.paths)
    entry = next((each for each in knowledge.entries if each.id == butir), None)
    if butir and entry is None:
        ids = [each.id for each in knowledge.entries]
        raise OwnMistake(f"Butir `{butir}` tidak ada. {meant(butir, ids) or 'Periksa ejaannya.'}")
    bot = _bot_name(name) if name else asyncio.run(bot_name(config))
    try:
        paths = write_poster(
            poster_words(knowledge, bot, entry, config.operator), keluaran, f"poster-{butir or 'tanya-desa'}"
        )
    except OSError as error:
        raise not_written(keluaran, error) from None
    for path in paths:
        click.echo(path)


def _bot_name(name: str) -> str:
    """The name of a bot as Telegram writes it, without @."""
    bare = name.removeprefix("@")
    if not BOT_NAME.fullmatch(bare):
        raise OwnMistake(f"`{name}` bukan nama bot. Contoh: --bot tanya_desa_bot")
    return bare
