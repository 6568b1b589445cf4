"""What stands in Telegram: chats, messages, and updates that wait for the bot."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any, Literal, TypeVar

from bot.local.people import Group, User
from bot.local.rules import ApiError, Json, bad_request

T = TypeVar("T")
Kind = Literal["said", "sent", "edited", "deleted", "acting", "answered", "profile", "groups"]

ANSWERS_KEPT = 50


@dataclass(frozen=True, slots=True)
class Event:
    """What people see happen in a chat, or in all of them (*chat* is None)."""

    kind: Kind
    chat: int | None
    data: Json


@dataclass(frozen=True, slots=True)
class Press:
    """A button that somebody pressed, and that nobody answered yet."""

    chat: int
    message_id: int
    user: int
    data: str


class World:
    """The server's state.

    Everything happens in one event loop, so a method that does not wait sees no change under way.
    """

    def __init__(self, name: str, username: str, clock: Callable[[], float]) -> None:
        self.me: Json = {"id": 7_000_000_001, "is_bot": True, "first_name": name, "username": username}
        self.clock = clock
        self.chats: dict[int, Json] = {}  # those the bot may write to
        self.blocked: set[int] = set()
        self.groups: dict[int, Group] = {}
        self.migrated: dict[int, int] = {}
        self.messages: dict[tuple[int, int], Json] = {}
        self.inline_messages: dict[str, tuple[int, int]] = {}
        self.files: dict[str, tuple[str, bytes]] = {}
        self.updates: list[Json] = []
        self.allowed: frozenset[str] = frozenset()  # empty: all
        self.presses: dict[str, Press] = {}
        self.inline_queries: set[str] = set()  # not answered yet
        self.inline_answers: deque[Json] = deque(maxlen=ANSWERS_KEPT)
        self.events: list[Event] = []
        self.is_closing = False
        self.ids = count(1)
        self._message_ids, self._update_ids = count(1), count(1)
        self._changed = asyncio.Event()

    # Chats and messages

    def chat(self, chat_id: Any) -> Json:
        """The chat that the bot names; it cannot speak first, so somebody must have spoken."""
        if moved := self.migrated.get(chat_id):
            reason = "Bad Request: group chat was upgraded to a supergroup chat"
            raise ApiError(400, reason, {"migrate_to_chat_id": moved})
        if chat_id in self.groups and not self.groups[chat_id].has_bot:
            raise ApiError(403, f"Forbidden: bot is not a member of the {self.groups[chat_id].type} chat")
        if chat_id in self.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        if chat_id not in self.chats:
            raise bad_request("chat not found")
        return self.chats[chat_id]

    def add_group(self, group: Group) -> None:
        """Open a group, or replace it."""
        self.groups[group.id] = group
        self.chats[group.id] = group.to_json()
        self.happen("groups", None, {})

    def find(self, chat: int, message_id: int, sought: str) -> Json:
        """The message, or a refusal that names what was *sought*."""
        message = self.messages.get((chat, message_id))
        if message is None:
            raise bad_request(f"{sought} not found")
        return message

    def write(self, kind: Kind, chat: Json, sender: Json, extra: Json) -> Json:
        """The new message, in its chat."""
        head = {"message_id": next(self._message_ids), "date": int(self.clock())}
        message = {**head, "chat": chat, "from": sender, **extra}
        self.keep(kind, message)
        return message

    def rewrite(self, kind: Kind, old: Json, extra: Json) -> Json:
        """The message with other words or buttons."""
        changing = ("text", "entities", "caption", "caption_entities", "reply_markup")
        head = {key: value for key, value in old.items() if key not in changing}
        message = {**head, "edit_date": int(self.clock()), **extra}
        self.keep(kind, message)
        return message

    def keep(self, kind: Kind, message: Json) -> None:
        """Put the message where it belongs, and show it."""
        self.messages[message["chat"]["id"], message["message_id"]] = message
        self.happen(kind, message["chat"]["id"], message)

    def thread(self, chat: Json, topic: int | None, replied: Json | None) -> Json:
        """The part of a message that says in which topic, or chain of replies, it stands."""
        if topic is None and replied and replied.get("is_topic_message"):
            topic = replied["message_thread_id"]
        if topic is not None:
            if "forum_topic_created" not in self.messages.get((chat["id"], topic), {}):
                raise bad_request("message thread not found")
            return {"message_thread_id": topic, "is_topic_message": True}
        if replied and chat["type"] == "supergroup":  # names no topic, and cannot be written to
            return {"message_thread_id": replied.get("message_thread_id", replied["message_id"])}
        return {}

    def topics(self, group: Group) -> list[Json]:
        """The *id* and *name* of each topic."""
        return [
            {"id": message_id, "name": message["forum_topic_created"]["name"]}
            for (chat, message_id), message in self.messages.items()
            if chat == group.id and "forum_topic_created" in message
        ]

    # What the bot is told

    def deliver(self, kind: str, payload: Json) -> None:
        """Queue an update, if the bot wants that kind."""
        if not self.allowed or kind in self.allowed:
            self.updates.append({"update_id": next(self._update_ids), kind: payload})
            self.notify()

    def hears(self, message: Json) -> bool:
        """Whether the bot is told: in a group, with privacy mode on, only of what is meant for it."""
        group = self.groups.get(message["chat"]["id"])
        if group is None:
            return True
        is_reply = message.get("reply_to_message", {}).get("from") == self.me
        is_posted = message.get("via_bot") == self.me
        return group.has_bot and (is_reply or is_posted or self._is_addressed(message))

    def _is_addressed(self, message: Json) -> bool:
        """Whether the words are a command for this bot, or mention it."""
        text = str(message.get("text") or message.get("caption", "")).encode("utf-16-le")
        entities = message.get("entities") or message.get("caption_entities") or []
        me = f"@{self.me['username']}".lower()
        for entity in entities:
            start, length = 2 * entity["offset"], 2 * entity["length"]
            words = text[start : start + length].decode("utf-16-le").lower()
            if entity["type"] == "mention" and words == me:
                return True
            if entity["type"] == "bot_command" and (("@" not in words and not start) or words.endswith(me)):
                return True
        return False

    def press(self, user: User, message: Json, data: str) -> str:
        """The id of the callback query; of a message posted by inline mode the bot sees only a name."""
        where = (message["chat"]["id"], message["message_id"])
        query: Json = {"id": str(next(self.ids)), "from": user.to_json(), "data": data}
        query["chat_instance"] = str(where[0])
        posted = next((name for name, place in self.inline_messages.items() if place == where), None)
        query |= {"inline_message_id": posted} if posted else {"message": message}
        self.presses[query["id"]] = Press(*where, user.id, data)
        self.deliver("callback_query", query)
        return str(query["id"])

    # What people see, and waiting for it

    def happen(self, kind: Kind, chat: int | None, data: Json) -> None:
        """Show what happened."""
        self.events.append(Event(kind, chat, data))
        self.notify()

    async def until(self, ready: Callable[[], T | None], within: float) -> T | None:
        """What *ready* finds, now or after a change, or None when the time is up."""
        try:
            async with asyncio.timeout(within):
                while (found := ready()) is None:
                    await self._changed.wait()
                return found
        except TimeoutError:
            return None

    def notify(self) -> None:
        """Wake those who wait."""
        # A fresh event for each change, not a condition: who changes something need not wait.
        self._changed.set()
        self._changed = asyncio.Event()
