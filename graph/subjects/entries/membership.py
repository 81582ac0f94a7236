"""Putting entries into libraries (资源库): all of a batch, or nothing of it; judged by what one statement reads.

What a base library makes direct has to be listed so before it comes into one: base items of which their entry says
otherwise are refused here as they are with the entry itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import LiteralString

from graph.errors import Malformed
from graph.law.access import require
from graph.law.acts import Act
from graph.law.policies import bound_by
from graph.office.actor import Actor
from graph.office.batch import write_batch
from graph.office.idempotency import Writing
from graph.office.references import Reference, dangling, stands_twice
from graph.office.review import Review
from graph.store.engine import Store, Unit
from graph.subjects.entries import recording
from graph.subjects.entries.review import refusal_of
from graph.subjects.entries.rules.lints import Lint, finding


@dataclass(frozen=True, slots=True)
class MembershipSetting:
    """What putting entries into libraries is judged by."""

    entries: frozenset[str]
    """Codes of the entries that are there, of those that the batch names."""
    libraries: frozenset[str]
    """The same of libraries."""
    there: frozenset[tuple[str, str]]
    """Which of the pairs (entry, library) stand already."""
    otherwise: Mapping[tuple[str, str], tuple[str | None, tuple[str, ...]]]
    """Of pairs with a base library of the entry's city: its policy, and its base items not shared without condition."""


_MEMBERSHIPS: LiteralString = (
    "RETURN ["
    "COLLECT { UNWIND $entries AS k MATCH (r:Resource {id: k}) RETURN k }, "
    "COLLECT { UNWIND $libraries AS k MATCH (l:Library {id: k}) RETURN k }, "
    "COLLECT { UNWIND $pairs AS k MATCH (:Resource {id: k[0]})-[:IN_LIBRARY]->(:Library {id: k[1]}) RETURN k }, "
    "COLLECT { UNWIND $pairs AS k MATCH (r:Resource {id: k[0]})-[:HAS_ITEM]->(i:Item {kind: 'BASE'}) "
    "MATCH (l:Library {id: k[1], kind: 'BASE'}) WHERE l.policyId = r.policyId "
    "AND coalesce(i.sharing, r.sharing) <> 'UNCONDITIONAL' RETURN [k[0], k[1], r.policyId, i.seq, i.name] }]"
)


@dataclass(frozen=True, slots=True)
class JudgedMemberships:
    """A batch and what was found: to make one is to judge it, so that nothing unjudged can be written."""

    pairs: tuple[tuple[str, str], ...]
    """(entry code, library code)."""
    setting: MembershipSetting
    on: date
    """The day by whose wording of the texts it is judged."""
    review: Review = field(init=False)
    """Everything that is wrong; paths count the pairs from 1."""

    def __post_init__(self) -> None:
        """Judge."""
        there = {"Resource": self.setting.entries, "Library": self.setting.libraries}
        found = Review((*_twice(self.pairs), *self._otherwise())) + dangling(_memberships(self.pairs), there)
        object.__setattr__(self, "review", found)

    def _otherwise(self) -> Iterator[Malformed]:
        for position, pair in enumerate(self.pairs, start=1):
            policy, items = self.setting.otherwise.get(pair, (None, ()))
            row = bound_by(policy, self.on) if pair not in self.setting.there else None
            also = row.also_unconditional if row is not None else None
            if also is not None and also.value.base_items:
                place = ("memberships", str(position))
                yield refusal_of(
                    finding(Lint.BASE_ITEM_NOT_UNCONDITIONAL, "entry", value="、".join(items), rules=also.rules), place
                )


async def judge_memberships(store: Store, pairs: Sequence[tuple[str, str]], on: date) -> JudgedMemberships:
    """Read in one statement what a batch is judged by on a day, say what is wrong with it, and write nothing."""
    return JudgedMemberships(tuple(pairs), await _membership_setting(store, pairs), on)


async def _membership_setting(store: Store, pairs: Iterable[tuple[str, str]]) -> MembershipSetting:
    """Read what putting entries into libraries is judged by, in one statement."""
    asked = sorted(set(pairs))
    entries, libraries, there, items = await store.read(
        _MEMBERSHIPS,
        entries=sorted({entry for entry, _ in asked}),
        libraries=sorted({library for _, library in asked}),
        pairs=[list(pair) for pair in asked],
    )
    otherwise: dict[tuple[str, str], tuple[str | None, tuple[str, ...]]] = {}
    for entry, library, policy, _, name in sorted(items, key=itemgetter(0, 1, 3)):
        _, before = otherwise.get((entry, library), (policy, ()))
        otherwise[entry, library] = policy, (*before, name)
    return MembershipSetting(
        frozenset(entries), frozenset(libraries), frozenset((entry, library) for entry, library in there), otherwise
    )


async def add_memberships(store: Store, pairs: Sequence[tuple[str, str]], actor: Actor) -> Review:
    """Put entries into libraries: (entry code, library code).

    Raises:
        Forbidden: `ROLE_REQUIRED`.
        Malformed: `UNKNOWN_CODE`, `CODE_TWICE` or `BASE_ITEM_NOT_UNCONDITIONAL`.
        SeveralReasons: More than one of them.
    """
    return await admit_judged(store, await judge_memberships(store, pairs, actor.today), actor)


async def admit_judged(store: Writing, judged: JudgedMemberships, actor: Actor) -> Review:
    """Write a batch by the judgement that it was given; nothing is read or judged again.

    Raises:
        Forbidden: `ROLE_REQUIRED`.
        Malformed: `UNKNOWN_CODE`, `CODE_TWICE` or `BASE_ITEM_NOT_UNCONDITIONAL`.
        SeveralReasons: More than one of them.
    """
    require(actor.principal, Act.IMPORT, None, actor.today)
    counts = {"memberships": len(judged.pairs)}

    async def write(unit: Unit) -> None:
        await recording.write_memberships(unit, judged.pairs)

    return await write_batch(store, judged.review, actor, Act.IMPORT, counts, write)


def _twice(pairs: Sequence[tuple[str, str]]) -> Iterator[Malformed]:
    first: dict[tuple[str, str], int] = {}
    for position, pair in enumerate(pairs, start=1):
        before = first.setdefault(pair, position)
        if before != position:
            place, other = (("memberships", str(each), "library") for each in (position, before))
            yield stands_twice(" → ".join(pair), place, other)


def _memberships(pairs: Sequence[tuple[str, str]]) -> Iterator[Reference]:
    for position, (entry, library) in enumerate(pairs, start=1):
        yield Reference("Resource", entry, ("memberships", str(position), "entry"))
        yield Reference("Library", library, ("memberships", str(position), "library"))
