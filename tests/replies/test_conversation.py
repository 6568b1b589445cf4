from dataclasses import replace

import pytest

from bot.language.personal import PersonalKind
from bot.model import Detail, OutcomeKind, Reason, Understood
from bot.replies.conversation import Conversation
from bot.replies.eligibility import Cards
from bot.replies.help import Help
from bot.replies.parts import MAX_MESSAGE, Action, units
from bot.replies.voice import Voice
from tests.replies.test_voice import HARVEST, PRICE, TEXTS, knowledge, told, untold

ALL = TEXTS | {
    "maksud_anda": "Maksud Anda: $pertanyaan",
    "disampaikan": "Oleh $nama.",
    "tanya_penutur": "Siapa? ($pertanyaan)",
    "jangan_kirim": "Jangan kirim $jenis.",
    "data_nik": "NIK",
    "data_surel": "surel",
}
QUOTED = (
    "> “Panen mencapai 59.000 kilogram,” kata Siti.\n"
    "Siti, Kepala Desa Sukamaju, kalimat 1\n"
    "Sumber: Kabar Desa (ANTARA), Panen raya https://contoh.id/panen"
)


@pytest.fixture
def conversation() -> Conversation:
    voice = Voice(knowledge(messages=ALL))
    known = knowledge(messages=ALL)
    return Conversation(voice, Cards(known, voice), Help(known, voice.say))


def test_a_plain_question_is_answered_as_without_a_conversation(conversation: Conversation) -> None:
    outcome = told(HARVEST)
    assert conversation.reply([Understood(outcome)])[0] == Voice(knowledge(messages=ALL)).reply(outcome)


def test_a_followup_says_how_it_was_understood(conversation: Conversation) -> None:
    reply, _ = conversation.reply([Understood(told(HARVEST), follows=True)])
    assert reply.plain == f"Maksud Anda: Berapa hasil panen?\n\n59.000 kilogram.\n\n{QUOTED}"


def test_a_detail_is_told_from_the_citation_alone(conversation: Conversation) -> None:
    reply, _ = conversation.reply([Understood(told(HARVEST), follows=True, detail=Detail.SPEAKER)])
    assert reply.plain == f"Maksud Anda: Siapa? (Berapa hasil panen?)\n\nOleh Siti.\n\n{QUOTED}"


def test_a_question_about_something_else_is_told_as_understood(conversation: Conversation) -> None:
    reply, _ = conversation.reply([Understood(told(HARVEST), apart=True)])
    assert reply.plain == f"Maksud Anda: Berapa hasil panen?\n\n59.000 kilogram.\n\n{QUOTED}"
    several, _ = conversation.reply([Understood(told(HARVEST)), Understood(told(PRICE), apart=True)])
    assert "\n\n2. Berapa harganya?" in several.plain


def test_a_detail_of_no_answer_is_asked_back_with_the_topics(conversation: Conversation) -> None:
    reply, _ = conversation.reply([Understood(untold(OutcomeKind.CLARIFY), detail=Detail.SPEAKER)])
    assert reply.plain == "[jawaban_mana]"
    assert [button.action for button in reply.buttons] == [Action.TOPICS]


def test_a_warning_stands_before_the_answer(conversation: Conversation) -> None:
    answer, _ = conversation.reply([Understood(told(HARVEST))])
    reply = conversation.warned(answer, [PersonalKind.IDENTITY, PersonalKind.EMAIL])
    assert reply.plain.startswith("Jangan kirim NIK, surel.\n\n59.000 kilogram.")


def test_several_answers_are_numbered_and_share_their_source(conversation: Conversation) -> None:
    reply, _ = conversation.reply([Understood(told(HARVEST)), Understood(told(PRICE))])
    assert reply.plain.startswith("1. Berapa hasil panen?\n\n59.000 kilogram.")
    assert "\n\n2. Berapa harganya?\n\nSumber tidak menyebutkan harga." in reply.plain
    assert reply.plain.count("https://contoh.id/panen") == 1
    assert reply.rows == ()


def test_a_salam_is_answered_once_before_what_has_a_heading(conversation: Conversation) -> None:
    several, _ = conversation.reply([Understood(told(HARVEST), greeted=True), Understood(told(PRICE))])
    assert several.plain.startswith("[balas_salam]\n\n1. Berapa hasil panen?")
    followed, _ = conversation.reply([Understood(told(HARVEST), follows=True, greeted=True)])
    assert followed.plain.startswith("[balas_salam]\n\nMaksud Anda: Berapa hasil panen?")


def test_more_than_three_answers_are_not_given_at_once(conversation: Conversation) -> None:
    more = [replace(HARVEST, id=f"panen-{number}", question=f"Berapa {number}?") for number in range(4)]
    reply, _ = conversation.reply([Understood(told(entry)) for entry in more])
    assert "3. Berapa 2?" in reply.plain
    assert "Berapa 3?" not in reply.plain
    assert reply.plain.endswith("[sisanya]")


def test_answers_that_do_not_fit_in_a_message_wait(conversation: Conversation) -> None:
    long = [replace(HARVEST, id=name, question=name, answer="a " * 700) for name in ("satu", "dua", "tiga")]
    reply, _ = conversation.reply([Understood(told(entry)) for entry in long])
    assert "2. dua" in reply.plain
    assert "3. tiga" not in reply.plain
    assert reply.plain.endswith("[sisanya]")
    assert units(reply.plain) <= MAX_MESSAGE


def test_another_language_is_told_what_the_bot_reads_with_examples(conversation: Conversation) -> None:
    reply, _ = conversation.reply([Understood(untold(OutcomeKind.UNKNOWN), foreign=True)])
    assert reply.plain.startswith("[bahasa_lain]")
    assert [button.value for button in reply.buttons] == ["panen"]


def test_another_language_that_is_nearly_understood_is_asked_back(conversation: Conversation) -> None:
    outcome = replace(untold(OutcomeKind.CLARIFY, HARVEST, PRICE), reason=Reason.RIVALLED)
    reply, _ = conversation.reply([Understood(outcome, foreign=True)])
    assert reply.plain.startswith("[bahasa_lain]\n\n[tanya_balik]")
    assert [button.action for button in reply.buttons] == [Action.PICK, Action.PICK, Action.NONE]
