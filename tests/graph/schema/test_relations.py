"""The declared relations: which kinds they join, in which words, and which of them hold for days only."""

from __future__ import annotations

import pytest

from graph.schema.columns import Type
from graph.schema.nodes import ALL, INNER
from graph.schema.relations import BROWSED, RELATIONS, Relation

LABELS = {kind.label for kind in (*ALL, *INNER)}


def names(relation: Relation) -> str:
    return relation.name


def test_a_relation_and_its_words_are_declared_once() -> None:
    assert len({relation.name for relation in RELATIONS}) == len(RELATIONS)
    assert len({relation.zh for relation in RELATIONS}) == len(RELATIONS)


@pytest.mark.parametrize("relation", RELATIONS, ids=names)
def test_a_relation_joins_declared_kinds(relation: Relation) -> None:
    assert relation.ends
    assert relation.sources | relation.targets <= LABELS


@pytest.mark.parametrize("relation", BROWSED, ids=names)
def test_what_is_browsed_joins_kinds_that_can_be_seen(relation: Relation) -> None:
    assert relation.sources | relation.targets <= {kind.label for kind in ALL}


@pytest.mark.parametrize("relation", RELATIONS, ids=names)
def test_a_relation_with_a_day_declares_its_period(relation: Relation) -> None:
    days = [column.name for column in relation.properties if column.of is Type.DATE]
    assert days == list(relation.period.properties if relation.period else ())
    assert not relation.permits or relation.period is not None
