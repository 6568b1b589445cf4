"""How to begin and how to ask: the start, the help, the commands by their names and in plain words."""

from bot.errors import ContentError, Problem
from bot.model import Entry, EntryKind, Knowledge
from bot.replies import evidence
from bot.replies.choices import choices
from bot.replies.commands import EVERYWHERE, Scope, listed
from bot.replies.messages import Say
from bot.replies.parts import MAX_MESSAGE, Action, Button, Reply, column, paragraph, units

EXAMPLES, MOST_EXAMPLES = 3, 5


class Help:
    """What the bot tells of itself before anything is asked."""

    def __init__(self, knowledge: Knowledge, say: Say) -> None:
        """Raises ContentError for more topics than fit in a message."""
        self._knowledge, self._say = knowledge, say
        self._facts = [entry for entry in knowledge.entries if entry.kind is EntryKind.FACT]
        self._calls = {
            words.strip().lower(): command.name
            for command in listed(EVERYWHERE)  # an admin's words stay everybody's words
            for words in (command.name.replace("_", " "), *say(f"sebutan_{command.name}").split(","))
        }
        if units(self.help(Scope.PRIVATE | Scope.ADMIN).plain) > MAX_MESSAGE:
            fault = "daftar topik terlalu panjang untuk /bantuan"
            raise ContentError([Problem(knowledge.entries[0].place, fault)])

    def start(self) -> Reply:
        """What the bot is, with examples to press."""
        parts = (
            paragraph(self._say("mulai", bot="Tanya Desa")),
            paragraph(self._say("privasi")),
            paragraph(self._say("coba")),
        )
        return Reply(parts, column(choices(self.examples(), Action.OPEN)))

    def examples(self) -> list[Entry]:
        """The questions to begin with: those that editors chose, else the first facts."""
        chosen = [entry for entry in self._facts if entry.example]
        return chosen[:MOST_EXAMPLES] or self._facts[:EXAMPLES]

    def help(self, scope: Scope = Scope.PRIVATE) -> Reply:
        """How to ask; in a private chat the topics and the sources too. Commands are listed last."""
        commands = "\n".join(f"/{each.name}: {self._say(f'menu_{each.name}')}" for each in listed(scope))
        told = self._say("bantuan_grup") if scope is Scope.GROUP else self._contents()
        return Reply((paragraph(told), paragraph(commands), paragraph(self._say("privasi"))))

    def other_command(self, scope: Scope) -> Reply:
        """The reply to a command that there is not."""
        names = ", ".join(f"/{command.name}" for command in listed(scope))
        return Reply((paragraph(self._say("perintah_lain", perintah=names)),))

    def private_only(self) -> Reply:
        """The reply in a group to a command about the person, with the way to the private chat."""
        opener = Button(self._say("buka_pribadi"), Action.START)
        return Reply((paragraph(self._say("perintah_pribadi")),), ((opener,),))

    def called(self, text: str) -> str:
        """The command that a message asks for in plain words; empty if it asks for none."""
        said = " ".join(text.lower().strip(" .!/").replace("_", " ").split())
        return self._calls.get(said, "")

    def _contents(self) -> str:
        topics = "\n".join(
            f"• {topic}" for topic in dict.fromkeys(each.topic for each in self._facts) if topic
        )
        sources = "\n".join(f"• {evidence.publisher(each)}: {each.title}" for each in self._knowledge.sources)
        return self._say("bantuan", topik=topics, sumber=sources)
