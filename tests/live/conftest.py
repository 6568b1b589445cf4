"""A small knowledge on the disk whose every sentence says which version it is of."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.config import ROOT, Config, Paths
from bot.edition import Edition
from bot.live import Kept, Live

PACE = 0.03  # of what a person would wait for
ENTRIES = ("jam-buka", "surat", "alamat")
FILES = ("satu.yaml", "dua.yaml")


@dataclass(frozen=True)
class Office:
    """Folders that a bot is made of, and where it keeps what was good."""

    folder: Path

    @property
    def paths(self) -> Paths:
        return Paths(self.folder / "knowledge", self.folder / "bahasa", self.folder / "seeds")

    @property
    def kept(self) -> Kept:
        return Kept(self.folder / "data" / "baik.zip", self.paths)

    def open(self) -> Live:
        return Live.open(self.paths, self.kept, PACE)

    def contents(self, number: int) -> dict[Path, bytes]:
        """The files of a version."""
        sentences = [f"Butir {name} berlaku menurut versi {number}." for name in self.ids]
        source = f"Kantor Desa\n\n{' '.join(sentences)}\n"
        made = {self.paths.seeds / "rujukan.txt": source.encode()}
        for file in FILES:
            lines = ["butir:"]
            for name, sentence in zip(self.ids, sentences, strict=True):
                if name.endswith(file.removesuffix(".yaml")):
                    lines += [
                        f"  - id: {name}",
                        f"    pertanyaan: Bagaimana {name.replace('-', ' ')}?",
                        f"    jawaban: Menurut versi {number}.",
                        "    kutipan:",
                        "      - sumber: kantor",
                        f"        teks: {sentence}",
                    ]
            made[self.paths.knowledge / file] = ("\n".join(lines) + "\n").encode()
        return made

    @property
    def ids(self) -> list[str]:
        return [f"{entry}-{file.removesuffix('.yaml')}" for file in FILES for entry in ENTRIES]

    def save(self, number: int) -> None:
        for path, content in self.contents(number).items():
            path.write_bytes(content)


def number_of(edition: Edition, ids: list[str]) -> int:
    """The version that an edition is of, wholly."""
    found = set()
    for name in ids:
        outcome = edition.faq.choose(name)
        assert outcome, f"{name} is missing"
        assert outcome.entry
        (citation,) = outcome.entry.citations
        found |= {outcome.entry.answer.split()[-1], citation.quote.split()[-1]}
        assert outcome.entry.answer.endswith(".")
    assert len(found) == 1, found
    return int(found.pop().rstrip("."))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    for folder in (office.paths.knowledge, office.paths.language, office.paths.seeds):
        folder.mkdir()
    shutil.copy(ROOT / Config().paths.language / "pesan.yaml", office.paths.language)
    (office.paths.seeds / "sumber.yaml").write_text(
        "sumber:\n  - id: kantor\n    berkas: rujukan.txt\n    judul: Kantor Desa\n    penerbit: Desa\n"
        "    url: https://example.org/\n",
        encoding="utf-8",
    )
    office.save(1)
    return office
