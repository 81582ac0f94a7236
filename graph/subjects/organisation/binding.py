"""Two walks that several statements need alike: which policy binds a department, and who answers for it now."""

from __future__ import annotations

from typing import LiteralString

from graph.store.conditions import holds_on


def policy_of(start: LiteralString, day: LiteralString = "$today") -> LiteralString:
    """Expression for the id of the policy that binds a department on a day: the nearest above it, never a neighbour's.

    Args:
        start: The node pattern where the walk begins, `(d)` or `(:Department {id: $issuer})`.
        day: Parameter that holds the day, ISO.
    """
    return (
        f"head(COLLECT {{ MATCH way = {start}-[:CHILD_OF*0..8]->(:Department)<-[b:BINDS]-(y:Policy) "
        f"WHERE {holds_on('b', f'date({day})')} "
        "RETURN y.id ORDER BY length(way), y.id LIMIT 1 })"
    )


def answering_for(start: LiteralString) -> LiteralString:
    """Expression for the id of the department that answers today: itself, or its nearest living successor."""
    return (
        f"head(COLLECT {{ MATCH way = {start}-[:SUCCEEDED_BY*0..4]->(d:Department) "
        f"WHERE {holds_on('d')} RETURN d.id ORDER BY length(way), d.id LIMIT 1 }})"
    )
