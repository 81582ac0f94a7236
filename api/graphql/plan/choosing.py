"""The operation that a plan is for: what it selects, with which arguments, by graphql-core's own functions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    GraphQLArgument,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    get_nullable_type,
    is_leaf_type,
)
from graphql.execution.collect_fields import FragmentDetails, collect_fields, collect_subfields
from graphql.execution.values import VariableValues, get_argument_values
from strawberry import Schema
from strawberry.types.arguments import StrawberryArgument, convert_arguments
from strawberry.types.base import StrawberryMaybe


@dataclass(frozen=True, slots=True)
class Chosen:
    """One operation of a document, as far as it decides how a plan looks."""

    schema: Schema
    operation: OperationDefinitionNode
    fragments: dict[str, FragmentDetails]
    values: VariableValues
    """Of the variables that directives name."""

    @property
    def types(self) -> GraphQLSchema:
        """The schema as graphql-core knows it."""
        return self.schema._schema  # noqa: SLF001 - strawberry has no public name for it

    def fields_of(self, kind: GraphQLObjectType, details: Any = None) -> Mapping[str, Any]:
        """What is selected on a type: of the operation, or below fields."""
        if details is None:
            found = collect_fields(self.types, self.fragments, self.values, kind, self.operation)
        else:
            found = collect_subfields(self.types, self.fragments, self.values, self.operation, kind, details)
        return found.grouped_field_set

    def coerced(self, field: GraphQLField, node: FieldNode, values: VariableValues | None) -> dict[str, Any]:
        """The arguments of a field, as its function takes them."""
        arguments = field.extensions["strawberry-definition"].arguments
        given = get_argument_values(field, node, values)
        named = {self.schema.config.name_converter.from_argument(each): each for each in arguments}
        if all(_passes(field.args[name], each) for name, each in named.items()):
            return {each.python_name: given[name] for name, each in named.items() if name in given}
        return convert_arguments(given, arguments, self.schema.schema_converter.scalar_registry, self.schema.config)


def _passes(declared: GraphQLArgument, argument: StrawberryArgument) -> bool:
    """Whether what graphql-core makes of an argument is what its function takes: a leaf that is not wrapped."""
    return is_leaf_type(get_nullable_type(declared.type)) and not isinstance(argument.type, StrawberryMaybe)
