"""The command line: each command parses, calls one function, prints.

Commands import the heavier rooms when they run: a question alone does not wait for Telegram or the database.
"""

from bot.cli import asking, checking, content, looking_back, poster, running  # noqa: F401
from bot.cli.folders import open_edition, open_knowledge
from bot.cli.frame import main

__all__ = ["main", "open_edition", "open_knowledge"]
