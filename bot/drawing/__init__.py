"""What is drawn: the poster for the village office, the report for admins."""

from bot.drawing.poster import write_poster
from bot.drawing.report import report_page, report_picture

__all__ = ["report_page", "report_picture", "write_poster"]
