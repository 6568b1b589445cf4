"""What a reply is made of: paragraphs and buttons."""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto, unique

MAX_MESSAGE = 4096  # UTF-16 units, Telegram's limit
MAX_CAPTION = 1024
MARK = "👉"
HALF = 19  # UTF-16 units that half of a phone's width shows


class PartKind(Enum):
    """How a part of a reply is shown."""

    HEADING = auto()
    TEXT = auto()
    QUOTE = auto()
    NOTE = auto()  # who said it, where it stands
    SENTENCE = auto()  # a source's sentence among others
    MARKED = auto()  # the one among them that is meant
    CODE = auto()  # to be copied as it stands


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of a reply; `link` and its `url` follow the text."""

    kind: PartKind
    text: str
    link: str = ""
    url: str = ""


@unique  # or one button would do what another is for
class Action(StrEnum):
    """What a button does. The value is the short name under which a press comes back."""

    OPEN = "q"  # the answer of the entry `value`, below
    PICK = "p"  # the same in the place of this message
    NONE = "x"  # none of those offered
    TOPICS = "t"  # the menu of topics, or the group of the entry `value`
    TOPIC = "u"  # a page of a topic's questions
    IN_TOPIC = "a"  # the answer of an entry in the place of the list it was chosen from
    SOURCE = "s"  # a page of a source
    SENTENCE = "n"  # a sentence of a source among its neighbours, below
    CONTEXT = "k"  # the same for what an entry cites
    GROUP_CONTEXT = "l"  # the same for what is said of the group `value`
    SHARE = "b"  # the answer of an entry as plain text to pass on
    GROUP = "c"  # what the sources say of the group `value`; of all without a value
    GOOD = "g"  # the answer to the question `value` helped
    BAD = "d"  # it did not
    COMPLAIN = "r"  # why not
    HAND_OVER = "h"  # shows what of the question `value` would go to the staff
    HAND_OVER_NOW = "y"  # sends it
    ERASE = "e"  # deletes everything that is kept about the person
    CANCEL = "z"  # nothing is sent or deleted
    RELOAD = "m"  # an admin has the files read once more
    UNMET_PAGE = "B"  # a page of what is asked in vain; this and the next are for admins too
    UNMET = "o"  # the group with the question `value`
    ADD = "i"  # asks whether to add the question to the entry, both in `value`
    ADD_NOW = "j"  # adds it
    NEW_ENTRY = "f"  # an entry to be filled in
    IGNORE = "v"  # the group is not listed any more
    UNDO = "w"  # takes the change `value` back
    # These never come back: Telegram does them.
    COPY = "copy"  # copies `value`, at most 256 UTF-16 units
    LINK = "link"  # opens the address `value`
    START = "start"  # opens the private chat with the bot, where `value` is the deep link's payload
    INLINE = "inline"  # lets choose a chat, where the bot is asked `value`


@dataclass(frozen=True, slots=True)
class Button:
    """What it says, what it does, and with what; action and value together at most 63 bytes."""

    label: str
    action: Action
    value: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file that follows a message."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One message of the bot."""

    parts: tuple[Part, ...]
    rows: Rows = ()
    document: Document | None = None
    picture: bytes = b""  # PNG, above the text, which is then at most MAX_CAPTION long
    entry_id: str = ""  # what it answers with, for questions that follow it up

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


def paired(buttons: Iterable[Button]) -> Rows:
    """Two buttons a row where two neighbours are short enough for a phone; a longer one has its own."""
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        if rows and len(rows[-1]) == 1 and all(units(each.label) <= HALF for each in (*rows[-1], button)):
            rows[-1] = (*rows[-1], button)
        else:
            rows.append((button,))
    return tuple(rows)


def units(text: str) -> int:
    """The length as Telegram counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shortened(text: str, most: int) -> str:
    """The text, or its beginning with “…”, in at most `most` UTF-16 units."""
    if units(text) <= most:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: 2 * (most - 1)].decode("utf-16-le", "ignore") + "…"


def in_quotes(quote: str) -> str:
    """The quote in quotation marks, unless it brings its own."""
    opened = quote if quote.startswith("“") else f"“{quote}"
    return opened if opened.count("“") == opened.count("”") else f"{opened}”"


_PLAIN: Mapping[PartKind, Callable[[Part], str]] = {
    PartKind.HEADING: lambda part: part.text,
    PartKind.TEXT: lambda part: part.text,
    PartKind.QUOTE: lambda part: f"> {in_quotes(part.text)}",
    PartKind.NOTE: lambda part: " ".join(filter(None, (part.text, part.link, part.url))),
    PartKind.SENTENCE: lambda part: part.text,
    PartKind.CODE: lambda part: part.text,
    PartKind.MARKED: lambda part: f"{MARK} {part.text}",
}
