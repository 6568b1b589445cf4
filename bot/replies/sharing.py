"""Answers on their way to others: as plain text, through a link, through inline mode."""

from collections.abc import Iterable
from urllib.parse import quote

from bot.model import Entry, EntryKind, Outcome, OutcomeKind
from bot.replies.parts import MAX_MESSAGE, Action, Button, Reply, paragraph, units
from bot.replies.voice import Voice

PAYLOAD = "q_"  # what a deep link to an answer begins with
CONTEXT = "k_"  # what one to the context of an answer begins with
WHATSAPP = "https://wa.me/?text="
LONGEST_LINK = 2048  # characters; some phones cut longer ones


class Sharing:
    """Answers to be read without the bot, each with its source line."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def forwardable(self, outcome: Outcome, address: str) -> Reply:
        """A picked answer as plain text that survives being copied; at its end the address that opens it."""
        assert outcome.entry is not None
        told = self._voice.reply(outcome).plain
        whole = f"{told}\n\n{self._voice.say('buka_lewat', alamat=address)}"
        text = whole if units(whole) <= MAX_MESSAGE else told
        link = WHATSAPP + quote(text, safe="")
        whatsapp = Button(self._voice.say("kirim_whatsapp"), Action.LINK, link)
        telegram = Button(self._voice.say("kirim_telegram"), Action.INLINE, outcome.entry.question)
        return Reply(
            (paragraph(text),), ((whatsapp, telegram) if len(link) <= LONGEST_LINK else (telegram,),)
        )

    def posted(self, outcome: Outcome) -> Reply:
        """A picked answer as it is posted in somebody's chat."""
        assert outcome.entry is not None
        context = Button(self._voice.say("lihat_konteks"), Action.START, CONTEXT + outcome.entry.id)
        more = Button(self._voice.say("buka_pribadi"), Action.START, PAYLOAD + outcome.entry.id)
        return Reply(self._voice.reply(outcome).parts, ((context, more),))


def found(outcome: Outcome, least: float) -> tuple[Entry, ...]:
    """The entries that inline mode lists for a message, from a score on, best first."""
    told = [outcome.entry] if outcome.entry else []
    offered = outcome.offered if outcome.kind is OutcomeKind.CLARIFY else ()
    near = (match.entry for match in outcome.matches if match.score >= least and not match.block)
    return _telling((*told, *offered, *near))


def _telling(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(dict.fromkeys(entry for entry in entries if entry.kind is not EntryKind.SMALL_TALK))
