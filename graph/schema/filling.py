"""Which column a field of a value fills that is handed in.

* A value that becomes a node fills columns of its kind: the id, and those that are `entered`.
* What it says of another node fills an end of a relation that its kind has.
* A value that becomes a relation fills both ends and the properties.

A code is written as the ids are of the kind that it names; where an end is of several kinds, in capitals if all are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import LiteralString

from graph.schema.columns import Column, Type, Written
from graph.schema.nodes import ALL, INNER
from graph.schema.relations import RELATIONS, Relation
from graph.schema.shapes import Shape


def filled_by(kind: Shape | Relation, field: str) -> Column:
    """The column that a field fills, with how its text is written.

    Raises:
        LookupError: Nothing that is declared is filled by it.
    """
    own = _of_node(kind) if isinstance(kind, Shape) else _of_relation(kind)
    for column in own:
        if column.attribute == field:
            return replace(column, written=_ids_written((column.refers,))) if column.refers else column
    raise LookupError(field)


def _of_node(shape: Shape) -> Iterable[Column]:
    yield shape.named("id")
    yield from shape.entered
    for relation in RELATIONS:
        source_said, target_said = relation.said
        for source, target in relation.ends:
            if source == shape.label and target_said and not source_said:
                yield _other(target_said, target, several=relation.several)
            if target == shape.label and source_said and not target_said:
                yield _other(source_said, source, several=relation.several)


def _other(said: LiteralString, label: LiteralString, *, several: bool) -> Column:
    if several:
        return Column(said, Type.TEXTS, refers=label, value=said, absent=())
    return Column(said, refers=label, value=said, absent=None)


def _of_relation(relation: Relation) -> Iterable[Column]:
    for said, labels in zip(relation.said, (relation.sources, relation.targets), strict=True):
        yield Column(said, written=_ids_written(labels))
    yield from relation.properties


_WRITTEN = {shape.label: shape.named("id").written for shape in (*ALL, *INNER)}


def _ids_written(labels: Iterable[str]) -> Written:
    return Written.CAPITALS if all(_WRITTEN[label] is Written.CAPITALS for label in labels) else Written.CODE
