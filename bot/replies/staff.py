"""Questions on their way to the staff, and the staff's answers on their way back."""

from bot.replies.messages import Say
from bot.replies.parts import (
    MAX_MESSAGE,
    Action,
    Button,
    Part,
    PartKind,
    Reply,
    heading,
    paragraph,
    shortened,
    units,
)

ROOM = 700  # UTF-16 units that stand around what people wrote, at most


class StaffDesk:
    """What is said to the asker and to the staff."""

    def __init__(self, say: Say) -> None:
        self._say = say

    def offer(self, question_id: str) -> Button:
        """The way to a person, below what the bot cannot answer."""
        return Button(self._say("teruskan"), Action.HAND_OVER, question_id)

    def consent(self, question_id: str, text: str) -> Reply:
        """Exactly what would be sent, and whether to."""
        send = Button(self._say("teruskan_kirim"), Action.HAND_OVER_NOW, question_id)
        cancel = Button(self._say("batal"), Action.CANCEL)
        told = (paragraph(self._say("teruskan_izin")), _quoted(text), paragraph(self._say("teruskan_cara")))
        return Reply(told, ((send, cancel),))

    def handed_over(self, key: str, text: str) -> Reply:
        """What became of it; the question stays, because the staff's answer comes below this message."""
        return Reply((paragraph(self._say(key)), _quoted(text)))

    def question(self, text: str) -> Reply:
        """A question as the staff see it."""
        asked = (heading(self._say("petugas_judul")), _quoted(text), paragraph(self._say("petugas_cara")))
        return Reply(asked)

    def answer(self, text: str, *, again: bool) -> Reply:
        """A staff member's answer as the asker sees it: from a person, not from the source."""
        title = heading(self._say("jawaban_petugas_lagi" if again else "jawaban_petugas"))
        return Reply((title, paragraph(text), Part(PartKind.NOTE, self._say("jawaban_petugas_catatan"))))

    def is_question(self, text: str) -> bool:
        """Whether a message of the bot's is one that the staff may answer."""
        return text.startswith(self._say("petugas_judul"))


def fitting(text: str) -> str:
    """A question, shortened where it would not fit into a message."""
    return shortened(text, MAX_MESSAGE - ROOM)


def fits(text: str) -> bool:
    """Whether an answer fits into a message."""
    return units(text) <= MAX_MESSAGE - ROOM


def _quoted(text: str) -> Part:
    return Part(PartKind.QUOTE, text)
