"""A new article, from a text to an answer: the walk of docs/artikel-baru.md, and what goes wrong on it."""

import os
import pty
import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cli import main, open_edition
from bot.config import ROOT, load_config
from bot.content.drafting import new_article, save_draft
from bot.content.sources import load_sources
from bot.content.strict_yaml import read_yaml
from bot.language.sentences import sentences
from tests.conftest import MINIMAL_SOURCE, MINIMAL_SOURCES, small

WALK = (ROOT / "docs" / "artikel-baru.md").read_text(encoding="utf-8")
ARTICLE = "Pasar Desa Pindah\n\nPasar desa pindah ke lapangan. Los dibuka Senin.\n"
GIVEN = ("--penerbit", "Kabar", "--url", "https://kabar.example/pasar", "--tanggal", "2026-05-04")


def run(*arguments: str, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(main, arguments, input=stdin)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a bot of its own, in which commands run."""
    small(tmp_path)
    (tmp_path / "config.yaml").write_text(
        f"paths:\n  knowledge: {tmp_path / 'knowledge'}\n  seeds: {tmp_path / 'seeds'}\n",
        encoding="utf-8",
    )
    (tmp_path / "pasar.txt").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TANYA_CONFIG", "config.yaml")
    return tmp_path


def everything(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def drafted(here: Path, **written: str) -> Path:
    """The draft of ARTICLE, with values written in the entry of its first sentence."""
    assert run("draf", "pasar.txt", *GIVEN).exit_code == 0
    draft = here / "knowledge" / "draf" / "pasar.yaml"
    text = draft.read_text(encoding="utf-8")
    before, entry, after = text.partition("  - id: pasar-1\n")
    for key, value in written.items():
        after = re.sub(rf"(    {key}:).*(\n      -)?", rf"\1 {value}", after, count=1)
    draft.write_text(before + entry + after, encoding="utf-8")
    return draft


def test_the_walk_leads_to_a_live_answer_word_for_word(here: Path) -> None:
    blocks = iter(re.findall(r"```(\w+)\n(.*?)```", WALK, re.DOTALL))
    name, shown, steps = "", "", 0
    for kind, block in blocks:
        steps += 1
        if kind == "text" and not shown:  # an article, named just before
            name = re.findall(r"`([\w-]+)\.txt`", WALK[: WALK.index(block)])[-1]
            (here / f"{name}.txt").write_text(block, encoding="utf-8")
        elif kind == "text":  # what the command before answers
            assert shown == block
            shown = ""
        elif kind == "yaml":
            places = (here / "knowledge" / "draf" / f"{name}.yaml", here / "seeds" / "sumber.yaml")
            (file,) = [path for path in places if block in path.read_text(encoding="utf-8")]
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace(block, next(blocks)[1]), encoding="utf-8")
        else:
            for line in block.splitlines():
                program, *arguments = shlex.split(line)
                assert program == ".venv/bin/tanya"
                result = run(*arguments)
                assert result.exit_code == 0, result.output
            shown = result.stdout if arguments[0] == "jawab" else ""
    assert steps > 8
    assert not list((here / "knowledge" / "draf").iterdir())


def test_the_text_and_the_list_of_sources_stay_as_they_were(here: Path) -> None:
    listed = here / "seeds" / "sumber.yaml"
    before = (MINIMAL_SOURCES.replace("    penerbit", "    # penerbitnya\n    penerbit")).rstrip()
    listed.write_bytes(before.replace("\n", "\r\n").encode())
    article = "\ufeffJudul:\tsatu # dua\r\n\r\n“Kata\u00a0dua,” \u200bkata *ini*.\r\n".encode()
    (here / "pasar.txt").write_bytes(article)
    result = run("draf", "pasar.txt", *GIVEN)
    assert result.exit_code == 0, result.output
    assert (here / "seeds" / "pasar.txt").read_bytes() == article
    after = listed.read_bytes().decode()
    assert after.startswith(before.replace("\n", "\r\n"))
    assert after.count("\n") == after.count("\r\n")
    assert "0. Judul: satu # dua\n1. “Kata dua,” " in result.stdout
    assert run("periksa").exit_code == 0
    text = (here / "knowledge" / "draf" / "pasar.yaml").read_text(encoding="utf-8")
    assert 'judul: "Judul: satu # dua"' in after
    assert text.count("- id: pasar-") == 2


@pytest.mark.parametrize("stdin", [ARTICLE, ARTICLE.encode("utf-8-sig")])
def test_a_pasted_text_becomes_a_draft_named_after_its_title(here: Path, stdin: str | bytes) -> None:
    result = run("draf", *GIVEN, stdin=stdin)
    assert result.exit_code == 0, result.output
    assert "0. Pasar Desa Pindah\n1. Pasar desa pindah ke lapangan.\n2. Los dibuka Senin." in result.stdout
    assert (here / "knowledge" / "draf" / "pasar-desa-pindah.yaml").is_file()


def test_who_pastes_at_a_terminal_is_asked_for_what_is_missing(here: Path) -> None:
    master, slave = pty.openpty()
    typed = f"{ARTICLE}\x04Kabar Pasar\nkabar.example\nhttps://kabar.example/\nbesok\n4 mei 2026\n"
    os.write(master, typed.encode())
    command = [sys.executable, "-m", "bot", "draf"]
    done = subprocess.run(  # noqa: S603  our own
        command,
        stdin=slave,
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    os.close(master)
    os.close(slave)
    assert done.returncode == 0, done.stderr
    for told in ("Tempel", "Penerbit", "`kabar.example` bukan alamat web", "`besok` bukan tanggal"):
        assert told in done.stderr
    listed = (here / "seeds" / "sumber.yaml").read_text(encoding="utf-8")
    written = "    penerbit: Kabar Pasar\n    url: https://kabar.example/\n    terbit: 4 Mei 2026\n"
    assert written in listed


def test_a_draft_goes_live_only_when_it_is_published(here: Path) -> None:
    live = run("periksa", "--json").stdout, run("jawab", "jam buka").stdout
    version = open_edition(load_config(None, os.environ).paths).version
    drafted(here, pertanyaan="Pasar desa pindah ke mana?", variasi="[pindah ke mana pasar]")
    assert (run("periksa", "--json").stdout, run("jawab", "jam buka").stdout) == live
    assert "lapangan" not in run("jawab", "pasar pindah ke mana").stdout
    assert open_edition(load_config(None, os.environ).paths).version == version
    result = run("terbitkan", "pasar")
    assert result.exit_code == 0, result.output
    assert "Kalimat tanpa pertanyaan tidak ikut: 2." in result.stdout
    assert "draf" not in (here / "seeds" / "sumber.yaml").read_text(encoding="utf-8")
    assert "4 Mei 2026" in run("jawab", "pasar pindah ke mana").stdout
    published = (here / "knowledge" / "pasar.yaml").read_text(encoding="utf-8")
    assert published.count("- id:") == 1
    assert "# Kalimat 1\n" in published
    assert "# Kalimat 2\n" not in published
    assert "draf" not in published.lower()


@pytest.mark.parametrize(
    ("written", "line", "fault"),
    [
        ({}, 1, "belum ada satu pertanyaan pun"),
        ({"variasi": "[pindah ke mana]"}, 18, "`pertanyaan` masih kosong"),
        ({"jawaban": "Ke lapangan."}, 18, "`pertanyaan` masih kosong"),
        ({"pertanyaan": "Pindah ke mana?"}, 19, "`variasi` masih kosong"),
        ({"pertanyaan": "Ke mana?", "variasi": "[ke mana]", "jawaban": ""}, 20, "`jawaban` masih kosong"),
        ({"pertanyaan": "Ke mana?", "variasi": "[ke mana]", "teks": "pindah ke desa"}, 23, "kata demi kata"),
    ],
)
def test_what_a_draft_lacks_is_told_with_its_line_and_nothing_changes(
    here: Path, written: dict[str, str], line: int, fault: str
) -> None:
    drafted(here, **written)
    before = everything(here)
    result = run("terbitkan", "pasar")
    assert result.exit_code == 2
    assert re.search(rf"^knowledge/draf/pasar\.yaml:{line}: .*{fault}", result.stderr, re.MULTILINE)
    assert everything(here) == before


def test_what_is_not_known_of_an_article_is_marked_and_told_until_it_is_filled_in(here: Path) -> None:
    assert "ganti ISI_DI_SINI" in run("draf", "pasar.txt").stdout
    told = run("periksa")
    assert told.exit_code == 0
    assert "sumber.yaml:11: peringatan: `penerbit` belum diisi" in told.stdout
    assert "`penerbit` belum diisi" in run("terbitkan", "pasar").stderr
    listed = here / "seeds" / "sumber.yaml"
    text = listed.read_text(encoding="utf-8")
    listed.write_text(re.sub(r".*draf: ya.*\n", "", text), encoding="utf-8")
    told = run("periksa")
    assert told.exit_code == 1
    assert "sumber.yaml:10: galat: `penerbit` belum diisi" in told.stdout


def test_a_draft_moved_by_hand_is_refused_with_the_way_to_publish_it(here: Path) -> None:
    draft = drafted(here, pertanyaan="Ke mana?", variasi="[ke mana]")
    text = (
        draft.read_text(encoding="utf-8").replace("pertanyaan:\n", "pertanyaan: x\n").replace("      -\n", "")
    )
    (here / "knowledge" / "pasar.yaml").write_text(text, encoding="utf-8")
    assert "Jalankan `tanya terbitkan pasar`" in run("periksa").stdout


@pytest.mark.parametrize(
    ("content", "arguments", "told"),
    [
        (b"", (), "pasar.txt:1: artikel ini kosong"),
        (b" \n\n", (), "artikel ini kosong"),
        (b"Judul\ncaf\xe9", (), "pasar.txt:2: ini bukan teks UTF-8"),
        ("Judul".encode("utf-16"), (), "ini bukan teks UTF-8"),
        ("Judul".encode("utf-16-le"), (), "ini bukan teks UTF-8"),
        (MINIMAL_SOURCE.replace("\n", "\r\n").encode(), (), "sudah ada: sumber `kantor`"),
        (ARTICLE.encode(), ("--id", "kantor"), "id sumber `kantor` sudah dipakai"),
        (ARTICLE.encode(), ("--id", "rujukan"), "rujukan.txt sudah ada"),
        (ARTICLE.encode(), ("--id", "../pasar"), "tidak bisa dipakai"),
        (ARTICLE.encode(), ("--url", "kabar.example"), "bukan alamat web"),
        (ARTICLE.encode(), ("--tanggal", "31 Februari 2026"), "bukan tanggal"),
        (ARTICLE.encode(), ("--tanggal", "Maret"), "bukan tanggal"),
    ],
)
def test_what_cannot_be_an_article_is_told_and_nothing_is_made(
    here: Path, content: bytes, arguments: tuple[str, ...], told: str
) -> None:
    (here / "pasar.txt").write_bytes(content)
    before = everything(here)
    result = run("draf", "pasar.txt", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.output
    assert everything(here) == before


@settings(deadline=None, max_examples=50)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_every_sentence_of_any_text_can_be_cited_from_its_draft(text: str) -> None:
    if not (parts := sentences(f"Judul\n{text}")):
        return
    with tempfile.TemporaryDirectory() as name:
        seeds = knowledge = small(Path(name)) / "seeds"
        article = new_article(f"Judul\n{text}".encode(), "artikel.txt", seeds)
        _, _, draft = save_draft(replace(article, publisher=parts[-1]), seeds, knowledge)
        entries = read_yaml(draft.read_bytes(), "draf").records("butir")
        quotes = [str(entry.records("kutipan")[0].text("teks")) for entry in entries]
        source = load_sources(seeds)[-1]
        assert quotes == [each.text for each in source.sentences] == parts
        assert source.publisher == parts[-1]


def test_a_missing_file_an_unknown_draft_and_a_second_draft_are_told(here: Path) -> None:
    assert "hilang.txt tidak terbaca" in run("draf", "hilang.txt").stderr
    drafted(here)
    assert "Draf `psar` tidak ada di knowledge/draf. Yang ada: pasar." in run("terbitkan", "psar").stderr
    assert "artikel ini sudah ada: sumber `pasar`" in run("draf", "pasar.txt").stderr


def test_a_list_of_sources_that_cannot_be_added_to_is_left_with_the_words_to_add(here: Path) -> None:
    listed = here / "seeds" / "sumber.yaml"
    listed.write_text(
        "sumber: [{id: kantor, berkas: rujukan.txt, judul: a, penerbit: b, url: https://c}]\n",
        encoding="utf-8",
    )
    before = everything(here)
    result = run("draf", "pasar.txt", *GIVEN)
    assert result.exit_code == 2
    assert "- id: pasar\n" in result.stderr
    assert everything(here) == before
