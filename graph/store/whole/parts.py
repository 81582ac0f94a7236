"""The parts of a graph, each with the statements that read and write it: a kind of node, or a relation between two.

1. What is declared in `graph.schema` is all that there is. What a store holds besides is somebody else's: it is told,
   and left where it is.
2. A part is a sequence of rows, each a list of plain values: dates and moments are ISO text, as everywhere. A row of a
   kind has the values of its columns; one of a relation the ids of its two ends, then its properties.
3. Rows come in the order of the ids, so that two stores with the same content give the same rows, whichever server they
   lie on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import LiteralString

from graph.schema.columns import Column, Type
from graph.schema.nodes import ALL, INNER
from graph.schema.relations import RELATIONS, Relation
from graph.schema.shapes import Shape


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a graph."""

    name: LiteralString
    """`License`, or `HELD_BY.License.Holder`."""
    columns: tuple[LiteralString, ...]
    """What stands in a row."""
    read: LiteralString
    """Gives rows as one record: of a kind those of a window of ids, of a relation those that begin at some ids."""
    read_last: LiteralString
    """Of a kind, the rows from an id on; of a relation nothing."""
    write: LiteralString
    """Creates what the rows `$rows` say, each a map."""
    count: LiteralString
    moments: frozenset[int] = frozenset()
    """Places in a row where a moment stands."""

    def said(self, names: Sequence[str], row: Sequence[object]) -> dict[str, object]:
        """What a row says whose columns are these, in whatever order a release has kept them.

        Raises:
            KeyError: One of them is not declared any more.
        """
        unknown = set(names) - set(self.columns)
        if unknown:
            raise KeyError(f"{self.name}.{min(unknown)}")
        return dict(zip(names, row, strict=True))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of node, with the relations that begin at it."""

    nodes: Part
    relations: tuple[Part, ...]
    marks: LiteralString
    """Gives every `$step`-th id, in order, as one record."""
    undeclared: LiteralString
    """Gives the names of properties that its nodes have and nobody has declared."""
    delete: LiteralString
    """Takes away `$most` of its nodes with their relations; says how many went."""


def _values(columns: Iterable[Column], v: LiteralString) -> list[LiteralString]:
    return [each.read(v) for each in columns]


def _moments(columns: Iterable[Column], first: int = 0) -> frozenset[int]:
    return frozenset(place for place, each in enumerate(columns, first) if each.of is Type.MOMENT)


def _created(columns: Iterable[Column]) -> LiteralString:
    """What stands between the braces of what is created from a map."""
    given: list[LiteralString] = []
    for column in columns:
        match column.of:
            case Type.DATE:
                given.append(f"{column.name}: date(row.{column.name})")
            case Type.MOMENT:
                given.append(f"{column.name}: datetime(row.{column.name})")
            case _:
                given.append(f"{column.name}: row.{column.name}")
    return ", ".join(given)


def _nodes(kind: Shape) -> Part:
    label, row = kind.label, ", ".join(_values(kind.columns, "n"))
    return Part(
        label,
        tuple([each.name for each in kind.columns]),
        f"MATCH (n:{label}) WHERE n.id >= $from AND n.id < $until RETURN collect([{row}])",
        f"MATCH (n:{label}) WHERE n.id >= $from RETURN collect([{row}])",
        f"UNWIND $rows AS row CREATE (n:{label} {{{_created(kind.columns)}}})",
        f"MATCH (n:{label}) RETURN count(n)",
        _moments(kind.columns),
    )


def _relation(relation: Relation, begin: LiteralString, end: LiteralString) -> Part:
    row = ", ".join(["k", "b.id", *_values(relation.properties, "r")])
    properties = _created(relation.properties)
    return Part(
        f"{relation.name}.{begin}.{end}",
        ("begin", "end", *[each.name for each in relation.properties]),
        f"UNWIND $ids AS k MATCH (a:{begin} {{id: k}})-[r:{relation.name}]->(b:{end}) RETURN collect([{row}])",
        "",
        f"UNWIND $rows AS row MATCH (a:{begin} {{id: row.begin}}) MATCH (b:{end} {{id: row.end}}) "
        f"CREATE (a)-[:{relation.name} {{{properties}}}]->(b)",
        f"MATCH (:{begin})-[r:{relation.name}]->(:{end}) RETURN count(r)",
        _moments(relation.properties, 2),
    )


def _kind(kind: Shape) -> Kind:
    label = kind.label
    declared = ", ".join([f"'{each.name}'" for each in kind.columns])
    return Kind(
        _nodes(kind),
        tuple([_relation(each, begin, end) for each in RELATIONS for begin, end in each.ends if begin == label]),
        f"MATCH (n:{label}) WITH n.id AS id ORDER BY id WITH collect(id) AS ids "
        "RETURN [i IN range(0, size(ids) - 1, $step) | ids[i]]",
        f"MATCH (n:{label}) UNWIND [k IN keys(n) WHERE NOT k IN [{declared}]] AS name RETURN collect(DISTINCT name)",
        f"MATCH (n:{label}) WITH n LIMIT $most DETACH DELETE n RETURN count(n)",
    )


KINDS: tuple[Kind, ...] = tuple([_kind(each) for each in (*ALL, *INNER)])
PARTS: tuple[Part, ...] = tuple([each for kind in KINDS for each in (kind.nodes, *kind.relations)])
BY_NAME: dict[str, Part] = {each.name: each for each in PARTS}
NODES: LiteralString = "MATCH (n) WITH head(labels(n)) AS label, count(*) AS many RETURN collect([label, many])"
EDGES: LiteralString = "MATCH ()-[r]->() WITH type(r) AS name, count(*) AS many RETURN collect([name, many])"
