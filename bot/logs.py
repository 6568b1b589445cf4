"""The log: to standard error, one line an event, and never with a secret in it."""

import logging
import re
import sys
import threading
from collections.abc import Iterable
from types import TracebackType

# What a bot token looks like: in https://…/bot<TOKEN>/getMe, in “The token '<TOKEN>' was rejected”.
TOKEN_SHAPE = re.compile(r"\d{3,}(?::|%3[Aa])[\w-]{10,}")
# Characters that could forge a log line or hide a part of it.
CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
LAYOUT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
HIDDEN = "‹token›"


class SafeFormatter(logging.Formatter):
    """Formats a record with its traceback, then takes out what must not be read."""

    def __init__(self, layout: str, secrets: Iterable[str] = ()) -> None:
        super().__init__(layout)
        self._secrets = tuple(filter(None, secrets))

    def format(self, record: logging.LogRecord) -> str:
        try:
            text = super().format(record)
        except (TypeError, ValueError):  # arguments that do not fit; logging itself would print them raw
            text = f"{record.levelname} {record.name}: {record.msg} {record.args!r}"
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return redact(text).replace("\n", "\n    ")


def redact(text: str) -> str:
    """The text without tokens and control characters."""
    return CONTROL.sub("�", TOKEN_SHAPE.sub(HIDDEN, text))


def set_up(level: str, secrets: Iterable[str] = ()) -> None:
    """Sends all logging through one safe handler, uncaught exceptions too."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(SafeFormatter(LAYOUT, secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # At DEBUG they write out whole messages, with who sent them.
    logging.getLogger("telegram").setLevel(max(logging.INFO, logging.getLogger().level))
    # Every poll and every answer, every start: INFO lines that nobody wants below DEBUG.
    quiet = logging.INFO if level == "DEBUG" else logging.WARNING
    for library in ("httpx", "httpcore", "alembic"):
        logging.getLogger(library).setLevel(quiet)
    logging.captureWarnings(True)
    sys.excepthook = _log_uncaught
    threading.excepthook = lambda caught: _log_uncaught(
        caught.exc_type, caught.exc_value or caught.exc_type(), caught.exc_traceback
    )


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.exit(130)
    logging.getLogger("bot").critical("uncaught", exc_info=(kind, error, trace))
