"""The Bot API: what the bot may ask of Telegram."""

import re
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.local import rules
from bot.local.rules import ApiError, Json, bad_request
from bot.local.world import World

CALLS_KEPT = 10_000
ACTION = re.compile(
    r"typing|choose_sticker|find_location"
    r"|upload_(photo|document)|(record|upload)_(video|voice|video_note)"
)
EXPIRED_QUERY = "query is too old and response timeout expired or query ID is invalid"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


@dataclass(frozen=True, slots=True)
class Call:
    """What the bot sent."""

    method: str
    params: Json


class BotApi:
    """The methods, over the world they change."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)
        self.refusals: defaultdict[str, deque[ApiError]] = defaultdict(deque)
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self._profile: dict[tuple[str, str], str] = {}
        self._poll = 0
        self._methods: dict[str, Callable[[Json], Any]] = {
            "getMe": self._get_me,
            "getUpdates": self._get_updates,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._get_webhook_info,
            "sendMessage": self._send_message,
            "sendPhoto": partial(self._send_file, "photo"),
            "sendDocument": partial(self._send_file, "document"),
            "getFile": self._get_file,
            "editMessageText": self._edit_message_text,
            "editMessageReplyMarkup": self._edit_message_reply_markup,
            "deleteMessage": self._delete_message,
            "answerCallbackQuery": self._answer_callback_query,
            "answerInlineQuery": self._answer_inline_query,
            "sendChatAction": self._send_chat_action,
            "setMyCommands": self._set_my_commands,
            "getMyCommands": self._get_my_commands,
            "deleteMyCommands": self._delete_my_commands,
            "setMyDescription": partial(self._set_profile, "description"),
            "getMyDescription": partial(self.profile, "description"),
            "setMyShortDescription": partial(self._set_profile, "short_description"),
            "getMyShortDescription": partial(self.profile, "short_description"),
        }

    async def call(self, method: str, params: Json) -> Any:
        """What the Bot API returns, or an ApiError."""
        if method not in self._methods:
            raise ApiError(404, "Not Found: method not found")
        self.calls.append(Call(method, params))
        self._world.notify()
        if self.refusals[method]:
            raise self.refusals[method].popleft()
        result = self._methods[method](params)
        return await result if isinstance(result, Awaitable) else result

    # Updates

    def _get_me(self, _params: Json) -> Json:
        abilities = {"can_join_groups": True, "can_read_all_group_messages": False}
        return self._world.me | abilities | {"supports_inline_queries": True}

    async def _get_updates(self, params: Json) -> list[Json]:
        world = self._world
        if "allowed_updates" in params:
            world.allowed = frozenset(params["allowed_updates"])
        offset = params.get("offset", 0)
        world.updates = [update for update in world.updates if update["update_id"] >= offset]
        self._poll = poll = self._poll + 1
        world.notify()

        def pending() -> list[Json] | None:
            if poll != self._poll:
                raise ApiError(
                    409,
                    "Conflict: terminated by other getUpdates request; "
                    "make sure that only one bot instance is running",
                )
            waiting = world.updates[: params.get("limit", 100)]
            return waiting if waiting or world.is_closing else None

        return await world.until(pending, params.get("timeout", 0)) or []

    def _delete_webhook(self, params: Json) -> bool:
        if params.get("drop_pending_updates"):
            self._world.updates.clear()
        return True

    def _get_webhook_info(self, _params: Json) -> Json:
        pending = len(self._world.updates)
        return {"url": "", "has_custom_certificate": False, "pending_update_count": pending}

    # Messages

    def _send_message(self, params: Json) -> Json:
        return self._send(params, lambda: rules.content(params) | _preview(params))

    def _send_file(self, kind: str, params: Json) -> Json:
        def extra() -> Json:
            name, data = self._uploaded(params, kind)
            file: Json = {"file_id": f"berkas-{next(self._world.ids)}", "file_unique_id": name}
            file |= {"file_size": len(data)}
            self._world.files[file["file_id"]] = (name, data)
            shown = [{**file, "width": 0, "height": 0}] if kind == "photo" else {**file, "file_name": name}
            return {kind: shown, **rules.caption(params)}

        return self._send(params, extra)

    def _uploaded(self, params: Json, kind: str) -> tuple[str, bytes]:
        """The name and content of a file that is sent for the first time, or once more."""
        given = params.get(kind)
        if isinstance(given, str) and given in self._world.files:
            return self._world.files[given]
        if isinstance(given, str) and given.startswith("attach://"):
            given = params.get(given.removeprefix("attach://"))
        if not isinstance(given, tuple):
            raise bad_request("wrong remote file identifier specified")
        name, data = given
        return name, rules.file(kind, data)

    def _get_file(self, params: Json) -> Json:
        if params.get("file_id") not in self._world.files:
            raise bad_request("invalid file_id")
        name, data = self._world.files[params["file_id"]]
        head = {"file_id": params["file_id"], "file_unique_id": name}
        return {**head, "file_size": len(data), "file_path": params["file_id"]}

    def _send(self, params: Json, content: Callable[[], Json]) -> Json:
        chat = self._world.chat(params.get("chat_id"))
        extra = content() | rules.inline_keyboard(params.get("reply_markup"))
        replied = self._replied(chat, params.get("reply_parameters"))
        if replied:
            extra |= {"reply_to_message": brief(replied)}
            extra |= rules.quoted(params["reply_parameters"], replied)
        extra |= self._world.thread(chat, params.get("message_thread_id"), replied)
        return self._world.write("sent", chat, self._world.me, extra)

    def _replied(self, chat: Json, reply: Json | None) -> Json | None:
        if not reply:
            return None
        message = self._world.messages.get((chat["id"], reply.get("message_id", 0)))
        if message is None and not reply.get("allow_sending_without_reply"):
            raise bad_request("message to be replied not found")
        return message

    def _edit_message_text(self, params: Json) -> Json | bool:
        old = self._editable(params)
        if "text" not in old:
            raise bad_request("there is no text in the message to edit")
        return self._replace(old, rules.content(params) | _preview(params), params)

    def _edit_message_reply_markup(self, params: Json) -> Json | bool:
        old = self._editable(params)
        return self._replace(old, {key: old[key] for key in WORDS if key in old}, params)

    def _editable(self, params: Json) -> Json:
        if posted := params.get("inline_message_id"):
            if posted not in self._world.inline_messages:
                raise bad_request("MESSAGE_ID_INVALID")
            return self._world.messages[self._world.inline_messages[posted]]
        chat = self._world.chat(params.get("chat_id"))
        message = self._world.find(chat["id"], params.get("message_id", 0), "message to edit")
        if message["from"] != self._world.me:
            raise bad_request("message can't be edited")
        return message

    def _replace(self, old: Json, extra: Json, params: Json) -> Json | bool:
        extra |= rules.inline_keyboard(params.get("reply_markup"), on_edit=True)
        if all(old.get(key) == extra.get(key) for key in (*WORDS, "reply_markup")):
            raise bad_request(NOT_MODIFIED)
        message = self._world.rewrite("edited", old, extra)
        return True if params.get("inline_message_id") else message

    def _delete_message(self, params: Json) -> bool:
        chat, message_id = self._world.chat(params.get("chat_id"))["id"], params.get("message_id", 0)
        self._world.find(chat, message_id, "message to delete")
        del self._world.messages[chat, message_id]
        self._world.happen("deleted", chat, {"message_id": message_id})
        return True

    def _send_chat_action(self, params: Json) -> bool:
        chat = self._world.chat(params.get("chat_id"))
        if not ACTION.fullmatch(params.get("action", "")):
            raise bad_request("wrong parameter action in request")
        self._world.happen("acting", chat["id"], {"action": params["action"]})
        return True

    # Queries

    def _answer_callback_query(self, params: Json) -> bool:
        rules.callback_answer(params.get("text", ""))
        press = self._world.presses.pop(params.get("callback_query_id", ""), None)
        if press is None:
            raise bad_request(EXPIRED_QUERY)
        pressed = {"message_id": press.message_id, "data": press.data, "user": press.user}
        self._world.happen("answered", press.chat, params | pressed)
        return True

    def _answer_inline_query(self, params: Json) -> bool:
        answer = rules.inline_answer(params)
        query = params.get("inline_query_id", "")
        if query not in self._world.inline_queries:
            raise bad_request(EXPIRED_QUERY)
        self._world.inline_queries.remove(query)
        self._world.inline_answers.append({"id": query, **answer})
        self._world.notify()
        return True

    # What the bot says of itself

    def _set_my_commands(self, params: Json) -> bool:
        scope = rules.scope(params)
        if chat_id := (params.get("scope") or {}).get("chat_id"):
            self._world.chat(chat_id)
        self.commands[scope] = rules.commands(params.get("commands", []))
        self._world.happen("profile", None, {})
        return True

    def _get_my_commands(self, params: Json) -> list[Json]:
        return self.commands.get(rules.scope(params), [])

    def _delete_my_commands(self, params: Json) -> bool:
        self.commands.pop(rules.scope(params), None)
        self._world.happen("profile", None, {})
        return True

    def _set_profile(self, name: str, params: Json) -> bool:
        self._profile[name, rules.language(params)] = rules.profile_text(name, params)
        self._world.happen("profile", None, {})
        return True

    def profile(self, name: str, params: Json) -> Json:
        """The description, or short description, in a language, else in none."""
        own = self._profile.get((name, rules.language(params)))
        return {name: own or self._profile.get((name, ""), "")}


WORDS = ("text", "entities", "caption", "caption_entities")


def brief(message: Json) -> Json:
    """The message as a reply shows it: without what it replied to itself."""
    return {key: value for key, value in message.items() if key != "reply_to_message"}


def _preview(params: Json) -> Json:
    return {key: params[key] for key in ("link_preview_options",) if key in params}
