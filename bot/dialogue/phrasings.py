"""What the phrasings of the entries say."""

from collections.abc import Sequence
from functools import lru_cache

from bot.answering import Faq
from bot.dialogue.wording import content, holds
from bot.language.stems import QUESTION_WORDS
from bot.model import Entry, Word

REMEMBERED = 1000  # entries whose phrasings are remembered; bounds memory, no answer depends on it


class Phrasings:
    """The phrasings of the entries, each entry read once."""

    def __init__(self, faq: Faq, longest: int | None = None) -> None:
        """`longest`: phrasings of more words are passed over; they tell of other things too."""
        self._faq = faq
        self._longest = longest
        self.read = lru_cache(maxsize=REMEMBERED)(self._read)
        self.stems = lru_cache(maxsize=REMEMBERED)(self._stems)

    def explains(self, entry: Entry, words: Sequence[Word]) -> bool:
        """Whether an entry knows all that is asked; of a bare question, as it stands (“dari mana”)."""
        if any(word.understood not in QUESTION_WORDS and not word.light for word in words):
            return content(words) <= self.stems(entry.id)
        return any(holds(phrasing, words) for phrasing in self.read(entry.id))

    def _read(self, entry_id: str) -> list[Sequence[Word]]:
        entry = self._faq.entry(entry_id)
        phrasings = entry.phrasings if entry else ()
        read = (self._faq.matcher.read(phrasing).words for phrasing in phrasings)
        return [words for words in read if self._longest is None or len(words) <= self._longest]

    def _stems(self, entry_id: str) -> frozenset[str]:
        return frozenset(word.stem for words in self.read(entry_id) for word in words)
