"""What things are called: asked where a table names things and gives no codes, all kinds in one statement."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import LiteralString

from graph.store.engine import Store

NAMED: Mapping[LiteralString, LiteralString] = {
    "Department": "[n.name, n.shortName]",
    "Division": "[n.name]",
    "System": "[n.name]",
    "Library": "[n.name]",
    "LegalBasis": "[n.title]",
    "Consumer": "[n.name]",
    "DataElement": "[n.name]",
    "LicenseType": "[n.name]",
}
"""Kinds of node of which there are so few that all names are read, with what each is called by."""
MANY: tuple[LiteralString, ...] = ("Resource",)
"""Kinds of node of which only those are read that bear a name exactly."""

_ALL: tuple[LiteralString, ...] = tuple(
    f"COLLECT {{ UNWIND ${label} AS asked MATCH (n:{label}) RETURN [n.id, {names}] }}" for label, names in NAMED.items()
)
_EXACT: tuple[LiteralString, ...] = tuple(
    f"COLLECT {{ UNWIND ${label} AS k MATCH (n:{label} {{name: k}}) RETURN [n.id, [n.name]] }}" for label in MANY
)
_NAMES: LiteralString = "RETURN [" + ", ".join((*_ALL, *_EXACT)) + "]"


@dataclass(frozen=True, slots=True)
class Called:
    """What one thing is called."""

    code: str
    names: tuple[str, ...]


async def names_of(store: Store, wanted: Mapping[str, Collection[str]]) -> Mapping[str, tuple[Called, ...]]:
    """What there is of some kinds, by label, with its names.

    Args:
        store: The graph.
        wanted: Names that are looked for, by label; of kinds with few nodes all are given.
    """
    asked = {label: [True] if wanted.get(label) else [] for label in NAMED}
    exact = {label: sorted(wanted.get(label, ())) for label in MANY}
    found: list[list[tuple[str, list[str | None]]]] = await store.read(_NAMES, **asked, **exact)
    return {
        label: tuple(Called(code, tuple(filter(None, names))) for code, names in rows)
        for label, rows in zip((*NAMED, *MANY), found, strict=True)
    }
