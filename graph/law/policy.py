"""What one city's text says, cell by cell; each cell carries the articles that it was read from.

* A cell that is None: the text is silent. Silence is never filled with a neighbour's rule or a default.
"""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from graph.law.provisions import (
    AlsoUnconditional,
    Assessment,
    Authority,
    CatalogueUpdate,
    Correction,
    DataUpdate,
    EntryStep,
    Libraries,
    Modes,
    Opening,
    OutsideChannel,
    PeriodicDuty,
    RefusalGround,
    Stage,
    Withdrawal,
)
from graph.words.sources import Funding, LibraryKind

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Cell(Generic[_T]):
    """A value of the table with the articles that say so."""

    value: _T
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """One city's row; a subtree of organisations is bound to it for a period, never a place."""

    id: str
    city: str
    binds: str
    prefixes: tuple[str, ...]
    """Documents it was read from."""
    valid_from: date
    valid_until: date | None
    """First day on which it no longer holds; None = open."""
    verified: bool
    """False where the text is incomplete, or its numbers are from memory."""
    offered: bool
    """Whether a department can be bound to it without an administrator turning it on."""

    lead_authority: Cell[Authority]
    entry_approval: Cell[tuple[EntryStep, ...]] | None
    release_review: Cell[tuple[str, ...]] | None
    """What is reviewed before an entry is published, and published with it."""
    catalogue_update: Cell[CatalogueUpdate]
    data_update: Cell[DataUpdate] | None
    unconditional: Cell[tuple[Stage, ...]]
    """Stages of a request for 无条件共享; empty = direct, without application."""
    conditional: Cell[tuple[Stage, ...]]
    dispute: Cell[tuple[Stage, ...]] | None
    """What follows when a provider refuses 有条件共享."""
    refused: Cell[tuple[Stage, ...]]
    """Stages for 不予共享; empty = no path, the refusal cites the rules."""
    refusal_ground: Cell[RefusalGround] | None
    lapsed_ground: Cell[str] | None
    """What the provider does when the basis of 不予共享 lapses."""
    must_share: Cell[frozenset[Funding]] | None
    """Systems paid from these have to share their non-secret resources."""
    also_unconditional: Cell[AlsoUnconditional] | None
    correction: Cell[Correction]
    opening: Cell[Opening] | None
    base_libraries: Cell[Libraries]
    thematic_libraries: Cell[Libraries] | None
    third_kind: Cell[str]
    """Name of the department kind of library."""
    modes: Cell[Modes]
    outside_channels: Cell[OutsideChannel] | None
    identifiers: Cell[tuple[tuple[str, str], ...]] | None
    """Subject and the identifier its data carry."""
    withdrawal: Cell[Withdrawal] | None
    reserved: Cell[str] | None
    """专用: named departments need no application."""
    agent: Cell[str] | None
    """授权代理方 may review for the provider."""
    conflicts: Cell[tuple[Stage, ...]] | None
    """How differing values of two providers are settled."""
    unified_collection: Cell[tuple[Stage, ...]] | None
    upper_data: Cell[Stage] | None
    periodic_duties: tuple[PeriodicDuty, ...]
    assessment: Cell[Assessment] | None
    lists: Cell[tuple[str, ...]]
    """Levels of list, the lowest first."""
    ladder: Cell[tuple[str, ...]] | None
    """What follows a breach, step by step."""

    def in_force(self, on: date) -> bool:
        """Whether a case opened on a day can be decided by this row."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)

    def library_kind(self, words: str) -> LibraryKind | None:
        """Which kind of library a subject is here: 电子证照 is a base library in most cities, thematic in 长沙."""
        if any(words in name for name in self.base_libraries.value.names):
            return LibraryKind.BASE
        if self.thematic_libraries and any(words in name for name in self.thematic_libraries.value.names):
            return LibraryKind.THEMATIC
        return None
