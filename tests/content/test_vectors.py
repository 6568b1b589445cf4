"""The table of word vectors, and what is refused in its place."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from shutil import copytree
from statistics import fmean
from zipfile import ZipFile

import numpy as np
import pytest

from bench.accuracy import shipped_language
from bench.vectors import DIRECTIONS, SENTENCES
from bot.config import ROOT
from bot.content.knowledge import load_knowledge
from bot.content.sources import load_sources
from bot.content.vectors import FILE, packed, word_vectors
from bot.errors import ContentError
from bot.language.reading import Reader

VECTORS = {"padi": b"\x01\xff", "panen": b"\x02\x80"}


@pytest.fixture(scope="module")
def shipped() -> Mapping[str, bytes]:
    return word_vectors((ROOT / "knowledge" / "bahasa" / FILE).read_bytes(), FILE)


def zipped(**members: bytes) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return content.getvalue()


def test_what_was_packed_is_read() -> None:
    assert word_vectors(packed(VECTORS), FILE) == VECTORS


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"padi: 1, -1\n",
        packed(VECTORS)[:-40],
        packed(VECTORS)[4:],
        packed(VECTORS)[:60] + packed(VECTORS)[70:],
        zipped(words_txt=b"padi\npanen"),
        zipped(words_txt=b"padi\npanen", vectors_bin=b"abc"),
        zipped(words_txt=b"padi\npanen", vectors_bin=b""),
        zipped(words_txt=b"\xff", vectors_bin=b"ab"),
        packed(VECTORS)[:50] + b"\x00" * 8 + packed(VECTORS)[58:],
    ],
)
def test_what_is_no_table_is_refused_with_its_name_and_a_cure(content: bytes) -> None:
    with pytest.raises(ContentError) as error:
        word_vectors(content, "knowledge/bahasa/vektor-kata.zip")
    assert "knowledge/bahasa/vektor-kata.zip" in str(error.value)
    assert "Pakai lagi berkas aslinya" in str(error.value)


def test_knowledge_is_read_with_the_table_and_without_and_is_another_version_then(tmp_path: Path) -> None:
    sources = load_sources(ROOT / "seeds")
    folder = copytree(ROOT / "knowledge", tmp_path / "knowledge")
    table = folder / "bahasa" / FILE
    whole = load_knowledge(folder, folder / "bahasa", sources)
    assert whole.lexicon.vectors
    table.unlink()
    without = load_knowledge(folder, folder / "bahasa", sources)
    assert not without.lexicon.vectors
    assert without.version != whole.version
    table.write_bytes(b"rusak")
    with pytest.raises(ContentError, match=FILE):
        load_knowledge(folder, folder / "bahasa", sources)


def test_the_shipped_table_knows_what_it_was_made_of(shipped: Mapping[str, bytes]) -> None:
    reader = Reader(shipped_language())
    sentences = SENTENCES.read_text(encoding="utf-8").splitlines()
    said = {word.understood for sentence in sentences[::20] for word in reader.read(sentence).words}
    assert {word for word in said if word.isalpha()} <= shipped.keys()
    assert {len(vector) for vector in shipped.values()} == {DIRECTIONS}


def test_words_of_like_meaning_lie_nearer_than_others(shipped: Mapping[str, bytes]) -> None:
    pairs = [
        pair.split() for pair in ("hujan cuaca", "film bioskop", "dokter obat", "gaji upah", "murid sekolah")
    ]

    def likeness(one: str, other: str) -> float:
        first, second = (np.frombuffer(shipped[each], np.int8).astype(float) for each in (one, other))
        return float(first @ second / np.linalg.norm(first) / np.linalg.norm(second))

    near = [likeness(*pair) for pair in pairs]
    far = [likeness(one, other) for one, own in pairs for _, other in pairs if other != own]
    assert fmean(near) > fmean(far) + 0.3
