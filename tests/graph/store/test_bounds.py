"""How long short lists are, as it is measured."""

from __future__ import annotations

import pytest

from api.graphql.guard.measure import short_lists
from api.graphql.schema import schema
from graph.store.bounds import CAUTIOUS, LEAST, LONGEST, Bounds, Lengths
from graph.store.edges import MANY_LIMIT, Batch
from graph.store.engine import Store, Unit
from graph.subjects.entries.memory import items_of, objections_on_resource
from graph.subjects.licensing.memory import holders_of

LISTS = short_lists(schema._schema)
SOME = Batch(lambda *_: None, many=True)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("longest", "parents", "length"),
    [
        ((300, 60), 1, 300),
        ((300, 60), 0, 300),
        ((300, 60), 2, 180),
        ((300, 60), 7, 52),
        ((300, 60), 100, LEAST),
        ((300,) * LONGEST, 2_000, 300),
        ((5_000,), 1, MANY_LIMIT),
        ((), 1, LEAST),
    ],
)
def test_below_several_parents_a_list_is_as_long_as_the_longest_ones_on_average(
    longest: tuple[int, ...], parents: int, length: int
) -> None:
    assert Lengths({SOME: longest}).of(SOME, parents) == length


def test_what_was_not_measured_counts_cautiously() -> None:
    assert Lengths().of(SOME) == CAUTIOUS


def test_every_list_without_pages_that_is_read_from_the_store_is_known() -> None:
    assert items_of in LISTS
    assert len(LISTS) >= 20
    assert all(batch.longest and batch.many for batch in LISTS)


async def test_lists_are_as_long_as_they_are_in_the_store(store: Store) -> None:
    async def work(unit: Unit) -> None:
        await unit.run(
            "UNWIND [['a', 3], ['b', 12], ['c', 0]] AS row CREATE (r:Resource {id: row[0]}) WITH r, row "
            "UNWIND range(1, row[1]) AS n CREATE (r)-[:HAS_ITEM]->(:Item {id: r.id + toString(n)})"
        )
        await unit.run("MATCH (i:Item {id: 'a1'}) CREATE (:Objection {id: 'o'})-[:ON]->(i)")
        await unit.run("CREATE (:License {id: 'l', holderHashes: ['x', 'y']})")

    bounds = Bounds(LISTS)
    await store.write(work)
    await bounds.measure(store)
    known = bounds.lengths.known
    assert set(known) == set(LISTS)
    assert known[items_of] == (12, 3)
    assert known[objections_on_resource] == ()
    assert known[holders_of] == (2,)
    assert bounds.lengths.of(items_of) == 12


def test_another_process_of_the_service_is_told_what_one_has_measured() -> None:
    measured, told = Bounds(LISTS), Bounds(LISTS)
    measured.lengths = Lengths({items_of: (40, 30), holders_of: (20,)})
    told.take(measured.told())
    assert told.lengths.known == measured.lengths.known
