"""How much an operation asks for: its selections walked once, together with the schema.

- A fragment is measured once for each of a few places (`TOGETHER`) and its measures are reused at every spread: the
  work is linear in the document, however large the expansion.
- Cost = 1 for each field and each value of its arguments, the work that it makes (`prices`), and the cost of what is
  in it: for a page times its size, for another list times its length. A page's size is the argument `first`, `last` or
  `maxNodes` (written, variable, or a default), or what a page has of which none is said. A list inside a connection or
  a walk is counted with it.
- A short list of the store counts as the longest that is stored (`graph.store.bounds`). The parents in one list are not
  the same twice, so that below ten of them it counts as the ten longest on average.
- A filter is counted by its values, written or in a variable, before anything is made of it.
- Inside introspection a type is unwrapped one field at a time: depth says nothing there. What counts is how often a
  list of types is asked for; lists inside lists are refused by validation.

Wrong GraphQL (an unknown field, a fragment that spreads itself) is no error here: validation says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLArgument,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    NullValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
    is_object_type,
)

from api.graphql.guard.arguments import Given, filters, number, values_of, whole
from api.graphql.guard.prices import BELOW, LENGTHS, PASSES, PASSES_ASKED, WHOLE, WORK
from graph.store.bounds import LEAST, Lengths
from graph.store.edges import Batch

PAGE_ARGUMENTS: Final = ("first", "last", "maxNodes")
"""Arguments that say how much a field gives at most."""
PAGE_MARKS: Final = frozenset({"pageInfo", "isPartial"})
"""A type that has one of these fields is a page: its lists are as long as the page's arguments say."""
NODE: Final = "node"
"""What stands in an edge, or in a view of a node: as many as there are of those."""
TOGETHER: Final = (100, 30, 10, 1)
"""As how many different parents those of one list count: the next lower of these, below which lists are longer."""
TYPENAME: Final = "__typename"
INTROSPECTION_ROOTS: Final = frozenset({"__schema", "__type"})
TYPE_LISTS: Final = frozenset({"types", "possibleTypes"})


@dataclass(frozen=True, slots=True)
class Measures:
    """What a part of a document asks for."""

    fields: int = 0
    depth: int = 0
    aliases: int = 0
    cost: int = 0
    type_lists: int = 0
    """Lists of types asked of introspection."""
    filter_values: int = 0
    """Values of the largest filter."""
    passes: int = 0
    """How often the list is gone through whose page this is in."""

    def beside(self, other: "Measures") -> "Measures":
        """Measure two parts that stand in one selection set."""
        return Measures(
            self.fields + other.fields,
            max(self.depth, other.depth),
            self.aliases + other.aliases,
            self.cost + other.cost,
            self.type_lists + other.type_lists,
            max(self.filter_values, other.filter_values),
            self.passes + other.passes,
        )


NOTHING: Final = Measures()


class Measurer:
    """Measures the operations of one document; `selections` counts those it has looked at."""

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        given: Mapping[str, Given],
        lengths: Lengths,
        assumed_page: int,
    ) -> None:
        """Take the document apart into its fragments.

        Args:
            schema: For types, default page sizes and connections.
            document: As parsed, not yet validated.
            given: What is given for the variables.
            lengths: How long the short lists of the store are.
            assumed_page: Size of a page of which none is said.
        """
        self.selections = 0
        self._schema = schema
        self._given = given
        self._lengths, self._assumed_page = lengths, assumed_page
        self._fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        self._measured: dict[tuple[str, bool, int], Measures] = {}
        self._known = given
        """The same, with the defaults of the operation that is measured."""

    def operation(self, definition: OperationDefinitionNode) -> Measures:
        """Measure one operation."""
        defaults = {
            variable.variable.name.value: Given(number(variable.default_value), values_of(variable.default_value, {}))
            for variable in definition.variable_definitions or ()
            if variable.default_value is not None
        }
        known = {**self._given, **{name: each.unless(self._given.get(name)) for name, each in defaults.items()}}
        if known != self._known:
            self._known, self._measured = known, {}
        roots: dict[OperationType, GraphQLNamedType | None] = {
            OperationType.QUERY: self._schema.query_type,
            OperationType.MUTATION: self._schema.mutation_type,
            OperationType.SUBSCRIPTION: self._schema.subscription_type,
        }
        return self._set(definition.selection_set, roots[definition.operation], introspecting=False, parents=1)

    def _set(
        self, selections: SelectionSetNode, parent: GraphQLNamedType | None, *, introspecting: bool, parents: int
    ) -> Measures:
        """Measure a selection set of one object, of which there are several different ones in a list."""
        total = NOTHING
        for node in selections.selections:
            self.selections += 1
            match node:
                case FieldNode():
                    part = self._field(node, parent, introspecting=introspecting, parents=parents)
                case InlineFragmentNode():
                    narrowed = self._narrowed(node, parent)
                    part = self._set(node.selection_set, narrowed, introspecting=introspecting, parents=parents)
                case FragmentSpreadNode():
                    part = self._fragment(node.name.value, introspecting=introspecting, parents=parents)
                case _:
                    part = NOTHING
            total = total.beside(part)
        return total

    def _fragment(self, name: str, *, introspecting: bool, parents: int) -> Measures:
        place = name, introspecting, parents
        known = self._measured.get(place)
        if known is not None:
            return known
        fragment = self._fragments.get(name)
        if fragment is None:
            return NOTHING
        self._measured[place] = NOTHING  # what spreads itself ends here; validation refuses it
        condition = self._schema.type_map.get(fragment.type_condition.name.value)
        measured = self._set(fragment.selection_set, condition, introspecting=introspecting, parents=parents)
        self._measured[place] = measured
        return measured

    def _field(
        self, node: FieldNode, parent: GraphQLNamedType | None, *, introspecting: bool, parents: int
    ) -> Measures:
        name = node.name.value
        alias = int(node.alias is not None and node.alias.value != name)
        definition = getattr(parent, "fields", {}).get(name)
        own = self._own(node, definition, parent)
        if node.selection_set is None:
            passes = PASSES.get(name, 0) if _is_page(parent) else 0
            cost = 0 if name == TYPENAME else own.cost
            return replace(own, fields=1, depth=1, aliases=alias, cost=cost, passes=passes)
        if introspecting or name in INTROSPECTION_ROOTS:
            inside = self._set(node.selection_set, None, introspecting=True, parents=1)
            type_lists = inside.type_lists + int(name in TYPE_LISTS)
            return Measures(1 + inside.fields, 1, alias + inside.aliases, 1 + inside.cost, type_lists)
        inner = None if definition is None else get_named_type(definition.type)
        length = self._page(node, definition, parent, parents)
        together = parents if _is_page(parent) or name == NODE else next(n for n in TOGETHER if n <= length)
        inside = self._set(node.selection_set, inner, introspecting=False, parents=together)
        passing = WHOLE if parent is self._schema.query_type else BELOW
        return Measures(
            fields=1 + inside.fields,
            depth=1 + inside.depth,
            aliases=alias + inside.aliases,
            cost=own.cost + (own.passes + inside.passes) * passing + inside.cost * length,
            type_lists=inside.type_lists,
            filter_values=max(own.filter_values, inside.filter_values),
            passes=PASSES.get(name, 0) if _is_page(parent) else 0,
        )

    def _own(self, node: FieldNode, definition: Any, parent: GraphQLNamedType | None) -> Measures:
        """What a field costs whatever is asked of what it gives: its work, its arguments."""
        work = 1 + WORK.get(f"{parent.name}.{node.name.value}", 0) if parent is not None else 1
        values, filtering, passes = 0, 0, 0
        for argument in node.arguments or ():
            held = values_of(argument.value, self._known)
            values += held
            if filters(definition, argument):
                filtering = max(filtering, held)
            if not isinstance(argument.value, NullValueNode):
                passes += PASSES_ASKED.get(argument.name.value, 0)
        return Measures(cost=work + values, filter_values=filtering, passes=passes)

    def _page(self, node: FieldNode, definition: Any, parent: GraphQLNamedType | None, parents: int) -> int:
        if definition is None:
            return 1
        declared = [name for name in PAGE_ARGUMENTS if name in definition.args]
        if declared:
            sizes = [self._size(node, name, definition.args[name]) for name in declared]
            said = [size for size in sizes if size is not None]
            return max(1, *said) if said else self._assumed_page
        if _is_page(parent) or not is_list_type(get_nullable_type(definition.type)):
            return 1
        batch = _edge(definition)
        if batch is not None:
            return self._lengths.of(batch, parents)
        return LENGTHS.get(f"{parent.name}.{node.name.value}", LEAST) if parent is not None else LEAST

    def _size(self, node: FieldNode, name: str, declared: GraphQLArgument) -> int | None:
        size = self._written(node, name)
        return _default(declared) if size is None else size

    def _written(self, node: FieldNode, name: str) -> int | None:
        for argument in node.arguments or ():
            if argument.name.value == name:
                if isinstance(argument.value, VariableNode):
                    return self._known.get(argument.value.name.value, Given()).size
                return number(argument.value)
        return None

    def _narrowed(self, node: InlineFragmentNode, parent: GraphQLNamedType | None) -> GraphQLNamedType | None:
        if node.type_condition is None:
            return parent
        return self._schema.type_map.get(node.type_condition.name.value)


def _is_page(kind: GraphQLNamedType | None) -> bool:
    return not PAGE_MARKS.isdisjoint(getattr(kind, "fields", {}))


def _edge(definition: Any) -> Batch | None:
    """The batch function that a field publishes as a short list; None where it is no edge, or a page."""
    published = definition.extensions.get("strawberry-definition")
    batch = published.metadata.get("edge") if published is not None else None
    return batch if isinstance(batch, Batch) and batch.longest else None


def short_lists(schema: GraphQLSchema) -> tuple[Batch, ...]:
    """Every short list of the store that a schema publishes."""
    kinds = [getattr(kind, "fields", {}) for kind in schema.type_map.values() if is_object_type(kind)]
    found = (_edge(definition) for fields in kinds for definition in fields.values())
    return tuple(dict.fromkeys(batch for batch in found if batch is not None))


def _default(declared: GraphQLArgument) -> int | None:
    """The schema's default: as a value in a schema from code, as a literal in one from text."""
    if declared.default is not None and isinstance(declared.default.literal, IntValueNode):
        return number(declared.default.literal)
    return whole(declared.default_value)
