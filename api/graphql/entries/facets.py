"""Facets: counts of what a filter finds, by column, each value with its name for people."""

from collections.abc import Mapping
from enum import Enum

import strawberry

from api.graphql.context import Context
from api.graphql.entries.terms import FacetName
from api.graphql.lens.naming import snake
from api.graphql.lens.registration import told
from api.graphql.lens.values import attribute, shows
from graph.schema.nodes import DEPARTMENT, LIBRARY
from graph.store.edges import Batch, by_id
from graph.subjects.entries import memory as entries_memory
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


def _name(column: str) -> FacetName:
    """`providerId` → `PROVIDER`."""
    return FacetName[snake(column.removesuffix("Id")).upper()]


@shows(entries_memory.FacetCount, "One value of a facet with its count.")
class FacetCount:
    """One value with its count."""

    value: str = attribute("Name of an enum's member, or a code; a filter takes it as it is.")
    count: int = attribute("How many.")

    @told("column", "value")
    async def label(info: strawberry.Info[Context, None], column: str, value: str) -> str:  # noqa: N805 - what is read
        """The value for people: its Chinese term, or the name of the department or library (名称)."""
        facet = _name(column)
        if facet in _TERMS:
            return str(_TERMS[facet][value].value)
        batch = _NODES[facet]
        row = await info.context.load(batch, value)
        assert batch.child is not None  # noqa: S101 - both give rows
        return str(row[batch.child.names.index("name")]) if row else value


@shows(entries_memory.Facet, "Counts by one column (分面).")
class Facet:
    """Counts by one column."""

    name: FacetName = attribute("By what is counted.", "column", through=_name)
    counts: list[FacetCount] = attribute("Largest first, at most 50.")
