"""Plans: no read goes through all of a kind, or sorts all of it, but what is named here with its reason.

A real Neo4j plans every statement that it is ever asked; what only the embedded store is asked is left out.
"""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from fnmatch import fnmatch
from typing import Any

import neo4j
import pytest
from builders.statements import Statement, statements
from builders.stores import wipe

ADDRESS = os.environ.get("ZHENGTU_TEST_NEO4J", "")
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

LET_PASS: Mapping[str, str] = {
    "*:all:count": "counts what a filter finds, or what is public, and only where the count is asked for",
    "*:longest": "how long short lists are: measured beside the service, and asked for by nobody",
    "*.RESOURCES:all:facets": "counts what a filter finds by each column, where facets are asked for",
    "*.LICENSES:all:NUMBER": "for who supervises more than 16 departments: the key is what he may read of the number",
    "*.installation.memory.has_authority._SEALED": "ends at the first licence",
    "*.installation.memory.is_keyed._KEYED": "ends at the first node",
    "*.licensing.recording.unjudged_numbers": "once, when a store of an earlier release is opened",
    "*.organisation.setting.organisation_setting._SETTING": "every binding there is, of which each policy has a few",
    "*.people.memory.installation._ALL": "every department, which is what an auditor sees",
}
"""Statements that go through a kind on purpose, and why."""

pytestmark = [
    pytest.mark.neo4j,
    pytest.mark.skipif(not ADDRESS, reason="plans are a Neo4j's: `make test-neo4j` runs this"),
]


@pytest.fixture
async def session(stores: Any) -> AsyncIterator[neo4j.AsyncSession]:
    """A session with the Neo4j of the run, empty, with the current schema."""
    await (await stores.get("neo4j")).write(wipe)
    async with (
        neo4j.AsyncGraphDatabase.driver(ADDRESS, notifications_min_severity="OFF") as driver,
        driver.session() as opened,
    ):
        yield opened


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


async def plan_of(session: neo4j.AsyncSession, text: str) -> Mapping[str, Any]:
    result = await session.run("EXPLAIN " + text)
    plan = (await result.consume()).plan
    assert plan is not None
    return plan


def reads() -> list[Statement]:
    """Every read statement once."""
    found = {each.text: each for each in statements() if not each.embedded and not WRITES.search(each.text)}
    return list(found.values())


async def test_no_read_goes_through_all_of_a_kind_but_those_that_are_named(session: neo4j.AsyncSession) -> None:
    growing: dict[str, set[str]] = {}
    for statement in reads():
        if found := faults(await plan_of(session, statement.text)):
            growing.setdefault(statement.origin, set()).update(found)
    unnamed = {
        origin: found for origin, found in growing.items() if not any(fnmatch(origin, each) for each in LET_PASS)
    }
    assert unnamed == {}
    unused = {each for each in LET_PASS if not any(fnmatch(origin, each) for origin in growing)}
    assert unused == set()
    assert len(LET_PASS) <= 10


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
async def test_a_plan_that_grows_is_found(session: neo4j.AsyncSession, text: str, found: set[str]) -> None:
    assert faults(await plan_of(session, text)) == found
