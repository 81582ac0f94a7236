"""One search over all kinds through the schema: kinds, nodes, pages, refusals."""

from __future__ import annotations

from typing import Any

from builders.office import CIVIL, MARRIED, Office, gid, who

from api.graphql.lens import cursors

SEARCH = """query ($words: String!, $kinds: [SearchedKind!], $first: Int, $after: String) {
  search(words: $words, kinds: $kinds, first: $first, after: $after) {
    hits { kind code name marks { start end } node { __typename id ... on Department { shortName } } }
    counts { kind count } hasNextPage endCursor suggestions { text kind } } }"""


async def search(api: Office, words: str, **given: Any) -> Any:
    return (await api.ask(SEARCH, **({"words": words} | given)))["search"]


async def test_whatever_is_found_is_a_node_of_its_kind(api: Office) -> None:
    found = await search(api, "民政局")
    first = found["hits"][0]
    assert (first["kind"], first["code"], first["marks"]) == ("DEPARTMENT", CIVIL, [{"start": 0, "end": 3}])
    assert first["node"]["__typename"] == "Department"
    assert first["node"]["id"] == gid("Department", CIVIL)
    assert {count["kind"] for count in found["counts"]} == {hit["kind"] for hit in found["hits"]}


async def test_pages_follow_one_another_and_a_cursor_of_another_search_is_refused(api: Office) -> None:
    whole = [hit["code"] for hit in (await search(api, "登记"))["hits"]]
    told, after = list[str](), None
    while True:
        page = await search(api, "登记", first=1, after=after)
        told += [hit["code"] for hit in page["hits"]]
        after = page["endCursor"]
        if not page["hasNextPage"]:
            break
    assert told == whole
    assert MARRIED in whole
    for other in ({"words": "婚姻"}, {"words": "登记", "kinds": ["RESOURCE"]}):
        refused = await api.refused(SEARCH, **other, after=after)
        assert (refused.code, refused.path) == ("FOREIGN_CURSOR", ("after",))


async def test_a_cursor_that_nobody_made_is_refused(api: Office) -> None:
    mark = cursors.fingerprint("RELEVANCE", "search", "登记", "Department")
    for key, identity in ((1.5, "Department:1"), ("x", "Department:1"), (7, "Holder:1"), (7, "")):
        forged = cursors.written(cursors.head("RELEVANCE", mark), key, identity)
        refused = await api.refused(SEARCH, words="登记", kinds=["DEPARTMENT"], after=forged)
        assert (refused.code, refused.path) == ("FOREIGN_CURSOR", ("after",))


async def test_what_is_too_much_is_refused_by_name(api: Office) -> None:
    long, wide = await api.refused(SEARCH, words="婚" * 201), await api.refused(SEARCH, words="婚", first=101)
    assert (long.code, long.path, long.value) == ("SEARCH_TOO_LONG", ("words",), "201")
    assert (wide.code, wide.path, wide.value) == ("PAGE_SIZE", ("first",), "101")


async def test_nothing_that_is_asked_for_finds_nothing(api: Office) -> None:
    nothing = {"hits": [], "counts": [], "hasNextPage": False, "endCursor": None, "suggestions": []}
    for words, kinds in (("", None), (" ，", None), ("完全没有的", None)):
        assert await search(api, words, kinds=kinds) == nothing
    assert (await search(api, "登记", kinds=[]))["hits"] == []


async def test_drafts_are_told_to_whose_they_are(api: Office) -> None:
    name = "新生儿访视信息"
    assert name not in [hit["name"] for hit in (await search(api, name))["hits"]]
    told = await api.ask(SEARCH, who("issuer-health"), words=name)
    assert told["search"]["hits"][0]["name"] == name
