"""From a document to parts: what each field of a selection is, is read from its registration.

1. A selection on rows asks its statement for the columns that its fields read, and for nothing else; a plan that is not
   fused asks for all of them, by the texts that every document shares.
2. An edge whose batch has a template becomes an expression inside the statement of its parents (fused), or a statement
   of its own for all parents of the level.
3. Which fields are selected is collected by graphql-core's own functions: merging, fragments, directives and conditions
   on types are its own.
4. What cannot be planned ends it (`Unplanned`).
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, LiteralString

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLOutputType,
    OperationType,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
)
from graphql.execution.values import VariableValues

from api.graphql.lens.connections import Connection, Listed
from api.graphql.lens.cursors import written
from api.graphql.lens.ids import IDS, global_id
from api.graphql.lens.registration import Lens
from api.graphql.plan import fetching
from api.graphql.plan.choosing import Chosen
from api.graphql.plan.display import OBJECT
from api.graphql.plan.drafting import Draft, Rows, Values, is_leaf
from api.graphql.plan.fetching import Shown
from api.graphql.plan.leaves import coercion, names_behind
from api.graphql.plan.parts import Part
from api.graphql.plan.variables import variables_in
from graph.store.edges import Batch
from graph.store.nesting import child_of, placed

DEEPEST: Final = 4
"""Levels of edges inside one statement."""


class Unplanned(Exception):  # noqa: N818 - it is no error: graphql-core executes the document
    """A document has something that is not planned."""


@dataclass(frozen=True, slots=True)
class _At:
    """A field of a selection, with what is said of it."""

    draft: Draft
    key: str
    """The answer's."""
    type: GraphQLOutputType
    details: Any
    """Of graphql-core: the nodes of the field, merged."""
    said: Mapping[str, Any]
    """Its registration."""
    read: list[str]
    """Expressions of what it reads."""
    given: str
    """Its arguments, as they are passed on; empty = none."""


class Compiler:
    """Makes the parts of one operation."""

    def __init__(self, chosen: Chosen, *, fused: bool) -> None:
        """Prepare; a plan that is not fused asks the texts that every document shares."""
        self._chosen, self._fused, self._number = chosen, fused, 0
        self.given: list[Callable[[VariableValues], Mapping[str, Any]]] = []
        """Arguments in which variables have a say, as functions of their values."""

    def root(self) -> Part:
        """The part of the operation.

        Raises:
            Unplanned: It has something that is not planned.
        """
        query = self._chosen.types.query_type
        if self._chosen.operation.operation is not OperationType.QUERY or query is None:
            raise Unplanned("operation")
        return self._part(query, self._chosen.fields_of(query), Values())

    def _part(self, kind: GraphQLObjectType, fields: Mapping[str, Any], source: Rows | Values) -> Part:
        draft = Draft(source)
        for key, details in fields.items():
            self._field(draft, kind, key, details)
        return draft.part()

    def _field(self, draft: Draft, kind: GraphQLObjectType, key: str, details: Any) -> None:
        node: FieldNode = details[0].node
        name, source = node.name.value, draft.source
        if name == "__typename":
            draft.put(key, repr(kind.name), identity=True)
            return
        field = kind.fields.get(name)
        definition = field.extensions.get("strawberry-definition") if field is not None else None
        if field is None or definition is None or definition.permission_classes or definition.extensions:
            raise Unplanned(name)
        said = definition.metadata
        if name == "id" and isinstance(source, Rows):
            draft.put(key, f"{draft.constant(IDS[source.shape.label])}[{source.read('key')}]", identity=True)
            return
        own = (definition.python_name,) if definition.is_basic_field or "through" in said else ()
        read = [source.read(each) for each in said.get("reads") or own]
        at = _At(draft, key, field.type, details, said, read, self._arguments(draft, field, node))
        kinds = {
            "edge": self._edge,
            "listed": self._listed,
            "found": self._found,
            "resolved": self._resolved,
            "told": self._told,
        }
        for how, compiled in kinds.items():
            if how in said:
                compiled(at)
                return
        function = said.get("computed") or said.get("through")
        if function is global_id:
            draft.put(key, f"{draft.constant(IDS)}[{read[0]}][{read[1]}]")
            return
        if function is None and not definition.is_basic_field and not read:
            raise Unplanned(name)
        names = names_behind(function, field.type)
        if names is not None:
            draft.put(key, f"{draft.constant(names)}[{read[0]}]")
            return
        value = read[0] if function is None else draft.call(function, *read, given=at.given)
        self._value(at, value, stored="column" in said and isinstance(source, Rows))

    def _arguments(self, draft: Draft, field: GraphQLField, node: FieldNode) -> str:
        """How the arguments of a field are passed on: made once, or once for each request."""
        if not field.args:
            return ""
        if not variables_in(node.arguments or ()):
            return f"**{draft.constant(self._chosen.coerced(field, node, None))}"
        self.given.append(lambda values: self._chosen.coerced(field, node, values))
        return f"**run.arguments[{len(self.given) - 1}]"

    def _value(self, at: _At, expression: str, *, stored: bool = False) -> None:
        """A value that is there: a leaf, an object or a list of them."""
        if is_leaf(at.type):
            at.draft.leaf(at.key, at.type, expression, stored=stored)
        else:
            at.draft.hold(at.key, expression, self._shown(at))

    def _shown(self, at: _At, source: Rows | Values | None = None) -> Shown:
        """How values of a field's type become answers."""
        required, many = is_non_null_type(at.type), is_list_type(get_nullable_type(at.type))
        if is_leaf(at.type):
            return Shown(many, required, leaf=coercion(at.type))
        kind = get_named_type(at.type)
        if not is_object_type(kind):
            raise Unplanned(kind.name)
        return Shown(many, required, self._part(kind, self._chosen.fields_of(kind, at.details), source or Values()))

    def _edge(self, at: _At) -> None:
        """An edge: inside the statement of its parents, or by its own."""
        batch: Batch = at.said["edge"]
        (key,), source = at.said["reads"], at.draft.source
        reaches = key == "key" or "<key>" in batch.nested
        if self._fused and isinstance(source, Rows) and batch.nested and reaches and source.depth < DEEPEST:
            self._inside(at, source, batch, source.shape.column(source.variable, source.column(key)))
            return
        rows = None if batch.child is None else Rows(batch.child, whole=not (self._fused and batch.text))
        shown = self._shown(at, rows)
        row: dict[str, Any] = {"row": rows.row} if rows is not None and not rows.whole else {}
        at.draft.wait(at.key, fetching.Edge(batch, at.draft.reader(at.read[0]), shown, at.said["through"], row))

    def _inside(self, at: _At, source: Rows, batch: Batch, key: LiteralString) -> None:
        self._number += 1
        number, through = self._number, at.said["through"]
        rows = batch.child and Rows(batch.child, child_of(number), depth=source.depth + 1)
        shown = rows and self._shown(at, rows)
        place = source.ask(placed(batch.nested, number, source.variable, key, rows.row if rows else ""))
        if rows:
            source.count(place, rows, many=batch.many)
        if shown:
            at.draft.hold(at.key, f"{OBJECT}[{place}]", shown)
        else:
            held = f"{OBJECT}[{place}]"
            self._value(at, held if through is None else at.draft.call(through, held))

    def _told(self, at: _At) -> None:
        """A function of who asks; one that may have to be awaited is called for all at once."""
        self._called(at, at.said["told"], at.draft.call(at.said["told"], "run", *at.read, given=at.given))

    def _called(self, at: _At, function: Callable[..., Any], call: str) -> None:
        """What a function gives: at once, or for all objects together where it has to be awaited."""
        if inspect.iscoroutinefunction(function):
            at.draft.wait(at.key, fetching.Function(at.draft.reader(call), self._shown(at)))
        else:
            self._value(at, call)

    def _resolved(self, at: _At) -> None:
        """An ordinary resolver, on a value; the edges of a connection are rows."""
        function = at.said["resolved"]
        if isinstance(at.draft.source, Rows) or not at.said["repeatable"]:
            raise Unplanned(at.key)
        takes = inspect.signature(function).parameters
        passed = [{"self": OBJECT, "info": "run"}[name] for name in ("self", "info") if name in takes]
        self._called(at, function, at.draft.call(function, *passed, given=at.given))

    def _found(self, at: _At) -> None:
        """Nodes that a function names, of one kind or of several."""
        kind = _named(at.type)
        kinds = self._chosen.types.get_possible_types(kind) if is_abstract_type(kind) else (kind,)
        parts: dict[str, Part] = {}
        for each in kinds:
            shown = each.extensions["strawberry-definition"].origin
            if issubclass(shown, Lens):
                rows = Rows(shown.SHAPE, whole=not self._fused)
                rows.read("key")
                parts[shown.SHAPE.label] = self._part(each, self._chosen.fields_of(each, at.details), rows)
        if "itself" in at.said and all(part.bare for part in parts.values()):
            label, identity = at.read
            built = at.draft.constant({label: part.display.one() for label, part in parts.items()})
            at.draft.put(at.key, f"(None if {identity} is None else {built}[{label}](({identity},), run))")
            return
        call = at.draft.call(at.said["found"], *at.read, given=at.given)
        at.draft.wait(at.key, fetching.Nodes(at.draft.reader(call), parts, is_non_null_type(at.type)))

    def _listed(self, at: _At) -> None:
        """Pages of a list: a connection, whose edges are rows of one statement."""
        listed: Listed = at.said["listed"]
        connection, rows = _named(at.type), Rows(listed.shape, whole=not self._fused, paged=True)
        rows.read("key")
        draft = Draft(Values())
        for key, details in self._chosen.fields_of(connection, at.details).items():
            if details[0].node.name.value == "edges":
                draft.hold(key, draft.call(_edges_of, OBJECT), self._edges(connection, details, rows))
            else:
                self._field(draft, connection, key, details)
        if rows.inside:
            each = " + ".join(rows.inside).replace(OBJECT, "c[1]")
            draft.rows = f"sum([{each} for c in {OBJECT}.page.rows])"
        asked = at.draft.call(listed.question, at.read[0] if at.read else "''", f"dict({at.given})")
        at.draft.wait(at.key, fetching.Pages(at.draft.reader(asked), draft.part(), rows.row))

    def _edges(self, connection: GraphQLObjectType, details: Any, rows: Rows) -> Shown:
        """Edges, each the head of a cursor with an order key and a row."""
        kind = _named(connection.fields["edges"].type)
        draft = Draft(Values())
        for key, inside in self._chosen.fields_of(kind, details).items():
            match inside[0].node.name.value:
                case "node":
                    node = _named(kind.fields["node"].type)
                    part = self._part(node, self._chosen.fields_of(node, inside), rows)
                    draft.hold(key, f"{OBJECT}[2]", Shown(many=False, required=True, part=part))
                case "cursor":
                    draft.put(key, draft.call(written, f"{OBJECT}[0]", f"{OBJECT}[1]", f"{OBJECT}[2][0]"))
                case _:
                    draft.put(key, repr(kind.name))
        return Shown(many=True, required=True, part=draft.part())


def _named(kind: GraphQLOutputType) -> Any:
    """The type itself, without what says that it may not be null, or is listed."""
    return get_named_type(kind)


def _edges_of(shown: Connection[Any]) -> list[tuple[bytes, Any, list[Any]]]:
    head = shown.question.head
    return [(head, key, row) for key, row in shown.page.rows]
