"""Asking as people and programs do: jawab, cek, jelaskan."""

import json
import sys
import time
from typing import Any

import click

from bot import explaining
from bot.answering import Faq
from bot.cli.folders import in_folders, open_edition
from bot.cli.frame import OwnMistake, in_json, json_option, main
from bot.config import Config, Paths
from bot.content.citations import MAX_CITATIONS
from bot.errors import TanyaError
from bot.model import Citation, OutcomeKind
from bot.replies.parts import Action, Reply
from bot.replies.voice import Voice

CHOICES = (Action.OPEN, Action.PICK, Action.GROUP)
NO_ANSWER = 1  # exit status, as grep has it; errors leave with 2


@main.command(help="Jawab satu PERTANYAAN, atau satu per baris JSON dari masukan standar.")
@click.argument("pertanyaan", required=False)
@click.option("--jsonl", is_flag=True, help="Baca dan tulis satu objek JSON per baris.")
@in_folders
def jawab(pertanyaan: str | None, jsonl: bool, paths: Paths) -> None:
    if jsonl == bool(pertanyaan):
        raise OwnMistake("Tulis satu pertanyaan, atau pakai --jsonl.")
    edition = open_edition(paths)
    if jsonl:
        for number, line in enumerate(sys.stdin, start=1):
            if line.strip():
                told = _answer(edition.faq, edition.voice, _question(line, number))
                answer = json.dumps(told, ensure_ascii=False)
                # Half a surrogate pair has no UTF-8; written \udXXX it is JSON's own escape.
                click.echo(answer.encode("utf-8", "backslashreplace"))
        return
    understood = edition.dialogue.understand(str(pertanyaan))
    _show(edition.conversation.reply(understood)[0])
    answers = (OutcomeKind.ANSWER, OutcomeKind.SMALL_TALK)
    if not any(each.groups or each.outcome.kind in answers for each in understood):
        sys.exit(NO_ANSWER)


@main.command(help="Tunjukkan kata sumber tentang satu KELOMPOK, misalnya kader; tanpa KELOMPOK: semuanya.")
@click.argument("kelompok", required=False)
@click.pass_obj
def cek(config: Config, kelompok: str | None) -> None:
    edition = open_edition(config.paths)
    if kelompok is None:
        click.echo(edition.cards.overview().plain)
        return
    named = edition.eligibility.find(kelompok)
    _show(edition.cards.reply(named))
    if not named.sure:
        sys.exit(NO_ANSWER)


@main.command(help="Jelaskan mengapa PERTANYAAN dijawab begitu: kata demi kata, butir, pagar, ambang.")
@click.argument("pertanyaan")
@json_option
@click.pass_obj
def jelaskan(config: Config, pertanyaan: str, as_json: bool) -> None:
    explanation = explaining.explain(open_edition(config.paths).faq, pertanyaan)
    click.echo(in_json(explaining.as_json(explanation)) if as_json else explaining.as_text(explanation))


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
    return {
        "q": question,
        "kind": outcome.kind,
        "entry": entry.id if entry else None,
        "score": outcome.score,
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
