"""knowledge/uji/: questions with what must come of them, the editors' own tests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.content.checks import chosen, kept
from bot.content.files import Files
from bot.content.phrases import split_list, worded
from bot.content.shape import TEXT, TEXTS, Key, Shape, many
from bot.content.strict_yaml import Record, Text, read_yaml
from bot.errors import ContentError, Place, Problem, place_of
from bot.model import Knowledge, OutcomeKind

FOLDER = "uji"  # below the knowledge
# What may be expected besides an entry. An id holds no underscore, so no entry can be called so.
REACTIONS = {
    "tidak_dijawab": frozenset({OutcomeKind.UNKNOWN}),
    "tanya_balik": frozenset({OutcomeKind.CLARIFY}),
    "tidak_disebut": frozenset({OutcomeKind.NOT_IN_SOURCE}),
    "basa_basi": frozenset({OutcomeKind.SMALL_TALK}),
    "bukan_fakta": frozenset(OutcomeKind) - {OutcomeKind.ANSWER},
}
TRIAL = Shape(
    harap=Key(
        f"Id butir yang benar, atau {', '.join(REACTIONS)}; beberapa pilihan dipisah koma.",
        TEXT,
        required=True,
    ),
    tanya=Key("Pertanyaan, seperti orang mengetiknya.", TEXTS, required=True),
)
TRIALS = Shape(uji=Key("Pertanyaan uji.", many(TRIAL), required=True))


@dataclass(frozen=True, slots=True)
class Trial:
    """A question and what may come of it: ids of entries and keys of REACTIONS."""

    question: str
    expected: tuple[str, ...]
    place: Place


def load_trials(folder: Path, knowledge: Knowledge | None, files: Files | None = None) -> tuple[Trial, ...]:
    """The trials in the YAML files of a folder, if any, and of the guards. Raises ContentError."""
    files = files or Files.of(folder)
    written = parse_trials([(files.read(path), str(path)) for path in files.yaml_in(folder)], knowledge)
    guarded = (
        Trial(str(question), ("bukan_fakta",), place_of(question, guard.place))
        for guard in (knowledge.guards if knowledge else ())
        for question in guard.must_not_answer
    )
    return (*written, *guarded)


def parse_trials(files: Iterable[tuple[bytes, str]], knowledge: Knowledge | None) -> tuple[Trial, ...]:
    """The trials in (content, file name) pairs. Raises one ContentError with every problem found.

    Without knowledge, which entries there are is not known, and what is expected not checked.
    """
    known = None
    if knowledge:
        ids = sorted(each.id for one in knowledge.entries for each in (one, *one.versions))
        known = dict.fromkeys([*REACTIONS, *ids])
    trials: dict[str, Trial] = {}
    problems: list[Problem] = []

    def take(record: Record) -> None:
        for trial in _trials(record, known):
            if (earlier := trials.setdefault(trial.question, trial)) is not trial:
                raise ContentError.at(
                    trial.place, f"pertanyaan ini sudah diuji di {earlier.place}", "Hapus salah satu."
                )

    for records in kept(_records, files, problems):
        kept(take, records, problems)
    if problems:
        raise ContentError(problems)
    return tuple(trials.values())


def _records(file: tuple[bytes, str]) -> list[Record]:
    return read_yaml(*file).only(TRIALS).records("uji")


def _trials(record: Record, known: Mapping[str, None] | None) -> list[Trial]:
    record.only(TRIAL)
    expected = list(split_list(worded(record.text("harap"))))
    if known is not None:
        for each in expected:
            chosen(each, known)
    questions: list[Text] = record.texts("tanya")
    if not questions:
        raise ContentError.at(record.place, "belum ada pertanyaan di `tanya`", "Tulis `- …` di bawahnya.")
    return [Trial(str(each), tuple(map(str, expected)), each.place) for each in questions]
