"""What every handler works with: the desk, one turn at it, and what a press does."""

import asyncio
from collections.abc import Awaitable, Callable, Container
from dataclasses import dataclass, field

from telegram import InlineKeyboardMarkup, Message
from telegram.constants import ChatType

from bot.answering import Faq
from bot.chat.limits import Patience
from bot.chat.memory import Recent
from bot.chat.messages import Client, Spot, replied_to
from bot.edition import Edition
from bot.live import Live
from bot.model import Entry, Outcome, OutcomeKind
from bot.replies.commands import Scope
from bot.replies.parts import Reply
from bot.replies.voice import Voice
from bot.store import Store

EXCHANGE = 300.0  # seconds in which a question may follow up the one before
GROUPS = "/cek"  # in the place of an entry, whose id it can never be
EDITABLE = 48 * 3600.0  # seconds in which Telegram lets people edit what they wrote


@dataclass(frozen=True, slots=True)
class Desk:
    """What all turns share."""

    live: Live
    patience: Patience  # with a person
    group_patience: Patience  # with a group as a whole
    store: Store
    keep_days: int  # for how long the store keeps what it has
    admins: Container[int]  # who may do what only admins may
    staff_chat: int  # where people are asked for what the bot cannot answer; 0: nowhere
    operator: str  # who runs the bot; may be empty
    changing: asyncio.Lock = field(default_factory=asyncio.Lock)  # held by whoever changes the content
    # The entry of the last exchange of a person in a chat; empty where there was none.
    exchanges: Recent[tuple[int, int], str] = field(default_factory=lambda: Recent(EXCHANGE))
    # Which message answers which: (chat, message) → message.
    answers: Recent[tuple[int, int], int] = field(default_factory=lambda: Recent(EDITABLE))
    # The entry that a message of the bot answers with: (chat, message) → its id.
    told: Recent[tuple[int, int], str] = field(default_factory=lambda: Recent(EDITABLE))
    drawing: asyncio.Lock = field(default_factory=asyncio.Lock)  # a picture takes a whole core


@dataclass(frozen=True, slots=True)
class Turn:
    """One update on its way: who asks what, where the reply goes, and the edition that answers."""

    desk: Desk
    edition: Edition  # taken once, so that one turn meets one version of the knowledge
    bot: Client
    message: Message  # what was written, or what carries the button
    person: int
    spot: Spot
    now: float  # seconds of a clock that never jumps
    text: str = ""  # what was written, without command and mention

    @property
    def faq(self) -> Faq:
        return self.edition.faq

    @property
    def voice(self) -> Voice:
        return self.edition.voice

    @property
    def scope(self) -> Scope:
        return Scope.PRIVATE if self.message.chat.type == ChatType.PRIVATE else Scope.GROUP

    @property
    def reach(self) -> Scope:
        """Whose commands and buttons work here."""
        if self.scope is Scope.PRIVATE and self.person in self.desk.admins:
            return Scope.PRIVATE | Scope.ADMIN
        return self.scope

    def note(self, outcome: Outcome, text: str = "", ms: float = 0.0) -> str:
        """Keeps what was asked and what came of it; the id that votes on the answer name."""
        journal = self.desk.store.journal
        kind = self.message.chat.type
        return journal.note(self.person, kind, text, outcome, ms, self.edition.version)

    def remember(self, outcome: Outcome) -> None:
        """Keeps the exchange for what may follow it up; thanks in between are none."""
        if outcome.kind is OutcomeKind.SMALL_TALK:
            return
        entry_id = outcome.entry.id if outcome.entry else ""
        self.desk.exchanges.keep((self.spot.chat, self.person), entry_id, self.now)

    def remember_groups(self) -> None:
        """Keeps that what was told now is about groups of people: who names another follows it up."""
        self.desk.exchanges.keep((self.spot.chat, self.person), GROUPS, self.now)

    def answer_before(self) -> Entry | None:
        """The answer that this message replies to, else what this person was told here just now.

        As this edition has it, whichever told it.
        """
        asked = replied_to(self.message)
        entry_id = asked and self.desk.told.recall((asked.chat_id, asked.message_id), self.now)
        entry_id = entry_id or self.desk.exchanges.recall((self.spot.chat, self.person), self.now)
        return self.faq.entry(entry_id) if entry_id else None

    def groups_before(self) -> bool:
        """Whether this person was told about groups here just now, and does not reply to something else."""
        last = self.desk.exchanges.recall((self.spot.chat, self.person), self.now)
        return last == GROUPS and self.answer_before() is None


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a press does: a notice, a reply below the message or in its place, other buttons."""

    reply: Reply | None = None
    in_place: bool = False
    notice: str = ""
    buttons: InlineKeyboardMarkup | None = None  # instead of those of the message


# What answers a message; None: silence. Routing tells of a StoreError, here and below.
Answering = Callable[[Turn], Awaitable[Reply | None]]
# What a button does with its value; None: it is forged, or older than the knowledge.
Pressing = Callable[[Turn, str], Awaitable[Pressed | None]]
