"""Pages of something, and the buttons that turn them. Pages count from 0."""

import re

from bot.replies.messages import Say
from bot.replies.parts import Action, Button, Rows

PAGE = re.compile(r"([^.]*)\.([0-9]{1,4})")


def page_value(of: str, page: int) -> str:
    """The value of a button that opens a page."""
    return f"{of}.{page}"


def page_of(value: str) -> tuple[str, int] | None:
    """What a button's value opens: of what, and which page; None if it is no page."""
    match = PAGE.fullmatch(value)
    return (match[1], int(match[2])) if match else None


def turners(say: Say, action: Action, of: str, page: int, pages: int) -> Rows:
    """A row with the buttons to the pages before and after; none where there is one page."""
    before = [Button(say("sebelumnya"), action, page_value(of, page - 1))] if page > 0 else []
    after = [Button(say("berikutnya"), action, page_value(of, page + 1))] if page + 1 < pages else []
    return ((*before, *after),) if pages > 1 else ()
