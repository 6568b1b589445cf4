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
from bot.local.telegram import SUPERGROUP
from bot.local.village import NEIGHBOUR, OFFICER, village
from tests.local.echo import PIXEL, polling

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]

expect.set_options(timeout=15_000)  # what fails takes that long, what works does not

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
    async def visitor(self, number: int, path: str = "/", **options: Any) -> AsyncIterator[Page]:
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
        await page.goto(self.address + path)
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
    telegram = village()
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
        await expect(page.get_by_text("bot · obrolan lokal")).to_be_visible()
        await page.get_by_role("button", name="Mulai").click()
        await expect(answers(page)).to_contain_text("/start")
        await expect(page.get_by_role("button", name="Mulai")).to_be_hidden()
        await expect(page.get_by_text("Hari ini")).to_be_visible()


async def test_a_button_edits_the_message_in_place(world: World) -> None:
    async with world.visitor(3) as page:
        await ask(page, "Halo")
        await page.get_by_role("button", name="Ulangi").click()
        await expect(answers(page)).to_contain_text("Sudah diulang.")
        await expect(answers(page)).not_to_contain_text("diedit")
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
        await expect(page.locator("#choices button")).to_have_count(2)
        await page.keyboard.press("ArrowDown")
        await expect(page.get_by_role("button", name="/ketik")).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(page.locator("#choices")).to_be_hidden()
        await page.get_by_role("textbox").fill("/k")
        await expect(page.locator("#choices button")).to_have_text(["/ketikHanya mengetik"])
        await page.locator("#choices").get_by_role("button", name="/ketik").click()
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
        await expect(answers(page).get_by_text("pendek")).to_be_visible()
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
        cut = page.get_by_role("button", name=long)
        await expect(cut).to_be_in_viewport(ratio=1)
        assert await cut.evaluate("button => button.scrollWidth > button.clientWidth")
        assert await page.evaluate(
            "[...document.querySelectorAll('*')].every(e => e.getBoundingClientRect().right <= innerWidth)"
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


async def test_a_link_to_the_bot_starts_it_with_what_it_carries(world: World) -> None:
    async with world.visitor(20, "/?start=q_iuran") as page:
        await page.get_by_role("button", name="Mulai").click()
        await expect(page.locator(".message.out")).to_contain_text("/start q_iuran")
        link = '<a href="https://t.me/tanya_desa_bot?start=q_lagi">Buka</a>'
        button = {"text": "Tautan", "url": "https://t.me/Tanya_Desa_Bot?start=q_tombol"}
        await world.send(20, link, reply_markup={"inline_keyboard": [[button]]})
        for name, payload in (("Buka", "q_lagi"), ("Tautan", "q_tombol")):
            await page.get_by_role("link", name=name).click()
            await expect(page.get_by_role("textbox")).to_be_hidden()
            await expect(page.get_by_role("button", name="Mulai")).to_be_focused()
            await page.keyboard.press("Enter")
            await expect(page.locator(".message.out").last).to_contain_text(f"/start {payload}")
            await expect(page.get_by_role("textbox")).to_be_focused()


async def test_what_is_no_text_can_be_sent_and_seen(world: World) -> None:
    async with world.visitor(21) as page:
        sent = page.locator(".message.out")
        for name, shown in (
            ("Pesan suara", "Pesan suara, 0:04"),
            ("Stiker", "🙏"),
            ("Lokasi", "Lokasi"),
            ("Kontak", "Pak Contoh · +6281200000000"),
            ("Dokumen", "surat-keterangan.pdf"),
            ("Polling", "Kapan rapat desa?"),
        ):
            await page.get_by_role("button", name="Lampirkan").click()
            await page.locator("#choices").get_by_role("button", name=name).click()
            await expect(sent.last).to_contain_text(shown)
        await page.get_by_role("textbox").fill("Surat apa ini?")
        await page.get_by_role("button", name="Lampirkan").click()
        await expect(page.get_by_role("button", name="Foto")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(sent.last).to_contain_text("Foto")
        await expect(sent.last).to_contain_text("Surat apa ini?")
        await expect(page.get_by_role("textbox")).to_have_value("")


async def test_an_own_message_can_be_edited_and_any_replied_to_and_copied(world: World) -> None:
    async with world.visitor(22) as page:
        await ask(page, "Hallo")
        await expect(answers(page)).to_have_count(1)
        await page.locator(".message.out .bubble").click(button="right")
        await page.locator("#actions").get_by_role("button", name="Ubah").click()
        await expect(page.get_by_role("textbox")).to_have_value("Hallo")
        await expect(page.get_by_text("Mengubah pesan")).to_be_visible()
        await ask(page, "Halo")
        await expect(page.locator(".message.out").first).to_contain_text("Halodiedit")
        await expect(answers(page).last).to_contain_text("Halo")
        await answers(page).first.hover()
        await page.get_by_role("button", name="Pilihan untuk pesan ini").nth(1).click()
        await expect(page.locator("#actions").get_by_role("button", name="Ubah")).to_have_count(0)
        await page.locator("#actions").get_by_role("button", name="Balas").click()
        await expect(page.locator("#about")).to_contain_text("Membalas Tanya DesaAnda menulis")
        await ask(page, "Kalau kader?")
        await expect(page.locator(".message.out").last.locator(".reply")).to_contain_text("Tanya Desa")
        await expect(page.locator("#about")).to_be_hidden()


async def test_texts_are_copied_by_button_and_by_menu(world: World) -> None:
    async with world.visitor(23, permissions=["clipboard-read", "clipboard-write"]) as page:
        button = {"text": "Salin kutipan", "copy_text": {"text": "“kata demi kata”"}}
        await world.send(23, "<b>Jawaban</b>", reply_markup={"inline_keyboard": [[button]]})
        await page.get_by_role("button", name="Salin kutipan").click()
        await expect(page.get_by_text("Disalin")).to_be_visible()
        assert await page.evaluate("navigator.clipboard.readText()") == "“kata demi kata”"
        await answers(page).click(button="right")
        await page.locator("#actions").get_by_role("button", name="Salin teks").click()
        await expect(page.locator("#actions")).to_be_hidden()
        assert await page.evaluate("navigator.clipboard.readText()") == "Jawaban"


async def test_an_alert_waits_to_be_closed(world: World) -> None:
    async with world.visitor(24) as page:
        keyboard = {"inline_keyboard": [[{"text": "Ulangi", "callback_data": "awas"}]]}
        await world.send(24, "Siap?", reply_markup=keyboard)
        await page.get_by_role("button", name="Ulangi").click()
        await expect(page.get_by_role("dialog")).to_contain_text("Diulang")
        await page.get_by_role("button", name="Tutup").click()
        await expect(page.get_by_role("dialog")).to_be_hidden()


async def choose_chat(page: Page, name: str) -> None:
    await page.get_by_role("button", name="Daftar obrolan").click()
    await page.locator("#list").get_by_role("button", name=name).click()
    await expect(page.get_by_role("heading", name=name)).to_be_visible()


async def test_inline_mode_posts_what_is_chosen_in_a_chat_without_the_bot(world: World) -> None:
    async with world.visitor(25) as page:
        await choose_chat(page, "Keluarga")
        await expect(page.get_by_text("Bot tidak ada di grup ini")).to_be_visible()
        await page.get_by_role("textbox").fill("@tan")
        await page.get_by_role("button", name="@tanya_desa_bot").click()
        await page.keyboard.type("iuran")
        await page.get_by_role("button", name="Ulangi iuran").click()
        sent = page.locator(".message.out").last
        await expect(sent).to_contain_text("lewat @tanya_desa_botiuran")
        await expect(page.get_by_role("textbox")).to_have_value("")
        await expect(page.get_by_role("textbox")).to_be_focused()


async def test_a_switch_button_asks_where_to_and_begins_the_query(world: World) -> None:
    async with world.visitor(26) as page:
        rows = [
            [{"text": "Bagikan", "switch_inline_query": "iuran"}],
            [{"text": "Di sini", "switch_inline_query_current_chat": "kader"}],
            [
                {
                    "text": "Ke grup",
                    "switch_inline_query_chosen_chat": {"query": "bpd", "allow_group_chats": True},
                }
            ],
        ]
        await world.send(26, "Jawaban", reply_markup={"inline_keyboard": rows})
        await page.get_by_role("button", name="Di sini").click()
        await expect(page.get_by_role("textbox")).to_have_value("@tanya_desa_bot kader")
        await page.get_by_role("button", name="Ke grup").click()
        picker = page.get_by_role("dialog")
        await expect(picker.locator("li")).to_have_text(["Warga Desa", "Keluarga"])
        await picker.get_by_role("button", name="Batal").click()
        await page.get_by_role("button", name="Bagikan").click()
        await picker.get_by_role("button", name="Keluarga").click()
        await expect(page.get_by_role("heading", name="Keluarga")).to_be_visible()
        await expect(page.get_by_role("textbox")).to_have_value("@tanya_desa_bot iuran")
        await expect(page.get_by_role("button", name="Ulangi iuran")).to_be_visible()


async def test_in_a_group_the_bot_hears_what_is_meant_for_it_and_topics_stay_apart(world: World) -> None:
    async with world.visitor(27) as page:
        await choose_chat(page, "Warga Desa")
        await page.get_by_role("button", name="Jaminan sosial").click()
        await ask(page, "Rapat jam berapa, Bapak-Ibu?")
        await ask(page, "@tanya_desa_bot siapa yang sudah ikut?")
        await expect(answers(page)).to_have_count(1)
        await expect(answers(page)).to_contain_text("siapa yang sudah ikut?")
        await expect(answers(page).locator(".sender")).to_have_text("Tanya Desa")
        await page.get_by_role("button", name="Menu").click()
        await page.locator("#choices").get_by_role("button", name="/start").click()
        await expect(page.locator(".message.out").last).to_contain_text("/start@tanya_desa_bot")
        await expect(answers(page)).to_have_count(2)
        await page.get_by_role("button", name="Umum", exact=True).click()
        await expect(page.locator(".message")).to_have_count(0)
        await expect(page.get_by_text("bot hanya membaca perintah")).to_be_visible()


async def test_one_browser_holds_the_phones_of_several_people(world: World) -> None:
    async with world.visitor(28, viewport={"width": 1000, "height": 700}) as page:
        await expect(page.get_by_role("button", name="Daftar obrolan")).to_be_hidden()
        chats = page.locator("#list button")
        await expect(chats.locator("b")).to_have_text(["Tanya Desa", "Warga Desa", "Keluarga"])
        await ask(page, "Halo dari saya")
        await expect(answers(page)).to_have_count(1)
        await page.get_by_label("Ponsel siapa?").select_option("Pak Rahman, petugas dan admin")
        await expect(chats.locator("b").last).to_have_text("Petugas")
        await expect(page.locator(".message")).to_have_count(0)
        await chats.filter(has_text="Petugas").click()
        await ask(page, "Siap bertugas")
        await expect(page.locator(".message.out")).to_contain_text("Siap bertugas")
        told = {"chat_id": world.telegram.say("/ketik", OFFICER)["chat"]["id"], "text": "Ada pertanyaan"}
        await world.telegram.call("sendMessage", told)
        await expect(chats.first.locator(".unread")).to_have_text("1")
        await page.get_by_label("Ponsel siapa?").select_option("Saya")
        await expect(page.locator(".message.out")).to_contain_text("Halo dari saya")
        world.telegram.say("Selamat pagi", NEIGHBOUR, world.telegram.world.groups[SUPERGROUP - 3002])
        await expect(chats.filter(has_text="Keluarga").locator(".unread")).to_have_text("1")


async def test_a_group_that_grows_stays_open(world: World) -> None:
    async with world.visitor(30, viewport={"width": 1000, "height": 700}) as page:
        world.telegram.group("RT 03", is_basic=True)
        await page.locator("#list").get_by_role("button", name="RT 03").click()
        await page.get_by_role("button", name="Jadikan supergrup").click()
        await expect(page.get_by_role("log")).to_contain_text("Grup menjadi supergrup")
        await expect(page.get_by_role("heading", name="RT 03")).to_be_visible()
        await expect(page.get_by_role("button", name="Jadikan supergrup")).to_be_hidden()
        await ask(page, "/start")
        await expect(answers(page)).to_contain_text("/start")


async def test_a_picture_that_the_bot_sends_is_shown(world: World) -> None:
    async with world.visitor(29) as page:
        await world.send(29, "Sebentar")
        photo = {"chat_id": 29, "photo": ("grafik.png", PIXEL), "caption": "<b>Statistik</b> minggu ini"}
        await world.telegram.call("sendPhoto", {**photo, "parse_mode": "HTML"})
        image = page.get_by_role("img", name="Statistik minggu ini")
        await expect(image).to_be_visible()
        assert await image.evaluate("image => image.naturalWidth") == 1
        document = {"chat_id": 29, "document": ("poster.pdf", b"%PDF-1.7")}
        await world.telegram.call("sendDocument", document)
        await expect(page.get_by_role("link", name="poster.pdf")).to_be_visible()
