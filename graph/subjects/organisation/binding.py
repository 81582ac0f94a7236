"""Two walks that several statements need alike: which policy binds a department, and who answers for it now.

A policy binds a subtree of departments minus the branches that it exempts, each for a period.

The walks stand inside statements whose variables have one letter or name what is asked for; theirs are whole words of
their own, because Neo4j takes a variable of the same name for the one around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import LiteralString, TypeAlias

from graph.schema.periods import EXISTENCE, TENURE
from graph.store.edges import Row
from graph.store.reading import day
from graph.words.periods import holds_on


def policy_of(start: LiteralString, day: LiteralString = "$today") -> LiteralString:
    """Expression for the id of the policy that binds a department on a day: the nearest above it, never a neighbour's.

    What a policy exempts at or below the department that it binds, it does not bind; one further up may.

    Args:
        start: The node pattern where the walk begins, `(d)` or `(:Department {id: $issuer})`.
        day: Parameter that holds the day, ISO.
    """
    return (
        f"head(COLLECT {{ MATCH way = {start}-[:CHILD_OF*0..8]->(:Department)<-[binds:BINDS]-(binding:Policy) "
        f"WHERE {TENURE.holds('binds', day)} "
        "AND NOT EXISTS { MATCH (binding)-[exempts:EXEMPTS]->(branch:Department) "
        f"WHERE {TENURE.holds('exempts', day)} AND branch IN nodes(way) }} "
        "RETURN binding.id ORDER BY length(way), binding.id LIMIT 1 })"
    )


def bindings_of(start: LiteralString) -> LiteralString:
    """Expression for the rows of `Bindings`: every policy that binds a department on some day, the nearest first.

    Args:
        start: The node pattern where the walk begins, as in `policy_of`.
    """
    return (
        f"COLLECT {{ MATCH route = {start}-[:CHILD_OF*0..8]->(:Department)<-[tie:BINDS]-(ruling:Policy) "
        "RETURN [ruling.id, toString(tie.validFrom), toString(tie.validUntil), "
        "COLLECT { MATCH (ruling)-[leaving:EXEMPTS]->(part:Department) WHERE part IN nodes(route) "
        "RETURN [toString(leaving.validFrom), toString(leaving.validUntil)] }] ORDER BY length(route), ruling.id }"
    )


Period: TypeAlias = tuple[date | None, date | None]
"""A first day and the day after the last; None where there is none."""


@dataclass(frozen=True, slots=True)
class Binding:
    """That a policy binds a department for some time, and for how long it leaves out a branch on the way to it."""

    policy: str
    holds: Period
    exempts: tuple[Period, ...] = ()

    def on(self, asked: date) -> bool:
        """Whether it does on a day."""
        return holds_on(asked, *self.holds) and not any(holds_on(asked, *each) for each in self.exempts)


@dataclass(frozen=True, slots=True)
class Bindings:
    """Which policy binds a department on which day, as `policy_of` says it of one."""

    nearest_first: tuple[Binding, ...]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Bindings:
        """Of the rows that the graph gives."""
        return cls(
            tuple(
                Binding(policy, (day(since), day(until)), tuple((day(one), day(other)) for one, other in exempts))
                for policy, since, until, exempts in rows
            )
        )

    @property
    def policies(self) -> tuple[str, ...]:
        """Those that bind it on some day, the nearest first."""
        return tuple(dict.fromkeys(each.policy for each in self.nearest_first))

    def on(self, asked: date) -> str | None:
        """The policy of a day; None where none binds."""
        return next((each.policy for each in self.nearest_first if each.on(asked)), None)


def nearest_to(start: LiteralString) -> LiteralString:
    """Expression for the id of the policy that bound a department, or binds the one above it, whatever the day.

    Args:
        start: The node pattern where the walk begins, as in `policy_of`.
    """
    return (
        f"head(COLLECT {{ MATCH way = {start}-[:CHILD_OF*0..8]->(:Department)<-[:BINDS]-(binding:Policy) "
        "RETURN binding.id ORDER BY length(way), binding.id LIMIT 1 })"
    )


def answering_for(start: LiteralString, day: LiteralString = "$today") -> LiteralString:
    """Expression for the id of the department that answers on a day: itself, or its nearest living successor.

    Args:
        start: The node pattern where the walk begins, as in `policy_of`.
        day: Parameter that holds the day, ISO.
    """
    return (
        f"head(COLLECT {{ MATCH way = {start}-[:SUCCEEDED_BY*0..4]->(heir:Department) "
        f"WHERE {EXISTENCE.holds('heir', day)} RETURN heir.id ORDER BY length(way), heir.id LIMIT 1 }})"
    )
