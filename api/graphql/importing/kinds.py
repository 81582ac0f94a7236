"""Which kinds of batch have a mutation, and what it is called: its fields are made from the kind's form (`inputs`)."""

from dataclasses import dataclass

from api.graphql.lens.terms import publish
from graph.words.imports import Kind

publish(
    Kind,
    "What a table holds (录入内容).",
    {kind.name: f"{words.en[:1].upper()}{words.en[1:]} ({words.zh})." for kind in Kind for words in (kind.words,)},
    name="ImportKind",
)


@dataclass(frozen=True, slots=True)
class Published:
    """A kind of batch as a mutation."""

    kind: Kind
    mutation: str
    """Its name in snake case."""
    field: str
    """The field of its input that lists the values, in snake case."""
    item: str
    """The type of one value, without `Input`."""
    says: str
    """The description of the mutation."""
    parts: str = ""
    """The field of a value that lists its parts, where it is several rows of a table."""
    versions: bool = False
    """Whether each value is kept with its versions, of which each has a cause."""

    @property
    def part(self) -> str:
        """How fields of the form begin that belong to a part, `item.`; empty where a value has none."""
        return f"{self.parts.removesuffix('s')}." if self.parts else ""

    def of_part(self, field: str) -> bool:
        """Whether a field of the form belongs to a part."""
        return bool(self.parts) and field.startswith(self.part)


ENTRIES = Published(
    Kind.ENTRIES, "register_entries", "entries", "Entry",
    "Bring catalogue entries, all of them or none. An administrator takes over what a document has approved elsewhere, "
    "each as its next version; a cataloguer registers those of his department, each of which then goes the way of its "
    "city's table (接管或者批量登记目录条目).",
    parts="items", versions=True,
)  # fmt: skip
PUBLISHED: tuple[Published, ...] = (
    Published(
        Kind.DIVISIONS, "register_divisions", "divisions", "Division",
        "Register administrative divisions, or change them (登记行政区划).",
    ),
    Published(
        Kind.DEPARTMENTS, "register_departments", "departments", "Department",
        "Register departments, or change them; a policy binds the subtree of the one that names it (登记部门).",
    ),
    Published(
        Kind.POSTS, "appoint_posts", "posts", "Post",
        "Appoint people to posts, which count from the next request on; a post is ended by `validUntil`, and passes to "
        "another person under another id (任免岗位).",
    ),
    Published(
        Kind.SUCCESSIONS, "record_successions", "successions", "Succession",
        "Record which department took over the duties of which (登记机构承接).",
    ),
    Published(
        Kind.SYSTEMS, "register_systems", "systems", "System",
        "Register information systems, or change them (登记信息系统).",
    ),
    Published(
        Kind.BASES, "register_legal_bases", "legal_bases", "LegalBasis",
        "Register legal bases, or change them (登记依据).",
    ),
    Published(
        Kind.LIBRARIES, "register_libraries", "libraries", "Library",
        "Register libraries, or change them (登记资源库).",
    ),
    Published(
        Kind.CONSUMERS, "register_consumers", "consumers", "Consumer",
        "Register consumers, or change them (登记使用方).",
    ),
    Published(
        Kind.ELEMENTS, "register_data_elements", "elements", "DataElement",
        "Register data elements, or change them; items of entries bind to them by code (登记数据元).",
    ),
    ENTRIES,
    Published(
        Kind.MEMBERSHIPS, "admit_to_libraries", "memberships", "Membership",
        "Put entries into libraries (资源入库).",
    ),
    Published(
        Kind.LINEAGE, "record_lineage", "lineage", "LineageEdge",
        "Record what entries, libraries and licence types are made from (登记溯源关系).",
    ),
    Published(
        Kind.ITEM_LINEAGE, "record_item_lineage", "item_lineage", "ItemLineageEdge",
        "Record what information items are filled from (登记信息项溯源关系).",
    ),
    Published(
        Kind.REQUESTS, "record_requests", "requests", "SharingRequestRecord",
        "Record requests for data that were made before, or elsewhere, with what was decided on them; departments "
        "ask by `applyForResource` (录入共享申请).",
    ),
    Published(
        Kind.GRANTS, "record_grants", "grants", "GrantRecord",
        "Record what was granted before, or elsewhere, each by the request that it settles (录入共享授权).",
    ),
    Published(
        Kind.LICENSE_TYPES, "define_license_types", "license_types", "LicenseType",
        "Define licence types, as drafts or in force from a day; another definition is the next version, and a type is "
        "abolished by `until` (编制证照目录: WHL-8).",
        parts="fields",
    ),
    Published(
        Kind.ENTITLEMENTS, "entitle_issuers", "entitlements", "Entitlement",
        "Say which authority may issue which type, and when: a right for each period (登记颁发机构: WHL-8).",
    ),
    Published(
        Kind.LICENSE_GRANTS, "grant_licenses", "grants", "LicenseGrant",
        "Grant consumers the use of licences of a type, for a scenario that was declared (用证授权: WHL-16).",
    ),
)  # fmt: skip
