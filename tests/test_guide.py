"""The admins' guide tells of every command and every fault, and what it has people type works."""

import ast
import re
from pathlib import Path

import pytest

from bot.answering import Faq
from bot.cli import main
from bot.config import ROOT, load_config
from bot.content.files import Files
from bot.content.knowledge import load_knowledge, parse_knowledge
from bot.content.trials import parse_trials
from bot.model import Knowledge, OutcomeKind
from bot.replies.commands import COMMANDS, Scope
from docs import faults
from docs.screenshots import ABOVE, LAW, NEW

TEXT = faults.GUIDE.read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)


def example(start: str) -> bytes:
    return next(each.encode() for each in EXAMPLES if each.startswith(start))


def test_every_fault_has_a_row_with_its_cure() -> None:
    rows, said = faults.rows(), faults.faults()
    assert {text: file for text, file in said.items() if text not in rows} == {}, "python -m docs.faults"
    assert [row for row in rows if row not in said] == [], "the program says this no more"
    assert len(rows) == len(set(rows))
    for line in "".join(faults.TABLE.findall(TEXT)).splitlines():
        assert len([cell for cell in line[1:-1].split(" | ") if cell.strip()]) == 3, line


@pytest.mark.parametrize("hidden", ["TanyaError(made())", "ContentError.at(place, sentences[0])"])
def test_a_fault_that_cannot_be_read_off_the_code_is_refused(hidden: str) -> None:
    with pytest.raises(LookupError, match=r"x\.py:1"):
        list(faults.said(ast.parse(hidden), "x.py"))


def test_every_command_and_option_is_in_the_tables() -> None:
    for name, command in main.commands.items():  # type: ignore[attr-defined]
        assert re.search(rf"^\| `tanya {name}\b", TEXT, re.MULTILINE), name
        for option in (each for param in command.params for each in param.opts if each.startswith("--")):
            assert f"`{option}`" in TEXT or f"`{option} " in TEXT, option
    for chat in COMMANDS:
        whom = "admin" if chat.scope is Scope.ADMIN else "semua"
        assert f"| `/{chat.name}` | {whom} |" in TEXT


def test_every_link_within_the_guide_leads_somewhere() -> None:
    titles = re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= anchors


def test_the_first_change_makes_the_bot_understand(faq: Faq, knowledge: Knowledge) -> None:
    question = NEW.strip(" -\n")
    assert f"\n{question}\n" in TEXT
    assert f"{ABOVE}{NEW.rstrip()}" in TEXT
    before = faq.ask(question)
    assert before.kind is OutcomeKind.UNKNOWN
    assert before.offered[0].id == "dasar-hukum"  # what /belum has the admin press
    paths = load_config(None, {}).paths
    files = Files.of(paths.knowledge, paths.language)
    changed = files.read(ROOT / LAW).decode().replace(ABOVE, ABOVE + NEW, 1).encode()
    after = load_knowledge(
        paths.knowledge, paths.language, knowledge.sources, files.having({ROOT / LAW: changed})
    )
    answer = Faq(after).ask(question).entry
    assert answer
    assert answer.id == "dasar-hukum"


def test_the_examples_load(knowledge: Knowledge, tmp_path: Path) -> None:
    (entry,) = parse_knowledge([(example("topik: Latihan"), "a.yaml")], knowledge.sources).entries
    assert entry.citations
    assert len(parse_trials([(example("uji:"), "b.yaml")], knowledge)) == 1
    (tmp_path / "config.yaml").write_bytes(example("telegram:"))
    assert len(load_config(tmp_path / "config.yaml", {}).telegram.admins) == 2
