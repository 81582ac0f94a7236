"""Registration: a GraphQL type is a lens on a stored form; each of its fields is one of four.

* `column`: a column of the stored row, published under its name in snake case.
* `computed`: a pure function of columns and arguments.
* `edge`: a batch function over many parents; one statement per level, never one per object.
* a part of a *struct*: a connection or a lineage, plain strawberry types.

The registration is kept in the field's metadata, so that a planned, breadth-first execution can be added beside the
ordinary one. Mutations return an identity that is read through the same lens. A docstring is the field's description.
"""

import enum
import inspect
import typing
from collections.abc import Callable, Sequence
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin

import strawberry

from api.graphql.lens import terms as _terms  # noqa: F401 - closed lists are published before a type names one
from api.graphql.lens.ids import global_id
from api.graphql.lens.naming import snake
from graph.schema.nodes import Shape
from graph.store.edges import Batch, Row

T = TypeVar("T")
LENSES: dict[str, type] = {}
"""Lens of every label."""


class Lens:
    """Mixin of types that show a stored row."""

    SHAPE: typing.ClassVar[Shape]
    _converters: typing.ClassVar[tuple[tuple[str, typing.Mapping[str, enum.Enum]], ...]]
    _names: typing.ClassVar[tuple[str, ...]]

    @classmethod
    def of(cls: type[T], row: Row | None) -> T | None:
        """The object that shows a row; None for none."""
        if row is None:
            return None
        shown = object.__new__(cls)
        values = dict(zip(cls._names, row, strict=True))  # type: ignore[attr-defined]
        values["id"] = global_id(cls.SHAPE.label, values["key"])  # type: ignore[attr-defined]
        for name, members in cls._converters:  # type: ignore[attr-defined]
            if values[name] is not None:
                values[name] = members[values[name]]
        shown.__dict__ = values
        return shown

    @classmethod
    def all_of(cls: type[T], rows: Sequence[Row]) -> list[T]:
        """The objects that show rows."""
        return [cls.of(row) for row in rows]  # type: ignore[attr-defined]


@strawberry.interface(description="Anything with an identity that can be fetched again by it.")
class Node:
    """Anything with an identity."""

    # An attribute, not a resolver: every object is asked for it, and a call costs as much as four columns.
    id: strawberry.ID = strawberry.field(description="Opaque global identity; pass it to `node`.")


def lens(shape: Shape, description: str, name: str | None = None) -> Callable[[type[T]], type[T]]:
    """Make a class the lens of a shape: its annotations without resolver are published columns."""

    def made(cls: type[T]) -> type[T]:
        names = tuple("key" if column == "id" else snake(column) for column in shape.names)
        annotated = inspect.get_annotations(cls)
        enums = {attribute: members for attribute, note in annotated.items() if (members := _enum(note))}
        for attribute in annotated:
            if attribute not in names and not hasattr(cls, attribute):
                raise TypeError(f"{cls.__name__}.{attribute} is no column of {shape.label}")
        cls.SHAPE = shape  # type: ignore[attr-defined]
        cls._names = names  # type: ignore[attr-defined]
        cls._converters = tuple((a, dict(m.__members__)) for a, m in enums.items() if a in names)  # type: ignore[attr-defined]
        LENSES[shape.label] = cls
        return strawberry.type(cls, description=description, name=name)

    return made


def column(description: str) -> Any:
    """Publish a column."""
    return strawberry.field(description=description, metadata={"column": True})


def resolved(function: Callable[..., Any]) -> Any:
    """Publish an ordinary resolver."""
    return strawberry.field(resolver=function, description=_said(function))


def act(function: Callable[..., Any]) -> Any:
    """Publish a mutation."""
    return strawberry.mutation(resolver=function, description=_said(function))


def computed(*columns: str) -> Callable[[Callable[..., T]], Any]:
    """Publish a pure function of columns; it takes them by position, then its arguments."""

    def made(function: Callable[..., T]) -> Any:
        signature = inspect.signature(function)
        arguments = list(signature.parameters.values())[len(columns) :]

        def resolve(self: Any, **given: Any) -> T:
            values = self.__dict__
            return function(*(values[name] for name in columns), **given)

        _dress(resolve, function, arguments, with_info=False)
        said = _said(function)
        return strawberry.field(resolver=resolve, description=said, metadata={"computed": columns})

    return made


def edge(
    batch: Batch, key: str = "key", through: Callable[[Any], Any] | None = None
) -> Callable[[Callable[..., Any]], Any]:
    """Publish a batch function: `def provider(self) -> Department | None: ...`.

    Args:
        batch: The function; the field's arguments are passed on to it.
        key: Attribute of the parent that is the key; a null key gives null, or an empty list.
        through: A pure function that makes of a plain value what is shown.
    """

    def made(function: Callable[..., Any]) -> Any:
        signature = inspect.signature(function)
        arguments = list(signature.parameters.values())[1:]

        async def resolve(self: Any, info: strawberry.Info, **given: Any) -> Any:
            at = self.__dict__[key]
            if at is None:
                return [] if batch.many else None
            value = await info.context.load(batch, at, **given)
            return shown(batch, value) if through is None else through(value)

        _dress(resolve, function, arguments, with_info=True)
        said = _said(function)
        return strawberry.field(resolver=resolve, description=said, metadata={"edge": batch})

    return made


def shown(batch: Batch, value: Any) -> Any:
    """A batch function's value through the lens of its rows; plain values as they are."""
    if batch.child is None:
        return value
    kind: Any = LENSES[batch.child.label]
    return kind.all_of(value) if batch.many else kind.of(value)


def _said(function: Callable[..., Any]) -> str:
    """The first paragraph of a docstring."""
    return (inspect.getdoc(function) or "").partition("\n\n")[0]


def _dress(resolve: Any, function: Callable[..., Any], arguments: list[inspect.Parameter], *, with_info: bool) -> None:
    """Give the resolver the name, words and signature of the function that was written."""
    me = inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    info = inspect.Parameter("info", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=strawberry.Info)
    named = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in arguments]
    returned = inspect.signature(function).return_annotation
    resolve.__name__ = function.__name__
    resolve.__qualname__ = function.__qualname__
    resolve.__module__ = function.__module__
    resolve.__doc__ = function.__doc__
    resolve.__signature__ = inspect.Signature([me, *([info] if with_info else []), *named], return_annotation=returned)
    resolve.__annotations__ = {each.name: each.annotation for each in named} | {"return": returned}
    if with_info:
        resolve.__annotations__["info"] = strawberry.Info


def _enum(note: Any) -> type[enum.Enum] | None:
    if get_origin(note) in (typing.Union, UnionType):
        note = next((each for each in get_args(note) if each is not NoneType), None)
    return note if isinstance(note, type) and issubclass(note, enum.Enum) else None
