"""What nobody was granted: not shared, on no path of the provider's row, and never shared before.

* Whether a row leads to what is not shared follows from its steps; where it does, the table says that it was granted.
* An item was not shared on the day of the decision by the version of that day; of what was decided before the
  catalogue kept any, by the first. What was granted while it was shared, stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, LiteralString, TypeAlias

import orjson

from graph.errors import Conflict, Text, quoted
from graph.law.direct import asked_for, direct, leading_to_it
from graph.law.policy import Policy
from graph.law.workflow import FactValue, cited_by
from graph.refusal_codes import Code
from graph.store.edges import Row
from graph.words.china_time import china_day
from graph.words.entries import Affair, ItemKind, SharingType
from graph.words.sharing_tables import RequestOnFile
from graph.words.sources import LibraryKind

Decided: TypeAlias = tuple[str, str, date]
"""Consumer and resource of a request, and the day on which it was decided."""


def decided(request: RequestOnFile) -> Decided:
    """What a request was decided about, and when: where no day is said, as it was handed in."""
    return request.consumer, request.resource, request.answered_on or request.opened_on


def withheld_of(found: LiteralString, consumer: LiteralString, day: LiteralString) -> LiteralString:
    """What is shared with nobody of what some requests were granted, as rows that `Withheld.read` reads.

    Args:
        found: How each request is found, with its entry `r`.
        consumer: Code of who asked.
        day: On which it was decided.
    """
    concerned: LiteralString = "coalesce(r.concernedIds, [])"
    return (
        f"COLLECT {{ {found} WHERE r.sharing = 'REFUSED' "
        "OR EXISTS { MATCH (r)-[:HAS_ITEM]->(x:Item) WHERE x.sharing = 'REFUSED' } "
        f"RETURN [{consumer}, r.id, {day}, r.sharing, r.affair, "
        f"EXISTS {{ MATCH (c:Consumer {{id: {consumer}}}) WHERE c.departmentId IN {concerned} }} OR EXISTS {{ "
        f"MATCH (:Consumer {{id: {consumer}}})-[:IS]->(s:System) WHERE s.operatorId IN {concerned} }}, "
        "COLLECT { MATCH (r)-[:IN_LIBRARY]->(l:Library {kind: 'BASE'}) RETURN l.policyId }, "
        "COLLECT { MATCH (r)-[:HAS_ITEM]->(i:Item) RETURN [i.name, i.kind, coalesce(i.sharing, r.sharing)] "
        "ORDER BY i.seq, i.name }, "
        "COLLECT { MATCH (r)-[:HAS_VERSION]->(v:EntryVersion) WHERE v.state = 'PUBLISHED' "
        "RETURN [toString(v.recordedAt), v.content] ORDER BY v.number }] }"
    )


@dataclass(frozen=True, slots=True)
class Withheld:
    """What an entry shares with nobody, today and on the day of a decision."""

    whole: bool
    """It has no items, and is not shared itself."""
    items: Mapping[str, ItemKind]
    """Those that are not shared, with what they are."""
    based: frozenset[str]
    """Policies of the base libraries in which it is."""
    about: str | None
    concerned: bool
    """It names who asked as one whom that concerns."""

    @classmethod
    def read(cls, rows: Iterable[Row]) -> Mapping[Decided, Withheld]:
        """What `withheld_of` has found; nothing of what is all shared."""
        return {(consumer, code, date.fromisoformat(on)): _withheld(on, row) for consumer, code, on, *row in rows}

    def by(self, row: Policy, named: Collection[str]) -> tuple[str, ...] | None:
        """Names of what no request of a row leads to, of some items or of all; None where there is nothing.

        Args:
            row: The policy that bound the provider.
            named: Names of the items; none = all.
        """
        if leading_to_it(row, {"type": SharingType.REFUSED}):
            return None
        if self.whole:
            return None if direct(row, self._facts(row, ItemKind.BUSINESS)) else ()
        found = [
            name
            for name, kind in self.items.items()
            if (not named or name in named) and not direct(row, self._facts(row, kind))
        ]
        return tuple(found) or None

    def _facts(self, row: Policy, kind: ItemKind) -> Mapping[str, FactValue]:
        return {
            "type": SharingType.REFUSED,
            "item_kind": kind,
            "library_kind": LibraryKind.BASE if row.id in self.based else LibraryKind.DEPARTMENT,
            "about": self.about,
            "subject_concerned": self.concerned,
        }


def refused(
    withheld: Withheld | None, row: Policy | None, named: Collection[str], resource: str, path: tuple[str, ...]
) -> Iterator[Conflict]:
    """Refuse what says that somebody was granted what nobody gets, by the articles that it is not shared by.

    Args:
        withheld: What the entry does not share; None where it shares all.
        row: The policy that bound the provider; None where none did.
        named: Names of the items; none = all.
        resource: Code of the entry.
        path: Of the request or grant.
    """
    names = withheld.by(row, named) if withheld and row else None
    if row is None or names is None:
        return
    shown = "、".join(f"“{quoted(name, 40)}”" for name in names[:_NAMED]) + ("…" if len(names) > _NAMED else "")
    ground = row.refusal_ground.rules if row.refusal_ground else ()
    steps = cited_by(asked_for(row, {"type": SharingType.REFUSED}))
    yield Conflict(
        Text(
            f"决定当日{f'信息项{shown}' if names else '该条目'}为不予共享，按提供方的政策没有申请能得到授权",
            f"on the day of the decision {shown or 'the entry'} was not shared: no request of it leads to a grant",
        ),
        code=Code.NO_SUCH_MOVE,
        rules=tuple(dict.fromkeys((*ground, *steps))),
        path=(*path, "items" if names and named else "resource"),
        value="、".join(names)[:_LONGEST] or resource,
    )


_NAMED: Final = 10
"""As many items are named; of more there are the first."""
_LONGEST: Final = 200


def _withheld(on: str, row: Sequence[Any]) -> Withheld:
    sharing, affair, concerned, libraries, items, versions = row
    then = _then(versions, date.fromisoformat(on))
    own = {item["name"]: item.get("sharing") for item in then.get("items", ())}
    declared = then.get("sharing", sharing)
    kinds = {
        name: ItemKind[kind]
        for name, kind, today in items
        if today == _REFUSED and (own.get(name) or declared) == _REFUSED
    }
    return Withheld(
        not items and sharing == declared == _REFUSED,
        kinds,
        frozenset(libraries),
        Affair[affair].zh if affair else None,
        bool(concerned),
    )


_REFUSED: Final = SharingType.REFUSED.name


def _then(versions: Sequence[Sequence[str]], day: date) -> Mapping[str, Any]:
    """What the entry said on a day, of earlier days what it said first; nothing where it was never published."""
    until = [content for at, content in versions if recorded_day(at) <= day]
    first = [content for _, content in versions[:1]]
    said: Mapping[str, Any] = orjson.loads(next(reversed(until or first), "{}"))
    return said


def recorded_day(at: str) -> date:
    """The day in China of a moment as the store writes it: behind that of UTC it names the zone as well."""
    return china_day(datetime.fromisoformat(at.partition("[")[0]))
