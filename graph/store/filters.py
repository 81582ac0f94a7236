"""Filters that combine with and, or, not, as a list of alternatives that one constant statement can read.

1. A filter is a tree of leaves, All, Any and Not. Not is pushed down to the leaves (`not_` + name).
2. The tree becomes alternatives; inside one, conditions of the same name are merged as the condition's kind says.
3. The number of alternatives is bounded, because a product of ORs grows without end. It is reckoned before any of them
   is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from graph.errors import LimitExceeded, Text
from graph.refusal_codes import Code

MAX_ALTERNATIVES = 64
COUNTED = 1_000_000
"""As far as alternatives are counted: a product of ORs has more digits than anybody reads."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One condition with its value."""

    name: str
    value: Any


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Any_:  # noqa: N801 - `Any` is taken
    """At least one part holds."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Tree


Tree = Leaf | All | Any_ | Not
Alternative = Mapping[str, Any]

_MERGE: dict[str, Callable[[Any, Any], Any]] = {
    "in": lambda a, b: list(filter(set(b).__contains__, a)),
    "not_in": lambda a, b: list(dict.fromkeys([*a, *b])),
    "every": lambda a, b: [*a, *b],
    "from": max,
    "until": min,
}


def alternatives(tree: Tree, kinds: Mapping[str, str]) -> tuple[Alternative, ...]:
    """The alternatives of a tree.

    Args:
        tree: The filter.
        kinds: How two conditions of one name merge, by name: in, not_in, every, from, until.

    Raises:
        LimitExceeded: More than 64 alternatives.
    """
    wide = width(tree)
    if wide > MAX_ALTERNATIVES:
        raise _too_wide(wide)
    return tuple(_spread(tree, kinds, negated=False)) if wide else ()


def together(
    one: Sequence[Alternative], other: Sequence[Alternative], kinds: Mapping[str, str]
) -> tuple[Alternative, ...]:
    """The alternatives of which one of either holds; `kinds` as above."""
    return tuple(_merged((each, more), kinds) for each in one for more in other)


def width(tree: Tree, *, negated: bool = False) -> int:
    """How many alternatives a tree has, without making one; counted to a million."""
    match tree:
        case Leaf():
            return 1
        case Not(part):
            return width(part, negated=not negated)
        case All(parts) | Any_(parts):
            found = 0 if _adds(tree, negated=negated) else 1
            for part in parts:
                each = width(part, negated=negated)
                found = min(COUNTED, found + each if _adds(tree, negated=negated) else found * each)
            return found


def _adds(tree: All | Any_, *, negated: bool) -> bool:
    """Whether the alternatives of its parts stand beside each other; otherwise each is combined with each."""
    return isinstance(tree, Any_) is not negated


def _spread(tree: Tree, kinds: Mapping[str, str], *, negated: bool) -> Iterator[Alternative]:
    match tree:
        case Leaf(name, value):
            yield {f"not_{name}" if negated else name: value}
        case Not(part):
            yield from _spread(part, kinds, negated=not negated)
        case All(parts) | Any_(parts):
            if _adds(tree, negated=negated):
                for part in parts:
                    yield from _spread(part, kinds, negated=negated)
            elif width(tree, negated=negated):  # where one part has none, the others are not asked
                for chosen in product(*(tuple(_spread(part, kinds, negated=negated)) for part in parts)):
                    yield _merged(chosen, kinds)


def _merged(parts: Sequence[Alternative], kinds: Mapping[str, str]) -> Alternative:
    whole: dict[str, Any] = {}
    for part in parts:
        for name, value in part.items():
            whole[name] = _MERGE[kinds[name]](whole[name], value) if name in whole else value
    return whole


def _too_wide(wide: int) -> LimitExceeded:
    return LimitExceeded(
        Text(
            f"筛选条件展开后有 {wide} 种可能，最多 {MAX_ALTERNATIVES} 种",
            f"the filter spreads to {wide} alternatives, at most {MAX_ALTERNATIVES}",
        ),
        code=Code.FILTER_TOO_WIDE,
        path=("filter",),
        value=str(wide),
        limit=str(MAX_ALTERNATIVES),
    )
