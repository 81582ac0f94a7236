"""Which department followed which: once each, and in no circle, not even together with what the graph has already.

A department that follows itself by a way round would answer for its own licences after it is gone, for ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from graph.errors import Refusal
from graph.office.references import circle, in_circle, stands_twice
from graph.words.organisation import Succession


def faults_of_successions(successions: Sequence[Succession], steps: Sequence[tuple[str, str]]) -> Iterator[Refusal]:
    """Everything that is wrong with the successions of a batch.

    Args:
        successions: The batch; paths count it from 1.
        steps: Every step onwards from the successors that it names, as the graph has them.
    """
    first: dict[tuple[str, str], int] = {}
    for position, one in enumerate(successions, start=1):
        path, pair = ("successions", str(position), "successor"), (one.predecessor, one.successor)
        if one.predecessor == one.successor:
            yield in_circle(pair, "部门不能由自身承接", "a department is not followed by itself", path)
        elif (before := first.setdefault(pair, position)) != position:
            other = ("successions", str(before), "successor")
            yield stands_twice(f"{one.predecessor} → {one.successor}", path, other)
    yield from _circle(first, steps)


def _circle(places: dict[tuple[str, str], int], steps: Sequence[tuple[str, str]]) -> Iterator[Refusal]:
    """Refuse each succession of the batch that closes a circle, and name the next one of it."""
    way = circle([*places, *steps])
    if way is None:
        return
    rows = [places[pair] for pair in pairwise(way) if pair in places]
    for at, row in enumerate(rows):
        refused = in_circle(
            way,
            "承接关系成环，部门承接了自身",
            "departments that follow themselves",
            ("successions", str(row), "successor"),
        )
        if len(rows) > 1:
            refused.beside = ("successions", str(rows[(at + 1) % len(rows)]), "successor")
        yield refused
