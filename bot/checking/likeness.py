"""Which phrasings are alike, without comparing each with each.

Likeness is the weighted Jaccard index of their stems. Two phrasings that reach LIKE share one of the stems
that make up the rarest part of each, so only those are indexed (prefix filtering: Chaudhuri et al. 2006, “A
primitive operator for similarity joins in data cleaning”).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from bot.model import Word

LIKE = 0.75
LIGHT = 0.5  # how much a light word weighs against one with content
# A stem that is so common tells little, and its phrasings would be compared each with each.
MOST_HOLDERS = 400

Stems = frozenset[str]


class Likeness:
    """Weighs stems by how rare they are among the phrasings."""

    def __init__(self, phrasings: Sequence[Sequence[Word]]) -> None:
        self.stems: list[Stems] = [frozenset(word.stem for word in words) for words in phrasings]
        light = {word.stem: LIGHT if word.light else 1.0 for words in phrasings for word in words}
        count = Counter(stem for stems in self.stems for stem in stems)
        self._weights = {stem: light[stem] * math.log(1 + len(phrasings) / n) for stem, n in count.items()}
        self._rarest = {stem: place for place, stem in enumerate(sorted(count, key=lambda s: (count[s], s)))}

    def pairs(self) -> Iterator[tuple[int, int, float]]:
        """The phrasings that are alike, by number, with their likeness; the later one first."""
        holders: defaultdict[str, list[int]] = defaultdict(list)
        totals = [self._weigh(stems) for stems in self.stems]
        for number, stems in enumerate(self.stems):
            rare = list(self._rare(stems, totals[number]))
            for other in {each for stem in rare for each in holders[stem]}:
                if not LIKE <= totals[number] / totals[other] <= 1 / LIKE:
                    continue  # one outweighs the other too far to be like it
                shared = self._weigh(stems & self.stems[other])
                alike = shared / (totals[number] + totals[other] - shared)
                if alike >= LIKE:
                    yield number, other, alike
            for stem in rare:
                if len(holders[stem]) < MOST_HOLDERS:
                    holders[stem].append(number)

    def _rare(self, stems: Stems, total: float) -> Iterator[str]:
        """The rarest stems, of which a phrasing that is alike must have one."""
        left = total
        for stem in sorted(stems, key=self._rarest.__getitem__):
            if left < LIKE * total:
                return
            yield stem
            left -= self._weights[stem]

    def _weigh(self, stems: Iterable[str]) -> float:
        return sum(self._weights[stem] for stem in stems)
