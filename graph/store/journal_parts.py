"""The journal in parts (日志分段): what was written is closed off, so that no line goes or is changed unnoticed.

1. A line is written open, in the transaction of its deed, and waits for nobody. Beside the service, and before every
   backup and check, the open lines are closed off as the next part.
2. A part has a number and a mark: a keyed hash over its lines and the mark of the part before. Whoever has no key can
   neither change a line nor take one out, add one, or take out a part, without one of the marks failing.
3. Lines are marked without what erasing a holder takes from them: the words, and the subject of who acted as a holder.
   Names that are sealed (`subjects`) are marked as what they are names of.
4. How many parts there are, and the mark of the last one, is kept outside the store as well (`Head`): a journal that is
   cut at its end is shorter than that.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, LiteralString

import orjson

from graph.store.engine import Store, Unit
from graph.store.errors import KeyTaken, StoreError
from graph.store.journal import OPEN
from graph.store.personal import PersonalData
from graph.store.subjects import Subjects

LINES = 1_000
"""Lines of a part at most."""
_ABOUT = "part of the journal"
_LINE: LiteralString = (
    "[j.id, j.act, j.about, CASE j.role WHEN 'HOLDER' THEN '' ELSE j.subject END, j.role, toString(j.at), j.rules, "
    "j.detail]"
)
_OPEN: LiteralString = f"MATCH (j:Journal {{part: '{OPEN}'}}) WITH j LIMIT $most RETURN collect({_LINE})"
_LAST: LiteralString = (
    "RETURN head(COLLECT { MATCH (z:Zhengtu {id: 'store'}) WHERE z.journalParts IS NOT NULL "
    "RETURN [z.journalParts, z.journalMark] })"
)
# Of two who close at once the second waits, or is run again, and finds that the last part is another one.
_CLOSE: LiteralString = (
    "MERGE (z:Zhengtu {id: 'store'}) SET z.journalParts = coalesce(z.journalParts, 0) + 1 RETURN z.journalParts"
)
_MARK: LiteralString = "MATCH (z:Zhengtu {id: 'store'}) SET z.journalMark = $mark"
_PART: LiteralString = "CREATE (p:JournalPart {id: $id, lines: $lines, mark: $mark, closedAt: datetime($at)})"
_LINES: LiteralString = "UNWIND $ids AS k MATCH (j:Journal {id: k}) SET j.part = $part"
_PARTS: LiteralString = (
    "RETURN COLLECT { UNWIND $ids AS k MATCH (p:JournalPart {id: k}) RETURN [p.id, p.lines, p.mark] }"
)
_OF_PARTS: LiteralString = f"UNWIND $ids AS k MATCH (j:Journal {{part: k}}) RETURN collect([k, {_LINE}])"


@dataclass(frozen=True, slots=True)
class Head:
    """How far the journal is closed off."""

    parts: int = 0
    mark: str = ""


@dataclass(frozen=True, slots=True)
class PartRead:
    """A part as it stands in the store."""

    number: int
    lines: int | None
    """How many it had when it was closed off; None where the part is not there."""
    mark: str
    there: int
    """Lines that are there now."""
    made: str
    """The mark that these lines make, behind the part before."""


def named(number: int) -> str:
    """The id of a part."""
    return f"{number:09}"


async def head_of(store: Store) -> Head:
    """How far the journal of a store is closed off."""
    found = await store.read(_LAST)
    return Head(*found) if found else Head()


async def close_off(store: Store, personal: PersonalData, now: datetime) -> Head:
    """Close off all lines that are open, and say how far the journal is closed off then."""
    while lines := await store.read(_OPEN, most=LINES):
        before = await head_of(store)
        closing = _Closing(before, marked(personal, before.mark, lines), tuple(line[0] for line in lines), now)
        with suppress(_Overtaken, KeyTaken):  # somebody else has closed off some of them
            await store.write(closing.write)
    return await head_of(store)


class _Overtaken(Exception):  # noqa: N818 - it ends a try, and is no malfunction
    """Somebody else was first."""


@dataclass(frozen=True, slots=True)
class _Closing:
    """The next part."""

    before: Head
    mark: str
    lines: tuple[str, ...]
    now: datetime

    async def write(self, unit: Unit) -> None:
        number = await unit.run(_CLOSE)
        if number != self.before.parts + 1:
            raise _Overtaken
        await unit.run(_MARK, mark=self.mark)
        await unit.run(_PART, id=named(number), lines=len(self.lines), mark=self.mark, at=self.now.isoformat())
        await unit.run(_LINES, ids=list(self.lines), part=named(number))


def marked(personal: PersonalData, before: str, lines: Sequence[Sequence[Any]]) -> str:
    """The mark of a part with these lines, behind one with another mark."""
    said = sorted([_as_marked(line, personal.subjects) for line in lines])
    return personal.mark(before.encode() + b"\n" + b"\n".join(said), _ABOUT)


def _as_marked(line: Sequence[Any], subjects: Subjects) -> bytes:
    identity, act, about, subject, role, at, rules, detail = line
    moment = datetime.fromisoformat(at).astimezone(UTC).isoformat() if at else None
    names = [_told(subjects, each) for each in (about, subject)]
    return orjson.dumps([identity, act, *names, role, moment, list(rules or ()), detail or ""])


def _told(subjects: Subjects, name: str | None) -> str | None:
    """What a name is a name of: one that was sealed after its part was closed off is the same."""
    try:
        return subjects.told(name) if name else name
    except StoreError:  # no name of ours: the mark will tell
        return name


async def parts_read(store: Store, personal: PersonalData, first: int, last: int) -> list[PartRead]:
    """Read some parts, to be compared with what they were when they were closed off.

    Args:
        store: The store.
        personal: Makes the marks.
        first: Number of the first one.
        last: Number of the last one.
    """
    ids = [named(number) for number in range(first, last + 1)]
    known = {row[0]: row for row in await store.read(_PARTS, ids=[named(first - 1), *ids])}
    lines: dict[str, list[Any]] = {each: [] for each in ids}
    for part, line in await store.read(_OF_PARTS, ids=ids):
        lines[part].append(line)
    found = []
    for number, each in enumerate(ids, first):
        before = known.get(named(number - 1))
        row = known.get(each)
        made = marked(personal, before[2] if before else "", lines[each])
        found.append(PartRead(number, row and row[1], row[2] if row else "", len(lines[each]), made))
    return found
