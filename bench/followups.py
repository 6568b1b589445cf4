"""Follow-ups: how many are understood, and that none is made up.

    python -m bench.followups

tests/dialogue/followups*.jsonl: after the answer of entry `previous`, `text` means that entry, `penutur` (who
said the answer), `sumber` (where it stands), or nothing that the answer before has to do with (null). The
second file was written after the rules were settled.
"""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from bench.accuracy import shipped_knowledge
from bot.answering import Faq
from bot.config import ROOT
from bot.dialogue.dialogue import Dialogue
from bot.eligibility import Eligibility
from bot.model import Detail, Entry, Understood

FILES = {name: ROOT / "tests" / "dialogue" / f"{name}.jsonl" for name in ("followups", "followups_fresh")}
DETAILS = {Detail.SPEAKER: "penutur", Detail.SOURCE: "sumber"}


def meant(understood: Understood) -> str | None:
    """What a message was taken for, written as in the files."""
    if understood.detail:
        return DETAILS[understood.detail]
    return understood.outcome.entry.id if understood.outcome.entry else None


def tally(dialogue: Dialogue, entries: Mapping[str, Entry], file: Path) -> Counter[str]:
    """How many lines of a file came out right, missed, followed wrongly or made up."""
    counted: Counter[str] = Counter()
    for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
        understood = dialogue.understand(row["text"], entries[row["previous"]])
        came = {meant(each) for each in understood}
        followed = any(each.follows for each in understood)
        if row["means"] is None:
            counted["made up" if followed else "right"] += 1
        elif came == {row["means"]}:
            counted["right"] += 1
        else:
            counted["followed wrongly" if followed else "missed"] += 1
    return counted


def main() -> None:
    knowledge = shipped_knowledge()
    entries = {entry.id: entry for entry in knowledge.entries}
    dialogue = Dialogue(knowledge, Faq(knowledge), Eligibility(knowledge))
    for name, file in FILES.items():
        counts = tally(dialogue, entries, file).most_common()
        print(f"{name}: {', '.join(f'{count} {kind}' for kind, count in counts)}")


if __name__ == "__main__":
    main()
