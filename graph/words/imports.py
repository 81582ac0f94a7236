"""What a batch that administrators bring holds."""

from __future__ import annotations

from enum import Enum, unique
from typing import TypeAlias


@unique
class Kind(Enum):
    """What a batch holds; the value is the word of the command. A bureau brings them in this order."""

    DIVISIONS = "divisions"
    DEPARTMENTS = "departments"
    POSTS = "posts"
    SUCCESSIONS = "successions"
    SYSTEMS = "systems"
    BASES = "bases"
    LIBRARIES = "libraries"
    CONSUMERS = "consumers"
    ELEMENTS = "elements"
    ENTRIES = "entries"
    MEMBERSHIPS = "memberships"
    LINEAGE = "lineage"
    ITEM_LINEAGE = "item-lineage"
    REQUESTS = "requests"
    GRANTS = "grants"
    LICENSE_TYPES = "license-types"
    ENTITLEMENTS = "entitlements"
    LICENSE_GRANTS = "license-grants"


@unique
class RecordKind(Enum):
    """Records that the system writes itself, or the exchange platform tells; a file of them is compared and no more."""

    DUTIES = "duties"
    OBJECTIONS = "objections"
    ENTRY_CASES = "entry-cases"
    USES = "uses"
    DELIVERIES = "deliveries"


TableKind: TypeAlias = Kind | RecordKind
"""Whatever comes as a table."""


def table_kind(word: str) -> TableKind:
    """The kind of table that a word of the command means.

    Raises:
        ValueError: There is no such kind.
    """
    return Kind(word) if word in {each.value for each in Kind} else RecordKind(word)


TABLE_KINDS: tuple[str, ...] = tuple(each.value for each in (*Kind, *RecordKind))
"""All words of them, in their order."""
