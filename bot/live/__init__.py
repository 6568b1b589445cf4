"""The edition that answers now, and how a newer one takes its place without anybody noticing."""

from bot.live.kept import Kept
from bot.live.live import Live

__all__ = ["Kept", "Live"]
