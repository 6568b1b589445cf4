"""From a draft to entries that are served: what it still lacks, and which files change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.content.drafting import FOLDER, GUIDE, SCHEMA
from bot.content.files import Files, write_all
from bot.content.knowledge import parse_knowledge
from bot.content.sources import FILE, load_sources, unfilled
from bot.content.strict_yaml import Record, read_yaml
from bot.errors import ContentError, Place, Problem, TanyaError
from bot.model import Knowledge


@dataclass(frozen=True, slots=True)
class Finished:
    """A draft that can be served: the knowledge with it, and what becomes of which file."""

    known: Knowledge
    path: Path
    files: Mapping[Path, bytes | None]
    left_out: int  # sentences without a question

    def publish(self) -> None:
        """Puts the files where the bot loads them from, the draft away. Raises ContentError."""
        write_all(self.files)


def finished(name: str, seeds: Path, knowledge: Path, language: Path) -> Finished:
    """A draft by its source's id, checked with everything beside it. Raises TanyaError."""
    draft, path = knowledge / FOLDER / f"{name}.yaml", knowledge / f"{name}.yaml"
    if not draft.is_file():
        there = ", ".join(sorted(each.stem for each in draft.parent.glob("*.yaml"))) or "belum ada"
        raise TanyaError(f"Draf `{name}` tidak ada di {draft.parent}. Yang ada: {there}.")
    if path.exists():
        raise TanyaError(f"{path} sudah ada. Pindahkan isinya ke {draft}, atau ganti namanya.")
    files = Files.of(seeds, knowledge, language)
    data, listed = files.read(draft), seeds / FILE
    entries = read_yaml(data, str(draft)).records("butir")
    sources = load_sources(seeds, files)
    without_mark, problems = _unmarked(name, listed, files.read(listed))
    left = [entry for entry in entries if _untouched(entry)]
    problems += [problem for entry in entries if entry not in left for problem in _gaps(entry)]
    if len(left) == len(entries):
        cure = "Tulis `pertanyaan` untuk kalimat yang perlu."
        problems.append(Problem(Place(str(draft), 1), "belum ada satu pertanyaan pun", cure))
    if problems:
        raise ContentError(problems)
    lines = data.decode("utf-8-sig").splitlines(keepends=True)
    out = {number for entry in left for number in _span(entry, lines)}
    beside = [(files.read(each), str(each)) for each in (*files.yaml_in(language), *files.yaml_in(knowledge))]
    # Lines are emptied, not taken out, so that errors name the lines that the person sees.
    blanked = "".join("\n" if number in out else line for number, line in enumerate(lines))
    served = tuple(replace(each, draft=False) if each.id == name else each for each in sources)
    known = parse_knowledge([*beside, (blanked.encode(), str(draft))], served)
    guide = set(GUIDE.format(id=name).splitlines())
    kept = [line for number, line in enumerate(lines) if number not in out and line.rstrip() not in guide]
    content = "".join(kept).replace(SCHEMA.format(up="../../"), SCHEMA.format(up="../")).encode()
    return Finished(known, path, {listed: without_mark, path: content, draft: None}, len(left))


def unfilled_drafts(seeds: Path) -> list[Problem]:
    """What is still to be filled in about the sources of drafts. Raises ContentError."""
    listed = seeds / FILE
    records = read_yaml(Files.of(seeds).read(listed), str(listed)).records("sumber")
    return [problem for record in records for problem in unfilled(record)]


def _unmarked(name: str, listed: Path, data: bytes) -> tuple[bytes, list[Problem]]:
    """The list of sources without the line that makes one a draft, and what that source still lacks."""
    described = {str(record.text("id")): record for record in read_yaml(data, str(listed)).records("sumber")}
    if name not in described:
        raise TanyaError(f"Sumber `{name}` tidak ada di {listed}. Buat lagi drafnya dengan `tanya draf`.")
    record, lines = described[name], data.splitlines(keepends=True)
    if mark := record.places.get("draf"):
        if not lines[mark.line - 1].lstrip().startswith(b"draf:"):
            return b"", [Problem(mark, "kunci `draf` tidak di baris sendiri", "Hapus kunci itu.")]
        del lines[mark.line - 1]
    return b"".join(lines), unfilled(record)


def _untouched(entry: Record) -> bool:
    """Whether an entry of a draft is as it was made, without a question."""
    if any((entry.get("pertanyaan"), *(entry.get("variasi") or ()))):
        return False
    try:
        return [entry.text("jawaban")] == [each.text("teks") for each in entry.records("kutipan")]
    except ContentError:
        return False


def _gaps(entry: Record) -> list[Problem]:
    """What an entry of a draft lacks that somebody began to write."""
    cures = {
        "pertanyaan": "Tulis pertanyaannya, atau hapus butir ini.",
        "variasi": "Tulis cara lain orang menanyakannya, satu baris satu, paling sedikit delapan.",
        "jawaban": "Tulis jawabannya, hanya dari kutipannya.",
    }
    return [
        Problem(entry.places[key], f"`{key}` masih kosong", cure)
        for key, cure in cures.items()
        if key in entry and not any(entry[key])
    ]


def _span(entry: Record, lines: Sequence[str]) -> Iterable[int]:
    """The numbers, from 0, of an entry's lines and of the comments above it."""
    start = entry.place.line - 1
    indent = len(lines[start]) - len(lines[start].lstrip(" "))
    end = start + 1
    while end < len(lines) and (_is_aside(lines[end]) or lines[end].startswith(" " * (indent + 1))):
        end += 1
    while _is_aside(lines[end - 1]):
        end -= 1
    while _is_aside(lines[start - 1]):
        start -= 1
    return range(start, end)


def _is_aside(line: str) -> bool:
    """Whether a line holds a comment or nothing."""
    return not line.strip() or line.lstrip().startswith("#")
