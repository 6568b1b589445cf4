"""What the bot is: its sources, its knowledge, who runs it."""

from datetime import timedelta, timezone

from bot.model import EntryKind, Knowledge
from bot.replies.evidence import publisher
from bot.replies.messages import Say
from bot.replies.parts import Part, PartKind, Reply, paragraph

WIB = timezone(timedelta(hours=7), "WIB")  # the time of Bangka Belitung


class About:
    """The reply to “who are you”, in figures."""

    def __init__(self, knowledge: Knowledge, say: Say) -> None:
        self._knowledge, self._say = knowledge, say

    def reply(self, operator: str) -> Reply:
        """Everything that lets people judge the bot; `operator` may be empty."""
        kinds = [entry.kind for entry in self._knowledge.entries]
        changed = self._knowledge.changed
        told = self._say(
            "tentang_pengetahuan",
            jumlah=kinds.count(EntryKind.FACT),
            terbuka=kinds.count(EntryKind.NOT_IN_SOURCE),
            versi=self._knowledge.version,
            waktu=f"{changed.astimezone(WIB):%d-%m-%Y %H.%M %Z}" if changed else "-",
        )
        sources = (
            Part(PartKind.NOTE, f"• {publisher(source)}:", source.title, source.url)
            for source in self._knowledge.sources
        )
        return Reply(
            (
                paragraph(self._say("tentang")),
                paragraph(self._say("tentang_sumber")),
                *sources,
                paragraph(told),
                paragraph(self._say("pengelola", nama=operator or self._say("pengelola_kosong"))),
            )
        )
