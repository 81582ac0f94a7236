"""A letter that acts or shows nothing is refused at every door through which words come in, with its place."""

from __future__ import annotations

from typing import Any

import pytest
from builders import exchange, requests
from builders.office import CIVIL, Office, answered, gid, who
from builders.suspects import upload

from api.identity.authenticator import Identity
from graph.words.people import Role

ACTING = ("\u202e", "\u200b", "\ufffe", "\x00", "\a", "\x1b", "\x7f")
ENTRY: dict[str, Any] = {
    "code": "3070013402099/000001", "name": "登记信息", "provider": CIVIL, "summary": "摘要",
    "formatCategory": "DATABASE", "formatType": "mysql", "sharing": "CONDITIONAL", "sharingCondition": "核对",
    "modeCategory": "PLATFORM", "mode": "INTERFACE", "opening": "REFUSED", "cycle": "MONTHLY",
    "items": [{"name": "姓名", "dataType": "CHARACTER", "length": 50, "kind": "BUSINESS"}],
}  # fmt: skip
REQUEST = gid("SharingRequest", "R-3")


def registered(**said: Any) -> dict[str, Any]:
    return {"entry": ENTRY | said, "cause": "新增业务", "releaseReview": []}


def used(**said: Any) -> dict[str, Any]:
    return {"records": [exchange.used("LETTERS", **said)]}


DOORS: tuple[tuple[str, Identity, tuple[str, ...], Any], ...] = (
    ("registerEntry", who("cataloguer"), ("entry", "summary"), lambda words: registered(summary=words)),
    ("registerEntry", who("cataloguer"), ("entry", "innerDepartment"), lambda words: registered(innerDepartment=words)),
    ("registerEntry", who("cataloguer"), ("cause",), lambda words: registered() | {"cause": words}),
    ("applyForResource", who("applicant"), ("scenario",), lambda words: {**requests.APPLICATION, "scenario": words}),
    ("applyForResource", who("applicant"), ("need",), lambda words: {**requests.APPLICATION, "need": words}),
    ("consentToRequest", who("provider"), ("scope",), lambda words: {"request": REQUEST, "scope": words}),
    ("refuseRequest", who("provider"), ("words",), lambda words: {"request": REQUEST, "words": words}),
    ("recordUses", exchange.PLATFORM, ("records", "0", "caller"), lambda words: used(caller=words)),
    ("recordUses", exchange.PLATFORM, ("records", "0", "business"), lambda words: used(business=words)),
)
INPUTS = {
    "registerEntry": "RegisterEntryInput", "applyForResource": "AskForResourceInput",
    "consentToRequest": "ConsentInput", "refuseRequest": "RefuseInput", "recordUses": "RecordUsesInput",
}  # fmt: skip
TABLE = """mutation ($input: ImportTableInput!) { importTable(input: $input) {
  intake { written } errors { code path value } } }"""


@pytest.mark.parametrize("char", ACTING, ids=ascii)
@pytest.mark.parametrize(
    ("name", "by", "place", "given"), DOORS, ids=lambda each: each[-1] if isinstance(each, tuple) else "x"
)
async def test_words_in_which_a_letter_acts_come_in_at_no_door(
    api: Office, name: str, by: Identity, place: tuple[str, ...], given: Any, char: str
) -> None:
    before = await api.count("Journal")
    asked = f"mutation ($input: {INPUTS[name]}!) {{ {name}(input: $input) {{ errors {{ code path value }} }} }}"
    errors = (await api.ask(asked, by, input=given(f"甲{char}乙")))[name]["errors"]
    assert errors == [{"code": "WORDS_CONTROL_CHARACTER", "path": list(place), "value": f"U+{ord(char):04X}"}]
    assert await api.count("Journal") == before


@pytest.mark.parametrize("char", ACTING, ids=ascii)
async def test_a_cell_of_a_table_is_refused_with_one_or_taken_without_it(api: Office, char: str) -> None:
    content = f"代码,名称,运行部门代码,资金来源,说明\nSYS-LETTERS,登记系统,{CIVIL},市级财政,甲{char}乙\n"
    given = {"kind": "SYSTEMS", "file": upload(content.encode())}
    told = answered(await api.ask(TABLE, who("boss", Role.ADMIN), input=given))
    kept = await api.store.read("MATCH (s:System {id: 'SYS-LETTERS'}) RETURN s.summary")
    if told.get("written"):
        assert kept == "甲乙"
    else:
        assert (told["code"], told["path"]) == ("CONTROL_CHARACTER", ["file", "2", "说明"])
    assert kept in (None, "甲乙")
