"""Pages by cursor: none is lost or given twice, and a cursor belongs to its list."""

from __future__ import annotations

import base64
from typing import Any

import orjson
import pytest
from builders.office import CIVIL, Office

from api.graphql.guard.limits import DEFAULT_LIMITS
from api.graphql.lens import cursors
from api.graphql.schema import schema
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


@pytest.mark.parametrize("size", [1, 3, 4, 5])
@pytest.mark.parametrize("order", ["CODE", "NAME", "PUBLISHED", "RECORDED"])
async def test_a_list_reads_the_same_backwards(api: Office, order: str, size: int) -> None:
    whole = (await page(api, f"orderBy: {order}"))["edges"]
    found: list[Any] = []
    before: str | None = None
    while True:
        one = await page_before(api, f"last: {size}, orderBy: {order}", before)
        left = len(whole) - len(found)
        assert len(one["edges"]) == min(size, left)
        assert one["pageInfo"]["hasNextPage"] is (before is not None)
        assert one["pageInfo"]["hasPreviousPage"] is (left > size)
        found = one["edges"] + found
        if not one["pageInfo"]["hasPreviousPage"]:
            break
        before = one["pageInfo"]["startCursor"]
    assert found == whole, "nodes and cursors"


async def page_before(api: Office, arguments: str, before: str | None) -> Any:
    text = (
        f"query ($b: String) {{ resources({arguments}, before: $b) {{ edges {{ cursor node {{ code }} }} {PAGE} }} }}"
    )
    return (await api.ask(text, b=before))["resources"]


async def test_a_search_and_the_lists_below_a_department_read_the_same_backwards(api: Office) -> None:
    below = "{ edges { cursor node { code } } pageInfo { startCursor hasPreviousPage hasNextPage } }"
    search = 'resources(search: "姓名", %s) ' + below
    department = 'department(by: {code: "' + CIVIL + '"}) { resources(%s) ' + below + " }"
    for text in (search, department):
        whole, last = [(await api.ask("{ " + text % asked + " }")) for asked in ("first: 9", "last: 2")]
        whole, last = (each.get("resources") or each["department"]["resources"] for each in (whole, last))
        assert last["edges"] == whole["edges"][-2:]
        assert (last["pageInfo"]["hasPreviousPage"], last["pageInfo"]["hasNextPage"]) == (True, False)
        rest = await api.ask("{ " + text % f'last: 9, before: "{last["pageInfo"]["startCursor"]}"' + " }")
        rest = rest.get("resources") or rest["department"]["resources"]
        assert rest["edges"] + last["edges"] == whole["edges"]
        assert (rest["pageInfo"]["hasPreviousPage"], rest["pageInfo"]["hasNextPage"]) == (False, True)


@pytest.mark.parametrize(
    ("arguments", "path", "value"),
    [
        ("first: 1, last: 1", "last", "first, last"),
        ('first: 1, before: "x"', "before", "first, before"),
        ('last: 1, after: "x"', "last", "after, last"),
        ('after: "x", before: "x"', "before", "after, before"),
        ('first: 1, after: "x", last: 1, before: "x"', "before", "first, after, last, before"),
    ],
)
async def test_a_page_is_asked_for_from_one_end(api: Office, arguments: str, path: str, value: str) -> None:
    refusal = await api.refused(f"{{ resources({arguments}) {{ totalCount }} }}")
    assert isinstance(refusal, Malformed)
    assert (refusal.code, refusal.path, refusal.value) == ("PAGE_DIRECTION", (path,), value)


async def test_every_list_is_read_from_both_ends() -> None:
    lists = [
        field.args
        for kind in schema._schema.type_map.values()
        for field in getattr(kind, "fields", {}).values()
        if str(getattr(field, "type", "")).rstrip("!").endswith("Connection")
    ]
    assert len(lists) > 10
    assert all({"first", "after", "last", "before"} <= set(arguments) for arguments in lists)


async def test_a_foreign_cursor_before_which_a_page_should_end_is_refused(api: Office) -> None:
    cursor = (await page(api, "first: 1, orderBy: CODE"))["pageInfo"]["endCursor"]
    refusal = await api.refused("query ($b: String) { resources(orderBy: NAME, before: $b) { totalCount } }", b=cursor)
    assert (refusal.code, refusal.path) == ("FOREIGN_CURSOR", ("before",))


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
@pytest.mark.parametrize("argument", ["first", "last"])
async def test_the_size_of_a_page_has_bounds(api: Office, argument: str, first: int) -> None:
    refusal = await api.refused(f"query ($n: Int) {{ resources({argument}: $n) {{ totalCount }} }}", n=first)
    assert isinstance(refusal, LimitExceeded)
    assert (refusal.code, refusal.path, refusal.value, refusal.limit) == ("PAGE_SIZE", (argument,), str(first), "100")


async def test_a_null_page_size_is_the_default(api: Office) -> None:
    assert len((await page(api, "first: null"))["edges"]) == 4
    assert cursors.page_size(None) == cursors.DEFAULT_FIRST == DEFAULT_LIMITS.assumed_page


def test_a_cursor_reads_back_what_was_written() -> None:
    written = cursors.written(cursors.head("NAME", "mark"), "姓名", "E1")
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
