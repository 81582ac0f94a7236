"""The engine: one record a read, all or nothing a write, races settled, failures named."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import neo4j
import pytest
from builders.stores import NEO4J

from graph.errors import Conflict, Text
from graph.refusal_codes import Code
from graph.store.arcade import DATABASE
from graph.store.engine import Place, Store, Unit, open_store
from graph.store.errors import StoreError, StoreTimeout, StoreUnavailable


async def test_a_read_answers_with_the_value_of_its_one_record(store: Store) -> None:
    assert await store.read("RETURN [1, 'a', null, true, 1.5]") == [1, "a", None, True, 1.5]
    assert await store.read("UNWIND $keys AS k RETURN collect([k, k * 2])", keys=[1, 2]) == [[1, 2], [2, 4]]


async def test_a_read_that_finds_nothing_answers_none(store: Store) -> None:
    assert await store.read("MATCH (d:Department {id: 'none'}) RETURN d.id") is None


@pytest.mark.parametrize("text", ["UNWIND [1, 2] AS x RETURN x", "RETURN 1 AS a, 2 AS b"])
async def test_a_statement_that_returns_more_than_one_value_is_refused(store: Store, text: str) -> None:
    with pytest.raises(AssertionError, match="one record with one value"):
        await store.read(text)  # pyright: ignore[reportArgumentType]
    assert await store.read("RETURN 1") == 1


async def test_a_unit_of_work_is_stored_as_a_whole(store: Store) -> None:
    async def work(unit: Unit) -> str:
        await unit.run("CREATE (:Once {id: 'a'})")
        assert await unit.run("MATCH (o:Once) RETURN count(o)") == 1
        await unit.run("CREATE (:Once {id: 'b'})")
        return "done"

    assert await store.write(work) == "done"
    assert await store.read("MATCH (o:Once) RETURN count(o)") == 2


async def test_what_a_unit_of_work_raises_is_passed_on_and_nothing_is_stored(store: Store) -> None:
    refusal = Conflict(Text("不可以", "no"), code=Code.REFUSED)
    runs = 0

    async def work(unit: Unit) -> None:
        nonlocal runs
        runs += 1
        await unit.run("CREATE (:Once {id: 'a'})")
        raise refusal

    with pytest.raises(Conflict) as raised:
        await store.write(work)
    assert raised.value is refusal
    assert runs == 1
    assert await store.read("MATCH (o:Once) RETURN count(o)") == 0


async def test_a_failing_statement_rolls_back_what_went_before_it(store: Store) -> None:
    async def work(unit: Unit) -> None:
        await unit.run("CREATE (:Once {id: 'a'})")
        await unit.run("THIS IS NOT CYPHER")

    with pytest.raises(StoreError):
        await store.write(work)
    assert await store.read("MATCH (o:Once) RETURN count(o)") == 0


async def test_of_eight_racing_merges_on_one_key_every_one_succeeds_and_one_node_exists(store: Store) -> None:
    async def merge(number: int) -> None:
        async def work(unit: Unit) -> None:
            await unit.run(
                "MERGE (h:Holder {codeHash: 'same'}) SET h.id = coalesce(h.id, $id), h.seen = coalesce(h.seen, 0) + 1",
                id=f"h{number}",
            )

        await store.write(work)

    await asyncio.gather(*(merge(number) for number in range(8)))
    assert await store.read("MATCH (h:Holder {codeHash: 'same'}) RETURN [count(h), max(h.seen)]") == [1, 8]


async def test_of_eight_racing_creations_of_one_key_exactly_one_succeeds(store: Store) -> None:
    async def create(number: int) -> None:
        await store.write(lambda unit: unit.run("CREATE (:License {id: $id, identifier: 'same'})", id=f"l{number}"))

    outcomes = await asyncio.gather(*(create(number) for number in range(8)), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == [*["KeyTaken"] * 7, "NoneType"]
    assert await store.read("MATCH (l:License) RETURN count(l)") == 1


async def test_concurrent_counters_lose_no_step(store: Store) -> None:
    await store.write(lambda unit: unit.run("CREATE (:Once {id: 'counter', n: 0})"))

    async def step() -> None:
        async def work(unit: Unit) -> None:
            await unit.run("MATCH (o:Once {id: 'counter'}) SET o.n = o.n + 1")

        await store.write(work)

    await asyncio.gather(*(step() for _ in range(12)))
    assert await store.read("MATCH (o:Once {id: 'counter'}) RETURN o.n") == 12


async def test_times_keep_their_zone_and_dates_are_dates(store: Store) -> None:
    await store.write(
        lambda unit: unit.run(
            "CREATE (:Once {id: 't', at: datetime($at), on: date($on)})",
            at="2026-03-01T08:00:00+08:00",
            on="2026-03-01",
        )
    )
    at, earlier = await store.read(
        "MATCH (o:Once {id: 't'}) RETURN [toString(o.at), o.on < date('2026-03-02') AND o.on = date('2026-03-01')]"
    )
    assert at.startswith("2026-03-01T08:00")
    assert at.endswith("+08:00")
    assert earlier is True


async def test_chinese_and_rare_characters_come_back_as_they_went(store: Store) -> None:
    words = "芜湖市·𠮷㐀—“共享”\u3000\U0002a6d6\n\t'\"\\"
    assert await store.read("RETURN $words", words=words) == words


async def test_every_session_names_the_database_that_was_found_at_the_opening(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    named, genuine = set[str | None](), neo4j.AsyncDriver.session

    def session(driver: neo4j.AsyncDriver, **given: Any) -> neo4j.AsyncSession:
        named.add(given.get("database"))
        return genuine(driver, **given)

    monkeypatch.setattr(neo4j.AsyncDriver, "session", session)
    await store.read("RETURN 1")
    await store.write(lambda unit: unit.run("RETURN 1"))
    await store.define("RETURN 1")
    assert named == {store.database}
    assert store.database == ("neo4j" if store.server is None else DATABASE)


@pytest.mark.skipif(
    not NEO4J, reason="the embedded store has one database: `make test-neo4j` tests the names of others"
)
@pytest.mark.neo4j
async def test_a_database_is_named_by_the_setting_and_one_that_is_not_there_is_refused(tmp_path: Path) -> None:
    async with open_store(Place(tmp_path, uri=NEO4J, database="neo4j")) as store:
        assert store.database == "neo4j"
    with pytest.raises(StoreUnavailable, match="nowhere"):
        async with open_store(Place(tmp_path, uri=NEO4J, database="nowhere")):
            pytest.fail("opened")


async def test_a_server_that_does_not_answer_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable):
        async with open_store(Place(tmp_path, uri="bolt://127.0.0.1:9")):
            pytest.fail("opened")


LONG = "UNWIND range(1, 9000) AS a UNWIND range(1, 9000) AS b WITH a, b WHERE (a * b) % 7 = 0 RETURN count(*)"


async def test_a_statement_over_its_budget_is_ended_and_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    if store.server is not None:
        assert store.server.command_milliseconds == 30_000  # what happens then: test_arcade.py
        return
    monkeypatch.setattr(store, "_statement_seconds", 0.3)
    with pytest.raises(StoreTimeout):
        await store.read(LONG)
    assert await store.read("RETURN 1") == 1
