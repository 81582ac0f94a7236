"""Filters that combine with and, or, not, as a list of alternatives that one constant statement can read.

1. A filter is a tree of leaves, All, Any and Not. Not is pushed down to the leaves (`not_` + name).
2. The tree becomes alternatives; inside one, conditions of the same name are merged as the condition's kind says.
3. The number of alternatives is bounded, because a product of ORs grows without end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.errors import LimitExceeded, Text
from graph.refusal_codes import Code

MAX_ALTERNATIVES = 64


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
    "in": lambda a, b: [x for x in a if x in b],
    "not_in": lambda a, b: [*a, *(x for x in b if x not in a)],
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
    return tuple(_spread(tree, kinds, negated=False))


def _spread(tree: Tree, kinds: Mapping[str, str], *, negated: bool) -> Sequence[Alternative]:
    match tree:
        case Leaf(name, value):
            return [{f"not_{name}" if negated else name: value}]
        case Not(part):
            return _spread(part, kinds, negated=not negated)
        case All(parts):
            return _sum(parts, kinds, negated=True) if negated else _product(parts, kinds, negated=False)
        case Any_(parts):
            return _product(parts, kinds, negated=True) if negated else _sum(parts, kinds, negated=False)


def _sum(parts: Sequence[Tree], kinds: Mapping[str, str], *, negated: bool) -> Sequence[Alternative]:
    return _bounded([each for part in parts for each in _spread(part, kinds, negated=negated)])


def _product(parts: Sequence[Tree], kinds: Mapping[str, str], *, negated: bool) -> Sequence[Alternative]:
    found: Sequence[Alternative] = [{}]
    for part in parts:
        spread = _spread(part, kinds, negated=negated)
        found = _bounded([_merged(a, b, kinds) for a in found for b in spread])
    return found


def _merged(a: Alternative, b: Alternative, kinds: Mapping[str, str]) -> Alternative:
    both = dict(a)
    for name, value in b.items():
        both[name] = _MERGE[kinds[name]](both[name], value) if name in both else value
    return both


def _bounded(found: Sequence[Alternative]) -> Sequence[Alternative]:
    if len(found) > MAX_ALTERNATIVES:
        raise LimitExceeded(
            Text(
                f"筛选条件展开后有 {len(found)} 种可能，最多 {MAX_ALTERNATIVES} 种",
                f"the filter spreads to {len(found)} alternatives, at most {MAX_ALTERNATIVES}",
            ),
            code=Code.FILTER_TOO_WIDE,
            path=("filter",),
            value=str(len(found)),
            limit=str(MAX_ALTERNATIVES),
        )
    return found
