import logging
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config import ROOT
from bot.logs import HIDDEN, SafeFormatter, redact

TOKEN = "123456789:AAF-contoh_token-yang-bukan-token-12345"
FORMAT = "%(levelname)s %(name)s: %(message)s"


def logged(*args: object, error: BaseException | None = None) -> str:
    """What the log shows for a message with its arguments."""
    record = logging.LogRecord("bot", logging.ERROR, __file__, 1, args[0], args[1:], None)
    if error:
        record.exc_info = (type(error), error, error.__traceback__)
    return SafeFormatter(FORMAT).format(record)


def raised(act: Callable[[], object]) -> BaseException:
    try:
        act()
    except BaseException as error:
        return error
    raise AssertionError("nothing was raised")


def fails() -> None:
    raise ValueError(f"The token '{TOKEN}' was rejected")


def fails_with_a_cause() -> None:
    try:
        fails()
    except ValueError as error:
        raise RuntimeError("start-up") from error


def fails_in_a_handler() -> None:
    try:
        fails()
    except ValueError:
        int("x")


def fails_in_a_group() -> None:
    raise ExceptionGroup("several", [raised(fails)])  # type: ignore[type-var]


def fails_with_a_note() -> None:
    error = ValueError("start-up")
    error.add_note(f"url: https://api.telegram.org/bot{TOKEN}/getMe")
    raise error


def run(script: str) -> subprocess.CompletedProcess[bytes]:
    """A program that logs as the bot does."""
    head = f"import logging, sys, threading, warnings\nfrom bot.logs import set_up\nT = {TOKEN!r}\n"
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", head + script], capture_output=True, cwd=ROOT, timeout=20, check=False
    )


@pytest.mark.parametrize(
    "message",
    [
        (f"token {TOKEN}",),
        (f"GET https://api.telegram.org/bot{TOKEN}/getMe",),
        ("GET %s", f"https://api.telegram.org/bot{TOKEN}/getMe"),
        ("%r", {"token": TOKEN}),
        ("%s and %s", TOKEN, TOKEN),
        ("%s", b"bot" + TOKEN.encode()),
        ("%s", ValueError(TOKEN)),
        ("GET %s", f"https://contoh.id/?url=bot{TOKEN.replace(':', '%3A')}"),
    ],
)
def test_a_token_in_a_message_or_its_arguments_is_hidden(message: tuple[object, ...]) -> None:
    shown = logged(*message)
    assert TOKEN.partition(":")[2] not in shown
    assert HIDDEN in shown


@pytest.mark.parametrize(
    "act", [fails, fails_with_a_cause, fails_in_a_handler, fails_in_a_group, fails_with_a_note]
)
def test_a_token_in_an_exception_is_hidden_with_all_that_led_to_it(act: Callable[[], object]) -> None:
    shown = logged("failed", error=raised(act))
    assert "Traceback" in shown
    assert TOKEN not in shown
    assert HIDDEN in shown


def test_a_traceback_keeps_its_lines() -> None:
    shown = logged("failed", error=raised(fails_with_a_cause))
    assert len(shown.splitlines()) > 8
    assert "�" not in shown


@pytest.mark.parametrize(
    "text",
    ["tgl 2025-09-30 08:00:00", "https://apkasi.org:443/?p=14978", "bagian 12:ab", "59.000 · kalimat 12"],
)
def test_what_is_no_token_stays(text: str) -> None:
    assert logged("%s", text).endswith(text)


@pytest.mark.parametrize(
    "character", [*map(chr, range(9)), *map(chr, range(0x0B, 0x20)), "\x7f", "\x85", "\x9b"]
)
def test_a_control_character_is_replaced(character: str) -> None:
    assert logged("%s", f"a{character}b").endswith("a�b")


@pytest.mark.parametrize(
    "character", "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2069"
)
def test_a_character_that_turns_or_breaks_a_line_is_replaced(character: str) -> None:
    assert logged("%s", f"a{character}b").endswith("a�b")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028"])
@pytest.mark.parametrize(
    "forged",
    [
        lambda end: logged("asked: %s", f"halo{end}ERROR bot: palsu"),
        lambda end: logged(f"asked: halo{end}ERROR bot: palsu"),
        lambda end: logged("failed", error=ValueError(f"halo{end}ERROR bot: palsu")),
    ],
    ids=["argument", "message", "exception"],
)
def test_what_people_send_cannot_forge_a_line(end: str, forged: Callable[[str], str]) -> None:
    assert not any(line.startswith("ERROR bot: palsu") for line in forged(end).splitlines())


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=60), st.text(alphabet=st.characters(), max_size=60))
def test_redacted_text_holds_no_token_whatever_stands_around_it(before: str, after: str) -> None:
    shown = redact(f"{before}{TOKEN}{after}")
    assert TOKEN not in shown
    assert redact(shown) == shown


def test_an_uncaught_exception_is_one_safe_record() -> None:
    done = run("set_up('INFO')\ntry:\n    int(T)\nexcept ValueError as e:\n    raise OSError(T) from e\n")
    assert done.returncode == 1
    assert done.stdout == b""
    assert b"CRITICAL bot: uncaught" in done.stderr
    assert b"OSError" in done.stderr
    assert TOKEN.encode() not in done.stderr


def test_an_uncaught_exception_in_a_thread_is_safe_too() -> None:
    done = run("set_up('INFO')\nt = threading.Thread(target=int, args=(T,))\nt.start()\nt.join()\n")
    assert b"ValueError" in done.stderr
    assert TOKEN.encode() not in done.stderr


def test_a_warning_is_safe_too() -> None:
    done = run("set_up('INFO')\nwarnings.warn('ditolak: ' + T)\n")
    assert b"ditolak" in done.stderr
    assert TOKEN.encode() not in done.stderr


def test_a_message_that_does_not_fit_its_arguments_is_safe_too() -> None:
    done = run(
        "set_up('INFO')\nlog = logging.getLogger('bot')\nlog.info('%d %s', T, 'a')\nlog.info('x', T)\n"
    )
    assert done.returncode == 0
    assert TOKEN.encode() not in done.stderr


def test_ctrl_c_ends_without_a_traceback() -> None:
    done = run("set_up('INFO')\nraise KeyboardInterrupt\n")
    assert (done.returncode, done.stderr) == (130, b"")


def test_every_logger_goes_through_the_safe_handler_whatever_was_set_up_before() -> None:
    done = run(
        "logging.basicConfig()\nset_up('DEBUG')\nset_up('DEBUG')\n"
        "logging.getLogger('httpx').info('GET bot%s/getMe', T)\n"
        "logging.getLogger('telegram.ext').info('bot%s', T)\n"
    )
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 2
    assert TOKEN not in done.stderr.decode()
    assert all(HIDDEN in line for line in lines)


@pytest.mark.parametrize(("level", "shown"), [("DEBUG", True), ("INFO", False)])
def test_every_poll_is_logged_only_when_debugging(level: str, shown: bool) -> None:
    done = run(f"set_up({level!r})\nlogging.getLogger('httpx').info('poll')\n")
    assert (b"httpx: poll" in done.stderr) is shown


@pytest.mark.parametrize(
    "library", ["telegram.ext.ExtBot", "telegram.ext.Application", "httpx", "httpcore.http11"]
)
@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING", "ERROR"])
def test_what_libraries_write_of_messages_is_never_logged(level: str, library: str) -> None:
    done = run(f"set_up({level!r})\nlogging.getLogger({library!r}).debug('nik 1971012345678901')\n")
    assert (done.returncode, done.stderr) == (0, b"")


def test_text_that_is_no_unicode_does_not_stop_the_log() -> None:
    done = run("set_up('INFO')\nlogging.getLogger('bot').info('a\\ud83db')\n")
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr
