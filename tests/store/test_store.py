import stat
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.answering import Faq
from bot.config import Config, Database
from bot.errors import ConfigError
from bot.model import Complaint, Kept, Outcome, OutcomeKind, Reason
from bot.store import HandoverState, Store, described, is_empty, open_store
from bot.store.database import parse_url
from tests.store.conftest import Clock, Opener

WARGA, LAIN = 1001, 2002
NIK = "1905012304850001"
UNKNOWN = Outcome(OutcomeKind.UNKNOWN, Reason.LOW, None, (), None)


def note(store: Store, asked: str = "iuran brp", user: int = WARGA, outcome: Outcome = UNKNOWN) -> str:
    return store.journal.note(user, "private", asked, outcome, 1.5, "v1")


def everything(url: str) -> str:
    """All that stands in the database."""
    engine = create_engine(parse_url(url))
    with engine.connect() as connection:
        tables = ("questions", "votes", "handovers", "changes", "marks")
        rows = [connection.execute(text(f"SELECT * FROM {table}")).all() for table in tables]  # noqa: S608
    engine.dispose()
    return repr(rows)


async def test_a_question_is_kept_masked_and_without_a_name(store: Store, url: str) -> None:
    question_id = note(store, f"nik saya {NIK}, iuran brp")
    question = await store.journal.question(question_id, WARGA)
    assert question is not None
    assert question.text == "nik saya •••, iuran brp"
    assert NIK not in everything(url)
    assert str(WARGA) not in everything(url)


async def test_the_outcome_is_kept_with_it(store: Store, faq: Faq, url: str) -> None:
    outcome = faq.ask("dasar hukumnya apa?")
    assert outcome.entry
    note(store, "dasar hukumnya apa?", outcome=outcome)
    (kept,) = (await store.personal.of(WARGA)).questions
    assert (kept.kind, kept.entry_id) == ("answer", outcome.entry.id)
    assert str(outcome.matches[0].score) in everything(url)


@pytest.mark.parametrize("asked", ["a\0b", "\ud83d", "😀" * 2000, "'; DROP TABLE questions; --"])
async def test_every_text_can_be_kept(store: Store, asked: str) -> None:
    assert await store.journal.question(note(store, asked), WARGA)


async def test_of_a_persons_votes_the_last_one_counts(store: Store, url: str) -> None:
    question_id = note(store)
    assert await store.journal.vote(question_id, WARGA, up=True)
    assert await store.journal.vote(question_id, WARGA, up=False)
    assert await store.journal.vote(question_id, WARGA, up=False, complaint=Complaint.INCOMPLETE)
    (vote,) = (await store.personal.of(WARGA)).votes
    assert (vote.up, vote.complaint) == (False, "incomplete")


async def test_people_vote_on_an_answer_each_for_themselves(store: Store) -> None:
    question_id = note(store)
    await store.journal.vote(question_id, WARGA, up=True)
    await store.journal.vote(question_id, LAIN, up=False)
    assert [vote.up for vote in (await store.personal.of(WARGA)).votes] == [True]
    assert [vote.up for vote in (await store.personal.of(LAIN)).votes] == [False]


async def test_there_is_no_vote_on_what_was_never_asked(store: Store) -> None:
    assert not await store.journal.vote("dikarang", WARGA, up=True)
    assert not (await store.personal.of(WARGA)).votes


async def test_what_is_kept_outlives_the_bot(opened: Opener) -> None:
    async with opened() as store:
        question_id = note(store)
    async with opened() as store:
        assert await store.journal.vote(question_id, WARGA, up=True)
        assert (await store.personal.of(WARGA)).questions[0].text == "iuran brp"


async def test_a_question_is_handed_over_once(store: Store) -> None:
    question = await store.journal.question(note(store), WARGA)
    assert question
    assert await store.handovers.begin(question, WARGA, 7) is None
    assert await store.handovers.begin(question, WARGA, 8) is HandoverState.SENDING
    await store.handovers.failed(question.id)
    assert await store.handovers.begin(question, WARGA, 9) is None
    await store.handovers.sent(question.id, -100, 55)
    assert await store.handovers.begin(question, WARGA, 10) is HandoverState.SENT


async def test_a_hand_over_is_found_by_the_message_before_the_staff(store: Store) -> None:
    question = await store.journal.question(note(store), WARGA)
    assert question
    await store.handovers.begin(question, WARGA, 7)
    await store.handovers.sent(question.id, -100, 55)
    found = await store.handovers.at(-100, 55)
    assert found
    assert (found.text, found.chat, found.message, found.state) == (
        "iuran brp", WARGA, 7, HandoverState.SENT,
    )  # fmt: skip
    assert await store.handovers.at(-100, 56) is None
    assert await store.handovers.at(-200, 55) is None
    await store.handovers.answered(question.id)
    again = await store.handovers.at(-100, 55)
    assert again
    assert again.state is HandoverState.ANSWERED


async def test_erasing_takes_every_row_of_the_person_and_no_other(store: Store, url: str) -> None:
    mine, other = note(store, "punya saya"), note(store, "punya lain", LAIN)
    await store.journal.vote(mine, WARGA, up=True)
    await store.journal.vote(other, WARGA, up=True)
    await store.journal.vote(other, LAIN, up=True)
    question = await store.journal.question(mine, WARGA)
    assert question
    await store.handovers.begin(question, WARGA, 7)
    assert await store.personal.erase(WARGA) == 4
    kept = await store.personal.of(WARGA)
    assert kept == Kept((), (), ())
    left = await store.personal.of(LAIN)
    assert (len(left.questions), len(left.votes)) == (1, 1)
    assert "punya saya" not in everything(url)


async def test_what_was_kept_long_enough_goes_at_the_next_start(opened: Opener, clock: Clock) -> None:
    async with opened() as store:
        old = note(store, "lama")
        await store.journal.vote(old, WARGA, up=True)
        clock.pass_by(days=60)
        new = note(store, "baru")
    clock.pass_by(days=31)
    async with opened() as store:
        assert await store.journal.question(old, WARGA) is None
        assert await store.journal.question(new, WARGA)
        assert not (await store.personal.of(WARGA)).votes


async def test_a_hand_over_that_was_cut_off_may_be_tried_again_soon(store: Store, clock: Clock) -> None:
    question = await store.journal.question(note(store), WARGA)
    assert question
    await store.handovers.begin(question, WARGA, 7)
    clock.pass_by(minutes=2)
    assert await store.handovers.begin(question, WARGA, 8) is None
    await store.handovers.sent(question.id, -100, 55)
    clock.pass_by(minutes=2)
    assert await store.handovers.begin(question, WARGA, 9) is HandoverState.SENT


async def test_a_hand_over_that_was_cut_off_is_not_kept(store: Store, clock: Clock) -> None:
    question = await store.journal.question(note(store), WARGA)
    assert question
    await store.handovers.begin(question, WARGA, 7)
    store.personal.purge(timedelta(days=90))
    assert (await store.personal.of(WARGA)).handovers
    clock.pass_by(minutes=2)
    store.personal.purge(timedelta(days=90))
    assert not (await store.personal.of(WARGA)).handovers


async def test_where_messages_are_counted_anew_the_newer_question_is_answered(store: Store) -> None:
    for asked in ("lama", "baru"):
        question = await store.journal.question(note(store, asked), WARGA)
        assert question
        await store.handovers.begin(question, WARGA, 7)
        await store.handovers.sent(question.id, -100, 55)
    found = await store.handovers.at(-100, 55)
    assert found
    assert found.text == "baru"


async def test_the_key_lies_beside_the_database_and_both_are_their_owners_only(tmp_path: Path) -> None:
    config = Config(database=Database(f"sqlite:///{tmp_path / 'log' / 'x.sqlite3'}"))
    async with open_store(config) as store:
        question = await store.journal.question(note(store), WARGA)
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "log").iterdir()}
    assert modes == dict.fromkeys(("tanya.key", "x.sqlite3", "x.sqlite3-shm", "x.sqlite3-wal"), 0o600)
    key = tmp_path / "log" / "tanya.key"
    assert stat.S_IMODE(key.parent.stat().st_mode) == 0o700
    async with open_store(config) as store:
        again = await store.journal.question(note(store), WARGA)
    assert question
    assert again
    assert again.person == question.person


async def test_another_key_gives_another_hash(tmp_path: Path) -> None:
    people = set()
    for key in ("satu", "dua"):
        async with open_store(Config(hash_key=key)) as store:
            question = await store.journal.question(note(store), WARGA)
            assert question
            people.add(question.person)
    assert len(people) == 2


async def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tanya.key").write_text("rahasia")
    (tmp_path / "tanya.key").chmod(0o644)
    with pytest.raises(ConfigError, match="chmod 600"):
        async with open_store(Config(database=Database(f"sqlite:///{tmp_path / 'x.sqlite3'}"))):
            pass


@pytest.mark.parametrize(
    "url", ["bukan alamat", "mysql://a:b@c/d", "sqlite+nothing:///x", "postgresql+x://a/b"]
)
async def test_an_address_that_cannot_be_used_is_said_at_the_start(url: str) -> None:
    with pytest.raises(ConfigError):
        async with open_store(Config(database=Database(url))):
            pass


async def test_a_log_is_described_without_its_password_and_empty_until_something_is_asked(
    store: Store, url: str
) -> None:
    config = Config(database=Database(url))
    assert await is_empty(config)
    await store.journal.question(note(store), WARGA)
    assert not await is_empty(config)
    assert described(config).rsplit("/")[-1] in url  # the file, or the database
    secret = "postgresql://warga:rahasia@basisdata:5433/tanya?sslpassword=rahasia"
    assert described(Config(database=Database(secret))) == "postgresql://basisdata:5433/tanya"
