"""What Telegram refuses, in its own words.

A message that passes here passes there too. Where the real server forgives quietly (a bare "&", the
hundred-and-first entity), these rules refuse, for what it forgives is a mistake of ours.
"""

from bot.local.rules.files import file, media_type
from bot.local.rules.inline import inline_answer, query, start_parameter
from bot.local.rules.keyboard import inline_keyboard
from bot.local.rules.profile import commands, language, profile_text, scope
from bot.local.rules.refusal import ApiError, Json, bad_request
from bot.local.rules.text import callback_answer, caption, content, quoted, utf16_length

__all__ = [
    "ApiError",
    "Json",
    "bad_request",
    "callback_answer",
    "caption",
    "commands",
    "content",
    "file",
    "inline_answer",
    "inline_keyboard",
    "language",
    "media_type",
    "profile_text",
    "query",
    "quoted",
    "scope",
    "start_parameter",
    "utf16_length",
]
