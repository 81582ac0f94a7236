"""Work lists over GraphQL: whose turn it is, in which order, page by page, and what is late."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from builders import entry_cases, objections
from builders.office import ALICE, CIVIL, MARRIED, Office, who

from api.graphql.lens import cursors
from api.graphql.lens.ids import global_id
from api.identity.authenticator import PUBLIC, Identity
from graph.schema.migrations import MIGRATIONS
from graph.words.entry_cases import EntryCaseState
from graph.words.objections import Objection, ObjectionGround
from graph.words.people import Role

CASES = """kind name state stateWords since age dueOn dueRules { id } overdue yours noDueDate { rules { id } }
  nextSteps { event mutation posts of rules { id } words { zh en } } case { id } department { id }"""
LIST = f"""query ($whose: Whose!, $first: Int, $after: String, $overdue: Boolean!, $kinds: [WaitingKind!]) {{
  waiting(whose: $whose, first: $first, after: $after, overdue: $overdue, kinds: $kinds) {{
    cases {{ {CASES} }} hasNextPage endCursor }} }}"""
COUNTS = "query ($whose: Whose!) { waitingCounts(whose: $whose) { kind waiting overdue } }"
AUDITOR = Identity(Role.AUDITOR, "auditor")
LATE, SOON = "O-late", "O-soon"


@pytest.fixture(autouse=True)
async def standing(api: Office) -> AsyncIterator[None]:
    """Three cases of entries and two objections wait; none of them does when the test is over."""
    await entry_cases.entered(api, 41, EntryCaseState.REGISTERED)
    await entry_cases.entered(api, 42, EntryCaseState.CHANGING)
    await entry_cases.entered(api, 43, EntryCaseState.REGISTERED, "CS")
    for name, due, raised in ((LATE, date(2026, 2, 27), 2), (SOON, date(2026, 3, 9), 24)):
        raised_at = datetime(2026, 2, raised, 1, tzinfo=UTC)
        case = Objection(
            name, "Resource", MARRIED, ObjectionGround.ACCURACY, "不对", raised_at, name, CIVIL, due_on=due
        )
        await api.store.write(lambda unit, case=case: objections.enter(unit, case, [CIVIL], "JI"))  # type: ignore[misc]
    yield
    await api.store.write(lambda unit: unit.run("MATCH (c:EntryCase) WHERE c.id STARTS WITH 'C-4' DETACH DELETE c"))
    await api.store.write(lambda unit: unit.run("MATCH (o:Objection) WHERE o.id STARTS WITH 'O-' DETACH DELETE o"))


async def listed(api: Office, by: Identity, whose: str = "MY_DEPARTMENT", **given: Any) -> Any:
    asked = {"whose": whose, "overdue": False} | given
    return (await api.ask(LIST, by, **asked))["waiting"]


def named(found: Any) -> list[str]:
    return [each["case"]["id"] for each in found["cases"]]


def ours(*numbers: int) -> list[str]:
    return [global_id("EntryCase", f"C-{number}") for number in numbers]


async def test_a_case_waits_for_the_post_of_its_row_and_says_what_it_can_do(api: Office) -> None:
    maker = await listed(api, who("maker"))
    assert named(maker) == ours(41)
    (case,) = maker["cases"]
    assert (case["kind"], case["name"], case["state"], case["stateWords"]) == (
        "ENTRY_CASE", "第41类登记", "REGISTERED", "已登记",
    )  # fmt: skip
    assert (case["dueOn"], case["overdue"], case["yours"], case["age"]) == ("2026-03-09", False, True, 0)
    steps = {(each["mutation"], *each["posts"], each["of"]) for each in case["nextSteps"]}
    assert steps == {
        ("publishEntry", "PLATFORM_OFFICER", "承担单位"), ("sendBackEntry", "PLATFORM_OFFICER", "承担单位"),
    }  # fmt: skip
    assert case["department"]["id"] == global_id("Department", CIVIL)
    changing = await listed(api, who(entry_cases.CATALOGUER))
    assert named(changing) == ours(42)
    assert named(await listed(api, who("entry-reviewer"))) == ours(43)  # in 长沙 another person reviews
    assert (await listed(api, PUBLIC))["cases"] == (await listed(api, AUDITOR))["cases"] == []


async def test_the_head_of_a_department_sees_what_waits_for_its_people_and_what_is_his_own(api: Office) -> None:
    found = await listed(api, who("head"))
    assert [(each["case"]["id"], each["yours"]) for each in found["cases"]] == [
        (global_id("Objection", LATE), False), (global_id("Objection", SOON), False),
        (ours(42)[0], False), (ours(43)[0], False), (global_id("SharingRequest", "R-3"), False),
    ]  # fmt: skip
    assert named(await listed(api, who("head"), "MINE")) == []  # consent to a longer term is given, not waited for
    late = found["cases"][0]
    assert (late["dueOn"], late["dueRules"], late["noDueDate"]) == ("2026-02-27", [{"id": "JI-14"}], None)
    assert {"EXTEND", "TAKE_UP", "WITHDRAW"} <= {each["event"] for each in found["cases"][0]["nextSteps"]}


async def test_an_objection_is_called_what_it_is_about(api: Office) -> None:
    identity, at = api.licenses[ALICE], datetime(2026, 2, 3, 1, tzinfo=UTC)
    case = Objection("O-license", "License", identity, ObjectionGround.ACCURACY, "不对", at, "O-license", CIVIL)
    await api.store.write(lambda unit: objections.enter(unit, case, [CIVIL], "WHL"))
    found = await listed(api, AUDITOR, "EVERYBODY", kinds=["OBJECTION"], first=100)
    names = {each["case"]["id"]: each["name"] for each in found["cases"]}
    about = "RETURN [head(COLLECT { MATCH (r:Resource {id: $on}) RETURN r.name }), "
    about += "head(COLLECT { MATCH (l:License {id: $license}) RETURN l.typeName })]"
    data, license_type = await api.store.read(about, on=MARRIED, license=identity)
    assert (names[global_id("Objection", LATE)], names[global_id("Objection", "O-license")]) == (data, license_type)
    assert None not in (data, license_type)


@pytest.mark.parametrize("size", [1, 2, 3])
async def test_pages_of_several_kinds_hold_each_case_once_and_the_most_urgent_first(api: Office, size: int) -> None:
    whole = await listed(api, AUDITOR, "EVERYBODY", first=100)
    dues = [(each["dueOn"] or "9", each["since"]) for each in whole["cases"]]
    assert dues == sorted(dues)
    assert set(ours(41, 42, 43)) <= set(named(whole))
    found, after = list[str](), None
    for _ in range(len(whole["cases"]) + 1):
        page = await listed(api, AUDITOR, "EVERYBODY", first=size, after=after)
        found, after = [*found, *named(page)], page["endCursor"]
        if not page["hasNextPage"]:
            break
    assert found == named(whole)


async def test_what_is_late_is_listed_and_counted_and_what_is_settled_waits_for_nobody(api: Office) -> None:
    late = await listed(api, AUDITOR, "EVERYBODY", overdue=True)
    assert global_id("Objection", LATE) in named(late)
    assert all(each["overdue"] for each in late["cases"])
    counted = {each["kind"]: each for each in (await api.ask(COUNTS, who("provider"), whose="MINE"))["waitingCounts"]}
    assert counted == {
        "SHARING_REQUEST": {"kind": "SHARING_REQUEST", "waiting": 1, "overdue": 0},
        "OBJECTION": {"kind": "OBJECTION", "waiting": 2, "overdue": 1},
    }
    asked = "mutation ($input: EntryCaseInput!) { publishEntry(input: $input) { entryCase { state } errors { code } } }"
    await api.ask(asked, who("maker"), input={"case": ours(41)[0]})
    assert ours(41)[0] not in named(await listed(api, AUDITOR, "EVERYBODY", first=100))


async def test_kinds_are_chosen_and_the_cursor_of_another_list_is_refused(api: Office) -> None:
    found = await listed(api, who("head"), kinds=["OBJECTION"], first=1)
    assert {each["kind"] for each in found["cases"]} == {"OBJECTION"}
    asked = {"whose": "MY_DEPARTMENT", "overdue": False, "kinds": ["ENTRY_CASE"], "first": 1}
    foreign = await api.refused(LIST, who("head"), **asked, after=found["endCursor"])
    assert (foreign.code, foreign.path) == ("FOREIGN_CURSOR", ("after",))
    mark = cursors.fingerprint("URGENCY", "waiting", "MY_DEPARTMENT", False, "EntryCase")
    made_up = cursors.written(cursors.head("URGENCY", mark), "2026", "Nothing:1")
    assert (await api.refused(LIST, who("head"), **asked, after=made_up)).code == "FOREIGN_CURSOR"


async def test_a_register_of_an_earlier_release_finds_what_waits_as_if_it_had_been_written_today(api: Office) -> None:
    before = await keys(api)
    assert before[LATE] == [CIVIL, "2026-02-27", datetime(2026, 2, 2, 1)]  # noqa: DTZ001 - of UTC
    cleared = "MATCH (n) WHERE n.waitKey IS NOT NULL SET n.waitKey = null, n.waitsAtKey = null"
    await api.store.write(lambda unit: unit.run(cleared))
    assert await keys(api) == {}
    for text in (text for each in MIGRATIONS for text in each.statements if "waitKey" in text):
        await api.store.write(lambda unit, text=text: unit.run(text))  # type: ignore[misc]
    assert await keys(api) == before


async def keys(api: Office) -> dict[str, list[Any]]:
    """By what each case is found that waits: last day, and since when."""
    found = (
        await api.store.read("MATCH (n) WHERE n.waitKey IS NOT NULL RETURN collect([n.id, n.waitKey, n.waitsAtKey])")
        or ()
    )
    assert [identity for identity, key, at in found if at.split("|", 1)[1] != key] == []
    parts = {identity: at.split("|") for identity, _, at in found}
    return {identity: [at, due, datetime.fromisoformat(since)] for identity, (at, due, since) in parts.items()}
