"""The local chat over HTTP: the Bot API for the bot, and a page for people, on 127.0.0.1 only."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders, UploadFile
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.local.rules import ApiError, Json, bad_request
from bot.local.telegram import LocalTelegram
from bot.local.visits import Visits, download

HOST = "127.0.0.1"
PAGE = Path(__file__).parent / "page"
CLOSING_SECONDS = 2
HEADERS = {
    "content-security-policy": "default-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",
}

# Parameters that are texts, even where a text looks like a number or like JSON.
TEXTS = {
    "text",
    "parse_mode",
    "caption",
    "callback_query_id",
    "inline_query_id",
    "inline_message_id",
    "next_offset",
    "file_id",
    "photo",
    "document",
    "action",
    "language_code",
    "description",
    "short_description",
}


@asynccontextmanager
async def serve(telegram: LocalTelegram, port: int = 0) -> AsyncIterator[str]:
    """The address of the local chat, which runs in this event loop until the block ends.

    Port 0 is any free one; a port that is taken raises OSError.
    """
    listener = socket.create_server((HOST, port))
    config = uvicorn.Config(
        build_app(telegram),
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=CLOSING_SECONDS,
    )
    server = _Server(config)
    telegram.open()
    running = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield f"http://{HOST}:{listener.getsockname()[1]}"
    finally:
        telegram.close()
        server.should_exit = True
        await running


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to whoever runs the event loop."""
        yield


def build_app(telegram: LocalTelegram) -> Starlette:
    """The routes over *telegram*."""
    visits = Visits(telegram)

    async def bot_api(request: Request) -> Response:
        if request.path_params["token"] != telegram.token:
            raise ApiError(401, "Unauthorized")
        result = await telegram.call(request.path_params["method"], await parameters(request))
        return JSONResponse({"ok": True, "result": result})

    async def file(request: Request) -> Response:
        if request.path_params["token"] != telegram.token:
            raise ApiError(401, "Unauthorized")
        return download(telegram, request.path_params["file_id"])

    return Starlette(
        routes=[
            Route("/bot{token}/{method}", bot_api, methods=["GET", "POST"]),
            Route("/file/bot{token}/{file_id}", file),
            Mount("/chat/{user:int}", routes=visits.routes()),
            Mount("/", StaticFiles(directory=PAGE, html=True)),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"]),
            Middleware(Guard),
        ],
        exception_handlers={
            ApiError: refuse,
            ValueError: refuse_nonsense,
            KeyError: refuse_nonsense,
            ClientDisconnect: refuse_nonsense,  # a bot that stops leaves in the middle of a word
        },
    )


async def parameters(request: Request) -> Json:
    """What a Bot API client sends, however it sends it: as query, form or JSON."""
    sent: Json = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            sent |= await request.json()
        except (ValueError, TypeError) as error:
            raise bad_request("can't parse request: JSON object expected") from error
    else:
        async with request.form() as form:
            sent |= {name: await received(value) for name, value in form.items()}
    return {name: value if name in TEXTS else decoded(value) for name, value in sent.items()}


async def received(value: UploadFile | str) -> Any:
    """A file as its name and content, anything else as it is."""
    return (value.filename or "berkas", await value.read()) if isinstance(value, UploadFile) else value


def decoded(value: Any) -> Any:
    """The value that a form carries as JSON."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return value


async def refuse(_request: Request, error: Exception) -> Response:
    """The refusal as the Bot API words it."""
    assert isinstance(error, ApiError)
    return JSONResponse(error.body, status_code=error.code)


async def refuse_nonsense(_request: Request, _error: Exception) -> Response:
    """What no client of ours sends: no JSON, a missing field, half a surrogate pair."""
    return JSONResponse({"ok": False, "error_code": 400, "description": "Bad Request"}, 400)


class Guard:
    """Keep other sites' pages out, and strangers' scripts out of ours.

    Whoever has the chat open also has other sites open, and those may send requests to 127.0.0.1.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what our own page, or no page at all, asks for."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        is_api = scope["path"].startswith(("/bot", "/chat/"))
        app = FORBIDDEN if is_api and is_foreign(Headers(scope=scope)) else self.app
        await app(scope, receive, send_guarded)


FORBIDDEN = PlainTextResponse("Another site's page may not speak here.", status_code=403)


def is_foreign(headers: Headers) -> bool:
    """Whether the page of another site sends the request; a program sends neither header."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site", "none")
    is_other = origin is not None and urlsplit(origin).netloc != headers.get("host")
    return is_other or site not in ("none", "same-origin")
