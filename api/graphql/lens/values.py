"""Lenses on values of the domain: a verdict, a walk, an article, a sentence.

* A type `shows` a class of the domain; a resolver that is `resolved_as` the type returns the value itself.
* Each field is an `attribute`, or one of the functions of `registration`; a wrong name ends the import.
* The type is recognised by the class of the value, also in a union or behind an interface.
"""

import inspect
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

import strawberry
from strawberry.types.field import StrawberryField

from api.graphql.lens.registration import compared, never_made

T = TypeVar("T")


def shows(value: type, description: str, *, interface: bool = False) -> Callable[[type[T]], type[T]]:
    """Make a class the lens of a class of the domain: resolvers return the value, and every field reads it.

    Args:
        value: The class whose values are shown.
        description: What it is.
        interface: Whether it is published as an interface.
    """

    def made(cls: type[T]) -> type[T]:
        compared(cls, _attributes(value), value.__name__)
        cls.SHOWS = value  # type: ignore[attr-defined]
        # What is raised is never returned as it is, see `refusals.shown`.
        if not issubclass(value, BaseException):
            cls.is_type_of = staticmethod(lambda shown, _: isinstance(shown, value))  # type: ignore[attr-defined]
        publish = strawberry.interface if interface else strawberry.type
        return never_made(publish(cls, description=description))

    return made


def _attributes(value: type) -> set[str]:
    """Fields of a dataclass or named tuple, and properties."""
    annotated = {name for each in value.__mro__ for name in inspect.get_annotations(each)}
    return annotated | {name for name, _ in inspect.getmembers(value, lambda each: isinstance(each, property))}


def attribute(description: str, *read: str, through: Callable[..., Any] | None = None, name: str | None = None) -> Any:
    """Publish an attribute of a value.

    Args:
        description: What it says.
        read: The attributes that are read, where it is not the one of the same name.
        through: A pure function of them that makes what is published.
        name: Its name in the schema, where that is no Python name.
    """
    if not read and through is None:
        return strawberry.field(description=description, name=name)
    return _Through(graphql_name=name, description=description, metadata={"reads": read, "through": through})


class _Through(StrawberryField):
    """An attribute that is published under another name or in another form, without what a resolver costs."""

    def get_result(self, source: Any, info: Any, args: Any, kwargs: Any) -> Any:  # noqa: ARG002 - strawberry's
        reads, through = self.metadata["reads"] or (self.python_name,), self.metadata["through"]
        found = [getattr(source, each) for each in reads]
        return through(*found) if through is not None else found[0]


class Pair(NamedTuple):
    """An entry of a mapping; GraphQL has no mappings, and lists their entries."""

    key: Any
    value: Any


def pairs(mapping: Mapping[Any, Any]) -> list[Pair]:
    """The entries of a mapping, in its order."""
    return [Pair(key, value) for key, value in mapping.items()]
