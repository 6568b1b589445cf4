"""What was asked in vain, what admins changed, and what they were told: on both databases."""

from datetime import timedelta

from bot.answering import Faq
from bot.model import Complaint, Lack
from bot.store import ChangeKind, Mark, Store
from tests.store.conftest import Clock
from tests.store.test_store import LAIN, everything, note

ADMIN = 3003


async def test_questions_without_an_answer_are_listed_masked_with_who_asked_and_when(store: Store) -> None:
    note(store, "nik saya 1905012304850001, presiden siapa")
    note(store, "presiden siapa", LAIN)
    one, other = sorted(await store.journal.in_vain(), key=lambda each: each.text)
    assert [one.text, other.text] == ["nik saya •••, presiden siapa", "presiden siapa"]
    assert one.person != other.person
    assert (one.lack, one.at) == (Lack.UNKNOWN, store.clock())


async def test_an_answer_that_was_disliked_counts_with_its_reason_and_the_others_do_not(
    store: Store, faq: Faq
) -> None:
    outcome = faq.ask("dasar hukumnya apa?")
    assert outcome.entry
    asked = note(store, "dasar hukumnya apa?", outcome=outcome)
    liked = note(store, "", outcome=outcome)
    assert await store.journal.in_vain() == []
    await store.journal.vote(asked, LAIN, up=False, complaint=Complaint.INCOMPLETE)
    await store.journal.vote(liked, LAIN, up=True)
    (disliked,) = await store.journal.in_vain()
    assert (disliked.lack, disliked.entry_id) == (Lack.DISLIKED, outcome.entry.id)
    assert disliked.complaint == "incomplete"
    await store.personal.erase(LAIN)
    assert await store.journal.in_vain() == []


async def test_the_same_words_have_the_same_key_however_they_are_written(store: Store) -> None:
    for asked in ("Presiden siapa?", "presiden  siapa", "siapa presiden"):
        note(store, asked)
    keys = {each.text: each.key for each in await store.journal.in_vain()}
    assert keys["Presiden siapa?"] == keys["presiden  siapa"] != keys["siapa presiden"]


async def test_the_last_change_is_undone_first_and_each_once(store: Store, url: str) -> None:
    changes = store.changes
    assert await changes.last() is None
    first = await changes.adding(ADMIN, "surat", "surat kapan jadi", "a.yaml")
    await changes.ignore(ADMIN, ["kunci"])
    second = await changes.last()
    assert second
    assert second.kind is ChangeKind.IGNORED
    assert await changes.marked(Mark.IGNORED) == {"kunci"}
    assert await changes.undone(ADMIN, second.id)
    assert await changes.marked(Mark.IGNORED) == frozenset()
    assert not await changes.undone(ADMIN, second.id)
    before = await changes.last()
    assert before
    assert (before.id, before.entry_id, before.text, before.file) == (
        first, "surat", "surat kapan jadi", "a.yaml",
    )  # fmt: skip
    await changes.undone(ADMIN, first)
    assert await changes.last() is None
    assert str(ADMIN) not in everything(url)


async def test_a_change_that_was_refused_leaves_no_trace(store: Store) -> None:
    await store.changes.not_added(await store.changes.adding(ADMIN, "surat", "kapan", "a.yaml"))
    assert await store.changes.last() is None


async def test_a_mark_is_set_once_and_fades_with_the_log(store: Store, clock: Clock) -> None:
    for _ in range(2):
        await store.changes.mark(Mark.TOLD, ["a", "b"])
    await store.changes.ignore(ADMIN, ["c"])
    assert await store.changes.marked(Mark.TOLD) == {"a", "b"}
    clock.pass_by(days=91)
    store.personal.purge(timedelta(days=90))
    assert await store.changes.marked(Mark.TOLD) == frozenset()
    assert await store.changes.last() is None
