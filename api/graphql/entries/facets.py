"""Facets: counts of what a filter finds, by column, each value with its name for people."""

from collections.abc import Mapping
from enum import Enum

import strawberry

from api.graphql.context import Context
from api.graphql.entries.terms import FacetName
from api.graphql.lens.naming import snake
from api.graphql.lens.registration import resolved
from graph.schema.nodes import DEPARTMENT, LIBRARY
from graph.store.edges import Batch, by_id
from graph.words import entries as entries_words

_TERMS: Mapping[FacetName, type[Enum]] = {
    FacetName.SHARING: entries_words.SharingType,
    FacetName.OPENING: entries_words.OpeningType,
    FacetName.CYCLE: entries_words.UpdateCycle,
    FacetName.FORMAT_CATEGORY: entries_words.FormatCategory,
    FacetName.MODE: entries_words.Mode,
    FacetName.STATE: entries_words.EntryState,
}
_NODES: Mapping[FacetName, Batch] = {
    FacetName.PROVIDER: by_id(DEPARTMENT),
    FacetName.LIBRARY: by_id(LIBRARY),
}


@strawberry.type(description="One value of a facet with its count.")
class FacetCount:
    """One value with its count."""

    facet: strawberry.Private[FacetName]
    value: str = strawberry.field(description="Name of an enum's member, or a code; a filter takes it as it is.")
    count: int = strawberry.field(description="How many.")

    @resolved
    async def label(self, info: strawberry.Info[Context, None]) -> str:
        """The value for people: its Chinese term, or the name of the department or library (名称)."""
        if self.facet in _TERMS:
            return str(_TERMS[self.facet][self.value].value)
        batch = _NODES[self.facet]
        row = await info.context.load(batch, self.value)
        assert batch.child is not None  # noqa: S101 - both give rows
        return str(row[batch.child.names.index("name")]) if row else self.value


@strawberry.type(description="Counts by one column (分面).")
class Facet:
    """Counts by one column."""

    name: FacetName = strawberry.field(description="By what is counted.")
    counts: list[FacetCount] = strawberry.field(description="Largest first, at most 50.")


def facets_of(counted: dict[str, list[tuple[str, int]]]) -> list[Facet]:
    """The published form of counts; codes lose the store's suffix."""
    found = ((FacetName[snake(name.removesuffix("Id")).upper()], counts) for name, counts in counted.items())
    return [
        Facet(name=name, counts=[FacetCount(facet=name, value=value, count=count) for value, count in counts])
        for name, counts in found
    ]
