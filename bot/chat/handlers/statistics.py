"""How the bot is doing, for admins: a picture and what it comes to."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from bot.chat.desk import Turn
from bot.drawing import report_picture
from bot.replies.parts import Reply
from bot.replies.report import DAYS, midnights


async def shown(turn: Turn) -> Reply:
    """Drawn in a thread, one at a time, so that no answer waits for it."""
    desk = turn.desk
    figures = await desk.store.statistics.of(midnights(datetime.now(UTC), min(DAYS, desk.keep_days)))
    report = turn.edition.reports.of(figures)
    async with desk.drawing:
        return replace(report.caption(), picture=await asyncio.to_thread(report_picture, report))
