"""Every list that is handed out: of the catalogue, of records, and of what administrators bring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

from graph.words.catalogue_lists import CatalogueList
from graph.words.imports import LISTED, Kind
from graph.words.record_lists import RecordList

AnyList: TypeAlias = CatalogueList | RecordList | Kind
LISTS: Final[Mapping[str, AnyList]] = {each.value: each for each in (*CatalogueList, *RecordList, *LISTED)}
"""By the word of its address."""
