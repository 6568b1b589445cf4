"""Everything that one version of the knowledge can answer and say."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.answering import Faq
from bot.dialogue.dialogue import Dialogue
from bot.eligibility import Eligibility
from bot.model import Knowledge
from bot.replies.about import About
from bot.replies.conversation import Conversation
from bot.replies.eligibility import Cards
from bot.replies.help import Help
from bot.replies.offers import Offers
from bot.replies.privacy import Privacy
from bot.replies.reloading import Reloading
from bot.replies.report import Reports
from bot.replies.sharing import Sharing
from bot.replies.sources import Sources
from bot.replies.staff import StaffDesk
from bot.replies.topics import Topics
from bot.replies.unmet import UnmetDesk
from bot.replies.voice import Voice


@contextmanager
def making() -> Iterator[None]:
    """While content becomes an edition nothing is garbage: to look for it takes a fifth of the time."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


def spoken(knowledge: Knowledge) -> tuple[Voice, Cards, Help]:
    """What says a knowledge, made in no time. Raises ContentError for what cannot be said."""
    voice = Voice(knowledge)
    return voice, Cards(knowledge, voice), Help(knowledge, voice.say)


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of the knowledge, ready to ask and to speak; replaced as a whole, never changed."""

    faq: Faq
    voice: Voice
    dialogue: Dialogue
    conversation: Conversation
    help: Help
    topics: Topics
    sources: Sources
    eligibility: Eligibility
    cards: Cards
    offers: Offers
    sharing: Sharing
    about: About
    staff: StaffDesk
    privacy: Privacy
    reloading: Reloading
    unmet: UnmetDesk
    reports: Reports
    version: str

    @classmethod
    def of(cls, knowledge: Knowledge, faq: Faq | None = None, before: "Edition | None" = None) -> "Edition":
        """The edition of checked knowledge, sooner made where the one before learned the same.

        Raises ContentError for what cannot be said.
        """
        faq = faq or Faq(knowledge, matcher=before.faq.matcher.made_for(knowledge) if before else None)
        (voice, cards, introduction), eligibility = spoken(knowledge), Eligibility(knowledge)
        return cls(
            faq=faq,
            voice=voice,
            dialogue=Dialogue(knowledge, faq, eligibility),
            conversation=Conversation(voice, cards, introduction),
            help=introduction,
            topics=Topics(knowledge, voice.say),
            sources=Sources(knowledge, voice.say),
            eligibility=eligibility,
            cards=cards,
            offers=Offers(knowledge, voice.say),
            sharing=Sharing(voice),
            about=About(knowledge, voice.say),
            staff=StaffDesk(voice.say),
            privacy=Privacy(knowledge, voice),
            reloading=Reloading(knowledge, voice.say),
            unmet=UnmetDesk(knowledge, voice.say),
            reports=Reports(knowledge, voice.say),
            version=knowledge.version,
        )
