"""Objections through the schema: raised by who uses or holds, answered by who is responsible."""

from __future__ import annotations

from typing import Any

import pytest
from builders import office
from builders.office import ALICE, BOB, CIVIL, DRAFT, HOLDER_A, HOLDER_B, MARRIED, NEEDY, Office, answered, gid, who

from api.graphql.lens.ids import parsed
from api.identity.authenticator import PUBLIC, Identity
from graph.words.people import Role

SHOWN = """objection { __typename id state ground words result raisedAt resolvedAt dueOn dueRule { id } age
  answering { code } on { __typename ... on Resource { code } ... on Item { name } ... on License { id } } }
  errors { __typename code path value limit rules { id } }"""
RAISE = f"mutation ($input: RaiseObjectionInput!) {{ raiseObjection(input: $input) {{ {SHOWN} }} }}"
TAKE_UP = f"mutation ($input: TakeUpObjectionInput!) {{ takeUpObjection(input: $input) {{ {SHOWN} }} }}"
RESOLVE = f"mutation ($input: ResolveObjectionInput!) {{ resolveObjection(input: $input) {{ {SHOWN} }} }}"

ENTRY = {"resource": gid("Resource", MARRIED)}


async def raise_on(
    api: Office, on: dict[str, str], identity: Identity, words: str = "登记日期不对", **more: Any
) -> Any:
    given = {"on": on, "ground": "ACCURACY", "words": words} | more
    return answered(await api.ask(RAISE, identity, input=given))


async def resolve(api: Office, case: str, identity: Identity, words: str = "已更正", outcome: str = "CORRECTED") -> Any:
    given = {"objection": case, "outcome": outcome, "words": words}
    return answered(await api.ask(RESOLVE, identity, input=given))


async def test_a_department_with_a_grant_objects_and_the_provider_answers(api: Office) -> None:
    raised = await raise_on(api, ENTRY, who("applicant"))
    assert (raised["__typename"], raised["state"], raised["answering"]) == ("Objection", "RAISED", {"code": CIVIL})
    assert raised["on"] == {"__typename": "Resource", "code": MARRIED}
    assert raised["age"] == 0
    notice = (
        "query ($by: By!) { resource(by: $by) { underCheck { text { zh } rules { id } } "
        "items { underCheck { text { en } } } } }"
    )
    shown = (await api.ask(notice, by={"code": MARRIED}))["resource"]
    assert shown["underCheck"]["rules"] == [{"id": "WH-16"}]
    assert {item["underCheck"] for item in shown["items"]} == {None}

    next_steps = (
        "query ($id: ID!) { node(id: $id) { ... on Objection { nextSteps { mutation posts of rules { id } } } } }"
    )
    steps = (await api.ask(next_steps, who("applicant"), id=raised["id"]))["node"]["nextSteps"]
    assert {each["mutation"] for each in steps} == {"takeUpObjection", "resolveObjection", "withdrawObjection"}
    (resolving,) = {(*each["posts"], each["of"]) for each in steps if each["mutation"] == "resolveObjection"}
    assert resolving == ("PROVIDER_OFFICER", "提供方")
    taken = answered(await api.ask(TAKE_UP, who("provider"), input={"objection": raised["id"], "words": "已受理"}))
    assert taken["state"] == "IN_CHECK"
    closed = await resolve(api, raised["id"], who("provider"), "登记日期已更正")
    assert (closed["state"], closed["result"]) == ("CORRECTED", "登记日期已更正")
    assert closed["resolvedAt"]
    assert (await api.ask(notice, by={"code": MARRIED}))["resource"]["underCheck"] is None
    again = await resolve(api, raised["id"], who("provider"))
    assert (again["__typename"], again["code"], again["path"]) == ("Conflict", "NO_SUCH_MOVE", ["objection"])
    journal = await api.store.read(
        "MATCH (j:Journal) WHERE j.about = $id WITH j ORDER BY j.at, j.act RETURN collect(j.act)",
        id=parsed(raised["id"])[1],
    )
    assert sorted(journal) == ["CORRECT_OBJECTION", "RAISE_OBJECTION", "TAKE_UP_OBJECTION"]


async def test_an_objection_to_an_item_puts_its_entry_under_check(api: Office) -> None:
    raised = await raise_on(api, {"item": gid("Item", f"{MARRIED}#姓名")}, who("applicant"))
    assert raised["on"] == {"__typename": "Item", "name": "姓名"}
    data = await api.ask(
        "query ($by: By!) { resource(by: $by) { underCheck { text { zh } } items { name underCheck { text { zh } } "
        "objections { id } } } }",
        who("applicant"),
        by={"code": MARRIED},
    )
    checked = {item["name"] for item in data["resource"]["items"] if item["underCheck"]}
    assert checked == {"姓名"}
    assert data["resource"]["items"][0]["objections"] == [{"id": raised["id"]}]
    assert data["resource"]["underCheck"] is not None
    assert (await resolve(api, raised["id"], who("provider"), "无误", "EXPLAINED"))["state"] == "EXPLAINED"


async def test_a_holder_objects_to_his_licence_and_the_officer_answers(api: Office) -> None:
    raised = await raise_on(api, {"license": api.license(ALICE)}, HOLDER_A, ground="TIMELINESS")
    assert (raised["state"], raised["dueOn"], raised["dueRule"]) == ("RAISED", None, None)
    licence = "query ($id: ID!) { node(id: $id) { ... on License { underCheck { rules { id } } objections { id } } } }"
    shown = (await api.ask(licence, HOLDER_A, id=api.license(ALICE)))["node"]
    assert shown["underCheck"] is not None
    assert shown["objections"] == [{"id": raised["id"]}]
    forbidden = await resolve(api, raised["id"], HOLDER_A)
    assert (forbidden["__typename"], forbidden["code"]) == ("Forbidden", "ANOTHER_POST")
    closed = await resolve(api, raised["id"], who("officer"), "证照信息无误", "EXPLAINED")
    assert closed["state"] == "EXPLAINED"
    assert (await api.ask(licence, HOLDER_A, id=api.license(ALICE)))["node"]["underCheck"] is None


@pytest.mark.parametrize(
    ("identity", "on", "kind", "code"),
    [
        (who("applicant-civil"), ENTRY, "Conflict", "CONDITION_MISSING"),
        (who("applicant"), {"resource": gid("Resource", NEEDY)}, "Conflict", "CONDITION_MISSING"),
        (who("nobody"), ENTRY, "Conflict", "CONDITION_MISSING"),
        (PUBLIC, ENTRY, "Conflict", "CONDITION_MISSING"),
        (HOLDER_A, ENTRY, "Conflict", "CONDITION_MISSING"),
        (who("admin", Role.ADMIN), ENTRY, "Conflict", "CONDITION_MISSING"),
        (who("issuer"), {"resource": gid("Resource", DRAFT)}, "NotFound", "NOT_FOUND"),
        (who("applicant"), {"resource": gid("Resource", "none")}, "NotFound", "NOT_FOUND"),
        (who("applicant"), {"resource": gid("Item", "none")}, "MalformedInput", "WRONG_KIND"),
        (who("applicant"), {"item": "nonsense"}, "MalformedInput", "MALFORMED_ID"),
    ],
)
async def test_who_neither_uses_nor_holds_may_not_object(
    api: Office, identity: Identity, on: dict[str, str], kind: str, code: str
) -> None:
    before = await api.count("Objection", "Journal")
    refused = await raise_on(api, on, identity)
    assert (refused["__typename"], refused["code"]) == (kind, code)
    assert refused["path"][0] == "on"
    assert await api.count("Objection", "Journal") == before


async def test_the_licence_of_another_is_not_there(api: Office) -> None:
    refused = await raise_on(api, {"license": api.license(ALICE)}, HOLDER_B)
    assert (refused["__typename"], refused["code"]) == ("NotFound", "NOT_FOUND")
    assert (await raise_on(api, {"license": api.license(BOB)}, HOLDER_B))["__typename"] == "Objection"


@pytest.mark.parametrize(
    ("words", "kind", "code", "limit"),
    [
        ("  ", "MalformedInput", "WORDS_REQUIRED", None),
        ("长" * 2001, "LimitExceeded", "WORDS_TOO_LONG", "2000 characters"),
    ],
)
async def test_an_objection_needs_words_and_not_too_many(
    api: Office, words: str, kind: str, code: str, limit: str | None
) -> None:
    refused = await raise_on(api, ENTRY, who("applicant"), words)
    assert (refused["__typename"], refused["code"], refused["path"], refused["limit"]) == (kind, code, ["words"], limit)


async def test_the_same_key_raises_one_objection(api: Office) -> None:
    first = await raise_on(api, ENTRY, who("applicant"), idempotencyKey="o-1")
    before = await api.count("Objection", "Journal")
    assert await raise_on(api, ENTRY, who("applicant"), idempotencyKey="o-1") == first
    assert await api.count("Objection", "Journal") == before
    reused = await raise_on(api, ENTRY, who("applicant"), "别的内容", idempotencyKey="o-1")
    assert (reused["__typename"], reused["code"]) == ("Conflict", "IDEMPOTENCY_KEY_REUSED")


@pytest.mark.parametrize("subject", ["applicant", "officer", "issuer", "head", "authority"])
async def test_only_the_officer_of_the_provider_answers_about_data(api: Office, subject: str) -> None:
    raised = await raise_on(api, ENTRY, who("applicant"))
    refused = await resolve(api, raised["id"], who(subject))
    assert (refused["__typename"], refused["code"]) == ("Forbidden", "ANOTHER_POST")
    assert {"WH-16"} <= {rule["id"] for rule in refused["rules"]}
    hidden = await resolve(api, raised["id"], HOLDER_A)
    assert (hidden["__typename"], hidden["code"]) == ("NotFound", "NOT_FOUND")


async def test_a_target_is_exactly_one_thing(api: Office) -> None:
    for on in ({}, {"resource": gid("Resource", MARRIED), "item": gid("Item", "x")}):
        answer = await api.execute(RAISE, who("applicant"), input={"on": on, "ground": "ACCURACY", "words": "不对"})
        assert answer.data is None
        assert answer.errors


async def test_lists_of_objections_are_filtered(api: Office) -> None:
    query = "query ($f: ObjectionFilter) { objections(filter: $f) { totalCount edges { node { state } } } }"
    await raise_on(api, ENTRY, who("applicant"))
    for condition in ({"state": ["RAISED"]}, {"ground": ["ACCURACY"]}, {"answering": [CIVIL]}):
        assert (await api.ask(query, who("provider"), f=condition))["objections"]["totalCount"] > 0
    none = (await api.ask(query, who("provider"), f={"answering": [office.HEALTH]}))["objections"]
    assert none["totalCount"] == 0
