"""Inline mode: what people ask, what the bot offers; and deep links, which its answers may hold."""

import re

from bot.local.rules.keyboard import inline_keyboard
from bot.local.rules.refusal import Json, bad_request
from bot.local.rules.text import content, utf16_length

QUERY_LENGTH = 256
RESULTS = 50
RESULT_ID_BYTES = 64
OFFSET_BYTES = 64
START_LENGTH = 64
START = re.compile(rf"[A-Za-z0-9_-]{{1,{START_LENGTH}}}")


def query(text: str) -> str:
    """What people type after the bot's name."""
    if utf16_length(text) > QUERY_LENGTH:
        raise bad_request("query is too long")
    return text


def start_parameter(payload: str) -> str:
    """What a link to the bot carries: t.me/BOT?start=…"""
    if not START.fullmatch(payload):
        raise bad_request("START_PARAM_INVALID")
    return payload


def inline_answer(params: Json) -> Json:
    """What is shown above the input: *results*, each with the *message* it posts, *button*, *next_offset*."""
    results, offset = params.get("results", []), params.get("next_offset", "")
    if len(results) > RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len(offset.encode()) > OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    ids = [result.get("id") for result in results]
    for result_id in ids:
        if not isinstance(result_id, str):
            raise bad_request("can't parse inline query result: Can't find field \"id\"")
        if not 1 <= len(result_id.encode()) <= RESULT_ID_BYTES:
            raise bad_request("RESULT_ID_INVALID")
    if len(ids) > len(set(ids)):
        raise bad_request("RESULT_ID_DUPLICATE")
    return {
        "results": [article(result) for result in results],
        "button": button(params.get("button")),
        "next_offset": offset,
    }


def article(result: Json) -> Json:
    """One result as it is listed."""
    if result.get("type") != "article":
        raise bad_request("the local chat knows articles only")
    if not str(result.get("title", "")).strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    if "input_message_content" not in result:
        raise bad_request("can't parse inline query result: Can't find field \"input_message_content\"")
    posted = result["input_message_content"]
    message = content({**posted, "text": posted.get("message_text", "")})
    message |= inline_keyboard(result.get("reply_markup"))
    listed: Json = {key: result[key] for key in ("id", "title", "description") if key in result}
    return {**listed, "message": message}


def button(shown: Json | None) -> Json | None:
    """The button above the results, which leads to the bot itself."""
    if shown is None:
        return None
    if not str(shown.get("text", "")).strip():
        raise bad_request("SWITCH_PM_TEXT_EMPTY")
    return {"text": shown["text"], "start_parameter": start_parameter(shown.get("start_parameter", ""))}
