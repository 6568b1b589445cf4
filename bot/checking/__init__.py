"""What an editor should look at: errors first, then doubts about knowledge that loads."""

from bot.checking.findings import Check, Finding, as_json, as_text, errors, in_order, unfilled
from bot.checking.warnings import beats, can_be_asked, warnings

__all__ = [
    "Check",
    "Finding",
    "as_json",
    "as_text",
    "beats",
    "can_be_asked",
    "errors",
    "in_order",
    "unfilled",
    "warnings",
]
