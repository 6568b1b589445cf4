"""What the bot says: outcomes as replies, in Indonesian, without markup or Telegram."""

import difflib
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from string import Template

from bot.errors import ContentError, Place, Problem
from bot.model import (
    Entry,
    EntryKind,
    Knowledge,
    Outcome,
    OutcomeKind,
    Reading,
    Sentence,
    Source,
)

# The keys of `pesan`: the $words that each may hold, and the most characters. Telegram allows 512, 120 and
# 256 for what it shows of the bot, 200 for a notice after a button; the rest are messages.
LONG, NOTICE, LABEL = 1500, 200, 40
MESSAGES: Mapping[str, tuple[str, int]] = {
    "mulai": ("bot", LONG),
    "privasi": ("", LONG),
    "coba": ("", LONG),
    "bantuan": ("topik sumber", LONG),
    "balas_salam": ("", NOTICE),
    "kutipan_terdekat": ("", NOTICE),
    "penutur": ("nama jabatan nomor", NOTICE),
    "tulisan_berita": ("nomor", NOTICE),
    "bukan_berita": ("nomor", NOTICE),
    "sumber": ("", NOTICE),
    "saran": ("saran", NOTICE),
    "tanya_balik": ("", LONG),
    "bukan_semuanya": ("", LABEL),
    "ditolak_semua": ("", LONG),
    "tidak_tahu": ("", LONG),
    "terdekat": ("", LONG),
    "bukan_teks": ("", LONG),
    "perintah_lain": ("", LONG),
    "kedaluwarsa": ("", NOTICE),
    "terlalu_cepat": ("", LONG),
    "gangguan": ("", LONG),
    "keterangan": ("", 512),
    "keterangan_pendek": ("", 120),
    "menu_start": ("", 256),
    "menu_bantuan": ("", 256),
}
SALAM = "assalamualaikum"  # as the language tables write it, whatever was typed
MAX_MESSAGE = 4096  # UTF-16 units, Telegram's limit
EXAMPLES, MOST_EXAMPLES = 3, 5
LONG_SENTENCE = 700  # characters; of a longer one only the cited part is shown


class PartKind(Enum):
    """How a part of a reply is shown."""

    HEADING = auto()
    TEXT = auto()
    QUOTE = auto()
    NOTE = auto()  # who said it, where it stands


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of a reply; `link` and its `url` follow the text."""

    kind: PartKind
    text: str
    link: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: what it says, and the entry that it asks for (None: none of those offered)."""

    label: str
    entry_id: str | None


@dataclass(frozen=True, slots=True)
class Reply:
    """One message of the bot."""

    parts: tuple[Part, ...]
    choices: tuple[Choice, ...] = ()
    in_place: bool = False  # what is chosen takes the place of this message

    @property
    def text(self) -> str:
        """What the bot states, without quotes and sources."""
        return "\n\n".join(part.text for part in self.parts if part.kind is PartKind.TEXT)

    @property
    def plain(self) -> str:
        """The whole reply as plain text, fit for a terminal and for forwarding."""
        return layout(self.parts, lambda part: _PLAIN[part.kind](part))


def layout(
    parts: Iterable[Part], shown: Callable[[Part], str], tight: Container[PartKind] = (PartKind.NOTE,)
) -> str:
    """The parts one below the other, a blank line before each but those of a `tight` kind."""
    return "".join(("\n" if part.kind in tight else "\n\n") + shown(part) for part in parts).strip()


_PLAIN: Mapping[PartKind, Callable[[Part], str]] = {
    PartKind.HEADING: lambda part: part.text,
    PartKind.TEXT: lambda part: part.text,
    PartKind.QUOTE: lambda part: f"> {in_quotes(part.text)}",
    PartKind.NOTE: lambda part: " ".join(filter(None, (part.text, part.link, part.url))),
}


class Voice:
    """Turns outcomes into replies, with the sentences that editors wrote."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises ContentError for a sentence that is missing or unknown, or an answer that is too long."""
        self._knowledge = knowledge
        if problems := _wrong_messages(knowledge.messages):
            raise ContentError(problems)
        self._messages = {key: Template(text) for key, text in knowledge.messages.items()}
        problems = [each for entry in knowledge.entries for each in self._too_long(entry)]
        if units(self.help().plain) > MAX_MESSAGE:
            problems.append(
                Problem(knowledge.entries[0].place, "daftar topik terlalu panjang untuk /bantuan")
            )
        if problems:
            raise ContentError(problems)

    def say(self, key: str, **words: object) -> str:
        """One of the bot's own sentences."""
        return self._messages[key].substitute(words)

    def reply(self, outcome: Outcome) -> Reply:
        """The reply to an outcome."""
        offered = tuple(Choice(entry.question, entry.id) for entry in outcome.offered)
        if outcome.entry:
            told = self._told(outcome.entry)
            if outcome.reading is None:  # picked from a list: say what was picked
                return Reply((Part(PartKind.HEADING, outcome.entry.question), *told))
            if outcome.kind is OutcomeKind.SMALL_TALK:
                return Reply(told)
            return Reply(self._salam(outcome.reading) + told)
        salam = self._salam(outcome.reading)
        if outcome.kind is OutcomeKind.CLARIFY:
            none = Choice(self.say("bukan_semuanya"), None)
            parts, choices = _spelled_out((*salam, _text(self.say("tanya_balik"))), offered)
            return Reply(parts, (*choices, none), in_place=True)
        honest = (*salam, _text(self.say("tidak_tahu")), *self._advice(None))
        if not offered:
            return Reply(honest)
        return Reply(*_spelled_out((*honest, _text(self.say("terdekat"))), offered))

    def start(self) -> Reply:
        """What the bot is, with examples to press."""
        parts = (
            _text(self.say("mulai", bot="Tanya Desa")),
            _text(self.say("privasi")),
            _text(self.say("coba")),
        )
        facts = [entry for entry in self._knowledge.entries if entry.kind is EntryKind.FACT]
        chosen = [entry for entry in facts if entry.example][:MOST_EXAMPLES] or facts[:EXAMPLES]
        return Reply(parts, tuple(Choice(entry.question, entry.id) for entry in chosen))

    def help(self) -> Reply:
        """How to ask, the topics, the sources."""
        topics = dict.fromkeys(
            entry.topic for entry in self._knowledge.entries if entry.kind is EntryKind.FACT
        )
        listed = "\n".join(f"• {topic}" for topic in topics if topic)
        sources = "\n".join(f"• {_publisher(source)}: {source.title}" for source in self._knowledge.sources)
        told = self.say("bantuan", topik=listed, sumber=sources)
        return Reply((_text(told), _text(self.say("privasi"))))

    def none_of_these(self) -> Reply:
        """The reply to “none of these”."""
        return Reply((_text(self.say("ditolak_semua")), *self._advice(None)))

    def _told(self, entry: Entry) -> tuple[Part, ...]:
        left_open = entry.kind is EntryKind.NOT_IN_SOURCE
        parts = [_text(entry.answer)]
        if left_open:
            parts.append(Part(PartKind.HEADING, self.say("kutipan_terdekat")))
        for sentence, quote in {each.sentence: each.quote for each in entry.citations}.items():
            # The whole sentence, not only the cited part: nothing is torn from its context.
            shown = sentence.text if len(sentence.text) <= LONG_SENTENCE else quote
            parts.append(Part(PartKind.QUOTE, shown))
            parts.append(Part(PartKind.NOTE, self._speaker(sentence)))
        for source in dict.fromkeys(each.source for each in entry.citations):
            label = f"{self.say('sumber')} {_publisher(source)},"
            parts.append(Part(PartKind.NOTE, label, source.title, source.url))
        return (*parts, *self._advice(entry)) if left_open else tuple(parts)

    def _speaker(self, sentence: Sentence) -> str:
        if not sentence.in_report:
            return self.say("bukan_berita", nomor=sentence.number)
        if sentence.speaker is None:
            return self.say("tulisan_berita", nomor=sentence.number)
        name, office = sentence.speaker.name, sentence.speaker.office
        return self.say("penutur", nama=name, jabatan=office, nomor=sentence.number)

    def _advice(self, entry: Entry | None) -> tuple[Part, ...]:
        """Whom to ask: the entry's contact, else the first that the knowledge names."""
        contact = entry.contact if entry else next(iter(self._knowledge.contacts), None)
        return (_text(self.say("saran", saran=contact.advice)),) if contact else ()

    def _salam(self, reading: Reading | None) -> tuple[Part, ...]:
        greeted = reading and any(word.understood == SALAM for word in reading.words)
        return (_text(self.say("balas_salam")),) if greeted else ()

    def _too_long(self, entry: Entry) -> list[Problem]:
        reply = Reply((Part(PartKind.HEADING, entry.question), *self._told(entry)))
        length = units(reply.plain) + units(self.say("balas_salam"))
        if length <= MAX_MESSAGE:
            return []
        fault = f"jawaban dengan kutipannya {length} huruf, paling panjang {MAX_MESSAGE}"
        return [Problem(entry.place, fault, "Persingkat jawaban atau kutipannya.")]


def _spelled_out(
    parts: tuple[Part, ...], choices: tuple[Choice, ...]
) -> tuple[tuple[Part, ...], tuple[Choice, ...]]:
    """Parts and choices; where a phone would cut a label, the text spells the choices out, numbered alike."""
    if all(units(choice.label) <= LABEL for choice in choices):
        return parts, choices
    numbered = tuple(
        replace(choice, label=f"{number}. {choice.label}") for number, choice in enumerate(choices, start=1)
    )
    return (*parts, _text("\n".join(choice.label for choice in numbered))), numbered


def units(text: str) -> int:
    """The length as Telegram counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def in_quotes(quote: str) -> str:
    """The quote in quotation marks, unless it brings its own."""
    opened = quote if quote.startswith("“") else f"“{quote}"
    return opened if opened.count("“") == opened.count("”") else f"{opened}”"


def _text(text: str) -> Part:
    return Part(PartKind.TEXT, text)


def _publisher(source: Source) -> str:
    return f"{source.publisher} ({source.agency})" if source.agency else source.publisher


def _wrong_messages(messages: Mapping[str, str]) -> list[Problem]:
    problems = []
    for key, text in messages.items():
        place = getattr(text, "place", Place("pesan", 1))
        if key not in MESSAGES:
            near = difflib.get_close_matches(key, MESSAGES, n=1)
            cure = f"Mungkin maksud Anda `{near[0]}`?" if near else "Hapus kunci ini."
            problems.append(Problem(place, f"pesan `{key}` tidak dikenal", cure))
            continue
        template = Template(text)
        words, most = MESSAGES[key]
        if units(text) > most:
            fault = f"pesan `{key}` {units(text)} huruf, paling panjang {most}"
            problems.append(Problem(place, fault, "Persingkat."))
        if not template.is_valid() or set(template.get_identifiers()) - set(words.split()):
            allowed = ", ".join(f"${word}" for word in words.split()) or "tidak ada"
            fault = f"ada tanda $ yang tidak dikenal di pesan `{key}`"
            problems.append(Problem(place, fault, f"Yang bisa diisi program: {allowed}."))
    missing = [key for key in MESSAGES if key not in messages]
    if missing:
        fault = f"pesan belum lengkap: {', '.join(missing)}"
        problems.append(Problem(Place("pesan.yaml", 1), fault, "Tambahkan di bawah `pesan:`."))
    return problems
