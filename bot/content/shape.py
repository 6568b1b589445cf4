"""Which keys a mapping may have and what they hold: what the loader refuses by, and a JSON Schema."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]

# Every value is read as the text that stands there, also where an editor's YAML sees a number.
TEXT: Schema = {"type": ["string", "number", "boolean"]}
TEXTS: Schema = {"type": "array", "items": TEXT}
ANYTHING: Schema = {}


@dataclass(frozen=True, slots=True)
class Key:
    """What a key means, in Indonesian, and what it holds."""

    about: str
    holds: Schema
    required: bool = False


class Shape(dict[str, Key]):
    """The keys of a mapping."""

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(name for name, key in self.items() if key.required)

    @property
    def schema(self) -> Schema:
        """An object with these keys and no others."""
        return {
            "type": "object",
            "properties": {name: {"description": key.about, **key.holds} for name, key in self.items()},
            "required": list(self.required),
            "additionalProperties": False,
        }


def text(most: int | None = None, pattern: str = "") -> Schema:
    """A text of at most so many characters, that matches a pattern as a whole."""
    bounds: Schema = {"maxLength": most} if most else {}
    return TEXT | bounds | ({"pattern": f"^(?:{pattern})$"} if pattern else {})


def choice(values: Iterable[str]) -> Schema:
    return {"enum": list(values)}


def many(shape: Shape) -> Schema:
    """A list of mappings."""
    return {"type": "array", "items": shape.schema}


def table(holds: Schema) -> Schema:
    """A mapping whose keys are free."""
    return {"type": "object", "additionalProperties": holds}
