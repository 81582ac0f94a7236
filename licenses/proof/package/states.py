"""What a package knows of each licence: records of one length, in order, looked up where they lie.

* A licence is named by a keyed hash of its identifier, so that a package tells nothing to who has no licence before
  him. The key is in the package: it keeps two packages from being compared, not somebody from trying identifiers.
* A million licences are 27 MB and stay that; nothing is unpacked to be asked.
"""

from __future__ import annotations

import hmac
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from graph.words.licensing import LicenseState

KEY_BYTES = 16
_HASH = 16
_DAY = 3
"""Bytes of a day, counted from 1 January of the year 1; 0 is none."""
_STATES = (LicenseState.IN_FORCE, LicenseState.SUSPENDED, LicenseState.CANCELLED, LicenseState.REPLACED)
"""By the number that is written."""
_MOST_OBJECTIONS = 255
RECORD_BYTES = _HASH + 3 * _DAY + 2


@dataclass(frozen=True, slots=True)
class KnownState:
    """What is known of one licence."""

    state: LicenseState
    since: date | None
    """The day of its last change of state, before which its state is not known; None: it never changed."""
    valid_from: date
    valid_until: date | None
    """Last day of validity; None is 长期."""
    open_objections: int
    """At most 255."""

    def on(self, day: date) -> LicenseState | None:
        """The state on a day; None where it is not known for that day."""
        return self.state if self.since is None or self.since <= day else None

    def record(self, identifier: str, key: bytes) -> bytes:
        """Write it."""
        days = (self.since, self.valid_from, self.valid_until)
        return b"".join(
            (
                _name(identifier, key),
                *((day.toordinal() if day else 0).to_bytes(_DAY, "big") for day in days),
                bytes((_STATES.index(self.state), min(self.open_objections, _MOST_OBJECTIONS))),
            )
        )


def written(records: Iterable[bytes]) -> bytes:
    """Put records in the order in which they are looked up."""
    return b"".join(sorted(records))


@dataclass(frozen=True, slots=True)
class States:
    """The records of a package, in order."""

    records: bytes
    key: bytes

    def __post_init__(self) -> None:
        """Refuse what cannot be looked up in.

        Raises:
            ValueError: The records have another length, or the key.
        """
        if len(self.records) % RECORD_BYTES or len(self.key) != KEY_BYTES:
            raise ValueError("length of the records or of their key")

    def __len__(self) -> int:
        return len(self.records) // RECORD_BYTES

    def __repr__(self) -> str:
        return f"<{len(self)} states>"

    def of(self, identifier: str) -> KnownState | None:
        """What is known of a licence; None where it is not among them.

        Raises:
            ValueError: What is written of it means nothing.
        """
        wanted = _name(identifier, self.key)
        place = bisect_left(range(len(self)), wanted, key=self._name_at)
        if place == len(self) or self._name_at(place) != wanted:
            return None
        return _read(self.records[place * RECORD_BYTES + _HASH : (place + 1) * RECORD_BYTES])

    def _name_at(self, place: int) -> bytes:
        return self.records[place * RECORD_BYTES : place * RECORD_BYTES + _HASH]


def _name(identifier: str, key: bytes) -> bytes:
    return hmac.digest(key, identifier.encode(), "sha256")[:_HASH]


def _read(record: bytes) -> KnownState:
    since, first, last = (_day(record[start : start + _DAY]) for start in range(0, 3 * _DAY, _DAY))
    number, objections = record[3 * _DAY :]
    if first is None or number >= len(_STATES):
        raise ValueError("a record of a licence")
    return KnownState(_STATES[number], since, first, last, objections)


def _day(written: bytes) -> date | None:
    number = int.from_bytes(written, "big")
    return date.fromordinal(number) if number else None
