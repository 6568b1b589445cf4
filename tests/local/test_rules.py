from typing import Any

import pytest
from telegram import constants

from bot.local import rules
from bot.local.rules import ApiError, Json, files, inline, keyboard, profile, text

Entity = tuple[str, int, int]

PARSED: list[tuple[str, str, list[Entity]]] = [
    ("Halo", "Halo", []),
    ("<b>Halo</b>, <em>Bu</em>", "Halo, Bu", [("bold", 0, 4), ("italic", 6, 2)]),
    ("<STRONG>a</STRONG><u>b</u><s>c</s>", "abc",
     [("bold", 0, 1), ("underline", 1, 1), ("strikethrough", 2, 1)]),
    ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
    ("<b>a<i>b</></>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
    ("👋🏽 <b>é</b>", "👋🏽 é", [("bold", 5, 1)]),
    ("<b></b>kosong", "kosong", []),
    ("  <b>tepi </b> ", "tepi", [("bold", 0, 4)]),
    ("&lt;b&gt; &amp; &quot;x&quot; &#233;&#x1F44B;", '<b> & "x" é👋', []),
    ("2 > 1", "2 > 1", []),
    ("<code>/a</code><pre>b</pre>", "/ab", [("code", 0, 2), ("pre", 2, 1)]),
    ('<pre><code class="language-py">x</code></pre>', "x", [("pre", 0, 1)]),
    ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
    ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
    ("<blockquote expandable=''>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
    ('<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>', "ab",
     [("spoiler", 0, 1), ("spoiler", 1, 1)]),
    ('<a href="https://apkasi.org/?p=1&amp;x=2">a</a>', "a", [("text_link", 0, 1)]),
    ("<a href='javascript:alert(1)'>a</a>", "a", []),
    ("<a href='http://[x'>a</a>", "a", []),
    ("<a>a</a>", "a", []),
]  # fmt: skip

UNPARSABLE = [
    ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    ("a</b>", "Unexpected end tag at byte offset 1"),
    ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ("é<p>a</p>", 'Unsupported start tag "p" at byte offset 2'),
    ("a < b", "Unclosed or malformed tag at byte offset 2"),
    ("<b", "Unclosed or malformed tag at byte offset 0"),
    ("umur <30", "Unclosed or malformed tag at byte offset 5"),
    ("RT & RW", 'Unescaped "&" at byte offset 3'),
    ("a&nbsp;b", 'Unescaped "&" at byte offset 1'),
    ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<blockquote><b><blockquote>a</blockquote></b></blockquote>",
     "Blockquotes can't be nested at byte offset 15"),
]  # fmt: skip

KEYBOARD_REFUSALS: list[tuple[list[list[Json]], str]] = [
    ([[]], "inline keyboard rows must not be empty"),
    ([[{"text": "", "callback_data": "x"}]], "text must be non-empty"),
    ([[{"text": " ", "callback_data": "x"}]], "text must be non-empty"),
    ([[{"text": "a"}]], "Text buttons are unallowed in the inline keyboard"),
    ([[{"text": "a", "url": "https://a.id", "callback_data": "x"}]], "Text buttons are unallowed"),
    ([[{"text": "a", "callback_data": ""}]], "BUTTON_DATA_INVALID"),
    ([[{"text": "a", "callback_data": "x" * 65}]], "BUTTON_DATA_INVALID"),
    ([[{"text": "a", "callback_data": "é" * 33}]], "BUTTON_DATA_INVALID"),
    ([[{"text": "a", "url": "javascript:alert(1)"}]], "is invalid"),
    ([[{"text": "a", "copy_text": {"text": ""}}]], "BUTTON_COPY_TEXT_INVALID"),
    ([[{"text": "a", "copy_text": {"text": "x" * 257}}]], "BUTTON_COPY_TEXT_INVALID"),
    ([[{"text": "a", "callback_data": "x"}]] * 101, "reply markup is too long"),
    ([[{"text": "a", "callback_data": "x"}] * 9], "reply markup is too long"),
    ([[{"text": "a", "switch_inline_query": "x" * 257}]], "BUTTON_DATA_INVALID"),
    ([[{"text": "a", "switch_inline_query_chosen_chat": {"query": "x"}}]], "at least one chat type"),
    ([[{"text": "a", "web_app": {"url": "https://a.id"}}]], "Text buttons are unallowed"),
    ([[{"text": "a", "callback_data": "x", "style": "pink"}]], "invalid button style"),
]


def sent(text: str, **params: Any) -> Json:
    return rules.content({"text": text, **params})


def brief(entities: list[Json]) -> list[Entity]:
    return [(entity["type"], entity["offset"], entity["length"]) for entity in entities]


@pytest.mark.parametrize(("source", "text", "entities"), PARSED)
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[Entity]) -> None:
    message = sent(source, parse_mode="HTML")
    assert message["text"] == text
    assert brief(message.get("entities", [])) == entities


@pytest.mark.parametrize(("source", "reason"), UNPARSABLE)
def test_html_that_does_not_parse_is_refused(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        sent(source, parse_mode="HTML")
    assert refusal.value.code == 400
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


def test_a_link_keeps_its_address_and_code_its_language() -> None:
    link = sent("<a href='https://a.id/?x=1&amp;y=2'>a</a>", parse_mode="HTML")["entities"][0]
    code = sent('<pre><code class="language-py">x</code></pre>', parse_mode="HTML")["entities"][0]
    assert (link["url"], code["language"]) == ("https://a.id/?x=1&y=2", "py")


def test_commands_and_addresses_are_found_in_plain_text() -> None:
    message = sent(
        "👋 /topik (https://apkasi.org/?p=1), atau 1/2 dan/atau /Sumber@desa_bot. @Nina, nina@desa.id"
    )
    assert [(kind, message["text"][start - 1 : start - 1 + length])
            for kind, start, length in brief(message["entities"])] == [
        ("bot_command", "/topik"),
        ("url", "https://apkasi.org/?p=1"),
        ("bot_command", "/Sumber@desa_bot"),
        ("mention", "@Nina"),
        ("email", "nina@desa.id"),
    ]  # fmt: skip


def test_nothing_is_found_in_code_or_in_the_words_of_a_link() -> None:
    message = sent("<code>/a</code> <a href='https://a.id'>https://b.id</a>", parse_mode="HTML")
    assert brief(message["entities"]) == [("code", 0, 2), ("text_link", 3, 12)]


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"text": ""}, "message text is empty"),
        ({}, "message text is empty"),
        ({"text": " \n"}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "a", "parse_mode": "Markdown"}, "unsupported parse_mode"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "👋" * 2049}, "message is too long"),
        ({"text": "<b>a</b> " * 101, "parse_mode": "HTML"}, "more than 100 entities"),
        ({"text": "a", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
         "ENTITY_BOUNDS_INVALID"),
    ],
)  # fmt: skip
def test_a_text_that_telegram_would_not_send_is_refused(params: Json, reason: str) -> None:
    with pytest.raises(ApiError, match=reason):
        rules.content(params)


def test_the_limits_count_what_is_read_not_what_is_written() -> None:
    assert len(sent("<b>" + "x" * 4096 + "</b>", parse_mode="HTML")["text"]) == 4096
    assert sent("👋" * 2048)["text"] == "👋" * 2048
    assert len(sent("<b>a</b> " * 100, parse_mode="HTML")["entities"]) == 100


@pytest.mark.parametrize(("rows", "reason"), KEYBOARD_REFUSALS)
def test_a_keyboard_that_telegram_would_not_show_is_refused(rows: list[list[Json]], reason: str) -> None:
    with pytest.raises(ApiError, match=reason):
        rules.inline_keyboard({"inline_keyboard": rows})


def test_a_sound_keyboard_passes_as_it_is() -> None:
    rows = [
        [{"text": "a", "callback_data": "é" * 32}, {"text": "b", "url": "https://a.id"}],
        [{"text": "c", "copy_text": {"text": "x" * 256}}],
        [{"text": "d", "switch_inline_query": ""}, {"text": "e", "switch_inline_query_current_chat": "x"}],
        [{"text": "f", "switch_inline_query_chosen_chat": {"query": "x", "allow_group_chats": True}}],
    ]
    assert rules.inline_keyboard({"inline_keyboard": rows})["reply_markup"] == {"inline_keyboard": rows}


@pytest.mark.parametrize("markup", [None, {}])
def test_no_buttons_are_no_keyboard(markup: Json | None) -> None:
    assert rules.inline_keyboard(markup) == {}


def test_only_an_edit_may_take_all_buttons_away() -> None:
    assert rules.inline_keyboard({"inline_keyboard": []}, on_edit=True) == {}
    with pytest.raises(ApiError, match="inline keyboard must not be empty"):
        rules.inline_keyboard({"inline_keyboard": []})


def test_other_keyboards_are_refused() -> None:
    with pytest.raises(ApiError, match="inline keyboards only"):
        rules.inline_keyboard({"keyboard": [["a"]]})


@pytest.mark.parametrize(
    ("listed", "reason"),
    [
        ([("Start", "Mulai")], "BOT_COMMAND_INVALID"),
        ([("mulai!", "Mulai")], "BOT_COMMAND_INVALID"),
        ([("", "Mulai")], "BOT_COMMAND_INVALID"),
        ([("x" * 33, "Mulai")], "BOT_COMMAND_INVALID"),
        ([("mulai", "")], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([("mulai", "x" * 257)], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([("mulai", "x")] * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)
def test_a_command_that_telegram_would_not_list_is_refused(
    listed: list[tuple[str, str]], reason: str
) -> None:
    with pytest.raises(ApiError, match=reason):
        rules.commands([{"command": name, "description": text} for name, text in listed])


def test_the_limits_are_those_that_the_library_knows() -> None:
    assert constants.MessageLimit.MAX_TEXT_LENGTH == text.TEXT_LENGTH
    assert constants.MessageLimit.CAPTION_LENGTH == text.CAPTION_LENGTH
    assert constants.MessageLimit.MESSAGE_ENTITIES == text.ENTITIES
    assert constants.MessageLimit.DEEP_LINK_LENGTH == inline.START_LENGTH
    assert constants.InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER == keyboard.BUTTONS
    assert constants.InlineKeyboardMarkupLimit.BUTTONS_PER_ROW == keyboard.BUTTONS_PER_ROW
    assert constants.InlineKeyboardButtonLimit.MAX_CALLBACK_DATA == keyboard.CALLBACK_DATA_BYTES
    assert constants.InlineKeyboardButtonLimit.MAX_COPY_TEXT == keyboard.COPY_LENGTH
    assert constants.CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH == text.CALLBACK_ANSWER_LENGTH
    assert constants.InlineQueryLimit.RESULTS == inline.RESULTS
    assert constants.InlineQueryLimit.MAX_QUERY_LENGTH == inline.QUERY_LENGTH == keyboard.SWITCH_LENGTH
    assert constants.InlineQueryLimit.MAX_OFFSET_LENGTH == inline.OFFSET_BYTES
    assert constants.InlineQueryResultLimit.MAX_ID_LENGTH == inline.RESULT_ID_BYTES
    assert constants.BotCommandLimit.MAX_COMMAND_NUMBER == profile.COMMANDS
    assert constants.BotCommandLimit.MAX_DESCRIPTION == profile.COMMAND_DESCRIPTION_LENGTH
    assert constants.BotDescriptionLimit.MAX_DESCRIPTION_LENGTH == profile.DESCRIPTION_LENGTH
    assert constants.BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH == profile.SHORT_DESCRIPTION_LENGTH
    assert constants.FileSizeLimit.PHOTOSIZE_UPLOAD == files.PHOTO_BYTES
    assert constants.FileSizeLimit.FILESIZE_UPLOAD == files.DOCUMENT_BYTES


ARTICLE: Json = {
    "type": "article",
    "id": "q-1",
    "title": "Apa dasar hukumnya?",
    "input_message_content": {"message_text": "<b>UU 3/2024</b>", "parse_mode": "HTML"},
}


def test_an_answer_to_an_inline_query_lists_what_each_result_posts() -> None:
    button = {"text": "Tanya langsung", "start_parameter": "q_1-a"}
    answer = rules.inline_answer({"results": [ARTICLE], "button": button, "next_offset": "10"})
    (result,) = answer["results"]
    assert (result["id"], result["title"], result["message"]["text"]) == (
        "q-1",
        "Apa dasar hukumnya?",
        "UU 3/2024",
    )
    assert (answer["button"], answer["next_offset"]) == (button, "10")
    assert rules.inline_answer({"results": []})["results"] == []


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"results": [ARTICLE | {"id": str(number)} for number in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [ARTICLE, ARTICLE]}, "RESULT_ID_DUPLICATE"),
        ({"results": [ARTICLE | {"id": "x" * 65}]}, "RESULT_ID_INVALID"),
        ({"results": [ARTICLE | {"id": "é" * 33}]}, "RESULT_ID_INVALID"),
        ({"results": [ARTICLE | {"id": ""}]}, "RESULT_ID_INVALID"),
        ({"results": [{key: ARTICLE[key] for key in ("type", "title")}]}, 'Can\'t find field "id"'),
        ({"results": [ARTICLE | {"title": " "}]}, "ARTICLE_TITLE_EMPTY"),
        ({"results": [ARTICLE | {"type": "gif"}]}, "articles only"),
        ({"results": [{key: ARTICLE[key] for key in ("type", "id", "title")}]}, "input_message_content"),
        ({"results": [ARTICLE | {"input_message_content": {}}]}, "message text is empty"),
        ({"results": [ARTICLE | {"input_message_content": {"message_text": "<b>", "parse_mode": "HTML"}}]},
         "can't parse entities"),
        ({"results": [ARTICLE | {"reply_markup": {"inline_keyboard": []}}]}, "must not be empty"),
        ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "button": {"text": "Tanya", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
        ({"results": [], "button": {"text": "", "start_parameter": "a"}}, "SWITCH_PM_TEXT_EMPTY"),
    ],
)  # fmt: skip
def test_an_answer_to_an_inline_query_that_telegram_would_not_show_is_refused(
    params: Json, reason: str
) -> None:
    with pytest.raises(ApiError, match=reason):
        rules.inline_answer(params)


@pytest.mark.parametrize("payload", ["", "x" * 65, "a b", "é", "q=1", "q_a.b"])
def test_a_link_to_the_bot_carries_few_characters(payload: str) -> None:
    assert rules.start_parameter("q_Dasar-hukum_1") == "q_Dasar-hukum_1"
    with pytest.raises(ApiError, match="START_PARAM_INVALID"):
        rules.start_parameter(payload)


@pytest.mark.parametrize(
    ("scope", "reason"),
    [
        ({"type": "semua"}, "unsupported type"),
        ({"type": "chat"}, "it needs"),
        ({"type": "all_private_chats", "chat_id": 1}, "it needs nothing"),
    ],
)
def test_commands_for_nobody_are_refused(scope: Json, reason: str) -> None:
    with pytest.raises(ApiError, match=reason):
        rules.scope({"scope": scope})


def test_a_language_is_two_letters() -> None:
    assert rules.language({"language_code": "id"}) == "id"
    with pytest.raises(ApiError, match="invalid language code"):
        rules.language({"language_code": "id-ID"})


def test_a_caption_may_be_absent_but_not_long() -> None:
    assert rules.caption({}) == {}
    assert rules.caption({"caption": "<i>a</i>", "parse_mode": "HTML"})["caption"] == "a"
    with pytest.raises(ApiError, match="message caption is too long"):
        rules.caption({"caption": "x" * 1025})


def png(width: int, height: int) -> bytes:
    """The beginning of a picture of that size."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + width.to_bytes(4) + height.to_bytes(4)


def test_a_long_picture_is_taken() -> None:
    assert rules.file("photo", png(100, 2000)) == png(100, 2000)


@pytest.mark.parametrize(
    ("kind", "data", "reason"),
    [
        ("photo", b"", "non-empty"),
        ("photo", b"%PDF-1.7", "IMAGE_PROCESS_FAILED"),
        ("photo", b"\x89PNG" + bytes(files.PHOTO_BYTES), "too big"),
        ("photo", png(5001, 5000), "PHOTO_INVALID_DIMENSIONS"),
        ("photo", png(100, 2001), "PHOTO_INVALID_DIMENSIONS"),
    ],
)
def test_a_file_that_telegram_would_not_take_is_refused(kind: str, data: bytes, reason: str) -> None:
    with pytest.raises(ApiError, match=reason):
        rules.file(kind, data)
