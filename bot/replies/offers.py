"""What can be done with an answer: the buttons below it."""

from collections.abc import Mapping
from dataclasses import replace

from bot.language.tokens import tokens
from bot.model import Citation, Entry, EntryKind, Knowledge
from bot.replies.choices import choices
from bot.replies.commands import Scope
from bot.replies.feedback import vote_buttons
from bot.replies.messages import Say
from bot.replies.parts import Action, Button, Rows, column, in_quotes, units
from bot.replies.sharing import PAYLOAD

RELATED, FEWER = 3, 2  # questions below an answer; below what the source leaves open
BEYOND = (True, 1)  # another topic, another sentence
COPY = 256  # UTF-16 units, Telegram's limit for what a button copies


class Offers:
    """Related questions, the context, and ways to pass an answer on."""

    def __init__(self, knowledge: Knowledge, say: Say) -> None:
        self._say = say
        self._facts = [entry for entry in knowledge.entries if entry.kind is EntryKind.FACT]

    def below(self, entry: Entry, question_id: str, scope: Scope) -> Rows:
        """Below an answer; nothing below small talk, and related questions in a private chat only."""
        if entry.kind is EntryKind.SMALL_TALK:
            return ()
        related = choices(self.related(entry), Action.OPEN) if scope is Scope.PRIVATE else ()
        return (*column(related), *self.compact(entry, question_id, scope))

    def compact(self, entry: Entry, question_id: str, scope: Scope) -> Rows:
        """The same without related questions."""
        context = Button(self._say("lihat_konteks"), Action.CONTEXT, entry.id)
        onward = self._onward(entry, scope, self._say("buka_pribadi"))
        return ((*vote_buttons(self._say, question_id), context), (*self._copy(entry), onward))

    def several(self, answers: Mapping[int, tuple[Entry, str]], scope: Scope) -> Rows:
        """Below several answers in one message: a row each, then one to pass them on, by the answer's number.

        Three buttons a row: of four, the smallest phones cut the words.
        """
        rows: list[list[Button]] = []
        onward: list[Button] = []
        for number, (entry, question_id) in answers.items():
            context = Button(self._say("konteks"), Action.CONTEXT, entry.id)
            below = (
                *vote_buttons(self._say, question_id),
                context,
                self._onward(entry, scope, self._say("buka")),
            )
            *row, last = (replace(button, label=f"{number} {button.label}") for button in below)
            rows.append(row)
            onward.append(last)
        return (*map(tuple, rows), tuple(onward)) if onward else ()

    def related(self, entry: Entry) -> tuple[Entry, ...]:
        """Facts of the same topic or from the same sentence.

        The nearest, then what editors put first, then what asks in the same words.
        """

        asked = set(tokens(entry.question))

        def distance(other: Entry) -> tuple[bool, int, bool, int]:
            apart = min(_apart(each, other.citations[0]) for each in entry.citations)
            alike = len(asked.intersection(tokens(other.question)))
            return other.topic != entry.topic, apart, not other.example, -alike

        others = (each for each in self._facts if each.id != entry.id and distance(each) < BEYOND)
        most = RELATED if entry.kind is EntryKind.FACT else FEWER
        return tuple(sorted(others, key=distance)[:most])

    def _onward(self, entry: Entry, scope: Scope, opened: str) -> Button:
        """The way to others; from a group first to the private chat, so that no plain text lands there."""
        if scope is Scope.PRIVATE:
            return Button(self._say("bagikan"), Action.SHARE, entry.id)
        return Button(opened, Action.START, PAYLOAD + entry.id)

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
