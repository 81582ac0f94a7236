"""The mutants of the law's table: each a row, or the table of acts, with one thing changed that running code reads.

A row is changed where it stands and put back afterwards, so that whoever holds it sees the change.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import Any

from mutations.variants import variants

from graph.law.acts import PERMISSIONS
from graph.law.policies import ROWS
from graph.law.policy import Policy
from graph.law.tracing import WORDS_ONLY

_NAMES = frozenset({"id", "city", "documents", "verified", "offered"})
"""What says which row it is, from which texts, and whether it is on: no rule."""
_WORKFLOW = 2
"""Where in a place the name of a workflow stands."""


@dataclass(frozen=True, slots=True, eq=False)
class Mutant:
    """One change."""

    place: str
    """`JI.workflows.objection.value[0].lasts.days#1`: unique, the same on every run."""
    sort: str
    on: object
    """The row, or the permission."""
    attribute: str
    value: Any

    @property
    def row(self) -> str:
        """The id of the row, or `acts`."""
        return self.place.partition(".")[0]

    @property
    def cell(self) -> str:
        """What of a row is changed, as `behaviour` says what a test reads: `JI.opening`, `JI.workflows.objection`."""
        workflow = self.place.split(".")[_WORKFLOW] if self.attribute == "workflows" else ""
        return f"{self.row}.{self.attribute}" + (f".{workflow}" if workflow else "")

    @contextmanager
    def in_force(self) -> Iterator[None]:
        """The table with the change, for a while."""
        before = getattr(self.on, self.attribute)
        object.__setattr__(self.on, self.attribute, self.value)
        try:
            yield
        finally:
            object.__setattr__(self.on, self.attribute, before)


def mutants() -> Iterator[Mutant]:
    """Every mutant, in the order of the table."""
    for row in ROWS:
        if not row.offered:
            continue  # nobody can be bound to it: nothing runs on it
        for name in (each.name for each in fields(Policy)):
            if name not in _NAMES | WORDS_ONLY.keys():
                yield from _of(row, name, f"{row.id}.{name}")
    for act, permission in PERMISSIONS.items():
        for name in ("posts", "roles"):
            yield from _of(permission, name, f"acts.{act.name}.{name}")


def _of(on: object, attribute: str, place: str) -> Iterator[Mutant]:
    seen: dict[str, int] = {}
    for inside, sort, value in variants(getattr(on, attribute), attribute):
        if attribute == "citations" and inside.startswith(".posts"):
            continue  # words only, as `tracing` says
        where = place + inside
        seen[where] = seen.get(where, 0) + 1
        yield Mutant(f"{where}#{seen[where]}", sort, on, attribute, value)
