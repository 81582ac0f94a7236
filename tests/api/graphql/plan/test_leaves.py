"""Leaves: what passes as it is, and what goes through the coercion of its type."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import GraphQLBoolean, GraphQLError, GraphQLInt, GraphQLList, GraphQLNonNull, GraphQLString

from api.graphql.plan.drafting import Draft, Values
from api.graphql.plan.leaves import coercion, names_behind
from api.graphql.schema import schema
from graph.subjects.lineage.memory import Direction


class Holds:
    """An object with one value."""

    def __init__(self, value: Any) -> None:
        self.value = value


def built(kind: Any, value: Any) -> Any:
    draft = Draft(Values())
    draft.leaf("it", kind, "o.value", stored=False)
    (answer,) = draft.part().build([Holds(value)], None)
    return answer["it"]


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (GraphQLString, "文", "文"),
        (GraphQLString, 7, "7"),
        (GraphQLString, None, None),
        (GraphQLInt, 2**31 - 1, 2**31 - 1),
        (GraphQLInt, True, 1),
        (GraphQLInt, 3.0, 3),
        (GraphQLBoolean, False, False),
        (GraphQLNonNull(GraphQLList(GraphQLNonNull(GraphQLString))), ("a", "b"), ["a", "b"]),
    ],
)
def test_a_value_is_shown_as_graphql_core_shows_it(kind: Any, value: Any, shown: Any) -> None:
    answer = built(kind, value)
    assert (answer, type(answer)) == (shown, type(shown))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (GraphQLInt, 2**31),
        (GraphQLInt, -(2**31) - 1),
        (GraphQLInt, "a"),
        (GraphQLNonNull(GraphQLString), None),
        (GraphQLNonNull(GraphQLList(GraphQLNonNull(GraphQLString))), ["a", None]),
    ],
)
def test_what_graphql_core_refuses_ends_the_plan(kind: Any, value: Any) -> None:
    with pytest.raises((GraphQLError, TypeError)):
        built(kind, value)
    with pytest.raises((GraphQLError, TypeError)):
        coercion(kind)(value)


def test_a_name_behind_a_look_up_is_looked_up_at_once() -> None:
    kind: Any = schema._schema.type_map["Direction"]
    table = {"up": Direction.UPSTREAM, "both": Direction.BOTH}
    assert names_behind(table.__getitem__, GraphQLNonNull(kind)) == {"up": "UPSTREAM", "both": "BOTH"}
    assert names_behind(Direction.__members__.__getitem__, kind) == {name: name for name in Direction.__members__}
    assert names_behind(table.get, kind) is None
    assert names_behind(table.__getitem__, GraphQLString) is None
    assert names_behind(str, kind) is None
