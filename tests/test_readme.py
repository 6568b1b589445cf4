"""What the README shows exists."""

import re

import pytest

from bot.cli import main
from bot.config import ROOT
from bot.content.knowledge import parse_knowledge
from bot.model import Knowledge

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\bmake ([a-z]+)", README)) - {"a"}))
def test_every_make_target_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("command", sorted(set(re.findall(r"tanya ([a-z]+)", README))))
def test_every_command_exists(command: str) -> None:
    assert command in main.commands  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"(?:bot|knowledge|docs|tests|bench|seeds)/[\w/.-]*\w", README)))
)
def test_every_path_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_every_room_is_described() -> None:
    rooms = {path.stem for path in (ROOT / "bot").iterdir() if path.stem.strip("_").isalpha()}
    for room in rooms - {"__init__", "__main__", "__pycache__"}:
        assert re.search(rf"^  {room}\b", README, re.MULTILINE), room


def test_the_example_entry_loads(knowledge: Knowledge) -> None:
    example = re.search(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert example
    (entry,) = parse_knowledge([(example.group(1).encode(), "README.md")], knowledge.sources).entries
    assert entry.citations[0].sentence.number == 8
