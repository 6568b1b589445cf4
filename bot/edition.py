"""Everything that one version of the knowledge can answer and say."""

from dataclasses import dataclass

from bot.answering import Faq
from bot.model import Knowledge
from bot.replies.voice import Voice


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of the knowledge, ready to ask and to speak; replaced as a whole, never changed."""

    faq: Faq
    voice: Voice

    @classmethod
    def of(cls, knowledge: Knowledge) -> "Edition":
        """The edition of checked knowledge. Raises ContentError for what cannot be said."""
        return cls(Faq(knowledge), Voice(knowledge))
