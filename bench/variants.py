"""Whether entries are found by phrasings that were taken out, and which entries are taken for one another.

    python -m bench.variants [--folds 5] [--show]

Every phrasing of the shipped knowledge is asked once while it, and a fifth of all others, is taken out. It is
    found   its own entry is the best match        alike   another entry that cites the same sentence is
    taken   an entry that says something else is   (with --show these are listed)
Phrasings that are taken show entries to merge, to tell apart, or to give better variants.
"""

import argparse
import dataclasses
import random
from collections import Counter

from bench.accuracy import shipped_knowledge
from bot.matching.matcher import Matcher
from bot.model import Entry, EntryKind


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    knowledge = shipped_knowledge()
    dice = random.Random(1)
    fold_of = {
        (entry.id, phrasing): (place + offset) % options.folds
        for entry in knowledge.entries
        for offset in [dice.randrange(options.folds)]
        for place, phrasing in enumerate(dice.sample(entry.phrasings, len(entry.phrasings)))
    }
    tally: Counter[str] = Counter()
    taken: list[str] = []
    for fold in range(options.folds):
        entries = []
        for entry in knowledge.entries:
            question, *variants = [p for p in entry.phrasings if fold_of[entry.id, p] != fold]
            entries.append(dataclasses.replace(entry, question=question, variants=tuple(variants)))
        matcher = Matcher(dataclasses.replace(knowledge, entries=tuple(entries)))
        for entry in knowledge.entries:
            for phrasing in entry.phrasings:
                if fold_of[entry.id, phrasing] == fold:
                    best = matcher.rank(matcher.read(phrasing))[0]
                    verdict = _verdict(entry, best.entry)
                    tally[verdict] += 1
                    if verdict == "taken":
                        taken.append(f"{entry.id:34} → {best.entry.id:34} {best.score:5}  {phrasing}")
    total = tally.total()
    print(
        "  ".join(f"{verdict} {100 * tally[verdict] / total:.1f}%" for verdict in ("found", "alike", "taken"))
    )
    if options.show:
        print("\n".join(sorted(taken)))


def _verdict(asked: Entry, found: Entry) -> str:
    if asked.id == found.id:
        return "found"
    cited = [{citation.sentence for citation in entry.citations} for entry in (asked, found)]
    alike = asked.kind is found.kind is EntryKind.FACT and cited[0] & cited[1]
    return "alike" if alike else "taken"


if __name__ == "__main__":
    main()
