"""How much an operation asks for: its selections walked once, together with the schema.

- A fragment is measured once and its measures are reused at every spread: the work is linear in the document, however
  large the expansion.
- Cost = 1 for each field, plus, for a field that gives a page, the cost of its children times the page's size. The
  size is the argument `first`, `last` or `maxNodes` (written, variable, or a default), or what a page has of which none
  is said. Another list counts as an assumed length, but for lists inside a connection or a walk, whose size is counted
  already.
- Inside introspection a type is unwrapped one field at a time: depth says nothing there. What counts is how often a
  list of types is asked for; lists inside lists are refused by validation.

Wrong GraphQL (an unknown field, a fragment that spreads itself) is no error here: validation says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
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
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

PAGE_ARGUMENTS: Final = ("first", "last", "maxNodes")
"""Arguments that say how much a field gives at most."""
PAGE_MARKS: Final = frozenset({"pageInfo", "isPartial"})
"""A type that has one of these fields is a page: its lists are as long as the page's arguments say."""
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

    def beside(self, other: "Measures") -> "Measures":
        """Measure two parts that stand in one selection set."""
        return Measures(
            self.fields + other.fields,
            max(self.depth, other.depth),
            self.aliases + other.aliases,
            self.cost + other.cost,
            self.type_lists + other.type_lists,
        )


NOTHING: Final = Measures()


class Measurer:
    """Measures the operations of one document; `selections` counts those it has looked at."""

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        pages: Mapping[str, int | None],
        assumed_list: int,
        assumed_page: int,
    ) -> None:
        """Take the document apart into its fragments.

        Args:
            schema: For types, default page sizes and connections.
            document: As parsed, not yet validated.
            pages: The values of the variables that give page sizes.
            assumed_list: Length that a list without a page size counts as.
            assumed_page: Size of a page of which none is said.
        """
        self.selections = 0
        self._schema = schema
        self._pages = pages
        self._assumed_list, self._assumed_page = assumed_list, assumed_page
        self._fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        self._measured: dict[tuple[str, bool], Measures] = {}
        self._defaults: Mapping[str, int] = {}

    def operation(self, definition: OperationDefinitionNode) -> Measures:
        """Measure one operation."""
        defaults = {
            variable.variable.name.value: int(variable.default_value.value)
            for variable in definition.variable_definitions or ()
            if isinstance(variable.default_value, IntValueNode)
        }
        if defaults != self._defaults:
            self._defaults, self._measured = defaults, {}
        roots: dict[OperationType, GraphQLNamedType | None] = {
            OperationType.QUERY: self._schema.query_type,
            OperationType.MUTATION: self._schema.mutation_type,
            OperationType.SUBSCRIPTION: self._schema.subscription_type,
        }
        return self._set(definition.selection_set, roots[definition.operation], introspecting=False)

    def _set(self, selections: SelectionSetNode, parent: GraphQLNamedType | None, *, introspecting: bool) -> Measures:
        total = NOTHING
        for node in selections.selections:
            self.selections += 1
            match node:
                case FieldNode():
                    part = self._field(node, parent, introspecting=introspecting)
                case InlineFragmentNode():
                    part = self._set(node.selection_set, self._narrowed(node, parent), introspecting=introspecting)
                case FragmentSpreadNode():
                    part = self._fragment(node.name.value, introspecting=introspecting)
                case _:
                    part = NOTHING
            total = total.beside(part)
        return total

    def _fragment(self, name: str, *, introspecting: bool) -> Measures:
        known = self._measured.get((name, introspecting))
        if known is not None:
            return known
        fragment = self._fragments.get(name)
        if fragment is None:
            return NOTHING
        self._measured[name, introspecting] = NOTHING  # what spreads itself ends here; validation refuses it
        condition = self._schema.type_map.get(fragment.type_condition.name.value)
        measured = self._set(fragment.selection_set, condition, introspecting=introspecting)
        self._measured[name, introspecting] = measured
        return measured

    def _field(self, node: FieldNode, parent: GraphQLNamedType | None, *, introspecting: bool) -> Measures:
        name = node.name.value
        alias = int(node.alias is not None and node.alias.value != name)
        if node.selection_set is None:
            return Measures(fields=1, depth=1, aliases=alias, cost=0 if name == TYPENAME else 1)
        if introspecting or name in INTROSPECTION_ROOTS:
            inside = self._set(node.selection_set, None, introspecting=True)
            type_lists = inside.type_lists + int(name in TYPE_LISTS)
            return Measures(1 + inside.fields, 1, alias + inside.aliases, 1 + inside.cost, type_lists)
        definition = getattr(parent, "fields", {}).get(name)
        inner = None if definition is None else get_named_type(definition.type)
        inside = self._set(node.selection_set, inner, introspecting=False)
        return Measures(
            fields=1 + inside.fields,
            depth=1 + inside.depth,
            aliases=alias + inside.aliases,
            cost=1 + inside.cost * self._page(node, definition, parent),
            type_lists=inside.type_lists,
        )

    def _page(self, node: FieldNode, definition: Any, parent: GraphQLNamedType | None) -> int:
        if definition is None:
            return 1
        declared = [name for name in PAGE_ARGUMENTS if name in definition.args]
        if declared:
            sizes = [self._size(node, name, definition.args[name]) for name in declared]
            said = [size for size in sizes if size is not None]
            return max(1, *said) if said else self._assumed_page
        inside_page = not PAGE_MARKS.isdisjoint(getattr(parent, "fields", {}))
        listed = is_list_type(get_nullable_type(definition.type))
        return self._assumed_list if listed and not inside_page else 1

    def _size(self, node: FieldNode, name: str, declared: GraphQLArgument) -> int | None:
        size = self._written(node, name)
        return _default(declared) if size is None else size

    def _written(self, node: FieldNode, name: str) -> int | None:
        for argument in node.arguments or ():
            if argument.name.value == name:
                match argument.value:
                    case IntValueNode(value=written):
                        return int(written)
                    case VariableNode(name=named):
                        given = self._pages.get(named.value)
                        return self._defaults.get(named.value) if given is None else given
                    case _:
                        return None
        return None

    def _narrowed(self, node: InlineFragmentNode, parent: GraphQLNamedType | None) -> GraphQLNamedType | None:
        if node.type_condition is None:
            return parent
        return self._schema.type_map.get(node.type_condition.name.value)


def _default(declared: GraphQLArgument) -> int | None:
    """The schema's default: as a value in a schema from code, as a literal in one from text."""
    if declared.default is not None and isinstance(declared.default.literal, IntValueNode):
        return int(declared.default.literal.value)
    return whole(declared.default_value)


def whole(value: Any) -> int | None:
    """Read a page size that came from outside: None for whatever is no whole number."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None
