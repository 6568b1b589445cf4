"""Telegram as far as the bot needs it, in memory: what people do and see."""

import time
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any, TypeVar

from bot.local import rules
from bot.local.api import BotApi, Call, brief
from bot.local.attachments import CAPTIONED, attachment
from bot.local.people import VISITOR, Group, User
from bot.local.rules import ApiError, Json, bad_request
from bot.local.world import Event, Kind, World

T = TypeVar("T")

PATIENCE = 5.0
SUPERGROUP = -1_000_000_000_000
TOPIC_COLOUR = 7322096


class LocalTelegram:
    """The Bot API over a world of its own, and what people do there.

    A *chat* is a group, or None for the private chat with the bot; *topic* and *reply_to* are message ids.
    """

    def __init__(
        self,
        name: str = "Tanya Desa",
        username: str = "tanya_desa_bot",
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.world = World(name, username, clock)
        self._api = BotApi(self.world)
        self._read: Counter[tuple[Kind, int]] = Counter()

    @property
    def me(self) -> Json:
        """The bot as the Bot API shows it."""
        return self.world.me

    @property
    def token(self) -> str:
        """The token that this server knows; it opens nothing else."""
        return f"{self.me['id']}:obrolan-lokal"

    @property
    def calls(self) -> Collection[Call]:
        """What the bot called, the latest last."""
        return self._api.calls

    async def call(self, method: str, params: Json) -> Any:
        """What the Bot API returns, or an ApiError."""
        return await self._api.call(method, params)

    # What people do

    def say(
        self,
        text: str,
        user: User = VISITOR,
        chat: Group | None = None,
        *,
        topic: int | None = None,
        reply_to: int | None = None,
    ) -> Json:
        """The message in which *user* says *text*."""
        return self._post(rules.content({"text": text}), user, chat, topic, reply_to)

    def attach(
        self,
        kind: str,
        user: User = VISITOR,
        chat: Group | None = None,
        *,
        caption: str = "",
        topic: int | None = None,
        reply_to: int | None = None,
        **fields: Any,
    ) -> Json:
        """The message with a photo, voice… (a key of ATTACHMENTS), *fields* changing the example."""
        if caption and kind not in CAPTIONED:
            raise bad_request(f"a {kind} has no caption")
        extra = attachment(kind, fields) | rules.caption({"caption": caption})
        return self._post(extra, user, chat, topic, reply_to)

    def start(self, payload: str, user: User = VISITOR) -> Json:
        """The message that a link to the bot, t.me/BOT?start=…, makes *user* send."""
        return self.say(f"/start {rules.start_parameter(payload)}", user)

    def edit(self, message_id: int, text: str, user: User = VISITOR, chat: Group | None = None) -> Json:
        """The message of theirs that *user* changes to *text*."""
        old = self.world.find(_id(user, chat), message_id, "message to edit")
        if old["from"]["id"] != user.id:
            raise bad_request("message can't be edited")
        message = self.world.rewrite("said", old, rules.content({"text": text}))
        if self.world.hears(message):
            self.world.deliver("edited_message", message)
        return message

    def press(self, message_id: int, data: str, user: User = VISITOR, chat: Group | None = None) -> str:
        """The id of the callback query that *user* sends with a button."""
        message = self.world.find(_id(user, chat), message_id, "message to press")
        if all(button.get("callback_data") != data for button in buttons(message)):
            raise bad_request("the message has no such button")
        return self.world.press(user, message, data)

    def forge(self, message_id: int, data: str, user: User = VISITOR, chat: Group | None = None) -> str:
        """The same without a button: a bad client can send any data."""
        message = self.world.find(_id(user, chat), message_id, "message to press")
        return self.world.press(user, message, data)

    async def inline(
        self,
        query: str,
        user: User = VISITOR,
        chat: Group | None = None,
        *,
        offset: str = "",
        within: float = PATIENCE,
    ) -> Json:
        """What the bot offers while *user* types @BOT *query*: *id*, *results*, *button*, *next_offset*."""
        number = str(next(self.world.ids))
        head = {"id": number, "from": user.to_json(), "query": rules.query(query), "offset": offset}
        self.world.inline_queries.add(number)
        self.world.deliver("inline_query", {**head, "chat_type": chat.type if chat else "sender"})
        return await self._expect(lambda: self._answer(number), "answer to an inline query", within)

    def choose(
        self,
        answer_id: str,
        result_id: str,
        user: User = VISITOR,
        chat: Group | None = None,
        *,
        topic: int | None = None,
    ) -> Json:
        """The message that *user* posts by choosing a result of an answer to an inline query."""
        answer = self._answer(answer_id)
        results = answer["results"] if answer else []
        extra = next((result["message"] for result in results if result["id"] == result_id), None)
        if extra is None:
            raise bad_request("RESULT_NOT_FOUND")
        name = f"{answer_id}-{result_id}"
        return self._post({"via_bot": self.me, **extra}, user, chat, topic, None, name)

    def expire_queries(self) -> None:
        """Let every query that was not answered yet become too old."""
        self.world.presses.clear()
        self.world.inline_queries.clear()

    def block(self, user: User) -> None:
        """Let *user* hear no more of the bot, until they write to it again."""
        self.world.blocked.add(user.id)

    # Groups

    def group(
        self,
        title: str = "Warga Desa",
        *,
        number: int = 0,
        is_basic: bool = False,
        is_forum: bool = False,
        has_bot: bool = True,
        admins: Collection[User] = (),
        members: Collection[User] = (),
    ) -> Group:
        """A new group, of everybody if no *members* are named; the bot is told that it was added."""
        number = number or next(self.world.ids)
        group = Group(
            -number if is_basic else SUPERGROUP - number,
            title,
            "group" if is_basic else "supergroup",
            is_forum,
            has_bot,
            frozenset(user.id for user in admins),
            frozenset(user.id for user in members),
        )
        self.world.add_group(group)
        self._serve(group, {"new_chat_members": [self.me]} if has_bot else {"group_chat_created": True})
        return group

    def topic(self, group: Group, name: str, user: User = VISITOR) -> int:
        """The id of a new topic in a forum."""
        if not group.is_forum:
            raise bad_request("the chat is not a forum")
        opened = {"forum_topic_created": {"name": name, "icon_color": TOPIC_COLOUR}}
        number: int = self._serve(group, opened, user)["message_id"]
        return number

    def migrate(self, group: Group) -> Group:
        """The supergroup that a basic group becomes; the old id only says where it went."""
        upgraded = replace(group, id=SUPERGROUP + group.id, type="supergroup")
        self._serve(group, {"migrate_to_chat_id": upgraded.id})
        del self.world.groups[group.id], self.world.chats[group.id]
        self.world.migrated[group.id] = upgraded.id
        self.world.add_group(upgraded)
        self._serve(upgraded, {"migrate_from_chat_id": group.id})
        return upgraded

    # What people see

    def transcript(self, chat: int = VISITOR.id) -> list[Json]:
        """The messages of a chat as they stand now."""
        return [message for (where, _), message in self.world.messages.items() if where == chat]

    def menu(self, user: User = VISITOR, chat: Group | None = None) -> list[Json]:
        """The commands that *user* is offered: the narrowest scope that has any."""
        where = {"chat_id": _id(user, chat)}
        kinds: list[Json] = [{"type": "chat", **where}, {"type": "all_private_chats"}, {"type": "default"}]
        if chat:
            is_admin = user.id in chat.admins
            kinds = [
                {"type": "chat_member", **where, "user_id": user.id},
                *([{"type": "chat_administrators", **where}] if is_admin else []),
                {"type": "chat", **where},
                *([{"type": "all_chat_administrators"}] if is_admin else []),
                {"type": "all_group_chats"},
                {"type": "default"},
            ]
        scopes = (
            rules.scope({"scope": kind, "language_code": language})
            for kind in kinds
            for language in (user.language_code, "")
        )
        commands = self._api.commands
        return next((commands[scope] for scope in scopes if commands.get(scope)), [])

    def description(self, user: User = VISITOR) -> str:
        """What *user* reads before the first word."""
        found: Json = self._api.profile("description", {"language_code": user.language_code})
        return str(found["description"])

    async def events(self, chats: Collection[int], after: int, within: float = 0) -> tuple[list[Event], int]:
        """What happened in some chats since *after*, and the number to ask with next time."""

        def news() -> list[Event]:
            return [event for event in self.world.events[after:] if event.chat in (*chats, None)]

        await self.world.until(lambda: news() or self.world.is_closing or None, within)
        return news(), len(self.world.events)

    async def next_message(self, chat: int = VISITOR.id, within: float = PATIENCE) -> Json:
        """The next message of the bot that was not asked for yet."""
        return await self._next("sent", chat, within)

    async def next_edit(self, chat: int = VISITOR.id, within: float = PATIENCE) -> Json:
        """The next message that the bot edited, as it then stood."""
        return await self._next("edited", chat, within)

    async def next_answer(self, chat: int = VISITOR.id, within: float = PATIENCE) -> Json:
        """The next answer to a callback query, with the query's *message_id*, *data* and *user*."""
        return await self._next("answered", chat, within)

    async def called(self, method: str, within: float = PATIENCE) -> Call:
        """The latest call of *method*, as soon as there is one."""

        def latest() -> Call | None:
            return next((call for call in reversed(self._api.calls) if call.method == method), None)

        return await self._expect(latest, method, within)

    async def ask(
        self,
        text: str,
        user: User = VISITOR,
        chat: Group | None = None,
        *,
        topic: int | None = None,
        reply_to: int | None = None,
        within: float = PATIENCE,
    ) -> Json:
        """The first message that the bot sends there after *user* says *text*."""
        where = _id(user, chat)
        self._read["sent", where] = len(self.world.events)
        self.say(text, user, chat, topic=topic, reply_to=reply_to)
        return await self.next_message(where, within)

    # What goes wrong

    def refuse_next(self, method: str, code: int, description: str, retry_after: int | None = None) -> None:
        """Refuse the next call of *method*; several refusals queue up."""
        parameters = {} if retry_after is None else {"retry_after": retry_after}
        self._api.refusals[method].append(ApiError(code, description, parameters))

    def open(self) -> None:
        """Let those who poll wait."""
        self.world.is_closing = False

    def close(self) -> None:
        """Send home those who wait, so that a server can stop."""
        self.world.is_closing = True
        self.world.notify()

    # What all of them rest on

    def _post(
        self,
        extra: Json,
        user: User,
        chat: Group | None,
        topic: int | None,
        reply_to: int | None,
        posted_as: str | None = None,
    ) -> Json:
        where = chat.to_json() if chat else user.private_chat
        self.world.chats[where["id"]] = where
        self.world.blocked.discard(where["id"])
        replied = None
        # What is said in a topic, and to nobody, replies to the message that opened it.
        if reply_to or topic:
            replied = self.world.find(where["id"], reply_to or topic or 0, "message to be replied")
            extra = {"reply_to_message": brief(replied), **extra}
        extra = self.world.thread(where, topic, replied) | extra
        message = self.world.write("said", where, user.to_json(), extra)
        if posted_as and "reply_markup" in extra:
            self.world.inline_messages[posted_as] = (where["id"], message["message_id"])
        if self.world.hears(message):
            self.world.deliver("message", message)
        return message

    def _serve(self, group: Group, extra: Json, user: User = VISITOR) -> Json:
        """The service message, of which a bot in the group is always told."""
        message = self.world.write("said", group.to_json(), user.to_json(), extra)
        if "forum_topic_created" in extra:
            message |= {"message_thread_id": message["message_id"], "is_topic_message": True}
        if group.has_bot:
            self.world.deliver("message", message)
        return message

    def _answer(self, number: str) -> Json | None:
        return next((answer for answer in self.world.inline_answers if answer["id"] == number), None)

    async def _next(self, kind: Kind, chat: int, within: float) -> Json:
        def unread() -> Json | None:
            start = self._read[kind, chat]
            for position, event in enumerate(self.world.events[start:], start):
                if (event.kind, event.chat) == (kind, chat):
                    self._read[kind, chat] = position + 1
                    return event.data
            self._read[kind, chat] = len(self.world.events)
            return None

        return await self._expect(unread, f"message {kind}", within)

    async def _expect(self, ready: Callable[[], T | None], what: str, within: float) -> T:
        found = await self.world.until(ready, within)
        if found is None:
            last = ", ".join(call.method for call in list(self._api.calls)[-5:]) or "nothing"
            raise TimeoutError(f"no {what} within {within} s; the bot last called {last}")
        return found


def buttons(message: Json) -> list[Json]:
    """The buttons under a message, row by row."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def _id(user: User, chat: Group | None) -> int:
    return chat.id if chat else user.id
