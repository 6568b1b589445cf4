"""The data that flows: sources, knowledge, readings, outcomes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, StrEnum, auto

from bot.errors import Place


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words a sentence reports."""

    name: str
    office: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a source, the unit that a citation points to."""

    number: int  # from 0: the title
    text: str
    speaker: Speaker | None
    in_report: bool  # False for the boilerplate around the report: contact data, author box


@dataclass(frozen=True, slots=True)
class Source:
    """One published text, kept as it was published."""

    id: str
    title: str
    publisher: str
    agency: str
    url: str
    sentences: tuple[Sentence, ...]
    as_of: str = ""  # the latest date that the text gives for its data, as it stands there
    day: date | None = None  # the same as a day; without it the day on which it was published
    draft: bool = False  # nothing that is served may cite it yet


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim part of one sentence that proves an answer."""

    source: Source
    sentence: Sentence
    quote: str


@dataclass(frozen=True, slots=True)
class Contact:
    """An office to ask where the sources are silent: advice of ours, never a source's claim."""

    id: str
    name: str
    advice: str


class EntryKind(StrEnum):
    """How an entry stands to the sources; the values are what editors write."""

    FACT = "fakta"
    NOT_IN_SOURCE = "tidak_disebut"
    SMALL_TALK = "basa_basi"


@dataclass(frozen=True, slots=True)
class Entry:
    """A curated question with its answer."""

    id: str
    question: str
    variants: tuple[str, ...]
    answer: str
    citations: tuple[Citation, ...]
    kind: EntryKind
    contact: Contact | None
    topic: str
    example: bool  # shown at the start
    place: Place
    label: str = ""  # the question in the few words that a phone shows on a button
    valid_until: date | None = None  # the last day on which the answer is right, if an editor set one
    same_as: str = ""  # the id of the entry that answers the same question from another source
    # Where several sources answer: what each of them says, the newest first. `answer` is the newest then, and
    # `citations` are those of all.
    versions: tuple["Entry", ...] = ()

    @property
    def phrasings(self) -> tuple[str, ...]:
        """Every way of asking that the editor wrote, the question first."""
        return (self.question, *self.variants)

    def agrees_with(self, other: "Entry") -> bool:
        """Whether the two cannot contradict each other: facts that rest on the same sentence."""
        if self.kind is not EntryKind.FACT or other.kind is not EntryKind.FACT:
            return False
        return any(one.sentence == two.sentence for one in self.citations for two in other.citations)

    @property
    def brief(self) -> str:
        """What a list shows of it: the label, else the question."""
        return self.label or self.question


@dataclass(frozen=True, slots=True)
class Guard:
    """Phrases that no answer may pass over.

    A message that mentions one of `phrases` is answered only by an entry whose own phrasings mention it.
    Phrases in `harmless` only hide the shorter ones within them (“bangka barat” hides “bangka”).
    `entry_id` names the entry that says so instead, if the message is understood but for that phrase.
    `must_not_answer` are an editor's examples: questions that no fact may answer because of this guard.
    """

    id: str
    phrases: tuple[str, ...]
    harmless: tuple[str, ...]
    value: bool  # its phrases are values of one thing, as weekdays are: an answer sets a wrong one right
    everywhere: bool  # holds back however far from the question it is said, as a place does
    # Its phrases are often mentioned in passing: what a long message surely means is answered all the same.
    yielding: bool
    # Said in the question itself, it holds back no longer; if `everywhere`, only what is mentioned elsewhere.
    settling: tuple[str, ...]
    entry_id: str
    must_not_answer: tuple[str, ...]
    place: Place


class Standing(StrEnum):
    """How a source speaks of a group of people; the values are what editors write."""

    MEMBER = "peserta_saat_ini"
    EXTENSION = "sasaran_perluasan"
    OUTREACH = "sasaran_sosialisasi"
    PROVINCE = "sasaran_program_provinsi"
    UNNAMED = "tidak_disebut"


@dataclass(frozen=True, slots=True)
class Status:
    """What the sources say of a group, and where; for UNNAMED the nearest sentences, if any."""

    standing: Standing
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of people whose eligibility is asked about."""

    id: str
    name: str
    aliases: tuple[str, ...]
    statuses: tuple[Status, ...]  # at least one; UNNAMED stands alone
    note: str  # what the sources do not say
    place: Place

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that the group is called, its name first."""
        return (self.name, *self.aliases)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What proves its statuses."""
        return tuple(each for status in self.statuses for each in status.citations)


@dataclass(frozen=True, slots=True)
class Cues:
    """Phrases by which a message shows how it stands in a conversation."""

    openers: tuple[str, ...] = ()  # begin a question that takes up the last answer: and if, what about
    closers: tuple[str, ...] = ()  # end one
    joiners: tuple[str, ...] = ()  # stand between two questions
    askers: tuple[str, ...] = ()  # make a question where they end it: not yet
    requests: tuple[str, ...] = ()  # ask without a question word: explain
    whether: tuple[str, ...] = ()  # ask no more than whether it is so: already or not yet
    pointers: tuple[str, ...] = ()  # begin a question about the last answer, and belong to it: that
    speaker: tuple[str, ...] = ()  # ask who said what was answered
    source: tuple[str, ...] = ()  # ask where it stands
    person: tuple[str, ...] = ()  # stand for somebody who is not named: he, that officer
    persons: tuple[str, ...] = ()  # … for several
    saying: tuple[str, ...] = ()  # tell that somebody said something
    hearer: tuple[str, ...] = ()  # ask to whom, not who
    everyone: tuple[str, ...] = ()  # mean all of those who were asked about
    matters: tuple[str, ...] = ()  # what is counted in “2 questions”


@dataclass(frozen=True, slots=True)
class AsideCues:
    """Phrases beside which a message does not ask about what it mentions."""

    before: tuple[str, ...] = ()  # not, forget, no need to talk about
    after: tuple[str, ...] = ()  # later, is not important
    before_figure: tuple[str, ...] = ()  # compare a figure with ours: more than
    after_figure: tuple[str, ...] = ()  # soon after a figure have it confirmed: is it not?
    doubting: tuple[str, ...] = ()  # ask for the right figure: which one is true?
    either: tuple[str, ...] = ()  # words between two alternatives
    either_figure: tuple[str, ...] = ()  # … that are figures
    neither: tuple[str, ...] = ()  # no alternatives: or not


ANYBODY = "*"  # in a pattern of introductions: the person


@dataclass(frozen=True, slots=True)
class Introduction:
    """Ways to say who asks: every pattern with every person."""

    patterns: tuple[str, ...]  # as understood, ANYBODY for the person
    people: Mapping[str, str]  # as understood → what the whole is read as


Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Affixes:
    """What people put before and after words: as typed, and the standard affix, "" for none.

    The first that makes a known word is taken; the order is the editor's.
    """

    beginnings: Pairs = ()
    endings: Pairs = ()
    dialectal: tuple[str, ...] = ()  # endings that make no word of its own of what an editor wrote


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How people write, as tables."""

    rewrites: Mapping[str, str]  # as typed → as understood; both may be several words
    light: frozenset[str]  # words that carry no content: and, please, my neighbour
    ordinary: frozenset[str] = frozenset()  # words that are no misspelling of another
    roots: frozenset[str] = frozenset()  # words that a stemmer must leave as they are
    # Word → the semantic fields that it belongs to; such words are ordinary too.
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cues: Cues = Cues()
    foreign: Mapping[str, frozenset[str]] = field(default_factory=dict)  # language → some of its words
    introductions: tuple[Introduction, ...] = ()
    asides: AsideCues = AsideCues()
    affixes: Affixes = Affixes()
    # Word → where it lies among words of like meaning, a signed byte a dimension.
    vectors: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Scores, from 0 to 100, between the ways to react; calibrated for a knowledge by `make calibrate`."""

    answer: float = 24
    clarify: float = 20
    margin: float = 5  # a rival closer than this makes it a question back


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that the bot knows, checked; a value that is replaced as a whole, never changed."""

    sources: tuple[Source, ...]
    entries: tuple[Entry, ...]
    guards: tuple[Guard, ...]
    contacts: tuple[Contact, ...]
    lexicon: Lexicon
    messages: Mapping[str, str]  # the bot's own sentences, by key
    thresholds: Thresholds = Thresholds()
    groups: tuple[Group, ...] = ()
    beside_groups: frozenset[str] = (
        frozenset()
    )  # words that may stand beside a group's name and change nothing
    version: str = ""  # the same for the same files
    loaded: datetime | None = None  # when its files were read


class Rule(StrEnum):
    """What made a word as it is understood of the word as it was typed."""

    AS_TYPED = ""
    REWRITTEN = "padanan"  # by the lexicon
    AFFIX = "imbuhan"  # colloquial
    VOWELS = "singkatan"  # left out
    SPLIT = "sambung"  # two words written as one
    SPELLING = "ejaan"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a message as it is understood, and why."""

    typed: str  # perhaps several words, where a rule took them together
    understood: str
    stem: str
    rule: Rule
    light: bool
    fields: tuple[str, ...] = ()  # what it is about: cuaca, harga
    sure: float = 1.0  # how alike typed and understood are, where the spelling was corrected; 0 to 1


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as words: as they were typed, and as they are understood."""

    typed: tuple[str, ...]
    words: tuple[Word, ...]
    # Where the sentences that ask begin and end among the words, if others only tell.
    questions: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A phrase or figure in a message that an entry would pass over."""

    phrase: str
    entry_id: str  # the entry that says so instead, if an editor named one


@dataclass(frozen=True, slots=True)
class Match:
    """How well an entry fits a message. All figures run from 0 to 100."""

    entry: Entry
    choice: float  # how likely the learned model means it
    coverage: float  # how much of the message the entry's words explain
    fit: float  # the two together
    score: float  # how sure the bot is: the fit, less what is blocked
    block: Block | None  # what the entry must not pass over
    let_by: tuple[str, ...]  # guarded phrases that it may pass over: it is surely meant
    words: tuple[Word, ...]  # the part of the message that was compared: all of it, or the best window


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one word of a message did for a match."""

    word: Word
    choice: float  # what it adds to the log-odds of the choice; may be negative
    weight: float  # how much it weighs in coverage; 0 for a light word
    known: bool  # whether the entry's phrasings have it


class OutcomeKind(StrEnum):
    """How a message stands to the knowledge; the values are those of the JSON output."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    NOT_IN_SOURCE = "not_in_source"
    UNKNOWN = "unknown"
    SMALL_TALK = "smalltalk"


class Reason(StrEnum):
    """Why the bot decided as it did."""

    SURE = "sure"  # the best score is high enough and nothing else is near
    ONLY_TALK = "only_talk"  # the same of small talk alone, as the message is about nothing: “siapa?”
    LEFT_OPEN = "left_open"  # others are near, but the source leaves open what all of these ask
    GUARDED = "guarded"  # understood, but for a guarded phrase whose guard names an entry
    RIVALLED = "rivalled"  # high enough, but another entry that says something else is near
    DISPLACED = "displaced"  # high enough, but a guard holds back another entry that fits better
    DOUBTFUL = "doubtful"  # between asking back and answering
    LOW = "low"  # below asking back
    ALL_HELD = "all_held"  # guards hold back whatever comes near
    ONLY_ASKING = "only_asking"  # the message has words, but is about nothing: “kapan?”
    NO_WORDS = "no_words"
    PICKED = "picked"  # from a list


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the bot decided about a message."""

    kind: OutcomeKind
    reason: Reason
    entry: Entry | None  # what it answers with; None for CLARIFY and UNKNOWN
    matches: tuple[Match, ...]  # best first
    reading: Reading | None  # None where the entry was picked from a list
    offered: tuple[Entry, ...] = ()  # what CLARIFY asks back with, what UNKNOWN shows as nearest
    by: Match | None = None  # the match that decided, by its score or by what blocks it

    @property
    def score(self) -> float:
        """How sure the bot is of its answer; of the best match, where none of them is the answer."""
        scores = {match.entry.id: match.score for match in self.matches}
        best = max(scores.values(), default=0.0)
        return scores.get(self.entry.id, best) if self.entry else best


class Detail(Enum):
    """What is asked of an answer that was given already."""

    SPEAKER = auto()
    SOURCE = auto()


@dataclass(frozen=True, slots=True)
class Understood:
    """One question of a message within its conversation, and what was decided about it."""

    outcome: Outcome
    follows: bool = False  # understood only from the exchange before it
    apart: bool = False  # begins as if it went on from there, and is about something else
    detail: Detail | None = None  # only this is asked of the answer that the outcome holds, if it holds one
    greeted: bool = False  # after a salam, which is answered once
    foreign: bool = False  # written in another language, and not surely understood
    groups: tuple[Group, ...] = ()  # how these stand is asked, and the outcome does not tell it


class Complaint(StrEnum):
    """Why a person found an answer no good."""

    WRONG = "wrong"
    INCOMPLETE = "incomplete"
    OFF_TOPIC = "off_topic"


class Lack(StrEnum):
    """Why a question counts as asked in vain."""

    UNKNOWN = "unknown"  # nothing answered it
    CLARIFY = "clarify"  # it was asked back
    DISLIKED = "disliked"  # its answer was found no good


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked in vain, as it is kept; `person` is whoever asked, or disliked the answer."""

    id: str
    at: datetime
    person: str
    text: str  # masked; empty where a button asked
    key: str  # the same for the same words; tells nothing of them
    lack: Lack
    entry_id: str  # what answered, if it was disliked
    complaint: str  # why it was, if that was said


@dataclass(frozen=True, slots=True)
class Unmet:
    """Questions that are alike and were asked in vain; `id` and `text` are of the one that is asked most."""

    id: str
    text: str
    asked: tuple[Asked, ...]  # oldest first
    texts: tuple[str, ...]  # in how many ways, the most frequent first
    near: tuple[Entry, ...]  # what comes nearest to it today

    @property
    def people(self) -> int:
        """How many have asked it."""
        return len({each.person for each in self.asked})


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question; `text` is empty where a button asked."""

    at: datetime
    text: str
    kind: str
    entry_id: str


@dataclass(frozen=True, slots=True)
class KeptVote:
    """A vote; `entry_id` is empty where the answer is no longer known."""

    at: datetime
    entry_id: str
    up: bool
    complaint: str


@dataclass(frozen=True, slots=True)
class KeptHandover:
    """A question that went to the staff."""

    at: datetime
    text: str
    state: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything that is kept about one person, oldest first."""

    questions: tuple[KeptQuestion, ...]
    votes: tuple[KeptVote, ...]
    handovers: tuple[KeptHandover, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """How many questions people typed on a day, by what came of them."""

    date: date
    asked: dict[OutcomeKind, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """How the bot is doing: numbers, never persons."""

    days: tuple[Day, ...]  # oldest first, those without questions too
    picked: int  # answers that a button asked for
    askers: int | None  # how many people asked; None where these are so few that they could be guessed
    most_asked: tuple[tuple[str, int], ...]  # ids of entries, typed or picked, and how often
    ms: tuple[float, ...]  # in which half, 95 % and 99 % of what was typed was answered; empty without any
    good: int  # votes
    bad: dict[str, int]  # votes by complaint, "" for none
    handed_over: int  # to the staff
    staff_answered: int  # of these
