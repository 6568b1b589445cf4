"""The sources to read: page by page, or a cited sentence among its neighbours."""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import chain

from bot.model import Citation, Knowledge, Sentence, Source
from bot.replies.choices import spelled_out
from bot.replies.evidence import by_source, publisher, speaker
from bot.replies.messages import Say
from bot.replies.paging import page_of, page_value, turners
from bot.replies.parts import (
    MAX_MESSAGE,
    Action,
    Button,
    Part,
    PartKind,
    Reply,
    column,
    heading,
    paragraph,
    shortened,
    units,
)

PAGE = 1500  # UTF-16 units of sentences on a page
AROUND = 2  # sentences shown before and after a cited one
NUMBER = re.compile(r"(?:kalimat|nomor|no)?\W*(\d{1,4})\W*")  # as answers name a sentence: kalimat 5


class Sources:
    """The published texts in numbered sentences. A source is known by its place in the list."""

    def __init__(self, knowledge: Knowledge, say: Say) -> None:
        self._say = say
        self._sources = knowledge.sources
        self._pages = [_pages(source) for source in knowledge.sources]

    def overview(self) -> Reply:
        """All sources to choose from, or the first page of the only one."""
        if len(self._sources) == 1:
            return self._page(0, 0)
        return self._choice(
            Button(source.title, Action.SOURCE, page_value(str(index), 0))
            for index, source in enumerate(self._sources)
        )

    def page(self, value: str) -> Reply | None:
        """A page of a source; None if there is no such page."""
        index, page = self._known(value) or (0, -1)
        return self._page(index, page) if 0 <= page < len(self._pages[index]) else None

    def sentence(self, value: str) -> Reply | None:
        """One sentence among its neighbours; None if there is no such sentence."""
        index, number = self._known(value) or (0, -1)
        source = self._sources[index]
        return self._fitted({source: {number}}) if 0 <= number < len(source.sentences) else None

    def numbered(self, asked: str) -> Reply:
        """The sentence that a person asks for by its number; with several sources, of which one."""
        found = NUMBER.fullmatch(asked.lower())
        openers = [
            Button(source.title, Action.SENTENCE, page_value(str(index), int(found[1])))
            for index, source in enumerate(self._sources)
            if found and int(found[1]) < len(source.sentences)
        ]
        match openers:
            case []:
                last = max(len(source.sentences) for source in self._sources) - 1
                return Reply((paragraph(self._say("kalimat_tidak_ada", terakhir=last)),))
            case [opener]:
                return self.sentence(opener.value) or self.overview()
            case _:
                return self._choice(openers)

    def context(self, citations: Sequence[Citation]) -> Reply:
        """The cited sentences, each marked among its neighbours."""
        cited = by_source(citations)
        return self._fitted({source: {each.sentence.number for each in some} for source, some in cited})

    def _choice(self, openers: Iterable[Button]) -> Reply:
        parts, buttons = spelled_out((heading(self._say("sumber_daftar")),), tuple(openers))
        return Reply(parts, column(buttons))

    def _known(self, value: str) -> tuple[int, int] | None:
        """The source and the number in a button's value."""
        index, number = page_of(value) or ("", 0)
        return (int(index), number) if index in map(str, range(len(self._sources))) else None

    def _page(self, index: int, page: int) -> Reply:
        source, pages = self._sources[index], self._pages[index]
        told = self._say("halaman", halaman=page + 1, semua=len(pages))
        link = Part(PartKind.NOTE, f"{publisher(source)} · {told} ·", self._say("laman_asli"), source.url)
        shown = (_numbered(each, PAGE) for each in pages[page])
        parts = (heading(source.title), link, *shown)
        return Reply(parts, turners(self._say, Action.SOURCE, str(index), page, len(pages)))

    def _fitted(self, marked: Mapping[Source, Set[int]]) -> Reply:
        """The marked sentences among their neighbours in one message; long ones are cut to an equal share."""
        bare = self._all_among(marked, 1)
        sentences = sum(part.kind in (PartKind.SENTENCE, PartKind.MARKED) for part in bare.parts)
        return self._all_among(marked, max((MAX_MESSAGE - units(bare.plain)) // sentences, 1))

    def _all_among(self, marked: Mapping[Source, Set[int]], most: int) -> Reply:
        shown = [self._among(source, numbers, most) for source, numbers in marked.items()]
        parts = chain.from_iterable(each.parts for each in shown)
        return Reply(tuple(parts), tuple(row for each in shown for row in each.rows))

    def _among(self, source: Source, numbers: Set[int], most: int) -> Reply:
        """The sentences with these numbers among their neighbours, each in at most `most` UTF-16 units."""
        near = [
            each
            for each in source.sentences
            if any(abs(each.number - number) <= AROUND for number in numbers)
        ]
        parts = [heading(source.title)]
        for before, each in zip([None, *near], near, strict=False):
            if before and each.number > before.number + 1:
                parts.append(Part(PartKind.SENTENCE, "…"))
            kind = PartKind.MARKED if each.number in numbers else PartKind.SENTENCE
            parts.append(_numbered(each, most, kind))
            if each.number in numbers:
                parts.append(Part(PartKind.NOTE, speaker(each, self._say)))
        index = self._sources.index(source)
        page = next(
            number for number, page in enumerate(self._pages[index]) if source.sentences[min(numbers)] in page
        )
        opener = Button(self._say("buka_sumber"), Action.SOURCE, page_value(str(index), page))
        return Reply(tuple(parts), ((opener,),))


def _numbered(sentence: Sentence, most: int, kind: PartKind = PartKind.SENTENCE) -> Part:
    return Part(kind, f"{sentence.number}. {shortened(sentence.text, most)}")


def _pages(source: Source) -> list[list[Sentence]]:
    """The sentences in pages, none longer than PAGE unless one sentence is."""
    pages: list[list[Sentence]] = [[]]
    length = 0
    for sentence in source.sentences:
        size = units(sentence.text)
        if pages[-1] and length + size > PAGE:
            pages.append([])
            length = 0
        pages[-1].append(sentence)
        length += size
    return pages
