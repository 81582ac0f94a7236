"""Batches of licences over GraphQL: a step is begun and answered at once; who may not is told before it begins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from builders import office
from builders.drafted import GIVES, ISSUES, MAKER, REVIEWS
from builders.office import CIVIL, Office, who
from builders.sheets import HANDLE, ISSUE, MAKE, RECEIVE, STOP, Sheet, data, received, sheet, taken

from api.identity.authenticator import PUBLIC, Identity

BATCH = """query ($batch: String!) { licenseBatch(batch: $batch) { batch type issuer entry rows
  receivedAt receivedBy notTaken counts { state count }
  run { event subject began heardOf total done refused rate remainingSeconds going stopping }
  rowsNotTaken { isPartial rows { row code path rules { id } } }
  rowsLeft(first: 1) { isPartial rows { row code path rules { id } } } } }"""
LIST = """query ($issuer: String!, $first: Int!, $after: String) { licenseBatches(issuer: $issuer, first: $first,
  after: $after) { isPartial endCursor batches { batch counts { count } } } }"""


def counts(batch: Mapping[str, Any]) -> dict[str, int]:
    return {each["state"]: each["count"] for each in batch["counts"]}


async def shown(api: Office, batch: str, identity: Identity | None = None) -> Any:
    return (await api.ask(BATCH, identity or who(GIVES[CIVIL]), batch=batch))["licenseBatch"]


async def test_a_batch_goes_from_a_sheet_to_licences(api: Office) -> None:
    begun = await taken(api, RECEIVE, who(GIVES[CIVIL]), data(sheet("B-1", "B-2", "B-3")))
    assert (begun["rows"], begun["run"]["event"], begun["run"]["total"]) == (3, "RECEIVE", 3)
    batch = begun["batch"]
    assert counts(await shown(api, batch)) == {"RECEIVED": 3}
    for query, subject, more, state in (
        (MAKE, MAKER, {}, "MADE"),
        (HANDLE, REVIEWS[CIVIL], {"handling": "REVIEW"}, "REVIEWED"),
        (ISSUE, ISSUES[CIVIL], {}, "ISSUED"),
    ):
        await taken(api, query, who(subject), {"batch": batch} | more)
        told = await shown(api, batch)
        assert counts(told) == {state: 3}
        assert (told["run"]["done"], told["run"]["going"], told["run"]["subject"]) == (3, False, subject)
    again = await taken(api, RECEIVE, who(GIVES[CIVIL]), data(sheet("B-1", "B-2", "B-3")))
    assert again["batch"] == batch
    assert counts(await shown(api, batch)) == {"ISSUED": 3}


async def test_what_concerns_all_of_it_is_refused_before_anything_starts(api: Office) -> None:
    batch = await received(api, sheet("B-4"))

    async def code(query: str, subject: str, **given: Any) -> str:
        (payload,) = (await api.ask(query, who(subject), input=given)).values()
        assert payload["licenseBatch"] is None
        refused: str = payload["errors"][0]["code"]
        return refused

    assert await code(RECEIVE, ISSUES[CIVIL], **data(sheet("B-5"))) == "ANOTHER_POST"
    assert await code(RECEIVE, GIVES[CIVIL], **data(Sheet(b"\x00\x01\x02"))) == "UNKNOWN_COLUMN"
    assert await code(RECEIVE, GIVES[CIVIL], **(data(sheet("B-5")) | {"type": "nothing"})) == "UNKNOWN_CODE"
    assert await code(RECEIVE, GIVES[CIVIL], **data(Sheet(b""))) == "FILE_EMPTY"
    assert await code(MAKE, GIVES[CIVIL], batch=batch) == "ANOTHER_POST"
    assert await code(ISSUE, ISSUES[CIVIL], batch=batch) == "NO_SUCH_MOVE"
    assert await code(STOP, MAKER, batch=batch) == "NO_SUCH_MOVE"
    assert await code(HANDLE, GIVES[CIVIL], batch=batch, handling="CANCEL") == "WORDS_REQUIRED"
    assert await code(MAKE, REVIEWS[office.HEALTH], batch=batch) == "NOT_FOUND"
    assert counts(await shown(api, batch)) == {"RECEIVED": 1}


async def test_rows_that_were_not_taken_are_told_without_what_they_say(api: Office) -> None:
    file = sheet("B-6", "B-7")
    wrong = sheet("B-8", "B-9", 持证主体代码="34020019900101999X").getvalue().splitlines()[1:]
    batch = await received(api, Sheet(file.getvalue() + b"\n".join(wrong) + b"\n"))
    told = await shown(api, batch)
    assert (told["notTaken"], counts(told)) == (2, {"RECEIVED": 2})
    rows = told["rowsNotTaken"]["rows"]
    assert [each["row"] for each in rows] == [4, 5]
    assert all(each["code"] and "34020019900101999X" not in str(each) for each in rows)
    assert told["rowsLeft"] == {"isPartial": False, "rows": []}


async def test_batches_of_a_department_are_listed_for_those_who_see_them(api: Office) -> None:
    batches = {await received(api, sheet(number)) for number in ("B-10", "B-11", "B-12")}
    first = (await api.ask(LIST, who(GIVES[CIVIL]), issuer=CIVIL, first=2))["licenseBatches"]
    assert (len(first["batches"]), first["isPartial"]) == (2, True)
    rest = (await api.ask(LIST, who(GIVES[CIVIL]), issuer=CIVIL, first=100, after=first["endCursor"]))["licenseBatches"]
    found = [each["batch"] for each in (*first["batches"], *rest["batches"])]
    assert len(found) == len(set(found))
    assert batches <= set(found)
    for stranger in (PUBLIC, who(GIVES[office.HEALTH]), office.HOLDER_A):
        assert (await api.ask(LIST, stranger, issuer=CIVIL, first=2))["licenseBatches"]["batches"] == []
        assert await shown(api, found[0], stranger) is None
