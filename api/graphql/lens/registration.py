"""Registration: a GraphQL type is a lens, on a stored row or on a value of the domain; it holds no data of its own.

A resolver returns the row's lens or the value itself, and each published field reads it:

* `column`, of a row: a column of the stored form, under its name in snake case.
* `attribute`, of a value (`values`): an attribute under its own or another name, or a pure function of some.
* `computed`: a pure function of what it names, and of arguments.
* `told`: a function of what it names, and of who asks.
* `edge`: a batch function over many parents; one statement per level, never one per object.
* `found`, `listed` (`nodes`, `connections`): a function that says which node, or which page of which list, is meant.
* `resolved`: an ordinary resolver; what has statements of its own, and everything that has none.

What a field reads is compared with the shape or the class when the module is imported; a name that is none ends it.
The registration is kept in the field's metadata: the planned, breadth-first execution (`plan`) reads it beside the
ordinary one. Mutations are published by `payloads`. A docstring is the field's description.
"""

import enum
import inspect
import typing
from collections.abc import Callable, Collection, Sequence
from types import NoneType, UnionType
from typing import Any, NoReturn, TypeVar, get_args, get_origin

import strawberry
from strawberry.types.field import StrawberryField

from api.graphql.lens import terms as _terms  # noqa: F401 - closed lists are published before a type names one
from api.graphql.lens.ids import global_id
from api.graphql.lens.naming import snake
from graph.schema.shapes import Shape
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
    def known_as(cls: type[T], key: str) -> T:
        """The object that shows the identity of a node, and nothing else of it."""
        shown = object.__new__(cls)
        shown.__dict__ = {"key": key, "id": global_id(cls.SHAPE.label, key)}  # type: ignore[attr-defined]
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


def lens(shape: Shape, description: str) -> Callable[[type[T]], type[T]]:
    """Make a class the lens of a shape: its annotations without resolver are published columns."""
    names = tuple("key" if column == "id" else snake(column) for column in shape.names)

    def made(cls: type[T]) -> type[T]:
        compared(cls, names, shape.label)
        enums = {attribute: found for attribute, note in inspect.get_annotations(cls).items() if (found := _enum(note))}
        _chosen_alike(cls.__name__, enums, dict(zip(names, shape.names, strict=True)), shape)
        cls.SHAPE = shape  # type: ignore[attr-defined]
        cls._names = names  # type: ignore[attr-defined]
        cls._converters = tuple((a, dict(m.__members__)) for a, m in enums.items() if a in names)  # type: ignore[attr-defined]
        LENSES[shape.label] = cls
        return never_made(strawberry.type(cls, description=description))

    return made


def _chosen_alike(
    owner: str, enums: typing.Mapping[str, type[enum.Enum]], columns: typing.Mapping[str, str], shape: Shape
) -> None:
    """Compare the closed lists that a lens names with those that the columns declare.

    Raises:
        TypeError: A column holds members of another list, or of none.
    """
    for attribute, members in enums.items():
        if attribute in columns and shape.named(columns[attribute]).of is not members:
            raise TypeError(f"{owner}.{attribute} chooses from {members.__name__}, its column does not")


def compared(cls: type, known: Collection[str], owner: str) -> None:
    """Compare what the fields of a class read with what there is.

    Raises:
        TypeError: One reads what is not there.
    """
    for name, field in vars(cls).items():
        if isinstance(field, StrawberryField):
            for each in field.metadata.get("reads") or ((name,) if field.is_basic_field else ()):
                if each not in known:
                    raise TypeError(f"{cls.__name__}.{name} reads {each}, which {owner} does not have")


def never_made(cls: type[T]) -> type[T]:
    """Take away the constructor that strawberry gives: a lens holds nothing that could be given to it."""

    def refuse(self: Any, *_: Any, **__: Any) -> NoReturn:
        raise TypeError(f"{type(self).__name__} is a lens; return what it shows")

    cls.__init__ = refuse  # type: ignore[method-assign]
    return cls


def column(description: str) -> Any:
    """Publish a column."""
    return strawberry.field(description=description, metadata={"column": True})


def resolved(function: Callable[..., Any]) -> Any:
    """Publish an ordinary resolver."""
    return resolved_as(None)(function)


def resolved_as(published: Any, *, repeatable: bool = True) -> Callable[[Callable[..., Any]], Any]:
    """Publish an ordinary resolver that returns the value which a type shows.

    Args:
        published: The type.
        repeatable: Whether it can be run again without having done anything twice.
    """
    return lambda function: strawberry.field(
        resolver=function,
        description=described(function),
        graphql_type=published,
        metadata={"resolved": function, "repeatable": repeatable},
    )


def computed(*read: str, published: Any = None) -> Callable[[Callable[..., Any]], Any]:
    """Publish a pure function of what it reads; it takes that by position, then its arguments.

    Args:
        read: Columns or attributes.
        published: The type that shows what it returns, where it returns a value of the domain.
    """
    return _function_of(read, published, asks=False)


def told(*read: str, published: Any = None) -> Callable[[Callable[..., Any]], Any]:
    """Publish a function of who asks and of what it reads; it takes the request, then the same as `computed`."""
    return _function_of(read, published, asks=True)


def _function_of(read: tuple[str, ...], published: Any, *, asks: bool) -> Callable[[Callable[..., Any]], Any]:
    def made(function: Callable[..., Any]) -> Any:
        def resolve(self: Any, **given: Any) -> Any:
            asker = (given.pop("info"),) if asks else ()
            return function(*asker, *[getattr(self, each) for each in read], **given)

        metadata = {"told" if asks else "computed": function, "reads": read}
        return dressed(
            resolve, function, metadata, arguments_of(function, asks + len(read)), with_info=asks, published=published
        )

    return made


def edge(
    batch: Batch, key: str = "key", through: Callable[[Any], Any] | None = None
) -> Callable[[Callable[..., Any]], Any]:
    """Publish a batch function: `def provider(self) -> Department | None: ...`.

    Args:
        batch: The function; the field's arguments are passed on to it.
        key: Column or attribute of the parent that is the key; a null key gives null, or an empty list.
        through: A pure function that makes of a plain value what is shown.
    """

    def made(function: Callable[..., Any]) -> Any:
        async def resolve(self: Any, info: strawberry.Info, **given: Any) -> Any:
            at = getattr(self, key)
            if at is None:
                return [] if batch.many else None
            value = await info.context.load(batch, at, **given)
            return shown(batch, value) if through is None else through(value)

        metadata = {"edge": batch, "through": through, "reads": (key,)}
        return dressed(resolve, function, metadata, arguments_of(function, 1), with_info=True)

    return made


def shown(batch: Batch, value: Any) -> Any:
    """A batch function's value through the lens of its rows; plain values as they are."""
    if batch.child is None:
        return value
    kind: Any = LENSES[batch.child.label]
    return kind.all_of(value) if batch.many else kind.of(value)


def described(function: Callable[..., Any]) -> str:
    """The first paragraph of a docstring."""
    return (inspect.getdoc(function) or "").partition("\n\n")[0]


def arguments_of(function: Callable[..., Any], skipped: int) -> list[inspect.Parameter]:
    """The parameters of a function that are arguments of its field, behind those that are not."""
    return list(inspect.signature(function).parameters.values())[skipped:]


def dressed(
    resolve: Any,
    function: Callable[..., Any],
    metadata: dict[str, Any],
    arguments: Sequence[inspect.Parameter],
    *,
    with_info: bool,
    published: Any = None,
) -> Any:
    """Publish a resolver under the name, words and signature of the function that was written.

    Args:
        resolve: The resolver; it takes itself, `info` where it is `with_info`, and the field's arguments by name.
        function: What was written.
        metadata: The registration.
        arguments: The field's arguments.
        with_info: Whether the resolver takes who asks.
        published: The type that shows what is returned, where that is a value of the domain.
    """
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
    return strawberry.field(
        resolver=resolve, description=described(function), metadata=metadata, graphql_type=published
    )


def _enum(note: Any) -> type[enum.Enum] | None:
    if get_origin(note) in (typing.Union, UnionType):
        note = next((each for each in get_args(note) if each is not NoneType), None)
    return note if isinstance(note, type) and issubclass(note, enum.Enum) else None
