"""Questions that go through the whole schema: every field that needs no argument, from every list and every node.

A field is asked under the name of its type and its own (`Resource_name`): an answer says where each value stands.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from functools import cache
from typing import Any

from graphql import (
    GraphQLField,
    get_named_type,
    is_composite_type,
    is_enum_type,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
)
from graphql.type import is_required_argument

from api.graphql.schema import schema

CORE = schema._schema
QUESTIONS: dict[str, GraphQLField] = CORE.type_map["Query"].fields  # type: ignore[attr-defined]
LINEAGE = "Resource:"
"""Of what the walks along lineage are asked."""


@cache
def selection(kind: Any, depth: int) -> str:
    """Every field of a type that needs no argument, so many objects deep; a connection counts as what it holds."""
    parts = [
        f"... on {each.name} {selection(each, depth)}"
        for each in (CORE.get_possible_types(kind) if not is_object_type(kind) else ())
    ]
    named = "__typename "
    for name, field in getattr(kind, "fields", {}).items() if is_object_type(kind) else ():
        inner = get_named_type(field.type)
        if any(is_required_argument(each) for each in field.args.values()):
            continue
        page = "(first: 100)" if "first" in field.args else ""
        alias = f"{kind.name}_{name}: "  # a field of two members of a union may differ in type
        if not is_composite_type(inner):
            named += f"{alias}{name} "
        elif deeper := depth - (0 if is_wrapping(inner) else 1):
            named += f"{alias}{name}{page} {selection(inner, deeper)} "
    return "{ " + named + " ".join(parts) + " }"


def is_wrapping(kind: Any) -> bool:
    """Whether a type is no node but what nodes are handed out in."""
    return is_object_type(kind) and not is_node(kind)


def lists() -> Iterator[str]:
    """An operation for each question that needs no argument."""
    for name, field in QUESTIONS.items():
        if not any(is_required_argument(each) for each in field.args.values()):
            page = "(first: 100)" if "first" in field.args else ""
            yield f"{{ {name}{page} {selection(get_named_type(field.type), 2)} }}"


def nodes(ids: list[str]) -> str:
    """An operation that asks for nodes one by one, with what lies around them."""
    each = " ".join(f'n{i}: node(id: "{one}") {{ ...Near }}' for i, one in enumerate(ids))
    return f"{{ {each} }} fragment Near on Node {selection(CORE.type_map['Node'], 2)}"


def walks(ids: list[str], *, whole: bool = True) -> str:
    """An operation that walks from nodes, by every question that begins at one; null for one is null for all."""
    asked, shown = [], []
    for name in ("lineage", "impact", "relations"):
        more = ", direction: BOTH, depth: 8" if name == "lineage" else ""
        kind = get_named_type(QUESTIONS[name].type)
        starts = ids if name == "relations" else [each for each in ids if LINEAGE in opened(each)]
        asked += [f'{name}{i}: {name}(of: "{one}"{more}) {{ ...{name} }}' for i, one in enumerate(starts)]
        if starts:
            shown.append(f"fragment {name} on {kind.name} {selection(kind, 2) if whole else '{ isPartial }'}")
    return f"{{ {' '.join(asked)} }} {' '.join(shown)}"


def asking(field: str, text: str, root: str = "Query") -> tuple[str, dict[str, Any]]:
    """An operation that asks a question or for an act with a text wherever one can be handed in, and its variables."""
    args = CORE.type_map[root].fields[field].args  # type: ignore[attr-defined]
    given = {name: _handed(each.type, text) for name, each in args.items()}
    given = {name: value for name, value in given.items() if value is not None}
    declared = ", ".join(f"${name}: {args[name].type}" for name in given)
    passed = ", ".join(f"{name}: ${name}" for name in given)
    shown = get_named_type(CORE.type_map[root].fields[field].type)  # type: ignore[attr-defined]
    inner = selection(shown, 1) if is_composite_type(shown) else ""
    operation = "mutation" if root == "Mutation" else "query"
    return f"{operation}{f'({declared})' if given else ''} {{ {field}{f'({passed})' if given else ''} {inner} }}", given


def _handed(kind: Any, text: str, depth: int = 3) -> Any:
    """A value of a type that says a text wherever it can; None where it cannot, as of a file."""
    while is_non_null_type(kind):
        kind = kind.of_type
    if is_list_type(kind):
        inner = _handed(kind.of_type, text, depth)
        return None if inner is None else [inner]
    if is_enum_type(kind):
        return next(iter(kind.values))
    if is_input_object_type(kind):
        fields = kind.fields.items() if depth else ()
        if kind.is_one_of:
            fields = list(fields)[:1]
        found = {name: _handed(each.type, text, depth - 1) for name, each in fields}
        return {name: value for name, value in found.items() if value is not None}
    return {"Int": 3, "Boolean": True, "Upload": None, "Float": 0.5}.get(kind.name, text)


def opened(word: str) -> str:
    """A global id as it stands in the store."""
    try:
        return base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)).decode()
    except (binascii.Error, ValueError):
        return ""


def is_node(kind: Any) -> bool:
    """Whether a type is one of nodes."""
    return any(each.name == "Node" for each in kind.interfaces)
