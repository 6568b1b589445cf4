"""When and how it is asked back what is meant."""

from collections.abc import Iterable
from dataclasses import replace

from bot.answering import OFFERED, Faq
from bot.model import Entry, Outcome, OutcomeKind, Reading, Reason

# What scores less than so many times the threshold for answering may be meant otherwise: “siapa aja?” is not
# “siapa kamu?”. docs/numbers.txt measures it.
FIRM = 3.0


def is_firm(outcome: Outcome, faq: Faq) -> bool:
    """Whether a message is so surely understood by itself that nothing else is meant."""
    return outcome.score >= FIRM * faq.thresholds.answer


def asked_back(reading: Reading | None, offered: Iterable[Entry]) -> Outcome:
    """The question which of the entries is meant."""
    near = tuple({entry.id: entry for entry in offered}.values())[:OFFERED]
    return Outcome(OutcomeKind.CLARIFY, Reason.RIVALLED, None, (), reading, near)


def unclear(outcome: Outcome) -> Outcome:
    """The question what is meant, in the place of an outcome."""
    return replace(outcome, kind=OutcomeKind.CLARIFY, reason=Reason.DOUBTFUL, entry=None)
