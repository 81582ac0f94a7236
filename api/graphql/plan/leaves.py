"""Leaves: how a value becomes what the answer holds, as graphql-core coerces it.

A text that is a text, a number that is one, passes as it is; everything else goes through the type's own coercion. What
the schema forbids to be null and is, ends the plan.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import Any, Final

from graphql import GraphQLEnumType, GraphQLOutputType, get_nullable_type, is_leaf_type, is_list_type, is_non_null_type
from strawberry.schema.schema_converter import CustomGraphQLEnumType

_TEXT: Final = "type({value}) is str"
_PLAIN: Final = {
    "String": _TEXT,
    "ID": _TEXT,
    "Date": _TEXT,
    "Boolean": "type({value}) is bool",
    "Int": "type({value}) is int and -2147483648 <= {held} <= 2147483647",
}
"""Types of which a value passes as it is, with the test for it: `{value}` is read once and then `{held}`."""


def plain(kind: GraphQLOutputType) -> str:
    """The test by which a value passes as it is; empty where there is none."""
    inner: Any = get_nullable_type(kind)
    return _PLAIN.get(inner.name, "") if is_leaf_type(inner) else ""


def stored_names(kind: GraphQLOutputType) -> dict[str | None, str | None] | None:
    """What is stored of a closed list, by itself, where the type is one: its members go by their names."""
    inner = get_nullable_type(kind)
    if not isinstance(inner, GraphQLEnumType):
        return None
    names: dict[str | None, str | None] = {name: name for name in inner.values}
    if not is_non_null_type(kind):
        names[None] = None
    return names


class _Names(dict[Any, str | None]):
    """Members of a closed list with their names; the type itself goes through all of them for each value."""

    def __init__(self, kind: CustomGraphQLEnumType) -> None:
        members: Iterable[Enum] = kind.wrapped_cls
        super().__init__({member: kind.serialize(member) for member in members})
        self._kind = kind

    def __missing__(self, value: Any) -> str:
        """What is no member, the type coerces, or refuses."""
        return self._kind.serialize(value)


def member_names(kind: GraphQLOutputType) -> dict[Any, str | None] | None:
    """The names of the members of a closed list, by themselves, where the type is one."""
    inner = get_nullable_type(kind)
    if not isinstance(inner, CustomGraphQLEnumType):
        return None
    names = _Names(inner)
    if not is_non_null_type(kind):
        names[None] = None
    return names


def names_behind(function: Any, kind: GraphQLOutputType) -> dict[Any, str | None] | None:
    """The names of what a function looks up, by what it is looked up by: two tables as one.

    None where the function is no look-up in a table, or the type no closed list.
    """
    table, names = getattr(function, "__self__", None), member_names(kind)
    if names is None or not isinstance(table, Mapping) or function != table.__getitem__:
        return None
    return {key: names[member] for key, member in table.items()}


def coercion(kind: GraphQLOutputType) -> Callable[[Any], Any]:
    """The coercion of a value of a leaf type, or of a list of it.

    Its function raises TypeError for a null that may not be.
    """
    if is_non_null_type(kind):
        inner = coercion(kind.of_type)

        def required(value: Any) -> Any:
            coerced = inner(value)
            if coerced is None:
                raise TypeError("null where the schema forbids it")
            return coerced

        return required
    if is_list_type(kind):
        each = coercion(kind.of_type)
        return lambda value: None if value is None else list(map(each, value))
    names = member_names(kind)
    if names is not None:
        return names.__getitem__
    serialize = kind.serialize  # type: ignore[union-attr]
    return lambda value: None if value is None else serialize(value)
