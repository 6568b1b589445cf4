"""Changes are written whole, only where the content stays good, and never over somebody else's."""

import os
from functools import partial
from pathlib import Path

import pytest

from bot.config import ROOT, Paths
from bot.editing import Change, RefusedError, add_entry, add_phrasing, apply, change_entries, change_entry
from tests.conftest import MINIMAL_KNOWLEDGE, small

TRIALS = "uji:\n  - harap: jam-buka\n    tanya: [buka jam berapa]\n"


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    small(tmp_path, {"knowledge/uji/warga.yaml": TRIALS})
    return Paths(tmp_path / "knowledge", ROOT / "knowledge/bahasa", tmp_path / "seeds")


def snapshot(paths: Paths) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in paths.knowledge.rglob("*") if path.is_file()}


def test_a_good_change_is_written_and_can_be_undone(paths: Paths) -> None:
    before, path = snapshot(paths), paths.knowledge / "umum.yaml"
    path.chmod(0o640)
    change = Change.of(path, lambda text: add_phrasing(text, "surat", "surat brp hari"))
    apply(paths, [change])
    assert path.read_bytes() == change.after != before[path]
    assert path.stat().st_mode & 0o777 == 0o640
    apply(paths, [Change(path, change.after, change.before)])
    assert snapshot(paths) == before


def test_a_new_file_comes_and_goes(paths: Paths) -> None:
    quote = {"sumber": "kantor", "teks": "Surat keterangan selesai dalam satu hari."}
    fields = {"id": "baru", "pertanyaan": "Surat apa?", "jawaban": "Keterangan.", "kutipan": [quote]}
    before = snapshot(paths)
    path = paths.knowledge / "surat.yaml"
    apply(paths, [Change.of(path, partial(add_entry, fields=fields))])
    assert path.exists()
    apply(paths, [Change(path, path.read_bytes(), None)])
    assert snapshot(paths) == before


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (
            partial(
                change_entry,
                entry_id="surat",
                fields={"kutipan": [{"sumber": "kantor", "teks": "tiga hari"}]},
            ),
            "kutipan ini tidak ada",
        ),
        (partial(change_entries, changes={"jam-buka": None}), "`jam-buka` tidak dikenal"),
        (
            partial(change_entry, entry_id="surat", fields={"variasi": ["buka jam berapa"] * 3}),
            "“buka jam berapa” gagal",
        ),
    ],
)
def test_what_would_spoil_the_content_is_refused_before_anything_is_written(
    paths: Paths, edit: partial[str], told: str
) -> None:
    before = snapshot(paths)
    with pytest.raises(RefusedError, match=told) as refused:
        apply(paths, [Change.of(paths.knowledge / "umum.yaml", edit)])
    assert all(each.is_error for each in refused.value.findings)
    assert snapshot(paths) == before


def test_a_trial_that_failed_before_does_not_stand_in_the_way(paths: Paths) -> None:
    (paths.knowledge / "uji/warga.yaml").write_text(TRIALS.replace("jam-buka", "surat"), encoding="utf-8")
    edit = partial(add_phrasing, entry_id="surat", phrasing="surat brp hari")
    apply(paths, [Change.of(paths.knowledge / "umum.yaml", edit)])
    assert b"surat brp hari" in (paths.knowledge / "umum.yaml").read_bytes()


def test_a_file_that_somebody_else_changed_is_not_overwritten(paths: Paths) -> None:
    path = paths.knowledge / "umum.yaml"
    change = Change.of(path, partial(add_phrasing, entry_id="surat", phrasing="surat brp hari"))
    path.write_text(MINIMAL_KNOWLEDGE + "# catatan\n", encoding="utf-8")
    with pytest.raises(RefusedError, match="diubah orang lain"):
        apply(paths, [change])
    assert path.read_text(encoding="utf-8").endswith("# catatan\n")


def test_of_several_files_all_are_written_or_none(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    before, real, calls = snapshot(paths), os.fsync, []

    def full(number: int) -> None:
        calls.append(number)
        if len(calls) == 2:
            raise OSError(28, "disk penuh")
        real(number)

    monkeypatch.setattr(os, "fsync", full)
    changes = [Change(path, content, content + b"# baru\n") for path, content in before.items()]
    with pytest.raises(Exception, match="disk penuh"):
        apply(paths, changes)
    assert snapshot(paths) == before


def test_a_file_outside_the_knowledge_is_not_written(paths: Paths) -> None:
    with pytest.raises(RefusedError, match="di luar folder"):
        apply(paths, [Change(paths.knowledge.parent / "lain.yaml", None, b"a: b\n")])
