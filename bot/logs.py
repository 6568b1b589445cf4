"""The log: to standard error, one line an event, and never with a secret in it."""

import logging
import re
import sys
from types import TracebackType

# What a bot token looks like: in https://…/bot<TOKEN>/getMe, in “The token '<TOKEN>' was rejected”.
TOKEN_SHAPE = re.compile(r"\d{3,}:[\w-]{10,}")
# Characters that could forge a log line or hide a part of it.
CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
HIDDEN = "‹token›"


class SafeFormatter(logging.Formatter):
    """Formats a record with its traceback, then takes out what must not be read."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


def redact(text: str) -> str:
    """The text without tokens and control characters."""
    return CONTROL.sub("�", TOKEN_SHAPE.sub(HIDDEN, text))


def set_up(level: str) -> None:
    """Sends all logging through one safe handler, uncaught exceptions too."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(SafeFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # Every poll and every answer is an INFO line there; below DEBUG nobody wants them.
    if level != "DEBUG":
        logging.getLogger("httpx").setLevel(logging.WARNING)
    sys.excepthook = _log_uncaught


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.exit(130)
    logging.getLogger("bot").critical("uncaught", exc_info=(kind, error, trace))
