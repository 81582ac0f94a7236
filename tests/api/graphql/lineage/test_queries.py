"""Lineage, impact, relations and paths through the schema; the walks themselves are tested with the store."""

from __future__ import annotations

from typing import Any

import pytest
from builders.office import (
    BEHIND,
    BORN,
    CIVIL,
    DRAFT,
    HEALTH,
    HOLDER_A,
    MARRIAGE,
    MARRIED,
    NEEDY,
    Office,
    gid,
    who,
)

from api.graphql.lens.naming import snake
from api.identity.authenticator import PUBLIC, Identity
from graph.errors import LimitExceeded, Malformed, NotFound, Refusal
from graph.schema.nodes import ALL

LINEAGE = """query ($of: ID!, $direction: Direction!, $depth: Int!, $most: Int!) {
  lineage(of: $of, direction: $direction, depth: $depth, maxNodes: $most) {
    nodes { kind code name depth side node { __typename id } } edges { downstream upstream kind rule }
    counts { kind count } isPartial truncatedReason } }"""


async def lineage(
    api: Office, of: str, direction: str = "UPSTREAM", depth: int = 8, most: int = 200, identity: Identity = PUBLIC
) -> Any:
    asked: dict[str, Any] = {"of": of, "direction": direction, "depth": depth, "most": most}
    return (await api.ask(LINEAGE, identity, **asked))["lineage"]


async def test_lineage_is_a_flat_graph_of_typed_nodes(api: Office) -> None:
    walked = await lineage(api, gid("LicenseType", MARRIAGE))
    assert [(node["kind"], node["code"], node["depth"]) for node in walked["nodes"]] == [
        ("LICENSE_TYPE", MARRIAGE, 0),
        ("RESOURCE", MARRIED, 1),
        ("SYSTEM", "SYS-1", 2),
    ]
    kind, entry, system = gid("LicenseType", MARRIAGE), gid("Resource", MARRIED), gid("System", "SYS-1")
    assert [node["node"] for node in walked["nodes"]] == [
        {"__typename": "LicenseType", "id": kind},
        {"__typename": "Resource", "id": entry},
        {"__typename": "System", "id": system},
    ]
    assert {(edge["downstream"], edge["upstream"], edge["kind"]) for edge in walked["edges"]} == {
        (kind, entry, "DERIVES_FROM"),
        (entry, system, "DERIVES_FROM"),
        (entry, system, "FROM_SYSTEM"),
    }
    assert walked["counts"] == [{"kind": "RESOURCE", "count": 1}, {"kind": "SYSTEM", "count": 1}]
    assert (walked["isPartial"], walked["truncatedReason"]) == (False, None)


async def test_each_node_says_on_which_side_it_stands(api: Office) -> None:
    walked = await lineage(api, gid("Resource", MARRIED), "BOTH")
    assert [(node["code"], node["depth"], node["side"]) for node in walked["nodes"]] == [
        (MARRIED, 0, "START"),
        (MARRIAGE, 1, "DOWNSTREAM"),
        (NEEDY, 1, "DOWNSTREAM"),
        ("SYS-1", 1, "UPSTREAM"),
    ]
    assert {node["side"] for node in (await lineage(api, gid("Resource", MARRIED), "DOWNSTREAM"))["nodes"]} == {
        "START",
        "DOWNSTREAM",
    }


@pytest.mark.parametrize(
    ("selected", "reads"),
    [("id __typename", 1), ("... on Node { id }", 1), ("id ... on Resource { name }", 4)],
)
async def test_nodes_are_read_only_where_more_than_their_identity_is_asked(
    api: Office, counted: list[str], selected: str, reads: int
) -> None:
    query = "query ($of: ID!) { lineage(of: $of, depth: 8) { nodes { name node { %s } } } }"
    data = await api.ask(query % selected, of=gid("LicenseType", MARRIAGE))
    assert len(data["lineage"]["nodes"]) == 3
    assert len(counted) == reads


async def test_items_are_followed_to_items(api: Office) -> None:
    walked = await lineage(api, gid("Item", f"{NEEDY}#姓名"))
    assert [(node["kind"], node["code"]) for node in walked["nodes"]] == [
        ("ITEM", f"{NEEDY}#姓名"),
        ("ITEM", f"{MARRIED}#姓名"),
    ]
    data = await api.ask(
        "query ($by: By!) { resource(by: $by) { items { sources { id resource { code } } uses { id } } } }",
        by={"code": NEEDY},
    )
    assert data["resource"]["items"][0]["sources"] == [
        {"id": gid("Item", f"{MARRIED}#姓名"), "resource": {"code": MARRIED}}
    ]


async def test_a_lineage_cut_short_says_why(api: Office) -> None:
    walked = await lineage(api, gid("LicenseType", MARRIAGE), most=2)
    assert len(walked["nodes"]) == 2
    assert (walked["isPartial"], walked["truncatedReason"]) == (True, "NODE_BUDGET")


async def test_what_lies_behind_a_hidden_entry_is_not_reached(api: Office) -> None:
    def codes(walked: Any) -> list[str]:
        return [node["code"] for node in walked["nodes"]]

    assert codes(await lineage(api, gid("Resource", BEHIND))) == [BEHIND]
    assert codes(await lineage(api, gid("Resource", BEHIND), identity=who("applicant"))) == [BEHIND, DRAFT, BORN]
    assert codes(await lineage(api, gid("Resource", BORN), "BOTH")) == [BORN]


@pytest.mark.parametrize(
    ("of", "arguments", "kind", "code", "path"),
    [
        (gid("Resource", MARRIED), "depth: 9", LimitExceeded, "OUT_OF_BOUNDS", ("depth",)),
        (gid("Resource", MARRIED), "depth: 0", LimitExceeded, "OUT_OF_BOUNDS", ("depth",)),
        (gid("Resource", MARRIED), "maxNodes: 2001", LimitExceeded, "OUT_OF_BOUNDS", ("maxNodes",)),
        (gid("Resource", DRAFT), "depth: 1", NotFound, "NODE_NOT_FOUND", ("of",)),
        (gid("Resource", "none"), "depth: 1", NotFound, "NODE_NOT_FOUND", ("of",)),
        (gid("Journal", "1"), "depth: 1", NotFound, "NODE_NOT_FOUND", ("of",)),
        (gid("Department", CIVIL), "depth: 1", Malformed, "NO_LINEAGE", ("of",)),
        ("nonsense", "depth: 1", Malformed, "MALFORMED_ID", ("of",)),
    ],
)
async def test_a_walk_that_cannot_be_is_refused(
    api: Office, of: str, arguments: str, kind: type[Refusal], code: str, path: tuple[str, ...]
) -> None:
    refusal = await api.refused(f"query ($of: ID!) {{ lineage(of: $of, {arguments}) {{ isPartial }} }}", of=of)
    assert isinstance(refusal, kind)
    assert (refusal.code, refusal.path) == (code, path)


WRONG = {
    "lineage": 'lineage(of: "%s") { isPartial }',
    "impact": 'impact(of: "%s") { isPartial }',
    "relations": 'relations(of: "%s") { isPartial }',
    "path": f'path(from: "{gid("Resource", MARRIED)}", to: "%s") {{ steps {{ kind }} }}',
}


@pytest.mark.parametrize("root", WRONG)
@pytest.mark.parametrize(
    ("of", "code"),
    [
        (gid("Resource", "none"), "NODE_NOT_FOUND"),
        (gid("Resource", DRAFT), "NODE_NOT_FOUND"),
        (gid("Journal", "1"), "NODE_NOT_FOUND"),
        ("nonsense", "MALFORMED_ID"),
    ],
)
async def test_a_stale_or_wrong_id_nulls_its_own_field_and_not_the_page(
    api: Office, root: str, of: str, code: str
) -> None:
    answer = await api.execute("{ resources(first: 1) { totalCount } " + WRONG[root] % of + " }")
    assert answer.data == {"resources": {"totalCount": 4}, root: None}
    assert answer.errors is not None
    (error,) = answer.errors
    assert error.path == [root]
    assert isinstance(error.original_error, Refusal)
    assert error.original_error.code == code


IMPACT = """query ($of: ID!, $first: Int!) { impact(of: $of, first: $first) { isPartial
  lineage { nodes { code } } consumers { code } grants { purpose resource { code } consumer { code } }
  openRequests { state resource { code } } openObjections { id } licenseTypes { code } } }"""


async def test_impact_names_who_is_touched_as_far_as_the_asker_may_know(api: Office) -> None:
    public = (await api.ask(IMPACT, of=gid("Resource", MARRIED), first=50))["impact"]
    assert {node["code"] for node in public["lineage"]["nodes"]} == {MARRIED, NEEDY, MARRIAGE}
    assert public["licenseTypes"] == [{"code": MARRIAGE}]
    assert (public["consumers"], public["grants"], public["openRequests"]) == ([], [], [])
    assert public["isPartial"] is False
    party = (await api.ask(IMPACT, who("applicant"), of=gid("Resource", MARRIED), first=50))["impact"]
    assert party["consumers"] == [{"code": "USE-1"}]
    assert [grant["consumer"]["code"] for grant in party["grants"]] == ["USE-1", "USE-1"]
    assert party["openRequests"] == [{"state": "ASKED", "resource": {"code": NEEDY}}]
    cut = (await api.ask(IMPACT, who("applicant"), of=gid("Resource", MARRIED), first=1))["impact"]
    assert (len(cut["grants"]), cut["isPartial"]) == (1, True)


async def test_impact_of_an_item_is_that_of_the_entries_it_goes_into(api: Office) -> None:
    found = (await api.ask(IMPACT, who("applicant"), of=gid("Item", f"{MARRIED}#姓名"), first=50))["impact"]
    assert found["consumers"] == [{"code": "USE-1"}]
    assert found["licenseTypes"] == [{"code": MARRIAGE}]


RELATIONS = """query ($of: ID!, $kinds: [RelationKind!], $first: Int!) {
  relations(of: $of, kinds: $kinds, first: $first) { isPartial
    relations { kind outgoing other { kind code name node { __typename id } } } } }"""


async def test_relations_show_what_is_around_a_node(api: Office) -> None:
    shown = (await api.ask(RELATIONS, who("applicant"), of=gid("Resource", MARRIED), first=100))["relations"]
    around = {(each["kind"], each["other"]["kind"], each["other"]["code"]) for each in shown["relations"]}
    assert {
        ("PROVIDED_BY", "DEPARTMENT", CIVIL),
        ("HAS_ITEM", "ITEM", f"{MARRIED}#姓名"),
        ("IN_LIBRARY", "LIBRARY", "LIB-1"),
        ("COVERS", "GRANT", "R-1/G"),
        ("ASKS_FOR", "SHARING_REQUEST", "R-1"),
        ("DERIVES_FROM", "LICENSE_TYPE", MARRIAGE),
    } <= around
    of_type = {shape.label: snake(shape.label).lstrip("_").upper() for shape in ALL}
    for other in (each["other"] for each in shown["relations"]):
        label = other["node"]["__typename"]
        assert (of_type[label], gid(label, other["code"])) == (other["kind"], other["node"]["id"])
    cut = (await api.ask(RELATIONS, of=gid("Resource", MARRIED), kinds=["HAS_ITEM"], first=1))["relations"]
    assert ([each["kind"] for each in cut["relations"]], cut["isPartial"]) == (["HAS_ITEM"], True)


async def test_the_public_sees_no_cases_licences_or_drafts_around_a_node(api: Office) -> None:
    for node in (
        gid("Resource", MARRIED),
        gid("Department", CIVIL),
        gid("Department", HEALTH),
        gid("LicenseType", MARRIAGE),
    ):
        shown = (await api.ask(RELATIONS, of=node, first=200))["relations"]
        kinds = {each["other"]["kind"] for each in shown["relations"]}
        assert kinds.isdisjoint({"GRANT", "SHARING_REQUEST", "LICENSE", "HOLDER", "OBJECTION"})
        assert DRAFT not in {each["other"]["code"] for each in shown["relations"]}


PATH = """query ($from: ID!, $to: ID!, $kinds: [RelationKind!]) { path(from: $from, to: $to, kinds: $kinds) {
  nodes { kind code depth } steps { source target kind forward rule } } }"""


async def test_a_path_is_a_shortest_way(api: Office) -> None:
    ends: dict[str, Any] = {"from": gid("Resource", NEEDY), "to": gid("System", "SYS-1")}
    found = (await api.ask(PATH, kinds=["DERIVES_FROM"], **ends))["path"]
    assert [node["code"] for node in found["nodes"]] == [NEEDY, MARRIED, "SYS-1"]
    assert [(s["source"], s["target"], s["kind"], s["forward"]) for s in found["steps"]] == [
        (ends["from"], gid("Resource", MARRIED), "DERIVES_FROM", True),
        (gid("Resource", MARRIED), ends["to"], "DERIVES_FROM", True),
    ]
    assert (await api.ask(PATH, kinds=["ITEM_FROM"], **ends))["path"] is None


async def test_no_path_leads_through_what_is_hidden(api: Office) -> None:
    ends: dict[str, Any] = {"from": gid("Resource", BEHIND), "to": gid("Resource", BORN), "kinds": ["DERIVES_FROM"]}
    assert (await api.ask(PATH, **ends))["path"] is None
    assert (await api.ask(PATH, HOLDER_A, **ends))["path"] is None
    assert len((await api.ask(PATH, who("applicant"), **ends))["path"]["steps"]) == 2
    hidden: dict[str, Any] = {"from": gid("Resource", DRAFT), "to": gid("Resource", BORN)}
    refusal = await api.refused(PATH, **hidden)
    assert (refusal.code, refusal.path) == ("NODE_NOT_FOUND", ("from",))
