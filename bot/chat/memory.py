"""What the bot remembers for a short while, and only in memory."""

from collections import OrderedDict
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

REMEMBERED = 10_000


class Recent(Generic[Key, Value]):
    """The latest value of each key, for some seconds; the clock is the caller's. The oldest make room."""

    def __init__(self, seconds: float, most: int = REMEMBERED) -> None:
        self._seconds, self._most = seconds, most
        self._values: OrderedDict[Key, tuple[float, Value]] = OrderedDict()

    def keep(self, key: Key, value: Value, now: float) -> None:
        self._values[key] = (now, value)
        self._values.move_to_end(key)
        if len(self._values) > self._most:
            self._values.popitem(last=False)

    def recall(self, key: Key, now: float) -> Value | None:
        """The value, unless it is forgotten."""
        kept, value = self._values.get(key, (now, None))
        return value if now - kept <= self._seconds else None

    def forget(self, key: Key) -> None:
        self._values.pop(key, None)
