"""Plans: no read goes through all of a kind, or sorts all of it, but what is named here with its reason.

A real Neo4j plans every statement that it is ever asked; what only the embedded store is asked is left out. Of those
that are planned alike, one is planned: where one is the beginning of another; where they differ in which way they sort
what an index does not give in order; and where one has a filter, which is a test of parameters that no index answers.
Counts with a filter are planned as they are.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from fnmatch import fnmatch
from itertools import accumulate
from typing import Any

import neo4j
import pytest
from builders.more import TORTURE
from builders.statements import Statement, statements
from builders.stores import NEO4J, wipe

WRITES = re.compile(r"\b(?:MERGE|CREATE|SET|DELETE|REMOVE)\b")
SCANS = frozenset(
    {
        "AllNodesScan", "DirectedAllRelationshipsScan", "DirectedRelationshipTypeScan", "IntersectionNodeByLabelsScan",
        "NodeByLabelScan", "NodeIndexContainsScan", "NodeIndexEndsWithScan", "NodeIndexScan",
        "SubtractionNodeByLabelsScan", "UndirectedAllRelationshipsScan", "UndirectedRelationshipTypeScan",
        "UnionNodeByLabelsScan",
    }
)  # fmt: skip
"""What goes through all nodes of a kind, or all relations of one."""
RANGES = frozenset({"NodeIndexSeekByRange", "NodeUniqueIndexSeekByRange"})
"""What may give all nodes of a kind; in the order of the index, so that nothing need be sorted."""
SORTS = frozenset({"Sort", "Top"})
"""`PartialSort` and `PartialTop` sort what has the same key."""

SESSIONS = 4
"""Plans that are made at once."""
STEPS = re.compile(r"\b(?:CALL|RETURN) ")
"""Where one statement may end and another go on; behind the last one it only says what it gives."""
SORTED = re.compile(r"\bAS key\b")
"""What says that a list is sorted by what is computed of each row, and not by an index."""
SIGNS = re.compile(r"[<>]=?| DESC")
FILTER = " AND any(f IN $alternatives WHERE "

ONCE = "once, when a store of an earlier release is opened"
LET_PASS: Mapping[str, str] = {
    "*:all:count": "licences, cases, notices: what a filter finds, or over 16 departments show; never the public",
    "*:longest": "how long short lists are: measured beside the service, and asked for by nobody",
    "*.hiding.*": ONCE,
    "graph.store.sealing.seal_subjects": ONCE,
    "*.licensing.rekeying.keyless_*": ONCE,
    "*.licensing.publication.published_facts._FACTS": "types, departments, rights: what a trust package publishes",
    "*.organisation.setting.organisation_setting._SETTING": "every binding there is, of which each policy has a few",
    "*.migrating.*": ONCE,
    "*.store.names.names_of._NAMES": "what a name in a sheet may be meant for: kinds with few nodes, once an import",
    "*.people.memory.installation._ALL": "every department, which is what an auditor sees",
}
"""Statements that go through a kind on purpose, and why."""

SAMPLE = 4
"""Statements of one origin that are planned; of the walks there are twenty, which differ in their ends alone."""

pytestmark = [
    pytest.mark.neo4j,
    pytest.mark.skipif(not NEO4J, reason="plans are a Neo4j's: `make test-neo4j` runs this"),
]


@pytest.fixture
async def planner(stores: Any) -> AsyncIterator[neo4j.AsyncDriver]:
    """The Neo4j of the run, empty, with the current schema."""
    await (await stores.get("neo4j")).write(wipe)
    async with neo4j.AsyncGraphDatabase.driver(NEO4J, notifications_min_severity="OFF") as driver:
        yield driver


def planned(step: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A step of a plan and all before it."""
    yield step
    for before in step.get("children", ()):
        yield from planned(before)


def named(step: Mapping[str, Any]) -> str:
    return str(step["operatorType"]).partition("@")[0]


def faults(plan: Mapping[str, Any]) -> set[str]:
    """What of a plan grows with a kind."""
    found = {named(step) for step in planned(plan)} & SCANS
    for step in planned(plan):
        if named(step) in SORTS and {named(before) for before in planned(step)} & (SCANS | RANGES):
            found.add(named(step))
    return found


async def plans_of(planner: neo4j.AsyncDriver, texts: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    """The plan of each text; several are made at once."""
    waiting, plans = list(texts), dict[str, Mapping[str, Any]]()

    async def plan() -> None:
        async with planner.session() as session:
            while waiting:
                text = waiting.pop()
                made = (await (await session.run("EXPLAIN " + text)).consume()).plan
                assert made is not None
                plans[text] = made

    await asyncio.gather(*[plan() for _ in range(SESSIONS)])
    return plans


def reads() -> list[Statement]:
    """Every read statement once."""
    found = {each.text: each for each in statements() if not each.embedded and not WRITES.search(each.text)}
    return list(found.values())


def planned_alike(read: list[Statement]) -> list[Statement]:
    """Of statements that are planned alike one, the shortest; but of beginnings the longest."""
    begun: set[str] = set()
    kept: dict[str, Statement] = {}
    for each in sorted(read, key=lambda each: len(each.text), reverse=True):
        beginnings = [each.text[: place.start()] for place in STEPS.finditer(each.text)]
        if beginnings and beginnings[-1] in begun and "MATCH" not in each.text[len(beginnings[-1]) :]:
            continue
        begun.update(beginnings)
        kept[plain(each.text)] = each
    return list(kept.values())


def plain(text: str) -> str:
    """A statement without its filters, and without directions where an index gives none."""
    before, filter_, behind = text.partition(FILTER)
    while filter_:
        before, filter_, behind = (before + behind[closed(behind) :]).partition(FILTER)
    return SIGNS.sub("", before) if SORTED.search(before) else before


def closed(text: str) -> int:
    """Where a text goes on behind the bracket that was opened before it."""
    depths = accumulate(((sign == "(") - (sign == ")") for sign in text), initial=1)
    return next(place for place, depth in enumerate(depths) if not depth)


def sampled(asked: Iterable[Statement]) -> list[Statement]:
    """The first few of each origin, without what is asked once in the life of a store; `make torture` plans all."""
    kept, of_origin = list[Statement](), Counter[str]()
    for each in asked:
        of_origin[each.origin] += 1
        once = any(why == ONCE and fnmatch(each.origin, name) for name, why in LET_PASS.items())
        if not once and of_origin[each.origin] <= SAMPLE:
            kept.append(each)
    return kept


async def test_no_read_goes_through_all_of_a_kind_but_those_that_are_named(planner: neo4j.AsyncDriver) -> None:
    asked = planned_alike(reads())
    if not TORTURE:
        asked = sampled(asked)
    plans = await plans_of(planner, [each.text for each in asked])
    growing: dict[str, set[str]] = {}
    for statement in asked:
        if found := faults(plans[statement.text]):
            growing.setdefault(statement.origin, set()).update(found)
    unnamed = {
        origin: found for origin, found in growing.items() if not any(fnmatch(origin, each) for each in LET_PASS)
    }
    assert unnamed == {}
    unused = {
        each
        for each in LET_PASS
        if (TORTURE or LET_PASS[each] != ONCE) and not any(fnmatch(origin, each) for origin in growing)
    }
    assert unused == set()
    assert len(LET_PASS) <= 10


def test_of_a_list_below_a_parent_one_direction_is_planned_and_of_walks_the_longest() -> None:
    asked, kept = reads(), planned_alike(reads())
    walks = [each for each in kept if each.origin.endswith("lineage.memory.walk")]
    assert all("AS f8" in each.text for each in walks)
    assert len(kept) < len(asked)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("MATCH (c:X) WHERE true AND any(f IN $alternatives WHERE (f.a IS NULL OR g(c))) RETURN c", "a filter"),
        ("MATCH (c:X) WHERE true RETURN c", "none"),
    ],
)
def test_a_filter_is_no_part_of_a_plan(text: str, what: str) -> None:
    assert plain(text) == "MATCH (c:X) WHERE true RETURN c", what


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("MATCH (r:Resource) RETURN r.summary", {"NodeByLabelScan"}),
        ("MATCH (n) RETURN n.id", {"AllNodesScan"}),
        ("MATCH (r:Resource) WITH r ORDER BY r.summary LIMIT 5 RETURN r.id", {"NodeByLabelScan", "Top"}),
        ("MATCH (r:Resource) WHERE r.name >= '' WITH r ORDER BY r.summary LIMIT 5 RETURN r.id", {"Top"}),
        ("MATCH (r:Resource) WHERE r.name >= $at WITH r ORDER BY r.name, r.id LIMIT 5 RETURN r.id", set()),
        ("MATCH (r:Resource {id: $id}) RETURN r.name", set()),
    ],
)
async def test_a_plan_that_grows_is_found(planner: neo4j.AsyncDriver, text: str, found: set[str]) -> None:
    assert faults((await plans_of(planner, [text]))[text]) == found
