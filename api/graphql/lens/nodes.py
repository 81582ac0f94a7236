"""Single nodes by id or code, whatever their kind; each read together with its siblings of the same request."""

from typing import Any

import strawberry
from graphql import FieldNode, InlineFragmentNode, SelectionSetNode

from api.graphql.lens.ids import parsed
from api.graphql.lens.registration import LENSES, Node
from graph.codes.uscc import parse_uscc
from graph.store.edges import by_id

_IDENTITY = frozenset({"id", "__typename"})


async def loaded(info: strawberry.Info, label: str, identity: str) -> Node | None:
    """The visible node of a label and id, read together with its siblings; None for an unknown label."""
    shown: Any = LENSES.get(label)
    if shown is None:
        return None
    found: Node | None = shown.of(await info.context.load(by_id(shown.SHAPE), identity))
    return found


def seen(info: strawberry.Info, label: str, identity: str) -> Any:
    """A node that the asker is known to see; it is read only where more of it is asked for than its identity.

    It is no coroutine, because a walk has thousands and each would be waited for.
    """
    if all(_identity_alone(field.selection_set) for field in info._raw_info.field_nodes):  # noqa: SLF001
        known: Any = LENSES[label]
        return known.known_as(identity)
    return loaded(info, label, identity)


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


async def one(info: strawberry.Info, by: By, label: str) -> Any:
    """The visible node of a label that is named by id or code; None where there is none.

    Raises:
        Malformed: The id is none of ours, or the code of a department is unknown and no USCC.
    """
    if by.code is not None:
        code = by.code.value or ""
        found = await loaded(info, label, code)
        if found is None and label == "Department":
            parse_uscc(code, ("by", "code"))  # says what is wrong with it; some old codes in the store are not right
        return found
    named, identity = parsed(by.id.value or "" if by.id is not None else "", "by", "id")
    return await loaded(info, label, identity) if named == label else None
