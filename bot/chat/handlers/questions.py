"""Questions in people's own words, and questions picked from a list."""

from bot.chat.desk import Pressed, Turn
from bot.language.personal import mask
from bot.model import Entry, Outcome
from bot.replies.commands import Scope
from bot.replies.parts import Reply, Rows

# What a message can carry instead of words: as Telegram calls it → the sentence about it. A moving picture is
# also a document, a place also a location; what is not here is told in general.
CARRIED = {
    "voice": "kiriman_suara",
    "audio": "kiriman_suara",
    "video_note": "kiriman_suara",
    "photo": "kiriman_foto",
    "video": "kiriman_foto",
    "animation": "kiriman_stiker",
    "sticker": "kiriman_stiker",
    "location": "kiriman_lokasi",
    "contact": "kiriman_kontak",
    "document": "kiriman_dokumen",
    "poll": "kiriman_jajak",
}


async def question(turn: Turn) -> Reply:
    """Answers what is asked, in the light of the last answer; personal data goes no further than this."""
    masked = mask(turn.text)
    conversation = turn.edition.conversation
    if masked.kinds and not any(map(str.isalpha, masked.text)):
        return conversation.warning(masked.kinds)
    before = turn.last_exchange()
    understood = turn.edition.dialogue.understand(masked.text, before.entry if before else None)
    turn.remember(understood[-1].outcome)
    reply = conversation.reply(understood, masked.kinds)
    entry = understood[0].outcome.entry
    return Reply(reply.parts, reply.rows + _below(turn, entry)) if entry and len(understood) == 1 else reply


async def ask(turn: Turn) -> Reply:
    return await question(turn) if turn.text else turn.voice.sentence("tanya_kosong")


async def no_text(turn: Turn) -> Reply | None:
    """Says kindly that only text is read, and answers what is written below a picture."""
    message = turn.message
    if not message.effective_attachment:  # somebody joined, something was pinned…
        return None
    key = next((key for kind, key in CARRIED.items() if getattr(message, kind)), "bukan_teks")
    note = turn.voice.sentence(key)
    if not turn.text:
        return note
    answer = await question(turn)
    return Reply(note.parts + answer.parts, answer.rows)


async def opened(turn: Turn, entry_id: str) -> Pressed | None:
    return _chosen(turn, entry_id, in_place=False)


async def picked(turn: Turn, entry_id: str) -> Pressed | None:
    return _chosen(turn, entry_id, in_place=True)


async def none_of_these(turn: Turn, _: str) -> Pressed:
    return Pressed(turn.voice.none_of_these(), in_place=True)


def answered(turn: Turn, outcome: Outcome) -> Reply:
    """The reply to an outcome with the buttons that fit the chat; the exchange is remembered."""
    turn.remember(outcome)
    reply = turn.voice.reply(outcome)
    return Reply(reply.parts, reply.rows + _below(turn, outcome.entry)) if outcome.entry else reply


def _below(turn: Turn, entry: Entry) -> Rows:
    """The buttons below an answer that fit the chat."""
    offers = turn.edition.offers
    return offers.private(entry) if turn.scope is Scope.PRIVATE else offers.group(entry)


def _chosen(turn: Turn, entry_id: str, *, in_place: bool) -> Pressed | None:
    outcome = turn.faq.choose(entry_id)
    return Pressed(answered(turn, outcome), in_place) if outcome else None
