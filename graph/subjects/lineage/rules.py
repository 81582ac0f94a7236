"""What is no lineage at all between things that are there; what is lost between two items, `law.item_lineage` says.

* A licence is made from what was known before it was issued, never from what followed from it.
"""

from collections.abc import Sequence

from graph.errors import Conflict, Text
from graph.refusal_codes import Code


def from_itself(way: Sequence[str], place: tuple[str, ...]) -> Conflict:
    """The refusal of a licence that is made from what follows from it.

    Args:
        way: The circle, from the licence type to itself.
        place: Where the edge stands that closes it.
    """
    shown = " → ".join(way[:10])
    return Conflict(
        Text(
            f"证照类型 {way[0]} 由其自身签发后形成的数据制作：{shown}；"
            "请改由办理业务时形成的数据制作，或删去其中由证照形成资源的一步",
            f"licence type {way[0]} is made from data that follow from its own issue: {shown}; make it from what was "
            "known before, or take out the step by which the resource is made from the licence",
        ),
        code=Code.LICENSE_FROM_ITSELF,
        path=place,
        value=shown,
    )
