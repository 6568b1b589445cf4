"""Telegram: replies as messages, handlers, limits."""

import os

# Read by python-telegram-bot when it tells how long to wait; without it every such wait is a warning.
os.environ.setdefault("PTB_TIMEDELTA", "true")
