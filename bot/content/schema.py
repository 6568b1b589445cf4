"""JSON Schemas of the files that editors keep, from the shapes that load them."""

from collections.abc import Iterable

from bot.content.knowledge import GROUPS, KNOWLEDGE
from bot.content.shape import TEXT, Key, Schema, Shape
from bot.content.sources import SOURCES
from bot.content.trials import TRIALS

DIALECT = "http://json-schema.org/draft-07/schema#"  # what editors' YAML support speaks


def schemas(messages: Iterable[str]) -> dict[str, Schema]:
    """The schema of each kind of file; `messages` are the keys that `pesan` may have."""
    spoken = Shape({key: Key("Kalimat bot.", TEXT) for key in messages})
    knowledge = Shape(KNOWLEDGE | {"pesan": Key(KNOWLEDGE["pesan"].about, spoken.schema)})
    kinds = {"pengetahuan": knowledge, "kelompok": GROUPS, "sumber": SOURCES, "uji": TRIALS}
    return {name: {"$schema": DIALECT, **shape.schema} for name, shape in kinds.items()}
