"""What has become of the items that somebody was granted, in the entry of today.

* An item that the entry has no longer nobody uses any more; one that is not shared any longer is used as before, for no
  text ends a grant by that. What was not shared when it was granted is as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, LiteralString

import orjson

from graph.store.edges import Row
from graph.subjects.sharing.tables.withheld import recorded_day
from graph.words.entries import SharingType

_GRANTS: LiteralString = (
    "MATCH (c)<-[:COVERS]-(g:Grant) WHERE g.state IN ['WAITING', 'ACTIVE'] "
    "AND coalesce(g.validUntil >= date($today), true) AND g.userId IN $scope.data_notices"
)
OF_ENTRY: LiteralString = (
    f"[COLLECT {{ {_GRANTS} MATCH (c)-[:HAD_ITEM]->(i:Item) WHERE i.id IN coalesce(g.itemIds, []) "
    "RETURN DISTINCT [g.id, i.name] }, "
    f"COLLECT {{ {_GRANTS} MATCH (c)-[:HAS_ITEM]->(i:Item) WHERE coalesce(i.sharing, c.sharing) = 'REFUSED' "
    "AND (size(coalesce(g.itemIds, [])) = 0 OR i.id IN g.itemIds) "
    "RETURN DISTINCT [g.id, i.name, toString(g.validFrom)] }, "
    f"COLLECT {{ {_GRANTS} WITH DISTINCT c WHERE c.sharing = 'REFUSED' "
    "OR EXISTS { MATCH (c)-[:HAS_ITEM]->(x:Item) WHERE x.sharing = 'REFUSED' } "
    "MATCH (c)-[:HAS_VERSION]->(v:EntryVersion) WHERE v.state = 'PUBLISHED' "
    "RETURN [toString(v.recordedAt), v.content] ORDER BY v.number }]"
)
"""Over an entry `c`, what `GrantedItems.read` reads: of the grants of the asker's departments that hold."""


@dataclass(frozen=True, slots=True)
class GrantedItems:
    """Items of a grant of which the entry of today says something else."""

    grant: str
    """Its id."""
    dropped: tuple[str, ...] = ()
    """Names of those that it has no longer."""
    withheld: tuple[str, ...] = ()
    """Names of those that it does not share any longer."""

    @staticmethod
    def read(row: Row) -> tuple[GrantedItems, ...]:
        """What was read over an entry, by grant; of those of which the entry says what it said, nothing."""
        gone, refused, versions = row
        dropped = {grant: [name for of, name in gone if of == grant] for grant, _ in gone}
        withheld = {
            grant: [
                name for of, name, _ in refused if of == grant and _shared(versions, date.fromisoformat(since), name)
            ]
            for grant, _, since in refused
        }
        found = (
            GrantedItems(grant, tuple(sorted(dropped.get(grant, ()))), tuple(sorted(withheld.get(grant, ()))))
            for grant in sorted({*dropped, *withheld})
        )
        return tuple(each for each in found if each.dropped or each.withheld)


def _shared(versions: Sequence[Sequence[str]], day: date, name: str) -> bool:
    """Whether a version shared an item that stood in the catalogue at some moment of a day; else, the first."""
    days = [recorded_day(at) for at, _ in versions]
    first = max((place for place, on in enumerate(days) if on < day), default=0)
    stood = [content for (_, content), on in zip(versions[first:], days[first:], strict=True) if on <= day]
    return any(_shares(orjson.loads(content), name) for content in stood or [each for _, each in versions[:1]])


def _shares(entry: Mapping[str, Any], name: str) -> bool:
    own = next((item.get("sharing") for item in entry.get("items", ()) if item["name"] == name), None)
    return (own or entry.get("sharing")) != SharingType.REFUSED.name
