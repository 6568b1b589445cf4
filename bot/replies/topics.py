"""Topics and their questions, to be leafed through."""

from collections.abc import Iterator

from bot.model import Entry, EntryKind, Knowledge
from bot.replies.choices import choices, spelled_out
from bot.replies.commands import Scope
from bot.replies.messages import Say
from bot.replies.paging import page_of, page_value, turners
from bot.replies.parts import Action, Button, Part, Reply, column, heading, paired, paragraph

PER_PAGE = 6


class Topics:
    """The menu of topics; those named “A: b” and “A: c” are listed together under A.

    A topic is known by any of its entries, so that a button outlives an edition.
    """

    def __init__(self, knowledge: Knowledge, say: Say) -> None:
        self._say = say
        self._topics: dict[str, list[Entry]] = {}
        for entry in sorted(knowledge.entries, key=lambda entry: entry.kind is not EntryKind.FACT):
            if entry.topic and entry.kind is not EntryKind.SMALL_TALK:
                self._topics.setdefault(entry.topic, []).append(entry)
        self._topic_of = {entry.id: name for name, listed in self._topics.items() for entry in listed}

    def menu(self, scope: Scope = Scope.PRIVATE) -> Reply:
        """All topics."""
        groups = dict.fromkeys(_group(name) for name in self._topics)
        buttons = []
        for group in groups:
            first, *others = self._names(group)
            if others:
                buttons.append(Button(group, Action.TOPICS, self._topics[first][0].id))
            else:
                buttons.append(self._opener(first, first))
        return Reply(self._above(self._say("topik"), scope), paired(buttons))

    def group(self, entry_id: str, scope: Scope = Scope.PRIVATE) -> Reply | None:
        """The topics listed together with an entry's; None if there is no such entry."""
        if entry_id not in self._topic_of:
            return None
        group = _group(self._topic_of[entry_id])
        openers = [
            self._opener(name, _capitalized(name.removeprefix(f"{group}: "))) for name in self._names(group)
        ]
        back = Button(self._say("kembali"), Action.TOPICS)
        return Reply(self._above(group, scope), (*paired(openers), (back,)))

    def questions(self, value: str, scope: Scope = Scope.PRIVATE) -> Reply | None:
        """A page of a topic's questions; None if there is no such page."""
        entry_id, page = page_of(value) or ("", 0)
        name = self._topic_of.get(entry_id, "")
        listed = self._topics.get(name, [])
        shown = listed[page * PER_PAGE : (page + 1) * PER_PAGE]
        if not shown:
            return None
        pages = -(-len(listed) // PER_PAGE)
        at = f" ({self._say('halaman', halaman=page + 1, semua=pages)})" if pages > 1 else ""
        parts, buttons = spelled_out(self._above(name + at, scope), choices(shown, Action.IN_TOPIC))
        others = len(list(self._names(_group(name)))) > 1
        back = Button(self._say("kembali"), Action.TOPICS, entry_id if others else "")
        turning = turners(self._say, Action.TOPIC, entry_id, page, pages)
        return Reply(parts, (*column(buttons), *turning, (back,)))

    def way_back(self, entry: Entry) -> Button | None:
        """From an answer to the page that lists its question; None if none does."""
        if entry.id not in self._topic_of:
            return None
        page = self._topics[entry.topic].index(entry) // PER_PAGE
        return Button(self._say("kembali"), Action.TOPIC, page_value(entry.id, page))

    def _above(self, title: str, scope: Scope) -> tuple[Part, ...]:
        """What stands above a list; in a group the bot does not hear what is just written."""
        how = "topik_pilih" if scope is Scope.PRIVATE else "topik_pilih_grup"
        return heading(title), paragraph(self._say(how))

    def _names(self, group: str) -> Iterator[str]:
        return (name for name in self._topics if _group(name) == group)

    def _opener(self, name: str, label: str) -> Button:
        return Button(label, Action.TOPIC, page_value(self._topics[name][0].id, 0))


def _capitalized(name: str) -> str:
    """With a capital at its start, and those that it has."""
    return name[:1].upper() + name[1:]


def _group(name: str) -> str:
    return name.partition(": ")[0]
