"""What the page asks for and does, for whoever sits before it."""

from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.local.people import Group, User
from bot.local.rules import Json, bad_request, media_type
from bot.local.telegram import LocalTelegram
from bot.local.village import NEIGHBOUR, OFFICER

POLL_SECONDS = 25
ROLES = {NEIGHBOUR: "Bu Siti, tetangga", OFFICER: "Pak Rahman, petugas dan admin"}
NEIGHBOURS = {user.id: user for user in ROLES}


class Visits:
    """The routes below /chat/{user}."""

    def __init__(self, telegram: LocalTelegram) -> None:
        self._telegram = telegram

    def routes(self) -> list[Route]:
        """Two to look, the rest to act."""
        acts = (
            self.say,
            self.edit,
            self.press,
            self.attach,
            self.start,
            self.inline,
            self.choose,
            self.migrate,
        )
        return [
            Route("/state", self.state),
            Route("/events", self.events),
            Route("/file/{file_id}", self.file),
            *(Route(f"/{act.__name__}", act, methods=["POST"]) for act in acts),
        ]

    async def state(self, request: Request) -> Response:
        """Everything that this person sees."""
        user = visitor(request)
        telegram = self._telegram
        _, last = await telegram.events((), after=0)
        return JSONResponse(
            {
                "bot": telegram.me,
                "description": telegram.description(user),
                "people": [{"id": known.id, "name": name} for known, name in ROLES.items()],
                "chats": [self._shown(user, group) for group in (None, *self._groups(user))],
                "last": last,
            }
        )

    def _shown(self, user: User, group: Group | None) -> Json:
        telegram = self._telegram
        chat = group.to_json() if group else user.private_chat | {"title": telegram.me["first_name"]}
        return {
            **chat,
            "has_bot": group is None or group.has_bot,
            "commands": telegram.menu(user, group) if group is None or group.has_bot else [],
            "topics": telegram.world.topics(group) if group else [],
            "messages": telegram.transcript(chat["id"]),
        }

    async def events(self, request: Request) -> Response:
        """What has happened since, as soon as something has."""
        user = visitor(request)
        after = int(request.query_params["after"])
        chats = {user.id, *(group.id for group in self._groups(user))}
        news, last = await self._telegram.events(chats, after, POLL_SECONDS)
        return JSONResponse({"events": [asdict(event) for event in news], "last": last})

    async def say(self, request: Request) -> Response:
        sent, user, chat = await self._act(request)
        where = {"topic": sent.get("topic"), "reply_to": sent.get("reply_to")}
        return JSONResponse(self._telegram.say(sent["text"], user, chat, **where))

    async def attach(self, request: Request) -> Response:
        sent, user, chat = await self._act(request)
        where = {"topic": sent.get("topic"), "reply_to": sent.get("reply_to")}
        caption = sent.get("caption", "")
        return JSONResponse(self._telegram.attach(sent["kind"], user, chat, caption=caption, **where))

    async def edit(self, request: Request) -> Response:
        sent, user, chat = await self._act(request)
        return JSONResponse(self._telegram.edit(sent["message_id"], sent["text"], user, chat))

    async def press(self, request: Request) -> Response:
        sent, user, chat = await self._act(request)
        query = self._telegram.press(sent["message_id"], sent["data"], user, chat)
        return JSONResponse({"callback_query_id": query})

    async def start(self, request: Request) -> Response:
        sent, user, _ = await self._act(request)
        return JSONResponse(self._telegram.start(sent["payload"], user))

    async def inline(self, request: Request) -> Response:
        sent, user, chat = await self._act(request)
        try:
            return JSONResponse(await self._telegram.inline(sent["query"], user, chat))
        except TimeoutError:
            return JSONResponse({"id": "", "results": [], "button": None, "next_offset": ""})

    async def choose(self, request: Request) -> Response:
        sent, user, chat = await self._act(request)
        topic = sent.get("topic")
        message = self._telegram.choose(sent["answer_id"], sent["result_id"], user, chat, topic=topic)
        return JSONResponse(message)

    async def migrate(self, request: Request) -> Response:
        _, _, chat = await self._act(request)
        if chat is None or chat.type != "group":
            raise bad_request("only a basic group becomes a supergroup")
        return JSONResponse({"chat": self._telegram.migrate(chat).id})

    async def file(self, request: Request) -> Response:
        """A picture or document that the bot sent."""
        return download(self._telegram, request.path_params["file_id"])

    async def _act(self, request: Request) -> tuple[Json, User, Group | None]:
        """What is sent, by whom, and in which group."""
        sent: Json = await request.json()
        user = visitor(request)
        chat_id = sent.get("chat") or user.id  # whoever is quick speaks before any chat is open
        if chat_id == user.id:
            return sent, user, None
        chat = next((group for group in self._groups(user) if group.id == chat_id), None)
        if chat is None:
            raise bad_request("chat not found")
        return sent, user, chat

    def _groups(self, user: User) -> list[Group]:
        return [group for group in self._telegram.world.groups.values() if group.shows(user)]


def visitor(request: Request) -> User:
    """Whoever sits at the page: a neighbour, else each browser is a person of its own."""
    number: int = request.path_params["user"]
    return NEIGHBOURS.get(number) or User(number)


def download(telegram: LocalTelegram, file_id: str) -> Response:
    """The file as it was uploaded."""
    found: tuple[str, Any] | None = telegram.world.files.get(file_id)
    if found is None:
        raise bad_request("invalid file_id")
    name, data = found
    disposition = {"content-disposition": f"inline; filename*=UTF-8''{quote(name)}"}
    return Response(data, media_type=media_type(data), headers=disposition)
