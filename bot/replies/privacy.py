"""What is kept about people, told to them."""

from collections.abc import Iterable

from bot.language.dates import local
from bot.model import Complaint, Kept, KeptQuestion, KeptVote, Knowledge
from bot.replies.feedback import COMPLAINTS
from bot.replies.parts import MAX_MESSAGE, Action, Button, Part, Reply, heading, paragraph, units
from bot.replies.voice import Voice


class Privacy:
    """The replies to /privasi, /data_saya and /hapus_data."""

    def __init__(self, knowledge: Knowledge, voice: Voice) -> None:
        self._voice, self._say = voice, voice.say
        self._asked = {entry.id: entry.question for entry in knowledge.entries}

    def explained(self, days: int) -> Reply:
        """What is kept, and for how long."""
        return Reply((heading(self._say("privasi_judul")), paragraph(self._say("privasi_isi", hari=days))))

    def shown(self, kept: Kept, days: int) -> Reply | None:
        """What is kept about a person; None if that is too long for a message."""
        if kept == Kept((), (), ()):
            return self._voice.sentence("data_kosong")
        whole = Reply((*self._summary(kept, days), *self._listed(kept)))
        return whole if units(whole.plain) <= MAX_MESSAGE else None

    def counted(self, kept: Kept, days: int) -> Reply:
        """How much is kept about a person; the rest stands in a file."""
        return Reply((*self._summary(kept, days), paragraph(self._say("data_berkas"))))

    def erasing(self) -> Reply:
        """Asks once more before everything is deleted."""
        erase = Button(self._say("hapus_ya"), Action.ERASE)
        cancel = Button(self._say("batal"), Action.CANCEL)
        return Reply((paragraph(self._say("hapus_yakin")),), ((erase, cancel),))

    def erased(self, count: int) -> Reply:
        """Everything is deleted; `count` rows were."""
        return self._voice.sentence("hapus_selesai", jumlah=count)

    def _summary(self, kept: Kept, days: int) -> tuple[Part, ...]:
        told = self._say(
            "data_ringkas",
            pertanyaan=len(kept.questions),
            penilaian=len(kept.votes),
            diteruskan=len(kept.handovers),
            hari=days,
        )
        return heading(self._say("data_judul")), paragraph(told)

    def _listed(self, kept: Kept) -> Iterable[Part]:
        handed = [(each.at, f"“{each.text}”") for each in kept.handovers]
        lists = (
            ("data_pertanyaan", [(each.at, self._question(each)) for each in kept.questions]),
            ("data_penilaian", [(each.at, self._vote(each)) for each in kept.votes]),
            ("data_diteruskan", handed),
        )
        for key, lines in lists:
            if lines:
                yield heading(self._say(key))
                yield paragraph("\n".join(f"• {local(at)} · {line}" for at, line in lines))

    def _question(self, question: KeptQuestion) -> str:
        return (
            f"“{question.text}”" if question.text else f"{self._say('data_tombol')} {self._about(question)}"
        )

    def _vote(self, vote: KeptVote) -> str:
        mark = self._say("suara_baik" if vote.up else "suara_buruk")
        why = self._say(COMPLAINTS[Complaint(vote.complaint)]) if vote.complaint else ""
        return " · ".join(filter(None, (f"{mark} {why}".strip(), self._about(vote))))

    def _about(self, kept: KeptQuestion | KeptVote) -> str:
        return self._asked.get(kept.entry_id, kept.entry_id)
