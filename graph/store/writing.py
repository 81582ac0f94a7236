"""How values are written: their stored form, and the relation by which a node points to one other.

A row is a map of stored properties; dates in it are ISO text. Writing the same row twice changes nothing, so that an
interrupted load can be taken up again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, LiteralString

from graph.schema.columns import Type
from graph.schema.shapes import Shape
from graph.store.engine import Unit
from graph.words.alike import alike
from graph.words.pinyin import sorted_as

_PLAIN = frozenset({str, int, bool, type(None)})


def stored(value: Any) -> Any:
    """The stored form of a model value: members by name, dates as ISO text, tuples as lists."""
    if type(value) in _PLAIN:  # most of what is written
        return value
    match value:
        case Enum():
            return value.name
        case datetime() | date():
            return value.isoformat()
        case tuple():
            return [stored(each) for each in value]
        case _:
            return value


def row_of(shape: Shape, value: Any) -> dict[str, Any]:
    """The stored form of what a value that is handed in says, by column; what is encrypted is for who has the key."""
    row = {name: stored(getattr(value, attribute)) for name, attribute in _filled(shape)}
    return row | named_keys(shape, row)


def named_keys(shape: Shape, row: Mapping[str, Any]) -> dict[str, str]:
    """What names in a row are sorted by (`words.pinyin`), and found by (`words.alike`), by the column that keeps it."""
    return {key: said(row[name]) for name, key, said in _keyed(shape) if row.get(name) is not None}


@cache
def _filled(shape: Shape) -> tuple[tuple[str, str], ...]:
    """The columns that a value fills by itself, each with the field of it."""
    return tuple((each.name, each.attribute) for each in shape.entered if each.of is not Type.CIPHER)


@cache
def _keyed(shape: Shape) -> tuple[tuple[str, str, Callable[[str], str]], ...]:
    """The columns of names, each with one that stands beside it, and what makes that of it."""
    return tuple(
        (each.name, key, alike if key == each.alike else sorted_as) for each in shape.columns for key in each.beside
    )


@cache
def pointing(
    label: LiteralString, relation: LiteralString, target: LiteralString
) -> tuple[LiteralString, LiteralString]:
    """The statements by which nodes point to one other: from no other of before, to this one."""
    return (
        (
            f"UNWIND $rows AS row MATCH (:{label} {{id: row[0]}})-[e:{relation}]->(x:{target}) "
            "WHERE row[1] IS NULL OR x.id <> row[1] DELETE e"
        ),
        (
            f"UNWIND $rows AS row MATCH (a:{label} {{id: row[0]}}) MATCH (b:{target} {{id: row[1]}}) "
            f"MERGE (a)-[:{relation}]->(b)"
        ),
    )


async def point(
    unit: Unit, label: LiteralString, relation: LiteralString, target: LiteralString, pairs: Sequence[tuple[Any, Any]]
) -> None:
    """Let each node point to one other, or to none, and to no other of before."""
    leaving, joining = pointing(label, relation, target)
    await unit.run(leaving, rows=[list(pair) for pair in pairs])
    await unit.run(joining, rows=[list(pair) for pair in pairs if pair[1] is not None])
