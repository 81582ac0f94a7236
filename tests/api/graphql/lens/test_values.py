"""Lenses on values: what a resolver returns is the domain's own, and a type says nothing that the value does not."""

from types import NoneType
from typing import Any, get_args, get_type_hints

import pytest
import strawberry
from graphql import is_non_null_type
from strawberry.schema.config import StrawberryConfig

from api.graphql.lens import citations
from api.graphql.lens.registration import column, computed, edge, lens, resolved_as, told
from api.graphql.lens.scalars import SCALARS
from api.graphql.lens.values import Pair, attribute, shows
from api.graphql.schema import schema
from graph.errors import Text
from graph.law import articles
from graph.schema.nodes import DIVISION
from graph.store.edges import by_id
from graph.words.entries import DataType

CORE = schema._schema
SHOWING: dict[str, Any] = {
    name: definition
    for name, kind in CORE.type_map.items()
    if hasattr(getattr(definition := kind.extensions.get("strawberry-definition"), "origin", None), "SHOWS")
}
"""Types that show a value of the domain."""


@pytest.mark.parametrize("name", sorted(name for name, each in SHOWING.items() if each.origin.SHOWS is not Pair))
def test_what_may_be_missing_in_a_value_may_be_null_in_the_schema_and_nothing_else(name: str) -> None:
    definition = SHOWING[name]
    shown = definition.origin.SHOWS
    for field in definition.fields:
        if field.is_basic_field and not field.metadata:  # published as it is read
            published = CORE.type_map[name].fields[schema.config.name_converter.get_graphql_name(field)]  # type: ignore[attr-defined]
            may_miss = NoneType in get_args(type_of(shown, field.python_name))
            assert is_non_null_type(published.type) is not may_miss, field.python_name


def type_of(shown: Any, name: str) -> Any:
    """The type of a field of a value, or of a property that follows from its fields."""
    found = getattr(shown, name, None)
    return get_type_hints(found.fget)["return"] if isinstance(found, property) else get_type_hints(shown)[name]


def read_wrong(made: Any) -> type:
    return type("Wrong", (), {"__annotations__": {"colour": str}, "colour": made})


@computed("colour")
def of_colour(colour: str) -> str:
    """Its colour."""
    return colour


@told("colour")
def told_of_colour(info: strawberry.Info, colour: str) -> str:
    """Its colour."""
    return colour


@edge(by_id(DIVISION), key="colour")
def beside(self: Any) -> str | None:
    """What has the same colour."""


@pytest.mark.parametrize(
    "made",
    [attribute("Colour."), attribute("Colour.", "zh", "colour", through="".join), of_colour, told_of_colour, beside],
    ids=["attribute", "function of attributes", "computed", "told", "edge"],
)
def test_a_field_that_reads_what_the_value_does_not_have_ends_the_import(made: Any) -> None:
    with pytest.raises(TypeError, match=r"Wrong\.colour reads colour, which Text does not have"):
        shows(Text, "Wrong.")(read_wrong(made))


@pytest.mark.parametrize("made", [column("Colour."), of_colour, beside], ids=["column", "computed", "edge"])
def test_a_field_that_reads_what_is_no_column_ends_the_import(made: Any) -> None:
    with pytest.raises(TypeError, match=r"Wrong\.colour reads colour, which Division does not have"):
        lens(DIVISION, "Wrong.")(read_wrong(made))


@strawberry.type
class Asked:
    """What the next test asks."""

    @resolved_as(citations.Text)
    def text(self) -> Text:
        """A value of the class that the type shows."""
        return Text("是", "yes")

    @resolved_as(citations.Text | None)
    def other(self) -> articles.Rule:
        """A value of another class."""
        return articles.rule("WH-13")


def test_a_closed_list_that_is_not_the_columns_ends_the_import() -> None:
    wrong = type("Wrong", (), {"__annotations__": {"level": DataType}, "level": column("Level (级别).")})
    with pytest.raises(TypeError, match=r"Wrong\.level chooses from DataType, its column does not"):
        lens(DIVISION, "Wrong.")(wrong)


async def test_a_value_is_shown_by_the_type_of_its_class_and_by_no_other() -> None:
    asked = strawberry.Schema(Asked, config=StrawberryConfig(scalar_map=SCALARS))
    answer = await asked.execute("{ text { zh en } other { zh } }")
    assert answer.data == {"text": {"zh": "是", "en": "yes"}, "other": None}
    assert answer.errors
    assert [(error.path, error.message.partition(" but ")[0]) for error in answer.errors] == [
        (["other"], "Expected value of type 'Text'")
    ]
