"""Lineage, impact, relations and paths: flat pieces of the graph with budgets."""

from collections import Counter

import strawberry

from api.graphql.lens.arguments import Depth
from api.graphql.lens.ids import global_id
from api.graphql.lens.nodes import loaded
from api.graphql.lens.registration import Node, told
from api.graphql.lens.values import Pair, attribute, pairs, shows
from api.graphql.licensing.lens import LicenseType
from api.graphql.lineage.terms import LABELS, Cut, NodeKind, RelationKind
from api.graphql.objections.lens import Objection
from api.graphql.sharing.lens import Grant, SharingRequest
from api.graphql.sources.lens import Consumer
from graph.subjects.lineage import impact
from graph.subjects.lineage import memory as lineage_memory


@shows(lineage_memory.Node, "A node of a walk through the graph.")
class GraphNode:
    """A node of a walk."""

    id: strawberry.ID = attribute("Global id.", "kind", "id", through=global_id)
    kind: NodeKind = attribute("Kind (类别).", through=LABELS.__getitem__)
    code: str = attribute("Code of an entry, system, library …; id of an item is `entry#name`.", "id")
    name: str = attribute("Name (名称).")
    depth: Depth = attribute("Steps from the start (层级).")

    @told("kind", "id")
    async def node(info: strawberry.Info, kind: str, id: str) -> Node | None:  # noqa: A002, N805 - what is read
        """The node itself."""
        return await loaded(info, kind, id)


@shows(lineage_memory.Edge, "`downstream` is made from `upstream` (血缘边).")
class LineageEdge:
    """A lineage edge."""

    downstream: str = attribute("Code of what is made (下游).")
    upstream: str = attribute("Code of what it is made from (上游).")
    kind: RelationKind = attribute(
        "Kind of the edge: DERIVES_FROM, FROM_SYSTEM or ITEM_FROM.", through=RelationKind.__getitem__
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

    nodes: list[GraphNode] = attribute("Nodes, nearest first, the start with depth 0.")
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
        "Who uses any of it (使用方).", through=lambda found: Consumer.all_of(found.rows)
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


@shows(lineage_memory.Relation, "One edge at a node (关系).")
class Relation:
    """One edge at a node."""

    kind: RelationKind = attribute("Kind of the edge (关系类型).", through=RelationKind.__getitem__)
    outgoing: bool = attribute("The stored edge points away from the node.")
    other: GraphNode = attribute("The node at its other end.")
    rule: str | None = attribute("Words on the edge.")


@shows(lineage_memory.Relations, "A bounded list of edges at a node.")
class Relations:
    """A bounded list of edges at a node."""

    relations: list[Relation] = attribute("Edges, by kind and id.")
    is_partial: bool = attribute("There are more than were asked for.", "partial")


@shows(lineage_memory.Step, "One step of a path.")
class PathStep:
    """One step of a path."""

    source: str = attribute("Code of the node that the step leaves.")
    target: str = attribute("Code of the node that it reaches.")
    kind: RelationKind = attribute("Kind of the edge (关系类型).", through=RelationKind.__getitem__)
    rule: str | None = attribute("Words on the edge.")
    forward: bool = attribute("The stored edge points the same way.")


@shows(lineage_memory.LineagePath, "A shortest way between two nodes (路径).")
class Path:
    """A shortest way between two nodes."""

    nodes: list[GraphNode] = attribute("Nodes in order.")
    steps: list[PathStep] = attribute("Steps in order.")
