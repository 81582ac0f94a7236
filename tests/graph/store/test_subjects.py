"""What the store calls who acts: a name that tells an identity number is sealed, the same way each time."""

from __future__ import annotations

import pytest
from builders.at_rest import citizens_in
from builders.office import citizen

from graph.store.errors import StoreError
from graph.store.personal import PersonalData
from graph.store.subjects import Subjects
from graph.words.people import is_sealed, spoken

NUMBER = citizen(31)
OURS, OTHERS = PersonalData(b"\x01" * 32).subjects, PersonalData(b"\x02" * 32).subjects


@pytest.mark.parametrize(
    "name", ["", "zhao", "zhao@wuhu.gov.cn", "13905531234", "11340200MB3003290W", "340200199001010000"]
)
def test_a_name_that_tells_no_identity_number_stays_as_it_is(name: str) -> None:
    assert OURS.kept(name) == OURS.told(name) == spoken(name) == name


@pytest.mark.parametrize(
    "name", [NUMBER, f"cn-{NUMBER}", f"{NUMBER}@wuhu.gov.cn", "340200900101101", f"sfz:{NUMBER[:6]} {NUMBER[6:]}"]
)
def test_one_that_does_is_sealed_and_comes_back(name: str) -> None:
    kept = OURS.kept(name)
    assert is_sealed(kept)
    assert citizens_in(kept.encode()) == set()
    assert name not in kept
    assert OURS.told(kept) == name
    assert spoken(kept) == "***"


def test_it_is_sealed_the_same_way_each_time_and_by_each_process_with_the_key() -> None:
    again = PersonalData(b"\x01" * 32).subjects
    assert {OURS.kept(NUMBER), OURS.kept(NUMBER), again.kept(NUMBER)} == {OURS.kept(NUMBER)}
    assert OURS.kept(OURS.kept(NUMBER)) == OURS.kept(NUMBER)
    assert OURS.kept(NUMBER) != OURS.kept(citizen(32))


def test_a_number_alone_is_one_name_however_it_is_written() -> None:
    number = next(each for each in map(citizen, range(1, 99)) if each.endswith("X"))
    wide = number.translate({ord(each): ord(each) + 0xFEE0 for each in "0123456789X"})
    assert {OURS.kept(each) for each in (number, number.lower(), wide)} == {OURS.kept(number)}


def test_another_key_seals_otherwise_and_opens_nothing() -> None:
    assert OTHERS.kept(NUMBER) != OURS.kept(NUMBER)
    for changed in (OURS.kept(NUMBER), OTHERS.kept(NUMBER)[:-4] + "AAA=", "sealed.1.", "sealed.1.%"):
        with pytest.raises(StoreError):
            OTHERS.told(changed)


def test_without_the_key_no_name_is_sealed_and_none_is_kept_in_the_clear() -> None:
    assert Subjects().kept("zhao") == "zhao"
    with pytest.raises(StoreError):
        Subjects().kept(NUMBER)
