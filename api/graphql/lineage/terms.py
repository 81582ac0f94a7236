"""Kinds of nodes and edges that may be browsed, and why a walk is cut short."""

import enum

from api.graphql.lens.naming import snake
from api.graphql.lens.terms import publish
from graph.schema.nodes import ALL
from graph.subjects.lineage.memory import RELATION_KINDS, Direction


class Cut(enum.Enum):
    """Why a walk was cut short."""

    NODE_BUDGET = "节点数达到上限"
    EDGE_BUDGET = "关系数达到上限"


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


publish(Cut, "Why a walk through the graph was cut short (截断原因).")

publish(NodeKind, "Kinds of nodes (对象类别).")
publish(RelationKind, "Kinds of edges (关系类型); an edge points from what its description names first.")
assert set(RELATION_KINDS) == set(RelationKind.__members__)  # noqa: S101 - a kind without a word is a defect
publish(Direction, "Which way lineage is followed (血缘方向).")
