"""Which cells of the law's table a test reads, so that a mutant is asked of those tests alone that can tell it.

* A cell is `JI.opening`, or `JI.workflows.objection`: of the workflows it is seen which of them is looked up.
* That `Policy.on` looks through all cells for one which was reworded is no reading: a mutant keeps the wordings. Where
  it makes a row of another wording, all of that row is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import pytest

from graph.law.policy import Policy

_FIELDS = frozenset(each.name for each in fields(Policy))


@contextmanager
def reading() -> Iterator[set[str]]:
    """The cells that are read meanwhile."""
    found: set[str] = set()
    plain, on = object.__getattribute__, Policy.on

    def read(row: Policy, name: str) -> Any:
        value = plain(row, name)
        if name not in _FIELDS:
            return value
        place = f"{plain(row, 'id')}.{name}"
        if name == "workflows":
            return _Looked(value, place, found)
        found.add(place)
        return value

    def worded(row: Policy, day: date) -> Policy:
        with pytest.MonkeyPatch.context() as quiet:
            quiet.setattr(Policy, "__getattribute__", plain)
            made = on(row, day)
        if made is not row:
            _ = [*read(row, "workflows").values(), *(read(row, name) for name in _FIELDS)]
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Policy, "__getattribute__", read)
        patch.setattr(Policy, "on", worded)
        yield found


@dataclass(frozen=True, slots=True, eq=False)
class _Looked(Mapping[str, Any]):
    """A mapping that notes the keys that are looked up."""

    inside: Mapping[str, Any]
    place: str
    found: set[str]

    def __getitem__(self, key: str) -> Any:
        self.found.add(f"{self.place}.{key}")
        return self.inside[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.inside)

    def __len__(self) -> int:
        return len(self.inside)
