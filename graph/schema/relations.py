"""Every relation between nodes: between which kinds, in which words, with which properties, and for which days.

Browsing, paths, lineage and the writing of lineage take their ends and words from here. A relation without a period
holds for as long as it is there; one that is a permission is asked for a day by every statement that follows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString, TypeAlias

from graph.schema.columns import Column, Type
from graph.schema.periods import ENTRY_INTO_FORCE, EXISTENCE, TENURE, Period
from graph.words.organisation import SuccessionKind

Ends: TypeAlias = tuple[tuple[LiteralString, LiteralString], ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation; it points from the first kind of each pair to the second."""

    name: LiteralString
    zh: str
    ends: Ends
    """Which kinds it joins: (from, to)."""
    properties: tuple[Column, ...] = ()
    period: Period | None = None
    permits: bool = False
    """Whether it is a permission, of which every statement that follows it asks whether it holds on the day."""
    browsed: bool = True
    """Whether relations and paths show it; the others only serve statements."""
    said: tuple[LiteralString, LiteralString] = ("", "")
    """Fields by which a value that is handed in names the two ends; where it is one of them itself, only the other."""
    several: bool = False
    """Whether such a field names several."""

    @property
    def sources(self) -> frozenset[str]:
        """The kinds that it points from."""
        return frozenset(source for source, _ in self.ends)

    @property
    def targets(self) -> frozenset[str]:
        """The kinds that it points to."""
        return frozenset(target for _, target in self.ends)


_RULE = (Column("rule", blank=True),)
_FOR_A_PERIOD = (Column("validFrom", Type.DATE), Column("validUntil", Type.DATE, absent=None))

CHILD_OF = Relation("CHILD_OF", "部门属于上级部门", (("Department", "Department"),), said=("", "parent"))
IN_DIVISION = Relation("IN_DIVISION", "部门位于行政区划", (("Department", "Division"),))
SUCCEEDED_BY = Relation(
    "SUCCEEDED_BY",
    "部门由后继部门承接",
    (("Department", "Department"),),
    (Column("on", Type.DATE), Column("kind", SuccessionKind)),
    ENTRY_INTO_FORCE,
    said=("predecessor", "successor"),
)
PROVIDED_BY = Relation("PROVIDED_BY", "资源由部门提供", (("Resource", "Department"),))
HAS_ITEM = Relation("HAS_ITEM", "资源含有信息项", (("Resource", "Item"),))
IN_LIBRARY = Relation("IN_LIBRARY", "资源归入资源库", (("Resource", "Library"),), said=("entry", "library"))
LED_BY = Relation("LED_BY", "资源库由部门牵头", (("Library", "Department"),), said=("", "lead"))
FROM_SYSTEM = Relation("FROM_SYSTEM", "资源来自信息系统", (("Resource", "System"),), said=("", "systems"), several=True)
RUN_BY = Relation("RUN_BY", "系统由部门运行", (("System", "Department"),))
RESTS_ON = Relation(
    "RESTS_ON", "资源以法规、职责为依据", (("Resource", "LegalBasis"),), said=("", "bases"), several=True
)
RELATED_TO = Relation("RELATED_TO", "资源与资源关联", (("Resource", "Resource"),))
DERIVES_FROM = Relation(
    "DERIVES_FROM",
    "由上游资源、系统、资源库或证照形成",
    (
        ("Resource", "Resource"), ("Resource", "System"), ("Resource", "Library"), ("Resource", "LicenseType"),
        ("Library", "Library"), ("Library", "Resource"), ("LicenseType", "Resource"), ("LicenseType", "Library"),
    ),
    _RULE,
    said=("downstream", "upstream"),
)  # fmt: skip
ITEM_FROM = Relation("ITEM_FROM", "信息项取自上游信息项", (("Item", "Item"),), _RULE)
GRANTED_TO = Relation("GRANTED_TO", "授权给使用方", (("Grant", "Consumer"),))
COVERS = Relation("COVERS", "授权涉及资源", (("Grant", "Resource"),))
ASKS_FOR = Relation("ASKS_FOR", "申请涉及资源", (("SharingRequest", "Resource"),))
RAISED_BY = Relation("RAISED_BY", "申请由使用方提出", (("SharingRequest", "Consumer"),))
DEFINED_BY = Relation("DEFINED_BY", "证照类型由机构定义", (("LicenseType", "Department"),))
ISSUABLE_BY = Relation(
    "ISSUABLE_BY",
    "证照类型由机构颁发",
    (("LicenseType", "Department"),),
    (*_FOR_A_PERIOD, Column("basis", absent="")),
    TENURE,
    permits=True,
    said=("type_code", "issuer"),
)
GRANTS_USE_TO = Relation("GRANTS_USE_TO", "授予用证单位", (("LicenseGrant", "Consumer"),), browsed=False)
HAS_USED = Relation("HAS_USED", "部门使用过资源", (("Department", "Resource"),), browsed=False)
"""By a recorded use: it ties whoever objects to the data."""
GRANTS_USE_OF = Relation("GRANTS_USE_OF", "授权使用证照类型", (("LicenseGrant", "LicenseType"),), browsed=False)


def issuable(
    right: LiteralString, kind: LiteralString, issuer: LiteralString, day: LiteralString = "$today"
) -> LiteralString:
    """The predicate that is true when a right to issue holds on a day, within the lives of its type and its issuer.

    It says in a statement what `subjects.licensing.rights` says of values.

    Args:
        right: Variable of the relation.
        kind: Expression of the type that it begins at.
        issuer: Expression of the department that it ends at.
        day: Expression of the day, ISO.
    """
    return (
        f"{TENURE.holds(right, day)} AND coalesce({kind}.draft, false) = false "
        f"AND ({kind}.begun IS NULL OR {kind}.begun <= date({day})) "
        f"AND ({kind}.until IS NULL OR {kind}.until > date({day})) AND {EXISTENCE.holds(issuer, day)}"
    )


OF_TYPE = Relation("OF_TYPE", "证照属于证照类型", (("License", "LicenseType"),))
ISSUED_BY = Relation("ISSUED_BY", "证照由机构颁发", (("License", "Department"),))
HELD_BY = Relation(
    "HELD_BY",
    "证照由持证主体持有",
    (("License", "Holder"),),
    (Column("seq", Type.INTEGER), Column("nameCipher", Type.CIPHER), Column("codeType")),
)
"""With the name and the kind of code under which it was sealed, where that release kept them (`licensing.naming`)."""
HELD_BESIDE = Relation("HELD_BESIDE", "证照另由持证主体共同持有", (("License", "Holder"),), browsed=False)
"""To every holder but the first, whom the licence names in its key (`holderKey`)."""
MADE_FOR = Relation(
    "MADE_FOR", "拟发证照的持证主体", (("LicenseDraft", "Holder"),), (Column("seq", Type.INTEGER),), browsed=False
)
REPLACES = Relation("REPLACES", "证照变更前一证照", (("License", "License"),))
ON = Relation(
    "ON",
    "异议针对资源、信息项或证照",
    (("Objection", "Resource"), ("Objection", "Item"), ("Objection", "License")),
)
SIGHTED = Relation("SIGHTED", "有人获出示疑似伪造的文件", (("ForgerySighting", "ForgeryCase"),), browsed=False)
AT = Relation("AT", "岗位设在部门", (("Post", "Department"),), browsed=False)
BINDS = Relation(
    "BINDS", "办法适用于部门及其下属", (("Policy", "Department"),), _FOR_A_PERIOD, TENURE, permits=True, browsed=False,
    said=("policy", ""),
)  # fmt: skip
EXEMPTS = Relation(
    "EXEMPTS", "办法不适用于部门及其下属", (("Policy", "Department"),), _FOR_A_PERIOD, TENURE, permits=True,
    browsed=False, said=("exempt_from", ""),
)  # fmt: skip
PART_OF = Relation(
    "PART_OF", "隶属于", (("Division", "Division"), ("Consumer", "Department")), browsed=False, said=("", "parent")
)
IS = Relation("IS", "使用方即信息系统", (("Consumer", "System"),), browsed=False)
HAD_ITEM = Relation("HAD_ITEM", "资源曾含有信息项", (("Resource", "Item"),), browsed=False)
HAS_VERSION = Relation("HAS_VERSION", "资源有条目版本", (("Resource", "EntryVersion"),), browsed=False)
SETTLES = Relation("SETTLES", "授权答复申请", (("Grant", "SharingRequest"),), browsed=False)
SHARES_CASE = Relation("SHARES_CASE", "部门与部门同为一案当事方", (("Department", "Department"),), browsed=False)
ANSWERED_BY = Relation("ANSWERED_BY", "异议由部门核查", (("Objection", "Department"),), browsed=False)
OF = Relation("OF", "文件属于证照", (("FileDigest", "License"),), browsed=False)

RELATIONS: tuple[Relation, ...] = (
    CHILD_OF, IN_DIVISION, SUCCEEDED_BY, PROVIDED_BY, HAS_ITEM, IN_LIBRARY, LED_BY, FROM_SYSTEM, RUN_BY, RESTS_ON,
    RELATED_TO, DERIVES_FROM, ITEM_FROM, GRANTED_TO, COVERS, ASKS_FOR, RAISED_BY, DEFINED_BY, ISSUABLE_BY, OF_TYPE,
    ISSUED_BY, HELD_BY, HELD_BESIDE, MADE_FOR, REPLACES, ON, AT, BINDS, EXEMPTS, PART_OF, IS, HAD_ITEM, HAS_VERSION,
    SETTLES, SHARES_CASE, ANSWERED_BY, OF, SIGHTED, GRANTS_USE_TO, GRANTS_USE_OF,
    HAS_USED,
)  # fmt: skip
BROWSED: tuple[Relation, ...] = tuple(relation for relation in RELATIONS if relation.browsed)
"""What relations and paths show."""
ENTRY_LINEAGE = (DERIVES_FROM, FROM_SYSTEM)
"""What entries, libraries and licence types are made from."""
ITEM_LINEAGE = (ITEM_FROM,)
"""What information items are filled from."""


def joined(relations: tuple[Relation, ...]) -> frozenset[str]:
    """The kinds that some relations join, whichever way."""
    return frozenset().union(*(relation.sources | relation.targets for relation in relations))


def types(relations: tuple[Relation, ...]) -> LiteralString:
    """The pattern that matches any of some relations: `DERIVES_FROM|FROM_SYSTEM`."""
    return "|".join([relation.name for relation in relations])
