"""The door for conversations: a message and the answer before it in, what was understood out."""

from dataclasses import replace

from bot.answering import Faq
from bot.dialogue.followups import Followups
from bot.dialogue.foreign import is_foreign
from bot.dialogue.several import Splitter
from bot.eligibility import Eligibility
from bot.model import Entry, Knowledge, OutcomeKind, Reason, Understood

COVERED = 50  # percent of a message in another language that an answer must explain


class Dialogue:
    """Understands messages in their conversation; built once for a knowledge."""

    def __init__(self, knowledge: Knowledge, faq: Faq, eligibility: Eligibility) -> None:
        self._faq = faq
        self._foreign = knowledge.lexicon.foreign
        self._followups = Followups(knowledge.lexicon.cues, faq, eligibility)
        self._splitter = Splitter(knowledge.lexicon.cues, faq, self._one)

    def understand(self, text: str, previous: Entry | None = None) -> tuple[Understood, ...]:
        """The questions in a message, in order, at least one; `previous` answered the message before."""
        if parts := self._splitter.split(text, previous):
            return parts
        return (self._one(text, previous),)

    def _one(self, text: str, previous: Entry | None) -> Understood:
        outcome = self._faq.ask(text)
        if previous and (followed := self._followups.follow(text, previous, outcome)):
            return followed
        weak = outcome.entry is None or outcome.matches[0].coverage < COVERED
        if weak and is_foreign(text, self._foreign):
            unknown = replace(outcome, kind=OutcomeKind.UNKNOWN, reason=Reason.LOW, entry=None)
            return Understood(unknown, foreign=True)
        return Understood(outcome)
