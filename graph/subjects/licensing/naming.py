"""What the register calls a holder, and when an order may call him otherwise (WHL-10).

* A code has one name at a time. An order that gives it another one is either wrong in the code, or the holder has
  changed his name: that the order says, with the name that the register has (曾用名).
* Two names are one where they differ in width, blanks, the form of the dot in them, or an older code of a character;
  else they are compared to the character.
* He goes by his new name from the issue of the licence that brings it. Every licence keeps the names under which it was
  sealed, where it points to its holders; one of an earlier release, which has none there, is given his former name when
  he changes it. What lies there is locked with his key, as his name is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from typing import Final

from graph.store.personal import PersonalData
from graph.subjects.licensing.keys import key_of_holder
from graph.words.licensing import StoredHolder
from graph.words.official import official

_DOTS: Final = dict.fromkeys(map(ord, "•‧∙⋅・●"), "·")
NAME = "Holder.name"
"""As what a name is encrypted, wherever it stands."""


class Calling(Enum):
    """How an order calls somebody whose code it gives."""

    NEW = auto()
    """The register has no name for him."""
    SAME = auto()
    """As the register does."""
    RENAMED = auto()
    """Otherwise, and it says what the register calls him."""
    OTHERWISE = auto()
    """Otherwise, and nothing explains it."""


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that a holder had."""

    until: datetime
    """When the licence was sealed that brought the next one."""
    name: str = field(repr=False)
    """Encrypted, as the graph keeps it, until it is shown."""

    @classmethod
    def parse(cls, line: str) -> FormerName:
        """Read one line of those that the graph keeps, `2026-03-02T10:00:00+08:00|name`."""
        until, name = line.split("|", 1)
        return cls(datetime.fromisoformat(until), name)

    @property
    def line(self) -> str:
        """The line that `parse` reads."""
        return f"{self.until.isoformat()}|{self.name}"


def same_name(one: str, other: str) -> bool:
    """Whether two names are one as people read them."""
    return one == other or read_as(one) == read_as(other)


def calling(known: str | None, name: str, former: str) -> Calling:
    """How an order calls somebody.

    Args:
        known: What the register calls him; None where it does not know him.
        name: What the order calls him.
        former: What it says that he was called; may be empty.
    """
    if known is None:
        return Calling.NEW
    if same_name(known, name):
        return Calling.SAME
    return Calling.RENAMED if former and same_name(known, former) else Calling.OTHERWISE


def names_of(personal: PersonalData, holders: Sequence[StoredHolder]) -> Mapping[str, str]:
    """What the register calls some holders, by the hashes of their codes; who is erased has no name.

    Raises:
        StoreError: A name does not open.
    """
    found = [(each, key_of_holder(personal, each.id, each.key_cipher)) for each in holders]
    return {each.code_hash: key.decrypt(each.name_cipher, NAME) for each, key in found if key is not None}


def read_as(name: str) -> str:
    """A name as people read it: of whatever width, without blanks, with one form of the dot."""
    return "".join(unicodedata.normalize("NFKC", official(name)).translate(_DOTS).split())
