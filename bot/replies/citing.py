"""Who says a sentence, and where it was published."""

from bot.model import Sentence, Source
from bot.replies.messages import Say


def speaker_line(say: Say, sentence: Sentence) -> str:
    """Whose words a sentence reports, and its number."""
    if not sentence.in_report:
        return say("bukan_berita", nomor=sentence.number)
    if sentence.speaker is None:
        return say("tulisan_berita", nomor=sentence.number)
    return say("penutur", nama=sentence.speaker.name, jabatan=sentence.speaker.office, nomor=sentence.number)


def publisher(source: Source) -> str:
    """Who published a source, with the news agency if it has one."""
    return f"{source.publisher} ({source.agency})" if source.agency else source.publisher
