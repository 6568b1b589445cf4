"""JSON Schemas for editors: what they take and what they refuse is what the loader takes and refuses."""

import json
from typing import Any

import jsonschema
import pytest

from bot.config import ROOT
from bot.content.citations import CITATION
from bot.content.groups import GROUP, STATUS
from bot.content.knowledge import CONTACT, ENTRY, GUARD, KNOWLEDGE, THRESHOLDS, parse_knowledge
from bot.content.lexicon import AFFIXES, FOLLOWING
from bot.content.schema import schemas
from bot.content.shape import Shape
from bot.content.sources import SOURCE, SOURCES, SPEAKER, parse_source
from bot.content.strict_yaml import read_yaml
from bot.content.trials import TRIAL, TRIALS, parse_trials
from bot.errors import ContentError
from bot.replies.messages import MESSAGES
from docs.schemas import FOLDER, texts
from tests.content.test_knowledge import ENTRY as ONE_ENTRY
from tests.content.test_knowledge import SOURCE as PANEN

SCHEMAS = schemas(MESSAGES)
STRANGE = "bukan_kunci"
# Where a mapping stands in its file: the kind of file, its shape, and a file around the mapping.
LEVELS: list[tuple[str, Shape, str]] = [
    ("pengetahuan", KNOWLEDGE, "{}"),
    ("pengetahuan", ENTRY, "butir: [{}]"),
    ("pengetahuan", CITATION, "butir: [{{id: a, pertanyaan: b, jawaban: c, kutipan: [{}]}}]"),
    ("pengetahuan", CONTACT, "kontak: [{}]"),
    ("pengetahuan", GUARD, "pagar: [{}]"),
    ("pengetahuan", THRESHOLDS, "ambang: {}"),
    ("pengetahuan", FOLLOWING, "lanjutan: {}"),
    ("pengetahuan", AFFIXES, "imbuhan: {}"),
    ("kelompok", GROUP, "kelompok: [{}]"),
    ("kelompok", STATUS, "kelompok: [{{id: a, nama: b, catatan: c, status: [{}]}}]"),
    ("sumber", SOURCES, "{}"),
    ("sumber", SOURCE, "sumber: [{}]"),
    (
        "sumber",
        SPEAKER,
        "sumber: [{{id: a, berkas: b, judul: c, penerbit: d, url: https://e, penutur: [{}]}}]",
    ),
    ("uji", TRIALS, "{}"),
    ("uji", TRIAL, "uji: [{}]"),
]


def strange_to_the_loader(kind: str, text: str) -> set[str]:
    """The keys that the loader does not know."""
    try:
        if kind == "uji":
            parse_trials(
                [(text.encode(), "a.yaml")], parse_knowledge([(ONE_ENTRY.encode(), "b.yaml")], (PANEN,))
            )
        elif kind == "sumber":
            for record in read_yaml(text.encode(), "a.yaml").only(SOURCES).records("sumber"):
                parse_source(record.only(SOURCE), "Judul\n\nSatu kalimat.")
        else:
            parse_knowledge([(text.encode(), "a.yaml")], (PANEN,))
    except ContentError as error:
        return {each.fault.split("`")[1] for each in error.problems if each.fault.endswith("` tidak dikenal")}
    return set()


def strange_to_the_schema(kind: str, text: str) -> set[str]:
    """The keys that the schema does not know."""
    errors = jsonschema.Draft7Validator(SCHEMAS[kind]).iter_errors(read_yaml(text.encode(), "a.yaml"))
    return {
        key
        for error in errors
        if error.validator == "additionalProperties"
        for key in set(error.instance) - set(error.schema["properties"])
    }


@pytest.mark.parametrize(("kind", "shape", "around"), LEVELS)
def test_loader_and_schema_know_the_same_keys(kind: str, shape: Shape, around: str) -> None:
    for key in (*shape, STRANGE):
        named = "id: a, " if "id" in {*shape} - {key} else ""  # without an id the loader looks no further
        text = around.format(f"{{{named}{key}: x}}")
        expected = {STRANGE} & {key}
        assert strange_to_the_schema(kind, text) == expected, text
        assert {STRANGE, *shape} & strange_to_the_loader(kind, text) == expected, text


@pytest.mark.parametrize(("kind", "shape", "around"), [level for level in LEVELS if level[1].required])
def test_the_schema_misses_a_key_that_the_loader_misses(kind: str, shape: Shape, around: str) -> None:
    validator = jsonschema.Draft7Validator(SCHEMAS[kind])
    errors = list(validator.iter_errors(read_yaml(around.format("{}").encode(), "a.yaml")))
    assert {
        key for key in shape.required if any(f"'{key}' is a required" in e.message for e in errors)
    } == set(shape.required)


FILES = [
    *sorted((ROOT / "knowledge").rglob("*.yaml")),
    ROOT / "seeds" / "sumber.yaml",
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_shipped_file_points_to_its_schema_and_keeps_to_it(path: Any) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    schema = path.parent / first.partition("=")[2]
    jsonschema.Draft7Validator(json.loads(schema.read_text(encoding="utf-8"))).validate(
        read_yaml(path.read_bytes(), path.name)
    )


def test_the_written_schemas_are_up_to_date() -> None:
    assert {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")} == texts()


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_schema_is_one_and_describes_every_key(kind: str) -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMAS[kind])

    def bare(schema: Any) -> list[str]:
        if not isinstance(schema, dict):
            return []
        here = [key for key, held in schema.get("properties", {}).items() if not held["description"]]
        below = [
            *schema.get("properties", {}).values(),
            schema.get("items"),
            schema.get("additionalProperties"),
        ]
        return here + [key for each in below for key in bare(each)]

    assert bare(SCHEMAS[kind]) == []
