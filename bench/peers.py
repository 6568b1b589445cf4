"""Other ways to find an entry for a question, as anyone would build them from a library, to compare with.

A peer learns from (phrasing, label) pairs and becomes a scorer: a question in, the best label and its score
out. The scores of different peers are not comparable; each needs a threshold of its own.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import bm25s
import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bench.accuracy import Cited, Question, cited, shares
from bot.model import EntryKind, Knowledge

Example = tuple[str, str]
Scorer = Callable[[str], tuple[str, float]]
Peer = Callable[[Sequence[Example]], Scorer]
# Label → the sentences that it answers with; none where it says there are none.
Cites = Mapping[str, frozenset[Cited]]


def _fuzzy(ratio: Callable[..., float]) -> Peer:
    def learn(examples: Sequence[Example]) -> Scorer:
        phrasings = [default_process(phrasing) for phrasing, _ in examples]

        def score(question: str) -> tuple[str, float]:
            found = process.extractOne(default_process(question), phrasings, scorer=ratio)
            return (examples[found[2]][1], found[1]) if found else (examples[0][1], 0.0)

        return score

    return learn


def _bm25(examples: Sequence[Example]) -> Scorer:
    index = bm25s.BM25()
    index.index(_words([phrasing for phrasing, _ in examples]), show_progress=False)

    def score(question: str) -> tuple[str, float]:
        words = _words([question])[0]
        return _best(examples, index.get_scores(words) if words else np.zeros(len(examples)))

    return score


def _words(texts: list[str]) -> list[list[str]]:
    words: list[list[str]] = bm25s.tokenize(texts, stopwords=None, return_ids=False, show_progress=False)
    return words


def _tfidf_nearest(examples: Sequence[Example]) -> Scorer:
    vectors = _character_ngrams()
    known = vectors.fit_transform(phrasing for phrasing, _ in examples)
    return lambda question: _best(examples, (known @ vectors.transform([question]).T).toarray().ravel())


def _logistic_regression(examples: Sequence[Example]) -> Scorer:
    vectors = _character_ngrams()
    known = vectors.fit_transform(phrasing for phrasing, _ in examples)
    model = LogisticRegression(C=10, max_iter=500).fit(known, [label for _, label in examples])
    labels = [("", label) for label in model.classes_]
    return lambda question: _best(labels, model.predict_proba(vectors.transform([question]))[0])


def _character_ngrams() -> Any:
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)


def _best(examples: Sequence[Example], scores: Any) -> tuple[str, float]:
    best = int(np.argmax(scores))
    return examples[best][1], float(scores[best])


PEERS: dict[str, Peer] = {
    "rapidfuzz WRatio": _fuzzy(fuzz.WRatio),
    "rapidfuzz token_set": _fuzzy(fuzz.token_set_ratio),
    "bm25s": _bm25,
    "TF-IDF characters, nearest": _tfidf_nearest,
    "logistic regression, characters": _logistic_regression,
}


class Search:
    """What a peer finds for labelled questions, to be judged at any threshold."""

    def __init__(self, scorer: Scorer, cites: Cites, questions: Iterable[Question]) -> None:
        self._found = []
        for question in questions:
            label, score = scorer(question.text)
            silent = "missed" if question.gold else "refused"
            self._found.append((score, _verdict(question, cites[label]) or silent, silent))

    def curve(self) -> list[dict[str, float]]:
        """The shares of the verdicts, in percent, for each score as the threshold, from low to high."""
        return [
            shares(answered if score >= threshold else silent for score, answered, silent in self._found)
            for threshold in sorted({score for score, *_ in self._found})
        ]


def _verdict(question: Question, cited: frozenset[Cited]) -> str:
    """What it is worth to answer with these sentences; "" if there are none."""
    if not cited:
        return ""
    if not question.gold:
        return "false"
    return "right" if question.gold & cited else "wrong"


def searches(knowledge: Knowledge, questions: Sequence[Question]) -> dict[str, dict[str, Search]]:
    """What each peer finds, by what it searches: the article itself, or what the editors wrote for it."""
    sentences = {
        f"{source.id} {each.number}": (each.text, frozenset([(source.id, each.number)]))
        for source in knowledge.sources
        for each in source.sentences
    }
    article = [(text, label) for label, (text, _) in sentences.items()]
    phrasings = [(phrasing, entry.id) for entry in knowledge.entries for phrasing in entry.phrasings]
    facts = {entry.id: cited([entry]) for entry in knowledge.entries if entry.kind is EntryKind.FACT}
    corpora: dict[str, tuple[list[Example], Cites]] = {
        "the article’s sentences": (article, {label: numbers for label, (_, numbers) in sentences.items()}),
        "the knowledge’s phrasings": (
            phrasings,
            {label: facts.get(label, frozenset()) for _, label in phrasings},
        ),
    }
    return {
        corpus: {name: Search(peer(examples), cites, questions) for name, peer in PEERS.items()}
        for corpus, (examples, cites) in corpora.items()
    }
