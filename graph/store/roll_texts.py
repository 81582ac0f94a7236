"""The statements by which a roll is brought up to date, and those that name what it counts by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import LiteralString

from graph.schema.columns import Column
from graph.schema.nodes import BY_LABEL
from graph.schema.shapes import Shape
from graph.store.ordering import MARKED
from graph.store.roll import Reads


@dataclass(frozen=True, slots=True, eq=False)
class RollTexts:
    """What is asked for the roll of a kind."""

    label: LiteralString
    reads: Reads
    standing: LiteralString
    """How far each slot has counted, the tokens that it was left since, and how many nodes there are."""
    ends: LiteralString
    """Where to cut the kind into parts, for a server that is asked for narrow ranges."""
    part: LiteralString
    """The first nodes after one id, up to another."""
    written: LiteralString
    """The ids of those that were written by some transactions."""
    these: LiteralString
    """Nodes by their ids."""
    called: LiteralString
    """The names of what values refer to, for each column that refers to something; empty where none does."""

    def named(self) -> Iterator[tuple[str, LiteralString]]:
        """Every text by its name."""
        texts = {each.name: getattr(self, each.name) for each in fields(self)[2:]}
        yield from ((name, text) for name, text in texts.items() if text)


def roll_texts(shape: Shape, reads: Reads, facets: Sequence[tuple[LiteralString, Column]]) -> RollTexts:
    """The texts for the roll of a kind."""
    label, row = shape.label, ", ".join(["c.id", *reads])
    return RollTexts(
        label,
        reads,
        standing=(
            "CALL () { UNWIND $slots AS s MATCH (x:Revision {id: s[0]}) RETURN collect([x.id, x.epoch, x.number, "
            "CASE WHEN x.number > s[1] THEN x.tokens[0..(x.number - s[1])] ELSE [] END]) AS found } "
            f"CALL () {{ MATCH (c:{label}) RETURN count(c) AS n }} RETURN [found, n]"
        ),
        ends=f"MATCH (c:{label}) WITH c.id AS key {MARKED}",
        part=(
            f"MATCH (c:{label}) WHERE c.id > $low AND c.id <= $high WITH c ORDER BY c.id LIMIT $limit "
            f"RETURN collect([{row}])"
        ),
        written=f"UNWIND $tokens AS k MATCH (c:{label} {{touched: k}}) RETURN collect(c.id)",
        these=f"UNWIND $ids AS k MATCH (c:{label} {{id: k}}) RETURN collect([{row}])",
        called=_called(facets),
    )


def _called(facets: Sequence[tuple[LiteralString, Column]]) -> LiteralString:
    lists: list[LiteralString] = []
    for name, column in facets:
        if column.refers:
            shape = BY_LABEL[column.refers]
            found: LiteralString = f"UNWIND ${name} AS k MATCH (x:{shape.label} {{id: k}}) WHERE {shape.sees('x')}"
            lists.append(f"COLLECT {{ {found} RETURN [k, {shape.called('x')}] }}")
    return f"RETURN [{', '.join(lists)}]" if lists else ""
