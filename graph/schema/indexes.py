"""Full-text indexes: which property of which kind of node is searched by its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString


@dataclass(frozen=True, slots=True)
class FullText:
    """A full-text index over one property."""

    name: LiteralString
    label: LiteralString
    property: LiteralString


RESOURCE_TEXT = FullText("resource_text", "Resource", "searchText")
