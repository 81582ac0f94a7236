"""What a batch that administrators bring holds."""

from __future__ import annotations

from enum import Enum, unique


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
