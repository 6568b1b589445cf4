"""The bot's own sentences: which there are, what they may hold, and how they are filled."""

from collections.abc import Mapping
from string import Template
from typing import Protocol

from bot.errors import ContentError, Place, Problem, meant, place_of
from bot.language.personal import PersonalKind
from bot.model import OutcomeKind, Standing
from bot.replies.commands import COMMANDS, EVERYWHERE, listed
from bot.replies.parts import units

# The keys of `pesan`: the $words that each may hold, and the most characters. Telegram allows 512, 120 and
# 256 for what it shows of the bot, 200 for a notice after a button; the rest are messages.
LONG, NOTICE, LABEL, SHORT, MENU = 1500, 200, 40, 10, 256
MESSAGES: dict[str, tuple[str, int]] = {
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
    "menurut_sumber_per": ("tanggal", NOTICE),
    "menurut_sumber_terbit": ("tanggal", NOTICE),
    "tanggal_terakhir": ("tanggal", NOTICE),
    "beberapa_sumber": ("", NOTICE),
    "menurut": ("penerbit tanggal jawaban", NOTICE),
    "tanpa_tanggal": ("", LABEL),
    "cek_judul": ("", NOTICE),
    "cek_cara": ("", NOTICE),
    "cek_tidak_disebut": ("", LONG),
    "kalimat": ("nomor", LABEL),
    "tidak_dikatakan": ("", NOTICE),
    "semua_kelompok": ("", LABEL),
    "kelompok_tidak_disebut": ("", LABEL),
    "kelompok_mana": ("", NOTICE),
    "tanya_kelompok": ("kelompok", NOTICE),
    "kelompok_tak_dikenal": ("", LONG),
    "saran": ("saran", NOTICE),
    "maksud_anda": ("pertanyaan", LONG),
    "jawaban_mana": ("", LONG),
    "tanya_penutur": ("pertanyaan", LONG),
    "tanya_sumber": ("pertanyaan", LONG),
    "disampaikan": ("nama jabatan", NOTICE),
    "tanpa_penutur": ("", NOTICE),
    "diambil": ("penerbit nomor", NOTICE),
    "sisanya": ("", NOTICE),
    "bahasa_lain": ("", LONG),
    "jangan_kirim": ("jenis", LONG),
    "tanya_balik": ("", LONG),
    "bukan_semuanya": ("", LABEL),
    "ditolak_semua": ("", LONG),
    "tidak_tahu": ("", LONG),
    "terdekat": ("", LONG),
    "bukan_teks": ("", LONG),
    "kiriman_suara": ("", LONG),
    "kiriman_foto": ("", LONG),
    "kiriman_stiker": ("", LONG),
    "kiriman_lokasi": ("", LONG),
    "kiriman_kontak": ("", LONG),
    "kiriman_dokumen": ("", LONG),
    "kiriman_jajak": ("", LONG),
    "tanpa_kata": ("", NOTICE),
    "tanya_kosong": ("", LONG),
    "tanya_kosong_grup": ("", LONG),
    "bantuan_grup": ("", LONG),
    "lihat_konteks": ("", LABEL),
    "konteks": ("", SHORT),
    "salin_kutipan": ("", LABEL),
    "bagikan": ("", SHORT),
    "buka_pribadi": ("", LABEL),
    "buka": ("", SHORT),
    "kirim_whatsapp": ("", LABEL),
    "kirim_telegram": ("", LABEL),
    "buka_lewat": ("alamat", NOTICE),
    "tanya_langsung": ("", LABEL),
    "topik": ("", NOTICE),
    "topik_pilih": ("", NOTICE),
    "topik_pilih_grup": ("", NOTICE),
    "kembali": ("", LABEL),
    "sebelumnya": ("", LABEL),
    "berikutnya": ("", LABEL),
    "sumber_daftar": ("", NOTICE),
    "halaman": ("halaman semua", NOTICE),
    "laman_asli": ("", NOTICE),
    "buka_sumber": ("", LABEL),
    "kalimat_tidak_ada": ("terakhir", NOTICE),
    "tentang": ("", LONG),
    "tentang_sumber": ("", NOTICE),
    "tentang_pengetahuan": ("jumlah terbuka versi waktu", LONG),
    "pengelola": ("nama", NOTICE),
    "pengelola_kosong": ("", NOTICE),
    "perintah_lain": ("perintah", LONG),
    "perintah_pribadi": ("", NOTICE),
    "kedaluwarsa": ("", NOTICE),
    "bukan_untuk_anda": ("", NOTICE),
    "tautan_lama": ("", LONG),
    "terlalu_cepat": ("", NOTICE),
    "terlalu_cepat_menekan": ("", NOTICE),
    "gangguan": ("", LONG),
    "suara_baik": ("", LABEL),
    "suara_buruk": ("", LABEL),
    "suara_dicatat": ("", NOTICE),
    "suara_mengapa": ("", NOTICE),
    "keluhan_salah": ("", LABEL),
    "keluhan_kurang": ("", LABEL),
    "keluhan_lain": ("", LABEL),
    "keluhan_dicatat": ("", NOTICE),
    "catatan_gangguan": ("", NOTICE),
    "teruskan": ("", LABEL),
    "teruskan_izin": ("", NOTICE),
    "teruskan_cara": ("", NOTICE),
    "teruskan_kirim": ("", LABEL),
    "teruskan_terkirim": ("", NOTICE),
    "teruskan_sudah": ("", NOTICE),
    "teruskan_gagal": ("", NOTICE),
    "batal": ("", LABEL),
    "dibatalkan": ("", NOTICE),
    "petugas_judul": ("", LABEL),
    "petugas_cara": ("", NOTICE),
    "petugas_disampaikan": ("", NOTICE),
    "petugas_disampaikan_lagi": ("", NOTICE),
    "petugas_ditutup": ("", NOTICE),
    "petugas_gagal": ("", NOTICE),
    "petugas_bukan_teks": ("", NOTICE),
    "petugas_terlalu_panjang": ("", NOTICE),
    "petugas_tidak_tersimpan": ("", NOTICE),
    "jawaban_petugas": ("", LABEL),
    "jawaban_petugas_lagi": ("", LABEL),
    "jawaban_petugas_catatan": ("", NOTICE),
    "privasi_judul": ("", LABEL),
    "privasi_isi": ("hari", 950),
    "data_judul": ("", LABEL),
    "data_ringkas": ("pertanyaan penilaian diteruskan hari", NOTICE),
    "data_kosong": ("", NOTICE),
    "data_berkas": ("", NOTICE),
    "data_pertanyaan": ("", LABEL),
    "data_penilaian": ("", LABEL),
    "data_diteruskan": ("", LABEL),
    "data_tombol": ("", LABEL),
    "hapus_yakin": ("", LONG),
    "hapus_ya": ("", LABEL),
    "hapus_selesai": ("jumlah", NOTICE),
    "muat_selesai": ("jumlah versi", NOTICE),
    "muat_pulih": ("versi", NOTICE),
    "muat_rusak": ("", NOTICE),
    "muat_rusak_cara": ("", NOTICE),
    "muat_lagi": ("", LABEL),
    "belum_judul": ("jumlah", NOTICE),
    "belum_kosong": ("", NOTICE),
    "belum_sebanyak": ("kali orang waktu", NOTICE),
    "belum_unknown": ("jumlah", LABEL),
    "belum_clarify": ("jumlah", LABEL),
    "belum_disliked": ("jumlah", LABEL),
    "belum_terdekat": ("butir", LABEL),
    "belum_juga": ("", NOTICE),
    "belum_tambah": ("butir", LABEL),
    "belum_baru": ("", LABEL),
    "belum_abaikan": ("", LABEL),
    "belum_yakin": ("", NOTICE),
    "belum_ke": ("butir berkas", NOTICE),
    "belum_ya": ("", LABEL),
    "belum_memeriksa": ("", NOTICE),
    "belum_tak_bisa": ("", NOTICE),
    "belum_sudah": ("", NOTICE),
    "belum_berubah": ("", NOTICE),
    "belum_ditambahkan": ("butir berkas", NOTICE),
    "belum_berlaku": ("", NOTICE),
    "belum_ragu": ("", NOTICE),
    "belum_ditolak": ("", NOTICE),
    "belum_diabaikan": ("", NOTICE),
    "belum_blok": ("berkas", LONG),
    "belum_sering": ("", NOTICE),
    "belum_mingguan": ("jumlah", NOTICE),
    "belum_lihat": ("", LABEL),
    "blok_cara": ("", NOTICE),
    "blok_pertanyaan": ("", NOTICE),
    "blok_variasi": ("", NOTICE),
    "blok_jawaban": ("", NOTICE),
    "blok_kutipan": ("", NOTICE),
    "batal_cara": ("", NOTICE),
    "batal_judul": ("", NOTICE),
    "batal_abaikan": ("", NOTICE),
    "batal_kosong": ("", NOTICE),
    "batal_ya": ("", LABEL),
    "batal_selesai": ("", NOTICE),
    "batal_berubah": ("", NOTICE),
    "poster_nama": ("", LABEL),
    "poster_tentang": ("", 60),
    "poster_judul": ("", 120),
    "poster_ajakan": ("", NOTICE),
    "poster_ajakan_butir": ("", NOTICE),
    "poster_cara": ("", LABEL),
    "poster_langkah": ("", 300),
    "poster_contoh": ("", LABEL),
    "poster_contoh_lain": ("", LABEL),
    "poster_larangan": ("", 30),
    "poster_rahasia": ("", NOTICE),
    "poster_kejujuran": ("", NOTICE),
    "laporan_judul": ("", LABEL),
    "laporan_periode": ("awal akhir hari", NOTICE),
    "laporan_kosong": ("", NOTICE),
    "laporan_selain": ("tombol sapaan", NOTICE),
    "laporan_catatan": ("", NOTICE),
    "laporan_pertanyaan": ("", 12),
    "laporan_terjawab": ("", 12),
    "laporan_terbantu": ("", 12),
    "laporan_penanya": ("", 12),
    "laporan_sedikit": ("", 8),
    "laporan_harian": ("", LABEL),
    "laporan_terbanyak": ("", LABEL),
    "laporan_penilaian": ("", LABEL),
    "laporan_membantu": ("", LABEL),
    "laporan_keluhan": ("alasan", LABEL),
    "laporan_tanpa_alasan": ("", LABEL),
    "laporan_petugas": ("", LABEL),
    "laporan_diteruskan": ("", LABEL),
    "laporan_dibalas": ("", LABEL),
    "laporan_waktu": ("", LABEL),
    "laporan_dalam": ("persen", LABEL),
}
for _standing in Standing:
    MESSAGES[f"status_{_standing}"] = ("", LABEL)
    MESSAGES[f"arti_{_standing}"] = ("", NOTICE)
MESSAGES.update({f"laporan_{kind}": ("", LABEL) for kind in OutcomeKind if kind != OutcomeKind.SMALL_TALK})
MESSAGES.update({f"data_{kind}": ("", LABEL) for kind in PersonalKind})
MESSAGES.update({f"sebutan_{command.name}": ("", NOTICE) for command in listed(EVERYWHERE)})
# What Telegram shows of the bot before it is asked: in Indonesian, and in English on an English phone.
for _language in ("", "_en"):
    MESSAGES[f"keterangan{_language}"] = ("", 512)
    MESSAGES[f"keterangan_pendek{_language}"] = ("", 120)
    MESSAGES.update({f"menu_{command.name}{_language}": ("", MENU) for command in COMMANDS})


class Say(Protocol):
    """How to get one of the bot's own sentences."""

    def __call__(self, key: str, **words: object) -> str: ...


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
        place = place_of(text, Place("pesan", 1))
        if key not in MESSAGES:
            cure = meant(key, MESSAGES) or "Hapus kunci ini."
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
