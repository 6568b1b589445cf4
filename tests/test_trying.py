"""`tanya uji`: the editors' own tests, those that are shipped and those that fail."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.answering import Faq
from bot.cli import main
from bot.config import ROOT
from bot.content.trials import load_trials
from bot.model import Knowledge
from bot.trying import as_text, try_all
from tests.conftest import MINIMAL_KNOWLEDGE, small

GOOD = "uji:\n  - harap: jam-buka\n    tanya:\n      - buka jam berapa ya\n"
BAD = GOOD.replace("jam-buka", "surat")


def test_the_shipped_trials_are_passed(faq: Faq, knowledge: Knowledge) -> None:
    report = try_all(faq, load_trials(ROOT / "knowledge" / "uji", knowledge), {})
    assert len(report.results) >= 50
    assert not report.failed, as_text(report, lambda text, _: text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small knowledge with one trial, in the layout of the repository."""
    shutil.copytree(ROOT / "knowledge" / "bahasa", tmp_path / "knowledge" / "bahasa")
    return small(tmp_path, {"knowledge/uji/umum.yaml": GOOD})


def run(folder: Path, *options: str, trials: str = GOOD) -> Result:
    (folder / "knowledge" / "uji" / "umum.yaml").write_text(trials, encoding="utf-8")
    places = ("--knowledge", f"{folder}/knowledge", "--seeds", f"{folder}/seeds")
    return CliRunner().invoke(main, ("uji", *places, "--catatan", f"{folder}/data/uji.json", *options))


def test_a_good_run_is_kept(folder: Path) -> None:
    result = run(folder)
    assert result.exit_code == 0
    assert result.stdout == "1 pertanyaan uji lulus.\n"
    kept = json.loads((folder / "data" / "uji.json").read_text(encoding="utf-8"))
    assert kept == {"buka jam berapa ya": "jam-buka"}


def test_a_failure_tells_what_was_expected_what_came_and_why(folder: Path) -> None:
    result = run(folder, trials=BAD)
    assert result.exit_code == 1
    assert f"{folder}/knowledge/uji/umum.yaml:4: “buka jam berapa ya”" in result.stdout
    assert "diharapkan surat; yang datang jam-buka" in result.stdout
    assert "Dijawab: skor" in result.stdout
    assert "`surat` di urutan 2 dengan skor" in result.stdout
    assert "1 dari 1 pertanyaan uji gagal." in result.stdout
    assert not (folder / "data").exists()


def test_what_a_guard_must_stop_is_asked_too(folder: Path) -> None:
    guard = "pagar:\n  - id: a\n    kata: [koba]\n    jangan_dijawab: [kantor buka jam berapa di manggar]\n"
    (folder / "knowledge" / "pagar.yaml").write_text(guard, encoding="utf-8")
    result = run(folder)
    assert result.exit_code == 1
    assert f"{folder}/knowledge/pagar.yaml:4: “kantor buka jam berapa di manggar”" in result.stdout
    assert "diharapkan bukan_fakta; yang datang jam-buka" in result.stdout
    assert "1 dari 2 pertanyaan uji gagal." in result.stdout


def test_what_changed_since_the_last_good_run_is_told_until_it_is_good_again(folder: Path) -> None:
    run(folder)
    umum = folder / "knowledge" / "umum.yaml"
    umum.write_text(MINIMAL_KNOWLEDGE.replace("id: jam-buka", "id: jam-kantor"), encoding="utf-8")
    change = "“buka jam berapa ya”: jam-buka → jam-kantor"
    assert change in run(folder, trials=BAD).stdout
    assert change in run(folder, trials=GOOD.replace("jam-buka", "jam-kantor")).stdout
    assert change not in run(folder, trials=GOOD.replace("jam-buka", "jam-kantor")).stdout


def test_the_report_is_json_for_programs(folder: Path) -> None:
    result = run(folder, "--json", trials=BAD)
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert told["count"] == 1
    (failed,) = told["failed"]
    assert (failed["line"], failed["expected"], failed["came"]) == (4, ["surat"], "jam-buka")


def test_a_broken_record_of_the_last_good_run_is_no_obstacle(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "uji.json").write_text("{", encoding="utf-8")
    assert run(folder).exit_code == 0


def test_a_mistake_in_a_trial_leaves_with_status_2(folder: Path) -> None:
    result = run(folder, trials=GOOD.replace("jam-buka", "jam-bukak"))
    assert result.exit_code == 2
    assert "umum.yaml:2: `jam-bukak` tidak dikenal" in result.stderr
