import asyncio
import errno
import signal
import time
from typing import Any

import httpx
import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, ChatMigrated, Conflict, InvalidToken, RetryAfter
from telegram.ext import ExtBot

from bot.local import LocalTelegram, serve
from bot.local.people import VISITOR
from bot.local.village import OFFICER, STAFF_CHAT, village
from tests.local.echo import PIXEL, App, build


async def test_a_question_is_answered_over_http(telegram: LocalTelegram, app: App) -> None:
    answer = await telegram.ask("Siapa <kamu> & dia?")
    assert answer["text"] == "Anda menulis\nSiapa <kamu> & dia?\nSumber"
    assert [entity["type"] for entity in answer["entities"]] == ["bold", "blockquote", "text_link"]


async def test_a_pressed_button_is_answered_and_edits_in_place(telegram: LocalTelegram, app: App) -> None:
    answer = await telegram.ask("Halo")
    telegram.press(answer["message_id"], "ulang")
    assert (await telegram.next_answer())["text"] == "Diulang"
    edited = await telegram.next_edit()
    assert (edited["message_id"], edited["text"]) == (answer["message_id"], "Sudah diulang.")


async def test_an_edited_question_arrives_as_one(telegram: LocalTelegram, app: App) -> None:
    question = telegram.say("Hallo")
    await telegram.next_message()
    telegram.edit(question["message_id"], "Halo")
    answer = await telegram.next_message()
    assert answer["reply_to_message"]["text"] == "Halo"


async def test_the_library_understands_what_is_refused(
    telegram: LocalTelegram, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # or the library warns of its next version
    telegram.say("Halo")
    with pytest.raises(BadRequest, match="Can't parse entities: "):
        await app.bot.send_message(VISITOR.id, "<b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match="Button_data_invalid"):
        await app.bot.send_message(
            VISITOR.id,
            "x",
            reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="x" * 65)]]),
        )
    telegram.refuse_next("sendMessage", 429, "Too Many Requests: retry after 7", retry_after=7)
    with pytest.raises(RetryAfter):
        await app.bot.send_message(VISITOR.id, "Halo")


async def test_the_library_reads_back_what_it_set(app: App) -> None:
    assert [command.command for command in await app.bot.get_my_commands()] == ["start", "ketik"]
    assert (await app.bot.get_my_description()).description == "Mengulang apa yang ditulis."
    await app.bot.set_my_short_description("Mengulang")
    assert (await app.bot.get_my_short_description()).short_description == "Mengulang"
    assert (await app.bot.get_webhook_info()).url == ""


async def test_a_wrong_token_is_turned_away(address: str) -> None:
    with pytest.raises(InvalidToken):
        async with ExtBot("1:salah", base_url=f"{address}/bot"):
            pass


async def test_a_second_poller_ends_the_first(telegram: LocalTelegram, address: str) -> None:
    async with build(telegram, address).bot as first, build(telegram, address).bot as second:
        waiting = asyncio.create_task(first.get_updates(timeout=5))
        await telegram.called("getUpdates")
        await second.get_updates(timeout=0)
        with pytest.raises(Conflict):
            await waiting


@pytest.mark.parametrize(
    "request_with",
    [
        {"data": {"chat_id": "1001", "text": "123", "reply_markup": "{}"}},
        {"json": {"chat_id": 1001, "text": "123", "reply_markup": {}}},
        {"params": {"chat_id": "1001", "text": "123"}},
        {"data": {"chat_id": "1001", "text": "123"}, "files": {"x": b""}},
    ],
    ids=["form", "json", "query", "multipart"],
)
async def test_parameters_come_in_every_form(
    telegram: LocalTelegram, client: httpx.AsyncClient, request_with: dict[str, Any]
) -> None:
    telegram.say("Halo")
    response = await client.post(f"/bot{telegram.token}/sendMessage", **request_with)
    assert response.json()["result"]["text"] == "123"


async def test_an_unknown_method_is_not_found(telegram: LocalTelegram, client: httpx.AsyncClient) -> None:
    response = await client.get(f"/bot{telegram.token}/sendDice")
    assert response.status_code == 404
    assert response.json() == {
        "ok": False,
        "error_code": 404,
        "description": "Not Found: method not found",
    }


async def test_json_that_is_no_object_is_refused(telegram: LocalTelegram, client: httpx.AsyncClient) -> None:
    response = await client.post(
        f"/bot{telegram.token}/getMe", content="{", headers={"content-type": "application/json"}
    )
    assert response.status_code == 400


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"host": "localhost:1"}, 200),
        ({"host": "jahat.example"}, 400),
        ({"host": "127.0.0.1.jahat.example"}, 400),
        ({"origin": "http://jahat.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1:1"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "same-origin"}, 200),
    ],
)
async def test_other_sites_cannot_speak_here(
    telegram: LocalTelegram, client: httpx.AsyncClient, headers: dict[str, str], status: int
) -> None:
    said = await client.post("/chat/1001/say", json={"text": "Halo"}, headers=headers)
    called = await client.get(f"/bot{telegram.token}/getMe", headers=headers)
    assert (said.status_code, called.status_code) == (status, status)
    assert len(telegram.transcript()) == (status == 200)


async def test_the_page_allows_nothing_from_elsewhere(client: httpx.AsyncClient) -> None:
    page = await client.get("/", headers={"sec-fetch-site": "cross-site"})
    assert page.status_code == 200
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


async def test_a_message_too_long_is_refused_to_people_too(client: httpx.AsyncClient) -> None:
    response = await client.post("/chat/1001/say", json={"text": "x" * 4097})
    assert (response.status_code, response.json()["ok"]) == (400, False)


async def test_a_picture_and_a_document_are_uploaded_shown_and_fetched(
    telegram: LocalTelegram, app: App, client: httpx.AsyncClient
) -> None:
    telegram.say("/ketik")
    photo = await app.bot.send_photo(VISITOR.id, PIXEL, caption="<b>Titik</b>", parse_mode="HTML")
    assert photo.caption == "Titik"
    shown = await client.get(f"/chat/1001/file/{photo.photo[0].file_id}")
    assert (shown.content, shown.headers["content-type"]) == (PIXEL, "image/png")
    document = await app.bot.send_document(VISITOR.id, b"%PDF-1.7", filename="poster (é).pdf")
    assert document.document is not None
    assert document.document.file_name == "poster (é).pdf"
    file = await app.bot.get_file(document.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"%PDF-1.7"
    again = await app.bot.send_document(VISITOR.id, document.document.file_id)
    assert again.document is not None
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await app.bot.send_photo(VISITOR.id, b"%PDF-1.7")


async def test_groups_and_inline_mode_reach_the_library(telegram: LocalTelegram, app: App) -> None:
    group = telegram.group("Warga", is_basic=True)
    assert (await telegram.ask("/mulai@tanya_desa_bot", chat=group))["chat"]["title"] == "Warga"
    moved = telegram.migrate(group)
    with pytest.raises(ChatMigrated) as refusal:
        await app.bot.send_message(group.id, "Halo")
    assert refusal.value.new_chat_id == moved.id
    answer = await telegram.inline("iuran")
    assert answer["results"][0]["message"]["text"] == "iuran"


async def test_the_page_of_one_person_shows_their_chats(client: httpx.AsyncClient) -> None:
    async with serve(village()) as address:
        titles = {
            user: [
                chat["title"] for chat in (await client.get(f"{address}/chat/{user}/state")).json()["chats"]
            ]
            for user in (1001, OFFICER.id)
        }
        foreign = await client.post(f"{address}/chat/1001/say", json={"text": "Halo", "chat": STAFF_CHAT})
    assert titles[1001] == ["Tanya Desa", "Warga Desa", "Keluarga"]
    assert titles[OFFICER.id] == ["Tanya Desa", "Warga Desa", "Keluarga", "Petugas"]
    assert foreign.status_code == 400


async def test_a_busy_port_is_an_error_that_can_be_shown(telegram: LocalTelegram, address: str) -> None:
    with pytest.raises(OSError, match="in use") as failure:
        async with serve(telegram, int(address.rsplit(":", 1)[1])):
            pass
    assert failure.value.errno == errno.EADDRINUSE


async def test_it_stops_at_once_although_somebody_waits(telegram: LocalTelegram) -> None:
    async with httpx.AsyncClient() as client:
        async with serve(telegram) as address:
            waiting = [
                asyncio.create_task(client.get(f"{address}{path}"))
                for path in (f"/bot{telegram.token}/getUpdates?timeout=50", "/chat/1/events?after=0")
            ]
            await asyncio.sleep(0.1)
            stopping = time.monotonic()
        assert time.monotonic() - stopping < 1
        assert [(await response).status_code for response in waiting] == [200, 200]


async def test_whoever_leaves_in_the_middle_of_a_word_is_no_error(
    telegram: LocalTelegram, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    host, port = address.removeprefix("http://").split(":")
    _, writer = await asyncio.open_connection(host, int(port))
    head = f"POST /bot{telegram.token}/getUpdates HTTP/1.1\r\nhost: {host}:{port}\r\ncontent-length: 99\r\n"
    writer.write(f"{head}content-type: application/json\r\n\r\n{{".encode())
    await writer.drain()
    await asyncio.sleep(0.1)
    writer.close()
    await writer.wait_closed()
    await asyncio.sleep(0.1)
    assert not caplog.records


async def test_it_leaves_the_signals_alone(telegram: LocalTelegram) -> None:
    before = signal.getsignal(signal.SIGINT)
    async with serve(telegram):
        await asyncio.sleep(0.05)
        assert signal.getsignal(signal.SIGINT) is before


async def test_it_can_go_and_come_back_with_the_same_chats(telegram: LocalTelegram, address: str) -> None:
    telegram.say("Masih di sini")
    async with serve(telegram) as other, httpx.AsyncClient(base_url=other) as client:
        state = (await client.get("/chat/1001/state")).json()
    assert [message["text"] for message in state["chats"][0]["messages"]] == ["Masih di sini"]
