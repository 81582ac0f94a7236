"""The questions that are measured, as ours and as the peer's: the page, the point, a holder's list; and what they say.

Only the same answer may be compared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson

from benchmarks.processes import BenchmarkError

NODE = "id name sharing state provider { id name }"
ITEM = "id name dataType seq"
PAGE_INFO = "pageInfo { hasNextPage endCursor }"
LICENSE = "id identifier number state issuedOn typeName type { id name }"
CODE = "307005340200/000001"

PAGE = f"{{ resources(first: 100) {{ edges {{ cursor node {{ {NODE} items {{ {ITEM} }} }} }} {PAGE_INFO} }} }}"
PAGE_OF_PEER = (
    '{ resourcesConnection(first: 100, where: { state: { eq: "PUBLISHED" } }, sort: [{ id: ASC }]) '
    f"{{ edges {{ cursor node {{ {NODE} items(sort: [{{ seq: ASC }}]) {{ {ITEM} }} }} }} {PAGE_INFO} }} }}"
)
POINT = f"query($code: String!) {{ resource(by: {{ code: $code }}) {{ {NODE} }} }}"
POINT_OF_PEER = (
    f'query($code: ID!) {{ resources(where: {{ id: {{ eq: $code }}, state: {{ eq: "PUBLISHED" }} }}) {{ {NODE} }} }}'
)
LICENSES = f"{{ viewer {{ licenses(first: 20) {{ edges {{ cursor node {{ {LICENSE} }} }} {PAGE_INFO} }} }} }}"
LICENSES_OF_PEER = (
    "query($holder: String!) "
    "{ licensesConnection(first: 20, where: { holders: { some: { codeHash: { eq: $holder } } } }, "
    f"sort: [{{ issuedOn: DESC }}]) {{ edges {{ cursor node {{ {LICENSE} }} }} {PAGE_INFO} }} }}"
)
SEARCH = (
    '{ resources(search: "企业", first: 20) { edges { cursor node { id name provider { id name } } } totalCount '
    "facets { name counts { value count label } } } }"
)


@dataclass(frozen=True, slots=True)
class Question:
    """What both are asked for."""

    what: str
    ours: str
    theirs: str
    facts: Callable[[Any], list[Any]]
    """What an answer says, of what it holds under its one field."""
    limit: float
    """Of our processor time by the peer's."""
    as_holder: bool = False
    """Whether it is asked with a token, by the holder of the benchmarks; the peer is told who he is."""

    def refuse_difference(self, ours: bytes, theirs: bytes) -> None:
        """Compare two answers.

        Raises:
            BenchmarkError: They say different things, or nothing.
        """
        told = [self.facts(next(iter(orjson.loads(each)["data"].values()))) for each in (ours, theirs)]
        if told[0] != told[1] or not told[0]:
            raise BenchmarkError(f"{self.what}: the answers differ: {ours[:600]!r} against {theirs[:600]!r}")


def asked(query: str, **variables: str) -> bytes:
    """The body of a request."""
    return orjson.dumps({"query": query, "variables": variables})


def _one(found: Any) -> Any:
    """A node; the peer lists it."""
    return found[0] if isinstance(found, list) else found


def _entry(node: Any) -> tuple[Any, ...]:
    return node["name"], node["sharing"], node["state"], _one(node["provider"])["name"]


def _point(found: Any) -> list[Any]:
    return [_entry(_one(found))]


def _page(found: Any) -> list[Any]:
    nodes = [each["node"] for each in found["edges"]]
    return [(_entry(node), [(item["name"], item["dataType"], item["seq"]) for item in node["items"]]) for node in nodes]


def _licenses(found: Any) -> list[Any]:
    nodes = [each["node"] for each in found.get("licenses", found)["edges"]]
    plain = ("identifier", "number", "state", "issuedOn", "typeName")
    return [(*(node[name] for name in plain), _one(node["type"])["name"]) for node in nodes]


THE_PAGE = Question("page of 100 + provider + items", PAGE, PAGE_OF_PEER, _page, 0.33)
QUESTIONS = (
    THE_PAGE,
    Question("point, with its provider", POINT, POINT_OF_PEER, _point, 0.6),
    Question("a holder's list of 20", LICENSES, LICENSES_OF_PEER, _licenses, 0.6, as_holder=True),
)
