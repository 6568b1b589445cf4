"""The commands, once: handlers, the menu and the help all go by this table."""

from dataclasses import dataclass
from enum import Flag, auto


class Scope(Flag):
    """Where a command is understood and listed."""

    PRIVATE = auto()
    GROUP = auto()
    ADMIN = auto()  # an admin's private chat, nowhere else


@dataclass(frozen=True, slots=True)
class Command:
    """A command; the message `menu_` + name says what it does."""

    name: str
    scope: Scope


EVERYWHERE = Scope.PRIVATE | Scope.GROUP
COMMANDS = (
    Command("start", Scope.PRIVATE),
    Command("topik", EVERYWHERE),
    Command("cek", EVERYWHERE),
    Command("sumber", EVERYWHERE),
    Command("tanya", EVERYWHERE),
    Command("bantuan", EVERYWHERE),
    Command("tentang", EVERYWHERE),
    Command("privasi", EVERYWHERE),
    Command("data_saya", Scope.PRIVATE),
    Command("hapus_data", Scope.PRIVATE),
    Command("belum", Scope.ADMIN),
    Command("batal", Scope.ADMIN),
    Command("statistik", Scope.ADMIN),
    Command("muat_ulang", Scope.ADMIN),
)


def listed(scope: Scope) -> tuple[Command, ...]:
    """The commands of a scope, or of several, in the order of the menu."""
    return tuple(command for command in COMMANDS if scope & command.scope)
