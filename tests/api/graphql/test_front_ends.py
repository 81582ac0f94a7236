"""Lineage, impact, relations, paths and refusals in the stores of Relay and Apollo: an open page stays as it is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from builders import front_ends
from builders.front_ends import Kept, Prepared, is_node, kept, prepared
from builders.office import CIVIL, MARRIAGE, MARRIED, NEEDY, Office, gid, who
from graphql import GraphQLSchema, build_schema

from api.graphql.schema import schema

CORE: GraphQLSchema = schema._schema
ENTRY = gid("Resource", MARRIED)
PAGE = (
    f'{{ resource(by: {{code: "{MARRIED}"}}) {{ code name state sharing provider {{ code name }} items {{ name kind }} '
    "systems { code name } libraries { code name kind } licenseTypes { code name } consumers { code name kind } } "
    f'other: resource(by: {{code: "{NEEDY}"}}) {{ code name state }} '
    f'department(by: {{code: "{CIVIL}"}}) {{ code name kind level }} '
    f'licenseType(by: {{code: "{MARRIAGE}"}}) {{ code name }} rule(id: "WH-16") {{ document article words from }} }}'
)
NODE = "node { id ... on Resource { state } ... on Department { level } }"
ANSWERS = {
    "lineage": f'{{ lineage(of: "{ENTRY}", direction: BOTH, depth: 8) {{ nodes {{ kind code name depth side {NODE} }} '
    "edges { downstream upstream kind rule } counts { kind count } isPartial truncatedReason } }",
    "another lineage": f'{{ lineage(of: "{gid("Resource", NEEDY)}", depth: 8) {{ '
    f"nodes {{ kind name depth side {NODE} }} }} }}",
    "impact": f'{{ impact(of: "{ENTRY}") {{ lineage {{ nodes {{ kind name depth {NODE} }} edges {{ upstream }} }} '
    "consumers { name } grants { purpose } licenseTypes { name } isPartial } }",
    "relations": f'{{ relations(of: "{ENTRY}", first: 200) {{ isPartial relations {{ kind outgoing rule '
    f"other {{ kind code name depth {NODE} }} }} }} }}",
    "path": f'{{ path(from: "{gid("Resource", NEEDY)}", to: "{gid("System", "SYS-1")}", kinds: [DERIVES_FROM]) {{ '
    f"nodes {{ kind code name depth {NODE} }} steps {{ source target kind forward rule }} }} }}",
    "a refusal": f'mutation {{ raiseObjection(input: {{on: {{resource: "{gid("Resource", NEEDY)}"}}, ground: ACCURACY, '
    'words: "名称不对"}) { objection { id state } errors { code path message { zh en } rules { id article } } } }',
    "stale ids": f'{{ lineage(of: "{gid("Resource", "gone")}") {{ nodes {{ name }} }} '
    f'impact(of: "{gid("Resource", "gone")}") {{ isPartial }} relations(of: "nobody\'s") {{ isPartial }} '
    f'resource(by: {{code: "{MARRIED}"}}) {{ name }} }}',
}
REFUSED = ("stale ids",)
"""Answers with errors beside the data."""


@pytest.fixture(autouse=True)
def stores_are_here() -> None:
    if reason := front_ends.missing():
        pytest.skip(reason)


async def asked(api: Office) -> list[tuple[Prepared, Any]]:
    """The page, and behind it every answer, as a client gets them."""
    steps = []
    for name, query in {"page": PAGE, **ANSWERS}.items():
        form = prepared(CORE, query)
        answer = await api.execute(form.text, who("applicant"))
        assert bool(answer.errors) is (name in REFUSED), (name, answer.errors)
        steps.append((form, json.loads(json.dumps(answer.data))))
    return steps


async def test_no_record_of_an_open_page_changes(api: Office) -> None:
    for client, held in kept(CORE, await asked(api)).items():
        page = held[0]
        known = {gid("Resource", MARRIED), gid("Department", CIVIL), "WH-16"}
        assert known <= {record_id(key) for key in page.records}
        for name, after in zip(ANSWERS, held[1:], strict=True):
            assert changed(page, after) == {}, (client, name)


async def test_what_was_read_before_an_answer_is_read_after_it(api: Office) -> None:
    """The page, and each lineage with the depths of its own."""
    for client, held in kept(CORE, await asked(api)).items():
        own = [at.read[place] for place, at in enumerate(held)]
        assert all(whole for _, whole in own), client
        for place, at in enumerate(held):
            assert at.read == own[: place + 1], (client, place)


async def test_a_record_of_a_node_holds_what_the_node_has_and_nothing_of_a_view(api: Office) -> None:
    for client, held in kept(CORE, await asked(api)).items():
        nodes = {key: record for key, record in held[-1].records.items() if is_node(CORE, record.get("__typename"))}
        assert len(nodes) > 10, client
        for key, record in nodes.items():
            fields: Any = CORE.type_map[record["__typename"]]
            names = {name.partition("(")[0] for name in record if not name.startswith("__")}
            assert names <= set(fields.fields), (client, key)
            assert record_id(key) == record["id"]
        others = {
            record["__typename"]
            for record in held[-1].records.values()
            if "id" in record and not is_node(CORE, record.get("__typename"))
        }
        assert others == {"Rule"}, client


def test_a_view_that_carries_the_id_of_a_node_is_noticed() -> None:
    """As it was: a node of a lineage had the id of an entry, under a type of its own."""
    older = build_schema(
        "type Query { resource: Resource lineage(of: ID!): Lineage } type Lineage { nodes: [GraphNode!]! } "
        "type Resource { id: ID! name: String! } type GraphNode { id: ID! name: String! depth: Int! }"
    )
    page = {"__typename": "Query", "resource": {"__typename": "Resource", "id": "r", "name": "婚姻登记信息"}}
    steps = [(prepared(older, "{ resource { name } }"), page)]
    for of, depth in (("a", 1), ("b", 2)):
        node = {"__typename": "GraphNode", "id": "r", "name": "婚姻登记信息", "depth": depth}
        lineage = {"__typename": "Query", "lineage": {"__typename": "Lineage", "nodes": [node]}}
        steps.append((prepared(older, f'{{ lineage(of: "{of}") {{ nodes {{ name depth }} }} }}'), lineage))
    held = kept(older, steps)
    assert changed(held["relay"][0], held["relay"][1]) == {"r": ["__typename"]}
    for client in ("relay", "apollo"):
        first, second = held[client][1:]
        assert first.read[1] != second.read[1], "the depth is that of the other lineage"


def changed(before: Kept, after: Kept) -> dict[str, list[str]]:
    """The fields of each record that are no longer what they were; a new field changes nothing that is shown."""
    found = {
        key: sorted(name for name, value in record.items() if after.records.get(key, {}).get(name) != value)
        for key, record in before.records.items()
    }
    return {key: names for key, names in found.items() if names}


def record_id(key: str) -> str:
    """The id under which a record stands: Apollo writes the type before it."""
    return key.partition(":")[2] or key
