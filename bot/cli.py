"""The command line: each command parses, calls one function, prints."""

import asyncio
import difflib
import json
import logging
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bot import checking, editing, explaining, logs, trying
from bot.answering import Faq
from bot.config import DATA, Config, Paths, load_config
from bot.content import draft as drafting
from bot.content.checks import MAX_CITATIONS
from bot.content.knowledge import load_knowledge
from bot.content.sources import UNFILLED, load_sources
from bot.content.trials import load_trials
from bot.edition import Edition
from bot.errors import ContentError, TanyaError
from bot.language.dates import day_of, written
from bot.language.sentences import sentences
from bot.model import Asked, Citation, Knowledge, OutcomeKind, Unmet
from bot.replies.messages import Wording
from bot.replies.parts import Action, Reply
from bot.replies.poster import poster_words
from bot.replies.report import DAYS, Reports, midnights
from bot.replies.voice import Voice
from bot.unmet import unmet

BOT_NAME = re.compile("[A-Za-z][A-Za-z0-9_]{3,31}")
CHOICES = (Action.OPEN, Action.PICK, Action.GROUP)
LISTED = 20  # groups of questions
NO_ANSWER = 1  # exit status, as grep has it; errors leave with 2
NOT_GOOD = 1  # exit status of a check that found something


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
        case _OwnMistake():
            fault = error.message
        case _:
            fault = "Perintah ini tidak dimengerti."
    return f"{fault}\nLihat: {path} --help"


class _OwnMistake(click.UsageError):
    """A mistake that is told in our own words."""


@click.group(
    cls=_Commands, help="Tanya Desa: jawaban dengan kalimat sumbernya.", subcommand_metavar="PERINTAH …"
)
@click.option("--config", type=click.Path(path_type=Path), help="Berkas konfigurasi.")
@click.pass_context
def main(context: click.Context, config: Path | None) -> None:
    context.obj = load_config(config, os.environ)


@main.command(help="Jawab satu PERTANYAAN, atau satu per baris JSON dari masukan standar.")
@click.argument("pertanyaan", required=False)
@click.option("--jsonl", is_flag=True, help="Baca dan tulis satu objek JSON per baris.")
@click.option("--knowledge", type=click.Path(path_type=Path), help="Folder pengetahuan.")
@click.option("--seeds", type=click.Path(path_type=Path), help="Folder sumber.")
@click.pass_obj
def jawab(
    config: Config, pertanyaan: str | None, jsonl: bool, knowledge: Path | None, seeds: Path | None
) -> None:
    if jsonl == bool(pertanyaan):
        raise _OwnMistake("Tulis satu pertanyaan, atau pakai --jsonl.")
    edition = open_edition(config, knowledge, seeds)
    if jsonl:
        for number, line in enumerate(sys.stdin, start=1):
            if line.strip():
                answer = json.dumps(
                    _answer(edition.faq, edition.voice, _question(line, number)), ensure_ascii=False
                )
                # Half a surrogate pair has no UTF-8; written \udXXX it is JSON's own escape.
                click.echo(answer.encode("utf-8", "backslashreplace"))
        return
    understood = edition.dialogue.understand(str(pertanyaan))
    _show(edition.conversation.reply(understood)[0])
    if not any(each.outcome.kind in (OutcomeKind.ANSWER, OutcomeKind.SMALL_TALK) for each in understood):
        sys.exit(NO_ANSWER)


@main.command(help="Tunjukkan kata sumber tentang satu KELOMPOK, misalnya kader; tanpa KELOMPOK: semuanya.")
@click.argument("kelompok", required=False)
@click.pass_obj
def cek(config: Config, kelompok: str | None) -> None:
    edition = open_edition(config)
    if kelompok is None:
        click.echo(edition.cards.overview().plain)
        return
    named = edition.eligibility.find(kelompok)
    _show(edition.cards.reply(named))
    if not named.sure:
        sys.exit(NO_ANSWER)


@main.command(help="Jelaskan mengapa PERTANYAAN dijawab begitu: kata demi kata, butir, pagar, ambang.")
@click.argument("pertanyaan")
@click.option("--json", "as_json", is_flag=True, help="Sebagai JSON, untuk program.")
@click.pass_obj
def jelaskan(config: Config, pertanyaan: str, as_json: bool) -> None:
    explanation = explaining.explain(open_edition(config).faq, pertanyaan)
    if as_json:
        click.echo(json.dumps(explaining.as_json(explanation), ensure_ascii=False, indent=2))
    else:
        click.echo(explaining.as_text(explanation))


@main.command(help="Ajukan semua pertanyaan di knowledge/uji, dan tunjukkan yang gagal dan yang berubah.")
@click.option("--json", "as_json", is_flag=True, help="Sebagai JSON, untuk program.")
@click.option("--knowledge", type=click.Path(path_type=Path), help="Folder pengetahuan.")
@click.option("--seeds", type=click.Path(path_type=Path), help="Folder sumber.")
@click.option(
    "--catatan",
    type=click.Path(path_type=Path),
    default=DATA / "uji.json",
    help="Berkas hasil terakhir saat semua lulus.",
)
@click.pass_obj
def uji(config: Config, as_json: bool, knowledge: Path | None, seeds: Path | None, catatan: Path) -> None:
    known = open_knowledge(config, knowledge, seeds)
    trials = load_trials(_near(knowledge or config.paths.knowledge) / "uji", known)
    report = trying.try_all(Faq(known), trials, _last_good(catatan))
    if as_json:
        click.echo(json.dumps(trying.as_json(report), ensure_ascii=False, indent=2))
    else:
        click.echo(trying.as_text(report, lambda text, colour: click.style(text, fg=colour)))
    if report.failed:
        sys.exit(NOT_GOOD)
    catatan.parent.mkdir(parents=True, exist_ok=True)
    catatan.write_text(json.dumps(report.came, ensure_ascii=False, indent=2), encoding="utf-8")


def _last_good(path: Path) -> dict[str, str]:
    """What came of each trial at the last good run; nothing where that is not known."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


@main.command(help="Periksa seluruh isi: semua yang salah dan meragukan, berkas dan barisnya, dan obatnya.")
@click.option("--json", "as_json", is_flag=True, help="Sebagai JSON, untuk program.")
@click.option("--ketat", is_flag=True, help="Status keluar 1 juga bila hanya ada peringatan.")
@click.option("--knowledge", type=click.Path(path_type=Path), help="Folder pengetahuan.")
@click.option("--seeds", type=click.Path(path_type=Path), help="Folder sumber.")
@click.pass_obj
def periksa(config: Config, as_json: bool, ketat: bool, knowledge: Path | None, seeds: Path | None) -> None:
    findings = checking.in_order(_findings(config, knowledge, seeds))
    if as_json:
        click.echo(json.dumps(checking.as_json(findings), ensure_ascii=False, indent=2))
    else:
        click.echo(checking.as_text(findings, lambda text, colour: click.style(text, fg=colour)))
    if any(each.is_error or ketat for each in findings):
        sys.exit(NOT_GOOD)


def _findings(config: Config, knowledge: Path | None, seeds: Path | None) -> list[checking.Finding]:
    """Everything that is wrong or doubtful; doubts only where the knowledge loads."""
    try:
        known = open_knowledge(config, knowledge, seeds)
    except ContentError as error:
        return checking.errors(error)
    findings = checking.unfilled(drafting.unfilled_drafts(_near(seeds or config.paths.seeds)))
    for check in (
        lambda: Voice(known),
        lambda: load_trials(_near(knowledge or config.paths.knowledge) / "uji", known),
    ):
        try:
            check()
        except ContentError as error:
            findings += checking.errors(error)
    faq = Faq(known) if checking.can_be_asked(known) else None
    steps = checking.warnings(known, faq, datetime.now().astimezone().date())
    with click.progressbar(
        steps,
        length=checking.beats(known),
        label="Memeriksa",
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
    ) as shown:
        return findings + [finding for found in shown for finding in found]


@main.command(help="Tunjukkan yang ditanyakan orang tetapi belum terjawab, yang paling sering lebih dulu.")
@click.option("--json", "as_json", is_flag=True, help="Sebagai JSON, untuk program; semuanya.")
@click.option("--semua", is_flag=True, help=f"Semuanya, bukan hanya {LISTED} yang pertama.")
@click.pass_obj
def belum(config: Config, as_json: bool, semua: bool) -> None:
    asked, ignored = asyncio.run(_in_vain(config))
    edition = open_edition(config)
    groups = unmet(edition.faq, asked, ignored)
    if as_json:
        click.echo(json.dumps([_group(each) for each in groups], ensure_ascii=False, indent=2))
        return
    shown = groups if semua else groups[:LISTED]
    for part in edition.unmet.summaries(enumerate(shown, start=1)):
        click.echo(part.text + "\n")
    if len(shown) < len(groups):
        click.echo(f"Masih ada {len(groups) - len(shown)} lagi: tanya belum --semua")
    elif not groups:
        click.echo(edition.voice.say("belum_kosong"))


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


@main.command(
    help="Jadikan artikel di FILE (tanpa FILE: teks yang ditempel) sumber baru dengan draf butirnya."
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--id", "source_id", help="Nama tetap sumber; tanpa ini dari nama berkas atau judul.")
@click.option("--judul", help="Judul seperti terbit; tanpa ini baris pertama artikel.")
@click.option("--penerbit", help="Yang menerbitkan.")
@click.option("--url", help="Alamat web artikel.")
@click.option("--tanggal", help="Tanggal terbit, misalnya “3 Maret 2026”.")
@click.option("--knowledge", type=click.Path(path_type=Path), help="Folder pengetahuan.")
@click.option("--seeds", type=click.Path(path_type=Path), help="Folder sumber.")
@click.pass_obj
def draf(
    config: Config,
    file: Path | None,
    source_id: str | None,
    judul: str | None,
    penerbit: str | None,
    url: str | None,
    tanggal: str | None,
    knowledge: Path | None,
    seeds: Path | None,
) -> None:
    seeds, knowledge = _near(seeds or config.paths.seeds), _near(knowledge or config.paths.knowledge)
    day, url = _day(tanggal), _address(url)
    file = None if file == Path("-") else file
    article = drafting.new_article(_pasted(file), file.name if file else "", seeds)
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
    listed, text, draft = drafting.save_draft(article, seeds, knowledge)
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
        except _OwnMistake as error:
            click.secho(error.message, fg="red", err=True)


def _day(value: str | None) -> str:
    """A day as people write it; empty for none."""
    day = day_of(" ".join((value or "").split()))
    if value and day is None:
        raise _OwnMistake(f"`{value}` bukan tanggal. Tulis misalnya 3 Maret 2026.")
    return written(day) if day else ""


def _address(value: str | None) -> str:
    """The address of a page; empty for none."""
    if value and (not value.startswith(("https://", "http://")) or len(value.split()) > 1):
        raise _OwnMistake(f"`{value}` bukan alamat web. Awali dengan https://.")
    return value or ""


@main.command(help="Terbitkan draf sumber ID: diperiksa dulu, lalu dipakai bot.")
@click.argument("source_id", metavar="ID")
@click.option("--knowledge", type=click.Path(path_type=Path), help="Folder pengetahuan.")
@click.option("--seeds", type=click.Path(path_type=Path), help="Folder sumber.")
@click.pass_obj
def terbitkan(config: Config, source_id: str, knowledge: Path | None, seeds: Path | None) -> None:
    paths = _paths(config, knowledge, seeds)
    done = drafting.finished(source_id, paths.seeds, paths.knowledge, paths.language)
    Voice(done.known)  # what cannot be said is refused too
    done.publish()
    click.echo(f"Terbit: {done.path}. Kalimat tanpa pertanyaan tidak ikut: {done.left_out}.")
    click.echo("Bot yang sedang berjalan memakainya sendiri. Berikutnya: jalankan tanya periksa.")


@main.command(help="Tulis semua butir ke tabel BERKAS (.xlsx atau .csv), untuk Excel atau LibreOffice.")
@click.argument("berkas", type=click.Path(path_type=Path))
@click.option("--knowledge", type=click.Path(path_type=Path), help="Folder pengetahuan.")
@click.option("--seeds", type=click.Path(path_type=Path), help="Folder sumber.")
@click.pass_obj
def ekspor(config: Config, berkas: Path, knowledge: Path | None, seeds: Path | None) -> None:
    from bot.sheets import rows_of, write_table  # here, so that a question alone does not wait for openpyxl

    rows = list(rows_of(_texts(_contents(config, knowledge, seeds))))
    write_table(rows, berkas)
    variants = sum("variasi" in row for row in rows)
    click.echo(f"{berkas}: {len(rows) - variants} butir, {variants} variasi.")


@main.command(
    help="Tunjukkan apa yang berubah oleh tabel BERKAS dari `tanya ekspor`; --terapkan menulisnya."
    " Yang sementara itu diubah orang lain tidak tertimpa. Baris yang hilang tidak menghapus apa pun:"
    " tulis `ya` di kolom `hapus`."
)
@click.argument("berkas", type=click.Path(path_type=Path))
@click.option("--terapkan", is_flag=True, help="Tulis perubahannya, bila isinya tetap lulus periksa dan uji.")
@click.option("--knowledge", type=click.Path(path_type=Path), help="Folder pengetahuan.")
@click.option("--seeds", type=click.Path(path_type=Path), help="Folder sumber.")
@click.pass_obj
def impor(config: Config, berkas: Path, terapkan: bool, knowledge: Path | None, seeds: Path | None) -> None:
    from bot.sheets import merged, read_table

    paths = _paths(config, knowledge, seeds)
    before = _contents(config, knowledge, seeds)
    merge = merged(_texts(before), read_table(berkas))
    for line in merge.changes:
        click.secho(line, fg={"+": "green", "-": "red"}.get(line.strip()[0]))
    for line in merge.left:
        click.secho(f"Catatan: {line}.", fg="yellow")
    changes = [
        editing.Change(paths.knowledge / name, before.get(name), text.encode())
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


def _contents(config: Config, knowledge: Path | None, seeds: Path | None) -> dict[str, bytes]:
    """The YAML files of the knowledge, by name. Raises ContentError for what does not load."""
    open_knowledge(config, knowledge, seeds)
    paths = sorted((knowledge or config.paths.knowledge).glob("*.y*ml"))
    return {path.name: path.read_bytes() for path in paths}


def _texts(contents: Mapping[str, bytes]) -> dict[str, str]:
    return {name: content.decode() for name, content in contents.items()}


@main.command(help="Jalankan bot: di Telegram bila ada token, kalau tidak sebagai obrolan lokal.")
@click.pass_obj
def jalan(config: Config) -> None:
    # Here, so that a question alone does not wait for Telegram and the database.
    from bot.live import Kept, Live
    from bot.running import run
    from bot.store import data_folder

    logs.set_up(config.log_level, [config.token])
    folder = data_folder(config)
    paths = Paths(*(_near(getattr(config.paths, each.name)) for each in fields(Paths)))
    kept = Kept(folder / "terakhir-baik.zip", paths) if folder else None
    asyncio.run(run(config, Live.open(paths, kept), click.echo))


@main.command(help="Buat poster A4 (PDF dan PNG) dengan kode QR ke bot, untuk kantor desa.")
@click.option("--butir", metavar="ID", help="Kode QR langsung ke jawaban butir ini.")
@click.option("--bot", "name", metavar="NAMA", help="Nama bot di Telegram; tanpa ini ditanyakan ke Telegram.")
@click.option("--keluaran", type=click.Path(path_type=Path), default=".", help="Folder hasil.")
@click.pass_obj
def poster(config: Config, butir: str | None, name: str | None, keluaran: Path) -> None:
    from bot.chat.application import bot_name
    from bot.drawing import write_poster

    knowledge = open_knowledge(config)
    entry = next((each for each in knowledge.entries if each.id == butir), None)
    if butir and entry is None:
        near = difflib.get_close_matches(butir, [each.id for each in knowledge.entries], n=1)
        raise _OwnMistake(
            f"Butir `{butir}` tidak ada." + (f" Mungkin maksud Anda `{near[0]}`?" if near else "")
        )
    bot = _bot_name(name) if name else asyncio.run(bot_name(config))
    try:
        paths = write_poster(
            poster_words(knowledge, bot, entry, config.operator), keluaran, f"poster-{butir or 'tanya-desa'}"
        )
    except OSError as error:
        raise TanyaError(f"{keluaran} tidak bisa ditulisi: {error.strerror}") from None
    for path in paths:
        click.echo(path)


@main.command(help="Tulis laporan: angka saja, tanpa nama. Bisa dibuat juga selagi bot berjalan.")
@click.option("--hari", metavar="N", type=int, help=f"Banyaknya hari; bawaannya {DAYS}.")
@click.option(
    "--ke",
    type=click.Path(path_type=Path),
    default="laporan.html",
    help="Berkas hasil, .html atau .png. Bawaannya laporan.html.",
)
@click.pass_obj
def laporan(config: Config, hari: int | None, ke: Path) -> None:
    from bot.drawing import report_page, report_picture
    from bot.store import StoreError, figures

    draw = {".html": lambda report: report_page(report).encode(), ".png": report_picture}.get(
        ke.suffix.lower()
    )
    if draw is None:
        raise _OwnMistake(f"`{ke}` tidak berakhiran .html atau .png.")
    kept = config.store.keep_days
    hari = min(DAYS, kept) if hari is None else hari
    if not 1 <= hari <= kept:
        raise _OwnMistake(f"--hari {hari}: tulis 1 sampai {kept}, sebab catatan disimpan {kept} hari.")
    knowledge = open_knowledge(config)
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
        raise TanyaError(f"{ke} tidak bisa ditulisi: {error.strerror}") from None
    click.echo(ke)


def _bot_name(name: str) -> str:
    """The name of a bot as Telegram writes it, without @."""
    bare = name.removeprefix("@")
    if not BOT_NAME.fullmatch(bare):
        raise _OwnMistake(f"`{name}` bukan nama bot. Contoh: --bot tanya_desa_bot")
    return bare


def open_edition(config: Config, knowledge: Path | None = None, seeds: Path | None = None) -> Edition:
    """The edition of the configured content. Raises ContentError."""
    return Edition.of(open_knowledge(config, knowledge, seeds))


def open_knowledge(config: Config, knowledge: Path | None = None, seeds: Path | None = None) -> Knowledge:
    """The configured content, checked. Raises ContentError."""
    paths = _paths(config, knowledge, seeds)
    return load_knowledge(paths.knowledge, paths.language, load_sources(paths.seeds))


def _paths(config: Config, knowledge: Path | None, seeds: Path | None) -> Paths:
    """The folders of the configuration, or those named instead."""
    folder = _near(knowledge or config.paths.knowledge)
    own = folder / config.paths.language.name  # a copy of the knowledge brings its own tables
    language = own if own.is_dir() else _near(config.paths.language)
    return Paths(folder, language, _near(seeds or config.paths.seeds))


def _near(path: Path) -> Path:
    """The path as a person at this place would write it: errors name files by it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _show(reply: Reply) -> None:
    """Prints a reply, below it the choices that a chat would show as buttons."""
    click.echo(reply.plain)
    for button in reply.buttons:
        if button.action in CHOICES and button.value and button.label not in reply.plain:
            click.echo(f"  • {button.label}")


def _question(line: str, number: int) -> str:
    try:
        question = json.loads(line)["q"]
    except (ValueError, TypeError, KeyError):
        question = None
    if not isinstance(question, str):
        raise TanyaError(f'baris {number}: bukan objek JSON {{"q": "…"}}')
    return question


def _answer(faq: Faq, voice: Voice, question: str) -> dict[str, Any]:
    start = time.perf_counter()
    outcome = faq.ask(question)
    elapsed = time.perf_counter() - start
    entry = outcome.entry
    scores = {match.entry.id: match.score for match in outcome.matches}
    best = max(scores.values(), default=0.0)
    return {
        "q": question,
        "kind": outcome.kind,
        "entry": entry.id if entry else None,
        "score": scores.get(entry.id, best) if entry else best,
        "answer": voice.reply(outcome).text,
        "citations": _citations(entry.citations if entry else ()),
        "candidates": [
            {
                "entry": match.entry.id,
                "question": match.entry.question,
                "score": match.score,
                "citations": _citations(match.entry.citations),
            }
            for match in outcome.matches
        ],
        "ms": round(1000 * elapsed, 3),
    }


def _citations(citations: tuple[Citation, ...]) -> list[dict[str, Any]]:
    return [
        {"source": each.source.id, "sentence": each.sentence.number, "quote": each.quote}
        for each in citations[:MAX_CITATIONS]  # several sources may answer, the newest first
    ]
