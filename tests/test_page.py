"""The real bot in the local chat, as people meet it in a browser."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, async_playwright, expect

from bot.edition import Edition
from bot.local import LocalTelegram
from bot.running import local_chat
from tests.conftest import UNLIMITED
from tests.local.test_page import ARGUMENTS, CHROMIUM

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine")
QUESTION = "brp pekerja babel yg blm terlindungi bpjs tk?"


@pytest.fixture
async def page(edition: Edition) -> AsyncIterator[Page]:
    async with (
        local_chat(LocalTelegram(), UNLIMITED, edition) as address,
        async_playwright() as playwright,
    ):
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = await browser.new_page(viewport={"width": 390, "height": 844}, locale="id-ID")
        await page.goto(address)
        yield page
        await browser.close()


async def test_a_newcomer_asks_and_reads_the_answer_with_its_sentence(page: Page) -> None:
    await page.get_by_role("button", name="Mulai").click()
    await expect(page.locator(".message.in").first).to_contain_text("Halo! Saya Tanya Desa.")
    await page.locator("textarea").fill(QUESTION)
    await page.keyboard.press("Enter")
    answer = page.locator(".message.in").last
    await expect(answer).to_contain_text("Sekitar 59.000 pekerja")
    await expect(answer.locator("blockquote")).to_contain_text("masih ada sekitar 59.000 pekerja di Babel")
    await expect(answer).to_contain_text("Evi Haliyati Rachmat")
    await expect(answer.get_by_role("link")).to_have_attribute("href", "https://apkasi.org/?p=14978")


async def test_a_pressed_example_is_answered_below(page: Page) -> None:
    await page.get_by_role("button", name="Mulai").click()
    example = page.locator(".keyboard button").first
    question = await example.inner_text()
    await example.click()
    answer = page.locator(".message.in").nth(1)
    await expect(answer.locator("b, strong").first).to_have_text(question)
    await expect(answer.locator("blockquote")).to_be_visible()


async def test_the_command_menu_offers_help(page: Page) -> None:
    await page.get_by_role("button", name="Menu").click()
    await page.get_by_text("/bantuan").click()
    await expect(page.locator(".message.in").last).to_contain_text("Saya bisa menjawab tentang")
