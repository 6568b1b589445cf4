import pytest

from bot.content.knowledge import parse_knowledge
from bot.errors import ContentError
from bot.model import Group, Knowledge, Standing
from tests.content.test_knowledge import source

SENTENCES = ("Panen raya", "Petani dan nelayan ikut pelatihan di balai desa.")
SOURCE = source(SENTENCES)
ENTRY = """\
butir:
  - id: pelatihan
    pertanyaan: Siapa yang ikut pelatihan?
    jawaban: Petani dan nelayan.
    kutipan: [{sumber: panen, teks: Petani dan nelayan ikut pelatihan}]
"""
QUOTE = "[{sumber: panen, teks: Petani dan nelayan ikut pelatihan}]"


def parsed(groups: str) -> Knowledge:
    files = [(ENTRY.encode(), "butir.yaml"), (groups.encode(), "kelompok.yaml")]
    return parse_knowledge(files, (SOURCE,))


def group(status: str, more: str = "") -> str:
    return f"""\
kelompok:
  - id: petani
    nama: Petani
    sebutan: [pekebun, "buruh tani, penggarap"]
    status: {status}
    catatan: Siapa yang membayar.
{more}"""


def only(groups: str) -> Group:
    (made,) = parsed(groups).groups
    return made


def fault(groups: str) -> str:
    with pytest.raises(ContentError) as caught:
        parsed(groups)
    (problem,) = caught.value.problems
    return f"{problem.place} {problem.fault} {problem.cure}"


def test_a_group_has_its_names_and_a_quote_for_each_status() -> None:
    made = only(group(f"[{{jenis: sasaran_sosialisasi, kutipan: {QUOTE}}}]"))
    assert made.names == ("Petani", "pekebun", "buruh tani", "penggarap")
    assert made.note == "Siapa yang membayar."
    (status,) = made.statuses
    assert status.standing is Standing.OUTREACH
    assert [each.sentence.number for each in status.citations] == [1]


def test_a_group_may_have_several_statuses() -> None:
    statuses = (
        f"{{jenis: peserta_saat_ini, kutipan: {QUOTE}}}, {{jenis: sasaran_perluasan, kutipan: {QUOTE}}}"
    )
    made = only(group(f"[{statuses}]"))
    assert [status.standing for status in made.statuses] == [Standing.MEMBER, Standing.EXTENSION]


def test_what_is_not_mentioned_needs_no_quote() -> None:
    assert only(group("[{jenis: tidak_disebut}]")).statuses[0].citations == ()


def test_words_beside_groups_are_kept() -> None:
    made = parsed(group("[{jenis: tidak_disebut}]", "pelengkap: [ketua, 'anggota, desa']\n"))
    assert made.beside_groups == {"ketua", "anggota", "desa"}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("[{jenis: peserta_saat_ini}]", "belum punya kutipan"),
        ("[{jenis: penerima}]", "`penerima` tidak dikenal"),
        ("[]", "belum punya status"),
        (f"[{{jenis: tidak_disebut}}, {{jenis: peserta_saat_ini, kutipan: {QUOTE}}}]", "bersama status lain"),
        (f"[{{jenis: peserta_saat_ini, kutipan: {QUOTE}}}, {{jenis: peserta_saat_ini, kutipan: {QUOTE}}}]",
         "ditulis dua kali"),
        ("[{jenis: peserta_saat_ini, kutipan: [{sumber: panen, teks: Petani ikut pelatihan}]}]",
         "tidak ada kata demi kata"),
    ],
)  # fmt: skip
def test_a_claim_without_proof_is_refused_with_its_line(status: str, expected: str) -> None:
    told = fault(group(status))
    assert expected in told
    assert "kelompok.yaml" in told


@pytest.mark.parametrize("name", ["Pekebun", "buruh-tani"])
def test_a_name_of_two_groups_is_refused_with_both_places(name: str) -> None:
    other = f"  - {{id: lain, nama: {name}, catatan: x, status: [{{jenis: tidak_disebut}}]}}\n"
    told = fault(group("[{jenis: tidak_disebut}]", other))
    assert told.startswith(f"kelompok.yaml:7 kelompok `{name}` sudah ada di kelompok.yaml:2")
