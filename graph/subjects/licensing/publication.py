"""What the register publishes of itself (信任包): types, rights, departments, and the state of every licence.

It says nothing of a holder. Nothing here is paged but the licences: the rest is a few hundred of each.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from typing import Final, LiteralString

from graph.schema.nodes import LICENSE
from graph.store.engine import Store
from graph.store.pages import Asked, Wanted
from graph.store.reading import day
from graph.store.view import View
from graph.subjects.licensing.memory import LICENSES
from graph.subjects.licensing.rows import LIFE, fields_of, right_of, rights_of
from graph.words.face_fields import FaceField
from graph.words.licensing import Entitlement, LicenseEvent, LicenseState

PAGE: Final = 1_000


@dataclass(frozen=True, slots=True)
class PublishedType:
    """A licence type."""

    code: str
    name: str
    fields: tuple[FaceField, ...]


@dataclass(frozen=True, slots=True)
class PublishedFacts:
    """What is published beside the licences."""

    publisher: str | None
    """Name of the department that publishes; None where there is none of this code."""
    publisher_until: date | None
    """First day on which it no longer exists."""
    types: tuple[PublishedType, ...]
    departments: dict[str, str]
    """Code and name."""
    rights: tuple[Entitlement, ...]
    """Over time."""


@dataclass(frozen=True, slots=True)
class PublishedLicense:
    """What is published of one licence."""

    identifier: str
    state: LicenseState
    history: tuple[LicenseEvent, ...]
    valid_from: date
    valid_until: date | None
    open_objections: int


_FACTS: LiteralString = (
    "RETURN [head(COLLECT { MATCH (d:Department {id: $publisher}) RETURN [d.name, toString(d.validUntil)] }), "
    "COLLECT { MATCH (t:LicenseType) RETURN [t.id, t.name, t.fields, " + LIFE + "] }, "
    "COLLECT { MATCH (d:Department) RETURN [d.id, d.name] }, "
    "COLLECT { MATCH (t:LicenseType)-[e:ISSUABLE_BY]->(d:Department) "
    f"RETURN {right_of('t')} }}]"
)


async def published_facts(view: View, publisher: str) -> PublishedFacts:
    """Read what is published beside the licences, in one read."""
    found, types, departments, rights = await view.read(_FACTS, publisher=publisher)
    name, until = found or (None, None)
    return PublishedFacts(
        name,
        day(until),
        tuple(PublishedType(code, called, fields_of(written)) for code, called, written, _ in types),
        dict(departments),
        rights_of(rights, {code: life for code, _, _, life in types}),
    )


_LICENSE: LiteralString = (
    "[c.id, c.identifier, c.state, "
    + LICENSE.column("c", "stateHistory")
    + ", toString(c.validFrom), toString(c.validUntil), "
    "COUNT { MATCH (c)<-[:ON]-(o:Objection) WHERE o.open }]"
)


async def published_licenses(view: View) -> AsyncIterator[list[PublishedLicense]]:
    """Every licence, a page at a time."""
    wanted = Wanted("ISSUED", PAGE)
    while True:
        page = await LICENSES.page(view, Asked(), wanted, _LICENSE)
        yield [_published(*row) for _, row in page.rows]
        if not page.more:
            return
        key, (identity, *_) = page.rows[-1]
        wanted = Wanted("ISSUED", PAGE, (key, identity))


async def count_licenses(view: View) -> int:
    """How many there are."""
    return await LICENSES.count(view, Asked())


async def next_sequence(store: Store, least: int) -> int:
    """The number of the next package: larger than every one before it, and no less than this.

    A store that was brought back from a backup has forgotten numbers: what it is given grows with time.
    """
    number: int = await store.write(
        lambda unit: unit.run(
            "MERGE (z:Zhengtu {id: 'store'}) SET z.packageSequence = "
            "CASE WHEN coalesce(z.packageSequence, 0) < $least THEN $least ELSE z.packageSequence + 1 END "
            "RETURN z.packageSequence",
            least=least,
        )
    )
    return number


def _published(
    _id: str, identifier: str, state: str, history: list[str], since: str, until: str | None, objections: int
) -> PublishedLicense:
    return PublishedLicense(
        identifier,
        LicenseState[state],
        tuple(map(LicenseEvent.parse, history)),
        date.fromisoformat(since),
        day(until),
        objections,
    )
