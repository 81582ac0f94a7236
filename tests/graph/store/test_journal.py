"""The journal is written with the deed, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from graph.errors import Conflict, Text
from graph.store import journal
from graph.store.engine import Store, Unit
from graph.store.journal import Deed

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ISSUED = Deed(
    "ISSUE_LICENSE", "L-1", subject="officer-1", role="STAFF", at=AT, rules=("WHL-9", "WHL-12"), detail="首次"
)
READ = Deed("VERIFY", "L-1", subject="", role="PUBLIC", at=AT)


async def test_a_deed_is_written_with_actor_time_and_rules(store: Store) -> None:
    await store.write(lambda unit: journal.record(unit, ISSUED))
    found = await store.read(
        "MATCH (j:Journal {about: 'L-1'}) RETURN [j.act, j.subject, j.role, toString(j.at), j.rules, j.detail]"
    )
    act, subject, role, at, rules, detail = found
    assert (act, subject, role, rules, detail) == ("ISSUE_LICENSE", "officer-1", "STAFF", ["WHL-9", "WHL-12"], "首次")
    assert datetime.fromisoformat(at) == AT


async def test_several_deeds_are_several_lines_with_ids_of_their_own(store: Store) -> None:
    await store.write(lambda unit: journal.record(unit, ISSUED, READ, READ))
    assert await store.read("MATCH (j:Journal) RETURN [count(j), count(DISTINCT j.id)]") == [3, 3]


async def test_the_line_goes_with_the_deed_that_fails(store: Store) -> None:
    async def work(unit: Unit) -> None:
        await journal.record(unit, ISSUED)
        raise Conflict(Text("不可以", "no"))

    with pytest.raises(Conflict):
        await store.write(work)
    assert await store.read("MATCH (j:Journal) RETURN count(j)") == 0
