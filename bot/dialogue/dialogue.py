"""The door for conversations: a message and the answer before it in, what was understood out."""

from dataclasses import replace

from bot.answering import Faq
from bot.dialogue.followups import Followups
from bot.dialogue.foreign import is_foreign
from bot.dialogue.salam import after_salam
from bot.dialogue.several import Splitter
from bot.dialogue.speakers import Speakers
from bot.eligibility import Eligibility
from bot.model import Entry, Group, Knowledge, Outcome, OutcomeKind, Reason, Understood

# What an answer to a message in another language must reach: percent of it that are explained, and times the
# threshold for answering. Of such a message the bot knows few words, and those may be the least of it.
COVERED, SURER = 50, 1.5


class Dialogue:
    """Understands messages in their conversation; built once for a knowledge."""

    def __init__(self, knowledge: Knowledge, faq: Faq, eligibility: Eligibility) -> None:
        self._faq = faq
        self._foreign = knowledge.lexicon.foreign
        self._followups = Followups(knowledge.lexicon.cues, faq, eligibility)
        self._speakers = Speakers(knowledge.entries, faq)
        self._splitter = Splitter(knowledge.lexicon.cues, faq, self._one)

    def understand(self, text: str, previous: Entry | None = None) -> tuple[Understood, ...]:
        """The questions in a message, in order, at least one; `previous` answered the message before."""
        asked = after_salam(text, self._faq.matcher.read)
        first, *others = self._splitter.split(asked, previous) or (self._one(text, previous),)
        return (replace(first, greeted=asked != text), *others)

    def next_group(self, text: str) -> Group | None:
        """The group that a message means after a look at another; None if it asks anything else."""
        return self._followups.next_group(after_salam(text, self._faq.matcher.read))

    def _one(self, text: str, previous: Entry | None) -> Understood:
        outcome = self._faq.ask(text)
        asked = after_salam(text, self._faq.matcher.read)
        detail = self._followups.detail(asked)
        if detail is None and (said := self._speakers.follow(asked, previous, outcome)):
            return said
        if previous and (followed := self._followups.follow(asked, previous, outcome)):
            return followed
        if detail and outcome.kind is not OutcomeKind.SMALL_TALK:
            which = replace(outcome, kind=OutcomeKind.CLARIFY, reason=Reason.DOUBTFUL, entry=None)
            return Understood(which, detail=detail)
        if self._is_weak(outcome) and is_foreign(text, self._foreign):
            unknown = replace(outcome, kind=OutcomeKind.UNKNOWN, reason=Reason.LOW, entry=None)
            return Understood(unknown, foreign=True)
        apart = previous is not None and self._followups.leaves(asked, previous, outcome)
        return Understood(outcome, apart=apart)

    def _is_weak(self, outcome: Outcome) -> bool:
        if outcome.entry is None:
            return True
        best = outcome.matches[0]
        unsure = outcome.reason is Reason.SURE and best.score < SURER * self._faq.thresholds.answer
        return unsure or best.coverage < COVERED
