"""What exists in the graph: asked before something is written that points to it, all kinds in one statement."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import LiteralString

from graph.store.engine import Store

LABELS: tuple[LiteralString, ...] = (
    "Department", "LegalBasis", "System", "Library", "Resource", "Item", "Consumer", "LicenseType",
)  # fmt: skip
"""Kinds of node whose existence can be asked."""

_EACH: tuple[LiteralString, ...] = tuple(
    f"COLLECT {{ UNWIND ${label} AS k MATCH (n:{label} {{id: k}}) RETURN k }}" for label in LABELS
)
_EXISTING: LiteralString = "RETURN [" + ", ".join(_EACH) + "]"


async def existing_ids(store: Store, wanted: Mapping[str, Collection[str]]) -> Mapping[str, frozenset[str]]:
    """Which ids exist, by label.

    Args:
        store: The graph.
        wanted: Ids to look for, by label.
    """
    asked = {label: sorted(set(wanted.get(label, ()))) for label in LABELS}
    if not any(asked.values()):
        return {label: frozenset() for label in LABELS}
    found = await store.read(_EXISTING, **asked)
    return {label: frozenset(ids) for label, ids in zip(LABELS, found, strict=True)}
