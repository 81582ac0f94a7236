"""What replaces an entry that is withdrawn, where the text of its city has another resource take its place.

* It is named, stands in the catalogue of the same city, and is another one: a day alone is not believed.
* It can be used from the day on which it was published, or from a later one that is said; beside the old one from the
  day on which that was published, if this is later still.
* Which it is stands in the cause of the withdrawal, for those who are told of it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import LiteralString

from graph.errors import Malformed, NotFound, Text
from graph.law.workflow import Articles, Table, reached
from graph.law.workflows import SUCCESSOR_USABLE
from graph.refusal_codes import Code
from graph.store.engine import Store
from graph.store.reading import day
from graph.words.china_time import china_day
from graph.words.entry_cases import EntryEvent


def _since(v: LiteralString) -> LiteralString:
    """The day on which an entry was published, as it says, or the moment of its first version."""
    first: LiteralString = f"(first:EntryVersion {{id: {v}.id + '@1'}}) RETURN toString(first.recordedAt)"
    return f"coalesce(toString({v}.publishedOn), head(COLLECT {{ MATCH {first} }}))"


_PUBLISHED: LiteralString = (
    "MATCH (r:Resource {id: $successor, state: 'PUBLISHED'}) MATCH (old:Resource {id: $code}) "
    "WHERE r.policyId = old.policyId AND r.id <> old.id "
    f"RETURN [{_since('r')}, {_since('old')}]"
)


def articles_of(table: Table) -> Articles:
    """The articles by which an entry is withdrawn only where another one replaces it; none where it needs none."""
    fact = reached(SUCCESSOR_USABLE)
    asking = (
        step for step in table if step.event is EntryEvent.WITHDRAW and any(one.fact == fact for one in step.when)
    )
    return tuple(dict.fromkeys(rule for step in asking for rule in step.rules))


async def usable_from(
    store: Store, table: Table, code: str, successor: str, said: date | None, today: date
) -> date | None:
    """From when on what replaces an entry can be used beside it; None where nothing is named that does.

    Args:
        store: The graph.
        table: The rows by which the entry is withdrawn.
        code: Of the entry.
        successor: Code of what replaces it; empty = none is named.
        said: From when on it can be used, as is said; None = from its publication.
        today: The day.

    Raises:
        NotFound: `NOT_FOUND`; no other entry of that code stands in the catalogue of the same city.
        Malformed: `DATE`; it was not published yet on the day that is said.
    """
    rules = articles_of(table)
    if not rules:
        return said
    if not successor:
        return None
    found = await store.read(_PUBLISHED, code=code, successor=successor)
    if found is None:
        raise NotFound(
            Text("本地目录中没有已发布的这一新资源", "the catalogue of this city has no such entry to replace it"),
            code=Code.NOT_FOUND,
            rules=rules,
            path=("successor",),
            value=successor[:64],
        )
    published, beside = (_day(each) or today for each in found)
    if said is not None and said < published:
        raise Malformed(
            Text("新资源可用之日不得早于其发布之日", "it cannot be used before it was published"),
            code=Code.DATE,
            rules=rules,
            path=("successorUsableOn",),
            value=said.isoformat(),
            limit=published.isoformat(),
        )
    return max(said or published, beside)


def _day(said: str | None) -> date | None:
    return china_day(datetime.fromisoformat(said)) if said and "T" in said else day(said)
