"""The catalogue as it is read: lists, and the edges between departments, entries, items, libraries and systems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import LiteralString

from graph.store.binding import policy_of
from graph.store.edges import Batch, count_of, to_many, to_one
from graph.store.listing import Condition, Listing, Order
from graph.store.schema import RESOURCE_TEXT
from graph.store.shapes import (
    CONSUMER,
    DEPARTMENT,
    ENTRY_VERSION,
    ITEM,
    LEGAL_BASIS,
    LIBRARY,
    LICENSE_TYPE,
    POST,
    RESOURCE,
    SYSTEM,
)
from graph.store.view import View

_IN: tuple[LiteralString, ...] = ("sharing", "opening", "cycle", "formatCategory", "mode", "state", "providerId")
_BY: LiteralString = (
    "WITH {key} AS k, count(*) AS n WHERE k IS NOT NULL WITH k, n ORDER BY n DESC, k LIMIT 50 RETURN collect([k, n])"
)
_FACETS: list[tuple[LiteralString, LiteralString]] = [(name, _BY.replace("{key}", "c." + name)) for name in _IN]


def one_of(name: LiteralString, column: LiteralString = "") -> Condition:
    """The column is one of the values."""
    at: LiteralString = "c." + (column or name)
    return Condition(name, "in", f"{at} IN f.{name}", f"({at} IS NULL OR NOT {at} IN f.not_{name})")


def contains(name: LiteralString, columns: tuple[LiteralString, ...] = ("name",)) -> Condition:
    """Every given text stands in one of the columns."""
    found: LiteralString = " OR ".join([f"c.{column} CONTAINS x" for column in columns])
    return Condition(
        name, "every", f"all(x IN f.{name} WHERE {found})", f"none(x IN f.not_{name} WHERE {found})", "every"
    )


RESOURCES = Listing(
    RESOURCE,
    conditions=(
        *(one_of(name) for name in _IN),
        one_of("policyId"),
        contains("nameContains"),
        Condition(
            "libraryId",
            "every",
            "all(g IN f.libraryId WHERE any(x IN g WHERE x IN c.libraryIds))",
            "all(g IN f.not_libraryId WHERE none(x IN g WHERE x IN c.libraryIds))",
            "every",
        ),
        Condition(
            "itemName",
            "every",
            "all(g IN f.itemName WHERE EXISTS { MATCH (c)-[:HAS_ITEM]->(i:Item) WHERE i.name IN g })",
            "all(g IN f.not_itemName WHERE NOT EXISTS { MATCH (c)-[:HAS_ITEM]->(i:Item) WHERE i.name IN g })",
            "every",
        ),
        Condition(
            "publishedFrom",
            "from",
            "c.publishedOn >= date(f.publishedFrom)",
            "(c.publishedOn IS NULL OR c.publishedOn < date(f.not_publishedFrom))",
            "until",
        ),
        Condition(
            "publishedUntil",
            "until",
            "c.publishedOn <= date(f.publishedUntil)",
            "(c.publishedOn IS NULL OR c.publishedOn > date(f.not_publishedUntil))",
            "from",
        ),
    ),
    orders={
        "CODE": Order("c.id"),
        "NAME": Order("c.name"),
        "PUBLISHED": Order("coalesce(toString(c.publishedOn), '')", descending=True),
        "RECORDED": Order("toString(c.recordedAt)", descending=True),
        "RELEVANCE": Order("score", descending=True),
    },
    full_text=RESOURCE_TEXT,
    parents={
        "department": "(p:Department {id: k})<-[:PROVIDED_BY]-(c:Resource)",
        "library": "(p:Library {id: k})<-[:IN_LIBRARY]-(c:Resource)",
        "system": "(p:System {id: k})<-[:FROM_SYSTEM]-(c:Resource)",
        "consumer": "(p:Consumer {id: k})<-[:GRANTED_TO]-(:Grant)-[:COVERS]->(c:Resource)",
    },
    facets=(*_FACETS, ("libraryId", "UNWIND c.libraryIds AS library " + _BY.replace("{key}", "library"))),
)
DEPARTMENTS = Listing(
    DEPARTMENT,
    conditions=(
        contains("nameContains", ("name", "shortName")),
        one_of("level"),
        one_of("kind"),
        one_of("divisionId"),
        Condition(
            "existsOn",
            "every",
            "all(x IN f.existsOn WHERE (c.validFrom IS NULL OR c.validFrom <= date(x)) "
            "AND (c.validUntil IS NULL OR c.validUntil > date(x)))",
            "none(x IN f.not_existsOn WHERE (c.validFrom IS NULL OR c.validFrom <= date(x)) "
            "AND (c.validUntil IS NULL OR c.validUntil > date(x)))",
            "every",
        ),
    ),
    orders={"CODE": Order("c.id"), "NAME": Order("c.name")},
    parents={"department": "(p:Department {id: k})<-[:CHILD_OF]-(c:Department)"},
)
LIBRARIES = Listing(
    LIBRARY,
    conditions=(
        one_of("kind"),
        one_of("policyId"),
        contains("nameContains"),
    ),
    orders={"CODE": Order("c.id"), "NAME": Order("c.name")},
)
SYSTEMS = Listing(
    SYSTEM,
    conditions=(
        one_of("funding"),
        one_of("operatorId"),
        contains("nameContains"),
    ),
    orders={"CODE": Order("c.id"), "NAME": Order("c.name")},
)
CONSUMERS = Listing(
    CONSUMER,
    conditions=(one_of("kind"), contains("nameContains")),
    orders={"CODE": Order("c.id"), "NAME": Order("c.name")},
)


parent_of = to_one("Department", DEPARTMENT, "(p)-[:CHILD_OF]->(c:Department)")
children_of = to_many("Department", DEPARTMENT, "(p)<-[:CHILD_OF]-(c:Department)")
successors_of = to_many("Department", DEPARTMENT, "(p)-[:SUCCEEDED_BY]->(c:Department)")
predecessors_of = to_many("Department", DEPARTMENT, "(p)<-[:SUCCEEDED_BY]-(c:Department)")
posts_of = to_many(
    "Department",
    POST,
    "(p)<-[:AT]-(c:Post)",
    "c.kind, c.id",
)
head_of = to_one(
    "Department",
    POST,
    "(p)<-[:AT]-(c:Post {kind: 'HEAD'})",
    also="c.validFrom <= date($today) AND (c.validUntil IS NULL OR c.validUntil > date($today))",
)
contact_of = to_one("Department", POST, "(p)<-[:AT]-(c:Post {kind: 'CONTACT'})")
systems_run_by = to_many("Department", SYSTEM, "(p)<-[:RUN_BY]-(c:System)")
libraries_led_by = to_many("Department", LIBRARY, "(p)<-[:LED_BY]-(c:Library)")
types_issued_by = to_many("Department", LICENSE_TYPE, "(p)<-[:ISSUABLE_BY]-(c:LicenseType)")
resource_count_of_department = count_of("Department", RESOURCE, "(p)<-[:PROVIDED_BY]-(c:Resource)")

items_of = to_many("Resource", ITEM, "(p)-[:HAS_ITEM]->(c:Item)", "c.seq", guarded=False)
libraries_of = to_many("Resource", LIBRARY, "(p)-[:IN_LIBRARY]->(c:Library)")
systems_of = to_many("Resource", SYSTEM, "(p)-[:FROM_SYSTEM]->(c:System)")
bases_of = to_many("Resource", LEGAL_BASIS, "(p)-[:RESTS_ON]->(c:LegalBasis)")
related_of = to_many("Resource", RESOURCE, "(p)-[:RELATED_TO]->(c:Resource)")
consumers_of = to_many("Resource", CONSUMER, "(p)<-[:COVERS]-(:Grant)-[:GRANTED_TO]->(c:Consumer)", distinct=True)
license_types_of = to_many("Resource", LICENSE_TYPE, "(p)<-[:DERIVES_FROM]-(c:LicenseType)")
versions_of = to_many("Resource", ENTRY_VERSION, "(p)-[:HAS_VERSION]->(c:EntryVersion)", "c.number DESC")

sources_of_item = to_many("Item", ITEM, "(p)-[:ITEM_FROM]->(c:Item)")
uses_of_item = to_many("Item", ITEM, "(p)<-[:ITEM_FROM]-(c:Item)")

lead_of = to_one("Library", DEPARTMENT, "(p)-[:LED_BY]->(c:Department)")
resource_count_of_library = count_of("Library", RESOURCE, "(p)<-[:IN_LIBRARY]-(c:Resource)")
resource_count_of_system = count_of("System", RESOURCE, "(p)<-[:FROM_SYSTEM]-(c:Resource)")
resources_resting_on = to_many("LegalBasis", RESOURCE, "(p)<-[:RESTS_ON]-(c:Resource)")


_POLICIES: LiteralString = (
    f"UNWIND $keys AS k MATCH (p:Department {{id: k}}) RETURN collect([k, {policy_of('(p)', '$on')}])"
)


async def _policies_of(view: View, keys: Sequence[str], on: str | None = None) -> list[str | None]:
    """Id of the policy that binds each department on a day: the nearest binding above it, never a neighbour's."""
    found = dict(await view.read(_POLICIES, keys=list(keys), on=on or view.today.isoformat()))
    return [found.get(key) for key in keys]


policies_of = Batch(_policies_of)
