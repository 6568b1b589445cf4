"""How fast the bot may send, and how much one person may ask."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any
from weakref import WeakValueDictionary

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.config import SendLimits

REMEMBERED = 10_000  # chats or people; the longest silent is forgotten first
MARGIN = 0.1  # seconds beyond what Telegram asked for
PATIENCE = 300.0  # seconds that an answer may wait for Telegram's retry_after
CHAT_METHODS = frozenset({"sendMessage", "editMessageText"})


class Window:
    """At most `count` events in any `seconds`; a count of 0 means no limit."""

    def __init__(self, count: int, seconds: float) -> None:
        self._times: deque[float] = deque(maxlen=count)
        self._seconds = seconds

    def wait(self, now: float) -> float:
        """Seconds until the next event fits."""
        full = self._times.maxlen and len(self._times) == self._times.maxlen
        return max(0.0, self._times[0] + self._seconds - now) if full else 0.0

    def take(self, at: float) -> None:
        """Counts an event at a time that fits."""
        self._times.append(at)


class Windows:
    """A window a key."""

    def __init__(self, count: int, seconds: float) -> None:
        self._count, self._seconds = count, seconds
        self._windows: OrderedDict[object, Window] = OrderedDict()

    def of(self, key: object) -> Window:
        window = self._windows.setdefault(key, Window(self._count, self._seconds))
        self._windows.move_to_end(key)
        if len(self._windows) > REMEMBERED:
            self._windows.popitem(last=False)
        return window


class Sender(BaseRateLimiter[None]):
    """Keeps Telegram's limits (per second, chat and group), and waits when Telegram asks to.

    The limits are Telegram's own advice, its FAQ's “My bot is hitting limits”. PTB's AIORateLimiter sends 60
    messages in the first second and drops an answer at the first 429.
    """

    def __init__(self, limits: SendLimits) -> None:
        self._all = Window(limits.per_second, 1)
        self._chats = Windows(limits.per_chat_per_second, 1)
        self._groups = Windows(limits.per_group_per_minute, 60)
        self._locks: WeakValueDictionary[object, asyncio.Lock] = WeakValueDictionary()

    async def initialize(self) -> None:
        """Nothing to set up."""

    async def shutdown(self) -> None:
        """Nothing to tear down."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Any:
        """Makes the request when its turn has come."""
        waited = 0.0
        while True:
            await self._turn(endpoint, data.get("chat_id"))
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                pause = _seconds(error.retry_after) + MARGIN
                waited += pause
                if waited > PATIENCE:
                    raise
                await asyncio.sleep(pause)

    async def _turn(self, endpoint: str, chat: object) -> None:
        if endpoint not in CHAT_METHODS:
            return
        own = [self._chats.of(chat)]
        if isinstance(chat, int) and chat < 0:
            own.append(self._groups.of(chat))
        clock = asyncio.get_running_loop().time
        async with self._locks.setdefault(chat, asyncio.Lock()):  # one after the other within a chat
            await asyncio.sleep(max(window.wait(clock()) for window in own))
            # Taken before the wait, so that whoever comes next waits behind us.
            pause = self._all.wait(clock())
            self._all.take(clock() + pause)
            await asyncio.sleep(pause)
            for window in own:
                window.take(clock())


def _seconds(time: float | timedelta) -> float:
    return time.total_seconds() if isinstance(time, timedelta) else float(time)


class Patience:
    """Who has asked too much lately; the clock is the caller's, in seconds."""

    def __init__(self, per_minute: int) -> None:
        self._asked = Windows(per_minute, 60)
        self._warned = Windows(1, 60)

    def allows(self, person: int, now: float) -> bool:
        """Whether one more question of this person is answered; counts it if so."""
        return _fits(self._asked.of(person), now)

    def warns(self, person: int, now: float) -> bool:
        """Whether the person is to be told, once a minute."""
        return _fits(self._warned.of(person), now)


def _fits(window: Window, now: float) -> bool:
    """Whether an event fits now; counts it if so."""
    if window.wait(now):
        return False
    window.take(now)
    return True
