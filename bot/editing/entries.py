"""Changes of one YAML text with entries: text in, text out."""

from collections.abc import Mapping
from typing import Any

from bot.content.knowledge import ENTRY
from bot.editing.rewriting import cleaned, data_of, rewritten
from bot.errors import EditError

# By key of ENTRY: a text, `variasi` a list of texts, `kutipan` a list of mappings.
Fields = Mapping[str, Any]


def add_phrasing(text: str, entry_id: str, phrasing: str) -> str:
    """The text with one more variant of an entry; unchanged where it has that phrasing already.

    Raises ContentError and EditError, as all of these do.
    """
    phrasing, entry = cleaned(phrasing), _entry(text, entry_id)
    variants = entry.get("variasi", [])
    if phrasing in (*variants, entry.get("pertanyaan")):
        return text
    return change_entry(text, entry_id, {"variasi": [*variants, phrasing]})


def remove_phrasing(text: str, entry_id: str, phrasing: str) -> str:
    """The text without a variant of an entry; unchanged where there is no such variant."""
    variants = _entry(text, entry_id).get("variasi", [])
    left = [each for each in variants if each != cleaned(phrasing)]
    return change_entry(text, entry_id, {"variasi": left}) if left != variants else text


def change_entry(text: str, entry_id: str, fields: Fields) -> str:
    """The text with other values under some keys of an entry; an empty value takes the key away."""
    return change_entries(text, {entry_id: fields})


def change_entries(text: str, changes: Mapping[str, Fields | None]) -> str:
    """The text with changed entries, by id; None: without that entry."""
    data = data_of(text)
    entries = _entries(data)
    for missing in changes.keys() - {entry.get("id") for entry in entries}:
        raise EditError(f"Butir `{missing}` tidak ada di berkas ini.")
    kept = []
    for entry in entries:
        fields = changes.get(entry.get("id", ""), {})
        kept += [] if fields is None else [_with(entry, fields)]
    data["butir"] = kept
    return rewritten(text, {key: value for key, value in data.items() if kept or key != "butir"})


def add_entry(text: str, fields: Fields, topic: str = "") -> str:
    """The text with one more entry at its end; `topic` is for a text that has none."""
    data = data_of(text)
    entries = _entries(data)
    if any(entry.get("id") == fields["id"] for entry in entries):
        raise EditError(f"Butir `{fields['id']}` sudah ada.")
    new: dict[str, Any] = {"topik": topic} if topic and not data else {}
    return rewritten(text, {**new, **data, "butir": [*entries, _with({}, fields)]})


def _entries(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The entries of a file that may be in the middle of somebody's work."""
    entries = data.get("butir") or []
    if isinstance(entries, list) and all(
        isinstance(each, dict) and isinstance(each.get("variasi", []), list) for each in entries
    ):
        return entries
    raise EditError("Susunan `butir` di berkas ini belum benar. Lihat: tanya periksa")


def _entry(text: str, entry_id: str) -> dict[str, Any]:
    """What stands under an id; nothing where that is missing."""
    return next((each for each in _entries(data_of(text)) if each.get("id") == entry_id), {})


def _with(entry: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    """An entry with other values; a new key stands behind the one that ENTRY has before it."""
    order = list(ENTRY)
    made = {key: value for key, value in entry.items() if fields.get(key, value)}
    for key in sorted(fields.keys() - entry.keys(), key=order.index):
        if fields[key]:
            keys = list(made)
            before = [keys.index(each) for each in order[: order.index(key)] if each in made]
            keys.insert(max(before, default=-1) + 1, key)
            made = {each: made.get(each, fields[key]) for each in keys}
    return {key: fields.get(key, value) for key, value in made.items()}
