"""What each role sees: what a scope forbids appears in no list, count, facet, search, walk or look-up.

Two ways lead to every kind of node: its list or its parent's edge, and `node`. Whatever a role cannot fetch by `node`
must not be in anything else that it is given either.
"""

from __future__ import annotations

from typing import Any

import pytest
from builders import office
from builders.office import BORN, CIVIL, DRAFT, HEALTH, HOLDER_A, HOLDER_B, MARRIED, NEEDY, Office, answered, gid, who

from api.identity.authenticator import PUBLIC, Identity
from graph.words.people import Role

ROLES: dict[str, Identity] = {
    "public": PUBLIC,
    "holder a": HOLDER_A,
    "holder b": HOLDER_B,
    "relying party": who("unit", Role.RELYING_PARTY),
    "staff without post": who("nobody"),
    "issuer of civil": who("issuer"),
    "applicant of health": who("applicant"),
    "authority": who("authority"),
    "service": who("platform", Role.SERVICE),
    "auditor": who("auditor", Role.AUDITOR),
    "admin": who("admin", Role.ADMIN),
}
DRAFTS = {"applicant of health", "authority", "auditor", "admin"}
CASES = {"applicant of health", "issuer of civil", "authority", "auditor", "admin"}
EXCHANGES = CASES | {"service"}
NAMES = {"issuer of civil", "applicant of health", "authority", "auditor", "admin"}
LICENSES: dict[str, set[str]] = {
    "holder a": {office.ALICE},
    "holder b": {office.BOB},
    "issuer of civil": {office.ALICE, office.BOB},
    "authority": {office.ALICE, office.BOB},
    "auditor": {office.ALICE, office.BOB},
    "admin": {office.ALICE, office.BOB},
}
FACES: dict[str, set[str]] = {**LICENSES, "authority": set(), "auditor": set(), "admin": set()}
each_role = pytest.mark.parametrize("role", ROLES)

RAISE = """mutation ($input: RaiseObjectionInput!) { raiseObjection(input: $input) {
  objection { id } errors { code message { zh } } } }"""


@pytest.fixture(scope="module")
async def objections(api: Office) -> dict[str, str]:
    """An objection of 卫生健康委员会 to an entry, and one of Alice to her licence, by whom they were raised."""
    found = {}
    for name, identity, on in (
        ("health", who("applicant"), {"resource": gid("Resource", MARRIED)}),
        ("alice", HOLDER_A, {"license": api.license(office.ALICE)}),
    ):
        given = {"on": on, "ground": "ACCURACY", "words": "登记日期不对"}
        found[name] = answered(await api.ask(RAISE, identity, input=given))["id"]
    return found


async def listed(api: Office, role: str, field: str, shown: str) -> list[Any]:
    """A whole list, whose count agrees with it."""
    data = await api.ask(f"{{ {field}(first: 100) {{ totalCount edges {{ node {{ {shown} }} }} }} }}", ROLES[role])
    nodes = [edge["node"] for edge in data[field]["edges"]]
    assert data[field]["totalCount"] == len(nodes)
    return nodes


async def node(api: Office, role: str, identity: str, shown: str = "id") -> Any:
    return (await api.ask(f"query ($id: ID!) {{ node(id: $id) {{ {shown} }} }}", ROLES[role], id=identity))["node"]


@each_role
async def test_a_draft_is_seen_by_its_department_and_by_those_above_it(api: Office, role: str) -> None:
    sees = role in DRAFTS
    codes = {entry["code"] for entry in await listed(api, role, "resources", "code")}
    assert (DRAFT in codes) is sees
    assert (await node(api, role, gid("Resource", DRAFT)) is not None) is sees
    assert (await node(api, role, gid("Item", f"{DRAFT}#姓名")) is not None) is sees
    assert (await node(api, role, gid("EntryVersion", f"{DRAFT}@1")) is not None) is sees
    data = await api.ask(
        """query ($health: By!, $born: ID!, $draft: By!) {
          department(by: $health) { resourceCount resources { totalCount edges { node { code } } } }
          resource(by: $draft) { code } found: resources(search: "访视") { totalCount }
          resources { totalCount facets { name counts { value count } } }
          lineage(of: $born, direction: BOTH, depth: 8) { nodes { code } }
          impact(of: $born) { lineage { nodes { code } } } }""",
        ROLES[role],
        health={"code": HEALTH},
        born=gid("Resource", BORN),
        draft={"code": DRAFT},
    )
    assert data["department"]["resourceCount"] == data["department"]["resources"]["totalCount"] == 1 + sees
    assert (data["resource"] is not None) is sees
    assert data["found"]["totalCount"] == int(sees)
    facets = {facet["name"]: {c["value"]: c["count"] for c in facet["counts"]} for facet in data["resources"]["facets"]}
    assert facets["STATE"] == {"PUBLISHED": 4} | ({"DRAFT": 1} if sees else {})
    assert facets["PROVIDER"] == {CIVIL: 3, HEALTH: 1 + sees}
    assert (DRAFT in {each["code"] for each in data["lineage"]["nodes"]}) is sees
    assert (DRAFT in {each["code"] for each in data["impact"]["lineage"]["nodes"]}) is sees


@each_role
async def test_licences_are_seen_by_holders_issuers_and_supervisors(api: Office, role: str) -> None:
    expected = LICENSES.get(role, set())
    found = {
        licence["id"]: licence
        for licence in await listed(api, role, "licenses", "id face { key value } holders { name code }")
    }
    assert set(found) == {api.license(holder) for holder in expected}
    for holder in (office.ALICE, office.BOB):
        licence = await node(api, role, api.license(holder), "id ... on License { identifier }")
        assert (licence is not None) is (holder in expected)
    data = await api.ask(
        """query ($type: By!) { licenseType(by: $type) { licenses { totalCount edges { node { id } } } }
           viewer { licenses { totalCount edges { node { id } } } } }""",
        ROLES[role],
        type={"code": office.MARRIAGE},
    )
    below = data["licenseType"]["licenses"]
    assert below["totalCount"] == len(expected)
    assert {edge["node"]["id"] for edge in below["edges"]} == set(found)
    own = {edge["node"]["id"] for edge in data["viewer"]["licenses"]["edges"]}
    assert own == (set(found) if role.startswith("holder") else set())


@each_role
async def test_faces_and_holders_are_for_the_holder_and_the_issuer(api: Office, role: str) -> None:
    expected = FACES.get(role, set())
    data = await api.ask(
        "{ licenses { edges { node { id face { value } holders { id name code licenses { totalCount } } } } } }",
        ROLES[role],
    )
    for edge in data["licenses"]["edges"]:
        licence = edge["node"]
        holder = next(each for each in (office.ALICE, office.BOB) if api.license(each) == licence["id"])
        if holder in expected:
            assert office.NAMES[holder] in {value["value"] for value in licence["face"]}
            assert [(each["name"], each["code"]) for each in licence["holders"]] == [(office.NAMES[holder], holder)]
            assert licence["holders"][0]["licenses"]["totalCount"] == 1
        else:
            assert (licence["face"], licence["holders"]) == (None, [])


@each_role
async def test_holders_are_no_nodes_for_others(api: Office, role: str) -> None:
    ids = await api.store.read("MATCH (h:Holder)<-[:HELD_BY]-(l:License) RETURN collect([h.id, l.id])")
    holders = {licence: holder for holder, licence in ids}
    for code in (office.ALICE, office.BOB):
        shown = await node(api, role, gid("Holder", holders[api.licenses[code]]))
        assert (shown is not None) is (code in FACES.get(role, set()))


@each_role
async def test_objections_are_seen_by_their_parties(api: Office, role: str, objections: dict[str, str]) -> None:
    expected = {objections["health"]} if role in CASES else set()
    if role in CASES or role == "holder a":
        expected |= {objections["alice"]}
    if role == "applicant of health":
        expected -= {objections["alice"]}
    assert {case["id"] for case in await listed(api, role, "objections", "id")} == expected
    for case in objections.values():
        assert (await node(api, role, case) is not None) is (case in expected)
    data = await api.ask(
        "query ($by: By!, $of: ID!) { resource(by: $by) { underCheck { text { zh } rules { id } } objections { id } } "
        "impact(of: $of) { openObjections { id } } relations(of: $of) { relations { other { kind } } } }",
        ROLES[role],
        by={"code": MARRIED},
        of=gid("Resource", MARRIED),
    )
    sees = objections["health"] in expected
    assert data["resource"]["underCheck"]["rules"] == [{"id": "WH-16"}], "that it is being checked everybody is told"
    assert [case["id"] for case in data["resource"]["objections"]] == [objections["health"]] * sees
    assert [case["id"] for case in data["impact"]["openObjections"]] == [objections["health"]] * sees
    kinds = {each["other"]["kind"] for each in data["relations"]["relations"]}
    assert ("OBJECTION" in kinds) is sees
    assert ("GRANT" in kinds) is (role in EXCHANGES)


@each_role
async def test_people_in_posts_are_named_around_their_department_and_heads_to_all(api: Office, role: str) -> None:
    data = await api.ask(
        "query ($by: By!) { department(by: $by) { head { name } posts { id kind name } } }",
        ROLES[role],
        by={"code": CIVIL},
    )
    assert data["department"]["head"] == {"name": "head某"}
    names = {post["name"] for post in data["department"]["posts"]}
    assert names >= {"head某"}
    assert (names == {"head某"}) is (role not in NAMES)
    assert (await node(api, role, gid("Post", "issuer-1")) is not None) is (role in NAMES)


@each_role
async def test_requests_and_grants_are_seen_by_their_parties(api: Office, role: str) -> None:
    sees = role in EXCHANGES
    assert (await node(api, role, gid("SharingRequest", "R-3")) is not None) is sees
    assert (await node(api, role, gid("Grant", "R-1/G")) is not None) is sees


USES = """query ($by: By!, $of: ID!, $user: ID!) {
  resource(by: $by) { consumers { id } } impact(of: $of, depth: 1) { consumers { id } }
  user: node(id: $user) { ... on Consumer { resources { totalCount edges { node { id } } } } }
  relations(of: $of, kinds: [COVERS]) { relations { other { node { id } } } }
  path(from: $of, to: $user, kinds: [COVERS, GRANTED_TO]) { steps { source target } } }"""
USERS = "query ($of: ID!) { relations(of: $of, kinds: [GRANTED_TO]) { relations { other { node { id } } } } }"


@each_role
async def test_who_uses_what_is_told_alike_by_every_door(api: Office, role: str) -> None:
    """By its relations, by a path, in the lists of both ends and in an impact: all of them, or none."""
    entry, user = gid("Resource", MARRIED), gid("Consumer", "USE-1")
    found = await api.ask(USES, ROLES[role], by={"code": MARRIED}, of=entry, user=user)
    by_relations = set()
    for grant in found["relations"]["relations"]:
        users = await api.ask(USERS, ROLES[role], of=grant["other"]["node"]["id"])
        by_relations |= {each["other"]["node"]["id"] for each in users["relations"]["relations"]}
    told = {user} if role in EXCHANGES else set()
    assert by_relations == told
    assert {each["id"] for each in found["resource"]["consumers"]} == told
    assert {each["id"] for each in found["impact"]["consumers"]} == told
    page = found["user"]["resources"]
    assert {edge["node"]["id"] for edge in page["edges"]} == ({entry} if told else set())
    assert page["totalCount"] == len(told)
    assert (found["path"] is not None) is bool(told)


@each_role
async def test_versions_from_before_publication_are_the_departments_own(api: Office, role: str) -> None:
    """A published entry keeps its drafts; its public history begins with its publication."""
    await api.store.write(
        lambda unit: unit.run(
            "MATCH (r:Resource {id: $id}) MERGE (v:EntryVersion {id: $id + '@0'}) SET v.number = 0, v.state = 'DRAFT', "
            "v.content = '{}', v.recordedAt = datetime('2026-01-01T00:00:00Z'), v.cause = '登记', v.resourceId = $id "
            "MERGE (r)-[:HAS_VERSION]->(v)",
            id=NEEDY,
        )
    )
    data = await api.ask(
        "query ($by: By!) { resource(by: $by) { versions { number } } }", ROLES[role], by={"code": NEEDY}
    )
    sees = role in {"issuer of civil", "authority", "auditor", "admin"}
    assert [version["number"] for version in data["resource"]["versions"]] == [1, 0][: 1 + sees]


async def test_a_post_that_the_token_names_and_nobody_holds_gives_nothing(api: Office) -> None:
    identity = Identity(Role.STAFF, "issuer", CIVIL, "AUTHORITY_OFFICER")
    assert (await api.ask("{ licenses { totalCount } }", identity))["licenses"]["totalCount"] == 0
