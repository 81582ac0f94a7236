"""Synthetic holders: right codes, the same every time, names that can be printed."""

from collections import Counter
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from pylopdf_fonts_zh_cn import sans_path, serif_path
from stdnum.cn import ric, uscc

from graph.codes.citizen import check_citizen_id
from graph.codes.uscc import check_uscc
from seed.people import AREA, FIRST_BIRTH, LAST_BIRTH, Organisation, People, Person, people


@pytest.fixture(scope="module")
def crowd() -> People:
    return people()


def by_code(crowd: People) -> dict[str, Person | Organisation]:
    everybody: tuple[Person | Organisation, ...] = (*crowd.persons, *crowd.organisations)
    return {one.code: one for one in everybody}


def glyphs(font: Path) -> set[int]:
    with TTFont(font, lazy=True) as opened:
        return set(opened.getBestCmap())


def test_three_hundred_holders_are_240_persons_and_60_organisations(crowd: People) -> None:
    assert (len(crowd.persons), len(crowd.organisations)) == (240, 60)
    assert len(by_code(crowd)) == 300


def test_every_citizen_id_has_the_synthetic_area_and_a_right_check_digit(crowd: People) -> None:
    for one in crowd.persons:
        assert ric.is_valid(one.code)
        assert not check_citizen_id(one.code).findings
        assert one.code.startswith(AREA)
        assert one.code[6:14] == one.born.strftime("%Y%m%d")
        assert FIRST_BIRTH <= one.born <= LAST_BIRTH


def test_the_sequence_number_of_an_id_tells_the_sex(crowd: People) -> None:
    assert {(int(one.code[16]) % 2, one.sex) for one in crowd.persons} == {(1, "男"), (0, "女")}


def test_every_credit_code_has_a_right_check_character_and_its_category(crowd: People) -> None:
    categories = {"企业": "91", "农民专业合作社": "93", "社会团体": "51", "民办非企业单位": "52"}
    for one in crowd.organisations:
        assert uscc.is_valid(one.code)
        assert not check_uscc(one.code).findings
        assert one.code[:8] == categories[one.kind] + AREA


def test_every_representative_is_one_of_the_persons_and_leads_one_organisation(crowd: People) -> None:
    leaders = Counter(one.representative.code for one in crowd.organisations)
    assert set(leaders) <= {one.code for one in crowd.persons}
    assert set(leaders.values()) == {1}


def test_no_two_holders_share_a_name(crowd: People) -> None:
    assert len({one.name for one in by_code(crowd).values()}) == 300


def test_other_ethnic_groups_and_rare_characters_are_among_the_names(crowd: People) -> None:
    assert any("·" in one.name for one in crowd.persons)
    assert len({one.ethnicity for one in crowd.persons}) >= 5
    assert any(set(one.name) & set("喆淼垚犇䶮翀赟堃昶璟晟骉") for one in crowd.persons)


@pytest.mark.parametrize("font", [sans_path(), serif_path()], ids=["sans", "serif"])
def test_every_name_and_address_can_be_printed(crowd: People, font: Path) -> None:
    written = "".join(one.name for one in by_code(crowd).values())
    written += "".join(one.home.text for one in crowd.persons) + "".join(one.scope for one in crowd.organisations)
    printable = glyphs(font)
    assert {char for char in written if ord(char) not in printable} == set()


def test_the_same_seed_gives_the_same_people_and_another_gives_others(crowd: People) -> None:
    assert people() == crowd
    assert not set(by_code(people(seed=2))) & set(by_code(crowd))


def test_a_smaller_crowd_is_led_by_its_own_members() -> None:
    small = people(20)
    assert (len(small.persons), len(small.organisations)) == (16, 4)
    assert {one.representative.code for one in small.organisations} <= {one.code for one in small.persons}
