"""What a list is asked for, and what it answers: values between who asks and who lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """Rows with their keys, and whether more follow."""

    rows: list[tuple[Any, list[Any]]]
    """(order key, row) pairs."""
    more: bool
    """Whether there are more on the side to which the page was read."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which page of a list."""

    order: str
    size: int
    start: tuple[Any, str] | None = None
    """Order key and id of the row beside which it begins; None = at the end of the list."""
    backward: bool = False
    """Whether it is read towards the beginning of the list; its rows stand in the list's order all the same."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for; the same value serves page, count and facets."""

    alternatives: tuple[Mapping[str, Any], ...] | None = None
    """Alternatives of the filter; None finds everything, no alternative nothing."""
    search: str | None = None
    """Words as they are typed."""

    def without(self, name: str) -> Asked:
        """The same without what was chosen of one facet: it is counted by what else there is to choose."""
        if self.alternatives is None or not any(name in each for each in self.alternatives):
            return self
        left = [{key: given for key, given in each.items() if key != name} for each in self.alternatives]
        return replace(self, alternatives=tuple(left))
