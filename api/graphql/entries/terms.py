"""By what entries are counted."""

import enum

from api.graphql.lens.terms import publish
from graph.schema.columns import Column
from graph.schema.nodes import RESOURCE
from graph.store.conditions import single


class FacetName(enum.Enum):
    """By what entries are counted: the columns that declare a facet."""

    _ignore_ = "column"
    for column in RESOURCE.columns:
        if column.facet:
            vars()[column.field.upper()] = column.facet


COUNTED: dict[str, tuple[FacetName, Column]] = {
    single(column): (FacetName[column.field.upper()], column) for column in RESOURCE.columns if column.facet
}
"""Name and column of every facet, by what the list of entries calls it."""

publish(FacetName, "By what entries are counted (分面).")
