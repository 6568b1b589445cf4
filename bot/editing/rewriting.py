"""A YAML text with other values in it: what was not changed keeps every byte, comments and layout too."""

import json
import textwrap
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from bot.content.marks import Node, marked, quoted, scalar
from bot.content.strict_yaml import INVISIBLE, read_yaml
from bot.errors import EditError

WIDTH = 110  # of a line; longer values are folded, except in lists
STEP = 2  # columns of indentation

Data = Any  # a text, or a list or mapping of Data
Edit = tuple[int, int, str]  # from and to which character, and what stands there instead


def data_of(text: str, file: str = "berkas") -> dict[str, Data]:
    """The values in a text, as the loader takes them. Raises ContentError."""
    found: dict[str, Data] = cleaned(read_yaml(text.encode(), file))
    return found


def cleaned(data: Data) -> Data:
    """Values as the loader takes them: white space folded, lines kept, nothing invisible."""
    match data:
        case list():
            return [cleaned(each) for each in data]
        case dict():
            return {str(key): cleaned(value) for key, value in data.items()}
    text = str(data).encode(errors="ignore").decode()  # half a surrogate pair cannot be stored
    lines = (INVISIBLE.sub("", " ".join(line.split())).strip() for line in text.splitlines())
    return "\n".join(lines).strip()


def rewritten(text: str, wanted: dict[str, Data]) -> str:
    """A text whose values are the wanted ones. Raises ContentError and EditError."""
    wanted = cleaned(wanted)
    if data_of(text) == wanted:
        return text
    bom = "\ufeff" * text.startswith("\ufeff")
    body = text.removeprefix(bom)
    writer, root = _Writer(body), marked(body)
    edits = list(writer.edits(root, wanted) if root and root.held else writer.first(wanted))
    parts, at = [bom], 0
    for start, end, new in sorted(edits, key=lambda each: each[:2]):
        parts += [body[at:start], new]
        at = max(at, end)
    made = "".join((*parts, body[at:]))
    # The loader has the last word: a layout that was not foreseen must never change a meaning.
    if data_of(made) != wanted:
        raise EditError("Susunan berkas ini tidak bisa diubah dengan aman. Ubah dengan penyunting teks.")
    return made


class _Writer:
    """Finds what to write where in a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = "\r\n" if "\r\n" in text else "\n"

    def first(self, wanted: dict[str, Data]) -> Iterator[Edit]:
        """The first values in a text of comments, or of nothing."""
        end = len(self.text)
        start = self.newline if self.text and not self.text.endswith("\n") else ""
        yield end, end, start + self._below(wanted, 0).removeprefix(self.newline) + self.newline

    def edits(self, node: Node, wanted: Data, in_list: bool = False) -> Iterator[Edit]:
        if cleaned(node.data) == wanted:
            return
        match node.held, wanted:
            case dict(), dict() if not node.style:
                yield from self._mapping(node, node.held, wanted)
            case list(), list() if wanted and not node.style:
                yield from self._list(node, node.held, wanted)
            case str(), str() if node.style == "|" or (node.style == ">" and "\n" not in wanted):
                yield self._block(node, wanted)
            case str(), str() if node.start < node.end:
                yield node.start, node.end, self._scalar(node, wanted, in_list)
            case str(), _ if node.start == node.end:  # a key without a value
                new = f" {scalar(wanted)}" if isinstance(wanted, str) else self._below(wanted, node.column)
                yield node.start, node.end, new
            case _:
                # What began at the column of its key must now stand behind it.
                indent = "" if node.style else " " * STEP
                yield node.start, node.end, indent + self._brackets(wanted, node)

    def _mapping(self, node: Node, held: dict[str, Node], wanted: dict[str, Data]) -> Iterator[Edit]:
        for key, value in held.items():
            if key in wanted:
                yield from self.edits(value, wanted[key])
            else:
                yield self._without(value, node.end)
        after = next((value for key, value in held.items() if key in wanted), node)
        for key, value in wanted.items():
            if key in held:
                after = held[key]
            else:
                end = self._line_end(after.end)
                yield end, end, self.newline + " " * node.column + self._pair(key, value, node.column)

    def _list(self, node: Node, items: list[Node], wanted: list[Data]) -> Iterator[Edit]:
        old, new = ([_identity(each) for each in some] for some in (cleaned(node.data), wanted))
        gap = ""
        if len(items) > 1:  # empty lines between the items that stand there
            between = self.text[items[-2].end : items[-1].begin].splitlines()
            gap = self.newline * any(not line.strip() for line in between[1:-1])
        for _, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            named = any("id" in each for each in wanted[c:d] if isinstance(each, dict))
            # A text is replaced where it stands; of two things with names, one goes and the other comes.
            pairs = 0 if named and old[a:b] != new[c:d] else min(b - a, d - c)
            for item, value in zip(items[a : a + pairs], wanted[c : c + pairs], strict=True):
                yield from self.edits(item, value, in_list=True)
            for item in items[a + pairs : b]:
                yield self._without(item, node.end)
            made = [" " * node.column + self._item(each, node.column) for each in wanted[c + pairs : d]]
            if a + pairs:
                at = self._line_end(items[a + pairs - 1].end)
                yield at, at, "".join(self.newline + gap + each for each in made)
            else:
                at = self._line_start(items[0].begin) - len(self.newline)
                yield at, at, "".join(self.newline + each + gap for each in made)

    def _without(self, node: Node, last: int) -> Edit:
        """Takes away a key or an item with its lines, and the empty lines behind it unless it is the last."""
        start, end = self._line_start(node.begin), self._line_end(node.end)
        if self.text[start : node.begin].strip():  # behind a dash: the next key takes its place
            rest = self.text[end:]
            return node.begin, end + len(rest) - len(rest.lstrip()), ""
        while node.end < last and not self.text[end : self._line_end(end + 1)].strip():
            end = self._line_end(end + 1)
        # What is put in before or behind it stands at the end of a line, so outside of this.
        return (start - len(self.newline), end, "") if start else (0, end + len(self.newline), "")

    def _block(self, node: Node, wanted: str) -> Edit:
        """Other lines under the same sign, with the same indentation."""
        start = self._line_end(node.start)
        line = self.text[start : node.end].strip("\r\n")
        indent = len(line) - len(line.lstrip(" "))
        return start, node.end, self._lines(wanted, indent, node.style == ">")

    def _scalar(self, node: Node, wanted: str, in_list: bool) -> str:
        begins = self.text[self._line_start(node.begin) : node.begin]
        line = scalar(wanted)
        if node.style == '"':
            line = quoted(wanted)
        elif node.style == "'" and "\n" not in wanted:
            line = "'" + wanted.replace("'", "''") + "'"
        # A list keeps one item on a line, and a comment behind a value would become part of a block.
        if in_list or self.text[node.end : self._line_end(node.end)].strip():
            return line
        return self._fitting(wanted, line, node.start - node.begin + len(begins), len(begins))

    def _fitting(self, text: str, line: str, used: int, column: int) -> str:
        """A value on one line if that has room for it, else folded or, if it has lines, as a block."""
        folded = "\n" not in text
        if folded and used + len(line) <= WIDTH:
            return line
        return (">-" if folded else "|-") + self._lines(text, column + STEP, folded)

    def _lines(self, text: str, indent: int, folded: bool) -> str:
        lines = text.split("\n")
        if folded:
            lines = textwrap.wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
        return "".join(self.newline + (" " * indent + line if line else "") for line in lines)

    def _below(self, value: Data, column: int) -> str:
        """A list or mapping, from the end of the line above it."""
        start = self.newline + " " * column
        if isinstance(value, list):
            return "".join(start + self._item(each, column) for each in value)
        return "".join(start + self._pair(key, each, column) for key, each in value.items())

    def _pair(self, key: str, value: Data, column: int) -> str:
        name = f"{scalar(key)}:"
        if isinstance(value, str):
            return f"{name} {self._fitting(value, scalar(value), column + len(name) + 1, column)}"
        return name + self._below(value, column + STEP) if value else f"{name} {self._brackets(value)}"

    def _item(self, value: Data, column: int) -> str:
        if isinstance(value, dict):
            column += STEP
            return "- " + self._below(value, column).removeprefix(self.newline + " " * column)
        return f"- {scalar(value) if isinstance(value, str) else self._brackets(value)}"

    def _brackets(self, value: Data, old: Node | None = None) -> str:
        """A value on one line; items that stand there already keep their writing."""
        items = old.held if old and isinstance(old.held, list) else []
        written = {_identity(cleaned(each.data)): self.text[each.start : each.end] for each in items}
        match value:
            case list():
                made = (written.get(_identity(each)) or self._brackets(each) for each in value)
                return f"[{', '.join(made)}]"
            case dict():
                made = (f"{scalar(key, True)}: {self._brackets(each)}" for key, each in value.items())
                return f"{{{', '.join(made)}}}"
        return scalar(value, True)

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        end = self.text.find(self.newline, at)
        return len(self.text) if end < 0 else end


def _identity(data: Data) -> str:
    """By what an item of a list is known: its id, else all of it."""
    return data["id"] if isinstance(data, dict) and "id" in data else json.dumps(data, sort_keys=True)
