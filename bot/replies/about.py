"""What the bot is: its sources, its knowledge, who runs it."""

from bot.language.dates import local
from bot.model import EntryKind, Knowledge, Source
from bot.replies.evidence import publisher
from bot.replies.messages import Say
from bot.replies.parts import Part, PartKind, Reply, paragraph


class About:
    """The reply to “who are you”, in figures."""

    def __init__(self, knowledge: Knowledge, say: Say) -> None:
        self._knowledge, self._say = knowledge, say

    def reply(self, operator: str) -> Reply:
        """Everything that lets people judge the bot; `operator` may be empty."""
        kinds = [entry.kind for entry in self._knowledge.entries]
        loaded = self._knowledge.loaded
        told = self._say(
            "tentang_pengetahuan",
            jumlah=kinds.count(EntryKind.FACT),
            terbuka=kinds.count(EntryKind.NOT_IN_SOURCE),
            versi=self._knowledge.version,
            waktu=local(loaded) if loaded else "-",
        )
        return Reply(
            (
                paragraph(self._say("tentang")),
                paragraph(self._say("tentang_sumber")),
                *(part for source in self._knowledge.sources for part in self._listed(source)),
                paragraph(told),
                paragraph(self._say("pengelola", nama=operator or self._say("pengelola_kosong"))),
            )
        )

    def _listed(self, source: Source) -> tuple[Part, ...]:
        link = Part(PartKind.NOTE, f"• {publisher(source)}:", source.title, source.url)
        dated = Part(PartKind.NOTE, self._say("tanggal_terakhir", tanggal=source.as_of))
        return (link, dated) if source.as_of else (link,)
