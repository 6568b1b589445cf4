"""`tanya` itself: its commands in Indonesian throughout, and what people can mend in one line."""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from bot.cli.folders import near
from bot.config import load_config
from bot.errors import TanyaError

PATH = click.Path(path_type=Path)
json_option = click.option("--json", "as_json", is_flag=True, help="Sebagai JSON, untuk program.")


class OwnMistake(click.UsageError):
    """A mistake on the command line that is told in our own words."""


class _Command(click.Command):
    """A command whose help is Indonesian throughout; click's own words are English."""

    def __init__(self, *args: Any, **extra: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[PILIHAN]", **extra})

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "Pemakaian: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        with formatter.section("Pilihan"):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = "Tampilkan bantuan ini."
        return option


class _Commands(_Command, click.Group):
    """The commands; shows what people can mend in one line, in Indonesian and without a traceback."""

    command_class = _Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        rows = [(name, command.help or "") for name, command in sorted(self.commands.items())]
        with formatter.section("Perintah"):
            formatter.write_dl(rows)

    def main(self, *args: Any, **extra: Any) -> Any:
        try:
            status = super().main(*args, **{**extra, "standalone_mode": False})
        except (click.UsageError, TanyaError) as error:
            told = _mistake(error) if isinstance(error, click.UsageError) else str(error)
            click.secho(told, fg="red", err=True)
            status = 2
        except (click.Abort, BrokenPipeError):
            status = 1
        sys.exit(status if isinstance(status, int) else 0)


def _mistake(error: click.UsageError) -> str:
    """What is wrong with a command line."""
    path = error.ctx.command_path if error.ctx else "tanya"
    match error:
        case click.NoSuchOption():
            fault = f"Pilihan {error.option_name} tidak dikenal."
        case click.MissingParameter() if error.param:
            fault = f"{error.param.human_readable_name.upper()} belum ditulis."
        case OwnMistake():
            fault = error.message
        case _:
            fault = "Perintah ini tidak dimengerti."
    return f"{fault}\nLihat: {path} --help"


@click.group(
    cls=_Commands, help="Tanya Desa: jawaban dengan kalimat sumbernya.", subcommand_metavar="PERINTAH …"
)
@click.option("--config", type=PATH, help="Berkas konfigurasi.")
@click.pass_context
def main(context: click.Context, config: Path | None) -> None:
    loaded = load_config(config, os.environ)
    context.obj = replace(loaded, paths=near(loaded.paths))


def painted(text: str, colour: str) -> str:
    return click.style(text, fg=colour)


def in_json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


def not_written(path: Path, error: OSError) -> TanyaError:
    return TanyaError(f"{path} tidak bisa ditulisi: {error.strerror}")
