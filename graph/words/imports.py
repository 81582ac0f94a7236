"""What a table holds that is handed out, brought, or compared: each kind with what people call it."""

from __future__ import annotations

from enum import Enum, unique

from graph.errors import Text


@unique
class Kind(Enum):
    """What a table holds; the value is the word of the command. A bureau brings them in this order."""

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
    DUTIES = "duties"
    OBJECTIONS = "objections"
    LICENSE_OBJECTIONS = "license-objections"
    ENTRY_CASES = "entry-cases"
    USES = "uses"
    DELIVERIES = "deliveries"
    LICENSES = "licenses"
    LICENSE_DRAFTS = "license-drafts"
    LICENSE_BATCHES = "license-batches"
    FORGERIES = "forgeries"

    @property
    def words(self) -> Text:
        """What people call it."""
        return _WORDS[self]

    @property
    def recorded(self) -> bool:
        """Whether the system writes it itself, or the exchange platform tells it: a file is compared and no more."""
        return self in RECORDED

    @property
    def zh(self) -> str:
        """What its list is called."""
        return f"{self.words.zh}清单"


_WORDS = {
    Kind.DIVISIONS: Text("行政区划", "administrative divisions"),
    Kind.DEPARTMENTS: Text("部门", "departments"),
    Kind.POSTS: Text("岗位", "posts"),
    Kind.SUCCESSIONS: Text("机构承接", "successions of departments"),
    Kind.SYSTEMS: Text("信息系统", "information systems"),
    Kind.BASES: Text("依据", "legal bases"),
    Kind.LIBRARIES: Text("资源库", "libraries"),
    Kind.CONSUMERS: Text("使用方", "consumers"),
    Kind.ELEMENTS: Text("数据元", "data elements"),
    Kind.ENTRIES: Text("目录条目", "catalogue entries"),
    Kind.MEMBERSHIPS: Text("入库关系", "entries in libraries"),
    Kind.LINEAGE: Text("溯源关系", "lineage"),
    Kind.ITEM_LINEAGE: Text("信息项溯源关系", "lineage of items"),
    Kind.REQUESTS: Text("共享申请", "sharing requests"),
    Kind.GRANTS: Text("共享授权", "grants of data"),
    Kind.LICENSE_TYPES: Text("证照类型", "licence types"),
    Kind.ENTITLEMENTS: Text("颁发授权", "rights to issue"),
    Kind.LICENSE_GRANTS: Text("用证授权", "grants of licences"),
    Kind.DUTIES: Text("义务", "duties"),
    Kind.OBJECTIONS: Text("数据异议", "objections to data"),
    Kind.LICENSE_OBJECTIONS: Text("证照异议", "objections to licences"),
    Kind.ENTRY_CASES: Text("目录条目案件", "cases of entries"),
    Kind.USES: Text("使用记录", "uses of data"),
    Kind.DELIVERIES: Text("归集记录", "deliveries of data"),
    Kind.LICENSES: Text("电子证照", "licences"),
    Kind.LICENSE_DRAFTS: Text("待签发证照", "licences to be issued"),
    Kind.LICENSE_BATCHES: Text("制证批次", "batches of licences"),
    Kind.FORGERIES: Text("疑似伪造证照", "suspected forgeries"),
}
RECORDED: tuple[Kind, ...] = (
    Kind.DUTIES, Kind.OBJECTIONS, Kind.LICENSE_OBJECTIONS, Kind.ENTRY_CASES, Kind.USES, Kind.DELIVERIES, Kind.LICENSES,
    Kind.LICENSE_DRAFTS, Kind.LICENSE_BATCHES, Kind.FORGERIES,
)  # fmt: skip
"""Records, which come of what is done; a file of them is compared and no more."""
BROUGHT: tuple[Kind, ...] = tuple(kind for kind in Kind if kind not in RECORDED)
"""What is filled in and brought."""
LISTED: tuple[Kind, ...] = (
    Kind.DIVISIONS, Kind.DEPARTMENTS, Kind.SUCCESSIONS, Kind.SYSTEMS, Kind.BASES, Kind.LIBRARIES, Kind.CONSUMERS,
    Kind.ELEMENTS, Kind.MEMBERSHIPS, Kind.LINEAGE, Kind.ITEM_LINEAGE, Kind.LICENSE_TYPES, Kind.ENTITLEMENTS,
)  # fmt: skip
"""Of which there is a list for whoever is known; entries, and what is recorded of them, have lists of their own."""
