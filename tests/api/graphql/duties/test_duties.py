"""Duties over GraphQL: what is owed and by which article, what became of a basis, what comes back with the calendar."""

from __future__ import annotations

from builders import entry_cases
from builders.office import CIVIL, HEALTH, NEEDY, Office, answered, gid, who

AMEND = """mutation ($i: AmendBasisInput!) { amendBasis(input: $i) {
  legalBasis { code: id changes { event on document } } errors { code path } } }"""
DUTIES = """query ($f: DutyFilter) { duties(filter: $f) { totalCount edges { node {
  id kind state code dueOn provisional overdue age eventOn trigger rules { id } brokenRules { id }
  noDueDate { rules { id } }
  department { code } entry { code } basis { title } nextSteps { event mutation posts } words } } } }"""
ASIDE = """query ($d: String!) {
  dutyTallies(departments: [$d]) { department owed overdue met late excused broken { id } }
  recurringDutiesOf(department: $d, from: "2026-01-01", until: "2026-12-31") { kind }
  lapsedGrounds(department: $d) { code lapsedOn } }"""
EXCUSE = """mutation ($i: DutyInput!) { excuseDuty(input: $i) {
  owedDuty { state words doneAt doneWith nextSteps { event } } errors { code path } } }"""


async def test_what_a_law_that_is_amended_makes_owed_is_listed_excused_and_counted(api: Office) -> None:
    await entry_cases.appointed(api)
    given = {"code": "LAW-1", "on": "2026-02-27", "document": "令〔2026〕1号"}
    amended = answered(await api.ask(AMEND, who("authority"), i=given))
    assert {"event": "AMENDED", "on": "2026-02-27", "document": "令〔2026〕1号"} in amended["changes"]
    asked = {"code": [NEEDY], "kind": ["CATALOGUE_UPDATE"]}
    clerk = who(entry_cases.CATALOGUER)
    found = await api.ask(DUTIES, clerk, f=asked)
    (edge,) = found["duties"]["edges"]
    duty = edge["node"]
    assert (duty["state"], duty["dueOn"], duty["overdue"]) == ("UPDATE_OWED", "2026-03-19", False)
    assert duty["rules"] == [{"id": "WH-6"}]
    assert (duty["department"], duty["entry"]) == ({"code": CIVIL}, {"code": NEEDY})
    assert {step["event"]: step["mutation"] for step in duty["nextSteps"]} == {
        "UPDATE": "changeEntry", "EXCUSE": "excuseDuty", "WITHDRAW": "withdrawEntry",
    }  # fmt: skip
    unseen = await api.ask(DUTIES, who("applicant"), f=asked)
    assert unseen["duties"]["edges"] == []
    told = await api.ask(ASIDE, clerk, d=CIVIL)
    assert told["dutyTallies"][0]["owed"] >= 1
    assert (told["recurringDutiesOf"], told["lapsedGrounds"]) == ([], [])
    other = await api.ask(ASIDE, clerk, d=HEALTH)
    assert other == {"dutyTallies": [], "recurringDutiesOf": None, "lapsedGrounds": None}
    refused = answered(await api.ask(EXCUSE, clerk, i={"duty": duty["id"], "words": "系统改造"}))
    assert (refused["code"], refused["path"]) == ("ANOTHER_POST", ["duty"])
    excused = answered(await api.ask(EXCUSE, who("authority"), i={"duty": duty["id"], "words": "系统改造"}))
    assert (excused["state"], excused["words"], excused["doneWith"], excused["nextSteps"]) == (
        "EXCUSED", "系统改造", "EXCUSE", [],
    )  # fmt: skip
    again = answered(await api.ask(EXCUSE, who("authority"), i={"duty": duty["id"], "words": "系统改造"}))
    assert again["code"] == "NO_SUCH_MOVE"
    absent = gid("OwedDuty", "nothing")
    assert answered(await api.ask(EXCUSE, who("authority"), i={"duty": absent, "words": "x"}))["code"] == "NOT_FOUND"
