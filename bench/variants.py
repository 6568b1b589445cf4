"""Whether entries are found by phrasings that were taken out, and which entries are taken for one another.

    python -m bench.variants [--show]

Every phrasing of the shipped knowledge is asked once while it, and a fifth of all others, is taken out. It is
    found   its own entry is the best match        alike   another entry that cites the same sentence is
    taken   an entry that says something else is   (with --show these are listed)
Phrasings that are taken show entries to merge, to tell apart, or to give better variants.
"""

import argparse
import dataclasses
from collections import Counter
from collections.abc import Iterator
from zlib import crc32

from bench.accuracy import shipped_knowledge
from bot.matching.matcher import Matcher
from bot.model import Entry, Knowledge, Match

FOLDS = 5


def folds(knowledge: Knowledge) -> Iterator[tuple[Knowledge, list[tuple[Entry, str]]]]:
    """The knowledge without about a fifth of its phrasings, and those phrasings; five times.

    A phrasing's own text decides when it is taken out, so that an edit elsewhere moves no other.
    """
    for fold in range(FOLDS):
        entries, taken_out = [], []
        for entry in knowledge.entries:
            phrasings = list(dict.fromkeys(entry.phrasings))
            out = [phrasing for phrasing in phrasings if crc32(phrasing.encode()) % FOLDS == fold]
            if len(out) == len(phrasings):
                out = out[1:]  # an entry without a phrasing is none
            question, *variants = [phrasing for phrasing in phrasings if phrasing not in out]
            entries.append(dataclasses.replace(entry, question=question, variants=tuple(variants)))
            taken_out += [(entry, phrasing) for phrasing in out]
        yield dataclasses.replace(knowledge, entries=tuple(entries)), taken_out


def ask_all(knowledge: Knowledge) -> Iterator[tuple[str, Entry, str, Match]]:
    """Each phrasing's verdict, its entry, the phrasing, and the best match while it is taken out."""
    for rest, taken_out in folds(knowledge):
        matcher = Matcher(rest)
        for entry, phrasing in taken_out:
            best = matcher.rank(matcher.read(phrasing))[0]
            yield _verdict(entry, best.entry), entry, phrasing, best


def _verdict(asked: Entry, found: Entry) -> str:
    if asked.id == found.id:
        return "found"
    return "alike" if asked.agrees_with(found) else "taken"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    rows = list(ask_all(shipped_knowledge()))
    tally = Counter(verdict for verdict, *_ in rows)
    print("  ".join(f"{each} {100 * tally[each] / len(rows):.1f}%" for each in ("found", "alike", "taken")))
    if options.show:
        for _, entry, phrasing, best in sorted(
            (row for row in rows if row[0] == "taken"), key=lambda row: row[1].id
        ):
            print(f"{entry.id:34} → {best.entry.id:34} {best.score:5}  {phrasing}")


if __name__ == "__main__":
    main()
