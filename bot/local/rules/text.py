"""Texts and captions, and the entities in them."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.local.rules.refusal import ApiError, Json, bad_request

TEXT_LENGTH = 4096
CAPTION_LENGTH = 1024
QUOTE_LENGTH = 1024
ENTITIES = 100
CALLBACK_ANSWER_LENGTH = 200

ENTITY_TYPES = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}

TOKEN = re.compile(
    r"""(?P<text>[^<&]+)
    | (?P<reference>&(?:lt|gt|amp|quot|\#\d{1,7}|\#x[0-9a-f]{1,6});)
    | </(?P<end>[a-z-]*)\s*>
    | <(?P<start>[a-z-]+)(?P<attributes>(?:\s+[\w-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[\w.-]+))?)*)\s*>
    | (?P<stray>.)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
ATTRIBUTE = re.compile(r"""([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+)))?""")

# What Telegram finds in plain text by itself; the words of a link or of code stay as they are.
FOUND = re.compile(
    r"""(?P<url>https?://[^\s<>"]*[^\s<>".,;:!?'’”)\]}])
    | (?P<bot_command>(?<![\w/.@])/[a-z0-9_]{1,32}(?:@\w{3,32})?(?![\w/]))
    | (?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
    | (?P<mention>(?<![\w@/])@[a-z]\w{3,31}(?!\w))""",
    re.VERBOSE | re.IGNORECASE,
)
LEFT_ALONE = {"code", "pre", "text_link"}


def utf16_length(text: str) -> int:
    """The length of *text* in the unit that Telegram counts in."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def content(params: Json) -> Json:
    """The text and entities of the message that *params* ask for."""
    if not params.get("text"):
        raise bad_request("message text is empty")
    text, entities = formatted(params["text"], params.get("parse_mode"), params.get("entities"))
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > TEXT_LENGTH:
        raise bad_request("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption(params: Json) -> Json:
    """The caption of a picture or document, which may have none."""
    if not params.get("caption"):
        return {}
    text, entities = formatted(params["caption"], params.get("parse_mode"), params.get("caption_entities"))
    if utf16_length(text) > CAPTION_LENGTH:
        raise bad_request("message caption is too long")
    return {"caption": text, "caption_entities": entities} if entities else {"caption": text}


def callback_answer(text: str) -> str:
    """The words that a pressed button is answered with."""
    if utf16_length(text) > CALLBACK_ANSWER_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    return text


def quoted(reply: Json, message: Json) -> Json:
    """The part of *message* that a reply quotes, if it quotes one."""
    if not reply.get("quote"):
        return {}
    quote, _ = formatted(reply["quote"], reply.get("quote_parse_mode"), reply.get("quote_entities"))
    text: str = message.get("text") or message.get("caption", "")
    if utf16_length(quote) > QUOTE_LENGTH or quote not in text:
        raise bad_request("QUOTE_TEXT_INVALID")
    return {"quote": {"text": quote, "position": utf16_length(text[: text.index(quote)])}}


def formatted(text: str, mode: str | None, given: list[Json] | None) -> tuple[str, list[Json]]:
    """What is read of *text*, and its entities, those that nobody marked among them."""
    if mode and str(mode).lower() != "html":
        raise bad_request("unsupported parse_mode")
    text, entities = parse_html(text) if mode else (text, given or [])
    if any(entity["offset"] + entity["length"] > utf16_length(text) for entity in entities):
        raise bad_request("ENTITY_BOUNDS_INVALID")
    text, entities = trimmed(text, entities)
    if len(entities) > ENTITIES:
        raise bad_request(f"more than {ENTITIES} entities, the rest would be lost")
    entities = [*entities, *found(text, entities)]
    entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return text, entities


@dataclass
class OpenTag:
    """A start tag that waits for its end."""

    name: str
    offset: int
    attributes: dict[str, str]
    extra: Json = field(default_factory=dict)


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The text of Telegram's HTML, and its entities in the order in which they begin."""
    text = ""
    stack: list[OpenTag] = []
    entities: list[Json] = []
    for token in TOKEN.finditer(source):
        where = f"at byte offset {len(source[: token.start()].encode())}"
        match token.lastgroup:
            case "text":
                text += token[0]
            case "reference":
                text += html.unescape(token[0])
            case "start" | "attributes":
                stack.append(open_tag(token, stack, utf16_length(text), where))
            case "end":
                name = token["end"].lower()
                if not stack:
                    raise unparsable(f"Unexpected end tag {where}")
                tag = stack.pop()
                if name not in ("", tag.name):
                    raise unparsable(
                        f'Unmatched end tag {where}, expected "</{tag.name}>", found "</{name}>"'
                    )
                entities += entity_of(tag, stack, text)
            case _ if token[0] == "<":
                raise unparsable(f"Unclosed or malformed tag {where}")
            case _:
                raise unparsable(f'Unescaped "&" {where}')
    if stack:
        raise unparsable(f'Can\'t find end tag corresponding to start tag "{stack[-1].name}"')
    return text, sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def open_tag(token: re.Match[str], stack: list[OpenTag], offset: int, where: str) -> OpenTag:
    """The start tag in *token*, if it may stand there."""
    name = token["start"].lower()
    attributes = {
        key.lower(): html.unescape(double or single or bare)
        for key, double, single, bare in ATTRIBUTE.findall(token["attributes"])
    }
    if name not in ENTITY_TYPES:
        raise unparsable(f'Unsupported start tag "{name}" {where}')
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise unparsable(f'Tag "span" must have class "tg-spoiler" {where}')
    if name == "blockquote" and any(tag.name == name for tag in stack):
        raise unparsable(f"Blockquotes can't be nested {where}")
    return OpenTag(name, offset, attributes)


def entity_of(tag: OpenTag, around: list[OpenTag], text: str) -> Iterator[Json]:
    """The entity that *tag* makes of the end of *text*, if it makes one."""
    kind = ENTITY_TYPES[tag.name]
    if tag.name == "a":
        url = tag.attributes.get("href", "")
        if not is_link(url):
            return
        tag.extra["url"] = url
    if tag.name == "blockquote" and "expandable" in tag.attributes:
        kind = "expandable_blockquote"
    if tag.name == "code" and around and around[-1].name == "pre":
        language = tag.attributes.get("class", "").removeprefix("language-")
        around[-1].extra |= {"language": language} if language else {}
        return
    if length := utf16_length(text) - tag.offset:
        yield {"type": kind, "offset": tag.offset, "length": length, **tag.extra}


def unparsable(reason: str) -> ApiError:
    """The refusal of markup."""
    return bad_request(f"can't parse entities: {reason}")


def is_link(url: str) -> bool:
    """Whether Telegram makes a link of it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https", "tg") and bool(parts.netloc)


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Both without the white space around the text, which Telegram drops."""
    first = len(text) - len(text.lstrip())
    last = first + utf16_length(text.strip())
    kept = []
    for entity in entities:
        start = max(entity["offset"], first)
        length = min(entity["offset"] + entity["length"], last) - start
        if length > 0:
            kept.append({**entity, "offset": start - first, "length": length})
    return text.strip(), kept


def found(text: str, entities: list[Json]) -> Iterator[Json]:
    """The addresses and commands in *text* that nobody marked."""
    for match in FOUND.finditer(text):
        start, length = utf16_length(text[: match.start()]), utf16_length(match[0])
        if not any(
            entity["type"] in LEFT_ALONE
            and entity["offset"] < start + length
            and start < entity["offset"] + entity["length"]
            for entity in entities
        ):
            yield {"type": match.lastgroup, "offset": start, "length": length}
