"""Filters of lists: conditions that combine with and, or, not.

What a list may be filtered by is declared with its columns; an input has a field for each condition of its list.
"""

from collections.abc import Callable
from enum import Enum
from typing import Any, ClassVar, Self, TypeVar

import strawberry

from api.graphql.lens import terms as _terms  # noqa: F401 - closed lists are published before an input names one
from api.graphql.lens.scalars import Date
from graph.schema.columns import Held, Type
from graph.store.conditions import Condition, Given
from graph.store.filters import All, Any_, Leaf, Not, Tree
from graph.store.listing import Listing

T = TypeVar("T")
_LIST: Any = list
_SELF: Any = Self
_PLAIN: dict[Type, Any] = {
    Type.TEXT: str, Type.TEXTS: str, Type.INTEGER: int, Type.BOOLEAN: bool, Type.DATE: Date,
}  # fmt: skip


class Filter:
    """Turns the fields of an input into a tree."""

    CONDITIONS: ClassVar[tuple[Condition, ...]] = ()

    def tree(self: Any) -> Tree:
        """Every given field must hold."""
        parts: list[Tree] = [
            Leaf(condition.name, _value(condition, given))
            for condition in self.CONDITIONS
            if (given := getattr(self, condition.field)) is not None
        ]
        parts += [each.tree() for each in self.and_ or ()]
        if self.or_ is not None:
            parts.append(Any_(tuple(each.tree() for each in self.or_)))
        if self.not_ is not None:
            parts.append(Not(self.not_.tree()))
        return All(tuple(parts))


def filters(listing: Listing, description: str) -> Callable[[type[T]], type[T]]:
    """Make a class the filter of a list: a field for each of its conditions, and `and`, `or`, `not`.

    Args:
        listing: The list.
        description: Which of what are found.
    """

    def made(cls: type[T]) -> type[T]:
        fields: dict[str, tuple[Any, Any]] = {
            each.field: (_given(each), strawberry.field(default=None, description=each.said))
            for each in listing.conditions
        }
        fields["and_"] = _LIST[_SELF], _combined("and", "All of these hold too.")
        fields["or_"] = _LIST[_SELF], _combined("or", "At least one of these holds too.")
        fields["not_"] = _SELF, _combined("not", "This does not hold.")
        cls.CONDITIONS = listing.conditions  # type: ignore[attr-defined]
        cls.__annotations__ = {name: note | None for name, (note, _) in fields.items()}
        for name, (_, field) in fields.items():
            setattr(cls, name, field)
        return strawberry.input(cls, description=description)

    return made


def _combined(name: str, description: str) -> Any:
    return strawberry.field(default=None, name=name, description=description)


def _given(condition: Condition) -> Any:
    """The type of what is given for a condition."""
    each = _of(condition.of)
    return _LIST[each] if condition.given in (Given.LIST, Given.GROUP) else each


def _of(held: Held) -> Any:
    return _PLAIN[held] if isinstance(held, Type) else held


def _value(condition: Condition, given: Any) -> Any:
    match condition.given:
        case Given.LIST:
            return _names(given)
        case Given.GROUP:
            return [_names(given)]
        case Given.ONE_OF_MANY:
            return [given]
        case Given.PLAIN:
            return given


def _names(given: list[Any]) -> list[Any]:
    return [each.name if isinstance(each, Enum) else each for each in given]
