"""What replaces an entry that is withdrawn.

* What is named stands in the catalogue of the same city, and is another one, in every city: its users are told of it.
* The rest holds where the text of the city has another resource take its place: there one is named, and a day alone is
  not believed.
* It is there to be shared: not refused to everybody, and not being withdrawn itself.
* It can be used from the day on which it was published, or from a later one that is said; beside the old one from the
  day on which that was published, if this is later still.
* It was published when its case has published it, or later, if it says so. A day before is believed of what was taken
  over only: nobody who registers an entry dates it back.
* Which it is stands in the cause of the withdrawal, for those who are told of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import LiteralString

from graph.errors import Conflict, Malformed, NotFound, Text
from graph.law.workflow import Articles, Table, cited_by, reached
from graph.law.workflows import SUCCESSOR_USABLE
from graph.refusal_codes import Code
from graph.store.edges import Row
from graph.store.engine import Store
from graph.subjects.entries.kept import entry_of
from graph.words.china_time import china_day
from graph.words.entries import SharingType
from graph.words.entry_cases import EntryCaseState, EntryEvent, EntryStep


def _published(v: LiteralString) -> LiteralString:
    """Of an entry its first version that was published, and the cases that it had."""
    return (
        f"[head(COLLECT {{ MATCH ({v})-[:HAS_VERSION]->(first:EntryVersion {{state: 'PUBLISHED'}}) "
        "RETURN [first.number, toString(first.recordedAt), first.content] ORDER BY first.number LIMIT 1 }), "
        f"COLLECT {{ MATCH (c:EntryCase {{code: {v}.id}}) RETURN [c.base, c.history] }}]"
    )


_FOUND: LiteralString = (
    "MATCH (r:Resource {id: $successor, state: 'PUBLISHED'}) MATCH (old:Resource {id: $code}) "
    "WHERE r.policyId = old.policyId AND r.id <> old.id "
    "RETURN [r.sharing, head(COLLECT { MATCH (c:EntryCase {openKey: r.id}) RETURN c.state }), "
    f"{_published('r')}, {_published('old')}]"
)


_REPLACED = re.compile(r"（新资源：([^（）]+)）\Z")


def with_successor(cause: str, successor: str) -> str:
    """The cause of a withdrawal with the code of what replaces the entry."""
    return f"{cause}（新资源：{successor}）" if successor else cause


def replaced_by(cause: str) -> str | None:
    """The code that the cause of a withdrawal names; None where it names none."""
    found = _REPLACED.search(cause)
    return found and found[1]


def articles_of(table: Table) -> Articles:
    """The articles by which an entry is withdrawn only where another one replaces it; none where it needs none."""
    fact = reached(SUCCESSOR_USABLE)
    asking = (
        step for step in table if step.event is EntryEvent.WITHDRAW and any(one.fact == fact for one in step.when)
    )
    return cited_by(asking)


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
        Conflict: `CONDITION_MISSING`; it is shared with nobody, or is being withdrawn itself.
        Malformed: `DATE`; it was not published yet on the day that is said.
    """
    rules = articles_of(table)
    if not successor:
        return None if rules else said
    found = await store.read(_FOUND, code=code, successor=successor)
    if found is None:
        raise NotFound(
            Text("本地目录中没有已发布的这一新资源", "the catalogue of this city has no such entry to replace it"),
            code=Code.NOT_FOUND,
            rules=rules,
            path=("successor",),
            value=successor[:64],
        )
    if not rules:
        return said
    sharing, case, *both = found
    if sharing == SharingType.REFUSED.name or case == EntryCaseState.PARALLEL.name:
        raise Conflict(
            Text(
                "新资源不予共享，或者本身正在下线，不能替代本资源",
                "it is shared with nobody, or is being withdrawn itself: it takes the place of none",
            ),
            code=Code.CONDITION_MISSING,
            rules=rules,
            path=("successor",),
            value=successor[:64],
        )
    published, beside = (_since(*each) or today for each in both)
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


def _since(first: Row | None, worked_on: Sequence[Row]) -> date | None:
    """The day from which on an entry was published; None where no version says it."""
    if first is None:
        return None
    number, recorded_at, content = first
    recorded, claimed = china_day(datetime.fromisoformat(recorded_at)), entry_of(content).published_on
    by_case = any(
        base + 1 == number and any(EntryStep.parse(line).event is EntryEvent.PUBLISH for line in history)
        for base, history in worked_on
    )
    if claimed is None:
        return recorded
    return max(recorded, claimed) if by_case else claimed
