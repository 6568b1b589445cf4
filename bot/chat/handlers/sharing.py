"""Answers passed on: plain text for other messengers, inline mode for other chats."""

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.helpers import create_deep_linked_url

from bot.chat.desk import Pressed, Turn
from bot.chat.messages import Client, html, keyboard
from bot.edition import Edition
from bot.model import Entry
from bot.replies.parts import shortened
from bot.replies.sharing import PAYLOAD, found

DESCRIPTION = 120  # characters of an answer that a phone shows in the list
ASK = "tanya"  # the deep link's payload where nothing is found


async def shared(turn: Turn, entry_id: str) -> Pressed | None:
    outcome = turn.faq.choose(entry_id)
    if outcome is None:
        return None
    address = create_deep_linked_url(turn.bot.username, PAYLOAD + entry_id)
    return Pressed(turn.edition.sharing.forwardable(outcome, address))


def listed(edition: Edition, bot: Client, query: str) -> list[InlineQueryResultArticle]:
    """What inline mode lists: matching questions, or the examples before anything is typed."""
    faq = edition.faq
    # From where the bot would ask back: here too it only offers, and people choose.
    entries = found(faq.ask(query), faq.thresholds.clarify) if query.strip() else edition.help.examples()
    return [_article(edition, bot, entry) for entry in entries]


def ask_instead(edition: Edition) -> InlineQueryResultsButton:
    """The way to the bot itself, above the list."""
    return InlineQueryResultsButton(edition.voice.say("tanya_langsung"), start_parameter=ASK)


def _article(edition: Edition, bot: Client, entry: Entry) -> InlineQueryResultArticle:
    outcome = edition.faq.choose(entry.id)
    assert outcome is not None
    reply = edition.sharing.posted(outcome)
    content = InputTextMessageContent(
        html(reply), ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    return InlineQueryResultArticle(
        entry.id,
        entry.brief,
        content,
        keyboard(reply, bot),
        description=shortened(entry.answer, DESCRIPTION),
    )
