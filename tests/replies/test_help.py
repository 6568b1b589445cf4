from dataclasses import replace
from typing import Any

import pytest

from bot.errors import ContentError
from bot.replies.commands import Scope, listed
from bot.replies.help import Help
from bot.replies.messages import Wording
from tests.replies.test_voice import ENTRIES, HARVEST, OTHER, PRICE, SOURCE, TEXTS, THANKS, knowledge


def made(**changes: Any) -> Help:
    known = knowledge(**changes)
    return Help(known, Wording(known.messages).say)


def test_the_start_says_what_the_bot_is_and_offers_facts() -> None:
    reply = made().start()
    assert reply.plain == "Saya Tanya Desa.\n\n[privasi]\n\n[coba]"
    assert [button.value for button in reply.buttons] == ["panen"]


def test_the_start_offers_the_examples_that_editors_chose() -> None:
    facts = tuple(replace(HARVEST, id=f"f{number}", example=number in (2, 4)) for number in range(6))
    assert [button.value for button in made(entries=facts).start().buttons] == ["f2", "f4"]


def test_the_start_offers_the_first_three_facts_where_nobody_chose() -> None:
    facts = tuple(replace(HARVEST, id=f"f{number}") for number in range(6))
    reply = made(entries=(THANKS, PRICE, *facts)).start()
    assert [button.value for button in reply.buttons] == ["f0", "f1", "f2"]


def test_help_lists_each_topic_of_facts_once_and_every_source() -> None:
    again = replace(HARVEST, id="lagi")
    nameless = replace(HARVEST, id="tanpa-topik", topic="")
    told = made(entries=(*ENTRIES, again, nameless), sources=(SOURCE, OTHER))
    assert told.help().plain == (
        "Topik:\n• Panen\nSumber:\n• Kabar Desa (ANTARA): Panen raya\n• Kabar Kota: Lain\n\n"
        + "\n".join(f"/{command.name}: [menu_{command.name}]" for command in listed(Scope.PRIVATE))
        + "\n\n[privasi]"
    )


def test_more_topics_than_a_message_holds_are_refused() -> None:
    topics = tuple(replace(HARVEST, id=f"f{number}", topic=f"{number} " * 400) for number in range(9))
    with pytest.raises(ContentError, match="daftar topik terlalu panjang"):
        made(entries=topics)


@pytest.mark.parametrize(
    ("text", "command"),
    [("Hapus data!", "hapus_data"), ("hapus", ""), ("daftar-isi!", "topik"), ("/Topik.", "topik")],
)
def test_a_command_is_known_by_its_name_and_in_plain_words(text: str, command: str) -> None:
    assert made(messages=TEXTS | {"sebutan_topik": "isi, daftar-isi"}).called(text) == command
