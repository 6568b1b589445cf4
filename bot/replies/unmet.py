"""What admins are told of questions that were asked in vain, and what they can do about them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from bot.content.marks import quoted
from bot.language.dates import local
from bot.language.personal import MASK
from bot.language.tokens import tokens
from bot.model import Asked, Complaint, Entry, Knowledge, Lack, Unmet
from bot.replies.feedback import COMPLAINTS
from bot.replies.messages import Say
from bot.replies.paging import page_value, turners
from bot.replies.parts import (
    Action,
    Button,
    Part,
    PartKind,
    Reply,
    column,
    excerpt,
    heading,
    paragraph,
    shortened,
)

PER_PAGE = 5
SEPARATOR = "."  # between a question and the entry that it is to be added to
MOST_TEXTS, LONGEST_TEXT, LONGEST_NEAR = 10, 200, 60
MAX_ID = 40  # characters


class UnmetDesk:
    """The replies to /belum and /batal, and what admins are told unasked."""

    def __init__(self, knowledge: Knowledge, say: Say) -> None:
        self._knowledge, self._say = knowledge, say

    def listed(self, groups: Sequence[Unmet], page: int = 0) -> Reply | None:
        """A page of the groups; None if there is no such page."""
        if not groups:
            return Reply((paragraph(self._say("belum_kosong")),))
        shown = list(enumerate(groups, start=1))[page * PER_PAGE : (page + 1) * PER_PAGE]
        if not shown:
            return None
        parts = (heading(self._say("belum_judul", jumlah=len(groups))), *self.summaries(shown))
        openers = tuple(Button(str(number), Action.UNMET, group.id) for number, group in shown)
        pages = -(-len(groups) // PER_PAGE)
        return Reply(parts, (openers, *turners(self._say, Action.UNMET_PAGE, "", page, pages)))

    def summaries(self, groups: Iterable[tuple[int, Unmet]]) -> tuple[Part, ...]:
        """A paragraph for each numbered group, with the entries that come nearest."""
        return tuple(
            paragraph("\n".join(filter(None, (f"{number}. {_quoted(group.text)}", *self._told(group)))))
            for number, group in groups
        )

    def one(self, group: Unmet) -> Reply:
        """A group, and what can be done about it."""
        others = [f"• {_quoted(text)}" for text in group.texts[1:][:MOST_TEXTS]]
        parts = [heading(shortened(group.text, LONGEST_TEXT)), paragraph("\n".join(self._told(group)[:2]))]
        if others:
            parts.append(paragraph("\n".join((self._say("belum_juga"), *others))))
        adding = (
            Button(
                self._say("belum_tambah", butir=each.brief),
                Action.ADD,
                f"{group.id}{SEPARATOR}{each.id}",
            )
            for each in group.near
        )
        new = Button(self._say("belum_baru"), Action.NEW_ENTRY, group.id)
        ignore = Button(self._say("belum_abaikan"), Action.IGNORE, group.id)
        return Reply(tuple(parts), (*column((*adding, new)), (ignore, self._back())))

    def adding(self, question_id: str, text: str, entry: Entry) -> Reply:
        """Exactly what would be added and where, and whether to."""
        if not may_be_added(text):
            return Reply((paragraph(self._say("belum_tak_bisa")),), self._way_back(question_id))
        where = self._say("belum_ke", butir=entry.question, berkas=entry.place.file)
        parts = (heading(self._say("belum_yakin")), Part(PartKind.CODE, text), paragraph(where))
        add = Button(self._say("belum_ya"), Action.ADD_NOW, f"{question_id}{SEPARATOR}{entry.id}")
        return Reply(parts, ((add,), *self._way_back(question_id)))

    def added(self, text: str, entry: Entry, *, answers: bool) -> Reply:
        """It stands in the file; `answers`: whether the bot answers it so now."""
        where = self._say("belum_ditambahkan", butir=entry.question, berkas=entry.place.file)
        told = self._say("belum_berlaku" if answers else "belum_ragu"), self._say("batal_cara")
        parts = (paragraph(where), Part(PartKind.CODE, text), *map(paragraph, told))
        return Reply(parts, ((self._back(),),))

    def refused(self, problems: str) -> Reply:
        """Nothing was changed, and why."""
        return Reply((heading(self._say("belum_ditolak")), excerpt(problems)), ((self._back(),),))

    def ignored(self, group: Unmet) -> Reply:
        """A group is not listed any more."""
        told = f"{self._say('belum_diabaikan')}\n{_quoted(group.text)}"
        return Reply((paragraph(told), paragraph(self._say("batal_cara"))), ((self._back(),),))

    def block(self, group: Unmet) -> Reply:
        """An entry to be filled in, as YAML, and the file where it belongs."""
        file = (group.near or self._knowledge.entries)[0].place.file
        parts = (paragraph(self._say("belum_blok", berkas=file)), Part(PartKind.CODE, self._yaml(group)))
        return Reply(parts, self._way_back(group.id))

    def undoing(self, number: int, text: str, entry_id: str, file: str) -> Reply:
        """What would be taken back, and whether to; without a text it is that a group was ignored."""
        questions = {entry.id: entry.question for entry in self._knowledge.entries}
        where = self._say("belum_ke", butir=questions.get(entry_id, entry_id), berkas=file)
        added = (Part(PartKind.CODE, text), paragraph(where))
        what = added if text else (paragraph(self._say("batal_abaikan")),)
        undo = Button(self._say("batal_ya"), Action.UNDO, str(number))
        keep = Button(self._say("batal"), Action.CANCEL)
        return Reply((heading(self._say("batal_judul")), *what), ((undo, keep),))

    def often(self, groups: Sequence[Unmet]) -> Reply:
        """Groups that are asked often by now."""
        return self._notice(self._say("belum_sering"), groups)

    def weekly(self, groups: Sequence[Unmet]) -> Reply:
        """The groups of a week that admins have not been told of."""
        return self._notice(self._say("belum_mingguan", jumlah=len(groups)), groups)

    def _notice(self, title: str, groups: Sequence[Unmet]) -> Reply:
        parts = (heading(title), *self.summaries(list(enumerate(groups, start=1))[:PER_PAGE]))
        return Reply(parts, ((Button(self._say("belum_lihat"), Action.UNMET_PAGE, page_value("", 0)),),))

    def _told(self, group: Unmet) -> tuple[str, ...]:
        """How often, by how many and when; why; and what comes nearest."""
        often = self._say(
            "belum_sebanyak", kali=len(group.asked), orang=group.people, waktu=local(group.asked[-1].at)
        )
        near = "; ".join(shortened(each.brief, LONGEST_NEAR) for each in group.near)
        return (often, self._why(group.asked), self._say("belum_terdekat", butir=near) if near else "")

    def _why(self, asked: Sequence[Asked]) -> str:
        lacks = Counter(each.lack for each in asked)
        why = Counter(each.complaint for each in asked if each.complaint)
        said = ", ".join(f"{self._say(COMPLAINTS[Complaint(each)])} {count}" for each, count in why.items())
        told = [self._say(f"belum_{lack}", jumlah=lacks[lack]) for lack in Lack if lacks[lack]]
        return " · ".join(told) + (f" ({said})" if said else "")

    def _yaml(self, group: Unmet) -> str:
        clean = [text for text in group.texts if may_be_added(text)]
        question, *others = clean[: MOST_TEXTS + 1] or [self._say("blok_pertanyaan")]
        cited = (citation.source.id for entry in group.near for citation in entry.citations)
        lines = [
            f"  # {self._say('blok_cara')}",
            f"  - id: {_id(question)}",
            f"    pertanyaan: {quoted(question)}",
            "    variasi:",
            *(f"      - {quoted(text)}" for text in others or [self._say("blok_variasi")]),
            f"    jawaban: {quoted(self._say('blok_jawaban'))}",
            "    kutipan:",
            f"      - sumber: {next(cited, self._knowledge.sources[0].id)}",
            f"        teks: {quoted(self._say('blok_kutipan'))}",
        ]
        return "\n".join(lines)

    def _back(self) -> Button:
        return Button(self._say("kembali"), Action.UNMET_PAGE, page_value("", 0))

    def _way_back(self, question_id: str) -> tuple[tuple[Button, ...], ...]:
        return ((Button(self._say("kembali"), Action.UNMET, question_id),),)


def _id(question: str) -> str:
    """An id made of a question's words; that another entry has it is told when the file is loaded."""
    return "-".join(re.findall("[a-z0-9]+", " ".join(tokens(question))))[:MAX_ID].strip("-") or "butir-baru"


def may_be_added(text: str) -> bool:
    """Whether a phrasing is short, and holds nobody's data."""
    return MASK not in text and len(text) <= LONGEST_TEXT


def chosen(value: str) -> tuple[str, str]:
    """The question and the entry that a button's value holds."""
    question_id, _, entry_id = value.partition(SEPARATOR)
    return question_id, entry_id


def _quoted(text: str) -> str:
    return f"“{shortened(text, LONGEST_TEXT)}”"
