"""The content folders as they stand at one moment, so that nothing is made of two."""

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import ContentError, Place

# For each file its name, when it was changed, how long it is, and its number on the disk.
Look = frozenset[tuple[str, int, int, int, int]]


@dataclass(frozen=True, slots=True)
class Files:
    """What the files of some folders hold; None: it could not be read."""

    contents: Mapping[Path, bytes | None]
    # Those that were asked for; no editor's copies.
    used: set[Path] = field(default_factory=set, compare=False)

    @classmethod
    def of(cls, *folders: Path) -> "Files":
        contents: dict[Path, bytes | None] = {}
        for path in _paths(folders):
            try:
                contents[path] = path.read_bytes()
            except OSError:
                if os.path.lexists(path):  # else it was there only a moment ago
                    contents[path] = None
        return cls(contents)

    def having(self, changes: Mapping[Path, bytes | None]) -> "Files":
        """The same with other contents of some files; None: without the file."""
        same = {path: content for path, content in self.contents.items() if path not in changes}
        new = {path: content for path, content in changes.items() if content is not None}
        return Files(same | new)

    def yaml_in(self, folder: Path) -> list[Path]:
        """The YAML files that lie directly in a folder."""
        return sorted(path for path in self.contents if path.parent == folder and path.match("*.y*ml"))

    def read(self, path: Path) -> bytes:
        """The content of a file. Raises ContentError."""
        self.used.add(path)
        content = self.contents.get(path)
        if content is None:
            raise ContentError.at(Place(str(path), 1), "berkas ini tidak terbaca", "Periksa namanya.")
        return content


def look(*folders: Path) -> Look:
    """What tells, without reading them, whether the files of some folders were changed."""
    seen = set()
    for path in _paths(folders):
        try:
            stat = path.stat()
        except OSError:
            continue
        seen.add((str(path), stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino))
    return frozenset(seen)


def write_all(contents: Mapping[Path, bytes | None]) -> None:
    """Puts files on the disk, or takes away those with None: all or none. Raises ContentError."""
    before = {path: path.read_bytes() if path.exists() else None for path in contents}
    written = []
    try:
        for path, content in contents.items():
            write_whole(path, content)
            written.append(path)
    except ContentError:
        for path in written:
            write_whole(path, before[path])
        raise


def write_whole(path: Path, content: bytes | None) -> None:
    """Puts a file on the disk, wholly or not at all; None takes it away. Raises ContentError."""
    begun = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if content is None:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(exist_ok=True)
        with begun.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, begun)
        begun.replace(path)
    except OSError as error:
        with suppress(OSError):
            begun.unlink()
        told = f"berkas ini tidak bisa ditulisi: {error.strerror}"
        raise ContentError.at(Place(str(path), 1), told) from None


def _paths(folders: tuple[Path, ...]) -> set[Path]:
    """The files in and below the folders; hidden ones are what editors keep for themselves."""
    found: set[Path] = set()
    for folder in folders:
        for parent, below, names in os.walk(folder):
            below[:] = (name for name in below if not name.startswith("."))
            found |= {Path(parent, name) for name in names if not name.startswith(".")}
    return found
