"""The page as people meet it, in a browser; one server, bot and browser for all, a user for each."""

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from bot.local import LocalTelegram, User, serve
from bot.local.rules import Json
from tests.local.echo import polling

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine"),
    pytest.mark.asyncio(loop_scope="module"),
]


@dataclass(frozen=True)
class World:
    telegram: LocalTelegram
    address: str
    browser: Browser

    @asynccontextmanager
    async def visitor(self, number: int, **options: Any) -> AsyncIterator[Page]:
        """A page that is not allowed to complain, nor to ask anybody but this machine."""
        options = {"viewport": {"width": 360, "height": 740}, "locale": "id-ID", **options}
        context = await self.browser.new_context(**options)
        await context.add_init_script(f"localStorage.setItem('pengguna', {number})")
        page = await context.new_page()
        complaints: list[str] = []
        hosts: set[str | None] = set()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
        await page.goto(self.address)
        yield page
        await context.close()
        assert complaints == []
        assert hosts == {"127.0.0.1"}

    async def send(self, number: int, text: str, **params: Any) -> Json:
        """A message of the bot to somebody who may not have spoken yet."""
        if not self.telegram.transcript(number):
            self.telegram.say("/ketik", User(number))
        params = {"chat_id": number, "text": text, "parse_mode": "HTML", **params}
        message: Json = await self.telegram.call("sendMessage", params)
        return message


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world() -> AsyncIterator[World]:
    telegram = LocalTelegram()
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(serve(telegram))
        await stack.enter_async_context(polling(telegram, address))
        playwright = await stack.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        stack.push_async_callback(browser.close)
        yield World(telegram, address, browser)


def answers(page: Page) -> Locator:
    return page.locator(".message.in .bubble")


async def ask(page: Page, text: str) -> None:
    await page.get_by_role("textbox").fill(text)
    await page.keyboard.press("Enter")


async def test_a_question_gets_its_answer_in_a_bubble(world: World) -> None:
    async with world.visitor(1) as page:
        await ask(page, "Siapa <b>saya</b>?")
        await expect(page.locator(".message.out .bubble")).to_contain_text("Siapa <b>saya</b>?")
        await expect(answers(page).locator("strong")).to_have_text("Anda menulis")
        await expect(answers(page).locator("blockquote")).to_have_text("Siapa <b>saya</b>?")
        link = answers(page).get_by_role("link", name="Sumber")
        await expect(link).to_have_attribute("href", "https://apkasi.org/?p=14978")
        await expect(link).to_have_attribute("target", "_blank")
        await expect(link).to_have_attribute("rel", re.compile("noopener"))
        await expect(page.get_by_role("textbox")).to_have_value("")


async def test_an_empty_chat_introduces_the_bot_and_starts_it(world: World) -> None:
    async with world.visitor(2) as page:
        await expect(page).to_have_title("Tanya Desa")
        await expect(page.get_by_text("Mengulang apa yang ditulis.")).to_be_visible()
        await expect(page.get_by_text("Obrolan lokal · hanya di komputer ini")).to_be_visible()
        await page.get_by_role("button", name="Mulai").click()
        await expect(answers(page)).to_contain_text("/start")
        await expect(page.get_by_role("button", name="Mulai")).to_be_hidden()
        await expect(page.get_by_text("Hari ini")).to_be_visible()


async def test_a_button_edits_the_message_in_place(world: World) -> None:
    async with world.visitor(3) as page:
        await ask(page, "Halo")
        await page.get_by_role("button", name="Ulangi").click()
        await expect(answers(page)).to_contain_text("Sudah diulang.")
        await expect(answers(page)).to_contain_text("diedit")
        await expect(answers(page)).to_have_count(1)
        await expect(page.get_by_text("Diulang", exact=True)).to_be_visible()
        await expect(page.get_by_role("button", name="Ulangi")).to_have_count(0)


async def test_a_button_waits_for_its_answer(world: World) -> None:
    async with world.visitor(4) as page:
        keyboard = {"inline_keyboard": [[{"text": "Ulangi", "callback_data": "ulang"}]]}
        await world.send(4, "Sudah diulang.", reply_markup=keyboard)
        world.telegram.refuse_next("answerCallbackQuery", 500, "Internal Server Error")
        button = page.get_by_role("button", name="Ulangi")
        await button.click()
        await expect(button).to_have_attribute("aria-disabled", "true")


async def test_the_history_comes_back_and_belongs_to_one_browser(world: World) -> None:
    async with world.visitor(5) as page, world.visitor(6) as neighbour:
        await ask(page, "Masih ingat?")
        await expect(answers(page)).to_have_count(1)
        await page.reload()
        await expect(answers(page)).to_contain_text("Masih ingat?")
        await expect(page.locator(".message")).to_have_count(2)
        await expect(neighbour.get_by_role("button", name="Mulai")).to_be_visible()
        await expect(neighbour.locator(".message")).to_have_count(0)


async def test_a_browser_keeps_the_identity_it_was_given(world: World) -> None:
    context = await world.browser.new_context()
    page = await context.new_page()
    await page.goto(world.address)
    identity = await page.evaluate("localStorage.getItem('pengguna')")
    await page.reload()
    assert int(identity) >= 1_000_000_000
    assert await page.evaluate("localStorage.getItem('pengguna')") == identity
    await context.close()


async def test_the_menu_lists_the_commands(world: World) -> None:
    async with world.visitor(7) as page:
        await page.get_by_role("button", name="Menu").click()
        await expect(page.locator("#commands button")).to_have_count(2)
        await page.keyboard.press("ArrowDown")
        await expect(page.get_by_role("button", name="/ketik")).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(page.locator("#commands")).to_be_hidden()
        await page.get_by_role("textbox").fill("/k")
        await expect(page.locator("#commands button")).to_have_text(["/ketikHanya mengetik"])
        await page.get_by_role("button", name="/ketik").click()
        await expect(page.locator(".message.out")).to_contain_text("/ketik")
        await expect(page.get_by_text("sedang mengetik…")).to_be_visible()
        await expect(page.get_by_role("textbox")).to_have_value("")


async def test_shift_and_enter_begin_a_line(world: World) -> None:
    async with world.visitor(8) as page:
        await page.get_by_role("textbox").fill("Satu")
        await page.keyboard.press("Shift+Enter")
        await page.keyboard.type("Dua")
        await page.keyboard.press("Enter")
        await expect(answers(page).locator("blockquote")).to_have_text("Satu\nDua")


async def test_every_kind_of_text_is_shown(world: World) -> None:
    async with world.visitor(9) as page:
        question = world.telegram.say("/ketik", User(9))
        await world.send(
            9,
            "👋 <i>miring <b>tebal</b></i> <code>kode</code> <tg-spoiler>rahasia</tg-spoiler> "
            "<a href='tg://user?id=1'>bukan tautan</a> https://apkasi.org/ /start\n"
            "<blockquote expandable>" + "panjang " * 80 + "</blockquote>\nakhir",
            reply_parameters={"message_id": question["message_id"]},
        )
        bubble = answers(page)
        await expect(bubble.locator("em strong")).to_have_text("tebal")
        await expect(bubble.locator("code")).to_have_text("kode")
        await expect(bubble.get_by_role("link")).to_have_text(["https://apkasi.org/"])
        await expect(bubble.locator(".reply")).to_have_text("Anda/ketik")
        fold = bubble.locator(".fold")
        folded = await fold.evaluate("element => element.clientHeight")
        await bubble.get_by_role("button", name="Selengkapnya").click()
        assert await fold.evaluate("element => element.clientHeight") > 2 * folded
        await world.send(9, "<blockquote expandable>pendek</blockquote>")
        await expect(page.get_by_text("pendek")).to_be_visible()
        await expect(page.get_by_role("button", name="Selengkapnya")).to_have_count(0)
        await bubble.get_by_role("button", name="/start").click()
        await expect(page.locator(".message.out")).to_have_count(2)


async def test_a_deleted_message_disappears(world: World) -> None:
    async with world.visitor(10) as page:
        message = await world.send(10, "Sebentar")
        await expect(answers(page)).to_contain_text("Sebentar")
        await world.telegram.call("deleteMessage", {"chat_id": 10, "message_id": message["message_id"]})
        await expect(answers(page)).to_have_count(0)


async def test_the_newest_message_is_in_sight_and_nothing_is_wider_than_a_phone(
    world: World,
) -> None:
    async with world.visitor(11) as page:
        for number in range(8):
            await world.send(11, f"Nomor {number} " + "kata " * 30)
        long = "Siapa yang membayar iuran BPJS Ketenagakerjaan untuk ketua RT dan RW di desa?"
        rows = [[{"text": long, "callback_data": "a"}], [{"text": "x" * 60, "callback_data": "b"}]]
        await world.send(11, "Maksud Anda?", reply_markup={"inline_keyboard": rows})
        await expect(page.get_by_role("button", name="xxx")).to_be_in_viewport(ratio=1)
        await expect(page.get_by_role("button", name=long)).to_be_in_viewport(ratio=1)
        assert await page.evaluate(
            "[...document.querySelectorAll('*')].every(e => e.scrollWidth <= innerWidth)"
        )


async def test_the_dark_scheme_has_colours_of_its_own(world: World) -> None:
    async with (
        world.visitor(12, color_scheme="light") as light,
        world.visitor(12, color_scheme="dark") as dark,
    ):
        await ask(light, "Halo")
        for place in (".message.in .bubble", ".message.out .bubble", "header"):
            colours = [
                await page.locator(place).evaluate("e => getComputedStyle(e).backgroundColor")
                for page in (light, dark)
                if await page.locator(place).wait_for() is None
            ]
            assert len(set(colours)) == 2


async def test_a_broken_connection_is_named_and_mended() -> None:
    telegram = LocalTelegram()
    async with AsyncExitStack() as stack:
        playwright = await stack.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        stack.push_async_callback(browser.close)
        page = await browser.new_page()
        notice = page.get_by_text("Sambungan terputus, mencoba lagi…")
        async with serve(telegram) as address:
            await page.goto(address)
            await ask(page, "Halo")
            await expect(page.locator(".message")).to_have_count(1)
        await expect(notice).to_be_visible()
        async with serve(telegram, urlsplit(address).port or 0):
            await expect(notice).to_be_hidden()
            await expect(page.locator(".message")).to_have_count(1)
