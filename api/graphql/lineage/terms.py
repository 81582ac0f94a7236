"""Kinds of nodes and edges that may be browsed, and why a walk is cut short."""

import enum

from api.graphql.lens.naming import snake
from api.graphql.lens.terms import publish
from graph.schema.nodes import ALL
from graph.schema.relations import BROWSED
from graph.subjects.lineage.memory import Direction, Side


def _kind(label: str) -> str:
    """`SharingRequest` → `SHARING_REQUEST`."""
    return snake(label).lstrip("_").upper()


class Cut(enum.Enum):
    """Why a walk was cut short."""

    NODE_BUDGET = "节点数达到上限"
    EDGE_BUDGET = "关系数达到上限"


class NodeKind(enum.Enum):
    """Kinds of nodes, as the schema of the graph declares them."""

    _ignore_ = "shape"
    for shape in ALL:
        vars()[_kind(shape.label)] = shape.words.zh


LABELS: dict[str, NodeKind] = {shape.label: NodeKind[_kind(shape.label)] for shape in ALL}
"""The kind of every label of the store."""


class RelationKind(enum.Enum):
    """Kinds of edges that may be browsed; an edge points from what is named first."""

    _ignore_ = "relation"
    for relation in BROWSED:
        vars()[relation.name] = relation.zh


publish(Cut, "Why a walk through the graph was cut short (截断原因).")

publish(NodeKind, "Kinds of nodes (对象类别).")
publish(RelationKind, "Kinds of edges (关系类型); an edge points from what its description names first.")
publish(Direction, "Which way lineage is followed (血缘方向).")
publish(Side, "On which side of the start a node of a lineage stands (所在一侧).")
