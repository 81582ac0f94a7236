"""How often something was done of late, counted in the store: by all processes that serve, and over their ends.

1. A count is a node under a name, with what was done within its window, each with moment and token. Rivals meet in the
   node: one waits, or is run again, until the other has committed, so that none goes past the bound.
2. Several counts are taken together, or none of them.
3. What is under way counts as done until it has ended otherwise. Who is kept out only by that is told so, and may wait;
   what has not ended within `UNDER_WAY_SECONDS` never will: whoever was at it has gone.
4. What has lapsed is swept out, so that the store holds no more than the bounds allow within their windows.

The names are the callers'; what they would tell of people is hashed before it comes here.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, LiteralString

from graph.store.engine import Store, Unit

UNDER_WAY_SECONDS = 60
SWEPT = 1_000
"""Counts that are swept out by one transaction."""
_DONE, _UNDER_WAY = "!", "?"
_DIGITS = 13
"""Of a moment in milliseconds: as text it sorts as it is."""
_MET: LiteralString = (
    "UNWIND $ids AS k MERGE (a:Attempts {id: k}) SET a.until = coalesce(a.until, 0) "
    "RETURN collect([a.id, coalesce(a.made, [])])"
)
_KEPT: LiteralString = (
    "UNWIND $rows AS row MATCH (a:Attempts {id: row.id}) SET a.made = row.made, a.until = row.until RETURN count(a)"
)
_SWEPT: LiteralString = "MATCH (a:Attempts) WHERE a.until < $now WITH a LIMIT $most DETACH DELETE a RETURN count(*)"


@dataclass(frozen=True, slots=True)
class Bound:
    """So many within a window."""

    name: str
    """Of the count."""
    most: int
    window: timedelta


@dataclass(frozen=True, slots=True)
class Reached:
    """A bound that keeps somebody out."""

    bound: Bound
    until: datetime
    """When there is room again."""
    may_change: bool
    """Whether it is reached only with what is under way."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Something that is under way, in all its counts."""

    token: str
    bounds: tuple[Bound, ...]


async def take(store: Store, bounds: Sequence[Bound], now: datetime) -> Taken | Reached:
    """Count one more under way; or say which bound keeps it out longest, and count nothing.

    Raises:
        StoreError: It was not counted.
    """
    taken = Taken(uuid.uuid4().hex, tuple(bounds))

    async def write(unit: Unit) -> Reached | None:
        made = await _met(unit, bounds, now)
        reached = [found for each in bounds if (found := _reached(each, made[each.name], now)) is not None]
        if reached:
            return max(reached, key=lambda each: (not each.may_change, each.until))
        begun = f"{_moment(now)}{_UNDER_WAY}{taken.token}"
        await _keep(unit, bounds, {name: [*past, begun] for name, past in made.items()}, now)
        return None

    return await store.write(write) or taken


async def end(store: Store, taken: Taken, now: datetime, *, counts: bool) -> None:
    """Say of what was under way whether it counts as done; else it never was.

    Raises:
        StoreError: It goes on as under way, which in time counts as done.
    """

    async def write(unit: Unit) -> None:
        made = await _met(unit, taken.bounds, now)
        await _keep(unit, taken.bounds, {name: _ended(past, taken.token, counts) for name, past in made.items()}, now)

    await store.write(write)


async def sweep(store: Store, now: datetime) -> int:
    """Take out the counts in which nothing counts any more; say how many."""
    total = 0
    while True:
        swept = int(await store.write(lambda unit: unit.run(_SWEPT, now=_milliseconds(now), most=SWEPT)) or 0)
        total += swept
        if swept < SWEPT:
            return total


async def _met(unit: Unit, bounds: Sequence[Bound], now: datetime) -> dict[str, list[str]]:
    """What counts now, by name of the count; whoever else asks for one of them waits, or begins anew."""
    since = {each.name: _moment(now - each.window) for each in bounds}
    found = await unit.run(_MET, ids=sorted(since))
    return {name: sorted(each for each in made if each[:_DIGITS] > since[name]) for name, made in found}


async def _keep(unit: Unit, bounds: Sequence[Bound], made: dict[str, list[str]], now: datetime) -> None:
    rows: list[dict[str, Any]] = [
        {"id": each.name, "made": made[each.name], "until": _milliseconds(now + each.window)} for each in bounds
    ]
    await unit.run(_KEPT, rows=rows)


def _reached(bound: Bound, made: Sequence[str], now: datetime) -> Reached | None:
    if len(made) < bound.most:
        return None
    gone = _moment(now - timedelta(seconds=UNDER_WAY_SECONDS))
    done = [each for each in made if each[_DIGITS] == _DONE or each[:_DIGITS] < gone]
    full = done if len(done) >= bound.most else made
    return Reached(bound, _at(full[-bound.most]) + bound.window, may_change=full is made)


def _ended(made: Sequence[str], token: str, counts: bool) -> list[str]:
    ended = [each for each in made if not each.endswith(token)]
    own = [each for each in made if each.endswith(token)]
    return sorted([*ended, *(each.replace(_UNDER_WAY, _DONE) for each in own)]) if counts else ended


def _moment(at: datetime) -> str:
    return f"{_milliseconds(at):0{_DIGITS}}"


def _milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def _at(entry: str) -> datetime:
    return datetime.fromtimestamp(int(entry[:_DIGITS]) / 1000, UTC)
