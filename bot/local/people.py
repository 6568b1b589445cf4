"""Who talks with the bot, and where."""

from dataclasses import dataclass
from typing import Literal

from bot.local.rules import Json


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who talks with the bot."""

    id: int
    first_name: str = "Warga"
    username: str | None = None
    language_code: str = "id"

    @property
    def private_chat(self) -> Json:
        """The chat with this user alone; it has the user's id."""
        return {"id": self.id, "type": "private", **self._names}

    def to_json(self) -> Json:
        """The user as the Bot API shows them."""
        language = {"language_code": self.language_code}
        return {"id": self.id, "is_bot": False, **self._names, **language}

    @property
    def _names(self) -> Json:
        names: Json = {"first_name": self.first_name}
        return names | ({"username": self.username} if self.username else {})


VISITOR = User(1001)


@dataclass(frozen=True, slots=True)
class Group:
    """A chat of several people, which the bot may be in, with privacy mode on."""

    id: int
    title: str
    type: Literal["group", "supergroup"] = "supergroup"
    is_forum: bool = False
    has_bot: bool = True
    admins: frozenset[int] = frozenset()
    members: frozenset[int] = frozenset()  # empty: everybody

    def to_json(self) -> Json:
        """The group as the Bot API shows it."""
        chat: Json = {"id": self.id, "title": self.title, "type": self.type}
        return chat | ({"is_forum": True} if self.is_forum else {})

    def shows(self, user: User) -> bool:
        """Whether *user* has the group among their chats."""
        return not self.members or user.id in self.members
