"""The public, who sees no licence, case, request, grant, notice or holder, asks the store for none."""

from __future__ import annotations

import pytest
from builders import office
from builders.office import MARRIED, Office, gid

LISTS = (
    "{ licenses(first: 1) { totalCount edges { node { id holders { id } } } pageInfo { hasNextPage } } }",
    '{ licenses(filter: {state: [IN_FORCE], number: ["N-1"]}) { totalCount edges { node { id } } } }',
    "{ objections { totalCount edges { node { id } } } }",
    "{ notices { totalCount edges { node { id } } } }",
    "{ viewer { licenses { totalCount edges { node { id } } } } }",
)
KINDS = ("License", "Holder", "Objection", "Notice", "SharingRequest", "Grant")


@pytest.mark.parametrize("query", LISTS)
async def test_a_list_of_what_the_public_sees_none_of_sends_no_statement(
    api: Office, counted: list[str], query: str
) -> None:
    data = await api.ask(query)
    found = data.get("viewer", data)
    (connection,) = found.values()
    assert (connection["totalCount"], connection["edges"]) == (0, [])
    assert counted == []


@pytest.mark.parametrize("kind", KINDS)
async def test_a_node_that_the_public_cannot_see_sends_no_statement(api: Office, counted: list[str], kind: str) -> None:
    data = await api.ask("query ($id: ID!) { node(id: $id) { id } }", id=gid(kind, "any"))
    assert data == {"node": None}
    assert counted == []


async def test_edges_to_what_the_public_cannot_see_send_no_statement(api: Office, counted: list[str]) -> None:
    data = await api.ask(
        "query ($of: By!, $type: By!) { resource(by: $of) { objections { id } } "
        "licenseType(by: $type) { licenses { totalCount edges { node { id } } } } }",
        of={"code": MARRIED},
        type={"code": office.MARRIAGE},
    )
    assert data["resource"]["objections"] == []
    assert data["licenseType"]["licenses"] == {"totalCount": 0, "edges": []}
    assert len(counted) == 2, "the entry and the type, and nothing below them"
