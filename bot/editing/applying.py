"""Writing changed files: all of them or none, and only what leaves the whole content good."""

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock

from bot import checking, trying
from bot.answering import Faq
from bot.checking import Check, Finding
from bot.config import Paths
from bot.content.knowledge import parse_knowledge
from bot.content.sources import load_sources
from bot.content.trials import parse_trials
from bot.edition import Edition
from bot.errors import ContentError, EditError, Place

TRIALS = "uji"  # below the knowledge
NEW_MODE = 0o644  # of a new file
_writing = Lock()


@dataclass(frozen=True, slots=True)
class Change:
    """A file before and after; None: there is no such file."""

    path: Path
    before: bytes | None
    after: bytes | None

    @classmethod
    def of(cls, path: Path, edit: Callable[[str], str]) -> "Change":
        """What an edit makes of a file, empty where it is new. Raises ContentError and EditError."""
        before = read(path)
        try:
            text = (before or b"").decode()
        except UnicodeDecodeError:
            raise EditError(f"{path}: berkas bukan UTF-8. Simpan ulang dengan penyandian UTF-8.") from None
        return cls(path, before, edit(text).encode())

    @property
    def undone(self) -> "Change":
        return Change(self.path, self.after, self.before)


def read(path: Path) -> bytes | None:
    """What a file holds; None where there is none. Raises EditError."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        raise EditError(f"{path} tidak terbaca. Periksa namanya dan izinnya.") from None


class RefusedError(EditError):
    """Changes that were not made; `findings` tells why and is never empty."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(checking.as_text(findings, lambda text, _: text))
        self.findings = tuple(findings)


def apply(paths: Paths, changes: Sequence[Change]) -> tuple[Change, ...]:
    """Writes the changes and returns those that changed something. Takes seconds: it asks every trial.

    Raises RefusedError, and then nothing was written.
    """
    changes = tuple(change for change in changes if change.before != change.after)
    with _writing:
        if changes and (findings := check(paths, changes)):
            raise RefusedError(findings)
        if findings := [_stale(change) for change in changes if read(change.path) != change.before]:
            raise RefusedError(findings)
        written: list[Change] = []
        try:
            for change in changes:
                _write(change)
                written.append(change)
        except OSError as error:
            for change in reversed(written):
                _write(change.undone)
            raise EditError(f"{change.path} tidak bisa ditulisi: {error.strerror}") from None
    return changes


def check(paths: Paths, changes: Sequence[Change]) -> list[Finding]:
    """The errors of the content as it would be, and the trials that would newly fail."""
    if strange := [change for change in changes if change.path.resolve().parent not in _folders(paths)]:
        return [
            Finding(Check.REFUSED, Place(str(each.path), 1), "berkas ini di luar folder pengetahuan", "")
            for each in strange
        ]
    try:
        failed = _failed(paths, {each.path.resolve(): each.after for each in changes})
        if failed:  # what failed before must not stand in the way of a cure for something else
            with suppress(ContentError):
                failed = {key: failed[key] for key in failed.keys() - _failed(paths, {}).keys()}
    except ContentError as error:
        return checking.in_order(checking.errors(error))
    return checking.in_order(
        Finding(
            Check.REFUSED,
            each.trial.place,
            f"pertanyaan uji “{each.trial.question}” gagal: diharapkan"
            f" {' atau '.join(each.trial.expected)}, yang datang {each.came}",
            each.why,
        )
        for each in failed.values()
    )


def _failed(paths: Paths, contents: Mapping[Path, bytes | None]) -> dict[str, trying.Result]:
    """The trials that fail, by question, where files have other contents. Raises ContentError."""
    knowledge, language, trials = (_files(folder, contents) for folder in _folders(paths))
    known = parse_knowledge([*language, *knowledge], load_sources(paths.seeds))
    asked = parse_trials(trials, known)
    edition = Edition.of(known, Faq(known))
    return {each.trial.question: each for each in trying.try_all(edition.faq, asked, {}).failed}


def _folders(paths: Paths) -> tuple[Path, Path, Path]:
    """Where knowledge, language tables and trials lie."""
    own = paths.knowledge / paths.language.name  # a copy of the knowledge brings its own tables
    language = own if own.is_dir() else paths.language
    return paths.knowledge.resolve(), language.resolve(), (paths.knowledge / TRIALS).resolve()


def _files(folder: Path, contents: Mapping[Path, bytes | None]) -> list[tuple[bytes, str]]:
    """The YAML files of a folder and their names, as they would be."""
    paths = {*folder.glob("*.y*ml"), *(path for path in contents if path.parent == folder)}
    made = [(contents[path] if path in contents else read(path), _named(path)) for path in sorted(paths)]
    return [(content, name) for content, name in made if content is not None]


def _named(path: Path) -> str:
    """The path as a person at this place would write it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _stale(change: Change) -> Finding:
    return Finding(
        Check.REFUSED,
        Place(str(change.path), 1),
        "berkas ini sementara itu diubah orang lain",
        "Tidak ada yang ditulis. Ulangi perubahan Anda.",
    )


def _write(change: Change) -> None:
    """Replaces a file in one step, so that nobody reads half of it."""
    if change.after is None:
        change.path.unlink()
        return
    path = change.path.resolve()  # a link stays a link
    with NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".baru", delete=False) as file:
        new = Path(file.name)
        try:
            file.write(change.after)
            file.flush()
            os.fsync(file.fileno())
            new.chmod(path.stat().st_mode & 0o777 if path.exists() else NEW_MODE)
            new.replace(path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
