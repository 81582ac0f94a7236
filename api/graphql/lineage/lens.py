"""Lineage, impact, relations and paths: flat pieces of the graph with budgets."""

from collections import Counter

import strawberry

from api.graphql.lens.arguments import Depth
from api.graphql.lens.ids import global_id
from api.graphql.lens.nodes import loaded
from api.graphql.lens.registration import Node, resolved
from api.graphql.licensing.lens import LicenseType
from api.graphql.lineage.terms import LABELS, Cut, NodeKind, RelationKind
from api.graphql.objections.lens import Objection
from api.graphql.sharing.lens import Grant, SharingRequest
from api.graphql.sources.lens import Consumer
from graph.subjects.lineage import impact
from graph.subjects.lineage import memory as lineage_memory


@strawberry.type(description="A node of a walk through the graph.")
class GraphNode:
    """A node of a walk."""

    label: strawberry.Private[str]
    id: strawberry.ID = strawberry.field(description="Global id.")
    kind: NodeKind = strawberry.field(description="Kind (类别).")
    code: str = strawberry.field(description="Code of an entry, system, library …; id of an item is `entry#name`.")
    name: str = strawberry.field(description="Name (名称).")
    depth: Depth = strawberry.field(description="Steps from the start (层级).")

    @resolved
    async def node(self, info: strawberry.Info) -> Node | None:
        """The node itself."""
        return await loaded(info, self.label, self.code)

    @classmethod
    def of(cls, node: lineage_memory.Node) -> "GraphNode":
        """The published form of a walked node."""
        return cls(
            label=node.kind,
            id=strawberry.ID(global_id(node.kind, node.id)),
            kind=LABELS[node.kind],
            code=node.id,
            name=node.name,
            depth=node.depth,
        )


@strawberry.type(description="`downstream` is made from `upstream` (血缘边).")
class LineageEdge:
    """A lineage edge."""

    downstream: str = strawberry.field(description="Code of what is made (下游).")
    upstream: str = strawberry.field(description="Code of what it is made from (上游).")
    kind: RelationKind = strawberry.field(description="Kind of the edge: DERIVES_FROM, FROM_SYSTEM or ITEM_FROM.")
    rule: str | None = strawberry.field(description="How, in words (归集规则).")


@strawberry.type(description="How many nodes of a kind.")
class KindCount:
    """How many nodes of a kind."""

    kind: NodeKind = strawberry.field(description="Kind (类别).")
    count: int = strawberry.field(description="How many.")


@strawberry.type(description="Lineage of one node (数据血缘: JI-13, WH-8), flat.")
class Lineage:
    """Lineage of one node."""

    nodes: list[GraphNode] = strawberry.field(description="Nodes, nearest first, the start with depth 0.")
    edges: list[LineageEdge] = strawberry.field(description="Edges between these nodes.")
    counts: list[KindCount] = strawberry.field(description="Nodes by kind, without the start.")
    is_partial: bool = strawberry.field(description="Cut short by a budget (未全部展开).")
    truncated_reason: Cut | None = strawberry.field(description="Which budget; null where it is whole (截断原因).")

    @classmethod
    def of(cls, walk: lineage_memory.Walk) -> "Lineage":
        """The published form of a walk."""
        return cls(
            nodes=[GraphNode.of(node) for node in walk.nodes],
            edges=[
                LineageEdge(downstream=e.downstream, upstream=e.upstream, kind=RelationKind[e.kind], rule=e.rule)
                for e in walk.edges
            ],
            counts=counted(walk.nodes),
            is_partial=walk.truncated is not None,
            truncated_reason=Cut[walk.truncated] if walk.truncated else None,
        )


def counted(nodes: list[lineage_memory.Node]) -> list[KindCount]:
    """Nodes by kind, without the start."""
    kinds = Counter(node.kind for node in nodes if node.depth)
    return [KindCount(kind=LABELS[kind], count=count) for kind, count in sorted(kinds.items())]


@strawberry.type(description="What a change or withdrawal would touch (影响分析), downstream.")
class Impact:
    """What a change or withdrawal would touch."""

    lineage: Lineage = strawberry.field(description="Lineage downstream.")
    consumers: list[Consumer] = strawberry.field(description="Who uses any of it (使用方).")
    grants: list[Grant] = strawberry.field(description="Grants that you may see (授权).")
    open_requests: list[SharingRequest] = strawberry.field(
        description="Waiting requests that you may see (待答复申请)."
    )
    open_objections: list[Objection] = strawberry.field(description="Open objections that you may see (在办异议).")
    license_types: list[LicenseType] = strawberry.field(description="Licence types made from any of it (证照类型).")
    is_partial: bool = strawberry.field(description="Lineage or one of the lists was cut short (未全部列出).")

    @classmethod
    async def of(cls, info: strawberry.Info, walk: lineage_memory.Walk, first: int) -> "Impact":
        """What the walk touches, at most `first` of each."""
        touched = await impact.touched(info.context.view, walk.nodes, first + 1)
        return cls(
            lineage=Lineage.of(walk),
            consumers=Consumer.all_of(touched.consumers.rows[:first]),
            grants=Grant.all_of(touched.grants.rows[:first]),
            open_requests=SharingRequest.all_of(touched.requests.rows[:first]),
            open_objections=Objection.all_of(touched.objections.rows[:first]),
            license_types=LicenseType.all_of(touched.types.rows[:first]),
            is_partial=walk.truncated is not None or any(len(each.rows) > first for each in touched.lists),
        )


@strawberry.type(description="One edge at a node (关系).")
class Relation:
    """One edge at a node."""

    kind: RelationKind = strawberry.field(description="Kind of the edge (关系类型).")
    outgoing: bool = strawberry.field(description="The stored edge points away from the node.")
    other: GraphNode = strawberry.field(description="The node at its other end.")
    rule: str | None = strawberry.field(description="Words on the edge.")

    @classmethod
    def of(cls, relation: lineage_memory.Relation) -> "Relation":
        """The published form of a relation."""
        other = lineage_memory.Node(relation.other_kind, relation.other_id, relation.other_name, 1)
        return cls(
            kind=RelationKind[relation.kind],
            outgoing=relation.outgoing,
            other=GraphNode.of(other),
            rule=relation.rule,
        )


@strawberry.type(description="A bounded list of edges at a node.")
class Relations:
    """A bounded list of edges at a node."""

    relations: list[Relation] = strawberry.field(description="Edges, by kind and id.")
    is_partial: bool = strawberry.field(description="There are more than were asked for.")


@strawberry.type(description="One step of a path.")
class PathStep:
    """One step of a path."""

    source: str = strawberry.field(description="Code of the node that the step leaves.")
    target: str = strawberry.field(description="Code of the node that it reaches.")
    kind: RelationKind = strawberry.field(description="Kind of the edge (关系类型).")
    rule: str | None = strawberry.field(description="Words on the edge.")
    forward: bool = strawberry.field(description="The stored edge points the same way.")


@strawberry.type(description="A shortest way between two nodes (路径).")
class Path:
    """A shortest way between two nodes."""

    nodes: list[GraphNode] = strawberry.field(description="Nodes in order.")
    steps: list[PathStep] = strawberry.field(description="Steps in order.")

    @classmethod
    def of(cls, path: lineage_memory.LineagePath) -> "Path":
        """The published form of a path."""
        return cls(
            nodes=[GraphNode.of(node) for node in path.nodes],
            steps=[
                PathStep(source=s.source, target=s.target, kind=RelationKind[s.kind], rule=s.rule, forward=s.forward)
                for s in path.steps
            ],
        )
