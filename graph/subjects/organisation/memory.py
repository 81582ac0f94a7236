"""Departments, territories, posts and the policies that bind them: listed, joined and written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import combinations
from typing import LiteralString

from graph.schema.found_by import STAMP_AT
from graph.schema.nodes import DEPARTMENT, LIBRARY, POST, RESOURCE, SYSTEM
from graph.schema.periods import EXISTENCE, TENURE
from graph.store.conditions import conditions_of
from graph.store.edges import Batch, count_of, to_many, to_one
from graph.store.engine import Unit
from graph.store.listing import Listing
from graph.store.ordering import Order
from graph.store.personal import PersonalData
from graph.store.ranking import says
from graph.store.revisions import stamp
from graph.store.view import View
from graph.store.writing import point, stored
from graph.subjects.organisation.binding import answering_for, policy_of
from graph.words.organisation import Department, Division, Post, Succession
from graph.words.pinyin import sorted_as

DEPARTMENTS = Listing(
    DEPARTMENT,
    conditions=conditions_of(DEPARTMENT),
    orders={"CODE": Order("c.id"), "NAME": Order("c.nameKey")},
    sayings=says("c.name", "c.nameKey", around="[c.name, c.shortName]"),
    parents={
        "department": "(p:Department {id: k})<-[:CHILD_OF]-(c:Department)",
        # Over time on purpose: whether one of them may issue it on a day is asked of its rights.
        "license_type": "(p:LicenseType {id: k})-[:ISSUABLE_BY]->(c:Department)",
    },
    repeating=("license_type",),
)

parent_of = to_one("Department", DEPARTMENT, "(p)-[:CHILD_OF]->(c:Department)")
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
    also=f"{TENURE.holds('c')} AND {EXISTENCE.holds('p')}",
)
contact_of = to_one(
    "Department", POST, "(p)<-[:AT]-(c:Post {kind: 'CONTACT'})", also=f"{TENURE.holds('c')} AND {EXISTENCE.holds('p')}"
)
systems_run_by = to_many("Department", SYSTEM, "(p)<-[:RUN_BY]-(c:System)")
libraries_led_by = to_many("Department", LIBRARY, "(p)<-[:LED_BY]-(c:Library)")
resource_count_of_department = count_of("Department", RESOURCE, "(p)<-[:PROVIDED_BY]-(c:Resource)")

_POLICIES: LiteralString = (
    f"UNWIND $keys AS k MATCH (p:Department {{id: k}}) RETURN collect([k, {policy_of('(p)', '$on')}])"
)


async def _policies_of(view: View, keys: Sequence[str], on: str | None = None) -> list[str | None]:
    """Id of the policy that binds each department on a day: the nearest binding above it, never a neighbour's."""
    found = dict(await view.read(_POLICIES, keys=list(keys), on=on or view.today.isoformat()))
    return [found.get(key) for key in keys]


policies_of = Batch(_policies_of)


_ANSWERING: LiteralString = (
    f"RETURN [coalesce({answering_for('(:Department {id: $issuer})')}, $issuer), "
    f"{policy_of('(:Department {id: $issuer})', '$then')}]"
)


async def answering_department(view: View, issuer: str, then: date) -> tuple[str, str | None]:
    """The department that answers for a licence on the view's day, and the policy under which it was issued.

    Args:
        view: What is seen, and on which day.
        issuer: Who issued it: it answers itself, or its nearest living successor does.
        then: The day on which it was sealed; the licence keeps the policy that bound its issuer on it.
    """
    department, policy = await view.read(_ANSWERING, issuer=issuer, then=then.isoformat())
    return department, policy


_OVER_TIME: LiteralString = (
    f"RETURN COLLECT {{ UNWIND $days AS k RETURN {policy_of('(:Department {id: $issuer})', 'k')} }}"
)


async def policies_over_time(view: View, department: str, days: Sequence[date]) -> list[str | None]:
    """Id of the policy that bound a department on each of some days."""
    found: list[str | None] = await view.read(_OVER_TIME, issuer=department, days=[each.isoformat() for each in days])
    return found


async def name_of(view: View, department: str) -> str:
    """Name of a department, for a page that anybody may read."""
    found: str | None = await view.read("MATCH (d:Department {id: $id}) RETURN d.name", id=department)
    return found or department


async def write_divisions(unit: Unit, values: Iterable[Division]) -> None:
    """Write administrative divisions."""
    rows = [{"id": v.code, "name": v.name, "level": v.level.name, "parent": v.parent} for v in values]
    await unit.run(
        "UNWIND $rows AS row MERGE (d:Division {id: row.id}) SET d.name = row.name, d.level = row.level", rows=rows
    )
    await point(unit, "Division", "PART_OF", "Division", [(row["id"], row["parent"]) for row in rows])


async def write_departments(unit: Unit, values: Iterable[Department]) -> None:
    """Write departments with parent and territory; a parent stands before its children or is there already."""
    rows = [
        {
            "id": v.code, "name": v.name, "nameKey": sorted_as(v.name), "shortName": v.short_name,
            "level": v.level.name, "kind": v.kind.name,
            "divisionId": v.division, "parent": v.parent, "phone": v.phone, "synthetic": v.synthetic,
            "from": stored(v.valid_from), "until": stored(v.valid_until),
        }
        for v in values
    ]  # fmt: skip
    await unit.run(
        "UNWIND $rows AS row MERGE (d:Department {id: row.id}) SET d.name = row.name, d.nameKey = row.nameKey, "
        "d.shortName = row.shortName, d.level = row.level, d.kind = row.kind, "
        "d.divisionId = row.divisionId, d.phone = row.phone, d.synthetic = row.synthetic, "
        "d.validFrom = date(row.from), d.validUntil = date(row.until), d.touched = $touched",
        rows=rows,
        touched=stamp(unit, "Department"),
    )
    await point(unit, "Department", "CHILD_OF", "Department", [(row["id"], row["parent"]) for row in rows])
    await point(unit, "Department", "IN_DIVISION", "Division", [(row["id"], row["divisionId"]) for row in rows])
    await unit.run(STAMP_AT["Department"], codes=[row["id"] for row in rows], touched=stamp(unit, "Resource"))


async def write_bindings(unit: Unit, values: Iterable[tuple[str, str, date, date | None]]) -> None:
    """Bind subtrees: (policy id, department code, from, until)."""
    await unit.run(
        "UNWIND $rows AS row MERGE (y:Policy {id: row[0]}) WITH y, row MATCH (d:Department {id: row[1]}) "
        "MERGE (y)-[b:BINDS]->(d) SET b.validFrom = date(row[2]), b.validUntil = date(row[3])",
        rows=[[policy, code, stored(since), stored(until)] for policy, code, since, until in values],
    )


async def write_exemptions(unit: Unit, values: Iterable[tuple[str, str, date, date | None]]) -> None:
    """Leave branches out of what a policy binds: (policy id, department code, from, until)."""
    await unit.run(
        "UNWIND $rows AS row MERGE (y:Policy {id: row[0]}) WITH y, row MATCH (d:Department {id: row[1]}) "
        "MERGE (y)-[x:EXEMPTS]->(d) SET x.validFrom = date(row[2]), x.validUntil = date(row[3])",
        rows=[[policy, code, stored(since), stored(until)] for policy, code, since, until in values],
    )


async def write_successions(unit: Unit, values: Iterable[Succession]) -> None:
    """Write which department followed which."""
    await unit.run(
        "UNWIND $rows AS row MATCH (a:Department {id: row[0]}) MATCH (b:Department {id: row[1]}) "
        "MERGE (a)-[s:SUCCEEDED_BY]->(b) SET s.on = date(row[2]), s.kind = row[3]",
        rows=[[v.predecessor, v.successor, stored(v.on), v.kind.name] for v in values],
    )


async def write_shared_cases(unit: Unit, cases: Iterable[Collection[str]]) -> None:
    """Write which departments share a case; of each case the codes of its parties, of whom some are no departments.

    A relation of its own: who shares a case is asked with every request of staff, and a provider has thousands.
    """
    pairs = {pair for parties in cases for pair in combinations(sorted(set(parties)), 2)}
    await unit.run(
        "UNWIND $rows AS row MATCH (x:Department {id: row[0]}) MATCH (y:Department {id: row[1]}) "
        "MERGE (x)-[:SHARES_CASE]->(y)",
        rows=[list(pair) for pair in sorted(pairs)],
    )


async def write_posts(unit: Unit, values: Iterable[Post], personal: PersonalData) -> None:
    """Write posts; the person's name is encrypted, and sealed what tokens call him, where that tells his number."""
    rows = [
        {
            "id": v.id, "kind": v.kind.name, "subject": personal.subjects.kept(v.subject),
            "name": personal.encrypt(v.name, "Post.name"), "department": v.department,
            "from": stored(v.valid_from), "until": stored(v.valid_until), "filed": stored(v.filed_on),
        }
        for v in values
    ]  # fmt: skip
    await unit.run(
        "UNWIND $rows AS row MERGE (p:Post {id: row.id}) SET p.kind = row.kind, p.subject = row.subject, "
        "p.nameCipher = row.name, p.departmentId = row.department, p.validFrom = date(row.from), "
        "p.validUntil = date(row.until), p.filedOn = date(row.filed)",
        rows=rows,
    )
    await point(unit, "Post", "AT", "Department", [(row["id"], row["department"]) for row in rows])
