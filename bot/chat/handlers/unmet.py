"""What is asked in vain: listed for admins, who add it to an entry, begin a new one, or ignore it."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from bot import editing
from bot.chat.desk import Pressed, Turn
from bot.chat.messages import Client, replace, tell
from bot.edition import Edition
from bot.errors import TanyaError
from bot.language.dates import WIB
from bot.language.personal import mask
from bot.live import Live
from bot.model import Entry, Unmet
from bot.replies.paging import page_of
from bot.replies.parts import Reply
from bot.replies.unmet import chosen, may_be_added
from bot.store import ChangeKind, Mark, Store, StoreError
from bot.unmet import unmet

log = logging.getLogger(__name__)

LOOK = 60.0  # seconds between looks at what is asked in vain
SEVERAL = 2  # people who ask something before admins are told: one person's insistence is no need of many
DIGEST_HOUR = 8  # on Mondays, WIB


async def listing(turn: Turn) -> Reply | None:
    return turn.edition.unmet.listed(await _groups(turn.edition, turn.desk.store))


async def page(turn: Turn, value: str) -> Pressed | None:
    _, number = page_of(value) or ("", 0)
    shown = turn.edition.unmet.listed(await _groups(turn.edition, turn.desk.store), number)
    return Pressed(shown, in_place=True) if shown else None


async def opened(turn: Turn, question_id: str) -> Pressed | None:
    group = await _group(turn, question_id)
    return Pressed(turn.edition.unmet.one(group), in_place=True) if group else None


async def new_entry(turn: Turn, question_id: str) -> Pressed | None:
    group = await _group(turn, question_id)
    return Pressed(turn.edition.unmet.block(group), in_place=True) if group else None


async def ignore(turn: Turn, question_id: str) -> Pressed | None:
    group = await _group(turn, question_id)
    if group is None:
        return None
    await turn.desk.store.changes.ignore(turn.person, _keys([group]))
    return Pressed(turn.edition.unmet.ignored(group), in_place=True)


async def adding(turn: Turn, value: str) -> Pressed | None:
    """Shows what would be added."""
    meant = await _meant(turn, value)
    return Pressed(turn.edition.unmet.adding(*meant), in_place=True) if meant else None


async def add(turn: Turn, value: str) -> Pressed | None:
    """Adds it if the whole content stays good, and has it answer at once."""
    live, changes = turn.desk.live, turn.desk.store.changes
    async with turn.desk.changing:
        meant = await _meant(turn, value)
        if meant is None or not may_be_added(meant[1]):
            return None
        _, text, entry = meant
        number = await changes.adding(turn.person, entry.id, text, entry.place.file)
        try:
            edit = partial(editing.add_phrasing, entry_id=entry.id, phrasing=text)
            if not await _edited(turn, entry, edit):
                raise TanyaError(turn.voice.say("belum_sudah"))
        except TanyaError as error:
            await changes.not_added(number)
            return Pressed(turn.edition.unmet.refused(str(error)), in_place=True)
        log.info("change %d: a phrasing was added to %s", number, entry.id)
        answers = live.edition.faq.ask(text).entry
        told = live.edition.unmet.added(text, entry, answers=bool(answers and answers.id == entry.id))
        return Pressed(told, in_place=True)


async def undoing(turn: Turn) -> Reply:
    """Shows what would be taken back."""
    last = await turn.desk.store.changes.last()
    if last is None:
        return turn.voice.sentence("batal_kosong")
    return turn.edition.unmet.undoing(last.id, last.text, last.entry_id, last.file)


async def undo(turn: Turn, value: str) -> Pressed | None:
    """Takes the last change back, unless somebody else has changed that place since."""
    live, changes = turn.desk.live, turn.desk.store.changes
    async with turn.desk.changing:
        last = await changes.last()
        if last is None or str(last.id) != value:
            return None
        told = "batal_selesai"
        if last.kind is ChangeKind.ADDED:
            entry = live.edition.faq.entry(last.entry_id)
            if entry and last.text in entry.variants:
                edit = partial(editing.remove_phrasing, entry_id=entry.id, phrasing=last.text)
                try:
                    await _edited(turn, entry, edit)
                except TanyaError as error:
                    return Pressed(turn.edition.unmet.refused(str(error)), in_place=True)
            else:
                told = "batal_berubah"
        await changes.undone(turn.person, last.id)
        log.info("change %d was taken back", last.id)
        return Pressed(turn.voice.sentence(told), in_place=True)


async def watch(bot: Client, live: Live, store: Store, admins: Sequence[int], often: int) -> None:
    """Tells admins of what is asked `often` in vain, and each week of the rest, until cancelled."""
    seen: object = None
    while admins:
        try:
            now = await store.journal.in_vain(), live.edition.version, _monday(store.clock())
            if now != seen and await look(bot, live.edition, store, admins, often):
                seen = now
        except StoreError:
            pass  # told by the database itself
        except Exception:
            log.exception("what is asked in vain could not be looked at")
        await asyncio.sleep(LOOK)


async def look(bot: Client, edition: Edition, store: Store, admins: Sequence[int], often: int) -> bool:
    """Tells admins what they have not been told yet; whether they could be. Raises StoreError."""
    changes, said, monday = store.changes, edition.unmet, _monday(store.clock())
    groups = await _groups(edition, store)
    told = await changes.marked(Mark.TOLD)
    many = [
        group
        for group in groups
        if often and len(group.asked) >= often and group.people >= SEVERAL and not _keys([group]) & told
    ]
    if many:
        if not await tell(bot, said.often(many), admins):
            return False
        await changes.mark(Mark.TOLD, _keys(many))
    if (week := monday.date().isoformat()) in await changes.marked(Mark.WEEK):
        return True
    told |= _keys(many) | await changes.marked(Mark.DIGESTED)
    rest = [group for group in groups if group.asked[0].at < monday and not _keys([group]) & told]
    if rest and not await tell(bot, said.weekly(rest), admins):
        return False
    await changes.mark(Mark.DIGESTED, _keys(rest))
    await changes.mark(Mark.WEEK, [week])
    return True


def _monday(now: datetime) -> datetime:
    """The last Monday at DIGEST_HOUR."""
    here = now.astimezone(WIB) - timedelta(hours=DIGEST_HOUR)
    return (here - timedelta(days=here.weekday())).replace(
        hour=DIGEST_HOUR, minute=0, second=0, microsecond=0
    )


async def _groups(edition: Edition, store: Store) -> tuple[Unmet, ...]:
    """What is asked in vain and not ignored, most asked first. Raises StoreError."""
    asked, ignored = await store.journal.in_vain(), await store.changes.marked(Mark.IGNORED)
    return await asyncio.to_thread(unmet, edition.faq, asked, ignored)


async def _group(turn: Turn, question_id: str) -> Unmet | None:
    """The group that a question belongs to today; None if it is answered, ignored, or kept no more."""
    groups = await _groups(turn.desk.live.edition, turn.desk.store)
    return next((group for group in groups if question_id in {each.id for each in group.asked}), None)


async def _meant(turn: Turn, value: str) -> tuple[str, str, Entry] | None:
    """The question, its text and the entry that a button names, while they are there."""
    question_id, entry_id = chosen(value)
    group, entry = await _group(turn, question_id), turn.desk.live.edition.faq.entry(entry_id)
    if group is None or entry is None:
        return None
    text = next(each.text for each in group.asked if each.id == question_id) or group.text
    return question_id, " ".join(editing.cleaned(mask(text).text).split()), entry


def _keys(groups: Sequence[Unmet]) -> frozenset[str]:
    return frozenset(each.key for group in groups for each in group.asked)


async def _edited(turn: Turn, entry: Entry, edit: Callable[[str], str]) -> bool:
    """Whether an edit of the file of an entry changes it; if so, what it made answers now.

    Raises TanyaError, and then nothing was changed.
    """
    live, path = turn.desk.live, Path(entry.place.file)
    change = editing.Change.of(path, edit)
    if live.paths is None or change.before == change.after:
        return False
    checking = turn.voice.sentence("belum_memeriksa")  # that takes seconds
    await replace(turn.bot, checking, turn.spot, turn.message.message_id)
    await live.change(change)
    return True
