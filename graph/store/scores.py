"""Points of nodes in memory: added to many nodes at once, and the best of them found, without looking at each.

A number of a node stands in slices: the first has the lowest bit of every node's, the next the second. To add points to
some nodes is an addition with carry over slices; the best are found from the highest slice down.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.store.bitmaps import Nodes


class Scores:
    """How many points each node has; none before it is given any."""

    def __init__(self) -> None:
        """Begin without points."""
        self._slices: list[Nodes] = []

    def add(self, points: int, nodes: Nodes) -> None:
        """Give points to some nodes."""
        carry, bit = 0, 0
        while points >> bit or carry:
            if bit == len(self._slices):
                self._slices.append(0)
            here, added = self._slices[bit], nodes if points >> bit & 1 else 0
            self._slices[bit] = here ^ added ^ carry
            carry = here & added | carry & (here ^ added)
            bit += 1

    def in_order(self, among: Nodes, begin: int | None = None, *, falling: bool) -> Iterator[tuple[int, Nodes]]:
        """Points with those of some nodes that have them, in order.

        Args:
            among: The nodes that are asked for.
            begin: The points that are told first; None = the most, or the fewest.
            falling: Whether the most come first.
        """
        parts = [(len(self._slices), 0, among)]
        while parts:
            bit, points, nodes = parts.pop()
            # What the nodes of this part have at the end of the order that is told last.
            last = points if falling else points + (1 << bit) - 1
            if not nodes or (begin is not None and (last > begin if falling else last < begin)):
                continue
            if not bit:
                yield points, nodes
                continue
            with_it = bit - 1, points + (1 << bit - 1), nodes & self._slices[bit - 1]
            without = bit - 1, points, nodes & ~self._slices[bit - 1]
            parts += [without, with_it] if falling else [with_it, without]
