"""What people send that is no text."""

from collections.abc import Mapping
from typing import Any

from bot.local.rules import Json


def _file(kind: str, **more: Any) -> Json:
    return {"file_id": f"contoh-{kind}", "file_unique_id": kind, **more}


# An example of each kind, as the Bot API shows it.
ATTACHMENTS: Mapping[str, Any] = {
    "photo": [_file("photo", width=320, height=240)],
    "voice": _file("voice", duration=4, mime_type="audio/ogg"),
    "video": _file("video", duration=8, width=320, height=240),
    "video_note": _file("video_note", duration=5, length=240),
    "audio": _file("audio", duration=90, title="Rekaman rapat desa"),
    "animation": _file("animation", duration=2, width=320, height=240),
    "document": _file("document", file_name="surat-keterangan.pdf", mime_type="application/pdf"),
    "sticker": _file(
        "sticker", type="regular", width=512, height=512, is_animated=False, is_video=False, emoji="🙏"
    ),
    "location": {"latitude": -2.0747, "longitude": 105.1622},
    "contact": {"phone_number": "+6281200000000", "first_name": "Pak Contoh"},
    "poll": {
        "id": "1",
        "question": "Kapan rapat desa?",
        "options": [{"text": day, "voter_count": 0, "persistent_id": day} for day in ("Senin", "Sabtu")],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    },
    "dice": {"emoji": "🎲", "value": 4},
}
CAPTIONED = frozenset({"photo", "voice", "video", "audio", "animation", "document"})


def attachment(kind: str, fields: Json) -> Json:
    """The part of a message that carries the example of *kind*, with *fields* of its own."""
    example = ATTACHMENTS[kind]
    return {kind: [example[0] | fields] if isinstance(example, list) else example | fields}
