"""Whether the figures and names of an answer stand in what it cites."""

import re
from collections.abc import Iterator

from bot.checking.findings import Check, Finding
from bot.errors import place_of
from bot.language.reading import Reader
from bot.language.tokens import SCALES, tokens
from bot.model import Entry, EntryKind

# As they are written, with the letters that belong to them: 59.000 · 3/2024 · 59 ribu · E4
FIGURE = re.compile(
    rf"(?:\bRp)?([^\W\d_]*\d(?:[\w.,/-]*[^\W_])?(?:\s?(?:{'|'.join(SCALES)})\b)?)", re.IGNORECASE
)
ITEM = re.compile(r"^\s*\(?\d{1,2}[.)]\s", re.MULTILINE)  # the number of a line in a list
ROUND = 4  # words shown on either side of a figure
NAME = re.compile(r"(?<![^\W_])[A-Z](?!\w*\d)[\w-]*")  # with a digit it is a figure
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
                f"angka {figure} di jawaban `{entry.id}` tidak ada di kutipannya",
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
        found = dict.fromkeys(FIGURE.findall(ITEM.sub("", entry.answer)))
        return [each for each in found if not known.issuperset(_counted(each))]

    def _names(self, entry: Entry) -> Iterator[str]:
        evidence = list(_evidence(entry))
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
        return {word.stem for word in self._reader.read_cut([(text, list(tokens(text)))]).words}


def _evidence(entry: Entry) -> Iterator[str]:
    for citation in entry.citations:
        yield citation.sentence.text
        # Who speaks in a source stands in its list of speakers, as an editor checked it.
        for speaker in {each.speaker for each in citation.source.sentences if each.speaker}:
            yield speaker.name
            yield speaker.office
        yield from (citation.source.title, citation.source.publisher, citation.source.agency)
    if entry.contact:
        yield entry.contact.name
        yield entry.contact.advice
    if entry.kind is EntryKind.NOT_IN_SOURCE:  # says of what was asked that it is not there
        yield from entry.phrasings


def _counted(figure: str) -> list[str]:
    return [each for each in tokens(figure) if each.isdecimal()]


def _nearest(figure: str, entry: Entry) -> str:
    """A sentence of the report that has the figure, or a cited figure for which it may have been mistyped."""
    for citation in entry.citations:
        for sentence in citation.source.sentences:
            for other in FIGURE.finditer(sentence.text) if sentence.in_report else ():
                if list(tokens(other[1])) == list(tokens(figure)):
                    before, after = sentence.text[: other.start(1)], sentence.text[other.start(1) :]
                    words = " ".join(before.split()[-ROUND:] + after.split()[: ROUND + 1])
                    where = f"kalimat {sentence.number}, “… {words} …”"
                    return f"Angka itu ada di {where}: bila itu maksudnya, tambahkan kutipannya."
    for citation in entry.citations:
        for other in FIGURE.findall(citation.sentence.text):
            if sorted("".join(_counted(other))) == sorted("".join(_counted(figure))):
                return f"Mungkin maksud Anda {other}?"
    return "Periksa angkanya, atau tambahkan kutipan yang menyebutnya."
