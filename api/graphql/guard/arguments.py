"""What the arguments of a field hold, written or in variables: how many values, and which of them are a filter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graphql import (
    ArgumentNode,
    IntValueNode,
    ListValueNode,
    ObjectValueNode,
    StringValueNode,
    ValueNode,
    VariableNode,
    get_named_type,
)

COMBINING: Final = frozenset({"and", "or", "not"})
"""An input that has these fields is a filter."""
OBJECT: Final = 5
"""As how many values an object counts: each of its fields is looked at, given or not."""
CHARACTERS: Final = 100
"""Characters of a text that count as one value."""
DIGITS: Final = 12
"""Digits of a number that are read: Python refuses to read thousands of them."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a request gives for a variable, as far as it is measured."""

    size: int | None = None
    """Its value, where it can be a page's size."""
    values: int = 0
    """How many values it holds."""

    def unless(self, given: "Given | None") -> "Given":
        """What a default counts beside what is given: both may have to be looked at."""
        if given is None:
            return self
        return Given(self.size if given.size is None else given.size, max(self.values, given.values))


def values_of(argument: ValueNode, given: Mapping[str, Given]) -> int:
    """How many values an argument holds: every list and scalar one, an object and a long text several."""
    return sum(_one(each, given) for each in _parts(argument))


def named(argument: ValueNode) -> Iterator[str]:
    """The variables that stand in an argument."""
    return (each.name.value for each in _parts(argument) if isinstance(each, VariableNode))


def filters(definition: Any, argument: ArgumentNode) -> bool:
    """Whether an argument is a filter; of a field that there is none of, none is."""
    declared = definition.args.get(argument.name.value) if definition is not None else None
    return declared is not None and getattr(get_named_type(declared.type), "fields", {}).keys() >= COMBINING


def weight(value: object) -> int:
    """As how many values one counts that is given for a variable, without what is in it."""
    if isinstance(value, str):
        return 1 + len(value) // CHARACTERS
    return OBJECT if isinstance(value, Mapping) else 1


def number(written: ValueNode) -> int | None:
    """Read a page size that is written in the document; of more digits than any has, the first ones are enough."""
    return int(written.value[:DIGITS]) if isinstance(written, IntValueNode) else None


def whole(value: Any) -> int | None:
    """Read a page size that came from outside: None for whatever is no whole number."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _parts(argument: ValueNode) -> Iterator[ValueNode]:
    """A value and all that is in it, without recursion."""
    waiting = [argument]
    while waiting:
        match part := waiting.pop():
            case ObjectValueNode(fields=fields):
                waiting.extend(each.value for each in fields)
            case ListValueNode(values=values):
                waiting.extend(values)
            case _:
                pass
        yield part


def _one(part: ValueNode, given: Mapping[str, Given]) -> int:
    match part:
        case StringValueNode(value=text):
            return weight(text)
        case ObjectValueNode():
            return OBJECT
        case VariableNode(name=name):
            return given.get(name.value, Given()).values
        case _:
            return 1
