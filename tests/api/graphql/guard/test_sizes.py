"""What a document costs in a store whose lists are measured."""

from __future__ import annotations

from typing import Any

import pytest

from api.graphql.guard.admission import UNKNOWN, check, examine_variables
from api.graphql.guard.arguments import Given
from api.graphql.guard.limits import Limits, TooMuch
from api.graphql.guard.prices import BELOW, WHOLE, WORK
from api.graphql.schema import schema
from graph.store.bounds import CAUTIOUS, LEAST, Lengths
from graph.subjects.entries.memory import items_of, sources_of_item

CORE = schema._schema
LIMITS = Limits(cost=10**9)
ITEMS = Lengths({items_of: (60, *(40,) * 9), sources_of_item: (7,)})


def cost(text: str, lengths: Lengths = ITEMS, **given: Given) -> int:
    return check(CORE, text, None, tuple(given.items()), LIMITS, lengths).cost


def inside(text: str, lengths: Lengths = ITEMS) -> int:
    """What is asked costs of one thing that is asked for by its id."""
    return cost(f'{{ node(id: "x") {{ ... on Resource {{ {text} }} }} }}', lengths) - 2


def test_a_short_list_is_as_long_as_the_longest_of_its_kind() -> None:
    assert inside("items { name }") == 1 + 60
    assert inside("items { name }", UNKNOWN) == 1 + CAUTIOUS
    assert inside("items { name }", Lengths({items_of: (2,)})) == 1 + LEAST


def test_below_the_different_nodes_of_a_page_it_is_the_longest_ones_on_average() -> None:
    page = "{ resources(first: %s) { edges { node { items { name } } } } }"
    assert cost(page % 1) == 2 + 1 * (1 + 1 + (1 + 60))
    assert cost(page % 9) == 2 + 9 * (1 + 1 + (1 + 60))
    assert cost(page % 10) == 2 + 10 * (1 + 1 + (1 + 42))
    assert cost(page % 29) == 2 + 29 * (1 + 1 + (1 + 42))
    assert cost(page % 30) == 2 + 30 * (1 + 1 + (1 + 14))


def test_what_several_parents_may_have_in_common_counts_as_the_longest_for_each() -> None:
    page = "{ resources(first: 10) { edges { node { items { resource { items { name } } } } } } }"
    assert cost(page) == 2 + 10 * (1 + 1 + (1 + 42 * (1 + (1 + 60))))


def test_a_fragment_is_measured_where_it_is_spread() -> None:
    text = (
        '{ resources(first: 10) { edges { node { ...F } } } node(id: "x") { ...F } } '
        "fragment F on Resource { items { name } }"
    )
    assert cost(text) == (2 + 10 * (1 + 1 + (1 + 42))) + (2 + (1 + 60))


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("{ resources { totalCount } }", 1),
        ("{ resources { totalCount again: totalCount } }", 2),
        ("{ resources { ...F } } fragment F on FacetedResourceConnection { totalCount }", 1),
        ("{ resources { facets { name } } }", 3),
        ('{ resources(search: "x") { totalCount } }', 3),
        ("{ resources(search: null) { totalCount } }", 1),
        ('{ resources(filter: {nameContains: "x"}) { pageInfo { hasNextPage } } }', 1),
        ("{ resources { pageInfo { hasNextPage } } }", 0),
    ],
)
def test_a_list_that_is_gone_through_costs_a_pass_each_time(text: str, passes: int) -> None:
    assert cost(text) // WHOLE == passes


def test_below_a_node_a_pass_goes_through_fewer() -> None:
    assert inside("provider { resources { totalCount } }") == 1 + 1 + BELOW + 20


def test_walks_cost_their_work() -> None:
    assert cost('{ path(from: "a", to: "b") { steps { kind } } }') == 1 + 2 + WORK["Query.path"] + (1 + 8)


@pytest.mark.parametrize("given", [{"providers": ["x"] * 980}, {"and": [{"providers": ["x"]}] * 140}])
def test_a_filter_in_a_variable_is_counted_like_one_in_the_document(given: Any) -> None:
    text = "query ($f: ResourceFilter) { resources(filter: $f) { totalCount } }"

    def measured(value: Any) -> int:
        values = examine_variables({"f": value})["f"]
        return check(CORE, text, None, (("f", Given(None, values)),), LIMITS).filter_values

    assert measured(given) <= Limits().filter_values
    with pytest.raises(TooMuch) as refused:
        measured({"and": [given, {"codes": ["x"] * 10}]})
    assert refused.value.path == ("filter_values",)


def test_what_is_no_filter_only_costs() -> None:
    text = "query ($of: ID!, $k: [RelationKind!]) { relations(of: $of, kinds: $k) { isPartial } }"
    assert cost(text, k=Given(None, 5_000)) > 5_000
