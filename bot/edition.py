"""Everything that one version of the knowledge can answer and say."""

from dataclasses import dataclass

from bot.answering import Faq
from bot.model import Knowledge
from bot.replies.about import About
from bot.replies.offers import Offers
from bot.replies.privacy import Privacy
from bot.replies.sharing import Sharing
from bot.replies.sources import Sources
from bot.replies.staff import StaffDesk
from bot.replies.topics import Topics
from bot.replies.voice import Voice


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of the knowledge, ready to ask and to speak; replaced as a whole, never changed."""

    faq: Faq
    voice: Voice
    topics: Topics
    sources: Sources
    offers: Offers
    sharing: Sharing
    about: About
    staff: StaffDesk
    privacy: Privacy
    version: str

    @classmethod
    def of(cls, knowledge: Knowledge, faq: Faq | None = None) -> "Edition":
        """The edition of checked knowledge. Raises ContentError for what cannot be said."""
        voice = Voice(knowledge)
        return cls(
            faq or Faq(knowledge),
            voice,
            Topics(knowledge, voice.say),
            Sources(knowledge, voice.say),
            Offers(knowledge, voice.say),
            Sharing(voice),
            About(knowledge, voice.say),
            StaffDesk(voice.say),
            Privacy(knowledge, voice.say),
            knowledge.version,
        )
