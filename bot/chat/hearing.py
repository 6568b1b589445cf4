"""What of a message is meant for the bot."""

from collections.abc import Container
from dataclasses import dataclass

from telegram import Message, MessageEntity
from telegram.constants import ChatType

from bot.chat.messages import Client, replied_to


@dataclass(frozen=True, slots=True)
class Heard:
    """A command with what follows it, or a text; commands and mentions are taken out of it."""

    command: str | None
    text: str


def heard(message: Message, bot: Client, commands: Container[str]) -> Heard | None:
    """What a message says to the bot; None if it is not meant for it.

    `commands` are those that it answers in a group though they do not name it.
    """
    if message.via_bot:  # posted through inline mode: an answer already
        return None
    command, target, rest = _command(message)
    if message.chat.type == ChatType.PRIVATE:
        return Heard(command, rest)
    if bot.bot in message.new_chat_members:
        return Heard("bantuan", "")
    sender = message.from_user
    if sender and sender.is_bot and not message.sender_chat:
        return None
    if command is not None:
        ours = target == bot.username.lower() if target else command in commands
        return Heard(command, rest) if ours else None
    text = _without_mention(message, bot)
    if text is None:
        to = replied_to(message)
        ours = bool(to and to.from_user and to.from_user.id == bot.id)
        return Heard(None, rest) if ours and rest else None
    if not text and (asked := replied_to(message)):  # “@bot” below somebody's question
        text = _text(asked)
    return Heard(None, text) if text else Heard("bantuan", "")


def _text(message: Message) -> str:
    return message.text or message.caption or ""


def _command(message: Message) -> tuple[str | None, str, str]:
    """The command that a message begins with, None without one; whom it names; the rest of the text."""
    first = message.entities[0] if message.entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset:
        return None, "", _text(message)
    text = message.text or ""
    name, _, target = text[1 : first.length].lower().partition("@")
    return name, target, text[first.length :].strip()


def _without_mention(message: Message, bot: Client) -> str | None:
    """The text without the bot's name; None if it does not name the bot."""
    kinds: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]
    found = message.parse_entities(kinds) or message.parse_caption_entities(kinds)
    names = [
        name
        for entity, name in found.items()
        if name.lower() == bot.name.lower() or (entity.user and entity.user.id == bot.id)
    ]
    if not names:
        return None
    text = _text(message)
    for name in names:
        text = text.replace(name, " ")
    return " ".join(text.split())
