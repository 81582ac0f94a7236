"""States of licences in records of one length."""

from __future__ import annotations

import tracemalloc
from datetime import date

import pytest
from builders.packages import IN_FORCE, KEY, states
from hypothesis import given
from hypothesis import strategies as st

from graph.words.licensing import LicenseState
from licenses.proof.package.states import RECORD_BYTES, KnownState, States, written

DAYS = st.dates(date(1949, 10, 1), date(9999, 12, 31))
KNOWN = st.builds(
    KnownState, st.sampled_from(LicenseState), st.none() | DAYS, DAYS, st.none() | DAYS, st.integers(0, 255)
)


@given(st.dictionaries(st.text(max_size=8), KNOWN, max_size=3))
def test_what_is_written_of_a_licence_is_found_under_its_identifier_and_no_other(known: dict[str, KnownState]) -> None:
    kept = states(known)
    assert len(kept) == len(known)
    assert {identifier: kept.of(identifier) for identifier in known} == known
    assert kept.of("another identifier than any") is None


def test_a_state_is_known_from_the_day_of_its_last_change_on() -> None:
    changed = KnownState(LicenseState.SUSPENDED, date(2026, 8, 1), date(2026, 5, 20), None, 0)
    assert changed.on(date(2026, 8, 1)) is LicenseState.SUSPENDED
    assert changed.on(date(2026, 7, 31)) is None
    assert IN_FORCE.on(date(1999, 1, 1)) is LicenseState.IN_FORCE


def test_a_hundred_thousand_licences_are_looked_up_where_they_lie() -> None:
    count = 100_000
    records = written(IN_FORCE.record(f"licence {number}", KEY) for number in range(count))
    tracemalloc.start()
    try:
        kept = States(records, KEY)
        assert all(kept.of(f"licence {number}") == IN_FORCE for number in range(0, count, 997))
        assert kept.of(f"licence {count}") is None
        assert tracemalloc.get_traced_memory()[1] < 100_000
    finally:
        tracemalloc.stop()
    assert len(records) == count * RECORD_BYTES == 2_700_000


def test_more_objections_than_a_byte_holds_are_many() -> None:
    many = KnownState(LicenseState.IN_FORCE, None, date(2026, 5, 20), None, 1_000)
    found = states({"1": many}).of("1")
    assert found is not None
    assert found.open_objections == 255


@pytest.mark.parametrize(("records", "key"), [(bytes(RECORD_BYTES + 1), KEY), (bytes(RECORD_BYTES), b"")])
def test_records_of_another_length_are_refused(records: bytes, key: bytes) -> None:
    with pytest.raises(ValueError, match="length"):
        States(records, key)


def test_two_packages_do_not_name_a_licence_alike() -> None:
    assert IN_FORCE.record("1", KEY) != IN_FORCE.record("1", bytes(16))
