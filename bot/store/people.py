"""People without names: a keyed hash of the user id."""

import hashlib
import hmac
import logging
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from bot.errors import ConfigError

log = logging.getLogger(__name__)

LENGTH = 32  # hexadecimal digits, 128 bits


def pseudonyms(key: bytes) -> Callable[[int], str]:
    """Tells people apart without telling who they are; without the key nobody can try ids one by one."""

    def person(user_id: int) -> str:
        return keyed(key, str(user_id))

    return person


def keyed(key: bytes, text: str) -> str:
    """A hash that only the key's owner can try texts for."""
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:LENGTH]


def load_key(path: Path) -> bytes:
    """The key in a file that only its owner may read, made where there is none.

    Raises ConfigError for a file that others may read. Where none can be kept, the key lasts until the end.
    """
    try:
        _make(path)
        if path.stat().st_mode & 0o077:
            raise ConfigError(f"berkas kunci {path} bisa dibaca orang lain. Jalankan: chmod 600 {path}")
        return path.read_bytes()
    except OSError as error:
        log.warning("the key is not kept, so people are told apart until the bot stops: %s", error.strerror)
        return secrets.token_bytes(LENGTH)


def _make(path: Path) -> None:
    """Makes the key, whole or not at all; whoever comes second finds the first one's."""
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(LENGTH))
        os.link(new, path)
    except FileExistsError:
        pass
    finally:
        new.unlink(missing_ok=True)
