"""Lists of the catalogue at their addresses: as files, for whoever says who he is; what is no list is none."""

from __future__ import annotations

import pytest
from builders import office
from builders.fetching import fetched
from builders.office import BEHIND, BORN, CIVIL, MARRIED, NEEDY, Office, who

from api.identity.authenticator import PUBLIC


async def test_a_list_is_a_file_that_says_what_it_is(api: Office) -> None:
    issuer = who("issuer")
    answer = await fetched(api, "/lists/catalogue.csv", issuer)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert 'filename="catalogue.csv"' in answer.headers["content-disposition"]
    assert answer.content.startswith("\ufeff资源代码,".encode())
    codes = [line.split(",")[0] for line in answer.text.splitlines()[1:] if line[0] != ","]
    assert codes == [BORN, MARRIED, NEEDY, BEHIND]
    own = await fetched(api, f"/lists/catalogue.csv?of={CIVIL}", issuer)
    assert [line.split(",")[0] for line in own.text.splitlines()[1:] if line[0] != ","] == [MARRIED, NEEDY, BEHIND]
    book = await fetched(api, "/lists/unconditional.xlsx", issuer)
    assert (book.status_code, book.content[:2]) == (200, b"PK")


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/lists/secret.csv", 404, "open（开放清单）"),
        ("/lists/open.pdf", 404, "xlsx、csv"),
        ("/lists/open.csv?of=X", 400, "X"),
        ("/lists/open.csv?openingMode=BY_POST", 400, "DOWNLOAD"),
        ("/lists/open.csv?colour=red", 400, "openingMode"),
        ("/lists/open.csv", 403, "令牌"),
    ],
)
async def test_what_is_no_list_and_who_is_nobody_is_told_so(api: Office, path: str, status: int, says: str) -> None:
    answer = await fetched(api, path, PUBLIC if status == 403 else who("issuer"))
    assert (answer.status_code, says in answer.text) == (status, True), answer.text


async def test_a_list_is_narrowed_by_the_conditions_of_the_query_within_what_it_holds(api: Office) -> None:
    for name, by, found in (
        ("catalogue", "baseLibraryItems=BUSINESS", [MARRIED]),
        ("catalogue", f"provider={CIVIL}&nameContains=婚姻", [MARRIED]),
        ("catalogue", "state=DRAFT", []),
        ("catalogue", "openingMode=DOWNLOAD,QUERY", []),
        ("conditional", "sharing=UNCONDITIONAL", []),
    ):
        answer = await fetched(api, f"/lists/{name}.csv?{by}", who("issuer"))
        assert answer.status_code == 200, answer.text
        codes = [line.split(",")[0] for line in answer.text.splitlines()[1:] if line[0] != ","]
        assert codes == found, (name, by)


async def test_the_list_of_a_level_is_that_of_the_departments_below_it(api: Office) -> None:
    asked = (
        "query ($code: String!) { department(by: {code: $code}) { catalogue { totalCount } resources { totalCount } "
        "paid: catalogue(filter: {systemFunding: [CITY]}) { edges { node { code } } } "
        "business: catalogue(filter: {baseLibraryItems: [BUSINESS]}) { edges { node { code } } } "
        "none: catalogue(filter: {not: {baseLibraryItems: [BASE, BUSINESS]}}) { totalCount } } }"
    )
    data = (await api.ask(asked, code=office.CITY))["department"]
    assert (data["catalogue"]["totalCount"], data["resources"]["totalCount"]) == (4, 0)
    assert [edge["node"]["code"] for edge in data["paid"]["edges"]] == [MARRIED]
    assert [edge["node"]["code"] for edge in data["business"]["edges"]] == [MARRIED]
    assert data["none"]["totalCount"] == 3
