"""Numbers of attestations: without gaps, each taken once, whoever asks at once; and what was made under them."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from graph.store.engine import Store
from graph.subjects.attestations import memory
from graph.words.attestations import AttestationKind, AttestationName, AttestationRecord

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
BUREAU, OTHER = "11340200MB1912909J", "12340200MB631609X0"


async def take(store: Store, at: datetime = NOW, issuer: str = BUREAU) -> str:
    return (await memory.take_number(store, AttestationKind.RECEIPT, issuer, at)).number


async def test_numbers_follow_each_other_and_begin_again_with_the_year_in_china(store: Store) -> None:
    assert [await take(store), await take(store)] == ["2026-000001", "2026-000002"]
    assert await take(store, datetime(2026, 12, 31, 15, 59, tzinfo=UTC)) == "2026-000003"
    assert await take(store, datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == "2027-000001"


async def test_each_department_has_its_own(store: Store) -> None:
    assert [await take(store), await take(store, issuer=OTHER)] == ["2026-000001", "2026-000001"]


async def test_of_some_who_ask_at_once_each_has_one_and_none_is_left_out(store: Store) -> None:
    taken = await asyncio.gather(*(take(store) for _ in range(4)))
    assert sorted(taken) == [f"2026-{number:06}" for number in range(1, 5)]


async def test_what_was_made_under_a_number_is_known_by_its_whole_name(store: Store) -> None:
    name = await memory.take_number(store, AttestationKind.RECEIPT, BUREAU, NOW)
    record = AttestationRecord(name, NOW, "ab" * 32, "SHA-256 " + "cd" * 32, "genuine", "")
    await store.write(lambda unit: memory.enter(unit, record))
    assert (await memory.attestation_facts(store, name)).record == record
    other = AttestationName(AttestationKind.RECEIPT, OTHER, name.number)
    assert await memory.attestation_facts(store, other) == memory.AttestationFacts(kept=False, record=None)


async def test_under_a_number_of_which_nothing_came_there_is_nothing(store: Store) -> None:
    name = await memory.take_number(store, AttestationKind.RECEIPT, BUREAU, NOW)
    assert await memory.attestation_facts(store, name) == memory.AttestationFacts(kept=True, record=None)


async def test_who_runs_the_register_is_a_department(store: Store) -> None:
    assert await memory.registrar_of(store, BUREAU) is None
