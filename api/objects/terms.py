"""The closed lists of the field as GraphQL enums; every member is described by its Chinese term."""

import enum
from collections.abc import Mapping
from typing import Any

import strawberry

from api.fields import snake
from graph.model import terms
from graph.store.lineage import RELATION_KINDS, Direction
from graph.store.shapes import ALL
from licenses.lifecycle import LicenseChange

_DESCRIPTIONS: dict[type[enum.Enum], str] = {
    terms.SharingType: "Sharing type (共享类型).",
    terms.OpeningType: "Opening to society (开放类型).",
    terms.UpdateCycle: "Update cycle (更新周期).",
    terms.FormatCategory: "Format category (信息资源格式分类).",
    terms.DataType: "Data type of an item (数据类型), with the guide's letter.",
    terms.ModeCategory: "Way of supplying, category (共享方式分类).",
    terms.Mode: "Way of supplying on the platform (共享方式类型).",
    terms.ItemKind: "Base or business item (基础信息项、业务信息项).",
    terms.LibraryKind: "Kind of library (基础、主题、部门信息资源库).",
    terms.EntryState: "State of a catalogue entry (目录条目状态).",
    terms.DepartmentKind: "Kind of organisation (机构类别).",
    terms.AuthorityLevel: "Level of an authority (机关级别).",
    terms.PostKind: "What a person may do in a department (岗位).",
    terms.Funding: "Who paid for a system (资金来源).",
    terms.BasisKind: "Kind of a legal basis (依据类别).",
    terms.ConsumerKind: "Kind of a consumer (使用方类别).",
    terms.Purpose: "What shared data are used for (用途).",
    terms.RequestState: "State of a sharing request (共享申请状态).",
    terms.LicenseState: "Stored state of a licence (证照状态); expiry is computed, see `LicenseStatus`.",
    terms.LicenseCategory: "Category of a licence type (证照类别).",
    terms.HolderCategory: "Who may hold a type (持证主体类别).",
    terms.ObjectionState: "State of an objection (异议核查状态).",
    terms.ObjectionGround: "What is doubted (异议事由).",
    terms.Role: "Role in a token (角色); what staff may do follows from posts.",
}


class LicenseStatus(enum.Enum):
    """What a licence is on a day, dates taken into account."""

    IN_FORCE = "有效"
    NOT_YET_VALID = "未生效"
    EXPIRED = "过期"
    SUSPENDED = "停用"
    CANCELLED = "注销"
    REPLACED = "已变更"


class Outcome(enum.Enum):
    """How an objection ends."""

    CORRECTED = "已更正"
    EXPLAINED = "已说明"


class Cut(enum.Enum):
    """Why a walk was cut short."""

    NODE_BUDGET = "节点数达到上限"
    EDGE_BUDGET = "关系数达到上限"


class FacetName(enum.Enum):
    """By what entries are counted."""

    SHARING = "共享类型"
    OPENING = "开放类型"
    CYCLE = "更新周期"
    FORMAT_CATEGORY = "格式分类"
    MODE = "共享方式类型"
    STATE = "条目状态"
    PROVIDER = "提供方"
    LIBRARY = "资源库"


class NodeKind(enum.Enum):
    """Kinds of nodes."""

    DIVISION = "行政区划"
    DEPARTMENT = "政务部门"
    POST = "岗位"
    LEGAL_BASIS = "依据"
    SYSTEM = "信息系统"
    LIBRARY = "资源库"
    RESOURCE = "信息资源"
    ITEM = "信息项"
    ENTRY_VERSION = "条目版本"
    CONSUMER = "使用方"
    SHARING_REQUEST = "共享申请"
    GRANT = "授权"
    LICENSE_TYPE = "证照类型"
    LICENSE = "电子证照"
    HOLDER = "持证主体"
    OBJECTION = "异议"


LABELS: dict[str, NodeKind] = {shape.label: NodeKind[snake(shape.label).lstrip("_").upper()] for shape in ALL}
"""The kind of every label of the store."""


class RelationKind(enum.Enum):
    """Kinds of edges that may be browsed; an edge points from what is named first."""

    CHILD_OF = "部门属于上级部门"
    IN_DIVISION = "部门位于行政区划"
    SUCCEEDED_BY = "部门由后继部门承接"
    PROVIDED_BY = "资源由部门提供"
    HAS_ITEM = "资源含有信息项"
    IN_LIBRARY = "资源归入资源库"
    LED_BY = "资源库由部门牵头"
    FROM_SYSTEM = "资源来自信息系统"
    RUN_BY = "系统由部门运行"
    RESTS_ON = "资源以法规、职责为依据"
    RELATED_TO = "资源与资源关联"
    DERIVES_FROM = "由上游资源、系统或资源库形成"
    ITEM_FROM = "信息项取自上游信息项"
    GRANTED_TO = "授权给使用方"
    COVERS = "授权涉及资源"
    ASKS_FOR = "申请涉及资源"
    RAISED_BY = "申请由使用方提出"
    DEFINED_BY = "证照类型由机构定义"
    ISSUABLE_BY = "证照类型由机构颁发"
    OF_TYPE = "证照属于证照类型"
    ISSUED_BY = "证照由机构颁发"
    HELD_BY = "证照由持证主体持有"
    REPLACES = "证照变更前一证照"
    ON = "异议针对资源、信息项或证照"


assert set(RELATION_KINDS) == set(RelationKind.__members__)  # noqa: S101 - a kind without a word is a defect


def publish(
    members: type[enum.Enum], description: str, said: Mapping[str, str] | None = None, name: str | None = None
) -> None:
    """Publish a closed list.

    Args:
        members: The list.
        description: What it is a list of.
        said: Description of each member by its name; without it, its value, which is its Chinese term.
        name: Name in the schema, where it is not the class's.
    """
    made: Any = strawberry.enum(members, name=name, description=description)
    for value in made.__strawberry_definition__.values:
        value.description = said[value.name] if said else str(members[value.name].value)


for _members, _description in _DESCRIPTIONS.items():
    publish(_members, _description)
publish(LicenseStatus, "What a licence is today (证照当前状态).")
publish(Outcome, "How an objection ends (核查结论).")
publish(Direction, "Which way lineage is followed (血缘方向).")
publish(LicenseChange, "What can be done to a licence (证照状态变更: WHL-9).")
publish(Cut, "Why a walk through the graph was cut short (截断原因).")
publish(FacetName, "By what entries are counted (分面).")
publish(NodeKind, "Kinds of nodes (对象类别).")
publish(RelationKind, "Kinds of edges (关系类型); an edge points from what its description names first.")
