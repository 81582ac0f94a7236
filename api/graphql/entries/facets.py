"""Facets: counts of what a filter finds, by column, each value with its name for people."""

from api.graphql.entries.terms import COUNTED, FacetName
from api.graphql.lens.values import attribute, shows
from graph.schema.columns import Type
from graph.subjects.entries import memory as entries_memory


def _name(column: str) -> FacetName:
    """`providerId` → `PROVIDER`."""
    return COUNTED[column][0]


def _label(column: str, value: str, called: str | None) -> str:
    of = COUNTED[column][1].of
    return (called or value) if isinstance(of, Type) else str(of[value].value)


@shows(entries_memory.FacetCount, "One value of a facet with its count.")
class FacetCount:
    """One value with its count."""

    value: str = attribute("Name of an enum's member, or a code; a filter takes it as it is.")
    count: int = attribute("How many.")

    label: str = attribute(
        "The value for people: its Chinese term, or the name of the department or library (名称).",
        "column",
        "value",
        "called",
        through=_label,
    )


@shows(entries_memory.Facet, "Counts by one column (分面).")
class Facet:
    """Counts by one column."""

    name: FacetName = attribute("By what is counted.", "column", through=_name)
    counts: list[FacetCount] = attribute(
        "Largest first, at most 50. What the filter chooses of this facet is left out: each says what it would give."
    )
    is_partial: bool = attribute("Whether there are more values than these (未列全).", "partial")
