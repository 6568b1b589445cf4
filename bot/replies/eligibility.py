"""What the sources say of each group of people: one group, or all in one overview."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import starmap

from bot.eligibility import Named
from bot.errors import ContentError, Place, Problem
from bot.model import Citation, Group, Knowledge, Source, Standing
from bot.replies import evidence
from bot.replies.parts import (
    MAX_MESSAGE,
    Action,
    Button,
    Part,
    PartKind,
    Reply,
    Rows,
    heading,
    paired,
    paragraph,
    units,
)
from bot.replies.voice import Voice

LIST_UNNAMED = "+"  # the value of the button that lists the groups which the sources do not mention; no id
CLAIMS = tuple(standing for standing in Standing if standing is not Standing.UNNAMED)


class Cards:
    """Turns groups into replies."""

    def __init__(self, knowledge: Knowledge, voice: Voice) -> None:
        """Raises ContentError for a group that does not fit in a message."""
        self._voice, self._say = voice, voice.say
        self._several = len(knowledge.sources) > 1
        self._mentioned = tuple(group for group in knowledge.groups if not _is_unnamed(group))
        self._unnamed = tuple(group for group in knowledge.groups if _is_unnamed(group))
        shown = [(group.place, self.card(group)) for group in knowledge.groups]
        if knowledge.groups:
            shown += [(knowledge.groups[0].place, each) for each in (self.overview(), self.unnamed())]
        problems = [_too_long(place, reply) for place, reply in shown if units(reply.plain) > MAX_MESSAGE]
        if problems:
            raise ContentError(problems)

    def reply(self, named: Named) -> Reply:
        """The reply to a message that should name a group."""
        if named.sure and len(named.groups) == 1:
            return self.card(named.groups[0])
        if asked := named.groups or named.near:
            return Reply((paragraph(self._say("kelompok_mana")),), (*_grid(asked), self._back()))
        return Reply((paragraph(self._say("kelompok_tak_dikenal")), *self._voice.advice()), self._choice())

    def overview(self) -> Reply:
        """All groups by what the sources say of them."""
        parts = [heading(self._say("cek_judul"))]
        for standing in CLAIMS:
            lines = [self._line(group, standing) for group in self._mentioned if _has(group, standing)]
            if lines:
                parts += [heading(self._say(f"status_{standing}")), _below("\n".join(lines))]
        if self._unnamed:
            names = ", ".join(group.name for group in self._unnamed)
            parts += [heading(self._say("status_tidak_disebut")), _below(names)]
        cited = [each for group in self._mentioned for each in group.citations]
        parts += [paragraph(self._say("cek_cara")), *evidence.sources(cited, self._say)]
        return Reply(tuple(parts), self._choice())

    def unnamed(self) -> Reply:
        """The groups that the sources do not mention, to choose from."""
        return Reply((paragraph(self._say("cek_tidak_disebut")),), (*_grid(self._unnamed), self._back()))

    def card(self, group: Group) -> Reply:
        """What the sources say of a group, and what they do not."""
        parts = [heading(group.name)]
        cited = group.citations
        several = len(evidence.by_source(cited)) > 1
        quoted = evidence.proof if several else evidence.quotes  # a single source is named once, at the end
        for status in group.statuses:
            label = self._say(f"status_{status.standing}")
            parts.append(paragraph(f"{label}. {self._say(f'arti_{status.standing}')}"))
            if status.standing is Standing.UNNAMED and status.citations:
                parts.append(heading(self._say("kutipan_terdekat")))
            parts += quoted(status.citations, self._say)
        parts += () if several else evidence.sources(cited, self._say)
        parts += [heading(self._say("tidak_dikatakan")), _below(group.note), *self._voice.advice()]
        context = Button(self._say("lihat_konteks"), Action.GROUP_CONTEXT, group.id)
        return Reply(tuple(parts), ((*((context,) if cited else ()), *self._back()),))

    def followed(self, group: Group) -> Reply:
        """The card of a group that was only named after another, told as understood."""
        asked = self._say("tanya_kelompok", kelompok=group.name)
        meant = heading(self._say("maksud_anda", pertanyaan=asked))
        card = self.card(group)
        return replace(card, parts=(meant, *card.parts[1:]))

    def asked(self, groups: tuple[Group, ...]) -> Reply:
        """The card of the only group that is asked about, else which of them is meant."""
        return self.followed(groups[0]) if len(groups) == 1 else self.reply(Named(groups, sure=False))

    def _line(self, group: Group, standing: Standing) -> str:
        status = next(status for status in group.statuses if status.standing is standing)
        told = starmap(self._numbers, evidence.by_source(status.citations))
        return f"• {group.name} ({'; '.join(told)})"

    def _numbers(self, source: Source, cited: Iterable[Citation]) -> str:
        numbers = sorted({each.sentence.number for each in cited})
        told: str = self._say("kalimat", nomor=", ".join(map(str, numbers)))
        return f"{evidence.publisher(source)}, {told}" if self._several else told

    def _back(self) -> tuple[Button, ...]:
        return (Button(self._say("semua_kelompok"), Action.GROUP),)

    def _choice(self) -> Rows:
        more = (Button(self._say("kelompok_tidak_disebut"), Action.GROUP, LIST_UNNAMED),)
        return (*_grid(self._mentioned), *((more,) if self._unnamed else ()))


def _below(text: str) -> Part:
    """What stands right below a heading."""
    return Part(PartKind.NOTE, text)


def _has(group: Group, standing: Standing) -> bool:
    return any(status.standing is standing for status in group.statuses)


def _is_unnamed(group: Group) -> bool:
    return _has(group, Standing.UNNAMED)


def _grid(groups: Iterable[Group]) -> Rows:
    return paired(Button(group.name, Action.GROUP, group.id) for group in groups)


def _too_long(place: Place, reply: Reply) -> Problem:
    fault = f"isi /cek {units(reply.plain)} huruf, paling panjang {MAX_MESSAGE}"
    return Problem(place, fault, "Persingkat catatan atau kutipannya.")
