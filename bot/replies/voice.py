"""Outcomes as replies."""

from itertools import chain

from bot.answering import OFFERED
from bot.dialogue.salam import SALAM
from bot.errors import ContentError, Place, Problem, place_of
from bot.model import Entry, EntryKind, Knowledge, Outcome, OutcomeKind, Reading, Reason
from bot.replies import evidence
from bot.replies.choices import choices, spelled_out
from bot.replies.messages import Wording
from bot.replies.parts import (
    MAX_MESSAGE,
    Action,
    Button,
    Part,
    Reply,
    Rows,
    column,
    heading,
    paragraph,
    units,
)

BEFORE = 500  # UTF-16 units before an answer: a salam, a warning of personal data, a note about a picture


class Voice:
    """Turns outcomes into replies, with the sentences that editors wrote."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises ContentError for a sentence that is missing or unknown, or an answer that is too long."""
        self._knowledge = knowledge
        self.say = Wording(knowledge.messages).say
        problems = [each for entry in knowledge.entries for each in self._too_long(entry)]
        problems += self._advised_too_long()
        if problems:
            raise ContentError(problems)

    def sentence(self, key: str, **words: object) -> Reply:
        """One of the bot's own sentences as a reply."""
        return Reply((paragraph(self.say(key, **words)),))

    def reply(self, outcome: Outcome) -> Reply:
        """The reply to an outcome."""
        if outcome.entry:
            told = self.told(outcome.entry)
            if outcome.reading is None:  # picked from a list: say what was picked
                return Reply((heading(outcome.entry.question), *told))
            if outcome.kind is OutcomeKind.SMALL_TALK:
                return Reply(told)
            return Reply(self._salam(outcome.reading) + told)
        salam = self._salam(outcome.reading)
        if outcome.kind is OutcomeKind.CLARIFY:
            none = Button(self.say("bukan_semuanya"), Action.NONE)
            asked = (*salam, paragraph(self.say("tanya_balik")))
            parts, buttons = spelled_out(asked, choices(outcome.offered, Action.PICK))
            return Reply(parts, column((*buttons, none)))
        honest = (*salam, paragraph(self.say("tidak_tahu")), *self.advice())
        if not outcome.offered:
            return Reply(honest, self.topics())
        nearest = (*honest, paragraph(self.say("terdekat")))
        parts, buttons = spelled_out(nearest, choices(outcome.offered, Action.OPEN))
        return Reply(parts, column(buttons))

    def advice(self) -> tuple[Part, ...]:
        """Whom to ask where nothing says: the first contact that the knowledge names."""
        return evidence.advice(next(iter(self._knowledge.contacts), None), self.say)

    def topics(self) -> Rows:
        """The way to what can be asked, where nothing nearer is known."""
        return ((Button(self.say("topik"), Action.TOPICS),),)

    def none_of_these(self) -> Reply:
        """The reply to “none of these”."""
        return Reply((paragraph(self.say("ditolak_semua")), *self.advice()), self.topics())

    def told(self, entry: Entry) -> tuple[Part, ...]:
        """An answer with its proof, and with our advice where the source leaves it open."""
        if entry.versions:
            return (
                paragraph(self.say("beberapa_sumber")),
                *chain.from_iterable(map(self._version, entry.versions)),
            )
        left_open = entry.kind is EntryKind.NOT_IN_SOURCE
        parts = [paragraph(entry.answer)]
        if left_open:
            parts.append(heading(self.say("kutipan_terdekat")))
        parts += evidence.proof(entry.citations, self.say)
        return (*parts, *evidence.advice(entry.contact, self.say)) if left_open else tuple(parts)

    def _version(self, entry: Entry) -> tuple[Part, ...]:
        """What one of several sources says, with its date."""
        source = entry.citations[0].source
        date = evidence.date_of(source, self.say)
        told = self.say("menurut", penerbit=evidence.publisher(source), tanggal=date, jawaban=entry.answer)
        return (paragraph(told), *evidence.proof(entry.citations, self.say))

    def _salam(self, reading: Reading | None) -> tuple[Part, ...]:
        greeted = reading and any(word.understood == SALAM for word in reading.words)
        return (paragraph(self.say("balas_salam")),) if greeted else ()

    def _advised_too_long(self) -> list[Problem]:
        """The longest replies without an answer, held against what fits in a message."""
        longest = sorted(self._knowledge.entries, key=lambda entry: -units(entry.brief))[:OFFERED]
        unknown = Outcome(OutcomeKind.UNKNOWN, Reason.LOW, None, (), None, tuple(longest))
        length = max(units(reply.plain) for reply in (self.reply(unknown), self.none_of_these()))
        if length <= MAX_MESSAGE - BEFORE:
            return []
        place = place_of(self._knowledge.messages["tidak_tahu"], Place("pesan", 1))
        fault = f"balasan tanpa jawaban, dengan saran kontak pertama, {length} huruf"
        cure = f"Persingkat `saran` kontak itu atau pesan ini: paling panjang {MAX_MESSAGE - BEFORE} huruf."
        return [Problem(place, fault, cure)]

    def _too_long(self, entry: Entry) -> list[Problem]:
        reply = Reply((heading(entry.question), *self.told(entry)))
        length = units(reply.plain)
        if length <= MAX_MESSAGE - BEFORE:
            return []
        fault = f"jawaban dengan kutipannya {length} huruf, paling panjang {MAX_MESSAGE - BEFORE}"
        return [Problem(entry.place, fault, "Persingkat jawaban atau kutipannya.")]
