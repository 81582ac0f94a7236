"""One thing that a first seal needs, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, unique

from graph.errors import Text

SHOWN = 3
"""Departments that a step names at most."""


@unique
class State(Enum):
    """How a step stands."""

    DONE = "done"
    BLOCKS = "blocks"
    WAITS = "waits"
    """It cannot be asked before one above it is done."""
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a first seal needs."""

    name: str
    """As programs know it: `administrator`."""
    what: Text
    state: State
    said: Text
    """What was found."""
    cure: Text | None = None
    """What to do about it."""


def done(name: str, what: Text, said: Text) -> Step:
    """A step for which nothing is left to do."""
    return Step(name, what, State.DONE, said)


def listed(found: Sequence[str]) -> Text:
    """The first of some names, and how many there are."""
    shown, more = found[:SHOWN], len(found) - SHOWN
    if more > 0:
        return Text(f"{'、'.join(shown)}等{len(found)}个", f"{', '.join(shown)} and {more} more")
    return Text("、".join(shown), ", ".join(shown))
