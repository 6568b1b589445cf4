"""Telegram as far as the bot needs it, in memory."""

import asyncio
import json
import re
import time
from collections import Counter, defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any, Literal, TypeVar

from bot.local import rules
from bot.local.rules import ApiError, Json, bad_request

T = TypeVar("T")
Kind = Literal["said", "sent", "edited", "deleted", "acting", "answered", "profile"]

CALLS_KEPT = 10_000
PATIENCE = 5.0
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
class User:
    """Somebody who talks with the bot."""

    id: int
    first_name: str = "Warga"
    username: str | None = None
    language_code: str = "id"

    @property
    def private_chat(self) -> Json:
        """The chat with this user alone; it has the user's id."""
        return {"id": self.id, "type": "private", **self._names}

    def to_json(self) -> Json:
        """The user as the Bot API shows them."""
        language = {"language_code": self.language_code}
        return {"id": self.id, "is_bot": False, **self._names, **language}

    @property
    def _names(self) -> Json:
        names: Json = {"first_name": self.first_name}
        return names | ({"username": self.username} if self.username else {})


VISITOR = User(1001)


@dataclass(frozen=True, slots=True)
class Call:
    """What the bot sent."""

    method: str
    params: Json


@dataclass(frozen=True, slots=True)
class Event:
    """What people see happen in a chat, or in all of them (*chat* is None)."""

    kind: Kind
    chat: int | None
    data: Json


class LocalTelegram:
    """The server's state, the Bot API over it, and what people do.

    Everything happens in one event loop, so a method that does not wait sees no change under way.
    """

    def __init__(
        self,
        name: str = "Tanya Desa",
        username: str = "tanya_desa_bot",
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.me: Json = {"id": 7_000_000_001, "is_bot": True, "first_name": name}
        self.me |= {"username": username}
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)
        self._clock = clock
        self._chats: dict[int, Json] = {}
        self._messages: dict[tuple[int, int], Json] = {}
        self._message_ids, self._update_ids, self._query_ids = count(1), count(1), count(1)
        self._updates: list[Json] = []
        self._allowed: frozenset[str] = frozenset()  # empty: all
        self._poll = 0
        self._queries: dict[str, Json] = {}  # not answered yet
        self._commands: dict[tuple[str, str], list[Json]] = {}
        self._profile: dict[tuple[str, str], str] = {}
        self._refusals: defaultdict[str, deque[ApiError]] = defaultdict(deque)
        self._events: list[Event] = []
        self._read: Counter[tuple[Kind, int]] = Counter()
        self._changed = asyncio.Event()
        self._is_closing = False
        self._methods: dict[str, Callable[[Json], Any]] = {
            "getMe": self._get_me,
            "getUpdates": self._get_updates,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._get_webhook_info,
            "sendMessage": self._send_message,
            "editMessageText": self._edit_message_text,
            "editMessageReplyMarkup": self._edit_message_reply_markup,
            "deleteMessage": self._delete_message,
            "answerCallbackQuery": self._answer_callback_query,
            "sendChatAction": self._send_chat_action,
            "setMyCommands": self._set_my_commands,
            "getMyCommands": self._get_my_commands,
            "deleteMyCommands": self._delete_my_commands,
            "setMyDescription": partial(self._set_profile, "description", 512),
            "getMyDescription": partial(self._get_profile, "description"),
            "setMyShortDescription": partial(self._set_profile, "short_description", 120),
            "getMyShortDescription": partial(self._get_profile, "short_description"),
        }

    @property
    def token(self) -> str:
        """The token that this server knows; it opens nothing else."""
        return f"{self.me['id']}:obrolan-lokal"

    # What people do

    def say(self, text: str, user: User = VISITOR, chat: Json | None = None) -> Json:
        """The message in which *user* says *text*."""
        chat = chat or user.private_chat
        self._chats[chat["id"]] = chat
        message = self._message(chat, user.to_json(), rules.content({"text": text}))
        self._keep("said", message)
        self._deliver("message", message)
        return message

    def edit(self, message_id: int, text: str, user: User = VISITOR, chat: Json | None = None) -> Json:
        """The message of theirs that *user* changes to *text*."""
        old = self._find((chat or user.private_chat)["id"], message_id, "message to edit")
        if old["from"]["id"] != user.id:
            raise bad_request("message can't be edited")
        message = self._edited(old, rules.content({"text": text}))
        self._keep("said", message)
        self._deliver("edited_message", message)
        return message

    def press(self, message_id: int, data: str, user: User = VISITOR, chat: Json | None = None) -> str:
        """The id of the callback query that *user* sends with a button."""
        message = self._find((chat or user.private_chat)["id"], message_id, "message to press")
        if all(button.get("callback_data") != data for button in buttons(message)):
            raise bad_request("the message has no such button")
        return self.forge(message_id, data, user, chat)

    def forge(self, message_id: int, data: str, user: User = VISITOR, chat: Json | None = None) -> str:
        """The same without a button: a bad client can send any data."""
        message = self._find((chat or user.private_chat)["id"], message_id, "message to press")
        query: Json = {
            "id": str(next(self._query_ids)),
            "from": user.to_json(),
            "message": message,
            "chat_instance": str(message["chat"]["id"]),
            "data": data,
        }
        self._queries[query["id"]] = query
        self._deliver("callback_query", query)
        return str(query["id"])

    # What people see

    def transcript(self, chat: int = VISITOR.id) -> list[Json]:
        """The messages of a chat as they stand now."""
        return [message for (where, _), message in self._messages.items() if where == chat]

    def menu(self, user: User = VISITOR) -> list[Json]:
        """The commands that *user* is offered: the narrowest scope that has any."""
        kinds: list[Json] = [
            {"type": "chat", "chat_id": user.id},
            {"type": "all_private_chats"},
            {},
        ]
        scopes = (
            _scope({"scope": kind, "language_code": language})
            for kind in kinds
            for language in (user.language_code, "")
        )
        return next((self._commands[scope] for scope in scopes if self._commands.get(scope)), [])

    def description(self, user: User = VISITOR) -> str:
        """What *user* reads before the first word."""
        found: Json = self._get_profile("description", {"language_code": user.language_code})
        return str(found["description"])

    async def events(self, chat: int, after: int, within: float = 0) -> tuple[list[Event], int]:
        """What happened in a chat since *after*, and the number to ask with next time."""

        def news() -> list[Event]:
            return [event for event in self._events[after:] if event.chat in (chat, None)]

        await self._until(lambda: news() or self._is_closing or None, within)
        return news(), len(self._events)

    async def next_message(self, chat: int = VISITOR.id, within: float = PATIENCE) -> Json:
        """The next message of the bot that was not asked for yet."""
        return await self._next("sent", chat, within)

    async def next_edit(self, chat: int = VISITOR.id, within: float = PATIENCE) -> Json:
        """The next message that the bot edited, as it then stood."""
        return await self._next("edited", chat, within)

    async def next_answer(self, chat: int = VISITOR.id, within: float = PATIENCE) -> Json:
        """The next answer to a callback query, with the query's *message_id* and *data*."""
        return await self._next("answered", chat, within)

    async def called(self, method: str, within: float = PATIENCE) -> Call:
        """The latest call of *method*, as soon as there is one."""

        def latest() -> Call | None:
            return next((call for call in reversed(self.calls) if call.method == method), None)

        return await self._expect(latest, method, within)

    async def ask(self, text: str, user: User = VISITOR, within: float = PATIENCE) -> Json:
        """The first message that the bot sends after *user* says *text*."""
        self._read["sent", user.id] = len(self._events)
        self.say(text, user)
        return await self.next_message(user.id, within)

    # What goes wrong

    def refuse_next(self, method: str, code: int, description: str, retry_after: int | None = None) -> None:
        """Refuse the next call of *method*; several refusals queue up."""
        self._refusals[method].append(ApiError(code, description, retry_after))

    def open(self) -> None:
        """Let those who poll wait."""
        self._is_closing = False

    def close(self) -> None:
        """Send home those who wait, so that a server can stop."""
        self._is_closing = True
        self._notify()

    # The Bot API

    async def call(self, method: str, params: Json) -> Any:
        """What the Bot API returns, or an ApiError."""
        if method not in self._methods:
            raise ApiError(404, "Not Found: method not found")
        self.calls.append(Call(method, params))
        self._notify()
        if self._refusals[method]:
            raise self._refusals[method].popleft()
        result = self._methods[method](params)
        return await result if isinstance(result, Awaitable) else result

    def _get_me(self, _params: Json) -> Json:
        return self.me | {"can_join_groups": True, "can_read_all_group_messages": False}

    async def _get_updates(self, params: Json) -> list[Json]:
        if "allowed_updates" in params:
            self._allowed = frozenset(params["allowed_updates"])
        offset = params.get("offset", 0)
        self._updates = [update for update in self._updates if update["update_id"] >= offset]
        self._poll = poll = self._poll + 1
        self._notify()

        def pending() -> list[Json] | None:
            if poll != self._poll:
                raise ApiError(
                    409,
                    "Conflict: terminated by other getUpdates request; "
                    "make sure that only one bot instance is running",
                )
            waiting = self._updates[: params.get("limit", 100)]
            return waiting if waiting or self._is_closing else None

        return await self._until(pending, params.get("timeout", 0)) or []

    def _delete_webhook(self, params: Json) -> bool:
        if params.get("drop_pending_updates"):
            self._updates.clear()
        return True

    def _get_webhook_info(self, _params: Json) -> Json:
        pending = len(self._updates)
        return {"url": "", "has_custom_certificate": False, "pending_update_count": pending}

    def _send_message(self, params: Json) -> Json:
        chat = self._chat(params)
        extra = rules.content(params) | rules.inline_keyboard(params.get("reply_markup"))
        extra |= self._reply(chat, params.get("reply_parameters"))
        message = self._message(chat, self.me, extra | _preview(params))
        self._keep("sent", message)
        return message

    def _reply(self, chat: Json, reply: Json | None) -> Json:
        if not reply:
            return {}
        message = self._messages.get((chat["id"], reply["message_id"]))
        if message is None and reply.get("allow_sending_without_reply"):
            return {}
        if message is None:
            raise bad_request("message to be replied not found")
        if reply.get("quote", "") not in message["text"]:
            raise bad_request("QUOTE_TEXT_INVALID")
        return {
            "reply_to_message": {key: value for key, value in message.items() if key != "reply_to_message"}
        }

    def _edit_message_text(self, params: Json) -> Json:
        old = self._editable(params)
        extra = rules.content(params) | rules.inline_keyboard(params.get("reply_markup"))
        return self._replace(old, extra | _preview(params))

    def _edit_message_reply_markup(self, params: Json) -> Json:
        old = self._editable(params)
        same = {key: old[key] for key in ("text", "entities") if key in old}
        return self._replace(old, same | rules.inline_keyboard(params.get("reply_markup")))

    def _editable(self, params: Json) -> Json:
        message = self._find(self._chat(params)["id"], params.get("message_id", 0), "message to edit")
        if message["from"] != self.me:
            raise bad_request("message can't be edited")
        return message

    def _replace(self, old: Json, extra: Json) -> Json:
        shown = ("text", "entities", "reply_markup")
        if all(old.get(key) == extra.get(key) for key in shown):
            raise bad_request(NOT_MODIFIED)
        message = self._edited(old, extra)
        self._keep("edited", message)
        return message

    def _delete_message(self, params: Json) -> bool:
        chat, message_id = self._chat(params)["id"], params.get("message_id", 0)
        self._find(chat, message_id, "message to delete")
        del self._messages[chat, message_id]
        self._happen("deleted", chat, {"message_id": message_id})
        return True

    def _answer_callback_query(self, params: Json) -> bool:
        if rules.utf16_length(params.get("text", "")) > rules.CALLBACK_ANSWER_LENGTH:
            raise bad_request("MESSAGE_TOO_LONG")
        query = self._queries.pop(params.get("callback_query_id", ""), None)
        if query is None:
            raise bad_request(EXPIRED_QUERY)
        message = query["message"]
        pressed = {"message_id": message["message_id"], "data": query["data"]}
        self._happen("answered", message["chat"]["id"], params | pressed)
        return True

    def _send_chat_action(self, params: Json) -> bool:
        chat = self._chat(params)
        if not ACTION.fullmatch(params.get("action", "")):
            raise bad_request("wrong parameter action in request")
        self._happen("acting", chat["id"], {"action": params["action"]})
        return True

    def _set_my_commands(self, params: Json) -> bool:
        self._commands[_scope(params)] = rules.commands(params.get("commands", []))
        self._happen("profile", None, {})
        return True

    def _get_my_commands(self, params: Json) -> list[Json]:
        return self._commands.get(_scope(params), [])

    def _delete_my_commands(self, params: Json) -> bool:
        self._commands.pop(_scope(params), None)
        self._happen("profile", None, {})
        return True

    def _set_profile(self, name: str, limit: int, params: Json) -> bool:
        text = params.get(name, "")
        if rules.utf16_length(text) > limit:
            raise bad_request(f"bot {name.replace('_', ' ')} is too long")
        self._profile[name, params.get("language_code", "")] = text
        self._happen("profile", None, {})
        return True

    def _get_profile(self, name: str, params: Json) -> Json:
        own = self._profile.get((name, params.get("language_code", "")))
        return {name: own or self._profile.get((name, ""), "")}

    # What all of them rest on

    def _chat(self, params: Json) -> Json:
        """The chat that *params* name; a bot cannot speak first, so somebody must have spoken."""
        chat = self._chats.get(params.get("chat_id", 0))
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def _find(self, chat: int, message_id: int, sought: str) -> Json:
        message = self._messages.get((chat, message_id))
        if message is None:
            raise bad_request(f"{sought} not found")
        return message

    def _message(self, chat: Json, sender: Json, extra: Json) -> Json:
        head = {"message_id": next(self._message_ids), "date": int(self._clock())}
        return {**head, "chat": chat, "from": sender, **extra}

    def _edited(self, old: Json, extra: Json) -> Json:
        lasting = ("message_id", "date", "chat", "from", "reply_to_message")
        head = {key: old[key] for key in lasting if key in old}
        return {**head, "edit_date": int(self._clock()), **extra}

    def _keep(self, kind: Kind, message: Json) -> None:
        self._messages[message["chat"]["id"], message["message_id"]] = message
        self._happen(kind, message["chat"]["id"], message)

    def _deliver(self, kind: str, payload: Json) -> None:
        if not self._allowed or kind in self._allowed:
            self._updates.append({"update_id": next(self._update_ids), kind: payload})
            self._notify()

    def _happen(self, kind: Kind, chat: int | None, data: Json) -> None:
        self._events.append(Event(kind, chat, data))
        self._notify()

    async def _next(self, kind: Kind, chat: int, within: float) -> Json:
        def unread() -> Json | None:
            start = self._read[kind, chat]
            for position, event in enumerate(self._events[start:], start):
                if (event.kind, event.chat) == (kind, chat):
                    self._read[kind, chat] = position + 1
                    return event.data
            self._read[kind, chat] = len(self._events)
            return None

        return await self._expect(unread, f"message {kind}", within)

    async def _expect(self, ready: Callable[[], T | None], what: str, within: float) -> T:
        found = await self._until(ready, within)
        if found is None:
            last = ", ".join(call.method for call in list(self.calls)[-5:]) or "nothing"
            raise TimeoutError(f"no {what} within {within} s; the bot last called {last}")
        return found

    async def _until(self, ready: Callable[[], T | None], within: float) -> T | None:
        """What *ready* finds, now or after a change, or None when the time is up."""
        try:
            async with asyncio.timeout(within):
                while (found := ready()) is None:
                    await self._changed.wait()
                return found
        except TimeoutError:
            return None

    def _notify(self) -> None:
        # A fresh event for each change, not a condition: who changes something need not wait.
        self._changed.set()
        self._changed = asyncio.Event()


def buttons(message: Json) -> list[Json]:
    """The buttons under a message, row by row."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def _preview(params: Json) -> Json:
    return {key: params[key] for key in ("link_preview_options",) if key in params}


def _scope(params: Json) -> tuple[str, str]:
    """The key under which commands are kept."""
    scope = params.get("scope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True), params.get("language_code", "")
