"""What is read of a small and of a large city, and by how much a read may grow.

A line each: what is asked, by whom, and the bound. What has none is reported only: it is read by a right, and why it
grows is said in `docs/figures.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from api.graphql.lens.ids import global_id
from benchmarks.growing_city import CODES, MOST, City, code_of, identifier_of, license_of
from graph.law.scope import NOTHING, Scope

PUBLIC, HELD, STANDING = 3.0, 1.5, 2.0
"""By how much a public read may grow, a page of a holder's licences, and what the register says of one licence."""
HOLDER = Scope(holder=MOST)
OFFICER = Scope(
    licenses=frozenset(CODES[:1]), issuers=frozenset(CODES[:1]), entries=frozenset(CODES[:1]),
    objections=frozenset(CODES[:1]), notices=frozenset(CODES[:1]), exchanges=frozenset(CODES[:1]),
)  # fmt: skip
INSPECTOR = Scope(licenses=frozenset(CODES), entries=frozenset(CODES), objections=frozenset(CODES))
_SEARCHES = {
    "all have it": "信息资源", "one has it": "0007919", "a tenth by an item": "信息项7", "by its sound": "xinxiziyuan",
    "a wrong character": "信息咨源", "all but the last": "信息资源 完全没有的 词语",
}  # fmt: skip
"""By how it is met: what is searched for."""
Given: TypeAlias = Callable[[City], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Read:
    """One read that somebody asks for."""

    about: str
    scope: Scope
    query: str
    """A GraphQL document."""
    bound: float | None = None
    given: Given = lambda _: {}
    """Its variables, by the city."""
    order: str = ""
    """Of entries, where `$after` is the cursor of the one in the middle."""
    silent: bool = False
    """Whether no statement may be asked."""


_RELATIONS = "query ($id: ID!) { relations(of: $id) { relations { kind } } }"
_PAGE = "{ pageInfo { hasNextPage } edges { node { id } } }"


def reads() -> Iterator[Read]:
    """Every read, the public's first."""
    yield from _lists_of_entries()
    yield from _around_an_entry()
    yield from _of_licenses()
    yield from _by_a_right()


def _lists_of_entries() -> Iterator[Read]:
    for order in ("CODE", "NAME", "PUBLISHED", "RECORDED"):
        first, last = (
            f"{{ resources(orderBy: {order}) {_PAGE} }}",
            f"{{ resources(orderBy: {order}, last: 20) {_PAGE} }}",
        )
        behind = f"query ($after: String) {{ resources(orderBy: {order}, after: $after) {_PAGE} }}"
        yield Read(f"entries, {order}", NOTHING, first, PUBLIC)
        yield Read(f"entries, {order}, the end", NOTHING, last, PUBLIC)
        yield Read(f"entries, {order}, in the middle", NOTHING, behind, PUBLIC, order=order)
    shared = "filter: { sharing: [CONDITIONAL] }"
    yield Read("entries, filtered", NOTHING, f"{{ resources({shared}) {_PAGE} }}", PUBLIC)
    for meeting, words in _SEARCHES.items():
        yield Read(f"entries, searched, {meeting}", NOTHING, f'{{ resources(search: "{words}") {_PAGE} }}', PUBLIC)
    found = "hits { code name node { id } } counts { count }"
    yield Read("a search over all kinds", NOTHING, f'{{ search(words: "信息") {{ {found} }} }}', PUBLIC)
    counted = "totalCount facets { name counts { count } }"
    yield Read("a search by facets", NOTHING, f'{{ resources(search: "信息", first: 1) {{ {counted} }} }}', PUBLIC)
    yield Read("entries counted", NOTHING, "{ resources(first: 1) { totalCount } }", PUBLIC)
    yield Read("entries counted, filtered", NOTHING, f"{{ resources({shared}, first: 1) {{ totalCount }} }}", PUBLIC)
    yield Read("entries by facets", NOTHING, "{ resources(first: 1) { facets { name counts { count } } } }", PUBLIC)


def _around_an_entry() -> Iterator[Read]:
    entry, code = (
        "query ($id: ID!) { node(id: $id) { ... on Resource",
        "query ($code: String!) { %s(by: { code: $code })",
    )
    yield Read(
        "an entry with its items",
        NOTHING,
        f"{entry} {{ name provider {{ name }} items {{ name }} }} }} }}",
        PUBLIC,
        _entry,
    )
    yield Read(
        "lineage of an entry",
        NOTHING,
        "query ($id: ID!) { lineage(of: $id, depth: 8) { nodes { code } } }",
        PUBLIC,
        _entry,
    )
    yield Read("relations of an entry", NOTHING, _RELATIONS, PUBLIC, _entry)
    for kind, key in (("department", CODES[0]), ("library", "LIB0")):
        for order in ("CODE", "NAME", "PUBLISHED"):
            page = f"{code % kind} {{ resources(orderBy: {order}) {_PAGE} }} }}"
            yield Read(f"entries of a {kind}, {order}", NOTHING, page, PUBLIC, _of(key))
        yield Read(f"entries of a {kind} counted", NOTHING, f"{code % kind} {{ resourceCount }} }}", PUBLIC, _of(key))
    for name in ("departments", "libraries", "systems", "consumers", "licenseTypes"):
        yield Read(name, NOTHING, f"{{ {name}(orderBy: NAME) {_PAGE} }}", PUBLIC)
        yield Read(f"{name} counted", NOTHING, f"{{ {name}(first: 1) {{ totalCount }} }}", PUBLIC)


def _of_licenses() -> Iterator[Read]:
    for name in ("licenses", "objections", "notices"):
        both = f"{{ {name} {{ totalCount pageInfo {{ hasNextPage }} edges {{ node {{ id }} }} }} }}"
        yield Read(f"{name}, by the public", NOTHING, both, PUBLIC, silent=True)
    yield Read("a licence, by the public", NOTHING, _LICENSE, PUBLIC, _license, silent=True)
    yield Read("a licence, by its holder", HOLDER, _LICENSE, HELD, _license)
    yield Read("a holder's licences", HOLDER, f"{{ licenses {_PAGE} }}", HELD)
    yield Read("a holder's licences, the end", HOLDER, f"{{ licenses(last: 20) {_PAGE} }}", HELD)
    yield Read("what the register says of a licence", NOTHING, "", STANDING, _identifier)


def _by_a_right() -> Iterator[Read]:
    for who, scope in (("an issuer", OFFICER), ("an inspector", INSPECTOR)):
        for name in ("licenses", "objections"):
            yield Read(f"{name}, by {who}", scope, f"{{ {name} {_PAGE} }}")
            yield Read(f"{name} counted, by {who}", scope, f"{{ {name}(first: 1) {{ totalCount }} }}")
        yield Read(f"entries counted, by {who}", scope, "{ resources(first: 1) { totalCount } }")
    yield Read("notices, by an issuer", OFFICER, f"{{ notices {_PAGE} }}")
    holder = f"query ($id: ID!) {{ node(id: $id) {{ ... on Holder {{ licenses {_PAGE} }} }} }}"
    yield Read("a holder's licences, below him", HOLDER, holder, None, lambda _: {"id": global_id("Holder", MOST)})
    yield Read("a holder's licences counted", HOLDER, "{ licenses(first: 1) { totalCount } }")


_LICENSE = "query ($id: ID!) { node(id: $id) { ... on License { number state } } }"


def _entry(_: City) -> Mapping[str, Any]:
    return {"id": global_id("Resource", code_of(20))}


def _license(_: City) -> Mapping[str, Any]:
    return {"id": global_id("License", license_of(20))}


def _identifier(_: City) -> Mapping[str, Any]:
    return {"identifier": identifier_of(20)}


def _of(key: str) -> Given:
    return lambda _: {"code": key}
