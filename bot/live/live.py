"""Watching the files, and swapping editions.

A save is taken when the files were read twice with the same result, SETTLE seconds apart or more; meanwhile
the new edition is made in a thread, mostly within NumPy and otherwise in Python's turns of 5 ms. What looks
unfinished is not taken until an admin says so. Everybody else sees one assignment.
"""

import asyncio
import logging
from dataclasses import dataclass
from pathlib import Path

from bot.config import Paths
from bot.content.files import Files, Look, look
from bot.content.knowledge import load_knowledge
from bot.content.sources import load_sources
from bot.edition import Edition
from bot.errors import ContentError, TanyaError
from bot.live.cut import cut_files, lost_entries
from bot.live.kept import Kept
from bot.model import Knowledge

log = logging.getLogger(__name__)

LOOK, SETTLE = 0.2, 0.3  # seconds
ATTEMPTS = 5  # to find the files at rest, when somebody waits for it


@dataclass(frozen=True, slots=True)
class _Version:
    files: Files
    knowledge: Knowledge
    edition: Edition


class Live:
    """Holds the edition that answers; whoever answers takes it once."""

    def __init__(self, edition: Edition) -> None:
        """An edition that stays as it is."""
        self.edition = edition
        # What admins are to be told: the problems of a save, each once; empty when all is well again.
        self.news: asyncio.Queue[str] = asyncio.Queue()
        self._paths: Paths | None = None
        self._kept: Kept | None = None
        self._pace = 1.0
        self._version: _Version | None = None
        self._seen: Look = frozenset()
        self._told: set[str] = set()
        self._lock = asyncio.Lock()

    @classmethod
    def open(cls, paths: Paths, kept: Kept | None = None, pace: float = 1.0) -> "Live":
        """The content of some folders, else what was kept of it; `pace` 0.1 is ten times as fast.

        Raises ContentError.
        """
        seen = look(*_folders(paths))
        files = Files.of(*_folders(paths))
        trouble = ""
        try:
            version = _made(paths, files)
        except ContentError as error:
            last = kept.read() if kept else None
            if last is None:
                raise
            try:
                version = _made(paths, last)
            except ContentError:
                raise error from None
            trouble = str(error)
        live = cls(version.edition)
        live._paths, live._kept, live._pace = paths, kept, pace
        live._version, live._seen = version, seen
        if trouble:
            live._tell(trouble)
        elif kept:
            kept.write(files)
        return live

    async def watch(self) -> None:
        """Takes every good save, until cancelled."""
        if self._paths is None:
            return
        while True:
            await asyncio.sleep(LOOK * self._pace)
            try:
                if await asyncio.to_thread(look, *_folders(self._paths)) != self._seen:
                    await self._take(confirmed=False)
            except TanyaError as error:
                self._tell(str(error))
            except Exception:
                log.exception("the files could not be watched")

    async def reload(self) -> None:
        """Takes the files as they are, though something is missing. Raises TanyaError; the edition stays."""
        for _ in range(ATTEMPTS):
            if await self._take(confirmed=True):
                return
        raise TanyaError("Berkas sedang ditulis. Coba lagi sebentar lagi.")

    async def _take(self, *, confirmed: bool) -> bool:
        """Whether the files are at rest and answer now. Raises TanyaError for files that cannot."""
        if self._paths is None:
            return True
        folders = _folders(self._paths)
        clock = asyncio.get_running_loop().time
        async with self._lock:
            rested = clock() + SETTLE * self._pace
            files = await asyncio.to_thread(Files.of, *folders)
            made: _Version | TanyaError
            try:
                made = await asyncio.to_thread(_made, self._paths, files, self._version, confirmed)
            except TanyaError as error:
                made = error
            except Exception:
                log.exception("the files could not be loaded")
                made = TanyaError("Ada kesalahan program saat berkas dimuat. Lihat catatan bot.")
            await asyncio.sleep(max(0.0, rested - clock()))
            seen = await asyncio.to_thread(look, *folders)
            if await asyncio.to_thread(Files.of, *folders) != files:
                return False
            self._seen = seen
            if isinstance(made, TanyaError):
                raise made
            if made is not self._version:
                log.info("version %s answers now", made.edition.version)
                self._version, self.edition = made, made.edition
                if self._kept:
                    await asyncio.to_thread(self._kept.write, files)
            if self._told:
                self._told.clear()
                self.news.put_nowait("")
            return True

    def _tell(self, trouble: str) -> None:
        if trouble not in self._told:
            log.warning("these files are not used, the version before goes on answering:\n%s", trouble)
            self._told.add(trouble)
            self.news.put_nowait(trouble)


def _folders(paths: Paths) -> tuple[Path, ...]:
    return paths.knowledge, paths.language, paths.seeds


def _made(paths: Paths, files: Files, before: _Version | None = None, confirmed: bool = False) -> _Version:
    """What the files make, against what was before them. Raises ContentError."""
    if before and files == before.files:
        return before
    if before and not confirmed and (problems := list(cut_files(before.files, files))):
        raise ContentError(problems)
    sources = load_sources(paths.seeds, files)
    knowledge = load_knowledge(paths.knowledge, paths.language, sources, files)
    if before and not confirmed and (problems := list(lost_entries(before.knowledge, knowledge))):
        raise ContentError(problems)
    return _Version(files, knowledge, Edition.of(knowledge, before=before.edition if before else None))
