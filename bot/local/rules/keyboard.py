"""The buttons under a message."""

from itertools import chain

from bot.local.rules.refusal import ApiError, Json, bad_request
from bot.local.rules.text import is_link, utf16_length

BUTTONS = 100
BUTTONS_PER_ROW = 8
CALLBACK_DATA_BYTES = 64
COPY_LENGTH = 256
SWITCH_LENGTH = 256
STYLES = {"primary", "success", "danger"}
CHOSEN_CHATS = {"allow_user_chats", "allow_bot_chats", "allow_group_chats", "allow_channel_chats"}


def inline_keyboard(markup: Json | None, *, on_edit: bool = False) -> Json:
    """The part of a message that carries the keyboard *markup* asks for.

    A keyboard without rows takes the buttons from a message that has some; a new message has none to lose.
    """
    if not markup:
        return {}
    if "inline_keyboard" not in markup:
        raise bad_request("the local chat knows inline keyboards only")
    rows = markup["inline_keyboard"]
    if not rows and not on_edit:
        raise bad_request("inline keyboard must not be empty")
    if not all(rows):
        raise bad_request("inline keyboard rows must not be empty")
    if any(len(row) > BUTTONS_PER_ROW for row in rows) or sum(map(len, rows)) > BUTTONS:
        raise bad_request("reply markup is too long")
    for button in chain.from_iterable(rows):
        check_button(button)
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def check_button(button: Json) -> None:
    """Refuse a button that Telegram would not show."""
    if not str(button.get("text", "")).strip():
        raise unparsable("text must be non-empty")
    if button.get("style", "primary") not in STYLES:
        raise unparsable("invalid button style specified")
    match {key: value for key, value in button.items() if key not in ("text", "style")}:
        case {"callback_data": str(data), **others} if not others:
            if not 1 <= len(data.encode()) <= CALLBACK_DATA_BYTES:
                raise bad_request("BUTTON_DATA_INVALID")
        case {"url": str(url), **others} if not others:
            if not is_link(url):
                raise bad_request(f"inline keyboard button URL '{url}' is invalid")
        case {"copy_text": {"text": str(text)}, **others} if not others:
            if not 1 <= utf16_length(text) <= COPY_LENGTH:
                raise bad_request("BUTTON_COPY_TEXT_INVALID")
        case {"switch_inline_query": str(query), **others} if not others:
            check_switch(query)
        case {"switch_inline_query_current_chat": str(query), **others} if not others:
            check_switch(query)
        case {"switch_inline_query_chosen_chat": {**chosen}, **others} if not others:
            check_switch(str(chosen.get("query", "")))
            if not any(chosen.get(kind) for kind in CHOSEN_CHATS):
                raise unparsable("at least one chat type must be allowed")
        case _:
            raise unparsable("Text buttons are unallowed in the inline keyboard")


def check_switch(query: str) -> None:
    """Refuse a query that nobody could type."""
    if utf16_length(query) > SWITCH_LENGTH:
        raise bad_request("BUTTON_DATA_INVALID")


def unparsable(reason: str) -> ApiError:
    """The refusal of a button."""
    return bad_request(f"can't parse inline keyboard button: {reason}")
