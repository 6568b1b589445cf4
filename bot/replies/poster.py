"""What stands on the poster for the village office."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.model import Entry, EntryKind, Knowledge
from bot.replies.messages import Wording
from bot.replies.sharing import PAYLOAD

EXAMPLES = 4  # two rows of two
SHORT = 80  # characters; a longer question would fill more than three lines


@dataclass(frozen=True, slots=True)
class PosterWords:
    """Everything on the poster; `link` is what the code holds, `address` what a person can type."""

    link: str
    address: str
    name: str
    about: str
    title: str
    lead: str
    how: str
    steps: tuple[str, ...]
    ask: str
    examples: tuple[str, ...]
    warning: str
    secret: str
    honesty: str


def poster_words(
    knowledge: Knowledge, bot: str, entry: Entry | None = None, operator: str = ""
) -> PosterWords:
    """The poster for a bot, by its name without @; of one question, or of all."""
    say = Wording(knowledge.messages).say
    who = (say("pengelola", nama=operator),) if operator else ()
    return PosterWords(
        link=f"https://t.me/{bot}" + (f"?start={PAYLOAD}{entry.id}" if entry else ""),
        address=f"@{bot}",
        name=say("poster_nama"),
        about=say("poster_tentang"),
        title=entry.question if entry else say("poster_judul"),
        lead=say("poster_ajakan_butir" if entry else "poster_ajakan"),
        how=say("poster_cara"),
        steps=tuple(say("poster_langkah").splitlines()),
        ask=say("poster_contoh_lain" if entry else "poster_contoh"),
        examples=_examples(knowledge.entries, entry),
        warning=say("poster_larangan"),
        secret=say("poster_rahasia"),
        honesty=" ".join((say("poster_kejujuran"), *who)),
    )


def _examples(entries: Iterable[Entry], entry: Entry | None) -> tuple[str, ...]:
    """Short questions: the same topic's first, then those that editors chose, then one of each topic."""
    facts = [
        each
        for each in entries
        if each.kind is EntryKind.FACT and len(each.question) <= SHORT and each is not entry
    ]
    near = [each for each in facts if entry and each.topic == entry.topic][: EXAMPLES // 2]
    first = {each.topic: each for each in reversed(facts)}.values()
    chosen = [*near, *(each for each in facts if each.example), *reversed(first), *facts]
    return tuple(dict.fromkeys(each.question for each in chosen))[:EXAMPLES]
