"""What people send instead of words."""

from bot.chat.desk import Turn
from bot.chat.handlers.questions import question
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
