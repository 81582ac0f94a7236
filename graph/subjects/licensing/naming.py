"""What the register calls a holder, and when an order may call him otherwise (WHL-10).

* A code is of one kind of document. An order that brings it as another one is of somebody else who has the same number
  in another document, or wrong, or the register is: that the order says, with the kind that the register has. Whoever
  it is of is not asked then: a name is given up by its own holder only.
* A code has one name at a time. An order that gives it another one is either wrong in the code, or the holder has
  changed his name: that the order says, with the name that the register has (曾用名).
* Two names are one where they differ in width, blanks, the form of the dot in them, or an older code of a character;
  else they are compared to the character.
* He goes by his new name from the issue of the licence that brings it. Every licence keeps the names and the
  kinds under which it was sealed, where it points to its holders; one of an earlier release, which has none there, is
  given the former ones when they change. What lies there is locked with his key, as his name is.
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
from graph.words.licensing import Holder, StoredHolder
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
    UNKNOWN = auto()
    """The register has no name for him, and the order says one that it had."""
    OF_ANOTHER_KIND = auto()
    """The register has his code as that of another document, and nothing says that this was wrong."""


UNTOLD: Final = frozenset({Calling.OTHERWISE, Calling.UNKNOWN, Calling.OF_ANOTHER_KIND})
"""How nobody is written."""


@dataclass(frozen=True, slots=True)
class Known:
    """A holder as the register has him now."""

    name: str = field(repr=False)
    code_type: str


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


def brought(known: Known | None, holder: Holder) -> Calling:
    """How an order brings somebody.

    Args:
        known: As the register has him; None where it does not know him.
        holder: As the order has him.
    """
    if known is None:
        return Calling.UNKNOWN if holder.former_type else calling(None, holder.name, holder.former_name)
    if known.code_type not in (holder.code_type, holder.former_type):
        return Calling.OF_ANOTHER_KIND
    return calling(known.name, holder.name, holder.former_name)


def calling(known: str | None, name: str, former: str) -> Calling:
    """How an order calls somebody.

    Args:
        known: What the register calls him; None where it does not know him.
        name: What the order calls him.
        former: What it says that he was called; may be empty, and says nothing where it is his name.
    """
    if known is None:
        return Calling.UNKNOWN if former and not same_name(former, name) else Calling.NEW
    if same_name(known, name):
        return Calling.SAME
    return Calling.RENAMED if former and same_name(known, former) else Calling.OTHERWISE


def known_of(personal: PersonalData, holders: Sequence[StoredHolder]) -> Mapping[str, Known]:
    """How the register has some holders, by the hashes of their codes; who is erased is not known.

    Raises:
        StoreError: A name does not open.
    """
    found = [(each, key_of_holder(personal, each.id, each.key_cipher)) for each in holders]
    return {
        each.code_hash: Known(key.decrypt(each.name_cipher, NAME), each.code_type)
        for each, key in found
        if key is not None
    }


def read_as(name: str) -> str:
    """A name as people read it: of whatever width, without blanks, with one form of the dot."""
    return "".join(unicodedata.normalize("NFKC", official(name)).translate(_DOTS).split())
