"""Groups named as people type them, against the shipped knowledge."""

import pytest

from bot.eligibility import Eligibility
from bot.model import Knowledge, Standing


@pytest.fixture(scope="module")
def eligibility(knowledge: Knowledge) -> Eligibility:
    return Eligibility(knowledge)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("kades", ["kepala-desa"]),
        ("Kepala Desa", ["kepala-desa"]),
        ("prangkat desa", ["perangkat-desa"]),
        ("anggota bpd", ["bpd"]),
        ("lembaga kemasyarakatan desa", ["lkd"]),
        ("saya kader di desa", ["kader"]),
        ("kader posyandu", ["posyandu"]),
        ("relawan", ["relawan"]),
        ("warga yang bukan PNS", ["warga-bukan-asn"]),
        ("pns", ["asn"]),
        ("pekerja rentan", ["pekerja-rentan"]),
        ("ketua RT", ["rt-rw"]),
        ("RW", ["rt-rw"]),
        ("ibu pkk", ["pkk"]),
        ("nelyan", ["nelayan"]),
        ("petani lada", ["petani"]),
        ("istri kades", ["keluarga"]),
        ("bpd dan lkd", ["bpd", "lkd"]),
        ("saya nelayan", ["nelayan"]),
        ("suami saya nelayan", ["nelayan"]),
        ("suami saya kades", ["kepala-desa"]),
        ("kami ketua rt", ["rt-rw"]),
        ("saya kader posyandu", ["posyandu"]),
        ("pemuda karang taruna", ["karang-taruna"]),
        ("kadus", ["jabatan-perangkat-desa"]),
        ("kepala dusun", ["jabatan-perangkat-desa"]),
        ("sekdes", ["jabatan-perangkat-desa"]),
        ("apakah kader sudah jadi peserta bpjs ketenagakerjaan?", ["kader"]),
    ],
)
def test_a_group_is_found_as_people_type_it(
    eligibility: Eligibility, typed: str, expected: list[str]
) -> None:
    named = eligibility.find(typed)
    assert [group.id for group in named.groups] == expected
    assert named.sure


@pytest.mark.parametrize(
    "typed", ["mantan kades", "calon perangkat desa", "iuran kader berapa", "bukan kader"]
)
def test_more_than_a_group_is_not_taken_for_one(eligibility: Eligibility, typed: str) -> None:
    named = eligibility.find(typed)
    assert named.groups
    assert not named.sure


@pytest.mark.parametrize("typed", ["", "?", "xyzzy", "pilot", "wakil bupati", "iuran berapa"])
def test_no_group_is_found_where_none_is_named(eligibility: Eligibility, typed: str) -> None:
    assert eligibility.find(typed).groups == ()


@pytest.mark.parametrize(("typed", "near"), [("kaer", ["kader"]), ("pilot", [])])
def test_a_name_too_short_to_be_put_right_is_offered_not_taken(
    eligibility: Eligibility, typed: str, near: list[str]
) -> None:
    named = eligibility.find(typed)
    assert (named.groups, named.sure, [group.id for group in named.near]) == ((), False, near)


def test_every_name_finds_its_own_group(eligibility: Eligibility) -> None:
    lost = [
        name
        for group in eligibility.groups
        for name in group.names
        if (found := eligibility.find(name)).groups != (group,) or not found.sure
    ]
    assert lost == []


def standings(knowledge: Knowledge, group_id: str) -> set[Standing]:
    (found,) = [group for group in knowledge.groups if group.id == group_id]
    return {status.standing for status in found.statuses}


def test_only_three_groups_are_members_now(knowledge: Knowledge) -> None:
    members = [group.id for group in knowledge.groups if Standing.MEMBER in standings(knowledge, group.id)]
    assert members == ["kepala-desa", "perangkat-desa", "bpd"]


@pytest.mark.parametrize(
    "group_id",
    [
        "jabatan-perangkat-desa",
        "rt-rw",
        "pkk",
        "posyandu",
        "karang-taruna",
        "guru-ngaji",
        "petani",
        "nelayan",
        "asn",
    ],
)
def test_what_the_source_does_not_name_is_never_inferred(knowledge: Knowledge, group_id: str) -> None:
    assert standings(knowledge, group_id) == {Standing.UNNAMED}
