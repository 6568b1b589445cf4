"""What admins are told of the files that the bot is made of."""

from bot.model import Knowledge
from bot.replies.messages import Say
from bot.replies.parts import Action, Button, Reply, excerpt, heading, paragraph


class Reloading:
    """What is said of a reload."""

    def __init__(self, knowledge: Knowledge, say: Say) -> None:
        self._knowledge, self._say = knowledge, say

    def done(self) -> Reply:
        """This version answers now."""
        count = len(self._knowledge.entries)
        told = self._say("muat_selesai", jumlah=count, versi=self._knowledge.version)
        return Reply((paragraph(told),))

    def recovered(self) -> Reply:
        """What was wrong is mended."""
        return Reply((paragraph(self._say("muat_pulih", versi=self._knowledge.version)),))

    def broken(self, problems: str) -> Reply:
        """What is wrong with the files, and that the version before goes on answering."""
        told = (
            heading(self._say("muat_rusak")),
            excerpt(problems),
            paragraph(self._say("muat_rusak_cara")),
        )
        return Reply(told, ((Button(self._say("muat_lagi"), Action.RELOAD),),))
