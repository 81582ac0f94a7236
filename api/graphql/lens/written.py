"""What an act has written, read again for its answer."""

from typing import TypeVar

import strawberry

from api.graphql.lens.registration import Lens
from graph.errors import NotFound
from graph.store.edges import by_id

L = TypeVar("L", bound=Lens)


async def written(info: strawberry.Info, lens: type[L], identity: str, missing: NotFound) -> L:
    """The node, as the asker sees it now.

    Args:
        info: The field that is answered.
        lens: How the node is shown.
        identity: Its id.
        missing: What is said where it was written under the same key before, by somebody who may no longer see it.

    Raises:
        NotFound: `missing`.
    """
    info.context.forget()
    (row,) = await by_id(lens.SHAPE)(info.context.view, [identity])
    if row is None:
        raise missing
    found: L = lens.of(row)  # type: ignore[assignment] # of a row there is one
    return found
