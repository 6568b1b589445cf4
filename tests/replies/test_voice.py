from dataclasses import replace
from typing import Any

import pytest

from bot.config import ROOT, Config
from bot.content.knowledge import load_knowledge, parse_knowledge
from bot.content.sources import load_sources
from bot.errors import ContentError, Place
from bot.language.personal import PersonalKind
from bot.model import (
    Citation,
    Contact,
    Entry,
    EntryKind,
    Knowledge,
    Lexicon,
    Outcome,
    OutcomeKind,
    Reading,
    Reason,
    Sentence,
    Source,
    Speaker,
    Word,
)
from bot.replies.help import Help
from bot.replies.messages import MESSAGES
from bot.replies.parts import MAX_MESSAGE, Action, Button, Part, PartKind, in_quotes, units
from bot.replies.voice import BEFORE, Voice

HEAD = Speaker("Siti", "Kepala Desa Sukamaju")
SENTENCES = (
    Sentence(0, "Panen raya", None, True),
    Sentence(1, "“Panen mencapai 59.000 kilogram,” kata Siti.", HEAD, True),
    Sentence(2, "Hasil panen dijual ke koperasi.", None, True),
    Sentence(3, "Alamat redaksi: Jl. Mawar 1.", None, False),
)
SOURCE = Source("panen", "Panen raya", "Kabar Desa", "ANTARA", "https://contoh.id/panen", SENTENCES)
OTHER = replace(
    SOURCE, id="lain", title="Lain", publisher="Kabar Kota", agency="", url="https://contoh.id/lain"
)
OFFICE = Contact("kantor", "Kantor desa", "Tanyakan ke kantor desa.")
SHOP = Contact("koperasi", "Koperasi", "Tanyakan ke koperasi.")
TEXTS = {key: f"[{key}]"[:most] for key, (_, most) in MESSAGES.items()} | {
    "mulai": "Saya $bot.",
    "bantuan": "Topik:\n$topik\nSumber:\n$sumber",
    "penutur": "$nama, $jabatan, kalimat $nomor",
    "tulisan_berita": "berita, kalimat $nomor",
    "bukan_berita": "bukan berita, kalimat $nomor",
    "sumber": "Sumber:",
    "saran": "Saran kami: $saran",
}
HARVEST = Entry(
    id="panen",
    question="Berapa hasil panen?",
    variants=(),
    answer="59.000 kilogram.",
    citations=(Citation(SOURCE, SENTENCES[1], "Panen mencapai 59.000 kilogram"),),
    kind=EntryKind.FACT,
    contact=None,
    topic="Panen",
    example=False,
    place=Place("panen.yaml", 3),
)
PRICE = replace(
    HARVEST,
    id="harga",
    question="Berapa harganya?",
    answer="Sumber tidak menyebutkan harga.",
    citations=(Citation(SOURCE, SENTENCES[2], "Hasil panen dijual ke koperasi."),),
    kind=EntryKind.NOT_IN_SOURCE,
    contact=SHOP,
    topic="Harga",
)
THANKS = replace(
    HARVEST, id="terima-kasih", question="Terima kasih", answer="Sama-sama.", citations=(), topic="Sapaan",
    kind=EntryKind.SMALL_TALK,
)  # fmt: skip
ENTRIES = (HARVEST, PRICE, THANKS)
KINDS = {
    EntryKind.FACT: OutcomeKind.ANSWER,
    EntryKind.NOT_IN_SOURCE: OutcomeKind.NOT_IN_SOURCE,
    EntryKind.SMALL_TALK: OutcomeKind.SMALL_TALK,
}
SALAM = "[balas_salam]"
ADVICE = "Saran kami: "


def knowledge(**changes: Any) -> Knowledge:
    made = Knowledge((SOURCE,), ENTRIES, (), (OFFICE, SHOP), Lexicon({}, frozenset()), TEXTS)
    return replace(made, **changes)


@pytest.fixture
def voice() -> Voice:
    return Voice(knowledge())


def reading(text: str) -> Reading:
    typed = tuple(text.split())
    return Reading(typed, tuple(Word(word, word, word, "", False) for word in typed))


def told(entry: Entry, text: str = "berapa", **changes: Any) -> Outcome:
    """The outcome for a message that an entry answers."""
    return replace(Outcome(KINDS[entry.kind], Reason.SURE, entry, (), reading(text)), **changes)


def untold(kind: OutcomeKind, *offered: Entry, text: str = "berapa") -> Outcome:
    """The outcome for a message that no entry answers."""
    return Outcome(kind, Reason.LOW, None, (), reading(text), offered)


def texts(parts: tuple[Part, ...], kind: PartKind) -> list[str]:
    return [part.text for part in parts if part.kind is kind]


def problems(made: Knowledge) -> list[str]:
    with pytest.raises(ContentError) as caught:
        Voice(made)
    return [str(problem) for problem in caught.value.problems]


def test_a_fact_is_told_with_its_quote_speaker_and_source(voice: Voice) -> None:
    reply = voice.reply(told(HARVEST))
    assert reply.plain == (
        "59.000 kilogram.\n\n"
        "> “Panen mencapai 59.000 kilogram,” kata Siti.\n"
        "Siti, Kepala Desa Sukamaju, kalimat 1\n"
        "Sumber: Kabar Desa (ANTARA), Panen raya https://contoh.id/panen"
    )
    assert reply.text == "59.000 kilogram."
    assert reply.rows == ()


def test_what_the_source_leaves_open_is_told_with_our_advice_and_the_nearest_sentence(voice: Voice) -> None:
    assert voice.reply(told(PRICE)).plain == (
        "Sumber tidak menyebutkan harga.\n\n"
        "[kutipan_terdekat]\n\n"
        "> “Hasil panen dijual ke koperasi.”\n"
        "berita, kalimat 2\n"
        "Sumber: Kabar Desa (ANTARA), Panen raya https://contoh.id/panen\n\n"
        "Saran kami: Tanyakan ke koperasi."
    )


@pytest.mark.parametrize(
    ("as_of", "line"),
    [("59.000 kilogram", "\nper 59.000 kilogram"), ("koperasi", "\nterakhir koperasi"), ("", "")],
)
def test_an_answer_says_how_old_its_data_are(as_of: str, line: str) -> None:
    dated = replace(SOURCE, as_of=as_of)
    entry = replace(HARVEST, citations=(replace(HARVEST.citations[0], source=dated),))
    texts = TEXTS | {"menurut_sumber_per": "per $tanggal", "tanggal_terakhir": "terakhir $tanggal"}
    plain = Voice(knowledge(entries=(entry,), messages=texts)).reply(told(entry)).plain
    assert plain.endswith("https://contoh.id/panen" + line)


def test_small_talk_is_told_without_anything_else(voice: Voice) -> None:
    assert voice.reply(told(THANKS)).plain == "Sama-sama."


def test_a_question_back_offers_the_candidates_and_none_of_them(voice: Voice) -> None:
    reply = voice.reply(untold(OutcomeKind.CLARIFY, HARVEST, PRICE))
    assert reply.plain == "[tanya_balik]"
    assert reply.rows == (
        (Button("Berapa hasil panen?", Action.PICK, "panen"),),
        (Button("Berapa harganya?", Action.PICK, "harga"),),
        (Button("[bukan_semuanya]", Action.NONE),),
    )


@pytest.mark.parametrize(("label", "shown"), [("Panen?", ["Panen?"]), ("", ["1. " + "Berapa?" * 9])])
def test_a_list_shows_labels_and_spells_out_a_question_that_a_phone_would_cut(
    voice: Voice, label: str, shown: list[str]
) -> None:
    entry = replace(HARVEST, question="Berapa?" * 9, label=label)
    reply = voice.reply(untold(OutcomeKind.CLARIFY, entry))
    assert [button.label for button in reply.buttons][:1] == shown
    assert (shown[0] in reply.plain) == (not label)


def test_what_is_unknown_is_said_with_our_advice_and_the_nearest_questions(voice: Voice) -> None:
    reply = voice.reply(untold(OutcomeKind.UNKNOWN, HARVEST))
    assert reply.plain == "[tidak_tahu]\n\nSaran kami: Tanyakan ke kantor desa.\n\n[terdekat]"
    assert reply.rows == ((Button("Berapa hasil panen?", Action.OPEN, "panen"),),)


def test_what_is_unknown_and_near_to_nothing_leads_to_the_topics(voice: Voice) -> None:
    reply = voice.reply(untold(OutcomeKind.UNKNOWN))
    assert reply.plain == "[tidak_tahu]\n\nSaran kami: Tanyakan ke kantor desa."
    assert [button.action for button in reply.buttons] == [Action.TOPICS]


def test_none_of_these_is_taken_with_our_advice(voice: Voice) -> None:
    assert voice.none_of_these().plain == "[ditolak_semua]\n\nSaran kami: Tanyakan ke kantor desa."


@pytest.mark.parametrize(
    ("outcome", "advised"),
    [
        (told(HARVEST), False),
        (told(replace(HARVEST, contact=SHOP)), False),
        (told(THANKS), False),
        (told(replace(THANKS, contact=SHOP)), False),
        (told(PRICE), True),
        (untold(OutcomeKind.UNKNOWN, HARVEST), True),
        (untold(OutcomeKind.CLARIFY, HARVEST, PRICE), False),
    ],
    ids=[
        "fact",
        "fact with contact",
        "small talk",
        "small talk with contact",
        "open",
        "unknown",
        "question back",
    ],
)
def test_advice_is_given_only_where_the_source_is_silent_and_marked_as_ours(
    voice: Voice, outcome: Outcome, advised: bool
) -> None:
    shown = voice.reply(outcome).plain
    assert (ADVICE in shown) is advised
    assert shown.count("Tanyakan ke") == advised


def test_without_a_contact_no_advice_is_given() -> None:
    voice = Voice(knowledge(contacts=(), entries=(replace(PRICE, contact=None),)))
    assert ADVICE not in voice.reply(told(replace(PRICE, contact=None))).plain
    assert ADVICE not in voice.reply(untold(OutcomeKind.UNKNOWN)).plain


@pytest.mark.parametrize(
    ("sentence", "note"),
    [
        (SENTENCES[1], "Siti, Kepala Desa Sukamaju, kalimat 1"),
        (SENTENCES[2], "berita, kalimat 2"),
        (SENTENCES[3], "bukan berita, kalimat 3"),
    ],
    ids=["speaker", "report", "boilerplate"],
)
def test_a_quote_says_whose_words_it_is(voice: Voice, sentence: Sentence, note: str) -> None:
    entry = replace(HARVEST, citations=(Citation(SOURCE, sentence, sentence.text),))
    assert texts(voice.reply(told(entry)).parts, PartKind.NOTE)[0] == note


def test_a_source_cited_twice_is_named_once(voice: Voice) -> None:
    entry = replace(HARVEST, citations=HARVEST.citations + PRICE.citations)
    parts = voice.reply(told(entry)).parts
    assert len(texts(parts, PartKind.QUOTE)) == 2
    assert [part.url for part in parts if part.url] == [SOURCE.url]


def test_two_sources_are_both_named_one_without_an_agency(voice: Voice) -> None:
    second = Citation(OTHER, SENTENCES[2], "Hasil panen")
    parts = voice.reply(told(replace(HARVEST, citations=(*HARVEST.citations, second)))).parts
    assert [(part.text, part.link) for part in parts if part.url] == [
        ("Sumber: Kabar Desa (ANTARA),", "Panen raya"),
        ("Sumber: Kabar Kota,", "Lain"),
    ]


def test_the_quote_of_a_reply_is_verbatim(voice: Voice) -> None:
    quote = SENTENCES[1].text
    entry = replace(HARVEST, citations=(Citation(SOURCE, SENTENCES[1], quote),))
    assert texts(voice.reply(told(entry)).parts, PartKind.QUOTE) == [quote]


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("Hasil panen", "“Hasil panen”"),
        ("“Kami senang,” kata Siti.", "“Kami senang,” kata Siti."),
        ("“Kami senang”", "“Kami senang”"),
        ("“Kami senang", "“Kami senang”"),
        ("Siti berkata, “Kami senang.”", "“Siti berkata, “Kami senang.””"),
        ("kami senang,” kata Siti.", "“kami senang,” kata Siti."),
        ("", "“”"),
    ],
)
def test_quotation_marks_are_added_but_never_doubled(quote: str, shown: str) -> None:
    assert in_quotes(quote) == shown
    assert not in_quotes(quote).startswith("““")


@pytest.mark.parametrize(
    "text", ["assalamualaikum", "assalamualaikum berapa", "assalamualaikum assalamualaikum"]
)
@pytest.mark.parametrize(
    "outcome",
    [
        told(HARVEST),
        told(PRICE),
        untold(OutcomeKind.CLARIFY, HARVEST),
        untold(OutcomeKind.UNKNOWN, HARVEST),
    ],
    ids=["fact", "open", "question back", "unknown"],
)
def test_salam_is_answered_once_and_first(voice: Voice, outcome: Outcome, text: str) -> None:
    shown = voice.reply(replace(outcome, reading=reading(text))).plain
    assert shown.startswith(SALAM)
    assert shown.count(SALAM) == 1
    assert SALAM not in voice.reply(outcome).plain


def test_small_talk_answers_salam_itself(voice: Voice) -> None:
    assert SALAM not in voice.reply(told(THANKS, "assalamualaikum")).plain


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_a_picked_question_stands_above_its_answer(voice: Voice, entry: Entry) -> None:
    picked = voice.reply(told(entry, reading=None)).parts
    asked = voice.reply(told(entry)).parts
    assert picked == (Part(PartKind.HEADING, entry.question), *asked)
    assert entry.question not in texts(asked, PartKind.HEADING)


def test_a_dollar_in_an_answer_is_only_a_dollar(voice: Voice) -> None:
    entry = replace(HARVEST, answer="US$5, $nama, ${nama}, 100%", contact=None)
    assert voice.reply(told(entry)).text == "US$5, $nama, ${nama}, 100%"


@pytest.mark.parametrize("key", sorted(MESSAGES))
def test_a_missing_message_is_named(key: str) -> None:
    (problem,) = problems(knowledge(messages={name: text for name, text in TEXTS.items() if name != key}))
    assert key in problem
    assert "belum lengkap" in problem


def test_an_unknown_message_is_refused_with_the_one_that_was_meant() -> None:
    (problem,) = problems(knowledge(messages=TEXTS | {"tidak_tau": "x"}))
    assert "`tidak_tau` tidak dikenal" in problem
    assert "Mungkin maksud Anda `tidak_tahu`?" in problem


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("saran", "$nama"),
        ("privasi", "$bot"),
        ("mulai", "Biaya Rp$5"),
        ("mulai", "Biaya $"),
        ("mulai", "${bot"),
        ("penutur", "$nama $jabatn"),
    ],
)
def test_a_dollar_that_the_program_cannot_fill_is_refused(key: str, text: str) -> None:
    (problem,) = problems(knowledge(messages=TEXTS | {key: text}))
    assert f"`{key}`" in problem
    assert "Yang bisa diisi program" in problem


def test_a_doubled_dollar_is_one_dollar() -> None:
    assert Voice(knowledge(messages=TEXTS | {"privasi": "US$$5"})).say("privasi") == "US$5"


def test_wrong_messages_are_reported_at_once_each_where_it_stands() -> None:
    lines = "".join(
        f"  {key}: '{text}'\n".replace("\n", " ", text.count("\n")) for key, text in TEXTS.items()
    )
    data = f"butir: [{{id: a, jenis: basa_basi, pertanyaan: b, jawaban: c}}]\npesan:\n{lines}  asing: x\n"
    data = data.replace("'[coba]'", "'$coba'")
    with pytest.raises(ContentError) as caught:
        Voice(parse_knowledge([(data.encode(), "pesan.yaml")], (SOURCE,)))
    where = [data.splitlines().index(line) + 1 for line in ("  coba: '$coba'", "  asing: x")]
    assert [problem.place for problem in caught.value.problems] == [
        Place("pesan.yaml", line) for line in where
    ]


@pytest.mark.parametrize("character", ["x", "😀"])
def test_an_answer_too_long_for_one_message_is_refused_where_it_stands(character: str) -> None:
    sentence = replace(SENTENCES[2], text=character * MAX_MESSAGE)

    def made(length: int) -> Knowledge:
        citation = Citation(SOURCE, sentence, sentence.text[:length])
        return knowledge(entries=(replace(HARVEST, citations=(citation,)), PRICE))

    entry = made(0).entries[0]
    whole = Voice(made(0)).reply(told(entry, reading=None)).plain
    room = (MAX_MESSAGE - BEFORE - units(whole)) // units(character)
    assert Voice(made(room))
    (problem,) = problems(made(room + 1))
    assert problem.startswith("panen.yaml:3: ")
    assert str(MAX_MESSAGE - BEFORE) in problem


def test_advice_too_long_for_a_reply_without_an_answer_is_refused() -> None:
    def made(length: int) -> Knowledge:
        entries = tuple(replace(HARVEST, id=name, question=name * 200) for name in "abc")
        return knowledge(entries=entries, contacts=(replace(OFFICE, advice="x" * length),))

    whole = Voice(made(0)).reply(untold(OutcomeKind.UNKNOWN, *made(0).entries)).plain
    room = MAX_MESSAGE - BEFORE - units(whole)
    assert Voice(made(room))
    (problem,) = problems(made(room + 1))
    assert f"{MAX_MESSAGE - BEFORE + 1} huruf" in problem


@pytest.mark.parametrize(
    ("text", "length"), [("", 0), ("a", 1), ("é", 1), ("😀", 2), ("👩\u200d🌾", 5), ("\ud83d", 1)]
)
def test_length_is_counted_as_telegram_counts_it(text: str, length: int) -> None:
    assert units(text) == length


def test_every_shipped_reply_fits_one_message() -> None:
    paths = Config().paths
    shipped = load_knowledge(ROOT / paths.knowledge, ROOT / paths.language, load_sources(ROOT / paths.seeds))
    voice = Voice(shipped)
    introduction = Help(shipped, voice.say)
    for reply in (introduction.start(), introduction.help(), voice.none_of_these()):
        assert 0 < units(reply.plain) <= MAX_MESSAGE
    notes = [voice.say(key) for key in MESSAGES if key.startswith(("balas_salam", "kiriman_"))]
    kinds = ", ".join(voice.say(f"data_{kind}") for kind in PersonalKind)
    longest = (voice.say("balas_salam"), voice.say("jangan_kirim", jenis=kinds), max(notes, key=len))
    assert units("\n\n".join((*longest, ""))) <= BEFORE
    assert introduction.start().buttons
    for entry in shipped.entries:
        assert "““" not in voice.reply(told(entry)).plain
        assert "$" not in voice.reply(told(entry)).plain
