"""Questions as buttons."""

from collections.abc import Iterable
from dataclasses import replace

from bot.model import Entry
from bot.replies.messages import LABEL
from bot.replies.parts import Action, Button, Part, paragraph, units


def choices(entries: Iterable[Entry], action: Action) -> tuple[Button, ...]:
    """A button for each entry, short enough for a phone where the editor wrote a label."""
    return tuple(Button(entry.brief, action, entry.id) for entry in entries)


def spelled_out(
    parts: tuple[Part, ...], buttons: tuple[Button, ...]
) -> tuple[tuple[Part, ...], tuple[Button, ...]]:
    """Parts and buttons; where a phone would cut a label, the text spells the labels out, numbered alike."""
    if all(units(button.label) <= LABEL for button in buttons):
        return parts, buttons
    numbered = tuple(
        replace(button, label=f"{number}. {button.label}") for number, button in enumerate(buttons, start=1)
    )
    return (*parts, paragraph("\n".join(button.label for button in numbered))), numbered
