"""Filters of lists: conditions that combine with and, or, not."""

from enum import Enum
from typing import Any

import strawberry

from graph.store.filters import All, Any_, Leaf, Not, Tree

WIDE = {"nameContains", "existsOn"}
"""Conditions of which several can hold at once: stored as a list."""
GROUPED = {"libraryId", "itemName"}
"""Conditions over something that a node has several of: stored as a list of groups."""


class Filter:
    """Turns the fields of an input into a tree."""

    CONDITIONS: dict[str, str] = {}  # noqa: RUF012 - read only

    def tree(self: Any) -> Tree:
        """Every given field must hold."""
        parts: list[Tree] = [
            Leaf(condition, _value(condition, getattr(self, name)))
            for name, condition in self.CONDITIONS.items()
            if getattr(self, name) is not None
        ]
        parts += [each.tree() for each in self.and_ or ()]
        if self.or_ is not None:
            parts.append(Any_(tuple(each.tree() for each in self.or_)))
        if self.not_ is not None:
            parts.append(Not(self.not_.tree()))
        return All(tuple(parts))


def _value(condition: str, given: Any) -> Any:
    values = [each.name if isinstance(each, Enum) else each for each in given] if isinstance(given, list) else given
    if condition in GROUPED:
        return [values]
    return [values] if condition in WIDE else values


def every_of() -> Any:
    """The field `and` of a filter."""
    return strawberry.field(default=None, name="and", description="All of these hold too.")


def any_of() -> Any:
    """The field `or` of a filter."""
    return strawberry.field(default=None, name="or", description="At least one of these holds too.")


def none_of() -> Any:
    """The field `not` of a filter."""
    return strawberry.field(default=None, name="not", description="This does not hold.")


def condition(description: str) -> Any:
    """A condition of a filter; null = not set."""
    return strawberry.field(default=None, description=description)
