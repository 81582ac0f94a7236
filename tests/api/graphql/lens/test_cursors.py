"""Pages by cursor: none is lost or given twice, and a cursor belongs to its list."""

from __future__ import annotations

import base64
from typing import Any

import orjson
import pytest
from builders.office import CIVIL, Office

from api.graphql.lens import cursors
from graph.errors import LimitExceeded, Malformed

PAGE = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"


async def page(api: Office, arguments: str, after: str | None = None) -> Any:
    inside = f"edges {{ cursor node {{ code }} }} {PAGE}"
    text = f"query ($after: String) {{ resources({arguments}, after: $after) {{ {inside} }} }}"
    return (await api.ask(text, after=after))["resources"]


@pytest.mark.parametrize("order", ["CODE", "NAME", "PUBLISHED", "RECORDED"])
async def test_pages_of_one_make_the_whole_list(api: Office, order: str) -> None:
    whole = [edge["node"]["code"] for edge in (await page(api, f"orderBy: {order}"))["edges"]]
    found, after = [], None
    for place in range(len(whole)):
        one = await page(api, f"first: 1, orderBy: {order}", after)
        assert one["pageInfo"]["hasPreviousPage"] is (place > 0)
        assert one["pageInfo"]["hasNextPage"] is (place < len(whole) - 1)
        assert one["pageInfo"]["startCursor"] == one["pageInfo"]["endCursor"] == one["edges"][0]["cursor"]
        found.append(one["edges"][0]["node"]["code"])
        after = one["pageInfo"]["endCursor"]
    assert found == whole
    beyond = await page(api, f"orderBy: {order}", after)
    assert (beyond["edges"], beyond["pageInfo"]["endCursor"]) == ([], None)


async def test_pages_of_a_search_make_the_whole_list(api: Office) -> None:
    whole = [edge["node"]["code"] for edge in (await page(api, 'search: "姓名"'))["edges"]]
    first = await page(api, 'search: "姓名", first: 2')
    rest = await page(api, 'search: "姓名", first: 2', first["pageInfo"]["endCursor"])
    assert [edge["node"]["code"] for edge in first["edges"] + rest["edges"]] == whole


async def test_a_cursor_of_another_list_order_or_filter_is_refused(api: Office) -> None:
    cursor = (await page(api, "first: 1, orderBy: CODE"))["pageInfo"]["endCursor"]
    for arguments in ("orderBy: NAME", 'orderBy: CODE, filter: {nameContains: "民"}', 'orderBy: CODE, search: "民"'):
        refusal = await api.refused(
            f"query ($after: String) {{ resources({arguments}, after: $after) {{ totalCount }} }}", after=cursor
        )
        assert isinstance(refusal, Malformed)
        assert (refusal.code, refusal.path, refusal.value) == ("FOREIGN_CURSOR", ("after",), cursor)
    nested = 'query ($after: String) { department(by: {code: "%s"}) { resources(after: $after) { edges { cursor } } } }'
    assert (await api.refused(nested % CIVIL, after=cursor)).code == "FOREIGN_CURSOR"
    elsewhere = "query ($after: String) { departments(after: $after) { totalCount } }"
    assert (await api.refused(elsewhere, after=cursor)).code == "FOREIGN_CURSOR"


@pytest.mark.parametrize("first", [0, -1, 101, 2**31 - 1])
async def test_the_size_of_a_page_has_bounds(api: Office, first: int) -> None:
    refusal = await api.refused("query ($n: Int) { resources(first: $n) { totalCount } }", n=first)
    assert isinstance(refusal, LimitExceeded)
    assert (refusal.code, refusal.path, refusal.value, refusal.limit) == ("PAGE_SIZE", ("first",), str(first), "100")


async def test_a_null_page_size_is_the_default(api: Office) -> None:
    assert len((await page(api, "first: null"))["edges"]) == 4
    assert cursors.page_size(None) == cursors.DEFAULT_FIRST


def test_a_cursor_reads_back_what_was_written() -> None:
    written = cursors.written("姓名", "E1", "NAME", "mark")
    assert cursors.read(written, "NAME", "mark") == ("姓名", "E1")
    assert cursors.read(None, "NAME", "mark") is None


def raw(*parts: Any) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "====",
        "€",
        "e30",
        raw(),
        raw("NAME", "mark", "k"),
        raw("NAME", "mark", "k", 7),
        raw("NAME", "mark", None, "E1"),
        raw("NAME", "mark", {"a": 1}, "E1"),
        raw("NAME", "mark", ["a"], "E1"),
        raw("NAME", "other", "k", "E1"),
        raw("CODE", "mark", "k", "E1"),
    ],
)
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(Malformed) as refused:
        cursors.read(cursor, "NAME", "mark")
    assert refused.value.code == "FOREIGN_CURSOR"
