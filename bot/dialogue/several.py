"""Several questions in one message.

A message is split only where each part asks and is answered by itself, clearly, and no two alike; so a story
around one question stays one message.
"""

import re
from collections.abc import Callable, Iterator
from itertools import dropwhile, pairwise, takewhile

from bot.answering import Faq
from bot.dialogue.clarifying import asked_back
from bot.dialogue.phrasings import Phrasings
from bot.dialogue.wording import light
from bot.language.characters import MAX_TYPED
from bot.language.sentences import ABBREVIATIONS
from bot.language.stems import QUESTION_WORDS
from bot.model import Cues, Entry, OutcomeKind, Understood

MOST_PIECES = 12  # of a message that is tried at all; a bound on time
AHEAD = 1.5  # how many times better than the next a part must be answered; docs/numbers.txt measures it
# After a question mark no space is needed; “Kab. Bangka Barat” and “H. Yus” go on.
_GOES_ON = "".join(rf"(?<!\b{word}\.)" for word in (r"\w", *sorted(ABBREVIATIONS)))
END = re.compile(rf"(?<=[?!;])(?![?!;])\s*|(?<=[.…]){_GOES_ON}\s+|\n+", re.IGNORECASE)
# The number of a question in a list: “1. …? 2) …?”
NUMBER = re.compile(r"(?:^|(?<=\s))\(?(\d|[a-e])[.)]\s*(?=[^\d\s])", re.IGNORECASE)
TOKEN = re.compile(r",(?=\s)|[^\W\d_]+")

Understand = Callable[[str, Entry | None], Understood]  # one question, and the answer before it


class Splitter:
    """Splits messages; built once for a knowledge."""

    def __init__(self, cues: Cues, faq: Faq, phrasings: Phrasings, understand: Understand) -> None:
        self._faq = faq
        self._understand = understand
        self._phrasings = phrasings
        self._joiners = frozenset(cues.joiners)
        self._askers = frozenset(cues.askers)
        self._whether = frozenset(cues.whether)
        # “2 hal” in “mau tanya 2 hal”
        matters = "|".join(map(re.escape, cues.matters)) or "(?!)"
        self._count = re.compile(rf"\b\d\s+(?:{matters})\b", re.IGNORECASE)

    def split(self, text: str, previous: Entry | None) -> tuple[Understood, ...]:
        """What the questions of a message mean; empty unless there are several."""
        if len(text) > MAX_TYPED:
            return ()
        text = self._count.sub(" ", text)
        if listed := self._listed(text, previous):
            return listed
        sentences = [[*self._pieces(sentence)] for sentence in END.split(text) if sentence.strip()]
        pieces = [piece for sentence in sentences for piece in sentence]
        if len(pieces) > MOST_PIECES:
            return ()
        while len(pieces) > 1 and self._tells_nothing(pieces[-1]):
            pieces.pop()
        if len(pieces) < 2:
            return ()
        parts: list[Understood] = []
        story = asked = ""
        for piece, following in pairwise([*pieces, ""]):
            before = parts[-1].outcome.entry if parts else previous
            asked += piece
            part = self._answered(asked, before)
            if part and (not following or self._answered(following, part.outcome.entry)):
                if story and not part.follows and not self._holds(story + asked, part.outcome.entry):
                    return ()  # what was told before a question holds for those after it too
                parts.append(part)
                story += asked.removesuffix(piece)
                asked = ""
        told = {(part.outcome.entry, part.detail) for part in parts}
        scores = [part.outcome.score for part in parts if not part.follows]  # a follow-up has none of its own
        if len(sentences) == 1 and parts and self._is_one(text, min(scores, default=0)):
            return ()
        return tuple(parts) if 1 < len(told) == len(parts) and not asked else ()

    def _listed(self, text: str, previous: Entry | None) -> tuple[Understood, ...]:
        """What the questions of a numbered list mean; it is asked back if one of them stays unclear."""
        story, *rest = NUMBER.split(text)
        numbers, items = "".join(rest[::2]).lower(), rest[1::2]
        if len(items) < 2 or not ("123456789".startswith(numbers) or "abcde".startswith(numbers)):
            return ()
        if self._asks(story):
            story, items = "", [story, *items]
        parts: list[Understood] = []
        clear = True
        for item in items:
            before = parts[-1].outcome.entry if parts else previous
            found = self.split(item, before) or (self._understand(item, before),)
            told = found[0].outcome.entry
            clear &= all(each.outcome.entry for each in found)
            clear &= not story or len(found) > 1 or found[0].follows or self._holds(story + item, told)
            parts += found
        if clear:
            return tuple({(part.outcome.entry, part.detail): part for part in parts}.values())
        near = [entry for part in parts for entry in (part.outcome.entry, *part.outcome.offered)[:2] if entry]
        return (Understood(asked_back(self._faq.matcher.read(text), near)),)

    def _answered(self, text: str, before: Entry | None) -> Understood | None:
        """What a part means if it asks and is clearly answered."""
        if not self._asks(text):
            return None
        understood = self._understand(text, before)
        outcome = understood.outcome
        if outcome.kind not in (OutcomeKind.ANSWER, OutcomeKind.NOT_IN_SOURCE):
            return None
        scores = {match.entry: match.score for match in outcome.matches if not match.block}
        own = scores.pop(outcome.entry, 0) if outcome.entry else 0
        near = before and outcome.entry and outcome.entry.topic == before.topic
        if before and not near and self._is_bare(text):
            return None
        if before and near:  # after the fee, who pays that
            scores = {entry: score for entry, score in scores.items() if entry.topic == before.topic}
        rivalled = own and AHEAD * max(scores.values(), default=0) > own
        return None if rivalled and not understood.follows else understood

    def _tells_nothing(self, text: str) -> bool:
        """Whether a text is a courtesy or no words at all: “makasih 🙏”."""
        outcome = self._faq.ask(text)
        courteous = outcome.kind is OutcomeKind.SMALL_TALK and not self._asks(text)
        return courteous or not (outcome.reading and outcome.reading.words)

    def _holds(self, text: str, entry: Entry | None) -> bool:
        """Whether an entry is still the nearest to a question with the story before it."""
        outcome = self._faq.ask(text)
        nearest = outcome.matches[0]
        return outcome.entry is entry or (
            outcome.entry is None and nearest.entry is entry and nearest.block is None
        )

    def _asks(self, text: str) -> bool:
        """Whether a part is a question: by a question word, its last word, or as a sentence by its mark."""
        words = self._faq.matcher.read(text).words
        content = [word.understood for word in words if not word.light]
        if not content:
            return False
        opened = dropwhile(lambda word: word.understood in self._joiners, words)  # “dan apa manfaatnya”
        ends = [next(opened, words[0]), *takewhile(light, reversed(words))]
        return (
            (text.rstrip().endswith("?") and not self._joined(text))
            or content[-1] in self._askers
            # “apa” within a sentence means “or”
            or not QUESTION_WORDS.isdisjoint([*content, *(word.understood for word in ends)])
        )

    def _is_bare(self, text: str) -> bool:
        """Whether a part only asks whether what stands before it is so: “sudah atau belum?”."""
        words = self._faq.matcher.read(text).words
        return all(word.light or word.understood in self._whether for word in words)

    def _is_one(self, sentence: str, least: float) -> bool:
        """Whether the answer to a sentence knows every word of it and is as sure as that of its parts."""
        outcome = self._faq.ask(sentence)
        if outcome.entry is None or outcome.score < least:
            return False
        known = self._phrasings.stems(outcome.entry.id)
        return all(word.light or word.stem in known for word in outcome.matches[0].words)

    def _pieces(self, sentence: str) -> Iterator[str]:
        """A sentence cut before commas and words that join questions."""
        joins = (each.start() for each in TOKEN.finditer(sentence) if self._joins(each[0]))
        starts = [0, *joins]
        for start, end in pairwise([*dict.fromkeys(starts), len(sentence)]):
            yield f"{sentence[start:end]} "

    def _joined(self, piece: str) -> bool:
        """Whether a piece goes on with a sentence."""
        first = TOKEN.match(piece)
        return first is not None and self._joins(first[0])

    def _joins(self, word: str) -> bool:
        read = self._faq.matcher.read(word).words
        return word == "," or (len(read) == 1 and read[0].understood in self._joiners)
