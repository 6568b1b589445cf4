"""Settings: the environment outweighs the configuration file, which outweighs the defaults below."""

import re
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, cast, get_type_hints

from bot.content.phrases import split_list
from bot.content.strict_yaml import Items, Record, read_yaml
from bot.errors import ConfigError, ContentError

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"  # what the bot keeps; not part of the program
DATABASE = f"sqlite:///{DATA / 'tanya.sqlite3'}"
TOKEN, TOKEN_FILE = "TELEGRAM_BOT_TOKEN", "TELEGRAM_BOT_TOKEN_FILE"
SECRETS = ("token", "hash_key")  # only ever from the environment or from files of their own
LARGEST = 65_535  # a port; more than enough for every limit
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
Settings = TypeVar("Settings")


class ChatId(int):
    """A chat as Telegram numbers it; groups are negative."""


NO_CHAT = ChatId()


class UserId(int):
    """A person as Telegram numbers them."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Folders; those that a configuration file names are relative to it, the defaults to the program."""

    knowledge: Path = Path("knowledge")
    language: Path = Path("knowledge/bahasa")
    seeds: Path = Path("seeds")

    @property
    def all(self) -> tuple[Path, Path, Path]:
        return self.knowledge, self.language, self.seeds


@dataclass(frozen=True, slots=True)
class SendLimits:
    """How many messages go out at most; 0 means no limit."""

    per_second: int = 29
    per_chat_per_second: int = 1
    per_group_per_minute: int = 18


@dataclass(frozen=True, slots=True)
class Telegram:
    """The Bot API server, and how the bot treats it."""

    base_url: str = "https://api.telegram.org/bot"
    token_file: str = ""
    limits: SendLimits = SendLimits()
    staff_chat: ChatId = NO_CHAT
    admins: tuple[UserId, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one person, or a group as a whole, may ask; 0 means no limit."""

    per_user_per_minute: int = 20
    per_group_per_minute: int = 6


@dataclass(frozen=True, slots=True)
class Database:
    """Where the log is kept; an empty address, which load_config never leaves, keeps it in memory."""

    url: str = field(default="", repr=False)  # may hold a password


@dataclass(frozen=True, slots=True)
class Store:
    """For how long the log is kept, and how often something is asked in vain before admins are told."""

    keep_days: int = 90
    tell_after: int = 5


@dataclass(frozen=True, slots=True)
class Local:
    """The local chat, on 127.0.0.1 only."""

    port: int = 8765


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that can be set. SECRETS never stand in the file and never show in a repr."""

    paths: Paths = Paths()
    telegram: Telegram = Telegram()
    limits: Limits = Limits()
    database: Database = Database()
    store: Store = Store()
    local: Local = Local()
    operator: str = ""  # who runs the bot, as /tentang says it
    log_level: str = "INFO"
    token: str = field(default="", repr=False)
    hash_key: str = field(default="", repr=False)


def load_config(path: Path | None, environ: Mapping[str, str]) -> Config:
    """The configuration; without a path TANYA_CONFIG, else config.yaml where there is one.

    Raises ConfigError or ContentError.
    """
    named = path or (Path(environ["TANYA_CONFIG"]) if environ.get("TANYA_CONFIG") else None)
    file = named or ROOT / "config.yaml"
    config = Config()
    if named or file.exists():
        try:
            data = file.read_bytes()
        except OSError:
            raise ConfigError(f"konfigurasi {file} tidak terbaca") from None
        config = _filled(Config, read_yaml(data, str(file)))
    base_url = environ.get("TELEGRAM_BASE_URL") or config.telegram.base_url
    if not base_url.startswith(("http://", "https://")):
        raise ConfigError(f"alamat Bot API `{base_url}` harus diawali http:// atau https://")
    named_token = config.telegram.token_file and str(file.parent / config.telegram.token_file)
    return replace(
        config,
        paths=Paths(*(_located(getattr(config.paths, each.name), each, file) for each in fields(Paths))),
        telegram=replace(config.telegram, base_url=base_url),
        database=Database(environ.get("DATABASE_URL") or config.database.url or DATABASE),
        log_level=_log_level(environ.get("LOG_LEVEL") or config.log_level),
        token=_token(environ.get(TOKEN, ""), environ.get(TOKEN_FILE) or named_token),
        hash_key=environ.get("TANYA_HASH_KEY", "").strip(),
    )


def _located(path: Path, setting: Field[Any], file: Path) -> Path:
    """A default is part of the program's folder; what a file names is relative to that file."""
    return (ROOT if path == setting.default else file.parent) / path


def _filled(cls: type[Settings], record: Record) -> Settings:
    """The settings that a record holds, the defaults for the rest."""
    types = {name: kind for name, kind in get_type_hints(cls).items() if name not in SECRETS}
    record.only(types)
    return cls(**{key: _value(types[key], record, key) for key in record})


def _value(kind: Any, record: Record, key: str) -> object:
    if is_dataclass(kind):
        return _filled(cast(type, kind), record.record(key))
    if kind == tuple[UserId, ...]:
        return _user_ids(record, key)
    if kind is str and record[key] == "":
        return ""
    value = record.text(key)
    if kind is ChatId and not re.fullmatch("-?[0-9]{1,16}", value):
        raise ContentError.at(value.place, f"`{key}: {value}` bukan nomor obrolan", "Contoh: -1001234567890.")
    if kind is not int:
        return kind(value)
    if not re.fullmatch("[0-9]{1,5}", value) or int(value) > LARGEST:
        raise ContentError.at(
            value.place, f"`{key}: {value}` bukan bilangan bulat dari 0 sampai {LARGEST}", "Contoh: 20."
        )
    return int(value)


def _user_ids(record: Record, key: str) -> tuple[UserId, ...]:
    """The people in a list, or on one line with commas between them."""
    lines = record.texts(key) if isinstance(record[key], Items) else [record.text(key)]
    ids = [each for line in lines for each in split_list(line)]
    for each in ids:
        if not re.fullmatch("[1-9][0-9]{0,15}", each):
            raise ContentError.at(
                each.place, f"`{key}: {each}` bukan nomor pengguna", "Contoh: [123456789, 987654321]."
            )
    return tuple(map(UserId, dict.fromkeys(ids)))


def _log_level(name: str) -> str:
    if name.upper() not in LOG_LEVELS:
        raise ConfigError(f"LOG_LEVEL `{name}` tidak dikenal. Pilihannya: {', '.join(LOG_LEVELS)}.")
    return name.upper()


def _token(token: str, file: str) -> str:
    """The token from the environment, else from a file that nobody else may read, else empty."""
    if token.strip() or not file:
        return token.strip()
    path = Path(file)
    try:
        if path.stat().st_mode & 0o077:
            raise ConfigError(f"berkas token {path} bisa dibaca orang lain. Jalankan: chmod 600 {path}")
        if read := path.read_text(encoding="ascii").strip():
            return read
        raise ConfigError(f"berkas token {path} kosong")
    except (OSError, UnicodeDecodeError):
        raise ConfigError(f"berkas token {path} tidak terbaca") from None
