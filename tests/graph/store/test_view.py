"""A view: only here a scope becomes the parameters of statements."""

from __future__ import annotations

from dataclasses import fields

from graph.law.scope import EVERYTHING, NOTHING, Scope
from graph.schema import nodes
from graph.store.view import View, parameters


def test_the_parameters_are_the_fields_of_the_scope_in_a_fixed_order() -> None:
    scope = Scope(subject="zhang", entries=frozenset("cab"))
    assert parameters(scope) == {
        "system": False, "subject": "zhang", "holder": "", "entries": ["a", "b", "c"], "exchanges": [], "grants": [],
        "objections": [], "forgeries": [], "licenses": [], "issuers": [], "people": [], "notices": [],
        "data_notices": [],
    }  # fmt: skip
    assert set(parameters(NOTHING)) == {"system", *(field.name for field in fields(Scope))}


def test_only_the_system_is_the_system() -> None:
    assert parameters(EVERYTHING) == {**parameters(NOTHING), "system": True}


def test_predicates_compare_with_parameters_that_there_are() -> None:
    asked = {
        word.partition(".")[2].rstrip(",)}")
        for shape in nodes.ALL
        for predicate in (
            shape.visible,
            shape.besides,
            *(guard for _, guard in shape.guards),
            *(each.read_by for each in shape.withheld),
        )
        for word in predicate.split()
        if word.lstrip("(").startswith("$scope.")
    }
    assert asked == set(parameters(NOTHING))


async def test_a_statement_is_given_the_scope_and_the_day(view: View) -> None:
    assert await view.read("RETURN [$scope.system, $today, $more]", more=1) == [True, view.today.isoformat(), 1]
