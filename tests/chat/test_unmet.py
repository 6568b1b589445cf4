"""What is asked in vain, from the list to the live answer and back, over real HTTP."""

import logging
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.chat.routing import FOR_ADMINS
from bot.config import ROOT, Config, Database, Paths, Store, UserId
from bot.live import Live
from bot.local import LocalTelegram
from bot.local.people import VISITOR, User
from bot.local.telegram import buttons
from bot.replies.parts import Action
from bot.running import local_chat
from tests.conftest import MINIMAL_KNOWLEDGE, UNLIMITED, small

ADMIN, NINA = User(4001, "Bu Lurah"), User(2002, "Nina")
THRESHOLDS = "ambang: {jawab: 80, tanya_balik: 60, selisih: 5}\n"
TRIALS = "uji:\n  - harap: surat\n    tanya: [surat keterangan selesai berapa lama]\n"
STRICT = "  - harap: bukan_fakta\n    tanya: [di kantor kapan pelayanan surat]\n"
ASKED = "pelayanan surat di kantor kapan"


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    paths = Paths(tmp_path / "knowledge", tmp_path / "bahasa", tmp_path / "seeds")
    paths.language.mkdir()
    shutil.copy(ROOT / Config().paths.language / "pesan.yaml", paths.language)
    entries = f"# Kantor desa.\n{THRESHOLDS}{MINIMAL_KNOWLEDGE}"
    small(tmp_path, {"knowledge/umum.yaml": entries, "knowledge/uji/uji.yaml": TRIALS})
    return paths


@pytest.fixture
def config(tmp_path: Path) -> Config:
    telegram = replace(UNLIMITED.telegram, admins=(UserId(ADMIN.id),))
    database = Database(f"sqlite:///{tmp_path / 'log' / 'tanya.sqlite3'}")
    return replace(UNLIMITED, telegram=telegram, database=database)


@pytest.fixture
async def telegram(config: Config, paths: Paths) -> AsyncIterator[LocalTelegram]:
    telegram = LocalTelegram()
    async with local_chat(telegram, config, Live.open(paths, pace=0.1)):
        yield telegram


async def press(telegram: LocalTelegram, message: dict[str, Any], label: str) -> dict[str, Any]:
    """The message as it stands after the button whose label begins so was pressed."""
    data = next(each["callback_data"] for each in buttons(message) if each["text"].startswith(label))
    telegram.press(message["message_id"], data, ADMIN)
    await telegram.next_answer(ADMIN.id)
    edited = await telegram.next_edit(ADMIN.id)
    return await telegram.next_edit(ADMIN.id) if "Sedang diperiksa" in edited["text"] else edited


async def notice(telegram: LocalTelegram, message: dict[str, Any], data: str, user: User = ADMIN) -> str:
    """What is told of a press on a button that the message does not show."""
    telegram.forge(message["message_id"], data, user)
    return str((await telegram.next_answer(user.id)).get("text", ""))


async def asking(telegram: LocalTelegram, paths: Paths) -> dict[str, Any]:
    """The message that asks whether to add what two people have asked."""
    for user in (VISITOR, NINA):
        assert "Pukul 08.00" not in (await telegram.ask(ASKED, user))["text"]
    listed = await telegram.ask("/belum", ADMIN)
    assert f"1. “{ASKED}”" in listed["text"]
    assert "2 kali oleh 2 orang" in listed["text"]
    assert "Jam berapa kantor desa buka?" in listed["text"]
    group = await press(telegram, listed, "1")
    asking = await press(telegram, group, "Tambahkan ke: Jam berapa")
    assert ASKED in asking["text"]
    assert str(paths.knowledge / "umum.yaml") in asking["text"]
    return asking


async def test_a_phrasing_goes_from_the_list_into_its_file_answers_at_once_and_comes_out_again(
    telegram: LocalTelegram, paths: Paths
) -> None:
    path = paths.knowledge / "umum.yaml"
    before = path.read_text()
    confirm = await asking(telegram, paths)
    assert path.read_text() == before
    added = await press(telegram, confirm, "Ya, tambahkan")
    assert "Sudah berlaku" in added["text"]
    line = f"      - {ASKED}\n"
    assert path.read_text().replace(line, "", 1) == before
    assert "Pukul 08.00" in (await telegram.ask(ASKED))["text"]
    assert "Tidak ada pertanyaan" in (await telegram.ask("/belum", ADMIN))["text"]

    undoing = await telegram.ask("/batal", ADMIN)
    assert ASKED in undoing["text"]
    assert "Sudah dibatalkan" in (await press(telegram, undoing, "Ya, batalkan"))["text"]
    assert path.read_text() == before
    assert "Pukul 08.00" not in (await telegram.ask(ASKED))["text"]
    assert ASKED in (await telegram.ask("/belum", ADMIN))["text"]
    assert "Tidak ada perubahan" in (await telegram.ask("/batal", ADMIN))["text"]


async def test_a_button_that_was_pressed_before_does_nothing_more(
    telegram: LocalTelegram, paths: Paths
) -> None:
    confirm = await asking(telegram, paths)
    (again,) = (each["callback_data"] for each in buttons(confirm) if each["text"] == "Ya, tambahkan")
    added = await press(telegram, confirm, "Ya, tambahkan")
    once = (paths.knowledge / "umum.yaml").read_text()
    assert "mungkin oleh admin lain" in await notice(telegram, added, again)
    assert (paths.knowledge / "umum.yaml").read_text() == once


async def test_buttons_outlive_a_restart(config: Config, paths: Paths) -> None:
    telegram = LocalTelegram()
    async with local_chat(telegram, config, Live.open(paths)):
        confirm = await asking(telegram, paths)
    async with local_chat(telegram, config, Live.open(paths)):
        assert "Sudah berlaku" in (await press(telegram, confirm, "Ya, tambahkan"))["text"]
    async with local_chat(telegram, config, Live.open(paths)):
        undoing = await telegram.ask("/batal", ADMIN)
        assert "Sudah dibatalkan" in (await press(telegram, undoing, "Ya, batalkan"))["text"]


async def test_what_is_asked_often_is_told_to_admins_unasked(config: Config, paths: Paths) -> None:
    telegram = LocalTelegram()
    async with local_chat(telegram, config, Live.open(paths)):
        await asking(telegram, paths)
    async with local_chat(telegram, replace(config, store=Store(tell_after=2)), Live.open(paths)):
        assert "Sering ditanyakan" in (await telegram.next_message(ADMIN.id))["text"]


async def test_what_would_make_a_trial_fail_is_refused_and_nothing_changes(
    telegram: LocalTelegram, paths: Paths
) -> None:
    path = paths.knowledge / "umum.yaml"
    (paths.knowledge / "uji" / "uji.yaml").write_text(TRIALS + STRICT)
    confirm = await asking(telegram, paths)
    before = path.read_text()
    refused = await press(telegram, confirm, "Ya, tambahkan")
    assert "Tidak ada yang diubah" in refused["text"]
    assert "pertanyaan uji “di kantor kapan pelayanan surat” gagal" in refused["text"]
    assert path.read_text() == before
    assert "Tidak ada perubahan" in (await telegram.ask("/batal", ADMIN))["text"]


async def test_what_somebody_else_changed_since_is_left_alone(telegram: LocalTelegram, paths: Paths) -> None:
    path = paths.knowledge / "umum.yaml"
    confirm = await asking(telegram, paths)
    await press(telegram, confirm, "Ya, tambahkan")
    path.write_text(path.read_text().replace(ASKED, "kapan kantor melayani surat"))
    await telegram.ask("/muat_ulang", ADMIN)
    by_hand = path.read_text()
    undoing = await telegram.ask("/batal", ADMIN)
    assert "Sudah tidak ada di berkasnya" in (await press(telegram, undoing, "Ya, batalkan"))["text"]
    assert path.read_text() == by_hand
    assert "Tidak ada perubahan" in (await telegram.ask("/batal", ADMIN))["text"]


async def test_a_group_is_ignored_until_that_is_undone(telegram: LocalTelegram, paths: Paths) -> None:
    await asking(telegram, paths)
    group = await press(telegram, await telegram.ask("/belum", ADMIN), "1")
    assert "Diabaikan" in (await press(telegram, group, "Abaikan"))["text"]
    await telegram.ask(ASKED)
    assert "Tidak ada pertanyaan" in (await telegram.ask("/belum", ADMIN))["text"]
    await press(telegram, await telegram.ask("/batal", ADMIN), "Ya, batalkan")
    assert "3 kali" in (await telegram.ask("/belum", ADMIN))["text"]


async def test_personal_data_never_goes_into_a_file(telegram: LocalTelegram) -> None:
    await telegram.ask("nik 1905012304850001 pelayanan surat di kantor kapan")
    group = await press(telegram, await telegram.ask("/belum", ADMIN), "1")
    told = await press(telegram, group, "Tambahkan ke")
    assert "data pribadi" in told["text"]
    assert [each["text"] for each in buttons(told)] == ["‹ Kembali"]


async def test_a_new_entry_comes_as_yaml_that_lacks_only_its_content(
    telegram: LocalTelegram, paths: Paths
) -> None:
    await telegram.ask('nyanyi "kapan" mulai: sore?')
    await telegram.ask('mulai nyanyi: "kapan" sore?')
    group = await press(telegram, await telegram.ask("/belum", ADMIN), "1")
    told = await press(telegram, group, "Buat jawaban baru")
    (code,) = (each for each in told["entities"] if each["type"] == "pre")
    block = told["text"][code["offset"] : code["offset"] + code["length"]]
    path = paths.knowledge / "umum.yaml"
    assert str(path) in told["text"]
    path.write_text(f"{path.read_text()}{block}\n")
    refused = await telegram.ask("/muat_ulang", ADMIN)
    assert "belum bisa dipakai" in refused["text"]
    mended = block.replace("(salin satu kalimat dari sumber)", "Kantor desa buka pukul 08.00 sampai 15.00.")
    path.write_text(path.read_text().replace(block, mended))
    told = [
        (await telegram.ask("/muat_ulang", ADMIN))["text"],
        (await telegram.next_message(ADMIN.id))["text"],
    ]
    assert any("3 butir" in each for each in told)


async def test_who_deletes_their_data_takes_their_questions_out_of_the_list(
    telegram: LocalTelegram, paths: Paths
) -> None:
    confirm = await asking(telegram, paths)
    for user, left in ((VISITOR, "1 kali oleh 1 orang"), (NINA, "Tidak ada pertanyaan")):
        question = await telegram.ask("/hapus_data", user)
        telegram.press(question["message_id"], f"{Action.ERASE}:", user)
        await telegram.next_edit(user.id)
        assert left in (await telegram.ask("/belum", ADMIN))["text"]
    (add,) = (each["callback_data"] for each in buttons(confirm) if each["text"] == "Ya, tambahkan")
    assert "Sudah berubah" in await notice(telegram, confirm, add)


async def test_forged_buttons_are_refused_and_logged(
    telegram: LocalTelegram, paths: Paths, caplog: pytest.LogCaptureFixture
) -> None:
    confirm = await asking(telegram, paths)
    before = (paths.knowledge / "umum.yaml").read_text()
    (add,) = (each["callback_data"] for each in buttons(confirm) if each["text"] == "Ya, tambahkan")
    own = await telegram.ask("/start")
    for action in FOR_ADMINS:
        with caplog.at_level(logging.WARNING):
            told = await notice(telegram, own, f"{action}:{add.partition(':')[2]}", VISITOR)
        assert "kedaluwarsa" in told
        assert f"refused {action} to user {VISITOR.id}" in caplog.text
    assert (paths.knowledge / "umum.yaml").read_text() == before
    assert "2 kali" in (await telegram.ask("/belum", ADMIN))["text"]
