"""Whether the figures and names of an answer stand in what it cites."""

import re
from collections.abc import Iterator

from bot.checking.findings import Check, Finding, place_of
from bot.language.reading import Reader, tokens
from bot.model import Entry, EntryKind

FIGURE = re.compile(r"\d[\d.,]*\d|\d")
NAME = re.compile(r"(?<![^\W_])[A-Z][\w-]*")
# Before it a capital letter only begins a sentence.
BEGINNING = re.compile(r"(?:^|[.!?:;]|\n)[\s“”\"'(•-]*$")


class Proof:
    """Holds answers against their citations."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def findings(self, entry: Entry) -> Iterator[Finding]:
        """The figures and names of an answer that stand in none of its citations."""
        if not entry.citations:
            return
        place = place_of(entry.answer, entry.place)
        for figure in self._figures(entry):
            yield Finding(
                Check.FIGURE,
                place,
                f"angka {_written(figure, entry.answer)} di jawaban `{entry.id}` tidak ada di kutipannya",
                _nearest(figure, entry),
            )
        if names := list(dict.fromkeys(self._names(entry))):
            yield Finding(
                Check.NAME,
                place,
                f"nama {', '.join(names)} di jawaban `{entry.id}` tidak ada di kutipannya",
                "Periksa ejaan dan orangnya, atau tambahkan kutipan yang menyebutnya.",
            )

    def _figures(self, entry: Entry) -> list[str]:
        known = {word for text in _evidence(entry) for word in tokens(text)}
        return [
            each for each in dict.fromkeys(tokens(entry.answer)) if each.isdecimal() and each not in known
        ]

    def _names(self, entry: Entry) -> Iterator[str]:
        evidence = list(_evidence(entry))
        if entry.kind is EntryKind.NOT_IN_SOURCE:  # says of what was asked that it is not there
            evidence += entry.phrasings
        written = {word for text in evidence for word in tokens(text)}
        strange = [
            found.group()
            for found in NAME.finditer(entry.answer)
            if not BEGINNING.search(entry.answer[: found.start()])
            and not written.issuperset(tokens(found.group()))
        ]
        if strange:
            # Babel is Bangka Belitung.
            understood: set[str] = set().union(*map(self._stems, evidence))
            yield from (name for name in strange if not self._stems(name) <= understood)

    def _stems(self, text: str) -> set[str]:
        return {word.stem for word in self._reader.read(text).words}


def _evidence(entry: Entry) -> Iterator[str]:
    for citation in entry.citations:
        yield citation.sentence.text
        if speaker := citation.sentence.speaker:
            yield speaker.name
            yield speaker.office
        yield from (citation.source.title, citation.source.publisher, citation.source.agency)
    if entry.contact:
        yield entry.contact.name
        yield entry.contact.advice


def _written(figure: str, text: str) -> str:
    """The figure as it stands in a text."""
    return next((each for each in FIGURE.findall(text) if re.sub(r"\D", "", each) == figure), figure)


def _nearest(figure: str, entry: Entry) -> str:
    """A sentence that has the figure, or a cited figure for which it may have been mistyped."""
    for citation in entry.citations:
        for sentence in citation.source.sentences:
            if figure in tokens(sentence.text):
                return f"Angka itu ada di kalimat {sentence.number}: tambahkan kutipannya."
    for citation in entry.citations:
        for other in tokens(citation.sentence.text):
            if other.isdecimal() and sorted(other) == sorted(figure):
                return f"Mungkin maksud Anda {_written(other, citation.sentence.text)}?"
    return "Periksa angkanya, atau tambahkan kutipan yang menyebutnya."
