"""Takes the pictures in docs/images from the real bot in the local chat: `make screenshots`."""

import asyncio
import io
import shutil
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.async_api import Page, async_playwright, expect

from bot.cli import open_edition, open_knowledge
from bot.config import ROOT, Paths, load_config
from bot.drawing.poster import draw_poster
from bot.live import Live
from bot.local import village
from bot.replies.poster import poster_words
from bot.running import for_trial, local_chat

IMAGES = Path(__file__).parent / "images"
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1100, "height": 760}
LONG_PHONE = {"width": 390, "height": 1060}  # for two answers
QUIET = "--no-sandbox --disable-background-networking --disable-component-update --disable-sync"
SETTLING, SAVED = 300, 20_000  # milliseconds; a slow machine needs many to take up a change
COLOURS = 128  # enough for a chat; a third of the size
BOT = "tanya_desa_bot"
POSTER, POSTER_DOTS = "poster", 72  # the picture's name; dots per inch, enough to read it on a screen
# A message longer than the window is shown from its first word.
SHOW_BEGINNING = """() => {
  const last = [...document.querySelectorAll(".message")].at(-1);
  if (last?.offsetHeight > document.getElementById("scroller").clientHeight) last.scrollIntoView();
}"""
QUESTION = "brp pekerja babel yg blm terlindungi bpjs tk?"
UNANSWERED = "kapan pak lurah datang ke rumah saya?"
OFFICER = "Pak Rahman, petugas dan admin"
# The first change in panduan-admin.md: in which file, below which line, which line is new.
LAW, ABOVE, NEW = (
    "knowledge/hukum.yaml",
    "      - dasar hukumnya apa\n",
    "      - pijakan perlindungan orang desa apa\n",
)


async def start(page: Page) -> None:
    await page.get_by_role("button", name="Mulai").click()
    await page.locator(".message.in").first.wait_for()


async def ask(page: Page, *texts: str) -> None:
    """Says each text and waits for what the bot says to it."""
    for text in texts:
        before = await page.locator(".message.in").count()
        await page.get_by_role("textbox").fill(text)
        await page.keyboard.press("Enter")
        await page.locator(".message.in").nth(before).wait_for()


async def press(page: Page, label: str) -> None:
    """Presses the last button of that name and waits until it was answered."""
    button = page.locator(".keyboard").get_by_role("button", name=label).last
    await button.click()
    await expect(page.locator(".keyboard [aria-disabled=true]")).to_have_count(0)


async def open_chat(page: Page, name: str) -> None:
    if await page.get_by_role("button", name="Daftar obrolan").is_visible():
        await page.get_by_role("button", name="Daftar obrolan").click()
    await page.locator("#list").get_by_role("button", name=name).click()


async def hold_phone_of(page: Page, name: str) -> None:
    if await page.get_by_role("button", name="Daftar obrolan").is_visible():
        await page.get_by_role("button", name="Daftar obrolan").click()
    await page.get_by_label("Ponsel siapa?").select_option(name)
    await page.get_by_role("heading", level=1).wait_for()


async def answer(page: Page) -> None:
    await start(page)
    await ask(page, QUESTION)


async def asking_back(page: Page) -> None:
    await start(page)
    await ask(page, "relawan")


async def not_in_source(page: Page) -> None:
    await start(page)
    await ask(page, "iuran bpjs tk per bulan brp?")


async def topics(page: Page) -> None:
    await start(page)
    await ask(page, "/topik")


async def eligibility(page: Page) -> None:
    await start(page)
    await ask(page, "/cek")


async def context(page: Page) -> None:
    await start(page)
    await ask(page, QUESTION)
    await press(page, "Lihat konteks")
    await page.get_by_text("👉").wait_for()


async def inline(page: Page) -> None:
    await open_chat(page, "Keluarga")
    await page.get_by_role("textbox").fill(f"@{BOT} dasar hukum")
    await page.locator("#choices.results").wait_for()


async def group(page: Page) -> None:
    await open_chat(page, "Warga Desa")
    await page.get_by_role("button", name="Jaminan sosial").click()
    await page.get_by_role("textbox").fill("Bapak-Ibu, kader posyandu sudah didaftarkan belum ya?")
    await page.keyboard.press("Enter")
    await ask(page, f"@{BOT}, dasar hukumnya apa?")


async def vote(page: Page) -> None:
    await answer(page)
    await press(page, "👎")
    await page.get_by_role("button", name="Kurang lengkap").wait_for()


async def privacy(page: Page) -> None:
    await start(page)
    await ask(page, "NIK saya 1971012345678901, apakah saya sudah terdaftar?", "/privasi")


async def followed(page: Page) -> None:
    await start(page)
    await ask(page, "siapa saja yang sudah jadi peserta?", "siapa yang bilang?")


async def staff(page: Page) -> None:
    await start(page)
    await ask(page, UNANSWERED)
    await press(page, "Teruskan ke petugas")
    await press(page, "Kirim")
    await hold_phone_of(page, OFFICER)
    await open_chat(page, "Petugas")
    await page.locator(".message.in").last.wait_for()
    await page.locator(".message.in .bubble").last.click(button="right")
    await page.locator("#actions").get_by_role("button", name="Balas").click()
    await page.get_by_role("textbox").fill("Pak Lurah berkeliling Rabu pagi, mulai pukul 09.00.")


async def staff_answer(page: Page) -> None:
    await staff(page)
    await page.keyboard.press("Enter")
    await hold_phone_of(page, "Saya")
    await open_chat(page, "Tanya Desa")
    await page.get_by_text("Rabu pagi").wait_for()


async def desktop(page: Page) -> None:
    await start(page)
    await ask(page, "kades udah jadi peserta blm?", "dasar hukumnya apa?")


def save(above: str, new: str) -> None:
    """Saves a file of the knowledge as an editor does, with something in place of a line."""
    path = Path(LAW)
    path.write_text(path.read_text(encoding="utf-8").replace(above, new, 1), encoding="utf-8")


async def first_change(page: Page) -> None:
    question = NEW.strip(" -\n")
    await start(page)
    await ask(page, question)
    save(ABOVE, ABOVE + NEW)
    await page.wait_for_timeout(SAVED)
    await ask(page, question)
    await page.locator(".message.out").nth(-2).evaluate("message => message.scrollIntoView()")


async def broken_file(page: Page) -> None:
    await hold_phone_of(page, OFFICER)
    await open_chat(page, "Tanya Desa")
    await start(page)
    save(ABOVE, ABOVE + NEW.lstrip())
    await page.get_by_text("Berkas terbaru belum bisa dipakai").last.wait_for()
    save(NEW.lstrip(), NEW)
    await page.get_by_text("Sudah pulih").last.wait_for()


async def in_vain(page: Page) -> None:
    for person in ("Saya", "Bu Siti, tetangga", OFFICER):
        await hold_phone_of(page, person)
        await open_chat(page, "Tanya Desa")
        await start(page)
        if person != OFFICER:
            await ask(page, NEW.strip(" -\n"))
        if person == "Saya":
            await ask(page, UNANSWERED)
    await ask(page, "/belum")


async def adding(page: Page) -> None:
    await in_vain(page)
    await press(page, "1")
    await press(page, "Tambahkan ke: Apa dasar hukumnya?")
    await page.get_by_text("Tambahkan kalimat ini?").last.wait_for()


async def statistics(page: Page) -> None:
    await hold_phone_of(page, OFFICER)
    await open_chat(page, "Tanya Desa")
    await start(page)
    await ask(page, QUESTION, "kades udah jadi peserta blm?", "dasar hukumnya apa?", UNANSWERED)
    await ask(page, "/statistik")
    await page.locator(".message.in img").last.wait_for()


@dataclass(frozen=True)
class Shot:
    """A picture: what is done before it is taken, and in which window."""

    act: Callable[[Page], Awaitable[None]]
    window: dict[str, int]
    colours: str = "light"
    from_beginning: bool = True  # where the last message is longer than the window
    live: bool = False  # the bot watches its files, in a copy of them


SHOTS = {
    "mulai": Shot(start, PHONE),
    "jawaban": Shot(answer, PHONE),
    "tanya-balik": Shot(asking_back, PHONE, "dark"),
    "tidak-disebut": Shot(not_in_source, PHONE),
    "topik": Shot(topics, PHONE),
    "cek": Shot(eligibility, PHONE),
    "konteks": Shot(context, PHONE),
    "lanjutan": Shot(followed, PHONE),
    "penilaian": Shot(vote, PHONE, from_beginning=False),
    "privasi": Shot(privacy, PHONE),
    "kirim": Shot(inline, PHONE),
    "grup": Shot(group, PHONE),
    "petugas": Shot(staff, PHONE),
    "jawaban-petugas": Shot(staff_answer, PHONE, "dark"),
    "perubahan-pertama": Shot(first_change, LONG_PHONE, from_beginning=False, live=True),
    "berkas-rusak": Shot(broken_file, PHONE, live=True),
    "belum": Shot(in_vain, PHONE, live=True),
    "belum-tambah": Shot(adding, PHONE, live=True),
    "statistik": Shot(statistics, PHONE, "dark"),
    "desktop": Shot(desktop, DESKTOP),
    "desktop-grup": Shot(group, DESKTOP, "dark"),
}


@contextmanager
def own_copy() -> Iterator[None]:
    """Works in a copy of the knowledge, which may be changed."""
    with TemporaryDirectory() as folder, chdir(folder):
        for name in ("knowledge", "seeds"):
            shutil.copytree(ROOT / name, name)
        yield


async def main(names: list[str]) -> None:
    """Takes the pictures of these names, or all of them."""
    config = for_trial(load_config(None, {}))
    edition = open_edition(config.paths)
    IMAGES.mkdir(exist_ok=True)
    if not names or POSTER in names:
        words = poster_words(open_knowledge(config.paths), BOT)
        (IMAGES / f"{POSTER}.png").write_bytes(draw_poster(words, "png", dots=POSTER_DOTS))
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=QUIET.split()
        )
        for name in SHOTS.keys() & names if names else SHOTS:
            shot = SHOTS[name]
            # Files and a village of its own, so that no picture shows what another left behind.
            with own_copy():
                live = Live.open(Paths()) if shot.live else edition
                async with local_chat(village(), config, live) as address:
                    page = await browser.new_page(
                        viewport=shot.window,
                        color_scheme=shot.colours,
                        locale="id-ID",
                        reduced_motion="reduce",
                    )
                    await page.goto(address)
                    await shot.act(page)
                    if shot.from_beginning:
                        await page.evaluate(SHOW_BEGINNING)
                    await page.mouse.move(0, 0)
                    await page.wait_for_timeout(SETTLING)
                    picture = Image.open(io.BytesIO(await page.screenshot())).convert("RGB")
                    picture.quantize(COLOURS).save(IMAGES / f"{name}.png", optimize=True)
                    await page.close()
        await browser.close()


if __name__ == "__main__":
    with own_copy():
        asyncio.run(main(sys.argv[1:]))
