"""Single nodes by id or code, whatever their kind; each read together with its siblings of the same request."""

from collections.abc import Callable
from typing import Any, NamedTuple

import strawberry
from graphql import FieldNode, InlineFragmentNode, SelectionSetNode

from api.graphql.lens.ids import parsed
from api.graphql.lens.registration import LENSES, Node, arguments_of, dressed, shown
from graph.codes.uscc import parse_uscc
from graph.schema.shapes import Shape
from graph.store.edges import Batch, by_id

_IDENTITY = frozenset({"id", "__typename"})


class Sought(NamedTuple):
    """Which node is meant."""

    batch: Batch
    """What finds it."""
    key: str
    absent: Callable[[], object] | None = None
    """Says, by raising, what is wrong with the key of a node that there is not."""

    @property
    def shape(self) -> Shape:
        """Its kind."""
        assert self.batch.child is not None  # noqa: S101 - a batch of plain values finds no node
        return self.batch.child


def found(*read: str, published: Any) -> Callable[[Callable[..., Any]], Any]:
    """Publish a function that names a node (`Sought`), or says by None that there is none.

    Args:
        read: Columns or attributes that it takes by position, before its arguments.
        published: The type that shows the node; null where there is none that the asker may see.
    """

    def made(function: Callable[..., Any]) -> Any:
        def resolve(self: Any, info: strawberry.Info, **given: Any) -> Any:
            return _given(info, function(*[getattr(self, each) for each in read], **given))

        metadata = {"found": function, "reads": read}
        return dressed(
            resolve, function, metadata, arguments_of(function, len(read)), with_info=True, published=published
        )

    return made


def itself(label: str, identity: str) -> Any:
    """Publish the node of which a value is a view, which the asker is known to see: its identity is not read again.

    Args:
        label: The attribute that is its label.
        identity: The attribute that is its id.
    """

    def resolve(self: Any, info: strawberry.Info) -> Any:
        return _known(info, getattr(self, label), getattr(self, identity))

    def node(self: Any) -> None:
        """The node itself."""

    metadata = {"found": sought, "reads": (label, identity), "itself": True}
    return dressed(resolve, node, metadata, (), with_info=True, published=Node | None)


def sought(label: str, identity: str) -> Sought | None:
    """The node of a label and id; None for an unknown label."""
    kind: Any = LENSES.get(label)
    return Sought(by_id(kind.SHAPE), identity) if kind is not None else None


async def loaded(info: strawberry.Info, label: str, identity: str) -> Node | None:
    """The visible node of a label and id, read together with its siblings; None for an unknown label."""
    one = sought(label, identity)
    node: Node | None = await _read(info, one) if one is not None else None
    return node


def _known(info: strawberry.Info, label: str, identity: str | None) -> Any:
    """The node; it is read only where more of it is asked for than its identity. None where there is none yet.

    It is no coroutine, because a walk has thousands and each would be waited for.
    """
    if identity is None:
        return None
    one = sought(label, identity)
    if one is not None and all(_identity_alone(field.selection_set) for field in info._raw_info.field_nodes):  # noqa: SLF001
        kind: Any = LENSES[label]
        return kind.known_as(identity)
    return _given(info, one)


def _given(info: strawberry.Info, one: Sought | None) -> Any:
    return None if one is None else _read(info, one)


async def _read(info: strawberry.Info, one: Sought) -> Any:
    row = await info.context.load(one.batch, one.key)
    if row is None and one.absent is not None:
        one.absent()
    return shown(one.batch, row)


def _identity_alone(selected: SelectionSetNode | None) -> bool:
    return selected is not None and all(
        each.name.value in _IDENTITY
        if isinstance(each, FieldNode)
        else isinstance(each, InlineFragmentNode) and _identity_alone(each.selection_set)
        for each in selected.selections
    )


@strawberry.input(one_of=True, description="How a thing is named: exactly one.")
class By:
    """How a thing is named."""

    id: strawberry.Maybe[strawberry.ID] = strawberry.field(description="Global id.")
    code: strawberry.Maybe[str] = strawberry.field(description="Code: USCC, entry code, library code …")


def named(by: By, label: str) -> Sought | None:
    """The node of a label that is named by id or code; None where the id is another kind's.

    Where there is none, the code of a department says what is wrong with it; some old codes in the store are not right.

    Raises:
        Malformed: The id is none of ours.
    """
    shape = LENSES[label].SHAPE  # type: ignore[attr-defined]
    if by.code is not None:
        code = by.code.value or ""
        absent = (lambda: parse_uscc(code, ("by", "code"))) if label == "Department" else None
        return Sought(by_id(shape), code, absent)
    kind, identity = parsed(by.id.value or "" if by.id is not None else "", "by", "id")
    return Sought(by_id(shape), identity) if kind == label else None
