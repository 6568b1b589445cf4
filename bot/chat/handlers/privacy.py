"""What is kept about a person: explained, shown, deleted."""

import json
from dataclasses import asdict, replace

from bot.chat.desk import Pressed, Turn
from bot.model import Kept
from bot.replies.parts import Document, Reply

FILE = "data-saya.json"


async def explained(turn: Turn) -> Reply:
    return turn.edition.privacy.explained(turn.desk.keep_days)


async def shown(turn: Turn) -> Reply:
    """As a message; where that would be too long, as a file."""
    kept = await turn.desk.store.personal.of(turn.person)
    privacy, days = turn.edition.privacy, turn.desk.keep_days
    return privacy.shown(kept, days) or replace(privacy.counted(kept, days), document=_file(kept))


async def erasing(turn: Turn) -> Reply:
    return turn.edition.privacy.erasing()


async def erased(turn: Turn, _: str) -> Pressed:
    """Deletes every row of the person, and what the bot has in mind of this chat."""
    count = await turn.desk.store.personal.erase(turn.person)
    turn.desk.exchanges.forget((turn.spot.chat, turn.person))
    return Pressed(turn.edition.privacy.erased(count), in_place=True)


def _file(kept: Kept) -> Document:
    return Document(FILE, json.dumps(asdict(kept), default=str, ensure_ascii=False, indent=2))
