"""The command line, as people and scripts call it."""

import asyncio
import json
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.config import Config, Database
from bot.model import Outcome, OutcomeKind, Reason
from bot.store import open_store
from tests.conftest import MINIMAL_KNOWLEDGE, small

QUESTION = "brp pekerja babel yg blm terlindungi bpjs tk?"


def run(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(main, arguments, input=stdin)


def asked(*questions: str, options: tuple[str, ...] = ()) -> list[dict[str, object]]:
    lines = "".join(json.dumps({"q": question}) + "\n" for question in questions)
    result = run("jawab", "--jsonl", *options, stdin=lines)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def folders(tmp_path: Path) -> tuple[str, ...]:
    """Options for a knowledge with the keys of the contract alone."""
    small(tmp_path)
    return "--knowledge", str(tmp_path / "knowledge"), "--seeds", str(tmp_path / "seeds")


def test_every_command_has_help() -> None:
    assert isinstance(main, click.Group)
    for name, command in main.commands.items():
        assert command.help, f"{name} is missing its help"


@pytest.mark.parametrize("arguments", [(), ("jawab",), ("jelaskan",), ("jalan",), ("poster",), ("laporan",)])
def test_help_is_indonesian(arguments: tuple[str, ...]) -> None:
    told = run(*arguments, "--help").stdout
    assert "Pemakaian: " in told
    assert "Tampilkan bantuan ini." in told
    assert not re.search(r"Usage|Options|Commands|Show this|COMMAND|OPTIONS", told)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("jawab", "--jsonl", "halo"), "Tulis satu pertanyaan, atau pakai --jsonl."),
        (("jawab", "--salah"), "Pilihan --salah tidak dikenal."),
        (("jelaskan",), "PERTANYAAN belum ditulis."),
        (("tidakada",), "Perintah ini tidak dimengerti."),
    ],
)
def test_a_mistaken_command_line_is_told_in_indonesian(arguments: tuple[str, ...], told: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "--help" in result.stderr


@pytest.mark.parametrize("line", ["halo", "[]", "{}", '{"q": null}', '{"q": 3}'])
def test_a_line_that_is_no_question_is_named(line: str) -> None:
    result = run("jawab", "--jsonl", stdin=f'{{"q": "halo"}}\n{line}\n')
    assert result.exit_code == 2
    assert "baris 2" in result.stderr


def test_a_person_reads_answer_quote_speaker_and_source() -> None:
    result = run("jawab", QUESTION)
    assert result.exit_code == 0
    assert result.stdout.startswith("Sekitar 59.000 pekerja")
    for part in (
        "“",
        "Evi Haliyati Rachmat",
        "kalimat 12",
        "Apkasi (bertanda [ant])",
        "https://apkasi.org/?p=14978",
    ):
        assert part in result.stdout


def test_no_answer_leaves_with_status_1() -> None:
    result = run("jawab", "qwerty zxcvbn asdfgh")
    assert result.exit_code == 1
    assert "Maaf" in result.stdout


def test_an_answer_line_has_the_fields_of_the_contract() -> None:
    (line,) = asked(QUESTION)
    assert list(line) == ["q", "kind", "entry", "score", "answer", "citations", "candidates", "ms"]
    assert line["q"] == QUESTION
    assert line["kind"] == "answer"
    (citation,) = line["citations"]  # type: ignore[misc]
    assert citation["source"] == "apkasi-14978"
    assert citation["sentence"] == 12
    assert "59.000 pekerja di Babel belum terlindungi" in citation["quote"]


def test_there_are_always_five_candidates_best_first() -> None:
    for line in asked(QUESTION, "halo", "xyzzy", "", "iuran berapa"):
        scores = [candidate["score"] for candidate in line["candidates"]]  # type: ignore[attr-defined]
        assert len(scores) == 5
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 100 for score in scores)


def test_answers_come_in_the_order_of_the_questions_line_breaks_and_all() -> None:
    questions = ("dasar hukum\npekerja desa?", "halo", "telepon apkasi", "\ud83d", "x" * 5000)
    assert [line["q"] for line in asked(*questions)] == list(questions)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        (QUESTION, "answer"),
        ("berapa iuran bpjs ketenagakerjaan per bulan?", "not_in_source"),
        ("terima kasih banyak", "smalltalk"),
        ("qwerty zxcvbn", "unknown"),
        ("", "unknown"),
    ],
)
def test_the_kind_says_how_the_question_stands(question: str, kind: str) -> None:
    assert asked(question)[0]["kind"] == kind


def test_a_knowledge_with_the_keys_of_the_contract_alone_loads(folders: tuple[str, ...]) -> None:
    (line,) = asked("jam berapa kantor buka", options=folders)
    assert line["kind"] == "answer"
    assert line["entry"] == "jam-buka"
    assert len(line["candidates"]) == 2  # type: ignore[arg-type]


def test_content_errors_are_shown_without_a_traceback(folders: tuple[str, ...]) -> None:
    file = Path(folders[1]) / "umum.yaml"
    file.write_text(MINIMAL_KNOWLEDGE.replace("pukul 08.00", "pukul 09.00", 1), encoding="utf-8")
    result = run("jawab", *folders, "jam buka")
    assert result.exit_code == 2
    assert "umum.yaml:" in result.stderr
    assert "kata demi kata" in result.stderr
    assert "Traceback" not in result.output


def test_a_question_and_jsonl_together_are_refused() -> None:
    assert run("jawab", "--jsonl", "halo").exit_code == 2
    assert run("jawab").exit_code == 2


def test_several_questions_are_answered_one_after_the_other() -> None:
    result = run("jawab", "siapa aja yg udah ikut? trus dasar hukumnya apa?")
    assert result.exit_code == 0
    assert result.stdout.startswith("1. Siapa saja dari desa")
    assert "\n2. Undang-undang apa" in result.stdout


def test_a_group_is_checked_by_name() -> None:
    result = run("cek", "kader")
    assert result.exit_code == 0
    assert result.stdout.startswith("Kader\n\nSasaran sosialisasi.")


def test_all_groups_are_checked_without_a_name() -> None:
    result = run("cek")
    assert result.exit_code == 0
    assert "• BPD (kalimat 5)" in result.stdout


def test_an_unlisted_group_leaves_with_no_answer() -> None:
    result = run("cek", "astronot")
    assert result.exit_code == 1
    assert "tidak menebak" in result.stdout


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands look for what was asked."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'tanya.sqlite3'}")
    return tmp_path / "tanya.sqlite3"


def note(log: Path, kind: OutcomeKind, *questions: str) -> None:
    """Has different people ask these."""

    async def ask() -> None:
        async with open_store(Config(database=Database(f"sqlite:///{log}"))) as store:
            for number, text in enumerate(questions):
                store.journal.note(
                    number, "private", text, Outcome(kind, Reason.LOW, None, (), None), 1.0, "v"
                )

    asyncio.run(ask())


def test_what_was_asked_in_vain_is_listed_most_asked_first(log: Path) -> None:
    note(log, OutcomeKind.UNKNOWN, "zotz blimp gnarf", *["quux frob wug"] * 2)
    shown = run("belum").stdout
    assert shown.index("1. “quux frob wug”") < shown.index("2. “zotz blimp gnarf”")
    assert "Ditanyakan 2 kali oleh 2 orang" in shown
    first, second = json.loads(run("belum", "--json").stdout)
    assert (first["question"], first["count"], first["lacks"]) == ("quux frob wug", 2, {"unknown": 2})
    assert second["phrasings"] == ["zotz blimp gnarf"]


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_an_empty_log_is_named_and_why_it_can_be_empty(log: Path, options: tuple[str, ...]) -> None:
    result = run("belum", *options)
    assert (result.exit_code, result.stdout) == (0, "[]\n" if options else "")
    assert f"Catatan yang dilihat: {log}\n" in result.stderr
    assert "Obrolan lokal tidak menyimpan apa-apa" in result.stderr


def test_a_log_where_all_was_answered_is_not_called_empty(log: Path) -> None:
    note(log, OutcomeKind.ANSWER, QUESTION)
    told = run("belum").stderr
    assert "Tidak ada pertanyaan yang belum terjawab.\nCatatan yang dilihat:" in told
    assert "kosong" not in told


def test_a_log_that_cannot_be_read_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}")
    result = run("belum")
    assert result.exit_code == 2
    assert "database.url" in result.stderr
    assert "Traceback" not in result.output
