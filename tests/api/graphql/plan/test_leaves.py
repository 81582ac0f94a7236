"""Leaves: what passes as it is, and what goes through the coercion of its type."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import GraphQLBoolean, GraphQLError, GraphQLInt, GraphQLList, GraphQLNonNull, GraphQLString

from api.graphql.plan.drafting import Draft, Values
from api.graphql.plan.leaves import coercion


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
