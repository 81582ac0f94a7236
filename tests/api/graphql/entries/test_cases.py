"""Cases of entries over GraphQL: registered, listed with what can be done next, sent back, published, changed."""

from __future__ import annotations

from typing import Any

from builders import catalogue as build
from builders import entry_cases
from builders.brought import BROUGHT
from builders.city import ADMIN
from builders.office import CIVIL, MARRIED, Office, who

from api.identity.authenticator import PUBLIC, Identity
from graph.subjects.lineage.desk import add_lineage
from graph.words.entry_cases import EntryCaseState

CODE = "307001340291/000001"
ENTRY = {
    **BROUGHT["registerEntries"][1], "code": CODE, "name": "收养登记信息", "provider": CIVIL, "systems": [],
}  # fmt: skip
REVIEWED = [{"point": point, "words": "已审查"} for point in ("非涉密", "共享开放前的保密审查")]
CASE = """id state code name dueOn overdue causeKind cause words releaseReview { point words }
  changes { path before after } history { event subject } nextSteps { event mutation posts of rules { id } }
  noDueDate { rules { id } } entry { state version versions { causeKind releaseReview { point words } } }"""
LIST = (
    """query ($filter: EntryCaseFilter) { entryCases(filter: $filter, first: 5) { edges { node { code state } } } }"""
)
CATALOGUER = who(entry_cases.CATALOGUER)


async def act(api: Office, mutation: str, by: Identity, **given: Any) -> Any:
    kind = mutation[:1].upper() + mutation[1:] + "Input"
    if mutation in ("reviewEntry", "sendBackEntry", "publishEntry", "fileEntry"):
        kind = "EntryCaseInput"
    asked = (
        f"mutation ($input: {kind}!) {{ {mutation}(input: $input) {{ entryCase {{ {CASE} }} errors {{ code path "
        "rules { id } } } }"
    )
    return (await api.ask(asked, by, input=given))[mutation]


async def register(api: Office, **entry: Any) -> Any:
    given = {"entry": ENTRY | entry, "cause": "新增业务", "releaseReview": REVIEWED}
    return await act(api, "registerEntry", CATALOGUER, **given)


async def test_an_entry_is_followed_from_draft_to_its_second_version(api: Office) -> None:
    await entry_cases.appointed(api)
    case = (await register(api))["entryCase"]
    assert (case["state"], case["dueOn"], case["overdue"], case["entry"]) == ("REGISTERED", None, False, None)
    assert case["history"] == [{"event": "REGISTER", "subject": entry_cases.CATALOGUER}]
    assert case["releaseReview"] == REVIEWED
    assert case["noDueDate"]["rules"][0] == {"id": "WH-6"}
    steps = {(each["mutation"], *each["posts"]) for each in case["nextSteps"]}
    assert steps == {("publishEntry", "PLATFORM_OFFICER"), ("sendBackEntry", "PLATFORM_OFFICER")}
    back = await act(api, "sendBackEntry", who("maker"), case=case["id"], words="请补充更新周期")
    assert (back["entryCase"]["state"], back["entryCase"]["words"]) == ("DRAFT", "请补充更新周期")
    again = (await register(api, cycle="WEEKLY"))["entryCase"]
    assert (again["id"], again["words"], again["changes"]) == (case["id"], "", [])
    published = (await act(api, "publishEntry", who("maker"), case=case["id"]))["entryCase"]
    assert (published["state"], published["nextSteps"]) == ("PUBLISHED", [])
    kept = {"causeKind": "OTHER", "releaseReview": REVIEWED}
    assert published["entry"] == {"state": "PUBLISHED", "version": 1, "versions": [kept]}
    given = {"code": CODE, "causeKind": "LAW_AMENDED", "cause": "条例修订"}
    changing = (await act(api, "changeEntry", CATALOGUER, **given))["entryCase"]
    assert (changing["state"], changing["causeKind"], changing["cause"]) == ("CHANGING", "LAW_AMENDED", "条例修订")
    changed = (await register(api, cycle="DAILY", summary="收养登记的内容"))["entryCase"]
    assert changed["changes"] == [
        {"path": "cycle", "before": "WEEKLY", "after": "DAILY"},
        {"path": "summary", "before": "结婚登记的核验", "after": "收养登记的内容"},
    ]
    assert changed["entry"]["version"] == 1
    done = (await act(api, "publishEntry", who("maker"), case=changed["id"]))["entryCase"]
    assert done["entry"]["version"] == 2
    await act(api, "changeEntry", CATALOGUER, **given)
    same = (await register(api, cycle="DAILY", summary="收养登记的内容"))["entryCase"]
    assert same["changes"] == []
    looked_at = (await act(api, "publishEntry", who("maker"), case=same["id"]))["entryCase"]
    assert looked_at["entry"]["version"] == 3, "that the law leaves it as it is, is decided, and kept"
    asked = "query ($by: By!) { resource(by: $by) { versions { number changes { label beforeText afterText } } } }"
    last, second, first = (await api.ask(asked, who("applicant"), by={"code": CODE}))["resource"]["versions"]
    assert (last["number"], last["changes"], first["changes"]) == (3, [], [])
    assert second["changes"][0] == {"label": "更新周期", "beforeText": "每周", "afterText": "每日"}


async def test_a_change_of_law_or_duty_that_is_not_named_is_told_with_the_bases_that_it_may_be(api: Office) -> None:
    await entry_cases.appointed(api)
    own = {"code": "307001340291/000008", "name": "福利机构信息", "bases": ["LAW-1"]}
    case = (await register(api, **own))["entryCase"]
    await act(api, "publishEntry", who("maker"), case=case["id"])
    hinted = "hints { code path value message { zh } rules { id } }"
    said = f"query ($id: ID!) {{ node(id: $id) {{ ... on EntryCase {{ {hinted} }} }} }}"

    async def told(**cause: Any) -> list[Any]:
        given = {"code": own["code"], "cause": "条例修订", **cause}
        changing = (await act(api, "changeEntry", CATALOGUER, **given))["entryCase"]["id"]
        hints = (await api.ask(said, CATALOGUER, id=changing))["node"]["hints"]
        await act(api, "sendBackEntry", CATALOGUER, case=changing, words="另行变更")
        return [each for each in hints if each["code"] == "CAUSE_WITHOUT_BASIS"]

    for kind in ("LAW_AMENDED", "DUTY_MOVED"):
        (hint,) = await told(causeKind=kind)
        assert (hint["path"], hint["value"], hint["rules"]) == (["causeBasis"], "LAW-1", [{"id": "WH-6"}])
        assert "《某法》（LAW-1）" in hint["message"]["zh"]
        assert await told(causeKind=kind, causeBasis="LAW-1") == []
    assert await told(causeKind="OTHER") == []


async def test_a_version_says_what_it_cuts_of_what_its_items_fill_until_it_is_published(api: Office) -> None:
    await entry_cases.appointed(api)
    own = {"code": "307001340291/000009", "name": "寄养登记信息"}
    case = (await register(api, **own))["entryCase"]
    await act(api, "publishEntry", who("maker"), case=case["id"])
    edge = build.item_made_from((MARRIED, "姓名"), (own["code"], "公民身份号码"), "按标识项匹配")
    await add_lineage(api.store, [], [edge], ADMIN)
    await act(api, "changeEntry", CATALOGUER, code=own["code"], causeKind="LAW_AMENDED", cause="条例修订")
    items = [ENTRY["items"][0] | {"length": 200}, ENTRY["items"][1]]
    case = (await register(api, items=items, **own))["entryCase"]
    hints = "query ($id: ID!) { node(id: $id) { ... on EntryCase { lineageHints { code path value } } } }"
    told = (await api.ask(hints, CATALOGUER, id=case["id"]))["node"]["lineageHints"]
    assert told == [{"code": "ITEM_CUT", "path": ["entry", "items", "0", "length"], "value": "公民身份号码"}]
    await act(api, "publishEntry", who("maker"), case=case["id"])
    assert (await api.ask(hints, CATALOGUER, id=case["id"]))["node"]["lineageHints"] == []


async def test_who_registers_and_who_reviews_are_told_what_the_lints_say_until_it_is_published(api: Office) -> None:
    await entry_cases.appointed(api)
    cases = [
        (await register(api, code=f"307001340291/00001{at}", name=name))["entryCase"]
        for at, name in enumerate(("捐助登记管理平台", "捐助登记信息"))
    ]
    said = "{ ... on EntryCase { hints { code path value } } }"
    asked = f"query ($one: ID!, $two: ID!) {{ one: node(id: $one) {said} two: node(id: $two) {said} }}"
    ids = dict(zip(("one", "two"), [each["id"] for each in cases], strict=True))
    for identity in (CATALOGUER, who("maker")):
        told = await api.ask(asked, identity, **ids)
        platform, plain = ([hint["code"] for hint in told[each]["hints"]] for each in ids)
        assert ("NAME_IS_SYSTEM" in platform, "NAME_IS_SYSTEM" in plain) == (True, False)
    await act(api, "publishEntry", who("maker"), case=cases[0]["id"])
    assert (await api.ask(asked, CATALOGUER, **ids))["one"]["hints"] == []


async def test_who_publishes_is_told_where_the_review_before_release_says_otherwise(api: Office) -> None:
    await entry_cases.appointed(api)
    denied = [*REVIEWED[:-1], {**REVIEWED[-1], "words": "经审查不予共享"}]
    entry = {**ENTRY, "code": "307001340291/000021", "name": "捐助物资信息"}
    given = {"entry": entry, "cause": "新增业务", "releaseReview": denied}
    case = (await act(api, "registerEntry", CATALOGUER, **given))["entryCase"]
    asked = "query ($id: ID!) { node(id: $id) { ... on EntryCase { hints { code path rules { id } } } } }"
    told = (await api.ask(asked, who("maker"), id=case["id"]))["node"]["hints"]
    assert [each for each in told if each["code"] == "RELEASE_REVIEW"] == [
        {
            "code": "RELEASE_REVIEW", "path": ["releaseReview", str(len(REVIEWED) - 1)],
            "rules": [{"id": "WH-2"}, {"id": "WH-24"}],
        }
    ]  # fmt: skip


async def test_an_entry_that_is_refused_says_where_and_by_which_article(api: Office) -> None:
    await entry_cases.appointed(api)
    refused = await register(api, code="307001340291/000002", name="收养解除信息", summary="", formatType="xlsx")
    assert refused["entryCase"] is None
    assert {tuple(each["path"]) for each in refused["errors"]} == {("entry", "summary"), ("entry", "formatType")}
    bare = await register(api, code="307001340291/000004", name="收养撤销信息", items=[])
    assert [(each["code"], *each["path"]) for each in bare["errors"]] == [("CELL_EMPTY", "entry", "items")]
    unread = await register(api, code="307001340291/000003", provider="没有的代码")
    assert [each["path"] for each in unread["errors"]] == [["entry", "provider"]]
    unreviewed = await act(api, "registerEntry", CATALOGUER, entry=ENTRY, cause="新增业务", releaseReview=[])
    assert unreviewed["errors"][0]["code"] in ("RELEASE_REVIEW", "NO_SUCH_MOVE")


async def test_cases_are_listed_to_the_department_and_who_supervises_it_and_to_nobody_else(api: Office) -> None:
    await entry_cases.entered(api, 81, EntryCaseState.REGISTERED)
    asked = {"filter": {"code": ["307001340281/000001"]}}
    shown = [{"node": {"code": "307001340281/000001", "state": "REGISTERED"}}]
    for identity in (CATALOGUER, who("provider"), who("maker"), who("authority")):
        assert (await api.ask(LIST, identity, **asked))["entryCases"]["edges"] == shown
    for identity in (PUBLIC, who("applicant"), who("issuer-health")):
        assert (await api.ask(LIST, identity, **asked))["entryCases"]["edges"] == []
    none = {"filter": {"code": ["307001340281/000001"], "state": ["PUBLISHED"]}}
    assert (await api.ask(LIST, CATALOGUER, **none))["entryCases"]["edges"] == []
