import asyncio
import itertools
import selectors
from collections import Counter
from collections.abc import Coroutine
from typing import Any

import pytest
from telegram.error import BadRequest, RetryAfter

from bot.chat.limits import MARGIN, PATIENCE, REMEMBERED, Patience, Sender, Window, Windows
from bot.config import SendLimits

GROUP = -100
NONE = SendLimits(0, 0, 0)


class FastForward(selectors.DefaultSelector):
    """Never waits: what it was to wait is added to the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        self.now += timeout or 0
        return super().select(0)


class SimulatedLoop(asyncio.SelectorEventLoop):
    """An event loop in which time passes only while everybody sleeps."""

    def __init__(self) -> None:
        self._clock = FastForward()
        super().__init__(self._clock)

    def time(self) -> float:
        return self._clock.now


def simulate(main: Coroutine[Any, Any, Any]) -> Any:
    with asyncio.Runner(loop_factory=SimulatedLoop) as runner:
        return runner.run(main)


class Server:
    """Notes when each message arrives; refuses as often and as long as it is told to."""

    def __init__(self, limits: SendLimits, refusals: list[Exception] | None = None) -> None:
        self.sender = Sender(limits)
        self.arrived: list[tuple[float, int | str | None, Any]] = []
        self._refusals = refusals or []

    async def send(self, chat: int | str | None, text: Any = "", endpoint: str = "sendMessage") -> Any:
        async def request(*_: Any, **__: Any) -> str:
            if self._refusals:
                raise self._refusals.pop(0)
            self.arrived.append((asyncio.get_running_loop().time(), chat, text))
            return f"sent {text}"

        data = {"chat_id": chat, "text": text} if chat is not None else {}
        return await self.sender.process_request(request, [], {}, endpoint, data, None)

    def times(self, chat: int | str | None = None) -> list[float]:
        return [at for at, to, _ in self.arrived if chat in (None, to)]


def most_within(times: list[float], seconds: float) -> int:
    """The most arrivals in any window of that length."""
    times = sorted(times)
    return max(sum(start <= at < start + seconds - 1e-6 for at in times) for start in times)


@pytest.mark.parametrize(
    ("count", "taken", "now", "wait"),
    [
        (2, [], 0.0, 0.0),
        (2, [0.0], 0.0, 0.0),
        (2, [0.0, 0.5], 0.5, 9.5),
        (2, [0.0, 0.5], 9.9, 0.1),
        (2, [0.0, 0.5], 10.0, 0.0),
        (2, [0.0, 0.5, 10.0], 10.0, 0.5),
        (1, [5.0], 5.0, 10.0),
        (0, [0.0, 0.0, 0.0], 0.0, 0.0),
    ],
)
def test_a_window_says_how_long_until_the_next_event_fits(
    count: int, taken: list[float], now: float, wait: float
) -> None:
    window = Window(count, 10)
    for at in taken:
        window.take(at)
    assert window.wait(now) == pytest.approx(wait)


def test_each_key_has_its_own_window() -> None:
    windows = Windows(1, 60)
    windows.of("a").take(0.0)
    assert windows.of("a").wait(0.0) == 60
    assert windows.of("b").wait(0.0) == 0


def test_the_longest_silent_is_forgotten_first() -> None:
    windows = Windows(1, 60)
    for key in range(REMEMBERED):
        windows.of(key).take(0.0)
    windows.of(0)
    windows.of("one more").take(0.0)
    assert windows.of(0).wait(0.0) == 60
    assert windows.of(REMEMBERED - 1).wait(0.0) == 60
    assert windows.of(1).wait(0.0) == 0


def test_any_number_of_keys_takes_no_more_memory_than_those_remembered() -> None:
    windows = Windows(20, 60)
    for key in range(5 * REMEMBERED):
        windows.of(key).take(0.0)
    assert len(windows._windows) == REMEMBERED


def test_no_second_holds_more_messages_than_allowed() -> None:
    async def main() -> Server:
        server = Server(SendLimits(29, 1, 18))
        await asyncio.gather(*(server.send(chat) for chat in range(1, 101)))
        return server

    times = simulate(main()).times()
    assert len(times) == 100
    assert most_within(times, 1) == 29
    assert max(times) == pytest.approx(3)


def test_no_second_holds_more_messages_than_allowed_whenever_they_come() -> None:
    async def main() -> Server:
        server = Server(SendLimits(5, 1, 18))

        async def later(number: int) -> None:
            await asyncio.sleep(number * number % 37 / 10)
            await server.send(number % 11 + 1, number)

        await asyncio.gather(*map(later, range(60)))
        return server

    server = simulate(main())
    assert Counter(text for *_, text in server.arrived) == Counter(range(60))
    assert most_within(server.times(), 1) <= 5
    assert all(most_within(server.times(chat), 1) == 1 for chat in range(1, 12))


def test_one_chat_gets_one_message_a_second_in_order() -> None:
    async def main() -> Server:
        server = Server(SendLimits(29, 1, 18))
        await asyncio.gather(*(server.send(7, number) for number in range(5)))
        return server

    server = simulate(main())
    assert [text for *_, text in server.arrived] == [0, 1, 2, 3, 4]
    assert server.times() == pytest.approx([0, 1, 2, 3, 4])


def test_one_chat_gets_one_message_a_second_even_when_all_wait_for_the_others() -> None:
    async def main() -> Server:
        server = Server(SendLimits(2, 1, 18))
        await asyncio.gather(*(server.send(chat) for chat in range(1, 11)), server.send(99), server.send(99))
        return server

    server = simulate(main())
    assert len(server.arrived) == 12
    assert most_within(server.times(), 1) <= 2
    assert most_within(server.times(99), 1) == 1


def test_a_busy_chat_does_not_hold_up_the_others() -> None:
    async def main() -> Server:
        server = Server(SendLimits(29, 1, 18))
        await asyncio.gather(*(server.send(7) for _ in range(20)), *(server.send(chat) for chat in (8, 9)))
        return server

    server = simulate(main())
    assert server.times(8) == server.times(9) == [0]


def test_a_group_gets_no_more_a_minute_than_allowed() -> None:
    async def main() -> Server:
        server = Server(SendLimits(0, 0, 3))
        await asyncio.gather(*(server.send(GROUP) for _ in range(8)))
        return server

    assert simulate(main()).times() == pytest.approx([0, 0, 0, 60, 60, 60, 120, 120])


def test_a_group_keeps_the_limit_of_a_chat_too() -> None:
    async def main() -> Server:
        server = Server(SendLimits(29, 1, 3))
        await asyncio.gather(*(server.send(GROUP) for _ in range(5)))
        return server

    assert simulate(main()).times() == pytest.approx([0, 1, 2, 60, 61])


def test_a_private_chat_has_no_limit_of_a_minute() -> None:
    async def main() -> Server:
        server = Server(SendLimits(0, 0, 3))
        await asyncio.gather(*(server.send(7) for _ in range(8)))
        return server

    assert simulate(main()).times() == [0] * 8


def test_an_edited_message_counts_like_a_new_one() -> None:
    async def main() -> Server:
        server = Server(SendLimits(29, 1, 18))
        await asyncio.gather(server.send(7), server.send(7, endpoint="editMessageText"))
        return server

    assert simulate(main()).times() == pytest.approx([0, 1])


@pytest.mark.parametrize("endpoint", ["answerCallbackQuery", "getMe", "setMyCommands", "getUpdates"])
def test_what_no_chat_sees_is_not_held_up(endpoint: str) -> None:
    async def main() -> Server:
        server = Server(SendLimits(1, 1, 1))
        await asyncio.gather(*(server.send(None, endpoint=endpoint) for _ in range(5)))
        return server

    assert simulate(main()).times() == [0] * 5


def test_a_limit_of_nothing_is_no_limit() -> None:
    async def main() -> Server:
        server = Server(NONE)
        await asyncio.gather(*(server.send(chat) for chat in [7, GROUP] * 200))
        return server

    assert simulate(main()).times() == [0] * 400


@pytest.mark.filterwarnings("ignore:In a future major version:DeprecationWarning")
@pytest.mark.parametrize("limits", [NONE, SendLimits(29, 1, 18)])
def test_an_answer_that_telegram_puts_off_arrives_after_its_time(limits: SendLimits) -> None:
    async def main() -> tuple[Server, Any]:
        server = Server(limits, [RetryAfter(7), RetryAfter(30)])
        return server, await server.send(7, "jawaban")

    server, result = simulate(main())
    assert result == "sent jawaban"
    assert server.times() == pytest.approx([37 + 2 * MARGIN])


@pytest.mark.filterwarnings("ignore:In a future major version:DeprecationWarning")
def test_nobody_waits_longer_than_patience_allows() -> None:
    async def main() -> float:
        server = Server(NONE, [RetryAfter(PATIENCE / 2) for _ in itertools.repeat(None, 9)])
        with pytest.raises(RetryAfter):
            await server.send(7)
        return asyncio.get_running_loop().time()

    assert simulate(main()) <= PATIENCE


def test_another_error_is_raised_at_once() -> None:
    async def main() -> float:
        with pytest.raises(BadRequest):
            await Server(NONE, [BadRequest("chat not found")]).send(7)
        return asyncio.get_running_loop().time()

    assert simulate(main()) == 0


def test_an_answer_given_up_on_holds_up_nobody() -> None:
    async def main() -> Server:
        server = Server(SendLimits(29, 1, 18))
        await server.send(7, "first")
        waiting = asyncio.create_task(server.send(7, "second"))
        await asyncio.sleep(0.5)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        await asyncio.wait_for(server.send(7, "third"), 3)
        return server

    assert [text for *_, text in simulate(main()).arrived] == ["first", "third"]


def test_a_person_may_ask_so_often_a_minute() -> None:
    patience = Patience(3)
    assert [patience.allows(1, at) for at in (0, 1, 2, 3, 59, 60, 60.5, 61, 62)] == [
        True, True, True, False, False, True, False, True, True,
    ]  # fmt: skip


def test_what_was_not_answered_does_not_count() -> None:
    patience = Patience(1)
    assert [patience.allows(1, at) for at in (0, 30, 59, 60)] == [True, False, False, True]


def test_one_person_does_not_use_up_another_s_patience() -> None:
    patience = Patience(1)
    assert patience.allows(1, 0)
    assert patience.allows(2, 0)
    assert not patience.allows(1, 0)


def test_without_a_limit_everybody_may_ask() -> None:
    patience = Patience(0)
    assert all(patience.allows(1, 0) for _ in range(1000))


def test_a_person_is_told_once_a_minute() -> None:
    patience = Patience(1)
    assert [patience.warns(1, at) for at in (0, 1, 59, 60, 61)] == [True, False, False, True, False]
    assert patience.warns(2, 1)
