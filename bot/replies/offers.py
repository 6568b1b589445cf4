"""What can be done with an answer: the buttons below it."""

from collections.abc import Mapping

from bot.model import Citation, Entry, EntryKind, Knowledge
from bot.replies.choices import labelled
from bot.replies.feedback import vote_buttons
from bot.replies.messages import Say
from bot.replies.parts import Action, Button, Rows, column, in_quotes, units
from bot.replies.sharing import PAYLOAD

RELATED = 3
BEYOND = (True, 1)  # another topic, another sentence
COPY = 256  # UTF-16 units, Telegram's limit for what a button copies


class Offers:
    """Related questions, the context, and ways to pass an answer on."""

    def __init__(self, knowledge: Knowledge, say: Say) -> None:
        self._say = say
        self._facts = [entry for entry in knowledge.entries if entry.kind is EntryKind.FACT]

    def private(self, entry: Entry, question_id: str) -> Rows:
        """Below an answer in a private chat; nothing below small talk."""
        if entry.kind is EntryKind.SMALL_TALK:
            return ()
        return (*column(labelled(self.related(entry), Action.OPEN)), *self.compact(entry, question_id))

    def compact(self, entry: Entry, question_id: str) -> Rows:
        """The same without related questions."""
        share = Button(self._say("bagikan"), Action.SHARE, entry.id)
        return ((*vote_buttons(self._say, question_id), self._context(entry)), (*self._copy(entry), share))

    def group(self, entry: Entry, question_id: str) -> Rows:
        """Below an answer in a group."""
        if entry.kind is EntryKind.SMALL_TALK:
            return ()
        more = Button(self._say("buka_pribadi"), Action.START, PAYLOAD + entry.id)
        votes = vote_buttons(self._say, question_id)
        return ((*votes, self._context(entry)), (*self._copy(entry), more))

    def several(self, answers: Mapping[int, tuple[Entry, str]]) -> Rows:
        """Below several answers in one message: a row each with votes and context, by the answer's number."""
        return tuple(
            (*vote_buttons(self._say, question_id, f"{number} "), self._context(entry))
            for number, (entry, question_id) in answers.items()
        )

    def related(self, entry: Entry) -> tuple[Entry, ...]:
        """Facts of the same topic or from the same sentence: the nearest, then what editors put first."""

        def distance(other: Entry) -> tuple[bool, int, bool]:
            apart = min(_apart(each, other.citations[0]) for each in entry.citations)
            return other.topic != entry.topic, apart, not other.example

        others = (each for each in self._facts if each.id != entry.id and distance(each) < BEYOND)
        return tuple(sorted(others, key=distance)[:RELATED])

    def _context(self, entry: Entry) -> Button:
        return Button(self._say("lihat_konteks"), Action.CONTEXT, entry.id)

    def _copy(self, entry: Entry) -> tuple[Button, ...]:
        """A button that copies the quote and who said it; none where that is too long to be copied."""
        quote = _cited(entry.citations[0])
        return (Button(self._say("salin_kutipan"), Action.COPY, quote),) if units(quote) <= COPY else ()


def _apart(one: Citation, two: Citation) -> int:
    """How far two citations are from each other, in sentences."""
    same = one.source.id == two.source.id
    return abs(one.sentence.number - two.sentence.number) if same else len(one.source.sentences)


def _cited(citation: Citation) -> str:
    """The quote, whole sentence if that can be copied, with who said it or where it stands."""
    speaker = citation.sentence.speaker
    by = f" — {speaker.name}, {citation.source.publisher}" if speaker else f" — {citation.source.publisher}"
    whole = in_quotes(citation.sentence.text) + by
    return whole if units(whole) <= COPY else in_quotes(citation.quote) + by
