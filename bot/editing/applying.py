"""Writing changed files: all of them or none, and only what leaves the whole content good."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot import checking, trying
from bot.checking import Check, Finding
from bot.config import Paths
from bot.content.files import Files, write_all
from bot.content.knowledge import load_knowledge
from bot.content.sources import load_sources
from bot.content.trials import FOLDER, load_trials
from bot.edition import Edition, making
from bot.errors import ContentError, EditError, Place


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


def apply(paths: Paths, changes: Sequence[Change]) -> None:
    """Writes the changes. Takes seconds: it asks every trial.

    Raises RefusedError, or ContentError for a file that cannot be written, and then nothing was.
    """
    changes = tuple(change for change in changes if change.before != change.after)
    # Checking takes long enough for somebody to save meanwhile.
    if changes and (findings := _stale(changes) or check(paths, changes) or _stale(changes)):
        raise RefusedError(findings)
    write_all({change.path: change.after for change in changes})


def check(paths: Paths, changes: Sequence[Change]) -> list[Finding]:
    """The errors of the content as it would be, and the trials that would newly fail."""
    folders = paths.knowledge, paths.language, paths.knowledge / FOLDER
    if strange := [change.path for change in changes if change.path.parent not in folders]:
        return _refused(strange, "berkas ini di luar folder pengetahuan")
    now = Files.of(*paths.all)
    try:
        failed = _failed(paths, now.having({change.path: change.after for change in changes}))
        if failed:  # what failed before must not stand in the way of a cure for something else
            with suppress(ContentError):
                failed = {key: failed[key] for key in failed.keys() - _failed(paths, now).keys()}
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


@making()
def _failed(paths: Paths, files: Files) -> dict[str, trying.Result]:
    """The trials that fail, by question. Raises ContentError for content that cannot be served."""
    knowledge = load_knowledge(paths.knowledge, paths.language, load_sources(paths.seeds, files), files)
    trials = load_trials(paths.knowledge / FOLDER, knowledge, files)
    report = trying.try_all(Edition.of(knowledge).faq, trials, {})
    return {each.trial.question: each for each in report.failed}


def _stale(changes: Sequence[Change]) -> list[Finding]:
    """The files that are not as they were before their change."""
    stale = (change.path for change in changes if read(change.path) != change.before)
    cure = "Tidak ada yang ditulis. Ulangi perubahan Anda."
    return _refused(stale, "berkas ini sementara itu diubah orang lain", cure)


def _refused(files: Iterable[Path], fault: str, cure: str = "") -> list[Finding]:
    return [Finding(Check.REFUSED, Place(str(file), 1), fault, cure) for file in files]
