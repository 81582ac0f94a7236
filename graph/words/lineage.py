"""What is made from what: JI-13, WH-8, WHL-9."""

from dataclasses import dataclass

from graph.words.entries import DataType


@dataclass(frozen=True, slots=True)
class LineageEdge:
    """That `downstream` is made from `upstream`: JI-13, WH-8, WHL-9."""

    downstream: str
    upstream: str
    rule: str
    """How, in words (归集规则)."""


@dataclass(frozen=True, slots=True)
class ItemLineageEdge:
    """That one information item is filled from another; ends are `entry code#item name`."""

    downstream: str
    downstream_item: str
    upstream: str
    upstream_item: str
    rule: str


@dataclass(frozen=True, slots=True)
class ItemForm:
    """What an information item holds."""

    data_type: DataType
    length: int | None


@dataclass(frozen=True, slots=True)
class StandingItemEdge:
    """That one information item is filled from another, with what both hold as they stand."""

    edge: ItemLineageEdge
    low: ItemForm
    """What is filled."""
    high: ItemForm
    """What it is filled from."""

    @property
    def ends(self) -> tuple[str, str]:
        """Ids of what is filled, and of what it is filled from."""
        edge = self.edge
        return f"{edge.downstream}#{edge.downstream_item}", f"{edge.upstream}#{edge.upstream_item}"
