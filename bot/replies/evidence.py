"""The proof under a statement: the cited sentences, who said them, their source, and how old they are."""

from collections.abc import Iterable

from bot.language.dates import written
from bot.model import Citation, Contact, Sentence, Source
from bot.replies.messages import Say
from bot.replies.parts import Part, PartKind, paragraph

LONG_SENTENCE = 700  # characters; of a longer one only the cited part is shown


def by_source(citations: Iterable[Citation]) -> list[tuple[Source, list[Citation]]]:
    """Each cited source with its citations."""
    cited: dict[str, list[Citation]] = {}
    for each in citations:
        cited.setdefault(each.source.id, []).append(each)
    return [(some[0].source, some) for some in cited.values()]


def proof(citations: Iterable[Citation], say: Say) -> tuple[Part, ...]:
    """Each cited sentence with its speaker; below those of one source that source."""
    cited = by_source(citations)
    return tuple(part for _, some in cited for part in (*quotes(some, say), *sources(some, say)))


def quotes(citations: Iterable[Citation], say: Say) -> tuple[Part, ...]:
    """Each cited sentence with its speaker."""
    parts = []
    for sentence, quote in {each.sentence: each.quote for each in citations}.items():
        # The whole sentence, not only the cited part: nothing is torn from its context.
        shown = sentence.text if len(sentence.text) <= LONG_SENTENCE else quote
        parts += [Part(PartKind.QUOTE, shown), Part(PartKind.NOTE, speaker(sentence, say))]
    return tuple(parts)


def sources(citations: Iterable[Citation], say: Say) -> tuple[Part, ...]:
    """Each cited source with its link and, where it gives a date, how old its data are."""
    parts = []
    for source, cited in by_source(citations):
        parts.append(Part(PartKind.NOTE, f"{say('sumber')} {publisher(source)},", source.title, source.url))
        if source.as_of:
            dated = any(source.as_of in each.sentence.text for each in cited)
            key = "menurut_sumber_per" if dated else "tanggal_terakhir"
            parts.append(Part(PartKind.NOTE, say(key, tanggal=source.as_of)))
        elif source.day:
            parts.append(Part(PartKind.NOTE, say("menurut_sumber_terbit", tanggal=written(source.day))))
    return tuple(parts)


def advice(contact: Contact | None, say: Say) -> tuple[Part, ...]:
    """Whom to ask, marked as ours."""
    return (paragraph(say("saran", saran=contact.advice)),) if contact else ()


def speaker(sentence: Sentence, say: Say) -> str:
    """Whose words a sentence reports, and where it stands."""
    if not sentence.in_report:
        return say("bukan_berita", nomor=sentence.number)
    if sentence.speaker is None:
        return say("tulisan_berita", nomor=sentence.number)
    name, office = sentence.speaker.name, sentence.speaker.office
    return say("penutur", nama=name, jabatan=office, nomor=sentence.number)


def date_of(source: Source, say: Say) -> str:
    """The date of a source in few words."""
    return source.as_of or (written(source.day) if source.day else say("tanpa_tanggal"))


def publisher(source: Source) -> str:
    """Who published a source, and the agency that it came from."""
    return f"{source.publisher} ({source.agency})" if source.agency else source.publisher
