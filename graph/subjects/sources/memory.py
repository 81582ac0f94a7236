"""Libraries, systems, legal bases and consumers: listed, joined and written."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import LiteralString

from graph.schema.found_by import STAMP_AT
from graph.schema.nodes import CONSUMER, DEPARTMENT, LEGAL_BASIS, LIBRARY, RESOURCE, SYSTEM
from graph.store.conditions import conditions_of
from graph.store.edges import count_of, to_one
from graph.store.engine import Unit
from graph.store.listing import Listing
from graph.store.ordering import Order
from graph.store.ranking import says
from graph.store.revisions import stamp
from graph.store.writing import point, stored
from graph.words.pinyin import sorted_as
from graph.words.sources import Consumer, InformationSystem, LegalBasis, Library

LIBRARIES = Listing(
    LIBRARY,
    conditions=conditions_of(LIBRARY),
    orders={"CODE": Order("c.id"), "NAME": Order("c.nameKey")},
    sayings=says("c.name", "c.nameKey", words="c.summary"),
)
SYSTEMS = Listing(
    SYSTEM,
    conditions=conditions_of(SYSTEM),
    orders={"CODE": Order("c.id"), "NAME": Order("c.nameKey")},
    sayings=says("c.name", "c.nameKey", words="c.summary"),
)
CONSUMERS = Listing(
    CONSUMER,
    conditions=conditions_of(CONSUMER),
    orders={"CODE": Order("c.id"), "NAME": Order("c.nameKey")},
    sayings=says("c.name", "c.nameKey", words="c.uscc"),
)
LEGAL_BASES = Listing(
    LEGAL_BASIS,
    conditions=conditions_of(LEGAL_BASIS),
    orders={"CODE": Order("c.id")},
    sayings=says("c.title", "null", words="coalesce(c.document, '') + ' ' + coalesce(c.article, '')"),
)

lead_of = to_one("Library", DEPARTMENT, "(p)-[:LED_BY]->(c:Department)")
resource_count_of_library = count_of("Library", RESOURCE, "(p)<-[:IN_LIBRARY]-(c:Resource)")
resource_count_of_system = count_of("System", RESOURCE, "(p)<-[:FROM_SYSTEM]-(c:Resource)")


async def write_legal_bases(unit: Unit, values: Iterable[LegalBasis]) -> None:
    """Write legal bases."""
    await unit.run(
        "UNWIND $rows AS row MERGE (b:LegalBasis {id: row.id}) SET b.kind = row.kind, b.title = row.title, "
        "b.document = row.document, b.article = row.article, b.validFrom = date(row.from), b.validUntil = "
        "date(row.until), b.touched = $touched",
        touched=stamp(unit, "LegalBasis"),
        rows=[
            {
                "id": v.code, "kind": v.kind.name, "title": v.title, "document": v.document, "article": v.article,
                "from": stored(v.valid_from), "until": stored(v.valid_until),
            }
            for v in values
        ],
    )  # fmt: skip


async def write_systems(unit: Unit, values: Iterable[InformationSystem]) -> None:
    """Write information systems and who runs them."""
    rows = [
        {
            "id": v.code, "name": v.name, "nameKey": sorted_as(v.name), "funding": v.funding.name,
            "level": v.protection_level, "built": v.built, "summary": v.summary, "operator": v.operator,
        }
        for v in values
    ]  # fmt: skip
    await unit.run(
        "UNWIND $rows AS row MERGE (s:System {id: row.id}) SET s.name = row.name, s.nameKey = row.nameKey, "
        "s.funding = row.funding, s.protectionLevel = row.level, s.built = row.built, s.summary = row.summary, "
        "s.operatorId = row.operator, s.touched = $touched",
        rows=rows,
        touched=stamp(unit, "System"),
    )
    await point(unit, "System", "RUN_BY", "Department", [(row["id"], row["operator"]) for row in rows])
    await unit.run(STAMP_AT["System"], codes=[row["id"] for row in rows], touched=stamp(unit, "Resource"))


async def write_libraries(unit: Unit, values: Iterable[Library]) -> None:
    """Write libraries and who leads them."""
    rows = [
        {
            "id": v.code,
            "policy": v.policy,
            "kind": v.kind.name,
            "name": v.name,
            "nameKey": sorted_as(v.name),
            "lead": v.lead,
            "summary": v.summary,
        }
        for v in values
    ]
    await unit.run(
        "UNWIND $rows AS row MERGE (l:Library {id: row.id}) SET l.policyId = row.policy, l.kind = row.kind, "
        "l.name = row.name, l.nameKey = row.nameKey, l.summary = row.summary, "
        "l.touched = $touched",
        rows=rows,
        touched=stamp(unit, "Library"),
    )
    await point(unit, "Library", "LED_BY", "Department", [(row["id"], row["lead"]) for row in rows])
    await unit.run(STAMP_AT["Library"], codes=[row["id"] for row in rows], touched=stamp(unit, "Resource"))


_LEFT: LiteralString = (
    "UNWIND $rows AS row MATCH (c:Consumer {id: row.id}) "
    "SET c.stoodFor = coalesce(c.stoodFor, []) + [row.stood], c.touched = $touched"
)
_LEFT_WITH_SYSTEM: LiteralString = (
    "UNWIND $rows AS row MATCH (s:System {id: row.id}) MATCH (s)<-[:IS]-(c:Consumer) "
    "WHERE c.departmentId IS NULL AND NOT c.id IN row.but "
    "SET c.stoodFor = coalesce(c.stoodFor, []) + [row.stood], c.touched = $touched"
)


async def write_left(
    unit: Unit,
    consumers: Iterable[tuple[str, str | None]],
    systems: Iterable[tuple[str, str | None]],
    on: date,
    but: Collection[str],
) -> None:
    """Keep for which departments consumers stood until they move; before that is written.

    Args:
        unit: The open transaction.
        consumers: Codes of those that move, each with the USCC of the department that it leaves; None = of none.
        systems: Of those that another department comes to run, likewise.
        on: The day on which they move.
        but: Codes of consumers that do not go with their system: the batch says itself for whom they stand.
    """
    touched = stamp(unit, "Consumer")
    await unit.run(_LEFT, rows=_left(consumers, on), touched=touched)
    with_system = [{**row, "but": sorted(but)} for row in _left(systems, on)]
    await unit.run(_LEFT_WITH_SYSTEM, rows=with_system, touched=touched)


def _left(moved: Iterable[tuple[str, str | None]], on: date) -> list[dict[str, str]]:
    return [{"id": code, "stood": f"{on.isoformat()}|{left or ''}"} for code, left in moved]


async def write_consumers(unit: Unit, values: Iterable[Consumer]) -> None:
    """Write consumers and what they are."""
    rows = [
        {
            "id": v.code, "kind": v.kind.name, "name": v.name, "nameKey": sorted_as(v.name), "uscc": v.uscc,
            "synthetic": v.synthetic, "department": v.department, "system": v.system,
            "from": stored(v.valid_from), "until": stored(v.valid_until),
        }
        for v in values
    ]  # fmt: skip
    await unit.run(
        "UNWIND $rows AS row MERGE (c:Consumer {id: row.id}) SET c.kind = row.kind, c.name = row.name, "
        "c.nameKey = row.nameKey, c.uscc = row.uscc, c.synthetic = row.synthetic, c.departmentId = row.department, "
        "c.systemId = row.system, c.validFrom = date(row.from), c.validUntil = date(row.until), c.touched = $touched",
        rows=rows,
        touched=stamp(unit, "Consumer"),
    )
    await point(unit, "Consumer", "PART_OF", "Department", [(row["id"], row["department"]) for row in rows])
    await point(unit, "Consumer", "IS", "System", [(row["id"], row["system"]) for row in rows])
