"""Leafing through topics and sources."""

from bot.chat.desk import Pressed, Turn
from bot.replies.parts import Reply


async def topics(turn: Turn) -> Reply:
    return turn.edition.topics.menu(turn.scope)


async def sources(turn: Turn) -> Reply:
    return turn.edition.sources.numbered(turn.text) if turn.text else turn.edition.sources.overview()


async def topics_opened(turn: Turn, entry_id: str) -> Pressed | None:
    listed = turn.edition.topics
    return _in_place(listed.group(entry_id, turn.scope) if entry_id else listed.menu(turn.scope))


async def topic_opened(turn: Turn, value: str) -> Pressed | None:
    return _in_place(turn.edition.topics.questions(value, turn.scope))


async def answer_in_topic(turn: Turn, entry_id: str) -> Pressed | None:
    outcome = turn.faq.choose(entry_id)
    if outcome is None or outcome.entry is None:
        return None
    back = turn.edition.topics.way_back(outcome.entry)
    if back is None:  # no list holds it: small talk
        return None
    turn.remember(outcome)
    question_id = turn.note(outcome)
    rows = turn.edition.offers.compact(outcome.entry, question_id, turn.scope)
    parts = turn.voice.reply(outcome).parts
    return _in_place(Reply(parts, (*rows, (back,)), entry_id=entry_id))


async def source_opened(turn: Turn, value: str) -> Pressed | None:
    return _in_place(turn.edition.sources.page(value))


async def sentence_opened(turn: Turn, value: str) -> Pressed | None:
    return _in_place(turn.edition.sources.sentence(value))


async def context(turn: Turn, entry_id: str) -> Pressed | None:
    entry = turn.faq.entry(entry_id)
    if entry is None or not entry.citations:
        return None
    return Pressed(turn.edition.sources.context(entry.citations))


def _in_place(reply: Reply | None) -> Pressed | None:
    return Pressed(reply, in_place=True) if reply else None
