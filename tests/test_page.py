"""The real bot in the local chat, as people meet it in a browser; a visitor of their own for each test."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, ViewportSize, async_playwright, expect

from bot.edition import Edition
from bot.local import OFFICER, village
from bot.model import Knowledge
from bot.running import for_trial, local_chat
from tests.conftest import UNLIMITED
from tests.local.test_page import ARGUMENTS, CHROMIUM, ask, choose_chat

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine"),
    pytest.mark.asyncio(loop_scope="module"),
]
QUESTION = "brp pekerja babel yg blm terlindungi bpjs tk?"
OLD_PHONE = ViewportSize(width=360, height=640)
# How far the last message begins below the top of what is seen of the chat, and ends above its bottom.
ROOM = """() => {
    const message = [...document.querySelectorAll(".message")].at(-1).getBoundingClientRect();
    const seen = document.getElementById("scroller").getBoundingClientRect();
    return [message.top - seen.top, seen.bottom - message.bottom];
}"""
# What can be pressed and is smaller than a fingertip; links stand in lines of text.
SMALL = """() => [...document.querySelectorAll("button:not(.link), select, textarea, .keyboard a")]
    .filter((each) => each.checkVisibility())
    .map((each) => [each.ariaLabel ?? each.textContent, each.getBoundingClientRect()])
    .filter(([, { width, height }]) => width < 43.9 || height < 43.9).map(([name]) => name)"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def address(edition: Edition) -> AsyncIterator[str]:
    async with local_chat(village(), for_trial(UNLIMITED), edition) as address:
        yield address


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, address: str) -> AsyncIterator[Page]:
    context = await browser.new_context(
        viewport={"width": 390, "height": 844},
        locale="id-ID",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = await context.new_page()
    await page.goto(address)
    yield page
    await context.close()


def answer(page: Page) -> Locator:
    return page.locator(".message.in").last


async def test_a_newcomer_asks_and_reads_the_answer_with_its_sentence(page: Page) -> None:
    await page.get_by_role("button", name="Mulai").click()
    await expect(page.locator(".message.in").first).to_contain_text("Halo! Saya Tanya Desa.")
    await ask(page, QUESTION)
    await expect(answer(page)).to_contain_text("Sekitar 59.000 pekerja")
    quote = answer(page).locator("blockquote")
    await expect(quote).to_contain_text("masih ada sekitar 59.000 pekerja di Babel")
    await expect(answer(page)).to_contain_text("Evi Haliyati Rachmat")
    await expect(answer(page).get_by_role("link")).to_have_attribute("href", "https://apkasi.org/?p=14978")


async def answered(page: Page, question: str) -> tuple[float, float]:
    """How much room there is above and below the answer, once nothing moves."""
    before = await page.locator(".message.in").count()
    await ask(page, question)
    await expect(page.locator(".message.in")).to_have_count(before + 1)
    await page.wait_for_timeout(300)
    above, below = await page.evaluate(ROOM)
    return above, below


async def test_a_fast_answer_stays_in_sight(page: Page) -> None:
    await page.evaluate(  # each message is there before the browser tells of the scrolling
        """() => {
            const scroll = () => document.getElementById("scroller").dispatchEvent(new Event("scroll"));
            const log = document.getElementById("log");
            new MutationObserver(scroll).observe(log, { childList: true, subtree: true });
        }"""
    )
    for _ in range(2):
        above, _ = await answered(page, QUESTION)
        assert 0 < above < 100


async def test_a_long_answer_is_read_from_its_first_line_a_short_one_to_its_end(page: Page) -> None:
    await page.set_viewport_size(OLD_PHONE)
    for _ in range(2):
        above, below = await answered(page, QUESTION)
        assert 0 < above < 20
        assert below < 0
        above, below = await answered(page, "terima kasih " * 20)  # the input shrinks when it is sent
        assert above > 20
        assert 0 < below < 20


async def test_who_has_read_on_is_not_thrown_back(page: Page) -> None:
    await page.set_viewport_size(OLD_PHONE)
    await answered(page, QUESTION)
    await page.get_by_role("button", name="👎").click()
    await expect(page.get_by_role("button", name="Kurang lengkap")).to_be_in_viewport(ratio=1)


async def test_what_is_pressed_is_as_large_as_a_fingertip(page: Page) -> None:
    await page.set_viewport_size(OLD_PHONE)
    await answered(page, QUESTION)
    assert await page.evaluate(SMALL) == []
    await page.get_by_role("button", name="Lampirkan").click()
    assert await page.evaluate(SMALL) == []
    await choose_chat(page, "Warga Desa")
    assert await page.evaluate(SMALL) == []


async def test_a_pressed_example_is_answered_below(page: Page, knowledge: Knowledge) -> None:
    await page.get_by_role("button", name="Mulai").click()
    example = page.locator(".keyboard button").first
    shown = await example.inner_text()
    question = next(each.question for each in knowledge.entries if shown in (each.label, each.question))
    await example.click()
    answer = page.locator(".message.in").nth(1)
    await expect(answer.locator("b, strong").first).to_have_text(question)
    await expect(answer.locator("blockquote")).to_be_visible()


async def test_the_command_menu_offers_help(page: Page) -> None:
    await page.get_by_role("button", name="Menu").click()
    await page.locator("#choices").get_by_text("/bantuan").click()
    await expect(answer(page)).to_contain_text("Saya bisa menjawab tentang")


async def test_a_link_opens_its_answer(page: Page, address: str, edition: Edition) -> None:
    entry = edition.faq.ask(QUESTION).entry
    assert entry is not None
    await page.goto(f"{address}/?start=q_{entry.id}")
    await page.get_by_role("button", name="Mulai").click()
    await expect(answer(page)).to_contain_text("59.000")
    await expect(answer(page).locator("blockquote")).to_be_visible()


async def test_a_topic_is_opened_and_left_in_place(page: Page) -> None:
    await ask(page, "/topik")
    topic = page.locator(".keyboard button").first
    name = await topic.inner_text()
    await topic.click()
    await expect(answer(page)).to_contain_text(name)
    await page.get_by_role("button", name="Kembali").click()
    await expect(answer(page)).to_contain_text("Topik")
    await expect(page.locator(".message.in")).to_have_count(1)


async def test_the_quote_is_copied_with_who_said_it(page: Page) -> None:
    await ask(page, QUESTION)
    await page.get_by_role("button", name="Salin kutipan").click()
    await expect(page.get_by_text("Disalin")).to_be_visible()
    copied = await page.evaluate("navigator.clipboard.readText()")
    assert "masih ada sekitar 59.000 pekerja" in copied
    assert "Evi Haliyati Rachmat" in copied


async def test_an_answer_is_found_and_posted_where_the_bot_is_not(page: Page) -> None:
    await choose_chat(page, "Keluarga")
    await page.get_by_role("textbox").fill("@tanya_desa_bot dasar hukum")
    await page.locator("#choices").get_by_role("button", name="dasar hukum").first.click()
    posted = page.locator(".message.out").last
    await expect(posted).to_contain_text("lewat @tanya_desa_bot")
    await expect(posted).to_contain_text("Undang-Undang Nomor 3 Tahun 2024")
    await expect(posted).to_contain_text("Sumber")


async def test_in_a_group_only_what_is_meant_for_the_bot_is_answered(page: Page) -> None:
    await choose_chat(page, "Warga Desa")
    await page.get_by_role("button", name="Pengumuman").click()
    await ask(page, QUESTION)
    await ask(page, "@tanya_desa_bot, dasar hukumnya apa?")
    await expect(answer(page)).to_contain_text("Undang-Undang Nomor 3 Tahun 2024")
    await expect(answer(page).locator(".reply")).to_contain_text("dasar hukumnya apa?")
    await expect(page.locator(".message.in")).to_have_count(1)


async def test_a_vote_is_taken_and_its_reason_asked(page: Page) -> None:
    await ask(page, QUESTION)
    await page.get_by_role("button", name="👎").click()
    await expect(page.locator("#toast")).to_contain_text("Apa yang kurang?")
    await page.get_by_role("button", name="Kurang lengkap").click()
    await expect(page.get_by_role("button", name="Kurang lengkap")).to_have_count(0)


async def test_a_person_answers_what_the_bot_cannot(page: Page) -> None:
    await ask(page, "kapan pak lurah datang ke rumah saya?")
    await page.get_by_role("button", name="Teruskan ke petugas").click()
    await page.locator(".keyboard").get_by_role("button", name="Kirim", exact=True).click()
    await expect(page.locator("#log")).to_contain_text("Jawaban petugas akan saya sampaikan")
    await page.get_by_role("button", name="Daftar obrolan").click()
    await page.get_by_label("Ponsel siapa?").select_option("Pak Rahman, petugas dan admin")
    await choose_chat(page, "Petugas")
    await expect(answer(page)).to_contain_text("kapan pak lurah datang ke rumah saya?")
    await answer(page).locator(".bubble").click(button="right")
    await page.locator("#actions").get_by_role("button", name="Balas").click()
    await ask(page, "Rabu pagi.")
    await expect(answer(page)).to_contain_text("Sudah disampaikan ke penanya.")
    await page.get_by_role("button", name="Daftar obrolan").click()
    await page.get_by_label("Ponsel siapa?").select_option("Saya")
    await choose_chat(page, "Tanya Desa")
    await expect(answer(page)).to_contain_text("Rabu pagi.")
    await expect(answer(page)).to_contain_text("Ditulis oleh petugas, bukan kutipan dari sumber.")


async def test_an_admin_sees_how_the_bot_is_doing(page: Page) -> None:
    await ask(page, QUESTION)
    await page.get_by_role("button", name="Daftar obrolan").click()
    await page.get_by_label("Ponsel siapa?").select_option(value=str(OFFICER.id))
    await choose_chat(page, "Tanya Desa")
    await ask(page, "/statistik")
    picture = answer(page).locator("img.photo")
    await expect(picture).to_be_visible()
    await expect(picture).to_have_js_property("complete", True)
    assert await picture.evaluate("image => image.naturalWidth") > 1000
    await expect(answer(page)).to_contain_text("Laporan Tanya Desa")


async def test_a_group_is_chosen_for_eligibility(page: Page) -> None:
    await ask(page, "/cek")
    await page.get_by_role("button", name="BPD").click()
    await expect(answer(page)).to_contain_text("Peserta saat ini")
    await expect(answer(page).locator("blockquote")).to_be_visible()


async def test_a_follow_up_is_understood_and_said_so(page: Page) -> None:
    await ask(page, QUESTION)
    await expect(page.locator(".message.in")).to_have_count(1)
    await ask(page, "siapa yang bilang?")
    await expect(answer(page)).to_contain_text("Maksud Anda")
    await expect(answer(page)).to_contain_text("Evi Haliyati Rachmat")
