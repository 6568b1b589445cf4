"""The bot as a process, started again over files that somebody broke."""

from bot.local import LocalTelegram, serve
from tests.live.conftest import Office
from tests.live.test_in_chat import ADMIN, QUESTION
from tests.test_running import SOON, first_line, running, stopped


async def test_a_restart_over_broken_files_answers_as_before_and_says_so(office: Office) -> None:
    config = office.folder / "config.yaml"
    paths = office.paths
    config.write_text(
        f"paths: {{knowledge: '{paths.knowledge}', language: '{paths.language}', seeds: '{paths.seeds}'}}\n"
        f"telegram: {{admins: [{ADMIN.id}]}}\n"
    )
    telegram = LocalTelegram()
    async with serve(telegram) as address:
        environ = {
            "TELEGRAM_BOT_TOKEN": telegram.token,
            "TELEGRAM_BASE_URL": f"{address}/bot",
            "DATABASE_URL": f"sqlite:///{office.folder / 'data' / 'tanya.sqlite3'}",
        }
        async with running(config, **environ) as process:
            await first_line(process)
            assert "versi 1" in (await telegram.ask(QUESTION, ADMIN, within=SOON))["text"]
            await stopped(process)
        (paths.knowledge / "dua.yaml").write_text("butir: [")
        async with running(config, **environ) as process:
            await first_line(process)
            assert "dua.yaml:1" in (await telegram.next_message(ADMIN.id, SOON))["text"]
            assert "versi 1" in (await telegram.ask(QUESTION, ADMIN, within=SOON))["text"]
            status, err = await stopped(process)
    assert status == 0
    assert "dua.yaml:1" in err
    assert "Traceback" not in err
