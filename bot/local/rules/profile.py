"""What the bot says of itself: commands and descriptions."""

import json
import re

from bot.local.rules.refusal import Json, bad_request
from bot.local.rules.text import utf16_length

COMMANDS = 100
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
COMMAND_DESCRIPTION_LENGTH = 256
DESCRIPTION_LENGTH = 512
SHORT_DESCRIPTION_LENGTH = 120
PROFILE_LENGTHS = {"description": DESCRIPTION_LENGTH, "short_description": SHORT_DESCRIPTION_LENGTH}
SCOPES = {
    "default": set[str](),
    "all_private_chats": set[str](),
    "all_group_chats": set[str](),
    "all_chat_administrators": set[str](),
    "chat": {"chat_id"},
    "chat_administrators": {"chat_id"},
    "chat_member": {"chat_id", "user_id"},
}


def commands(listed: list[Json]) -> list[Json]:
    """The menu as it is shown."""
    if len(listed) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in listed:
        if not COMMAND.fullmatch(command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= utf16_length(command["description"]) <= COMMAND_DESCRIPTION_LENGTH:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return listed


def scope(params: Json) -> tuple[str, str]:
    """The key under which commands are kept: for whom, and in which language."""
    wanted = params.get("scope") or {"type": "default"}
    needed = SCOPES.get(wanted.get("type", ""))
    if needed is None:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    if needed != wanted.keys() - {"type"}:
        raise bad_request(f"can't parse BotCommandScope: it needs {sorted(needed) or 'nothing'}")
    return json.dumps(wanted, sort_keys=True), language(params)


def language(params: Json) -> str:
    """The language that *params* are for; empty means every other."""
    code = str(params.get("language_code", ""))
    if not re.fullmatch("([a-z]{2})?", code):
        raise bad_request("invalid language code specified")
    return code


def profile_text(name: str, params: Json) -> str:
    """The description, or short description, that *params* set."""
    text = str(params.get(name, ""))
    if utf16_length(text) > PROFILE_LENGTHS[name]:
        raise bad_request(f"bot {name.replace('_', ' ')} is too long")
    return text
