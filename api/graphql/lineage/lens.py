"""Lineage, impact, relations and paths: flat pieces of the graph with budgets.

What belongs to a view of a node – its depth, its side – has no id of its own and carries none of another: a client that
keeps records by id would take the view for the node. The node stands under its real type, in `node`, and the ends of an
edge are its global id.
"""

from collections import Counter

import strawberry

from api.graphql.lens.arguments import Depth
from api.graphql.lens.ids import global_id
from api.graphql.lens.nodes import itself
from api.graphql.lens.registration import Node
from api.graphql.lens.values import Pair, attribute, pairs, shows
from api.graphql.licensing.lens import LicenseType
from api.graphql.lineage.terms import LABELS, Cut, NodeKind, RelationKind
from api.graphql.objections.lens import Objection
from api.graphql.sharing.grants import Grant
from api.graphql.sharing.lens import SharingRequest
from api.graphql.sources.lens import Consumer
from graph.subjects.lineage import browsing, impact
from graph.subjects.lineage import memory as lineage_memory
from graph.subjects.lineage.memory import Side


def _id(key: tuple[str, str]) -> str:
    return global_id(*key)


@shows(lineage_memory.Node, "A node as it stands in one lineage (血缘节点); what it is itself stands in `node`.")
class LineageNode:
    """A node of a lineage."""

    kind: NodeKind = attribute("Kind (类别).", through=LABELS.__getitem__)
    code: str = attribute("Code of an entry, system, library …; that of an item is `entry#name`.", "id")
    name: str = attribute("Name (名称).")
    depth: Depth = attribute("Steps from the start, by a shortest way on its side; of two sides the shorter (层级).")
    side: Side = attribute("On which side of the start it stands (所在一侧).")

    node: Node | None = itself("kind", "id")


@shows(lineage_memory.Edge, "`downstream` is made from `upstream` (血缘边).")
class LineageEdge:
    """A lineage edge."""

    downstream: strawberry.ID = attribute("Global id of what is made (下游).", "low", "downstream", through=global_id)
    upstream: strawberry.ID = attribute(
        "Global id of what it is made from (上游).", "high", "upstream", through=global_id
    )
    kind: RelationKind = attribute(
        "Kind of the edge: DERIVES_FROM, FROM_SYSTEM or ITEM_FROM.", through=RelationKind.__members__.__getitem__
    )
    rule: str | None = attribute("How, in words (归集规则).")


@shows(Pair, "How many nodes of a kind.")
class KindCount:
    """How many nodes of a kind."""

    kind: NodeKind = attribute("Kind (类别).", "key", through=LABELS.__getitem__)
    count: int = attribute("How many.", "value")


def counted(nodes: list[lineage_memory.Node]) -> list[Pair]:
    """Nodes by kind, without the start."""
    return pairs(dict(sorted(Counter(node.kind for node in nodes if node.depth).items())))


@shows(lineage_memory.Walk, "Lineage of one node (数据血缘: JI-13, WH-8), flat.")
class Lineage:
    """Lineage of one node."""

    nodes: list[LineageNode] = attribute("Nodes, each once, nearest first, the start with depth 0.")
    edges: list[LineageEdge] = attribute("Edges between these nodes.")
    counts: list[KindCount] = attribute("Nodes by kind, without the start.", "nodes", through=counted)
    is_partial: bool = attribute("Cut short by a budget (未全部展开).", "truncated", through=bool)
    truncated_reason: Cut | None = attribute(
        "Which budget; null where it is whole (截断原因).", "truncated", through=Cut.__members__.get
    )


@shows(impact.Impact, "What a change or withdrawal would touch (影响分析), downstream.")
class Impact:
    """What a change or withdrawal would touch."""

    lineage: Lineage = attribute("Lineage downstream.", "walk")
    consumers: list[Consumer] = attribute(
        "Who uses any of it, by grants that you may see (使用方).", through=lambda found: Consumer.all_of(found.rows)
    )
    grants: list[Grant] = attribute("Grants that you may see (授权).", through=lambda found: Grant.all_of(found.rows))
    open_requests: list[SharingRequest] = attribute(
        "Waiting requests that you may see (待答复申请).", through=lambda found: SharingRequest.all_of(found.rows)
    )
    open_objections: list[Objection] = attribute(
        "Open objections that you may see (在办异议).", through=lambda found: Objection.all_of(found.rows)
    )
    license_types: list[LicenseType] = attribute(
        "Licence types made from any of it (证照类型).", through=lambda found: LicenseType.all_of(found.rows)
    )
    is_partial: bool = attribute("Lineage or one of the lists was cut short (未全部列出).", "partial")


@shows(browsing.Place, "A node as it is come by (途经对象); what it is itself stands in `node`.")
class GraphNode:
    """A node at the other end of an edge, or on a path."""

    kind: NodeKind = attribute("Kind (类别).", through=LABELS.__getitem__)
    code: str = attribute("Code of an entry, system, library …; that of an item is `entry#name`.", "id")
    name: str = attribute("Name (名称).")
    depth: Depth = attribute("Steps from the start (层级).")

    node: Node | None = itself("kind", "id")


@shows(browsing.Relation, "One edge at a node (关系).")
class Relation:
    """One edge at a node."""

    kind: RelationKind = attribute("Kind of the edge (关系类型).", through=RelationKind.__members__.__getitem__)
    outgoing: bool = attribute("The stored edge points away from the node.")
    other: GraphNode = attribute("The node at its other end.")
    rule: str | None = attribute("Words on the edge.")


@shows(browsing.Relations, "A bounded list of edges at a node.")
class Relations:
    """A bounded list of edges at a node."""

    relations: list[Relation] = attribute("Edges, by kind and id.")
    is_partial: bool = attribute("There are more than were asked for.", "partial")


@shows(browsing.Step, "One step of a path.")
class PathStep:
    """One step of a path."""

    source: strawberry.ID = attribute("Global id of the node that the step leaves.", through=_id)
    target: strawberry.ID = attribute("Global id of the node that it reaches.", through=_id)
    kind: RelationKind = attribute("Kind of the edge (关系类型).", through=RelationKind.__members__.__getitem__)
    rule: str | None = attribute("Words on the edge.")
    forward: bool = attribute("The stored edge points the same way.")


@shows(browsing.LineagePath, "A shortest way between two nodes (路径).")
class Path:
    """A shortest way between two nodes."""

    nodes: list[GraphNode] = attribute("Nodes in order.")
    steps: list[PathStep] = attribute("Steps in order.")
