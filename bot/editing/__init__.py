"""Changing the knowledge as a careful editor does: nothing else moves, and the bot still answers well."""

from bot.editing.applying import Change, RefusedError, apply, check
from bot.editing.entries import add_entry, add_phrasing, change_entries, change_entry, remove_phrasing
from bot.editing.rewriting import cleaned, data_of, rewritten

__all__ = [
    "Change",
    "RefusedError",
    "add_entry",
    "add_phrasing",
    "apply",
    "change_entries",
    "change_entry",
    "check",
    "cleaned",
    "data_of",
    "remove_phrasing",
    "rewritten",
]
