"""What a version of an entry changes of items that are filled from others, or fill others: cut, or of another type.

Only what changes is looked at: an edge of which an item has another form in the version than it has now. What stands is
told of the register as a whole (`lineage.inspecting`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.law.item_lineage import EdgeFinding, lint_item_edges
from graph.refusal_codes import Code
from graph.words.entries import EntryDraft, Item
from graph.words.lineage import ItemForm, StandingItemEdge


@dataclass(frozen=True, slots=True)
class Poured:
    """What is lost or changed since an item has another form."""

    position: int
    """Of its entry in the batch, from 1."""
    item: Item
    """The one that changes; where both do, the one that is filled."""
    finding: EdgeFinding

    @property
    def path(self) -> tuple[str, ...]:
        """Where in its entry."""
        field = "data_type" if self.finding.code is Code.ITEM_CONVERSION else "length"
        return "items", str(self.item.seq), field


def lint_poured(drafts: Sequence[EntryDraft], edges: Iterable[StandingItemEdge]) -> Iterator[Poured]:
    """What is lost or changed between items as some entries are to be.

    Args:
        drafts: The entries.
        edges: What stands of the lineage of their items.
    """
    said = {f"{draft.code}#{item.name}": (at, item) for at, draft in enumerate(drafts, start=1) for item in draft.items}
    for each in edges:
        was = dict(zip(each.ends, (each.low, each.high), strict=True))
        becomes = {end: _form(said[end][1]) if end in said else form for end, form in was.items()}
        changed = next((end for end in each.ends if becomes[end] != was[end]), None)
        for found in lint_item_edges([each.edge], becomes) if changed else ():
            yield Poured(*said[changed or ""], found)


def _form(item: Item) -> ItemForm:
    return ItemForm(item.data_type, item.length)
