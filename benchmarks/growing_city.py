"""Cities of one make and different sizes, written straight into a store: what `growing` measures.

Nothing is drawn, sealed or encrypted: of a licence there is what lists and the register read. The same numbers give the
same city, so that a store that holds one is used again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any, LiteralString, TypeAlias

import orjson

from benchmarks.processes import BenchmarkError
from graph.schema.nodes import BY_LABEL
from graph.store.engine import Store
from graph.store.migrating import migrate
from graph.words.pinyin import sorted_as

MAKE = 1
"""Number of what this module makes; a store of another one is filled anew."""
BATCH = 5_000
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
TODAY = date(2026, 3, 2)
DEPARTMENTS, LIBRARIES, SYSTEMS, CONSUMERS, TYPES, ITEMS = 100, 10, 50, 50, 40, 10
"""As many in every city, and items in every entry."""
CODES = tuple(f"113402{number:012d}" for number in range(DEPARTMENTS))
MOST = "holder-0"
"""The holder of most licences."""

Row: TypeAlias = dict[str, Any]
Part: TypeAlias = tuple[str, LiteralString, Iterable[Row]]
"""What is written, by which statement, from which rows."""


@dataclass(frozen=True, slots=True)
class City:
    """How much there is of what grows."""

    entries: int
    licenses: int
    held: int
    """Licences of the one who holds most; the others hold five each."""

    @property
    def cases(self) -> int:
        """Objections; as many notices."""
        return self.licenses // 100

    @property
    def said(self) -> str:
        """What a store that holds it says of itself."""
        return orjson.dumps({"make": MAKE, **asdict(self)}).decode()

    @property
    def stamp(self) -> str:
        """Name of the file beside an embedded store that is full."""
        return f"holds-{MAKE}-{self.entries}-{self.licenses}-{self.held}"

    def holder_of(self, number: int) -> str:
        """The holder of a licence: his id, and what he is known by."""
        return MOST if number < self.held else f"holder-{1 + (number - self.held) // 5}"


def code_of(number: int) -> str:
    """The code of an entry; in the order of codes they stand in another one than in that of numbers."""
    return f"3{number * 7919 % 1_000_003:07d}/{number:06d}"


def license_of(number: int) -> str:
    """The id of a licence, in which the same is so."""
    return f"{number * 7919 % 10_000_019:032x}"


def identifier_of(number: int) -> str:
    """The identifier of a licence, in which the same is so."""
    return f"1.2.156.3005.2.{number * 7919 % 10_000_019:08d}"


def department_of(number: int) -> str:
    """Whose an entry or a licence is: the first has a tenth of them, the others share the rest."""
    return CODES[0] if number % 10 == 0 else CODES[1 + number % (DEPARTMENTS - 1)]


async def fill(store: Store, city: City, told: Callable[[str], None]) -> None:
    """Write a city into an empty store, unless it is there.

    Raises:
        BenchmarkError: The store holds something else.
    """
    there = await store.read("MATCH (z:Zhengtu {id: 'store'}) RETURN z.city")
    await migrate(store)
    if there == city.said:
        return
    if await store.read("MATCH (n) WHERE NOT n:Zhengtu RETURN count(n)"):
        raise BenchmarkError("the store is not empty, and what it holds is not this city")
    for what, text, rows in _parts(city):
        given, written = iter(rows), 0
        while part := list(islice(given, BATCH)):
            await store.write(lambda unit, text=text, part=part: unit.run(text, rows=part))  # type: ignore[misc]
            written += len(part)
            if written % (20 * BATCH) == 0:
                told(f"{written:,} {what} …")
        told(f"{written:,} {what}")
    await store.write(lambda unit: unit.run("MATCH (z:Zhengtu {id: 'store'}) SET z.city = $said", said=city.said))


def _created(
    label: str, columns: LiteralString, before: LiteralString = "", behind: LiteralString = ""
) -> LiteralString:
    """The statement that creates nodes of a kind with these columns, each joined to what is matched before."""
    shape = BY_LABEL[label]
    given = shape.assigned("n", "row", columns.split())
    return f"UNWIND $rows AS row {before} CREATE (n:{shape.label} {{id: row.id}}) SET {given} {behind}"


def _parts(city: City) -> Iterator[Part]:
    named = (
        ("departments", "Department", ((code, f"第{n}局") for n, code in enumerate(CODES))),
        ("libraries", "Library", ((f"LIB{n}", f"第{n}库") for n in range(LIBRARIES))),
        ("systems", "System", ((f"SYS{n}", f"第{n}系统") for n in range(SYSTEMS))),
        ("consumers", "Consumer", ((f"CON{n}", f"第{n}单位") for n in range(CONSUMERS))),
        ("licence types", "LicenseType", ((f"TYPE{n}", f"第{n}证") for n in range(TYPES))),
    )
    for what, label, pairs in named:
        yield what, _created(label, "name"), [{"id": code, **_named(name)} for code, name in pairs]
    yield from _of_the_catalogue(city)
    yield from _of_the_register(city)


def _of_the_catalogue(city: City) -> Iterator[Part]:
    entries = _created(
        "Resource",
        "name state providerId sharing opening cycle publishedOn recordedAt libraryIds",
        "MATCH (d:Department {id: row.providerId}) MATCH (s:System {id: row.system}) "
        "MATCH (l:Library {id: row.library})",
        ", n.version = 1 CREATE (n)-[:PROVIDED_BY]->(d) CREATE (n)-[:FROM_SYSTEM]->(s) CREATE (n)-[:IN_LIBRARY]->(l)",
    )
    items = _created(
        "Item", "name seq resourceId", "MATCH (r:Resource {id: row.resourceId})", "CREATE (r)-[:HAS_ITEM]->(n)"
    )
    grants = _created(
        "Grant",
        "validFrom consumerId resourceId parties",
        "MATCH (r:Resource {id: row.resourceId}) MATCH (c:Consumer {id: row.consumerId})",
        "CREATE (n)-[:COVERS]->(r) CREATE (n)-[:GRANTED_TO]->(c)",
    )
    yield "entries", entries, (_entry(number) for number in range(city.entries))
    yield "items", items, (_item(number) for number in range(city.entries * ITEMS))
    yield "grants", grants, (_grant(number) for number in range(city.entries // 4))


def _of_the_register(city: City) -> Iterator[Part]:
    holders: LiteralString = (
        "UNWIND $rows AS row CREATE (h:Holder {id: row.id}) SET h.codeHash = row.id, h.person = true"
    )
    licences = _created(
        "License",
        "identifier numberCipher state issuedOn validFrom sealedAt digest size typeId typeName issuerId holderHashes "
        "numberPersonal stateHistory version",
        "MATCH (t:LicenseType {id: row.typeId}) MATCH (d:Department {id: row.issuerId}) "
        "MATCH (h:Holder {id: row.holder})",
        "SET n.issuerKey = n.issuerId + '|' + n.issuedKey, n.holderKey = row.holder + '|' + n.issuedKey "
        "CREATE (n)-[:HELD_BY {seq: 1}]->(h) CREATE (n)-[:OF_TYPE]->(t) CREATE (n)-[:ISSUED_BY]->(d)",
    )
    objections = _created(
        "Objection",
        "onKind onId state ground raisedAt raisedBy answersId parties",
        "MATCH (r:Resource {id: row.onId}) MATCH (d:Department {id: row.answersId})",
        "CREATE (n)-[:ON]->(r) CREATE (n)-[:ANSWERED_BY]->(d)",
    )
    last = city.holder_of(city.licenses - 1).partition("-")[2]
    yield "holders", holders, ({"id": f"holder-{number}"} for number in range(int(last) + 1))
    yield "licences", licences, (_license(city, number) for number in range(city.licenses))
    yield "objections", objections, (_objection(city, number) for number in range(city.cases))
    yield "notices", _created("Notice", "kind at departmentId"), (_notice(number) for number in range(city.cases))


def _named(name: str) -> Row:
    return {"name": name, "nameKey": sorted_as(name)}


def _entry(number: int) -> Row:
    at = NOW - timedelta(minutes=number)
    library = f"LIB{number % LIBRARIES}"
    return {
        "id": code_of(number), **_named(f"信息资源{number * 7919 % 1_000_003:07d}"), "state": "PUBLISHED",
        "providerId": department_of(number), "sharing": ("UNCONDITIONAL", "CONDITIONAL", "REFUSED")[number % 3],
        "opening": "REFUSED", "cycle": "DAILY", "publishedOn": at.date().isoformat(), "recordedAt": at.isoformat(),
        "library": library, "libraryIds": [library],
        "system": f"SYS{number % SYSTEMS}",
    }  # fmt: skip


def _item(number: int) -> Row:
    entry = code_of(number // ITEMS)
    return {
        "id": f"{entry}#{number % ITEMS}",
        "name": f"信息项{number % 97}",
        "seq": number % ITEMS,
        "resourceId": entry,
    }


def _grant(number: int) -> Row:
    consumer = "CON0" if number % 10 == 0 else f"CON{1 + number % (CONSUMERS - 1)}"
    return {
        "id": f"G{number}", "validFrom": "2025-01-01", "consumerId": consumer, "resourceId": code_of(number * 4),
        "parties": [consumer, department_of(number * 4)],
    }  # fmt: skip


def _license(city: City, number: int) -> Row:
    day = (TODAY - timedelta(days=number % 2_000)).isoformat()
    holder = city.holder_of(number)
    return {
        "id": license_of(number), "identifier": identifier_of(number), "numberCipher": f"N{number:08d}",
        "version": 1, "state": "IN_FORCE", "issuedOn": day, "validFrom": day, "sealedAt": f"{day}T00:00:00+00:00",
        "digest": "0" * 64, "size": 1, "typeId": f"TYPE{number % TYPES}", "typeName": "证",
        "issuerId": department_of(number), "holderHashes": [holder], "numberPersonal": False,
        "stateHistory": [f"{day}|IN_FORCE|"], "holder": holder,
    }  # fmt: skip


def _objection(city: City, number: int) -> Row:
    on = number % city.entries
    raised = NOW - timedelta(hours=number)
    return {
        "id": f"{number * 7919 % 1_000_003:032x}", "onKind": "Resource", "onId": code_of(on), "state": "RAISED",
        "ground": "ACCURACY", "raisedAt": raised.isoformat(), "raisedBy": f"person-{number // 5}",
        "answersId": department_of(on), "parties": sorted({department_of(on), department_of(number // 7)}),
    }  # fmt: skip


def _notice(number: int) -> Row:
    told = (NOW - timedelta(hours=number)).isoformat()
    return {
        "id": f"{number * 7919 % 1_000_003:032x}",
        "kind": "OBJECTION_RAISED",
        "at": told,
        "departmentId": department_of(number),
    }
