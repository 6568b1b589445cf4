"""Serving people: jalan."""

import click

from bot import logs
from bot.cli.frame import main
from bot.config import Config


@main.command(help="Jalankan bot: di Telegram bila ada token, kalau tidak sebagai obrolan lokal.")
@click.pass_obj
def jalan(config: Config) -> None:
    import asyncio

    from bot.live import Kept, Live
    from bot.running import run
    from bot.store import data_folder

    logs.set_up(config.log_level, [config.token])
    folder = data_folder(config)
    kept = Kept(folder / "terakhir-baik.zip", config.paths) if folder else None
    asyncio.run(run(config, Live.open(config.paths, kept), click.echo))
