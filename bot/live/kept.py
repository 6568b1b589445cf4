"""The files of the last good edition, in one archive that is replaced as a whole."""

import io
import logging
import zipfile
from dataclasses import fields
from pathlib import Path

from bot.config import Paths
from bot.content.files import Files, write_whole
from bot.errors import ContentError

log = logging.getLogger(__name__)


class Kept:
    """The archive at a path, of the content in some folders."""

    def __init__(self, archive: Path, paths: Paths) -> None:
        self._archive = archive
        self._folders = {each.name: getattr(paths, each.name) for each in fields(paths)}

    def write(self, files: Files) -> None:
        """Keeps the files; that it fails is only logged."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.comment = self._origin
            for path in files.used:
                archive.writestr(self._name(path), files.read(path))
        try:
            self._archive.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(self._archive, packed.getvalue())
        except (OSError, ContentError) as error:
            log.warning("the last good files could not be kept: %s", error)

    def read(self) -> Files | None:
        """The files that were kept of these folders; None if there are none to be read."""
        try:
            with zipfile.ZipFile(self._archive) as archive:
                if archive.comment != self._origin:
                    return None
                return Files({self._path(name): archive.read(name) for name in archive.namelist()})
        except (OSError, zipfile.BadZipFile):
            return None

    @property
    def _origin(self) -> bytes:
        """Of which folders this is; those of another configuration are no replacement."""
        return "\n".join(str(folder.absolute()) for folder in self._folders.values()).encode()

    def _name(self, path: Path) -> str:
        role = next(role for role, folder in self._folders.items() if path.is_relative_to(folder))
        return f"{role}/{path.relative_to(self._folders[role]).as_posix()}"

    def _path(self, name: str) -> Path:
        role, _, rest = name.partition("/")
        return Path(self._folders[role], rest)
