"""The door for conversations: a message and the answer before it in, what was understood out."""

from dataclasses import replace

from bot.answering import Faq
from bot.dialogue.clarifying import unclear
from bot.dialogue.followups import Followups
from bot.dialogue.foreign import is_foreign
from bot.dialogue.phrasings import Phrasings
from bot.dialogue.salam import SALAM, after_salam
from bot.dialogue.several import Splitter
from bot.dialogue.speakers import Speakers
from bot.dialogue.wording import understood
from bot.eligibility import SUPPOSED, Asked, Eligibility
from bot.model import Entry, Group, Knowledge, Outcome, OutcomeKind, Reason, Understood

# An answer to a message in another language must reach the threshold so many times; see docs/numbers.txt.
SURER = 2.0
OPENING = frozenset({"tanya", "mohon"})  # who says so will ask: “saya kader, mau tanya”


class Dialogue:
    """Understands messages in their conversation; built once for a knowledge."""

    def __init__(self, knowledge: Knowledge, faq: Faq, eligibility: Eligibility) -> None:
        self._faq, self._eligibility = faq, eligibility
        self._foreign = knowledge.lexicon.foreign
        self._followups = Followups(knowledge.lexicon.cues, faq, eligibility)
        phrasings = Phrasings(faq)
        self._speakers = Speakers(knowledge, faq, phrasings)
        self._splitter = Splitter(knowledge.lexicon.cues, faq, phrasings, self._one)

    def understand(self, text: str, previous: Entry | None = None) -> tuple[Understood, ...]:
        """The questions in a message, in order, at least one; `previous` answered the message before."""
        asked = after_salam(text, self._faq.matcher.read)
        first, *others = self._splitter.split(asked, previous) or self._each(self._one(text, previous), asked)
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
            return Understood(unclear(outcome), detail=detail)
        if found := self._of_groups(text, outcome):
            return found
        if self._is_weak(outcome) and is_foreign(text, self._foreign):
            near = outcome.reason is Reason.RIVALLED  # what it may mean is asked back
            stays = near or outcome.kind is OutcomeKind.UNKNOWN
            unknown = replace(outcome, kind=OutcomeKind.UNKNOWN, reason=Reason.LOW, entry=None)
            return Understood(outcome if stays else unknown, foreign=True)
        apart = previous is not None and self._followups.leaves(asked, previous, outcome)
        return Understood(outcome, apart=apart)

    def _of_groups(self, text: str, outcome: Outcome) -> Understood | None:
        """What a message means that asks how groups stand, unless an entry tells it; None for any other."""
        asked = self._eligibility.asked(text)
        if asked is None or self._is_held_back(outcome):
            return None
        beside = {*asked.beside.split()}
        asks = asked.own and not beside.isdisjoint({SALAM, SUPPOSED})
        if outcome.kind is OutcomeKind.SMALL_TALK and not asks:  # “halo, saya nelayan”
            return None
        clear = outcome.entry if outcome.reason is not Reason.LEFT_OPEN else None
        if clear and (not asked.listed or self._tells(clear, asked, text)):
            return None
        if not beside.isdisjoint(OPENING):
            opening = self._faq.ask(asked.beside)
            if opening.kind is OutcomeKind.SMALL_TALK:
                return Understood(opening)
        return Understood(outcome, groups=asked.groups)

    def _is_held_back(self, outcome: Outcome) -> bool:
        """Whether a guard names anything but a group in a message: “kader di Belitung bisa ikut?”."""
        phrases = {match.block.phrase for match in outcome.matches if match.block}
        return any(not self._eligibility.find(phrase).groups for phrase in phrases)

    def _tells(self, entry: Entry, asked: Asked, text: str) -> bool:
        """Whether an entry tells how the groups stand, or an editor wants it told here."""
        groups = {*asked.groups}
        stands = self._eligibility.asked(entry.question)
        if stands and groups <= {*stands.groups}:
            return True
        names = (entry.answer,) if len(groups) > 1 else () if asked.own else entry.phrasings
        if any(groups <= {*self._eligibility.find(each).groups} for each in names):
            return True
        said, *told = (self._faq.matcher.read(each).words for each in (text, *entry.phrasings))
        return understood(said) in map(understood, told)

    def _each(self, understood: Understood, text: str) -> tuple[Understood, ...]:
        """What is answered of each of several groups; as it was understood, unless all are answered."""
        asked = self._eligibility.asked(text) if len(understood.groups) > 1 else None
        each = [self._one(alone, None) for alone in asked.alone] if asked and asked.listed else [understood]
        if any(one.groups or not one.outcome.entry for one in each):
            return (understood,)
        return tuple({one.outcome.entry: one for one in each}.values())

    def _is_weak(self, outcome: Outcome) -> bool:
        if outcome.entry is None:
            return True
        sure = outcome.reason in (Reason.SURE, Reason.ONLY_TALK)
        return sure and outcome.score < SURER * self._faq.thresholds.answer
