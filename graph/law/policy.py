"""One policy's row, cell by cell; each cell carries the articles that it was read from, and its own period.

* A cell that is None: the text is silent. Silence is never filled with a neighbour's rule or a default.
* An amended article changes one cell: the new wording with its first day, and the old one behind it (`before`); so it
  does what has no cell (`citations`). A case keeps the row of the day on which it was opened (`policies.policy_on`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Generic, TypeVar

from graph.law.citations import Citations
from graph.law.documents import Document
from graph.law.provisions import (
    AlsoUnconditional,
    Assessment,
    Authority,
    Binding,
    Libraries,
    Modes,
    MustShare,
    Opening,
    OutsideChannels,
    RefusalGround,
    Stage,
)
from graph.law.workflow import Table, Workflow
from graph.words.periods import holds_on
from graph.words.sources import LibraryKind

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Cell(Generic[_T]):
    """A value of the table with the articles that say so."""

    value: _T
    rules: tuple[str, ...]
    since: date | None = None
    """First day of this wording; None = as long as the row."""
    before: "Cell[_T] | None" = None
    """What the text said until then; None = it was silent."""

    def on(self, day: date) -> "Cell[_T] | None":
        """The wording of a day; None where the text was silent on it."""
        if self.since is None or self.since <= day:
            return self
        return self.before.on(day) if self.before else None

    def wordings(self) -> "Iterator[Cell[_T]]":
        """All wordings, the newest first."""
        worded: Cell[_T] | None = self
        while worded is not None:
            yield worded
            worded = worded.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One policy's row; a subtree of organisations is bound to it for a period, minus branches; never a place."""

    id: str
    city: str
    documents: tuple[Document, ...]
    """It was read from these."""
    valid_from: date
    valid_until: date | None = None
    """First day on which it no longer holds; None = open."""
    term: tuple[str, ...]
    """The articles that say from when and until when."""
    verified: bool = True
    """False where the text is incomplete, or its numbers are from memory."""
    offered: bool = True
    """Whether a department can be bound to it without an administrator turning it on."""
    citations: Citations

    binding: Cell[Binding]
    lead_authority: Cell[Authority]
    release_review: Cell[tuple[str, ...]] | None = None
    """What is reviewed before an entry is published, and published with it."""
    refusal_ground: Cell[RefusalGround] | None = None
    must_share: Cell[MustShare] | None = None
    """Systems paid from these have to share their non-secret resources."""
    also_unconditional: Cell[AlsoUnconditional] | None = None
    workflows: Mapping[str, Cell[Table]]
    """Its table of each workflow (`law.workflows`); one that is not there its texts do not know."""
    opening: Cell[Opening] | None = None
    base_libraries: Cell[Libraries]
    thematic_libraries: Cell[Libraries] | None = None
    third_kind: Cell[str]
    """Name of the department kind of library."""
    modes: Cell[Modes]
    outside_channels: Cell[OutsideChannels] | None = None
    identifiers: Cell[tuple[tuple[str, str], ...]] | None = None
    """Subject and the identifier its data carry."""
    exclusive: Cell[str] | None = None
    """专用: named departments need no application."""
    agent: Cell[str] | None = None
    """授权代理方 may review for the provider."""
    conflicts: Cell[tuple[Stage, ...]] | None = None
    """How differing values of two providers are settled."""
    unified_collection: Cell[tuple[Stage, ...]] | None = None
    upper_data: Cell[Stage] | None = None
    assessment: Cell[Assessment] | None = None
    lists: Cell[tuple[str, ...]]
    """Levels of list, the lowest first."""
    responsibility_list: Cell[str] | None = None
    """Name of the list into which the city's catalogue is divided by who has to collect (责任清单)."""
    ladder: Cell[tuple[str, ...]] | None = None
    """What follows a breach, step by step."""

    @property
    def prefixes(self) -> tuple[str, ...]:
        """Prefixes of the documents that it was read from; nothing else is cited under it, standards apart."""
        return tuple(document.prefix for document in self.documents)

    def in_force(self, on: date) -> bool:
        """Whether a case opened on a day can be decided by this row."""
        return holds_on(on, self.valid_from, self.valid_until)

    def cells(self) -> Iterator[tuple[str, Cell[Any]]]:
        """The cells that say something, by name."""
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, Cell):
                yield each.name, value
        yield from self.workflows.items()

    def table(self, workflow: Workflow) -> Cell[Table] | None:
        """Its rows of a workflow, with the articles behind them; None where its texts do not know it."""
        return self.workflows.get(workflow.id)

    def on(self, day: date) -> "Policy":
        """The row as it was worded on a day; before its first day, as it was to begin."""
        day = max(day, self.valid_from)
        amended: dict[str, Any] = {name: cell.on(day) for name, cell in self.cells() if cell.since is not None}
        tables = {name: amended.pop(name, cell) for name, cell in self.workflows.items()}
        if tables != self.workflows:
            amended["workflows"] = {name: cell for name, cell in tables.items() if cell is not None}
        cited = self.citations.on(day)
        if cited is not self.citations:
            amended["citations"] = cited
        return replace(self, **amended) if amended else self

    def library_kind(self, words: str) -> LibraryKind | None:
        """Which kind of library a subject is here: 电子证照 is a base library in most cities, thematic in 长沙."""
        if any(words in name for name in self.base_libraries.value.names):
            return LibraryKind.BASE
        if self.thematic_libraries and any(words in name for name in self.thematic_libraries.value.names):
            return LibraryKind.THEMATIC
        return None
