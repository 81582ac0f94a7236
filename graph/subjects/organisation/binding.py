"""Two walks that several statements need alike: which policy binds a department, and who answers for it now.

A policy binds a subtree of departments minus the branches that it exempts, each for a period.

The walks stand inside statements whose variables have one letter or name what is asked for; theirs are whole words of
their own, because Neo4j takes a variable of the same name for the one around it.
"""

from __future__ import annotations

from typing import LiteralString

from graph.schema.periods import EXISTENCE, TENURE


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
