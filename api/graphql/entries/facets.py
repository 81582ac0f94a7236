"""Facets: counts of what a filter finds, by column, each value with its name for people."""

import strawberry

from api.graphql.context import Context
from api.graphql.entries.terms import COUNTED, FacetName
from api.graphql.lens.registration import told
from api.graphql.lens.values import attribute, shows
from graph.schema.columns import Type
from graph.schema.nodes import BY_LABEL
from graph.store.edges import by_id
from graph.subjects.entries import memory as entries_memory


def _name(column: str) -> FacetName:
    """`providerId` → `PROVIDER`."""
    return COUNTED[column][0]


@shows(entries_memory.FacetCount, "One value of a facet with its count.")
class FacetCount:
    """One value with its count."""

    value: str = attribute("Name of an enum's member, or a code; a filter takes it as it is.")
    count: int = attribute("How many.")

    @told("column", "value")
    async def label(info: strawberry.Info[Context, None], column: str, value: str) -> str:  # noqa: N805 - what is read
        """The value for people: its Chinese term, or the name of the department or library (名称)."""
        counted = COUNTED[column][1]
        if not isinstance(counted.of, Type):
            return str(counted.of[value].value)
        if not counted.refers:
            return value
        shape = BY_LABEL[counted.refers]
        row = await info.context.load(by_id(shape), value)
        return str(row[shape.names.index("name")]) if row else value


@shows(entries_memory.Facet, "Counts by one column (分面).")
class Facet:
    """Counts by one column."""

    name: FacetName = attribute("By what is counted.", "column", through=_name)
    counts: list[FacetCount] = attribute("Largest first, at most 50.")
