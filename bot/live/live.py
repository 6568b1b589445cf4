"""Watching the files, and swapping editions.

A save is taken when the files were read twice with the same result, SETTLE seconds apart or more; meanwhile
the new edition is made in a thread, in turns with those who answer. What looks unfinished is not taken until
an admin says so. Everybody else sees one assignment.
"""

import asyncio
import logging
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

from bot.config import Paths
from bot.content.files import Files, Look, look
from bot.content.knowledge import load_knowledge
from bot.content.sources import load_sources
from bot.editing import Change, apply
from bot.edition import Edition, making
from bot.errors import ContentError, Problem, TanyaError
from bot.live.cut import cut_files, lost_entries
from bot.live.kept import Kept
from bot.model import Knowledge

log = logging.getLogger(__name__)

LOOK, SETTLE = 0.2, 0.3  # seconds
TURN = 0.001  # seconds that an answer waits at most for the thread in which an edition is made
ATTEMPTS = 5  # to find the files at rest, when somebody waits for it
BUSY = "Berkas sedang ditulis. Coba lagi sebentar lagi."

Meant = Callable[[str], bool]  # whether what is missing in a file was taken out on purpose


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
        self.paths: Paths | None = None  # where it lies, if it may change
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
        seen = look(*paths.all)
        files = Files.of(*paths.all)
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
        live.paths, live._kept, live._pace = paths, kept, pace
        live._version, live._seen = version, seen
        if trouble:
            live._tell(trouble)
        elif kept:
            kept.write(files)
        return live

    async def watch(self) -> None:
        """Takes every good save, until cancelled."""
        if self.paths is None:
            return
        sys.setswitchinterval(TURN)
        while True:
            await asyncio.sleep(LOOK * self._pace)
            try:
                if await asyncio.to_thread(look, *self.paths.all) != self._seen:
                    await self._take(self.paths)
            except TanyaError as error:
                self._tell(str(error))
            except Exception:
                log.exception("the files could not be watched")

    async def reload(self) -> None:
        """Takes the files as they are, though something is missing. Raises TanyaError; the edition stays."""
        if self.paths is None:
            return
        for _ in range(ATTEMPTS):
            if await self._take(self.paths, lambda _: True):
                return
        raise TanyaError(BUSY)

    async def change(self, change: Change) -> None:
        """Makes a change as editing.apply does, and answers with it.

        Raises TanyaError: then nothing was written and the edition stays.
        """
        assert self.paths, "this edition has no files"
        async with self._lock:
            await asyncio.to_thread(apply, self.paths, [change])
            files = await asyncio.to_thread(Files.of, *self.paths.all)
            with suppress(TanyaError):  # what somebody else saved just now is the watch's to tell
                made = await self._make(self.paths, files, str(change.path).__eq__)
                if await asyncio.to_thread(Files.of, *self.paths.all) == files:
                    await self._answer_with(made)  # the watch finds nothing new in what was written

    async def _take(self, paths: Paths, meant: Meant = lambda _: False) -> bool:
        """Whether the files are at rest and answer now. Raises TanyaError for files that cannot."""
        clock = asyncio.get_running_loop().time
        async with self._lock:
            rested = clock() + SETTLE * self._pace
            files = await asyncio.to_thread(Files.of, *paths.all)
            made: _Version | TanyaError
            try:
                made = await self._make(paths, files, meant)
            except TanyaError as error:
                made = error
            await asyncio.sleep(max(0.0, rested - clock()))
            seen = await asyncio.to_thread(look, *paths.all)
            if await asyncio.to_thread(Files.of, *paths.all) != files:
                return False
            self._seen = seen
            if isinstance(made, TanyaError):
                raise made
            await self._answer_with(made)
            return True

    async def _make(self, paths: Paths, files: Files, meant: Meant) -> _Version:
        try:
            return await asyncio.to_thread(_made, paths, files, self._version, meant)
        except TanyaError:
            raise
        except Exception as error:
            log.exception("the files could not be loaded")
            raise TanyaError("Ada kesalahan program saat berkas dimuat. Lihat catatan bot.") from error

    async def _answer_with(self, made: _Version) -> None:
        if made is not self._version:
            log.info("version %s answers now", made.edition.version)
            self._version, self.edition = made, made.edition
            if self._kept:
                await asyncio.to_thread(self._kept.write, made.files)
        if self._told:
            self._told.clear()
            self.news.put_nowait("")

    def _tell(self, trouble: str) -> None:
        if trouble not in self._told:
            log.warning("these files are not used, the version before goes on answering:\n%s", trouble)
            self._told.add(trouble)
            self.news.put_nowait(trouble)


@making()
def _made(
    paths: Paths, files: Files, before: _Version | None = None, meant: Meant = lambda _: False
) -> _Version:
    """What the files make, against what was before them. Raises ContentError."""
    if before and files == before.files:
        return before
    if before:
        _refuse(cut_files(before.files, files), meant)
    sources = load_sources(paths.seeds, files)
    knowledge = load_knowledge(paths.knowledge, paths.language, sources, files)
    if before:
        _refuse(lost_entries(before.knowledge, knowledge), meant)
    return _Version(files, knowledge, Edition.of(knowledge, before=before.edition if before else None))


def _refuse(missing: Iterable[Problem], meant: Meant) -> None:
    if problems := [each for each in missing if not meant(each.place.file)]:
        raise ContentError(problems)
