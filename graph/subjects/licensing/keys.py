"""The keys under which a holder's data lie, and a licence's: whoever destroys the one has erased all that it opens.

* Every holder has a key, wrapped by the store's. His name and code are locked with it.
* Every licence has a key, wrapped by the keys of *all* its holders together, in their order. Its face, its file and
  what was found in the file are locked with it. So one destroyed key of a couple's makes their certificate unreadable:
  it tells of both, and half of it cannot be forgotten. The other's own name, code and further licences stay readable.
* A licence that is being made has a key of the same kind, from the day on which its data came: of what is not issued
  yet, and of what never will be, an erasure leaves as little.
* That a licence has a key of its own, and not the joined one, has two reasons: who issues need not know the holders'
  keys before his transaction, in which two who meet the same new holder agree on one; and a file of some megabytes is
  never locked anew.
* An organisation has a key like anybody else: behind a USCC may stand a single person (个体工商户), and its licences
  name people on their faces.
* A key that is gone is told by None, never by an error: what it locked is erased (已清除), and everybody is told so.

Keys are unwrapped for each answer and kept by nobody: several processes serve one store, and what one of them has
erased, no other can still show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from graph.store.personal import PersonalData
from graph.store.sealed_keys import Key, joined


class KeyOf(Enum):
    """What has a key that all of its holders' keys open together."""

    LICENSE = "License"
    DRAFT = "LicenseDraft"


@dataclass(frozen=True, slots=True)
class LockedKey:
    """The key of a licence as the store has it, with those that open it: in the same record as what it opens."""

    id: str
    """Of the licence."""
    wrapped: str | None = field(repr=False)
    holders: tuple[tuple[str, str | None], ...] = field(repr=False)
    """Id and wrapped key of each holder, in their order; a key that was destroyed is None."""
    of: KeyOf = KeyOf.LICENSE

    def opened(self, personal: PersonalData) -> OpenedKey | None:
        """The key, with those of the holders; None where it was destroyed, or one of those.

        Raises:
            StoreError: It is the key of another licence, or of another store's.
        """
        found = [key_of_holder(personal, *holder) for holder in self.holders]
        keys = tuple(key for key in found if key is not None)
        if self.wrapped is None or not keys or len(keys) < len(found):
            return None
        about = _about(self.of, self.id)
        return OpenedKey(joined(keys, about).unwrap(self.wrapped, about), keys)


@dataclass(frozen=True, slots=True)
class OpenedKey:
    """The key of a licence, and the keys of its holders in their order."""

    of_license: Key = field(repr=False)
    of_holders: tuple[Key, ...] = field(repr=False)


def key_of_holder(personal: PersonalData, holder_id: str, wrapped: str | None) -> Key | None:
    """The key of a holder; None where it was destroyed.

    Raises:
        StoreError: It is the key of another holder, or of another store's.
    """
    return None if wrapped is None else personal.unwrap(wrapped, _holder(holder_id))


def wrapped_key_of_holder(personal: PersonalData, holder_id: str, key: Key) -> str:
    """The key of a holder as the store keeps it."""
    return personal.wrap(key, _holder(holder_id))


def wrapped_key_of_license(key: Key, license_id: str, holders: Sequence[Key], of: KeyOf = KeyOf.LICENSE) -> str:
    """The key of a licence as the store keeps it: opened by all of its holders' keys together.

    Args:
        key: The key.
        license_id: Of the licence.
        holders: Their keys, in their order; there is at least one.
        of: Whether it is issued.

    Raises:
        ValueError: There is no holder: anybody could open it.
    """
    if not holders:
        raise ValueError("a licence without holders has no key")
    about = _about(of, license_id)
    return joined(holders, about).wrap(key, about)


def _holder(holder_id: str) -> str:
    return f"Holder {holder_id}"


def _about(of: KeyOf, identity: str) -> str:
    return f"{of.value} {identity}"
