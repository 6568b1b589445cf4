"""What a reply is made of: paragraphs and buttons."""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

MAX_MESSAGE = 4096  # UTF-16 units, Telegram's limit


class PartKind(Enum):
    """How a part of a reply is shown."""

    HEADING = auto()
    TEXT = auto()
    QUOTE = auto()
    NOTE = auto()  # who said it, where it stands


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of a reply; `link` and its `url` follow the text."""

    kind: PartKind
    text: str
    link: str = ""
    url: str = ""


class Action(StrEnum):
    """What a button does. The value is the short name under which a press comes back."""

    OPEN = "q"  # the answer of the entry `value`, below
    PICK = "p"  # the same in the place of this message
    NONE = "x"  # none of those offered


@dataclass(frozen=True, slots=True)
class Button:
    """What it says, what it does, and with what; action and value together at most 63 bytes."""

    label: str
    action: Action
    value: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """One message of the bot."""

    parts: tuple[Part, ...]
    rows: Rows = ()

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The buttons of all rows."""
        return tuple(button for row in self.rows for button in row)

    @property
    def text(self) -> str:
        """What the bot states, without quotes and sources."""
        return "\n\n".join(part.text for part in self.parts if part.kind is PartKind.TEXT)

    @property
    def plain(self) -> str:
        """The whole reply as plain text, fit for a terminal and for forwarding."""
        return layout(self.parts, lambda part: _PLAIN[part.kind](part))


def layout(
    parts: Iterable[Part], shown: Callable[[Part], str], tight: Container[PartKind] = (PartKind.NOTE,)
) -> str:
    """The parts one below the other, a blank line before each but those of a `tight` kind."""
    return "".join(("\n" if part.kind in tight else "\n\n") + shown(part) for part in parts).strip()


def heading(text: str) -> Part:
    """What a message is about, above the rest."""
    return Part(PartKind.HEADING, text)


def paragraph(text: str) -> Part:
    """What the bot says itself."""
    return Part(PartKind.TEXT, text)


def column(buttons: Iterable[Button]) -> Rows:
    """A button a row, so that questions stay readable on a phone."""
    return tuple((button,) for button in buttons)


def units(text: str) -> int:
    """The length as Telegram counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def in_quotes(quote: str) -> str:
    """The quote in quotation marks, unless it brings its own."""
    opened = quote if quote.startswith("“") else f"“{quote}"
    return opened if opened.count("“") == opened.count("”") else f"{opened}”"


_PLAIN: Mapping[PartKind, Callable[[Part], str]] = {
    PartKind.HEADING: lambda part: part.text,
    PartKind.TEXT: lambda part: part.text,
    PartKind.QUOTE: lambda part: f"> {in_quotes(part.text)}",
    PartKind.NOTE: lambda part: " ".join(filter(None, (part.text, part.link, part.url))),
}
