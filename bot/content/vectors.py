"""The table of word vectors: which words mean something alike."""

import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from bot.errors import ContentError, Place

FILE = "vektor-kata.zip"
WORDS, VECTORS = "words.txt", "vectors.bin"


def word_vectors(content: bytes, file: str) -> Mapping[str, bytes]:
    """For each word a signed byte a dimension. Raises ContentError for what is no such table."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            words = archive.read(WORDS).decode().split("\n")
            vectors = archive.read(VECTORS)
    except (BadZipFile, EOFError, KeyError, RuntimeError, ValueError, zlib.error) as error:
        raise _no_table(file) from error
    size, rest = divmod(len(vectors), len(words))
    if rest or not size:
        raise _no_table(file)
    return {word: vectors[at * size : (at + 1) * size] for at, word in enumerate(words)}


def packed(vectors: Mapping[str, bytes]) -> bytes:
    """The content of such a table, the same for the same vectors."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, data in ((WORDS, "\n".join(vectors)), (VECTORS, b"".join(vectors.values()))):
            archive.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    return content.getvalue()


def _no_table(file: str) -> ContentError:
    return ContentError.at(Place(file, 1), "ini bukan tabel vektor kata", "Pakai lagi berkas aslinya.")
