"""Checking the content: uji, periksa."""

import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import click

from bot import checking, trying
from bot.answering import Faq
from bot.cli.folders import in_folders, open_knowledge
from bot.cli.frame import PATH, in_json, json_option, main, painted
from bot.config import DATA, Paths
from bot.content.publishing import unfilled_drafts
from bot.content.trials import FOLDER, load_trials
from bot.edition import spoken
from bot.errors import ContentError

Made = TypeVar("Made")

NOT_GOOD = 1  # exit status of a check that found something


@main.command(help="Ajukan semua pertanyaan di knowledge/uji, dan tunjukkan yang gagal dan yang berubah.")
@json_option
@in_folders
@click.option(
    "--catatan", type=PATH, default=DATA / "uji.json", help="Berkas hasil terakhir saat semua lulus."
)
def uji(as_json: bool, catatan: Path, paths: Paths) -> None:
    known = open_knowledge(paths)
    report = trying.try_all(Faq(known), load_trials(paths.knowledge / FOLDER, known), _last_good(catatan))
    click.echo(in_json(trying.as_json(report)) if as_json else trying.as_text(report, painted))
    if report.failed:
        sys.exit(NOT_GOOD)
    catatan.parent.mkdir(parents=True, exist_ok=True)
    catatan.write_text(in_json(report.came), encoding="utf-8")


def _last_good(path: Path) -> dict[str, str]:
    """What came of each trial at the last good run; nothing where that is not known."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


@main.command(help="Periksa seluruh isi: semua yang salah dan meragukan, berkas dan barisnya, dan obatnya.")
@json_option
@click.option("--ketat", is_flag=True, help="Status keluar 1 juga bila hanya ada peringatan.")
@in_folders
def periksa(as_json: bool, ketat: bool, paths: Paths) -> None:
    findings = checking.in_order(_findings(paths))
    click.echo(in_json(checking.as_json(findings)) if as_json else checking.as_text(findings, painted))
    if any(each.is_error or ketat for each in findings):
        sys.exit(NOT_GOOD)


def _findings(paths: Paths) -> list[checking.Finding]:
    """Everything that is wrong or doubtful; doubts only where the knowledge loads."""
    findings: list[checking.Finding] = []

    def tried(make: Callable[[], Made]) -> Made | None:
        try:
            return make()
        except ContentError as error:
            findings.extend(checking.errors(error))
            return None

    known = tried(lambda: open_knowledge(paths))
    tried(lambda: load_trials(paths.knowledge / FOLDER, known))
    if known is None:
        return findings
    tried(lambda: spoken(known))
    findings += checking.unfilled(unfilled_drafts(paths.seeds))
    faq = Faq(known) if checking.can_be_asked(known) else None
    steps = checking.warnings(known, faq, datetime.now().astimezone().date())
    beats, hidden = checking.beats(known), not sys.stderr.isatty()
    with click.progressbar(steps, beats, "Memeriksa", file=sys.stderr, hidden=hidden) as shown:
        return findings + [finding for found in shown for finding in found]
