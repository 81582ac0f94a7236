"""The stores of Relay and Apollo, as front ends have them: real ones, in a process of node (`tests/front_ends`).

Both keep records by their ids. A document is prepared as their compilers do it: `id` is asked for wherever a type has
one, and `__typename` everywhere but at the root.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from graphql import (
    FieldNode,
    GraphQLList,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_leaf_type,
    is_object_type,
    parse,
    print_ast,
    value_from_ast_untyped,
)

FOLDER = Path(__file__).parents[1] / "front_ends"
SECONDS = 60
_OLDEST_NODE = (20, 19)


@dataclass(frozen=True)
class Prepared:
    """A document as the compilers of both clients prepare it."""

    kind: str
    """`query` or `mutation`."""
    text: str
    selections: list[Any]
    """Relay's form of it."""


@dataclass(frozen=True)
class Kept:
    """What a store holds after an answer."""

    records: dict[str, dict[str, Any]]
    read: list[Any]
    """What each document so far reads, and whether that is all that it asked for."""


@lru_cache
def missing() -> str | None:
    """Why the stores cannot be asked here, and how to get them; None where they can."""
    if reason := without_node():
        return f"the stores of Relay and Apollo cannot be asked: {reason}"
    if not all((FOLDER / "node_modules" / name).exists() for name in ("relay-runtime", "@apollo/client")):
        return "the stores of Relay and Apollo are not installed (npm ci --prefix tests/front_ends)"
    return None


@lru_cache
def without_node() -> str | None:
    """Why nothing of a front end runs here; None where it may."""
    if shutil.which("node") is None or _node() < _OLDEST_NODE:
        return "it needs node 20.19 or later, nothing was tested with it"
    return None


def _node() -> tuple[int, ...]:
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    return tuple(int(number) for number in re.findall(r"\d+", said))


def prepared(schema: GraphQLSchema, query: str) -> Prepared:
    """Prepare a document of one operation without variables and named fragments."""
    (operation,) = parse(query).definitions
    assert isinstance(operation, OperationDefinitionNode)
    root, kind = schema.get_root_type(operation.operation), operation.operation.value
    assert root is not None
    text, selections = _selected(schema, root, operation.selection_set, added=())
    return Prepared(kind, f"{kind} {text}", selections)


def _selected(
    schema: GraphQLSchema,
    kind: GraphQLNamedType,
    selected: SelectionSetNode,
    added: tuple[str, ...] = ("id", "__typename"),
) -> tuple[str, list[Any]]:
    asked = {print_ast(each): each for each in selected.selections}
    fields: Any = getattr(kind, "fields", {})
    for name in added:
        if name == "__typename" or name in fields:
            asked.setdefault(name, parse(f"{{ {name} }}").definitions[0].selection_set.selections[0])  # type: ignore[attr-defined]
    texts, forms = list[str](), list[Any]()
    for each in asked.values():
        text, form = _fragment(schema, each) if isinstance(each, InlineFragmentNode) else _field(schema, fields, each)
        texts.append(text)
        forms.append(form)
    return "{ " + " ".join(texts) + " }", forms


def _fragment(schema: GraphQLSchema, fragment: InlineFragmentNode) -> tuple[str, dict[str, Any]]:
    assert fragment.type_condition is not None
    name = fragment.type_condition.name.value
    text, selections = _selected(schema, schema.type_map[name], fragment.selection_set)
    form = {"kind": "InlineFragment", "type": name, "abstractKey": None, "selections": selections}
    return f"... on {name} {text}", form


def _field(schema: GraphQLSchema, fields: Any, field: Any) -> tuple[str, dict[str, Any]]:
    assert isinstance(field, FieldNode)
    name, alias = field.name.value, field.alias.value if field.alias else None
    arguments = [
        {"kind": "Literal", "name": each.name.value, "value": value_from_ast_untyped(each.value)}
        for each in sorted(field.arguments or (), key=lambda argument: argument.name.value)
    ]
    form = {"alias": alias, "args": arguments or None, "name": name, "storageKey": None}
    if field.selection_set is None:
        return print_ast(field), {"kind": "ScalarField", **form}
    kind = get_named_type(fields[name].type)
    assert not is_leaf_type(kind)
    text, selections = _selected(schema, kind, field.selection_set)
    head = print_ast(FieldNode(alias=field.alias, name=field.name, arguments=field.arguments, directives=()))
    return f"{head} {text}", {
        "kind": "LinkedField",
        **form,
        "concreteType": None if is_abstract_type(kind) else kind.name,
        "plural": isinstance(get_nullable_type(fields[name].type), GraphQLList),
        "selections": selections,
    }


def kept(schema: GraphQLSchema, steps: list[tuple[Prepared, Any]]) -> dict[str, list[Kept]]:
    """What the stores of both clients hold after each answer, the first of which is an open page."""
    possible = {
        name: [each.name for each in schema.get_possible_types(kind)]
        for name, kind in schema.type_map.items()
        if is_abstract_type(kind)
    }
    given = [asdict(form) | {"data": data} for form, data in steps]
    ended = subprocess.run(
        ["node", "keep.mjs"],
        cwd=FOLDER,
        input=json.dumps({"steps": given, "possibleTypes": possible}),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    said = json.loads(ended.stdout)
    return {client: [Kept(**each) for each in said[client]] for client in ("relay", "apollo")}


def is_node(schema: GraphQLSchema, name: str | None) -> bool:
    """Whether a type is one of nodes."""
    kind = schema.type_map.get(name or "")
    return is_object_type(kind) and "Node" in {each.name for each in kind.interfaces}
