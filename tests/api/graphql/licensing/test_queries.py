"""Licence types and licences as they are asked for."""

from __future__ import annotations

from builders.office import (
    ALICE,
    BOB,
    CIVIL,
    DISABILITY,
    HEALTH,
    HOLDER_A,
    MARRIAGE,
    MARRIED,
    SHOP,
    UNBOUND,
    Office,
    who,
)


async def test_a_licence_type_is_shown_with_its_face_and_its_issuers(api: Office) -> None:
    data = await api.ask(
        """query ($by: By!) { licenseType(by: $by) { id code name definerName holderCategory validity category
           fields { key label kind required personal } issuers { totalCount edges { node { code } } } resources { code }
           licenses { totalCount } } }""",
        by={"code": MARRIAGE},
    )
    shown = data["licenseType"]
    assert (shown["name"], shown["definerName"], shown["category"]) == ("结婚登记证明", "民政部", "CERTIFICATE")
    assert shown["fields"][0] == {"key": "KZ_XM", "label": "姓名", "kind": "文本", "required": True, "personal": True}
    assert {edge["node"]["code"] for edge in shown["issuers"]["edges"]} == {CIVIL, UNBOUND}
    assert shown["issuers"]["totalCount"] == 2
    assert shown["resources"] == [{"code": MARRIED}]
    assert shown["licenses"] == {"totalCount": 0}


async def test_the_licence_catalogue_is_listed_and_filtered(api: Office) -> None:
    data = await api.ask(
        "{ all: licenseTypes { totalCount edges { node { code } } } "
        'some: licenseTypes(filter: {nameContains: "残疾"}, orderBy: NAME) { edges { node { code } } } }'
    )
    assert [edge["node"]["code"] for edge in data["all"]["edges"]] == [MARRIAGE, DISABILITY, SHOP]
    assert [edge["node"]["code"] for edge in data["some"]["edges"]] == [DISABILITY]


async def test_a_department_shows_the_types_that_it_issues(api: Office) -> None:
    query = "query ($by: By!) { department(by: $by) { licenseTypes(orderBy: CODE) { edges { node { code } } } } }"
    data = await api.ask(query, by={"code": CIVIL})
    assert [edge["node"]["code"] for edge in data["department"]["licenseTypes"]["edges"]] == [MARRIAGE, DISABILITY]


async def test_a_holder_sees_his_licence_with_its_face(api: Office) -> None:
    data = await api.ask(
        """{ viewer { role licenses { totalCount edges { node { identifier number status typeName
             type { code } issuer { name } holders { name code person codeType }
             face { key value } fileUrl digest sealedAt } } } } }""",
        HOLDER_A,
    )
    (licence,) = (edge["node"] for edge in data["viewer"]["licenses"]["edges"])
    assert (licence["number"], licence["status"], licence["typeName"]) == (
        "J340200-2026-000001",
        "IN_FORCE",
        "结婚登记证明",
    )
    assert licence["holders"] == [{"name": "陈一凡", "code": ALICE, "person": True, "codeType": "111"}]
    assert licence["face"] == [{"key": "KZ_XM", "value": "陈一凡"}, {"key": "KZ_DJRQ", "value": "2026-03-01"}]
    assert licence["sealedAt"] == "2026-03-02T10:00:00+08:00"
    again = await api.ask(
        "query ($i: String!) { license(identifier: $i) { number } }", HOLDER_A, i=f" {licence['identifier']} "
    )
    assert again["license"] == {"number": "J340200-2026-000001"}


async def test_licences_are_filtered_and_sorted(api: Office) -> None:
    query = """query ($f: LicenseFilter, $o: LicenseOrder!) { licenses(filter: $f, orderBy: $o) { totalCount
      edges { node { number } } } }"""
    every = await api.ask(query, who("issuer"), o="ISSUED")
    assert {edge["node"]["number"] for edge in every["licenses"]["edges"]} == {
        "J340200-2026-000001",
        "J340200-2026-000002",
    }
    for condition, count in (
        ({"state": ["SUSPENDED"]}, 0),
        ({"type": [MARRIAGE], "issuer": [CIVIL]}, 2),
        ({"not": {"issuer": [CIVIL]}}, 0),
        ({"issuer": [HEALTH]}, 0),
        ({"number": ["J340200-2026-000002", "J340200-2026-999999"]}, 1),
        ({"not": {"number": ["J340200-2026-000002"]}}, 1),
    ):
        found = await api.ask(query, who("issuer"), f=condition, o="ISSUED")
        assert found["licenses"]["totalCount"] == count


async def test_the_licence_of_another_is_not_there_by_any_name(api: Office) -> None:
    identifier = await api.store.read("MATCH (l:License {id: $id}) RETURN l.identifier", id=api.licenses[BOB])
    data = await api.ask(
        "query ($i: String!, $id: ID!) { license(identifier: $i) { id } node(id: $id) { id } }",
        HOLDER_A,
        i=identifier,
        id=api.license(BOB),
    )
    assert data == {"license": None, "node": None}
