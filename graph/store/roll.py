"""The roll of a kind of node: what its nodes are counted by, in memory.

It holds no more than the store has told it (`roll_call`), and is asked at no other moment than right after that.
"""

from __future__ import annotations

import asyncio
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, LiteralString, TypeAlias

from graph.schema.visibility import Published
from graph.store.bitmaps import Bitmap, Few, Nodes, positions

Reads: TypeAlias = Mapping[LiteralString, type[Bitmap]]
"""What is read of a node, as expressions over `c`, and as which kind of column it is kept."""
SETTLED_SECONDS = 1.0
"""How long a commit may show in a slot before it shows in each of its nodes; measured in parts of a millisecond."""


@dataclass(slots=True)
class Slot:
    """How far the writes of one slot are on the roll."""

    epoch: str = ""
    """Empty = nothing was written by it yet."""
    settled: int = 0
    """Everything up to this number is."""
    seen: int = 0
    """Everything up to this number will be, when what was written by then shows everywhere."""
    at: float = -math.inf
    """When that was seen."""

    def follows(self, epoch: str, number: int, tokens: Sequence[str]) -> bool:
        """Whether a slot that has come this far is the one that was known, and tells by whom."""
        same = not self.epoch or (self.epoch == epoch and self.seen <= number)
        return same and number - self.settled <= len(tokens)

    def read(self, epoch: str, number: int, at: float) -> None:
        """Note that what was written after `settled` was read, when it had come this far."""
        self.epoch = epoch
        if at >= self.at + SETTLED_SECONDS:
            self.settled = self.seen
        if self.settled == self.seen:
            self.seen, self.at = number, at


class Roll:
    """What the nodes of a kind are counted by."""

    def __init__(self, reads: Reads) -> None:
        """Begin without a node."""
        self.calling = asyncio.Lock()
        """Whoever brings it up to date."""
        self.begun = self.done = 0
        """How often it was begun to be brought up to date, and the last of these that came to its end."""
        self._reads = reads
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self.slots: dict[str, Slot] = {}
        self.read_to: str | None = ""
        """The id up to which it was read; None = to the end."""
        self.partly: tuple[Sequence[str], str] = ((), "")
        """Tokens, and the id up to which was read what was written by them, where that was cut short."""
        self.columns: dict[LiteralString, Bitmap] = {read: kept() for read, kept in self._reads.items()}
        self.ids: list[str] = []
        """By their positions."""
        self._sorted = 0
        """So many of them, from the first, stand in their order: as they were read from the store."""
        self._positions: dict[str, int] = {}

    def __len__(self) -> int:
        """How many nodes are on it."""
        return len(self._positions)

    @property
    def every(self) -> Nodes:
        """All nodes."""
        return (1 << len(self._positions)) - 1

    def put(self, rows: Iterable[Sequence[Any]]) -> None:
        """Take nodes: the id of each, and what is read of it."""
        for identity, *values in rows:
            position = self._positions.setdefault(identity, len(self._positions))
            if position == len(self.ids):
                self._sorted += self._sorted == position and (not position or self.ids[-1] < identity)
                self.ids.append(identity)
            for column, value in zip(self.columns.values(), values, strict=True):
                column.put(position, value)

    def first(self, nodes: Nodes, most: int, beyond: str | None = None, *, backward: bool = False) -> list[str]:
        """The smallest ids of some nodes.

        Args:
            nodes: The nodes.
            most: How many are asked for.
            beyond: Ids that are told are larger than this one.
            backward: Whether the largest are asked for, those below `beyond`.
        """
        low, high = 0, self._sorted
        if beyond is not None and backward:
            high = bisect_left(self.ids, beyond, 0, high)
        elif beyond is not None:
            low = bisect_right(self.ids, beyond, 0, high)
        within = nodes & ((1 << high) - (1 << low)) if high > low else 0
        found = [self.ids[at] for at in islice(positions(within, backward=backward), most)]
        later = [self.ids[at] for at in positions(nodes >> self._sorted << self._sorted)]
        found += [each for each in later if beyond is None or (each < beyond if backward else each > beyond)]
        return sorted(found, reverse=backward)[:most]

    def seen(self, published: Published | None, scope: Mapping[str, Any]) -> Nodes:
        """The nodes that an asker sees: of a kind that not everybody sees all of, what `published` says.

        Args:
            published: From which the predicate of the kind is made; None = everybody sees all.
            scope: The parameter `$scope`.
        """
        if published is None or scope["system"]:
            return self.every
        public, own = self.columns[f"c.{published.column}"], self.columns[f"c.{published.owner}"]
        assert isinstance(public, Few)  # noqa: S101
        assert isinstance(own, Few)  # noqa: S101
        return public.any((published.value,)) | own.any(scope[published.scope])

    def counts(self, read: LiteralString, among: Nodes, most: int) -> list[tuple[str, int]]:
        """How many of some nodes have each value of a column, the most frequent first."""
        column = self.columns[read]
        assert isinstance(column, Few)  # noqa: S101
        counted = [(value, (nodes & among).bit_count()) for value, nodes in column.nodes.items() if value]
        return sorted([each for each in counted if each[1]], key=lambda each: (-each[1], each[0]))[:most]


@dataclass(slots=True)
class Rolls:
    """The rolls of a store, by kind."""

    known: dict[str, Roll] = field(default_factory=dict)

    def of(self, label: str, reads: Reads) -> Roll:
        """That of one kind."""
        if label not in self.known:
            self.known[label] = Roll(reads)
        return self.known[label]
