"""What people ask in vain, grouped by likeness.

Two questions are alike when the words that carry them are, weighed as the matcher weighs them (weighted
Jaccard). The most frequent question leads a group, and every other joins the leader that it is most like.
What is ignored leads before all others, so that what is like it stays with it however often it is asked.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping

from bot.answering import Faq
from bot.language.personal import MASK
from bot.language.recognising import spelt_alike
from bot.model import Asked, Entry, Lack, Outcome, Unmet

ALIKE = 0.6  # share of the words' weight that two questions have in common
NEAREST = 3

Words = frozenset[str]


def unmet(faq: Faq, asked: Iterable[Asked], ignored: Container[str] = ()) -> tuple[Unmet, ...]:
    """What is still asked in vain, most asked first; `ignored` holds the keys that are not to be told again.

    What today's knowledge answers is left out, but for an answer that is still the one that was disliked.
    """
    told = {each: text for each in asked if (text := each.text or _question(faq, each.entry_id))}
    outcomes = {text: faq.ask(text) for text in dict.fromkeys(told.values())}
    lacking = {each: text for each, text in told.items() if _is_open(each, outcomes[text])}
    weights, words = _words(faq, {text: outcomes[text] for text in lacking.values()})
    ways: defaultdict[Words, list[Asked]] = defaultdict(list)
    for each, text in sorted(lacking.items(), key=lambda item: (item[0].at, item[0].id)):
        if words[text]:
            ways[words[text]].append(each)
    groups = []
    shunned = {words for words, some in ways.items() if any(each.key in ignored for each in some)}
    for leader, members in _groups(ways, weights, shunned).items():
        if leader in shunned:
            continue
        texts = Counter(lacking[each] for each in ways[leader])
        text = min(texts, key=lambda text: (MASK in text, -texts[text]))
        first = next(each for each in ways[leader] if lacking[each] == text)
        everyone = sorted((each for words in members for each in ways[words]), key=lambda each: each.at)
        others = [other for other, _ in Counter(lacking[each] for each in everyone).most_common()]
        ordered = tuple(dict.fromkeys([text, *others]))
        groups.append(Unmet(first.id, text, tuple(everyone), ordered, _near(outcomes[text])))
    return tuple(sorted(groups, key=lambda each: (-len(each.asked), -each.asked[-1].at.timestamp(), each.id)))


def _question(faq: Faq, entry_id: str) -> str:
    """What a button asked."""
    entry = faq.entry(entry_id)
    return entry.question if entry else ""


def _is_open(asked: Asked, outcome: Outcome) -> bool:
    if outcome.entry is None:
        return True
    return asked.lack is Lack.DISLIKED and asked.entry_id == outcome.entry.id


def _near(outcome: Outcome) -> tuple[Entry, ...]:
    """The entries that come nearest: what answers, what is asked back with, what has some of the words."""
    sharing = [match.entry for match in outcome.matches if match.coverage > 0]
    told = [outcome.entry] if outcome.entry else []
    return tuple({each.id: each for each in (*told, *outcome.offered, *sharing)}.values())[:NEAREST]


def _words(faq: Faq, outcomes: Mapping[str, Outcome]) -> tuple[dict[str, float], dict[str, Words]]:
    """What each word weighs, and the words of each text; foreign ones in their most frequent spelling."""
    coverage = faq.matcher.coverage
    carrying = {
        text: coverage.weights(outcome.reading.words) if outcome.reading else {}
        for text, outcome in outcomes.items()
    }
    foreign = Counter(stem for each in carrying.values() for stem in each if not coverage.knows(stem))
    meant = spelt_alike(foreign)
    weights = {stem: weight for each in carrying.values() for stem, weight in each.items()}
    return weights, {
        text: frozenset(meant.get(stem, stem) for stem in stems) for text, stems in carrying.items()
    }


def _groups(
    ways: Mapping[Words, list[Asked]], weights: Mapping[str, float], first: Container[Words]
) -> dict[Words, list[Words]]:
    """Each leader → all that joined it, itself first; those in `first` lead before the others."""
    groups: dict[Words, list[Words]] = {}
    leaders: defaultdict[str, list[Words]] = defaultdict(list)
    for words in sorted(ways, key=lambda words: (words not in first, -len(ways[words]), sorted(words))):
        telling = list(_telling(words, weights))
        near = dict.fromkeys(leader for stem in telling for leader in leaders[stem])
        alike, leader = max(
            ((_alike(words, each, weights), each) for each in near),
            key=lambda pair: pair[0],
            default=(0.0, words),
        )
        if alike >= ALIKE:
            groups[leader].append(words)
            continue
        groups[words] = [words]
        for stem in telling:
            leaders[stem].append(words)
    return groups


def _telling(words: Words, weights: Mapping[str, float]) -> Iterator[str]:
    """The heaviest words; whoever shares none of them is not alike, as the rest weighs too little."""
    rest = sum(weights[stem] for stem in words)
    enough = ALIKE * rest
    for stem in sorted(words, key=lambda stem: (-weights[stem], stem)):
        if rest < enough:
            return
        yield stem
        rest -= weights[stem]


def _alike(one: Words, other: Words, weights: Mapping[str, float]) -> float:
    shared = sum(weights[stem] for stem in one & other)
    return shared / (sum(weights[stem] for stem in one | other) or 1)
