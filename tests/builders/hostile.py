"""Documents that ask for more than they look, each with how it is answered: by which limit it is refused, or in full.

They are asked of a bureau: `BUREAU` says how long its lists are.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from api.graphql.guard.measure import short_lists
from api.graphql.lens.ids import global_id
from api.graphql.schema import schema
from graph.store.bounds import LONGEST, Lengths

BUREAU = Lengths(dict.fromkeys(short_lists(schema._schema), (60,) * LONGEST))
ANSWERED = "answered"
"""In full, or with refusals of single fields."""
MANY = 9_990
LIST_QUERY = "query ($f: ResourceFilter) { resources(filter: $f, first: 1) { edges { node { id } } } }"
PAIR = {"or": [{"sharing": ["UNCONDITIONAL"]}, {"cycle": ["DAILY"]}]}


@dataclass(frozen=True)
class Hostile:
    """A document and what becomes of it."""

    outcome: str
    """The limit that refuses it, the code that does, or `ANSWERED`."""
    query: str
    variables: Mapping[str, Any] = field(default_factory=dict)


def times(count: int, text: str) -> str:
    """A text so many times, `#` replaced by a number."""
    return " ".join(text.replace("#", str(number)) for number in range(count))


def nested(levels: int, opening: str, inside: str) -> str:
    """A selection inside itself."""
    return opening * levels + inside + "} " * (levels * opening.count("{"))


def chain(levels: int, of: dict[str, Any], key: str) -> dict[str, Any]:
    """An input inside itself."""
    for _ in range(levels):
        of = {key: of}
    return of


def doubling(levels: int, kind: str, inside: str) -> str:
    """Fragments that each spread the next twice."""
    steps = times(levels, "")
    steps = " ".join(f"fragment F{n} on {kind} {{ ...F{n + 1} ...F{n + 1} }}" for n in range(levels))
    return f"{steps} fragment F{levels} on {kind} {{ {inside} }}"


def page(field: str, inside: str) -> str:
    """A page of a list, with something of each node."""
    return f"{field} {{ edges {{ node {{ {inside} }} }} }}"


def cursor(content: bytes) -> str:
    """What looks like a cursor."""
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


_UP_AND_DOWN = "parent { children { edges { node { "
_NODE = global_id("Resource", "307340201/000001")
_OTHER = global_id("Department", "11340200MB9835637J")
_DEPARTMENTS, _RESOURCES, _TYPES, _BELOW = (
    f"{name}(first: 100)" for name in ("departments", "resources", "licenseTypes", "children")
)
_COUNTED = "query ($s: String) { resources(search: $s, first: 1) { totalCount } }"
_FIRST = "query ($c: String!) { resources(after: $c) { edges { cursor } } }"
_EXCHANGES = '{or: [{nameContains: "a"}, {nameContains: "b"}]} '

DOCUMENTS: Mapping[str, Hostile] = {
    # lists below lists
    "up and down the tree, four times": Hostile(
        "depth",
        '{ departments(filter: {nameContains: "局"}, first: 1) { edges { node { '
        + nested(3, _UP_AND_DOWN, "parent { children { edges { node { name } } } } ")
        + "} } } }",
    ),
    "up and down the tree, by fragments": Hostile(
        "depth",
        "{ departments(first: 1) { edges { node { ...A } } } } "
        + " ".join(
            f"fragment {a} on Department {{ parent {{ {page('children', f'...{b}')} }} }}"
            for a, b in ("AB", "BC", "CD", "DE")
        )
        + " fragment E on Department { name }",
    ),
    "up and down the tree, in large steps": Hostile(
        "cost", f"{{ {page(_DEPARTMENTS, page(_BELOW, page(_BELOW, 'name')))} }}"
    ),
    "pages of a hundred, three deep": Hostile(
        "cost", f"{{ {page(_DEPARTMENTS, page(_RESOURCES, 'provider { ' + page(_RESOURCES, 'id') + '}'))} }}"
    ),
    "pages and items": Hostile("cost", f"{{ {page(_DEPARTMENTS, page(_RESOURCES, 'items { id name }'))} }}"),
    "sources of sources": Hostile(
        "cost", f"{{ {page('resources(first: 1)', 'items { sources { sources { sources { name } } } }')} }}"
    ),
    "uses of uses": Hostile(
        "cost", f"{{ {page('resources(first: 2)', 'items { uses { uses { uses { name } } } }')} }}"
    ),
    "related to related": Hostile("cost", f"{{ {page(_RESOURCES, 'related { related { name } }')} }}"),
    "every version in full": Hostile("cost", f"{{ {page(_RESOURCES, 'versions { content }')} }}"),
    "who issues what who issues": Hostile(
        "cost",
        f"{{ {page(_TYPES, page('issuers(first: 100)', page(_TYPES, 'name')))} }}",
    ),
    "objections on what is objected to": Hostile(
        "cost", f"{{ {page(_RESOURCES, 'objections { on { ... on Resource { objections { words } } } }')} }}"
    ),
    "posts of everybody": Hostile("cost", f"{{ {page(_DEPARTMENTS, page(_BELOW, 'posts { name }'))} }}"),
    # pages
    "a page of two thousand million": Hostile("cost", f"{{ {page('resources(first: 2147483647)', 'id')} }}"),
    "a page of five thousand digits": Hostile("cost", f"{{ {page('resources(first: ' + '9' * 5_000 + ')', 'id')} }}"),
    "a page of less than nothing": Hostile("PAGE_SIZE", f"{{ {page('resources(first: -1)', 'id')} }}"),
    "a page from both ends": Hostile("PAGE_DIRECTION", f"{{ {page('resources(first: 9, last: 9)', 'id')} }}"),
    "a cursor of a million letters": Hostile("FOREIGN_CURSOR", _FIRST, {"c": "A" * 1_000_000}),
    "twenty million letters": Hostile("PAYLOAD_TOO_LARGE", _FIRST, {"c": "A" * 20_000_000}),
    "a cursor of brackets": Hostile("FOREIGN_CURSOR", _FIRST, {"c": cursor(b"[" * 60_000)}),
    "a cursor that is no base64": Hostile("FOREIGN_CURSOR", '{ resources(after: "\\u0000💣") { edges { cursor } } }'),
    # filters
    "ten thousand alternatives": Hostile("filter_values", LIST_QUERY, {"f": {"or": [{}] * (MANY // 2)}}),
    "ten thousand alternatives, written": Hostile(
        "tokens", "{ resources(filter: {or: [" + "{} " * MANY + "]}) { totalCount } }"
    ),
    "as many as there may be values": Hostile("FILTER_TOO_WIDE", LIST_QUERY, {"f": {"or": [{}] * 190}}),
    "ors that multiply": Hostile("FILTER_TOO_WIDE", LIST_QUERY, {"f": {"and": [PAIR] * 7}}),
    "ors that multiply beyond all numbers": Hostile("FILTER_TOO_WIDE", LIST_QUERY, {"f": {"and": [PAIR] * 40}}),
    "ors that multiply, written": Hostile(
        "FILTER_TOO_WIDE", "{ resources(filter: {and: [" + _EXCHANGES * 30 + "]}) { totalCount } }"
    ),
    "ands that a not turns round": Hostile(
        "FILTER_TOO_WIDE",
        LIST_QUERY,
        {"f": {"not": {"or": [{"and": [{"sharing": ["REFUSED"]}, {"cycle": ["DAILY"]}]}] * 8}}},
    ),
    "a default that multiplies": Hostile(
        "FILTER_TOO_WIDE",
        "query ($f: ResourceFilter = {or: [" + "{} " * 190 + "]}) { resources(filter: $f) { totalCount } }",
    ),
    "not not not": Hostile("variable_nesting", LIST_QUERY, {"f": chain(30, {"sharing": ["REFUSED"]}, "not")}),
    "not not not, written": Hostile(
        "nesting", "{ resources(filter: " + "{not: " * 60 + "{}" + "}" * 60 + ") { totalCount } }"
    ),
    "a list of five thousand codes": Hostile(
        "filter_values", LIST_QUERY, {"f": {"providers": [str(n) for n in range(5_000)]}}
    ),
    "lists that are merged": Hostile(
        "filter_values", LIST_QUERY, {"f": {"and": [{"providers": [str(n) for n in range(90)]}] * 20}}
    ),
    "words of a hundred thousand letters": Hostile(
        "filter_values", LIST_QUERY, {"f": {"nameContains": "政" * 100_000}}
    ),
    "one filter for fifty lists": Hostile(
        "cost",
        "query ($f: ResourceFilter) { " + times(50, "a#: resources(filter: $f, first: 1) { edges { cursor } }") + " }",
        {"f": {"providers": [str(n) for n in range(900)]}},
    ),
    "a filter below a hundred parents": Hostile(
        "cost",
        "query ($f: ResourceFilter) { departments(first: 100) { edges { node { resources(filter: $f, first: 1) { "
        "edges { cursor } } } } } }",
        {"f": {"codes": [str(n) for n in range(900)]}},
    ),
    "sixty-four alternatives": Hostile(
        ANSWERED, LIST_QUERY, {"f": {"or": [{"nameContains": str(n), "not": {"nameContains": "0"}} for n in range(64)]}}
    ),
    # counts, facets, searches
    "fifteen counts": Hostile(ANSWERED, "{ " + times(15, "a#: resources { totalCount }") + " }"),
    "fifty counts": Hostile("cost", "{ " + times(50, "a#: resources { totalCount }") + " }"),
    "counts of filtered lists": Hostile(
        "cost", "{ " + times(25, 'a#: resources(filter: {nameContains: "#"}) { totalCount }') + " }"
    ),
    "facets again and again": Hostile(
        "cost", "{ " + times(14, "a#: resources { facets { name counts { value } } }") + " }"
    ),
    "facets through a fragment": Hostile(
        "cost",
        "{ " + times(14, "a#: resources { ...F }") + " } fragment F on FacetedResourceConnection { facets { name } }",
    ),
    "searches with all there is": Hostile(
        "cost", "{ " + times(7, 'a#: resources(search: "信息 #") { totalCount facets { name } }') + " }"
    ),
    "counts below counts": Hostile("cost", f"{{ {page(_DEPARTMENTS, page(_BELOW, 'resources { totalCount }'))} }}"),
    "a search of a hundred words": Hostile(ANSWERED, _COUNTED, {"s": "信 " * 99}),
    "a search that is too long": Hostile("SEARCH_TOO_LONG", _COUNTED, {"s": "信息" * 2_000}),
    "a search in the syntax of the index": Hostile(ANSWERED, _COUNTED, {"s": '*:* OR name:/.*/ AND "a~9" \\ [a TO z]'}),
    "a search of signs that show nothing": Hostile(ANSWERED, _COUNTED, {"s": "\u200b\u202e\ufeff\u0000" * 40}),
    # walks
    "ten paths between strangers": Hostile(
        "cost",
        "query ($a: ID!, $b: ID!) { " + times(10, "a#: path(from: $a, to: $b, longest: 8) { nodes { name } }") + " }",
        {"a": _NODE, "b": _OTHER},
    ),
    "lineages again and again": Hostile(
        "cost",
        "query ($of: ID!) { " + times(20, "a#: lineage(of: $of, depth: 8, maxNodes: 2000) { nodes { name } }") + " }",
        {"of": _NODE},
    ),
    "a lineage with everything": Hostile(
        "cost",
        "query ($of: ID!) { lineage(of: $of, direction: BOTH, depth: 8, maxNodes: 2000) { nodes { node { "
        "... on Resource { items { name dataType } provider { name } } } } } }",
        {"of": _NODE},
    ),
    "a lineage of a thousand steps": Hostile(
        "OUT_OF_BOUNDS", "query ($of: ID!) { lineage(of: $of, depth: 1000) { isPartial } }", {"of": _NODE}
    ),
    "impacts again and again": Hostile(
        "cost",
        "query ($of: ID!) { "
        + times(30, "a#: impact(of: $of, maxNodes: 2000, first: 200) { lineage { nodes { name } } }")
        + " }",
        {"of": _NODE},
    ),
    "relations again and again": Hostile(
        "cost",
        "query ($of: ID!) { "
        + times(50, "a#: relations(of: $of, first: 200) { ...R }")
        + " } fragment R on Relations { relations { kind rule other { kind code name depth node { id } } } }",
        {"of": _NODE},
    ),
    # one thing, often
    "a node a thousand times": Hostile("tokens", "{ " + times(1_000, f'a#: node(id: "{_NODE}") {{ id }}') + " }"),
    "a node sixty times": Hostile(
        "aliases",
        "{ ...A ...B } fragment A on Query { "
        + times(30, f'a#: node(id: "{_NODE}") {{ id }}')
        + " } fragment B on Query { "
        + times(30, f'b#: node(id: "{_NODE}") {{ id }}')
        + " }",
    ),
    "a node fifty times": Hostile(ANSWERED, "{ " + times(50, f'a#: node(id: "{_NODE}") {{ id }}') + " }"),
    "an id of a million letters": Hostile(
        "MALFORMED_ID", "query ($id: ID!) { node(id: $id) { id } }", {"id": "A" * 1_000_000}
    ),
    "the law fifty times": Hostile(ANSWERED, "{ " + times(50, 'a#: rules(policy: "WHL") { id article words }') + " }"),
    "a duty from the beginning of time": Hostile(
        ANSWERED,
        "{ " + times(20, 'a#: recurringDuties(policy: "WH", from: "0001-01-01", until: "9999-12-31") { dueOn }') + " }",
    ),
    "thirty verifications": Hostile(
        ANSWERED, "{ " + times(30, 'a#: verifyLicense(input: {identifier: "1.2.156.#"}) { summary }') + " }"
    ),
    "fifty verifications": Hostile(
        "cost", "{ " + times(50, 'a#: verifyLicense(input: {identifier: "1.2.156.#"}) { summary }') + " }"
    ),
    "a face of ten thousand fields": Hostile(
        ANSWERED,
        'query ($f: [FaceInput!]!) { verifyLicense(input: {face: {identifier: "1.2", face: $f}}) { summary } }',
        {"f": [{"key": f"K{n}", "value": "x"} for n in range(3_000)]},
    ),
    # the text itself
    "a text of more than 64 KiB": Hostile("document_bytes", "{ __typename }" + " " * 65_536),
    "a thousand comments": Hostile("tokens", "{ __typename }" + "#\n" * 1_100),
    "a thousand times the same": Hostile("tokens", "{ " + "__typename " * 5_000 + "}"),
    "a field seventeen times": Hostile("repeats", "{ " + "__typename " * 17 + "}"),
    "a hundred and one names": Hostile("selections", "{ " + times(101, "a#: __typename") + " }"),
    "an alias of sixty thousand letters": Hostile(
        "name_length", "{ resources(first: 100) { edges { node { " + "a" * 60_000 + ": name } } } }"
    ),
    "an alias that is no name": Hostile("GRAPHQL_PARSE_FAILED", "{ 芜湖: __typename }"),
    "fragments that double": Hostile(
        "fields", "{ resources(first: 1) { edges { node { ...F0 } } } } " + doubling(20, "Resource", "name")
    ),
    "fragments that spread themselves": Hostile(
        "GRAPHQL_VALIDATION_FAILED",
        "{ resources(first: 1) { edges { node { ...A } } } } fragment A on Resource { related { ...B } } "
        "fragment B on Resource { related { ...A } }",
    ),
    "a fragment a hundred and one times": Hostile(
        "spreads",
        "{ a: viewer { " + "...F " * 51 + "} b: viewer { " + "...F " * 51 + "} } fragment F on Viewer { role }",
    ),
    "directives without end": Hostile("directives", "{ __typename " + "@skip(if: false) " * 21 + "}"),
    "sixteen steps down": Hostile(
        "depth", "{ resources(first: 1) { edges { node { provider { " + nested(12, "parent { ", "name ") + "} } } } }"
    ),
    "brackets": Hostile("nesting", "{ a" * 400 + "}" * 400),
    "brackets that never close": Hostile("nesting", "{ node(id: " + "[" * 5_000),
    "three hundred operations": Hostile("OPERATION_NAME_REQUIRED", times(150, "query Q# { __typename }")),
    "introspection of everything": Hostile(
        "type_lists", "{ " + times(5, "a#: __schema { types { name fields { name args { name } } } }") + " }"
    ),
    "introspection in depth": Hostile(
        "GRAPHQL_VALIDATION_FAILED",
        "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }",
    ),
    # variables
    "ten thousand and one values": Hostile("variable_values", LIST_QUERY, {"f": {"providers": ["x"] * 10_001}}),
    "a variable of brackets": Hostile("variable_nesting", LIST_QUERY, {"f": chain(200, {}, "and")}),
    "variables that nobody asked for": Hostile("variable_values", "{ __typename }", {"x": [[]] * 20_000}),
    "a file in a variable": Hostile("FILE_IN_VARIABLE", _COUNTED, {"s": "JVBERi0" + "A" * 9_000}),
}
"""By what they do."""
