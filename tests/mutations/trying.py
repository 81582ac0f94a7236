"""Mutants are tried one by one in this process: the first red test kills.

Asked are the tests that read the changed cell, for no other can tell; those that killed before are asked first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mutations.behaviour import Behaviour
from mutations.mutants import Mutant


@dataclass(frozen=True, slots=True)
class Tried:
    """A mutant, and the test that told it."""

    mutant: Mutant
    killed_by: str | None
    """None: it survived."""


def tried(mutants: Iterable[Mutant], behaviour: Sequence[Behaviour]) -> Iterator[Tried]:
    """Try mutants."""
    orders: dict[str, list[Behaviour]] = {}
    for mutant in mutants:
        order = orders.setdefault(mutant.cell, [test for test in behaviour if test.asked_of(mutant.cell)])
        with mutant.in_force():
            at = next((at for at, test in enumerate(order) if test.red()), None)
        if at is None:
            yield Tried(mutant, None)
        else:
            order.insert(0, order.pop(at))
            yield Tried(mutant, order[0].name)
