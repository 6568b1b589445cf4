"""Outcomes as replies."""

from dataclasses import replace
from itertools import chain

from bot.dialogue.salam import SALAM
from bot.errors import ContentError, Place, Problem, place_of
from bot.model import Entry, EntryKind, Knowledge, Outcome, OutcomeKind, Reading, Reason
from bot.replies import evidence
from bot.replies.choices import choices, spelled_out
from bot.replies.commands import EVERYWHERE, Scope, listed
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

EXAMPLES, MOST_EXAMPLES = 3, 5
BEFORE = 500  # UTF-16 units before an answer: a salam, a warning of personal data, a note about a picture


class Voice:
    """Turns outcomes into replies, with the sentences that editors wrote."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises ContentError for a sentence that is missing or unknown, or an answer that is too long."""
        self._knowledge = knowledge
        self.say = Wording(knowledge.messages).say
        self._calls = {
            words.strip().lower(): command.name
            for command in listed(EVERYWHERE)  # an admin's words stay everybody's words
            for words in (command.name.replace("_", " "), *self.say(f"sebutan_{command.name}").split(","))
        }
        problems = [each for entry in knowledge.entries for each in self._too_long(entry)]
        problems += self._advised_too_long()
        if units(self.help(Scope.PRIVATE | Scope.ADMIN).plain) > MAX_MESSAGE:
            problems.append(
                Problem(knowledge.entries[0].place, "daftar topik terlalu panjang untuk /bantuan")
            )
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

    def start(self) -> Reply:
        """What the bot is, with examples to press."""
        parts = (
            paragraph(self.say("mulai", bot="Tanya Desa")),
            paragraph(self.say("privasi")),
            paragraph(self.say("coba")),
        )
        return Reply(parts, column(choices(self.examples(), Action.OPEN)))

    def examples(self) -> list[Entry]:
        """The questions to begin with: those that editors chose, else the first facts."""
        facts = [entry for entry in self._knowledge.entries if entry.kind is EntryKind.FACT]
        return [entry for entry in facts if entry.example][:MOST_EXAMPLES] or facts[:EXAMPLES]

    def help(self, scope: Scope = Scope.PRIVATE) -> Reply:
        """How to ask; in a private chat the topics and the sources too. Commands are listed last."""
        commands = paragraph(
            "\n".join(f"/{each.name}: {self.say(f'menu_{each.name}')}" for each in listed(scope))
        )
        if scope is Scope.GROUP:
            return Reply((paragraph(self.say("bantuan_grup")), commands, paragraph(self.say("privasi"))))
        topics = dict.fromkeys(
            entry.topic for entry in self._knowledge.entries if entry.kind is EntryKind.FACT
        )
        topics_listed = "\n".join(f"• {topic}" for topic in topics if topic)
        sources = "\n".join(
            f"• {evidence.publisher(source)}: {source.title}" for source in self._knowledge.sources
        )
        told = self.say("bantuan", topik=topics_listed, sumber=sources)
        return Reply((paragraph(told), commands, paragraph(self.say("privasi"))))

    def none_of_these(self) -> Reply:
        """The reply to “none of these”."""
        return Reply((paragraph(self.say("ditolak_semua")), *self.advice()), self.topics())

    def other_command(self, scope: Scope) -> Reply:
        """The reply to a command that there is not."""
        names = ", ".join(f"/{command.name}" for command in listed(scope))
        return self.sentence("perintah_lain", perintah=names)

    def called(self, text: str) -> str:
        """The command that a message asks for in plain words; empty if it asks for none."""
        said = " ".join(text.lower().strip(" .!/").replace("_", " ").split())
        return self._calls.get(said, "")

    def private_only(self) -> Reply:
        """The reply in a group to a command about the person, with the way to the private chat."""
        return replace(
            self.sentence("perintah_pribadi"), rows=((Button(self.say("buka_pribadi"), Action.START),),)
        )

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
        longest = sorted(self._knowledge.entries, key=lambda entry: -units(entry.brief))[:EXAMPLES]
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
