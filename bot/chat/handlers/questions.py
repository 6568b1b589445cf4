"""Questions in people's own words, and questions picked from a list."""

from bot.chat.desk import Pressed, Turn
from bot.model import Outcome
from bot.replies.commands import Scope
from bot.replies.parts import Reply

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
    return answered(turn, turn.faq.ask(turn.text))


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
    if outcome.entry is None:
        return reply
    offers = turn.edition.offers
    below = offers.private if turn.scope is Scope.PRIVATE else offers.group
    return Reply(reply.parts, reply.rows + below(outcome.entry))


def _chosen(turn: Turn, entry_id: str, *, in_place: bool) -> Pressed | None:
    outcome = turn.faq.choose(entry_id)
    return Pressed(answered(turn, outcome), in_place) if outcome else None
