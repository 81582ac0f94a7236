"""Which documents are planned, how few statements they ask, and when graphql-core answers instead."""

from __future__ import annotations

import re
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from builders.office import MARRIED, NOW, Office, gid
from graphql import GraphQLInt, GraphQLNonNull, OperationDefinitionNode, OperationType, parse, type_from_ast

from api.graphql.context import Context
from api.graphql.plan.plans import GIVEN_UP, PLANNED, SHARED, TRIALS, UNPLANNED, Plan, Plans
from api.graphql.schema import schema
from api.identity.authenticator import PUBLIC
from api.identity.request import Language, RequestFacts
from benchmarks import lineage, questions
from graph.errors import LimitExceeded
from graph.store.allowance import Allowance
from graph.store.engine import Store
from graph.store.errors import StoreUnavailable
from graph.store.view import View

ROOT = Path(__file__).parents[4]
CORE = schema._schema
PAGE = questions.PAGE
IN_DOCUMENTS = {
    f"{path.relative_to(ROOT)}:{number}": text
    for path in (*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md"))
    for number, text in enumerate(re.findall(r"```graphql\n(.*?)```", path.read_text("utf-8"), re.DOTALL))
}
IN_BENCHMARKS = {
    "page": PAGE,
    "point": questions.POINT,
    "licences": questions.LICENSES,
    "search": questions.SEARCH,
    "lineage": lineage.QUERY,
}


def operations(text: str) -> list[OperationDefinitionNode]:
    return [each for each in parse(text).definitions if isinstance(each, OperationDefinitionNode)]


def values(operation: OperationDefinitionNode) -> dict[str, Any]:
    """Something for each variable that has to be given."""
    kinds = {each.variable.name.value: type_from_ast(CORE, each.type) for each in operation.variable_definitions or ()}
    required = {name: kind.of_type for name, kind in kinds.items() if isinstance(kind, GraphQLNonNull)}
    return {name: 1 if kind is GraphQLInt else "x" for name, kind in required.items()}


def plan_of(text: str, plans: Plans | None = None, **variables: Any) -> Plan | None:
    found, _ = (plans or Plans(schema)).planned(text, parse(text), None, variables)
    return found


@pytest.fixture
async def context(api: Office) -> Context:
    facts = RequestFacts(PUBLIC, NOW, "request-1", Language.ZH, timedelta(seconds=10))
    return await api.service.context(facts)


@pytest.mark.parametrize("text", (IN_DOCUMENTS | IN_BENCHMARKS).values(), ids=IN_DOCUMENTS | IN_BENCHMARKS)
def test_what_the_documents_and_the_benchmarks_ask_is_planned(text: str) -> None:
    for operation in operations(text):
        reads = operation.operation is OperationType.QUERY and "verifyLicense" not in text
        assert (plan_of(text, **values(operation)) is not None) is reads


@pytest.mark.parametrize(
    "text",
    [
        'mutation { markNoticesRead(input: {notices: ["x"]}) { errors { code } } }',
        '{ verifyLicense(input: {identifier: "1"}) { summary } }',
        "{ __schema { types { name } } }",
        '{ __type(name: "Query") { name } }',
        "{ departments { edges { node { nothing } } } }",
        "query A { viewer { role } } query B { viewer { role } }",
    ],
)
def test_what_leaves_a_trace_or_is_about_the_schema_or_wrong_is_not_planned(text: str) -> None:
    assert plan_of(text) is None


async def test_a_page_is_one_statement_or_one_for_each_level(
    context: Context, api: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, read, genuine = plan_of(PAGE), list[str](), Store.read
    assert plan is not None

    async def noted(self: Store, text: str, /, **parameters: Any) -> Any:
        read.append(text)
        return await genuine(self, text, **parameters)

    monkeypatch.setattr(Store, "read", noted)
    asked: list[int] = []
    for way in (plan.levels, plan.one):
        read.clear()
        await way.run(context, plans_values(PAGE))
        asked.append(len([each for each in read if "count(c)" not in each and "$step" not in each]))
    assert asked == [3, 1]


@pytest.mark.parametrize("inner", ["name", "resource { items { name } }"])
async def test_rows_inside_others_count_like_all_others(context: Context, inner: str) -> None:
    text = f"{{ resources(first: 5) {{ edges {{ node {{ provider {{ name }} items {{ {inner} }} }} }} }} }}"
    plan = plan_of(text)
    assert plan is not None
    answer = await plan.one.run(context, plans_values(text))
    nodes = [each["node"] for each in answer["resources"]["edges"]]
    items = [item for node in nodes for item in node["items"]]
    inside = sum(1 + len(item["resource"]["items"]) for item in items if "resource" in item)
    most = len(nodes) + sum(node["provider"] is not None for node in nodes) + len(items) + inside
    assert items
    for limit, refuses in ((most, False), (most - 1, True)):
        allowed = await again(context, limit)
        with pytest.raises(LimitExceeded) if refuses else nullcontext():
            await plan.one.run(allowed, plans_values(text))


async def again(context: Context, rows: int) -> Context:
    allowance = Allowance(most_rows=rows)
    return replace(
        context,
        facts=replace(context.facts, allowance=allowance),
        view=View(context.view.store, context.view.scope, context.view.today, allowance),
    )


def plans_values(text: str) -> Any:
    return Plans(schema).planned(text, parse(text), None, {})[1]


async def test_a_plan_that_meets_something_irregular_leaves_the_request_to_graphql_core(context: Context) -> None:
    noted: list[str] = []
    plans = Plans(schema, noted.append)
    stale = '{ lineage(of: "bm90aGluZw") { isPartial } }'
    assert await plans.answer(stale, parse(stale), None, {}, context) is None
    assert await plans.answer("{ viewer { role } }", parse("{ viewer { role } }"), None, {}, context) == {
        "viewer": {"role": "PUBLIC"}
    }
    wrong = "{ __schema { description } }"
    assert await plans.answer(wrong, parse(wrong), None, {}, context) is None
    assert noted == [GIVEN_UP, PLANNED, UNPLANNED]


async def test_a_store_that_is_away_is_said_to_be(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(self: Store, text: str, /, **_: Any) -> Any:
        raise StoreUnavailable("refused")

    monkeypatch.setattr(Store, "read", away)
    with pytest.raises(StoreUnavailable):
        await Plans(schema).answer(PAGE, parse(PAGE), None, {}, context)


async def test_directives_with_variables_have_a_plan_for_each_of_their_values(context: Context) -> None:
    text = "query ($with: Boolean!) { viewer { role subject @include(if: $with) } }"
    plans = Plans(schema)
    for given, keys in ((True, ["role", "subject"]), (False, ["role"]), (True, ["role", "subject"])):
        answer = await plans.answer(text, parse(text), None, {"with": given}, context)
        assert answer is not None
        assert list(answer["viewer"]) == keys


def test_the_first_runs_share_their_texts_then_both_ways_are_tried_and_one_statement_kept_if_it_costs_no_more() -> None:
    plan = plan_of(PAGE)
    assert plan is not None
    first = [plan.choose() for _ in range(SHARED)]
    assert first == [plan.levels] * SHARED
    trials = [plan.choose() for _ in range(2 * TRIALS)]
    assert trials.count(plan.one) == trials.count(plan.levels) == TRIALS
    plan.levels.seconds, plan.one.seconds = 0.2, 0.1
    assert plan.choose() is plan.one
    plan.levels.seconds = 0.09
    assert plan.choose() is plan.one
    plan.levels.seconds = 0.05
    assert plan.choose() is plan.levels


async def test_a_node_that_is_found_twice_is_answered_twice(context: Context) -> None:
    one = gid("Resource", MARRIED)
    node = f'a: node(id: "{one}") {{ id ... on Resource {{ name }} }}'
    text = f'{{ {node} b: resource(by: {{id: "{one}"}}) {{ id name }} }}'
    answer = await Plans(schema).answer(text, parse(text), None, {}, context)
    assert answer is not None
    assert answer["a"] == answer["b"]
