"""Where the nodes of a YAML text stand, and what can be written in it without quotes: for changing it."""

import json
from dataclasses import dataclass
from typing import Any

import yaml

from bot.content.strict_yaml import INVISIBLE

BOOLEANS = frozenset("yYnN")  # of YAML 1.1; PyYAML leaves them alone, other readers do not


@dataclass(frozen=True, slots=True)
class Node:
    """What stands in a text from character `start` to `end`, comments and white space behind it left out."""

    begin: int  # of the key before it, or of its dash in a list
    start: int
    end: int
    column: int  # of `start`
    style: str  # quote or block sign of a scalar, "[" for what stands in brackets, else empty
    held: "str | list[Node] | dict[str, Node]"

    @property
    def data(self) -> Any:
        """The same without its places."""
        match self.held:
            case list():
                return [each.data for each in self.held]
            case dict():
                return {key: each.data for key, each in self.held.items()}
        return self.held


def marked(text: str) -> Node | None:
    """The mapping in a text that read_yaml found good; None where there is nothing but comments."""
    root = yaml.compose(text, Loader=yaml.CBaseLoader)
    return _node(root, text, 0) if root else None


def _node(node: yaml.Node, text: str, begin: int) -> Node:
    start, end, column = node.start_mark.index, node.end_mark.index, node.start_mark.column
    if isinstance(node, yaml.ScalarNode):
        if node.style in (">", "|"):  # its mark stands behind the empty lines that follow
            end = len(text[:end].rstrip())
        return Node(begin, start, end, column, node.style or "", node.value)
    held: list[Node] | dict[str, Node]
    assert isinstance(node, yaml.CollectionNode)
    if isinstance(node, yaml.MappingNode):
        held = {key.value: _node(value, text, key.start_mark.index) for key, value in node.value}
        nodes = list(held.values())
    else:
        held = nodes = []
        for each in node.value:
            before = nodes[-1].end if nodes else start
            dash = text.rfind("-", before, max(each.start_mark.index, before + 1))
            nodes.append(_node(each, text, dash))
    if node.flow_style:
        return Node(begin, start, end, column, "[", held)
    return Node(begin, start, nodes[-1].end, column, "", held)


def scalar(text: str, within_brackets: bool = False) -> str:
    """A text as a YAML value, in quotes only where some reader needs them."""
    return text if is_plain(text, within_brackets) and not INVISIBLE.search(text) else quoted(text)


def quoted(text: str) -> str:
    """A text as a YAML value in double quotes, what is invisible written \\uXXXX: as in JSON."""
    return INVISIBLE.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(text, ensure_ascii=False))


def is_plain(text: str, within_brackets: bool = False) -> bool:
    """Whether every YAML reader takes a text for itself, without quotes around it."""
    line = f"[{text}]" if within_brackets else f"- {text}"
    try:
        return text not in BOOLEANS and bool(yaml.load(line, Loader=yaml.CSafeLoader) == [text])
    except (yaml.YAMLError, ValueError):  # ValueError: what only looks like a date
        return False
