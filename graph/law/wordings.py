"""A value of the law that an amendment changed, written in one place: the new wording, its first day, the old one.

* Undated, it holds as long as the row; so a value that no amendment touched is written plainly.
* What a text does not say, before an amendment or after a repeal, is None: silence, and never a neighbour's words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeAlias, TypeVar

_T = TypeVar("_T")
_T_co = TypeVar("_T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Amended(Generic[_T_co]):
    """What a text says from a day on, and what it said until then."""

    value: _T_co | None
    """None = the passage was repealed."""
    since: date
    """First day of this wording."""
    before: "_T_co | Amended[_T_co] | None" = None
    """What it said until then, itself amended or not; None = it was silent."""

    def on(self, day: date) -> _T_co | None:
        """What it said on a day; None where it was silent."""
        return self.value if self.since <= day else worded(self.before, day)


Said: TypeAlias = _T | Amended[_T]
"""A value that always held, or one with its periods."""


def worded(said: Said[_T] | None, day: date) -> _T | None:
    """What is said on a day; None is silence."""
    return said.on(day) if isinstance(said, Amended) else said


def newest(said: Said[_T] | None) -> _T | None:
    """The last wording, for a row that is read without a day; None is silence."""
    return said.value if isinstance(said, Amended) else said


def wordings(said: Said[_T] | None) -> Iterator[_T]:
    """All that is and was said, the newest first, without the silences."""
    while isinstance(said, Amended):
        if said.value is not None:
            yield said.value
        said = said.before
    if said is not None:
        yield said
