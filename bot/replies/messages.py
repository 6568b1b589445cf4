"""The bot's own sentences: which there are, what they may hold, and how they are filled."""

import difflib
from collections.abc import Mapping
from string import Template

from bot.errors import ContentError, Place, Problem
from bot.replies.commands import COMMANDS
from bot.replies.parts import units

# The keys of `pesan`: the $words that each may hold, and the most characters. Telegram allows 512, 120 and
# 256 for what it shows of the bot, 200 for a notice after a button; the rest are messages.
LONG, NOTICE, LABEL, MENU = 1500, 200, 40, 256
MESSAGES: Mapping[str, tuple[str, int]] = {
    "mulai": ("bot", LONG),
    "privasi": ("", LONG),
    "coba": ("", LONG),
    "bantuan": ("topik sumber", LONG),
    "balas_salam": ("", NOTICE),
    "kutipan_terdekat": ("", NOTICE),
    "penutur": ("nama jabatan nomor", NOTICE),
    "tulisan_berita": ("nomor", NOTICE),
    "bukan_berita": ("nomor", NOTICE),
    "sumber": ("", NOTICE),
    "saran": ("saran", NOTICE),
    "tanya_balik": ("", LONG),
    "bukan_semuanya": ("", LABEL),
    "ditolak_semua": ("", LONG),
    "tidak_tahu": ("", LONG),
    "terdekat": ("", LONG),
    "bukan_teks": ("", LONG),
    "perintah_lain": ("perintah", LONG),
    "kedaluwarsa": ("", NOTICE),
    "terlalu_cepat": ("", NOTICE),
    "gangguan": ("", LONG),
    "keterangan": ("", 512),
    "keterangan_pendek": ("", 120),
} | {f"menu_{command.name}": ("", MENU) for command in COMMANDS}


class Wording:
    """The sentences that editors wrote, checked."""

    def __init__(self, messages: Mapping[str, str]) -> None:
        """Raises ContentError for a sentence that is missing, unknown, too long, or cannot be filled."""
        if problems := _wrong(messages):
            raise ContentError(problems)
        self._templates = {key: Template(text) for key, text in messages.items()}

    def say(self, key: str, **words: object) -> str:
        """One of the bot's own sentences."""
        return self._templates[key].substitute(words)


def _wrong(messages: Mapping[str, str]) -> list[Problem]:
    problems = []
    for key, text in messages.items():
        place = getattr(text, "place", Place("pesan", 1))
        if key not in MESSAGES:
            near = difflib.get_close_matches(key, MESSAGES, n=1)
            cure = f"Mungkin maksud Anda `{near[0]}`?" if near else "Hapus kunci ini."
            problems.append(Problem(place, f"pesan `{key}` tidak dikenal", cure))
            continue
        template = Template(text)
        words, most = MESSAGES[key]
        if units(text) > most:
            fault = f"pesan `{key}` {units(text)} huruf, paling panjang {most}"
            problems.append(Problem(place, fault, "Persingkat."))
        if not template.is_valid() or set(template.get_identifiers()) - set(words.split()):
            allowed = ", ".join(f"${word}" for word in words.split()) or "tidak ada"
            fault = f"ada tanda $ yang tidak dikenal di pesan `{key}`"
            problems.append(Problem(place, fault, f"Yang bisa diisi program: {allowed}."))
    missing = [key for key in MESSAGES if key not in messages]
    if missing:
        fault = f"pesan belum lengkap: {', '.join(missing)}"
        problems.append(Problem(Place("pesan.yaml", 1), fault, "Tambahkan di bawah `pesan:`."))
    return problems
