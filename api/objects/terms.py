"""The closed lists of the field as GraphQL enums; every member is described by its Chinese term."""

import enum
from typing import Any

import strawberry

from graph.model import terms
from graph.store.lineage import Direction

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
    Direction: "Which way lineage is followed (血缘方向).",
}


class LicenseStatus(enum.Enum):
    """What a licence is on a day, dates taken into account."""

    IN_FORCE = "有效"
    NOT_YET_VALID = "未生效"
    EXPIRED = "过期"
    SUSPENDED = "停用"
    CANCELLED = "注销"
    REPLACED = "已变更"


def _register(members: type[enum.Enum], description: str) -> None:
    made: Any = strawberry.enum(members, description=description)
    for value in made.__strawberry_definition__.values:
        value.description = str(members[value.name].value)


for _members, _description in _DESCRIPTIONS.items():
    _register(_members, _description)
_register(LicenseStatus, "What a licence is today (证照当前状态).")
