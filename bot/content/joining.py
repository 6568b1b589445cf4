"""Entries that answer one question from different sources become one, which holds every answer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, zip_longest

from bot.content.checks import chosen, kept
from bot.content.strict_yaml import Text
from bot.errors import ContentError, Problem, place_of
from bot.language.tokens import tokens
from bot.model import Entry, EntryKind, Source


def joined(entries: Sequence[Entry], problems: list[Problem]) -> list[Entry]:
    """The entries; facts that say so, or that answer the same question from different sources, as one.

    The first of them gives the id. What is wrong with a `sama_dengan` is noted.
    """
    by_id = {entry.id: entry for entry in entries}
    together = {entry.id: [entry] for entry in entries}
    asked: dict[tuple[str, ...], list[Entry]] = {}  # the words of a question → the facts that answer it

    def join(entry: Entry) -> None:
        if entry.same_as:
            others = together[_named(entry, by_id).id]
            if source := _shared(entry, others):
                raise _refused(entry, f"keduanya mengutip `{source.id}`", "Gabungkan menjadi satu butir.")
        elif entry.kind is EntryKind.FACT:
            others = asked.setdefault(tuple(tokens(entry.question)), together[entry.id])
        else:
            return
        if not _shared(entry, others):
            others.append(entry)
            together[entry.id] = others

    for some in (
        [entry for entry in entries if not entry.same_as],
        [entry for entry in entries if entry.same_as],
    ):
        kept(join, some, problems)
    return [_one(each) for entry in entries if (each := together[entry.id])[0] is entry]


def _named(entry: Entry, by_id: Mapping[str, Entry]) -> Entry:
    """The entry that an entry says it is the same as."""
    assert isinstance(entry.same_as, Text)
    other = chosen(entry.same_as, by_id)
    if other.same_as:
        raise _refused(entry, f"`{other.id}` sendiri menunjuk `{other.same_as}`", "Tunjuk butir pertamanya.")
    for each in (entry, other):
        if each.kind is not EntryKind.FACT:
            raise _refused(
                entry,
                f"`{each.id}` di {each.place} bukan fakta",
                "Bila sumber kini menjawabnya: ganti jawaban dan kutipannya, lalu hapus `jenis`.",
            )
    return other


def _refused(entry: Entry, fault: str, cure: str) -> ContentError:
    return ContentError.at(place_of(entry.same_as, entry.place), fault, cure)


def _shared(entry: Entry, others: Sequence[Entry]) -> Source | None:
    """The source of an entry, if another rests on it too."""
    source = entry.citations[0].source
    return source if any(each.citations[0].source.id == source.id for each in others) else None


def _one(entries: Sequence[Entry]) -> Entry:
    """The entries as one; of those without a date the later one counts as newer."""
    first, *others = entries
    if not others:
        return first
    versions = sorted(entries, key=_day)[::-1]
    turns = zip_longest(*(each.citations for each in versions))
    return replace(
        first,
        variants=(*first.variants, *chain.from_iterable(each.phrasings for each in others)),
        answer=versions[0].answer,
        citations=tuple(cited for turn in turns for cited in turn if cited),
        valid_until=None,  # of each version its own
        versions=tuple(versions),
    )


def _day(entry: Entry) -> date:
    return entry.citations[0].source.day or date.min
