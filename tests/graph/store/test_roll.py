"""What is counted in memory is what the store finds: under every filter and scope, after every write, whoever wrote."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from builders import catalogue as build
from builders.statements import listings
from builders.stores import watched, wipe

from api.service.attending import COUNTED
from graph.law.scope import EVERYTHING, NOTHING, Scope
from graph.schema.nodes import ALL, RESOURCE
from graph.store import roll_call
from graph.store.engine import Store, Unit
from graph.store.filters import Leaf, Not, alternatives
from graph.store.listing import Listing
from graph.store.pages import Asked, Wanted
from graph.store.revisions import SLOTS, TOKENS, slots, stamp
from graph.store.roll import SETTLED_SECONDS, Rolls, Slot
from graph.store.view import View
from graph.subjects.entries.memory import RESOURCES, facets
from graph.subjects.entries.recording import write_memberships
from graph.subjects.organisation.memory import DEPARTMENTS
from graph.subjects.sources.memory import LIBRARIES, write_libraries

TODAY = date(2026, 3, 2)
DAYS = ("2026-01-01", "2026-01-15", "2026-02-28", None)
WORDS = ("登记", "企业", "a", "", "b\\c", "'")
ITEMS = ("姓名", "名称", "住址", "金额")
OWNERS = ("D1", "D2", "D3", None)
LIBRARY_IDS = ("L1", "L2", "L3")
VALUES: Mapping[str, tuple[str | None, ...]] = {
    "sharing": ("UNCONDITIONAL", "CONDITIONAL", "REFUSED", None),
    "state": ("PUBLISHED", "PUBLISHED", "DRAFT", "WITHDRAWN", None),
    "mode": ("INTERFACE", "", None),
    "providerId": OWNERS,
    "policyId": ("WH", "SZ", None),
}
"""Columns of one value; also as no program writes them."""
WRITTEN = (
    "UNWIND $rows AS row MERGE (c:Resource {id: row.id}) SET c.sharing = row.sharing, c.state = row.state, "
    "c.mode = row.mode, c.providerId = row.providerId, c.policyId = row.policyId, c.libraryIds = row.libraryIds, "
    "c.name = row.name, c.publishedOn = date(row.publishedOn), c.touched = $touched "
    "WITH c, row OPTIONAL MATCH (c)-[h:HAS_ITEM]->(:Item) WITH c, row, collect(h) AS hs "
    "FOREACH (h IN hs | DELETE h) WITH c, row UNWIND row.items AS item "
    "MERGE (i:Item {id: row.id + '#' + item}) SET i.name = item MERGE (c)-[:HAS_ITEM]->(i)"
)
SCOPES = (
    EVERYTHING,
    NOTHING,
    replace(NOTHING, entries=frozenset({"D1"})),
    replace(NOTHING, entries=frozenset({"D2", "D3", "elsewhere"})),
    replace(NOTHING, objections=frozenset({"D1"})),
)


def random_entry(dice: random.Random, identity: str) -> dict[str, Any]:
    return {name: dice.choice(values) for name, values in VALUES.items()} | {
        "id": identity,
        "libraryIds": dice.choice([None, [], dice.sample(LIBRARY_IDS, dice.randint(1, 3))]),
        "name": dice.choice([None, "".join(dice.choices(["企业", "登记", "信息", "a", "b\\c"], k=3))]),
        "publishedOn": dice.choice(DAYS),
        "items": dice.sample(ITEMS, dice.randint(0, 3)),
    }


def random_alternative(dice: random.Random) -> dict[str, Any]:
    """Some conditions with values, negated or not."""
    given: dict[str, Any] = {
        name: dice.sample([each for each in (*values, "nowhere") if each is not None], dice.randint(0, 2))
        for name, values in VALUES.items()
    }
    given["libraryId"] = [dice.sample(LIBRARY_IDS, dice.randint(0, 2)) for _ in range(dice.randint(1, 2))]
    given["itemName"] = [dice.sample(ITEMS, dice.randint(0, 2)) for _ in range(dice.randint(1, 2))]
    given["nameContains"] = dice.sample(WORDS, dice.randint(1, 2))
    given["publishedFrom"] = given["publishedUntil"] = dice.choice(DAYS[:-1])
    chosen = dice.sample(sorted(given), dice.randint(0, 3))
    return {dice.choice(("", "not_")) + name: given[name] for name in chosen}


def questions(dice: random.Random, many: int) -> Iterator[tuple[Asked, Scope]]:
    for _ in range(many):
        asked = [random_alternative(dice) for _ in range(dice.randint(0, 3))]
        yield Asked(dice.choice([tuple(asked), tuple(asked), None])), dice.choice(SCOPES)


async def write_entries(store: Store, rows: list[dict[str, Any]]) -> None:
    async def work(unit: Unit) -> None:
        await unit.run(WRITTEN, rows=rows, touched=stamp(unit, "Resource"))

    await store.write(work)


async def found(view: View, listing: Listing, asked: Asked) -> list[str]:
    """What the store finds."""
    page = await listing.page(view, asked, Wanted("CODE", 1_000), "[c.id]")
    return [row[0] for _, row in page.rows]


async def faceted(view: View, ids: list[str]) -> dict[str, Counter[str]]:
    """How often what the store finds has each value."""
    columns = {name: column.name for name, column in RESOURCES.facets}
    whole = "UNWIND $ids AS k MATCH (c:Resource {id: k}) RETURN collect(properties(c))"
    rows = await view.store.read(whole, ids=ids)
    return {
        name: Counter(
            each
            for row in rows
            for each in (row.get(column) if isinstance(row.get(column), list) else [row.get(column)])
            if each
        )
        for name, column in columns.items()
    }


@pytest.mark.parametrize("seed", range(3))
async def test_what_is_counted_is_what_the_store_finds_after_every_write(store: Store, seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(4):
        await write_entries(store, [random_entry(dice, f"E{dice.randint(1, 40):02}") for _ in range(15)])
        for asked, scope in questions(dice, 20):
            view = View(store, scope, TODAY)
            ids = await found(view, RESOURCES, asked)
            assert await RESOURCES.count(view, asked) == len(ids), (asked, scope)
            if dice.random() < 0.3:
                counts = await RESOURCES.facet_counts(view, asked)
                for name, some in counts.items():
                    without = asked.without(name)
                    others = ids if without == asked else await found(view, RESOURCES, without)
                    assert dict(each[:2] for each in some) == (await faceted(view, others))[name], (asked, scope)


async def test_departments_that_exist_on_a_day_are_counted_as_they_are_found(store: Store, view: View) -> None:
    days = (None, date(2020, 1, 1), date(2026, 1, 1))
    some = [
        build.department(f"D{n}", valid_from=since, valid_until=until, short_name=("", "民政")[n % 2])
        for n, (since, until) in enumerate((since, until) for since in days for until in days)
    ]
    await build.add_departments(store, *some)
    for tree in (
        Leaf("existsOn", ["2025-12-31"]), Leaf("existsOn", ["2026-01-01"]), Leaf("existsOn", ["2019-12-31"]),
        Leaf("existsOn", ["2020-01-01", "2026-01-01"]), Leaf("nameContains", ["民政"]),
        Leaf("nameContains", ["民", "局"]),
    ):  # fmt: skip
        for each in (tree, Not(tree)):
            asked = Asked(alternatives(each, DEPARTMENTS.merges))
            assert await DEPARTMENTS.count(view, asked) == len(await found(view, DEPARTMENTS, asked)), each


async def test_facets_are_the_fifty_largest_in_order_and_one_that_says_that_there_are_more(
    store: Store, view: View
) -> None:
    dice = random.Random(1)
    owners = [f"P{n:02}" for n in range(60)]
    rows = [random_entry(dice, f"E{n:03}") | {"providerId": dice.choice(owners)} for n in range(200)]
    await write_entries(store, rows)
    counted = Counter(row["providerId"] for row in rows)
    largest = sorted(counted.items(), key=lambda each: (-each[1], each[0]))[:51]
    assert (await RESOURCES.facet_counts(view, Asked()))["providerId"] == [(*each, None) for each in largest]
    shown = {facet.column: facet for facet in await facets(view, Asked())}
    assert [(each.value, each.count) for each in shown["providerId"].counts] == largest[:50]
    assert [column for column, facet in shown.items() if facet.partial] == ["providerId"]


async def test_a_count_asks_the_store_once_and_again_only_for_what_was_written(store: Store, view: View) -> None:
    await write_entries(store, [random_entry(random.Random(1), "E1")])
    asked = watched(store)
    asking = View(asked, EVERYTHING, TODAY)
    assert await RESOURCES.count(asking, Asked()) == 1
    settle(store)
    await RESOURCES.count(asking, Asked())
    asked.reads = 0
    assert await RESOURCES.count(asking, Asked(({"sharing": ["REFUSED"]},))) <= 1
    assert asked.reads == 1
    await write_entries(store, [random_entry(random.Random(2), "E2")])
    asked.reads = 0
    assert await RESOURCES.count(asking, Asked()) == 2
    assert asked.reads == 3  # how far, which, and what is in them


def settle(store: Store) -> None:
    """As if it were some seconds later."""
    for roll in store.rolls.known.values():
        for slot in roll.slots.values():
            slot.at -= 2 * SETTLED_SECONDS


async def test_what_shows_after_the_slot_by_which_it_was_written_is_read_again_for_a_second(
    store: Store, view: View
) -> None:
    await write_entries(store, [random_entry(random.Random(1), "E1") | {"sharing": "REFUSED"}])
    late = "MATCH (c:Resource {id: 'E1'}) SET c.sharing = $sharing"
    for sharing, seen in (("CONDITIONAL", 1), ("UNCONDITIONAL", 0)):
        await RESOURCES.count(view, Asked())
        await store.write(lambda unit, sharing=sharing: unit.run(late, sharing=sharing))  # type: ignore[misc]
        assert await RESOURCES.count(view, Asked(({"sharing": [sharing]},))) == seen
        settle(store)
        await RESOURCES.count(view, Asked())


async def test_a_roll_that_was_read_beside_the_service_is_not_read_by_who_asks(store: Store) -> None:
    await write_entries(store, [random_entry(random.Random(1), "E1")])
    asked = watched(store)
    asked.rolls = Rolls()
    await roll_call.call(asked, [each.roll for each in COUNTED if each.roll is not None])
    settle(asked)
    await RESOURCES.count(View(asked, EVERYTHING, TODAY), Asked())
    asked.reads = 0
    assert await RESOURCES.count(View(asked, EVERYTHING, TODAY), Asked()) == 1
    assert asked.reads == 1


async def test_those_who_ask_at_once_bring_the_roll_up_to_date_together(store: Store) -> None:
    await write_entries(store, [random_entry(random.Random(n), f"E{n}") for n in range(5)])
    asked = watched(store)
    asked.rolls = Rolls()
    view = View(asked, EVERYTHING, TODAY)
    assert set(await asyncio.gather(*(RESOURCES.count(view, Asked()) for _ in range(20)))) == {5}
    together = asked.reads
    asked.rolls = Rolls()
    asked.reads = 0
    await RESOURCES.count(view, Asked())
    await RESOURCES.count(view, Asked())
    assert together <= asked.reads


async def test_two_processes_each_know_what_the_other_wrote(store: Store) -> None:
    here, there = watched(store), watched(store)
    here.rolls, there.rolls = Rolls(), Rolls()
    for number in range(1, 6):
        writing, reading = (here, there) if number % 2 else (there, here)
        await write_entries(writing, [random_entry(random.Random(number), f"E{number}")])
        for each in (writing, reading):
            assert await RESOURCES.count(View(each, EVERYTHING, TODAY), Asked()) == number


async def test_many_who_write_at_once_are_all_counted(store: Store, view: View) -> None:
    async def writes(number: int) -> None:
        await write_entries(store, [random_entry(random.Random(number), f"E{number}")])

    async def asks() -> None:
        while not writing.done():
            await RESOURCES.count(view, Asked())

    writing = asyncio.gather(*(writes(number) for number in range(12)))
    await asyncio.gather(writing, asks(), asks())
    assert await RESOURCES.count(view, Asked()) == 12
    numbers = await store.read("MATCH (x:Revision) WHERE x.id STARTS WITH 'Resource|' RETURN sum(x.number)")
    assert numbers == 12


async def test_a_slot_counts_every_transaction_once_and_keeps_the_tokens_of_the_last(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.store.revisions.slots", lambda label: [f"{label}|00"])
    given: list[str] = []

    async def writes() -> None:
        async def work(unit: Unit) -> str:
            await asyncio.sleep(random.uniform(0, 0.01))
            assert stamp(unit, "Library") == stamp(unit, "System")
            return unit.token

        given.append(await store.write(work))

    await asyncio.gather(*(writes() for _ in range(6)))
    text = "MATCH (x:Revision {id: $id}) RETURN [x.number, x.tokens]"
    for label in ("Library", "System"):
        number, tokens = await store.read(text, id=f"{label}|00")
        assert (number, sorted(tokens)) == (6, sorted(given))
    for _ in range(TOKENS):
        await writes()
    assert await store.read(text, id="System|00") == [6 + TOKENS, given[: -TOKENS - 1 : -1]]


async def test_a_transaction_that_writes_nothing_of_a_kind_counts_nothing(store: Store) -> None:
    await store.write(lambda unit: unit.run("MATCH (z:Zhengtu {id: 'store'}) SET z.policy = 'WH'"))
    assert await store.read("MATCH (x:Revision) RETURN count(x)") == 0


async def test_who_has_missed_more_than_a_slot_tells_of_begins_anew(
    store: Store, view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.store.revisions.slots", lambda label: [f"{label}|03"])
    await write_entries(store, [random_entry(random.Random(n), f"E{n}") for n in range(3)])
    await RESOURCES.count(view, Asked())
    for number in range(TOKENS + 2):
        await write_entries(store, [random_entry(random.Random(number), f"E{number % 3}") | {"sharing": "REFUSED"}])
    assert await RESOURCES.count(view, Asked(({"sharing": ["REFUSED"]},))) == 3


async def test_reading_that_is_cut_short_goes_on_where_it_ended(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roll_call, "PART", 3)
    dice = random.Random(4)
    await write_entries(store, [random_entry(dice, f"E{n:02}") for n in range(20)])
    asked = watched(store)
    asked.rolls = Rolls()
    view = View(asked, EVERYTHING, TODAY)
    read_to = list[str | None]()
    for cut_after in (1, 3, 4, 5):
        reading = asyncio.create_task(RESOURCES.count(view, Asked()))

        async def cut_short(_: int, last: int = asked.reads + cut_after, task: asyncio.Task[int] = reading) -> None:
            if asked.reads == last:
                task.cancel()

        asked.rival = cut_short
        with pytest.raises(asyncio.CancelledError):
            await reading
        read_to.append(asked.rolls.of("Resource", {}).read_to)
    assert read_to[0] == ""
    assert len({*read_to}) == len(read_to)
    assert read_to == sorted(read_to, key=lambda each: "~" if each is None else each)
    asked.rival = None
    for each, scope in questions(dice, 10):
        asking = View(asked, scope, TODAY)
        assert await RESOURCES.count(asking, each) == len(await found(asking, RESOURCES, each))


async def test_what_is_written_while_the_roll_is_read_is_on_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roll_call, "PART", 4)
    await write_entries(store, [random_entry(random.Random(n), f"E{n:02}") for n in range(20)])
    asked = watched(store)
    asked.rolls = Rolls()

    async def rival(reads: int) -> None:
        if reads < 8:
            entry = random_entry(random.Random(reads), f"E{reads % 4:02}") | {"sharing": "REFUSED"}
            await write_entries(store, [entry, entry | {"id": f"F{reads}"}])

    asked.rival = rival
    view = View(asked, EVERYTHING, TODAY)
    await RESOURCES.count(view, Asked())
    asked.rival = None
    for sharing in ("REFUSED", "CONDITIONAL", "UNCONDITIONAL"):
        asking = Asked(({"sharing": [sharing]},))
        assert await RESOURCES.count(view, asking) == len(await found(view, RESOURCES, asking))


async def test_what_is_taken_out_by_hand_is_no_longer_counted(store: Store, view: View) -> None:
    await write_entries(store, [random_entry(random.Random(n), f"E{n}") for n in range(4)])
    assert await RESOURCES.count(view, Asked()) == 4
    await store.write(lambda unit: unit.run("MATCH (c:Resource {id: 'E2'}) DETACH DELETE c"))
    assert await RESOURCES.count(view, Asked()) == 3
    await store.write(lambda unit: unit.run("CREATE (:Resource {id: 'E9', sharing: 'REFUSED'})"))
    assert await RESOURCES.count(view, Asked()) == 4


async def test_nothing_is_known_of_a_store_that_was_emptied(store: Store, view: View) -> None:
    for number in range(3):
        await build.add_departments(store)
        await build.add_entries(store, build.entry(f"E{number}", f"第{number}项"), build.entry("F"))
        for words, many in ((f"第{number}项", 1), (f"第{number - 1}项", 0)):
            assert await RESOURCES.count(view, Asked(({"nameContains": [words]},))) == many
        await store.write(wipe)


async def test_what_was_never_stamped_is_counted_and_is_changed_as_the_rest(store: Store, view: View) -> None:
    raw = "UNWIND $ids AS k CREATE (:Resource {id: k, sharing: 'REFUSED', state: 'PUBLISHED'})"
    await store.write(lambda unit: unit.run(raw, ids=["E1", "E2"]))
    refused = Asked(({"sharing": ["REFUSED"]},))
    assert await RESOURCES.count(view, refused) == 2
    await write_entries(store, [random_entry(random.Random(1), "E1") | {"sharing": "CONDITIONAL"}])
    assert await RESOURCES.count(view, refused) == 1


async def test_memberships_are_counted_at_once(store: Store, view: View) -> None:
    await build.add_departments(store)
    await build.add_entries(store, build.entry("E1"), build.entry("E2"))
    await store.write(lambda unit: write_libraries(unit, [build.library("LIB-1")]))
    asked = Asked(({"libraryId": [["LIB-1"]]},))
    assert await RESOURCES.count(view, asked) == 0
    await store.write(lambda unit: write_memberships(unit, [("E1", "LIB-1")]))
    assert await RESOURCES.count(view, asked) == 1
    assert await LIBRARIES.count(view, Asked()) == 1


def test_a_slot_is_read_again_for_a_second_and_then_no_more() -> None:
    slot, later = Slot(), SETTLED_SECONDS + 0.1
    slot.read("x", 1, 10.0)
    assert (slot.settled, slot.seen) == (0, 1)
    slot.read("x", 2, 10.1)
    assert (slot.settled, slot.seen) == (0, 1)
    slot.read("x", 3, 10.0 + later)
    assert (slot.settled, slot.seen) == (1, 3)
    slot.read("x", 3, 10.0 + 2 * later)
    assert (slot.settled, slot.seen) == (3, 3)


@pytest.mark.parametrize(
    ("epoch", "number", "told", "follows"),
    [("x", 5, 2, True), ("x", 9, 6, True), ("x", 9, 5, False), ("x", 4, 9, False), ("y", 9, 9, False)],
)
def test_a_slot_that_is_not_what_it_was_or_has_forgotten_is_known(
    epoch: str, number: int, told: int, follows: bool
) -> None:
    assert Slot("x", 3, 5).follows(epoch, number, ["t"] * told) is follows


def test_a_slot_that_nobody_had_written_by_may_begin() -> None:
    assert Slot().follows("x", 1, ["t"])


def test_every_kind_that_everybody_sees_and_filters_is_counted_in_memory() -> None:
    counted = {listing for listing in listings().values() if listing.roll is not None}
    assert {listing.shape.label for listing in counted} == {shape.label for shape in ALL if shape.stamped}
    assert {listing.shape.label for listing in set(listings().values()) - counted} == {
        "EntryCase", "License", "LicenseDraft", "Objection", "ForgeryCase", "Notice", "SharingRequest", "OwedDuty",
        "Grant",
    }  # fmt: skip
    assert counted == set(COUNTED)


def test_slots_are_told_from_one_another() -> None:
    assert len(set(slots("Resource"))) == SLOTS
    assert set(slots("Resource")).isdisjoint(slots("Library"))


def test_a_kind_whose_visibility_is_not_declared_as_it_is_counted_is_refused() -> None:
    shape = replace(RESOURCE, published=None)
    with pytest.raises(TypeError, match="who sees Resource"):
        Listing(shape, conditions=(), orders={})
