"""Takes the pictures in docs/images from the real bot in the local chat: `make screenshots`."""

import asyncio
import shutil
from pathlib import Path

from playwright.async_api import Page, async_playwright

from bot.cli import open_edition
from bot.config import load_config
from bot.local import LocalTelegram
from bot.running import local_chat

IMAGES = Path(__file__).parent / "images"
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1100, "height": 760}
QUIET = "--no-sandbox --disable-background-networking --disable-component-update --disable-sync"
# name, window, colours, what is typed
SHOTS = (
    ("mulai", PHONE, "light", ()),
    ("jawaban", PHONE, "light", ("brp pekerja babel yg blm terlindungi bpjs tk?",)),
    ("tanya-balik", PHONE, "dark", ("relawan",)),
    ("tidak-disebut", PHONE, "light", ("iuran bpjs tk per bulan brp?",)),
    ("desktop", DESKTOP, "light", ("kades udah jadi peserta blm?", "dasar hukumnya apa?")),
)


async def main() -> None:
    config = load_config(None, {})
    edition = open_edition(config)
    telegram = LocalTelegram()
    IMAGES.mkdir(exist_ok=True)
    async with local_chat(telegram, config, edition) as address, async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=QUIET.split()
        )
        for name, window, colours, questions in SHOTS:
            page = await browser.new_page(viewport=window, color_scheme=colours, locale="id-ID")
            await page.goto(address)
            await page.get_by_role("button", name="Mulai").click()
            await page.locator("#log .message.in").first.wait_for()
            for question in questions:
                await ask(page, question)
            await page.wait_for_timeout(600)  # animations
            await page.screenshot(path=IMAGES / f"{name}.png")
            await page.close()
        await browser.close()


async def ask(page: Page, question: str) -> None:
    """Types a question and waits for the answer."""
    before = await page.locator("#log .message.in").count()
    await page.locator("textarea").fill(question)
    await page.keyboard.press("Enter")
    await page.locator("#log .message.in").nth(before).wait_for()


if __name__ == "__main__":
    asyncio.run(main())
