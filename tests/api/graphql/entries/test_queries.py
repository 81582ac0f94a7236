"""The catalogue as front-end teams ask for it: single things, lists, search, facets."""

from __future__ import annotations

from typing import Any

import pytest
from builders.city import uscc
from builders.office import BEHIND, BORN, CITY, CIVIL, DRAFT, HEALTH, MARRIAGE, MARRIED, NEEDY, Office, gid, who

from api.graphql.sharing.procedure import way_to
from api.identity.authenticator import PUBLIC
from graph.errors import LimitExceeded, Malformed
from graph.words.pinyin import sorted_as


async def codes(api: Office, arguments: str, identity: Any = PUBLIC) -> list[str]:
    data = await api.ask(f"{{ resources({arguments}) {{ edges {{ node {{ code }} }} }} }}", identity)
    return [edge["node"]["code"] for edge in data["resources"]["edges"]]


async def test_an_entry_is_shown_with_everything_around_it(api: Office) -> None:
    data = await api.ask(
        """query ($by: By!) { resource(by: $by) {
          code name state version sharing cycle publishedOn recordedAt provider { code name policy head { name kind } }
          items { seq name dataType kind resource { code } } libraries { code lead { code } } systems { code }
          bases { title } consumers { code } licenseTypes { code } versions { number state cause content }
          related { code } underCheck { text { zh } } objections { id } } }""",
        who("applicant"),
        by={"code": MARRIED},
    )
    found = data["resource"]
    assert (found["name"], found["state"], found["version"], found["cycle"]) == (
        "婚姻登记信息",
        "PUBLISHED",
        1,
        "MONTHLY",
    )
    assert found["provider"] == {
        "code": CIVIL,
        "name": "民政局",
        "policy": "WH",
        "head": {"name": "head某", "kind": "HEAD"},
    }
    assert [(item["seq"], item["name"]) for item in found["items"]] == [(1, "姓名"), (2, "登记日期")]
    assert {item["resource"]["code"] for item in found["items"]} == {MARRIED}
    assert found["libraries"] == [{"code": "LIB-1", "lead": {"code": CIVIL}}]
    assert found["systems"] == [{"code": "SYS-1"}]
    assert found["consumers"] == [{"code": "USE-1"}], "a consumer with two grants is one consumer"
    assert found["licenseTypes"] == [{"code": MARRIAGE}]
    assert [(v["number"], v["state"]) for v in found["versions"]] == [(1, "PUBLISHED")]
    assert found["underCheck"] is None


async def test_an_entry_says_how_it_is_had_under_the_policy_of_its_provider(api: Office) -> None:
    data = await api.ask(
        """query ($by: By!) { resource(by: $by) { sharing items { kind sharingInEffect } procedure {
          direct closed steps { state event posts of then workingDays rules { id } }
          exclusive { id } agent { id } rules { id } } } }""",
        by={"code": MARRIED},
    )
    found = data["resource"]
    procedure = found["procedure"]
    assert {item["sharingInEffect"] for item in found["items"]} == {"UNCONDITIONAL"}
    assert procedure == {
        "direct": True, "closed": False, "steps": [], "exclusive": None, "agent": None,
        "rules": [{"id": "WH-13"}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("stored", "acts", "closed"),
    [
        (
            ["CONDITIONAL", "WH", "2026-03-02"],
            ["APPLY", "CONSENT", "REFUSE", "DISPUTE", "AGREE", "FAIL", "RECORD_FOR", "RECORD_AGAINST"],
            False,
        ),
        (
            ["CONDITIONAL", "CS", "2026-03-02"],
            ["APPLY", "GIVE_OPINION", "RECORD_CONSENT", "RECORD_REFUSAL", "CHANGE_THE_TYPE", "LIST"],
            False,
        ),
        (["REFUSED", "JZ", "2026-03-02"], [], True),
    ],
)
def test_the_way_to_an_entry_is_the_rows_of_the_day(stored: list[str | None], acts: list[str], *, closed: bool) -> None:
    way = way_to(stored)
    assert way is not None
    assert ([step.event.name for step in way.steps], way.closed) == (acts, closed)
    assert way_to(["CONDITIONAL", "JZ", "2027-06-16"]) is None, "the policy has ended"
    assert way_to(["CONDITIONAL", None, "2026-03-02"]) is None, "no policy binds"


async def test_things_are_found_by_global_id_and_by_code(api: Office) -> None:
    query = 'query ($by: By!) { department(by: $by) { id name } library(by: {code: "LIB-1"}) { id } }'
    by_code = await api.ask(query, by={"code": CIVIL})
    by_id = await api.ask(query, by={"id": by_code["department"]["id"]})
    assert by_code == by_id
    node = await api.ask("query ($id: ID!) { node(id: $id) { __typename id } }", id=gid("Department", CIVIL))
    assert node["node"] == {"__typename": "Department", "id": gid("Department", CIVIL)}


@pytest.mark.parametrize("label", ["Resource", "Library", "System", "Consumer", "LegalBasis", "Nonsense"])
async def test_what_is_not_there_is_null(api: Office, label: str) -> None:
    assert await api.ask("query ($id: ID!) { node(id: $id) { id } }", id=gid(label, "none")) == {"node": None}
    assert await api.ask('{ resource(by: {code: "none"}) { id } }') == {"resource": None}


async def test_an_unknown_department_code_with_a_wrong_check_digit_is_named(api: Office) -> None:
    wrong = CIVIL[:-1] + "0"
    refusal = await api.refused("query ($by: By!) { department(by: $by) { id } }", by={"code": wrong})
    assert isinstance(refusal, Malformed)
    assert (refusal.code, refusal.path, refusal.value) == ("USCC_CHECK_DIGIT", ("by", "code"), wrong)
    assert refusal.rules == ("GB-32100",)
    assert await api.ask("query ($by: By!) { department(by: $by) { id } }", by={"code": uscc(77)}) == {
        "department": None
    }


async def test_departments_stand_in_their_tree(api: Office) -> None:
    data = await api.ask(
        """query ($by: By!) { department(by: $by) { division { code name } parent { code } policy
           children(orderBy: NAME) { totalCount edges { node { code parent { code } resourceCount } } }
           health: children(filter: {nameContains: "卫生"}, first: 1) { edges { node { code } } }
           systems { code } libraries { code } licenseTypes { edges { node { code } } } } }""",
        by={"code": CITY},
    )
    city = data["department"]
    assert (city["division"]["name"], city["parent"], city["policy"]) == ("芜湖市", None, "WH")
    below = [edge["node"] for edge in city["children"]["edges"]]
    assert [(child["code"], child["resourceCount"]) for child in below] == [(CIVIL, 3), (HEALTH, 1)]
    assert city["children"]["totalCount"] == 2
    assert city["health"]["edges"] == [{"node": {"code": HEALTH}}]


async def test_a_search_finds_chinese_words_best_match_first(api: Office) -> None:
    assert await codes(api, 'search: "婚姻"') == [MARRIED]
    assert set(await codes(api, 'search: "姓名"')) == {BORN, MARRIED, NEEDY, BEHIND}
    assert await codes(api, 'search: "  "') == [BORN, MARRIED, NEEDY, BEHIND]


@pytest.mark.parametrize("words", ['"', "\\", "姓名 AND (", "*:*", "姓名~2^9", "a" * 200, "💥", "\x00"])
async def test_a_search_is_text_and_no_query_language(api: Office, words: str) -> None:
    data = await api.ask("query ($words: String) { resources(search: $words) { totalCount } }", words=words)
    assert data["resources"]["totalCount"] in (0, 4)


async def test_a_search_has_a_longest_text(api: Office) -> None:
    refusal = await api.refused("query ($w: String) { resources(search: $w) { totalCount } }", w="民" * 201)
    assert isinstance(refusal, LimitExceeded)
    assert (refusal.code, refusal.path, refusal.value) == ("SEARCH_TOO_LONG", ("search",), "201")


@pytest.mark.parametrize(("before", "after"), [("{", "}"), (f'{{ department(by: {{code: "{CIVIL}"}}) {{', "} }")])
async def test_relevance_needs_a_search(api: Office, before: str, after: str) -> None:
    refusal = await api.refused(f"{before} resources(orderBy: RELEVANCE) {{ edges {{ cursor }} }} {after}")
    assert isinstance(refusal, Malformed)
    assert (refusal.code, refusal.path, refusal.value) == ("ORDER_NEEDS_SEARCH", ("orderBy",), "RELEVANCE")


async def test_facets_count_what_the_filter_finds_with_words_for_people(api: Office) -> None:
    data = await api.ask(
        """query ($filter: ResourceFilter) { resources(filter: $filter) { totalCount
           facets { name counts { value label count } } } }""",
        filter={"provider": [CIVIL]},
    )
    facets = {facet["name"]: facet["counts"] for facet in data["resources"]["facets"]}
    assert data["resources"]["totalCount"] == 3
    assert facets["PROVIDER"] == [
        {"value": CIVIL, "label": "民政局", "count": 3},
        {"value": HEALTH, "label": "卫生健康委员会", "count": 1},
    ], "its own choice is left out"
    assert facets["CYCLE"] == [{"value": "MONTHLY", "label": "每月", "count": 3}]
    assert facets["LIBRARY"] == [{"value": "LIB-1", "label": "LIB-1", "count": 1}]


@pytest.mark.parametrize(("order", "first"), [("CODE", BORN), ("PUBLISHED", BORN), ("RECORDED", BORN)])
async def test_entries_are_sorted(api: Office, order: str, first: str) -> None:
    found = await codes(api, f"orderBy: {order}")
    assert (len(found), found[0]) == (4, first)


async def test_entries_are_sorted_by_the_sound_of_their_names(api: Office) -> None:
    data = await api.ask("{ resources(orderBy: NAME) { edges { node { name } } } }")
    names = [edge["node"]["name"] for edge in data["resources"]["edges"]]
    assert names == sorted(names, key=sorted_as) != sorted(names)


async def test_children_of_many_parents_are_read_in_one_statement(api: Office, counted: list[str]) -> None:
    query = (
        "{ departments { edges { node { name "
        "resources(first: 2) { totalCount edges { node { name items { name } } } } } } } }"
    )
    data = await api.ask(query)
    listed = {edge["node"]["name"]: edge["node"]["resources"] for edge in data["departments"]["edges"]}
    assert listed["民政局"]["totalCount"] == 3
    assert len(listed["民政局"]["edges"]) == 2
    assert len(counted) == 4, "departments, pages, counts, items"


async def test_a_page_of_entries_costs_a_statement_for_each_edge_that_is_asked(api: Office, counted: list[str]) -> None:
    await api.ask(
        "{ resources { edges { node { provider { name parent { name } } items { name } libraries { name } "
        "underCheck { text { zh } } } } totalCount } }"
    )
    assert len(counted) == 7


async def test_systems_libraries_and_consumers_list_their_entries(api: Office) -> None:
    data = await api.ask(
        """{ systems { edges { node { operator { code } resourceCount resources { totalCount } } } }
             libraries(filter: {kind: [BASE]}) {
               edges { node { resourceCount resources { edges { node { code } } } } } }
             consumers(orderBy: CODE) { edges { node { code department { code } resources { totalCount
               edges { node { code } } } } } } }""",
        who("applicant"),
    )
    (system,) = (edge["node"] for edge in data["systems"]["edges"])
    assert system == {"operator": {"code": CIVIL}, "resourceCount": 1, "resources": {"totalCount": 1}}
    (library,) = (edge["node"] for edge in data["libraries"]["edges"])
    assert library == {"resourceCount": 1, "resources": {"edges": [{"node": {"code": MARRIED}}]}}
    user = data["consumers"]["edges"][0]["node"]
    assert user["resources"] == {"totalCount": 1, "edges": [{"node": {"code": MARRIED}}]}


async def test_rules_are_given_in_their_own_words(api: Office) -> None:
    data = await api.ask(
        '{ rule(id: "wh-13") { id document article words from until } none: rule(id: "XX-1") { id } '
        'found: rules(policy: "WHL", about: "异议") { id } all: rules(policy: "WHL") { id } nothing: rules { id } }'
    )
    assert data["rule"]["id"] == "WH-13"
    assert data["rule"]["document"] == "芜湖市政务信息资源管理办法"
    assert data["none"] is None
    assert "WHL-19" in {rule["id"] for rule in data["found"]}
    assert len(data["all"]) > 20
    assert data["nothing"] == []


async def test_the_viewer_is_told_who_he_is(api: Office) -> None:
    query = "{ viewer { role subject posts { kind department { name } } licenses { totalCount } } }"
    assert (await api.ask(query))["viewer"] == {
        "role": "PUBLIC",
        "subject": None,
        "posts": [],
        "licenses": {"totalCount": 0},
    }
    staff = (await api.ask(query, who("issuer")))["viewer"]
    assert staff["posts"] == [{"kind": "ISSUER", "department": {"name": "民政局"}}]


async def test_a_draft_is_listed_for_its_provider_alone(api: Office) -> None:
    assert DRAFT not in await codes(api, "first: 100")
    assert DRAFT in await codes(api, "first: 100", who("applicant"))


FOUND = """query ($search: String) { resources(search: $search, first: 1) { edges { node { code } }
  highlights { code place text marks { start end } } suggestions { text kind } } }"""


async def test_a_search_says_where_it_is_met_and_what_else_to_ask(api: Office) -> None:
    found = (await api.ask(FOUND, search="婚姻"))["resources"]
    assert found["edges"] == [{"node": {"code": MARRIED}}]
    assert {"code": MARRIED, "place": "TITLE", "text": "婚姻登记信息", "marks": [{"start": 0, "end": 2}]} in found[
        "highlights"
    ]
    assert {each["code"] for each in found["highlights"]} == {MARRIED}
    assert {"text": "婚姻登记信息", "kind": "COMPLETION"} in found["suggestions"]
    wrong = (await api.ask(FOUND, search="婚因"))["resources"]
    assert wrong["suggestions"] == [{"text": "婚姻", "kind": "CORRECTION"}]


@pytest.mark.parametrize("search", [None, "", "完全没有"])
async def test_without_a_search_or_what_it_finds_nothing_is_marked_or_suggested(
    api: Office, search: str | None
) -> None:
    found = (await api.ask(FOUND, search=search))["resources"]
    assert (found["highlights"], found["suggestions"]) == ([], [])


async def test_no_draft_of_others_is_suggested(api: Office) -> None:
    for search in ("机密", "jimi", "婚因"):
        told = str((await api.ask(FOUND, search=search))["resources"])
        assert DRAFT not in told
