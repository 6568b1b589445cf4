"""Replies within a conversation: what was meant, several answers in one message, a warning before them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.language.personal import PersonalKind
from bot.model import Citation, Detail, Reason, Understood
from bot.replies import evidence
from bot.replies.eligibility import Cards
from bot.replies.help import Help
from bot.replies.parts import (
    MAX_MESSAGE,
    Part,
    Reply,
    heading,
    paragraph,
    units,
)
from bot.replies.voice import Voice

MOST = 3  # answers in one reply


class Conversation:
    """Turns what was understood of a message into one reply."""

    def __init__(self, voice: Voice, cards: Cards, introduction: Help) -> None:
        self._voice, self._cards, self._help = voice, cards, introduction

    def reply(self, understood: Sequence[Understood]) -> tuple[Reply, int]:
        """The reply to a message, and how many of the answers it holds."""
        if len(understood) == 1:
            return self._one(understood[0]), 1
        for count in range(min(MOST, len(understood)), 1, -1):
            reply = self._several(understood, count)
            if units(self.warned(reply, PersonalKind).plain) <= MAX_MESSAGE:  # the longest warning there is
                return reply, count
        return self._several(understood, 1), 1

    def warned(self, reply: Reply, personal: Iterable[PersonalKind]) -> Reply:
        """The reply to a message that held what it should not; empty where it held nothing else."""
        kinds = ", ".join(self._voice.say(f"data_{kind}") for kind in personal)
        warning = paragraph(self._voice.say("jangan_kirim", jenis=kinds))
        return replace(reply, parts=(warning, *reply.parts))

    def _one(self, understood: Understood) -> Reply:
        if understood.groups:
            card = self._cards.asked(understood.groups)
            return replace(card, parts=(*self._salam(understood), *card.parts))
        answer = self._voice.reply(understood.outcome)
        if understood.foreign:
            told = paragraph(self._voice.say("bahasa_lain"))
            near = understood.outcome.reason is Reason.RIVALLED
            return replace(answer, parts=(told, *answer.parts)) if near else self._examples(told)
        if understood.detail and not understood.outcome.entry:
            return Reply((paragraph(self._voice.say("jawaban_mana")),), self._voice.topics())
        if not (understood.follows or understood.apart):
            return answer
        meant = replace(understood, follows=True)  # a question apart is told as understood, too
        return Reply((*self._salam(understood), heading(self._meant(meant)), *self._told(understood)))

    def _examples(self, told: Part) -> Reply:
        example = paragraph(self._voice.say("coba"))
        return Reply((told, example), self._help.start().rows)

    def _several(self, understood: Sequence[Understood], count: int) -> Reply:
        parts = [*self._salam(understood[0])]
        for number, each in enumerate(understood[:count], start=1):
            parts += [heading(f"{number}. {self._meant(each)}"), *self._told(each)]
        if count < len(understood):
            parts.append(paragraph(self._voice.say("sisanya")))
        return Reply(tuple(self._once(parts, understood)))

    def _salam(self, understood: Understood) -> tuple[Part, ...]:
        return (paragraph(self._voice.say("balas_salam")),) if understood.greeted else ()

    def _meant(self, understood: Understood) -> str:
        """The question as it was understood."""
        entry = understood.outcome.entry
        question = entry.question if entry else ""
        if understood.detail:
            question = self._voice.say(ASKED[understood.detail], pertanyaan=question)
        return self._voice.say("maksud_anda", pertanyaan=question) if understood.follows else question

    def _told(self, understood: Understood) -> tuple[Part, ...]:
        entry = understood.outcome.entry
        if entry is None:  # what follows or stands among others is answered
            return ()
        if understood.detail is None:
            return self._voice.told(entry)
        say, citations = self._voice.say, entry.citations
        tell = {Detail.SPEAKER: self._who, Detail.SOURCE: self._where}[understood.detail]
        stated = paragraph("\n".join(dict.fromkeys(map(tell, citations))))
        return (stated, *evidence.proof(citations, say))

    def _who(self, citation: Citation) -> str:
        speaker = citation.sentence.speaker
        if speaker is None:
            return self._voice.say("tanpa_penutur")
        return self._voice.say("disampaikan", nama=speaker.name, jabatan=speaker.office)

    def _where(self, citation: Citation) -> str:
        source = evidence.publisher(citation.source)
        return self._voice.say("diambil", penerbit=source, nomor=citation.sentence.number)

    def _once(self, parts: Sequence[Part], understood: Sequence[Understood]) -> list[Part]:
        """The parts; a link and a date that neighbouring answers share stand below the last of them only."""
        entries = [each.outcome.entry for each in understood if each.outcome.entry]
        sources = {part for entry in entries for part in evidence.sources(entry.citations, self._voice.say)}
        link: Part | None = None
        told: list[tuple[Part, Part | None]] = []  # each part; of what is told of a source also its link
        for part in parts:
            link = part if part in sources and part.url else link
            told.append((part, link if part in sources else None))
        kept: list[Part] = []
        source: Part | None = None  # the one below, and what is told of it there
        below: set[Part] = set()
        for part, of in reversed(told):
            if of and of != source:
                source, below = of, set()
            if not of or part not in below:
                kept.append(part)
            below |= {part} if of else set()
        return kept[::-1]


ASKED = {Detail.SPEAKER: "tanya_penutur", Detail.SOURCE: "tanya_sumber"}
