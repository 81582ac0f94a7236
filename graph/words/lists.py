"""Every list that is handed out: of the catalogue, of records, of what follows from them, of what is brought."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

from graph.words.catalogue_lists import CatalogueList
from graph.words.derived_lists import DerivedList
from graph.words.imports import LISTED, Kind
from graph.words.record_lists import RecordList

AnyList: TypeAlias = CatalogueList | RecordList | DerivedList | Kind
LISTS: Final[Mapping[str, AnyList]] = {
    each.value: each for each in (*CatalogueList, *RecordList, *DerivedList, *LISTED)
}
"""By the word of its address."""
