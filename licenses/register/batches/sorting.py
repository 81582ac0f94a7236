"""Licences of a chunk, sorted out: those that take a step, and those that are left, with the reason.

* Where none could for want of the post, or of an officer who is filed, the run ends: it would be the same with all.
* What cannot be written together is written by halves, until it is one alone, which is left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, Protocol, TypeVar

from graph.errors import Conflict, Refusal
from graph.refusal_codes import Code
from graph.subjects.licensing.batching import FoundRow
from graph.words.license_batches import BatchRun, RowRefusal
from licenses.register.batches.running import Run

Left = tuple[FoundRow, Refusal]
"""One that is left."""
_ALL_ALIKE: Final = frozenset({Code.ANOTHER_POST, Code.CONDITION_MISSING})
_BREATH: Final = 8
"""Licences that are judged before others of the process have their turn."""


class OfRow(Protocol):
    """What is to be written of a licence."""

    @property
    def row(self) -> FoundRow:
        """The licence."""


T = TypeVar("T")
Written = TypeVar("Written", bound=OfRow)


async def sorted_out(rows: Sequence[FoundRow], judge: Callable[[FoundRow], T]) -> tuple[list[T], list[Left]]:
    """Judge some licences.

    Raises:
        Refusal: None of them takes the step, for what is the same with all.
    """
    ready, left = list[T](), list[Left]()
    for place, row in enumerate(rows):
        if place % _BREATH == 0:
            await asyncio.sleep(0)
        try:
            ready.append(judge(row))
        except Refusal as refusal:
            left.append((row, refusal))
    if left and not ready and {refusal.code for _, refusal in left} <= _ALL_ALIKE:
        raise left[0][1]
    return ready, left


async def write_by_halves(
    run: Run,
    ready: Sequence[Written],
    left: Sequence[Left],
    write: Callable[[Sequence[Written], Sequence[Left]], Awaitable[BatchRun]],
) -> None:
    """Write what becomes of some licences, each transaction with how far the run is then.

    Args:
        run: The run.
        ready: Those that take the step.
        left: Those that are left.
        write: Writes both in one transaction.

    Raises:
        Conflict: `CASE_MOVED`; somebody else has the batch in hand.
    """
    try:
        said = await write(ready, left)
    except Conflict as beaten:
        if not ready or beaten.path == ("batch",):
            raise
        if len(ready) == 1:
            await write_by_halves(run, (), [*left, (ready[0].row, beaten)], write)
            return
        middle = len(ready) // 2
        await write_by_halves(run, ready[:middle], left, write)
        await write_by_halves(run, ready[middle:], (), write)
    else:
        run.went_on(said)


def said_of(left: Left) -> tuple[str, RowRefusal]:
    """A licence that is left behind, and what is kept of the reason."""
    row, why = left
    return row.found.draft.id, RowRefusal.of(row.place.row, why)
