"""Saves, good and bad, and what answers meanwhile."""

import asyncio
import gc
import logging
import os
import random
import shutil
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from bot.content.drafting import new_article, save_draft
from bot.content.publishing import finished
from bot.editing import Change, RefusedError
from bot.errors import ContentError, TanyaError
from bot.live import Live
from tests.live.conftest import PACE, Office, number_of

PATIENCE = 20.0  # seconds, on a machine that has other things to do
SAVES = int(os.environ.get("HOSTILE_SAVES", "60"))


@asynccontextmanager
async def watching(live: Live) -> AsyncIterator[Live]:
    task = asyncio.create_task(live.watch())
    try:
        yield live
    finally:
        assert not task.done()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - files do not tell
            await asyncio.sleep(PACE / 10)


async def news(live: Live) -> str:
    return await asyncio.wait_for(live.news.get(), PATIENCE)


async def test_a_save_answers_soon(office: Office) -> None:
    async with watching(office.open()) as live:
        assert number_of(live.edition, office.ids) == 1
        before = live.edition
        office.save(2)
        await until(lambda: live.edition is not before)
        assert number_of(live.edition, office.ids) == 2
        assert live.news.empty()


async def test_garbage_is_looked_for_again_once_an_edition_is_made(office: Office) -> None:
    live = office.open()
    assert gc.isenabled()
    office.save(2)
    (office.paths.knowledge / "satu.yaml").write_text("butir: [")
    with pytest.raises(ContentError):
        await live.reload()
    assert gc.isenabled()


async def test_a_new_phrasing_is_learned_and_a_new_answer_needs_no_learning(office: Office) -> None:
    live = office.open()
    matcher = live.edition.faq.matcher
    office.save(2)
    await live.reload()
    assert live.edition.faq.matcher is not matcher
    assert live.edition.faq.matcher._chooser is matcher._chooser
    outcome = live.edition.faq.ask("Bagaimana surat dua?")
    assert outcome.entry
    assert outcome.entry.answer == "Menurut versi 2."
    path = office.paths.knowledge / "satu.yaml"
    path.write_text(path.read_text().replace("Bagaimana alamat satu?", "Di mana letak balai?"))
    await live.reload()
    outcome = live.edition.faq.ask("letak balai di mana")
    assert outcome.matches[0].entry.id == "alamat-satu"
    assert live.edition.faq.matcher._chooser is not matcher._chooser


async def test_a_broken_save_is_told_once_with_its_place_and_its_cure_and_so_is_its_end(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    path = office.paths.knowledge / "dua.yaml"
    good = path.read_text()
    async with watching(office.open()) as live:
        path.write_text(good.replace("versi 1.\n", "versi 9.\n"))
        told = await news(live)
        assert f"{path}:7" in told
        assert "kutipan" in told
        path.touch()  # seen again, told no more
        path.write_text(good + "\tsalah: ya\n")
        assert "tab" in await news(live)
        assert number_of(live.edition, office.ids) == 1
        path.write_text(good)
        assert await news(live) == ""
        assert live.news.empty()
    assert [each.levelno for each in caplog.records].count(logging.WARNING) == 2


CUTS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: b"",
    "half": lambda content: content[: len(content) // 2],
    "whole entries missing at the end": lambda content: content[: content.rindex(b"  - id:")],
    "within the last word": lambda content: content.rstrip()[:-1],
    "changed and without its end": lambda content: content.replace(b"Bagaimana", b"Berapa")[
        : content.rindex(b"  - id:") - 9
    ],
    "without one entry": lambda content: (
        content[: content.index(b"  - id: surat")] + content[content.index(b"  - id: alamat") :]
    ),
}


@pytest.mark.parametrize("cut", CUTS.values(), ids=CUTS)
async def test_what_looks_cut_short_waits_for_an_admin(office: Office, cut: Callable[[bytes], bytes]) -> None:
    path = office.paths.knowledge / "dua.yaml"
    async with watching(office.open()) as live:
        path.write_bytes(cut(path.read_bytes()))
        assert str(path) in await news(live)
        assert number_of(live.edition, office.ids) == 1


async def test_an_admin_can_have_an_entry_deleted(office: Office) -> None:
    path = office.paths.knowledge / "dua.yaml"
    async with watching(office.open()) as live:
        path.write_bytes(path.read_bytes()[: path.read_bytes().rindex(b"  - id:")])
        assert "/muat_ulang" in await news(live)
        await live.reload()
        assert live.edition.faq.choose("alamat-dua") is None
        assert live.edition.faq.choose("alamat-satu")
        assert await news(live) == ""


async def test_a_program_changes_a_file_as_a_whole_or_not_at_all(office: Office) -> None:
    path = office.paths.knowledge / "dua.yaml"
    before = path.read_bytes()
    async with watching(office.open()) as live:
        with pytest.raises(RefusedError, match=r"dua\.yaml:2.*\n.*butir"):
            await live.change(Change(path, before, b"topik: Surat\nbutr: []\n"))
        assert path.read_bytes() == before
        await live.change(Change(path, before, before[: before.rindex(b"  - id:")]))
        assert live.edition.faq.choose("alamat-dua") is None
        await live.change(Change(path.with_name("tiga.yaml"), None, b"topik: Baru\n"))
        assert path.with_name("tiga.yaml").read_text() == "topik: Baru\n"
        await asyncio.sleep(10 * PACE)
        assert live.news.empty()


async def test_what_an_editor_saves_meanwhile_is_not_written_over(office: Office) -> None:
    path = office.paths.knowledge / "dua.yaml"
    live = office.open()
    change = Change.of(path, lambda text: f"{text}# disunting\n")
    office.save(2)
    with pytest.raises(RefusedError, match="diubah orang lain"):
        await live.change(change)
    assert path.read_bytes() == office.contents(2)[path]


async def test_a_file_that_is_gone_and_a_folder_that_is_gone_are_told(office: Office) -> None:
    path = office.paths.knowledge / "dua.yaml"
    content = path.read_bytes()
    async with watching(office.open()) as live:
        path.unlink()
        assert "tidak ada lagi" in await news(live)
        shutil.rmtree(office.paths.knowledge)
        assert "satu.yaml" in await news(live)
        office.paths.knowledge.mkdir()
        office.save(3)
        assert await news(live) == ""
        assert number_of(live.edition, office.ids) == 3
    assert content


async def test_after_a_restart_the_last_good_files_answer(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    live = office.open()
    office.save(2)
    await live.reload()
    for path in (*office.paths.knowledge.iterdir(), *office.paths.seeds.iterdir()):
        path.write_bytes(b"\xff")
    live = office.open()
    assert number_of(live.edition, office.ids) == 2
    assert live.edition.version
    assert "bukan UTF-8" in await news(live)
    assert "bukan UTF-8" in caplog.text
    with pytest.raises(TanyaError):
        await live.reload()


def test_without_any_good_version_the_fault_is_told(office: Office) -> None:
    office.open()
    (office.paths.knowledge / "satu.yaml").write_text("butir: [")
    archive = office.folder / "data" / "baik.zip"
    archive.write_bytes(archive.read_bytes()[:-30])
    with pytest.raises(ContentError, match=r"satu\.yaml:1"):
        office.open()


def test_what_another_configuration_kept_is_not_used(office: Office, tmp_path: Path) -> None:
    office.open()
    moved = Office(office.folder / "lain")
    shutil.copytree(office.folder, moved.folder, ignore=shutil.ignore_patterns("lain"))
    (moved.paths.knowledge / "satu.yaml").write_text("butir: [")
    with pytest.raises(ContentError):
        moved.open()


async def test_that_good_files_cannot_be_kept_stops_nothing(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    (office.folder / "data").write_text("in the way")
    live = office.open()
    assert number_of(live.edition, office.ids) == 1
    assert "could not be kept" in caplog.text


# How people, editors and accidents save; each leaves nothing, or a part, or the whole.


class Saboteur:
    """Writes a version in the worst ways, in a thread of its own; `dice` decide."""

    def __init__(self, office: Office, dice: random.Random) -> None:
        self.office, self.dice = office, dice

    def pause(self) -> None:
        time.sleep(self.dice.choice((0, 0, PACE / 20, PACE / 4)))

    def truncated(self, path: Path, content: bytes) -> None:
        """Killed at any byte."""
        path.write_bytes(content[: self.dice.randrange(len(content))])

    def in_two_halves(self, path: Path, content: bytes) -> None:
        at = self.dice.randrange(len(content))
        with path.open("wb", buffering=0) as file:
            file.write(content[:at])
            self.pause()
            file.write(content[at:])

    def over_the_old(self, path: Path, content: bytes) -> None:
        """Without truncating first: the new beginning stands before the old end."""
        with path.open("r+b" if path.exists() else "wb", buffering=0) as file:
            file.write(content[: len(content) // 2])
            self.pause()
            file.write(content[len(content) // 2 :])
            file.truncate()

    def renamed(self, path: Path, content: bytes) -> None:
        beside = path.with_name(f".{path.name}.swp")
        beside.write_bytes(content)
        beside.replace(path)

    def moved_away_first(self, path: Path, content: bytes) -> None:
        if path.exists():
            path.rename(path.with_name(path.name + "~"))
        self.pause()
        path.write_bytes(content)

    def deleted(self, path: Path, content: bytes) -> None:
        path.unlink(missing_ok=True)

    def emptied(self, path: Path, content: bytes) -> None:
        path.write_bytes(b"")

    def save(self, number: int) -> None:
        """One version, file by file, or its folder as a whole; whether it arrives is another matter."""
        contents = self.office.contents(number)
        folder = self.office.paths.knowledge
        match self.dice.randrange(6):
            case 0:
                shutil.rmtree(folder, ignore_errors=True)
                self.pause()
                folder.mkdir()
            case 1:
                beside = folder.with_name("knowledge.baru")
                beside.mkdir()
                for path, content in contents.items():
                    if path.parent == folder:
                        (beside / path.name).write_bytes(content)
                folder.rename(folder.with_name("knowledge.lama"))
                self.pause()
                beside.rename(folder)
                shutil.rmtree(folder.with_name("knowledge.lama"))
        ways = (
            *(self.truncated, self.in_two_halves, self.over_the_old, self.renamed),
            *(self.moved_away_first, self.deleted, self.emptied),
        )
        for path, content in self.dice.sample(sorted(contents.items()), len(contents)):
            self.dice.choice(ways)(path, content)
            self.pause()


async def test_no_hostile_save_is_served_empty_mixed_or_cut_short(office: Office) -> None:
    dice = random.Random(os.environ.get("HOSTILE_SEED", "5"))  # noqa: S311
    saboteur = Saboteur(office, dice)
    served: list[int] = []
    async with watching(office.open()) as live:
        edition = None

        async def ask() -> None:
            nonlocal edition
            while True:
                if live.edition is not edition:
                    edition = live.edition
                    served.append(number_of(edition, office.ids))
                await asyncio.sleep(0)

        asking = asyncio.create_task(ask())
        for number in range(2, SAVES + 2):
            await asyncio.to_thread(saboteur.save, number)
            if not dice.randrange(8):  # at last somebody saves it properly
                office.save(number)
                await until(
                    lambda number=number: asking.done() or number_of(live.edition, office.ids) == number
                )
            elif not dice.randrange(3):
                await asyncio.sleep(PACE)
            assert not asking.done(), asking.exception()
        office.save(SAVES + 2)
        await until(lambda: number_of(live.edition, office.ids) == SAVES + 2)
        asking.cancel()
    assert served == sorted(served)
    assert len(served) > SAVES / 16
    assert number_of(office.open().edition, office.ids) == SAVES + 2


async def test_an_article_is_answered_from_when_its_draft_is_published_and_beside_an_older_source(
    office: Office,
) -> None:
    paths = office.paths
    async with watching(office.open()) as live:
        before = live.edition.version
        article = new_article(b"Kabar\n\nPasar desa pindah ke lapangan.\n", "pasar.txt", paths.seeds)
        known = replace(article, publisher="Kabar", url="https://kabar.example", day="3 Maret 2026")
        _, _, draft = save_draft(known, paths.seeds, paths.knowledge)
        await live.reload()
        assert live.edition.version == before
        asked = "  - id: pasar-1\n    pertanyaan: Di mana pasar?\n    variasi: [pasar di mana]\n"
        text = draft.read_text(encoding="utf-8")
        empty = "  - id: pasar-1\n    pertanyaan:\n    variasi:\n      -\n"
        draft.write_text(text.replace(empty, asked), encoding="utf-8")
        finished("pasar", paths.seeds, paths.knowledge, paths.language).publish()
        await until(lambda: live.edition.faq.choose("pasar-1") is not None)
        served = paths.knowledge / "pasar.yaml"
        joined = served.read_text(encoding="utf-8").replace("-1\n", "-1\n    sama_dengan: surat-satu\n", 1)
        served.write_text(joined, encoding="utf-8")
        await until(lambda: "Kabar, 3 Maret 2026: Pasar" in told(live, "surat-satu"))
        assert told(live, "pasar-1") == told(live, "surat-satu")
        assert live.news.empty()


def told(live: Live, entry_id: str) -> str:
    outcome = live.edition.faq.choose(entry_id)
    assert outcome
    return live.edition.voice.reply(outcome).plain
