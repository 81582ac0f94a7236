"""Data elements: what an information item is everywhere."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from api.graphql.entries import listing as entries_listing
from api.graphql.entries.listing import ResourceFilter, ResourceOrder
from api.graphql.lens.connections import Connection, listed
from api.graphql.lens.registration import Lens, Node, column, computed, lens
from graph.schema.nodes import DATA_ELEMENT
from graph.words.entries import DataType

if TYPE_CHECKING:
    from api.graphql.entries.lens import Resource


@lens(DATA_ELEMENT, "A data element that information items bind to (数据元).")
class DataElement(Lens, Node):
    """A data element."""

    name: str = column("Name (数据元名称).")
    data_type: DataType = column("Data type (数据类型).")
    length: int | None = column("Length in characters or digits; null where items may differ (长度).")
    standard: str | None = column("What defines it, as `GB/T 2261.1` (出处).")
    value_domain: str | None = column("What values there are: a code list, a form, a range (值域).")
    summary: str | None = column("What it is (说明).")

    @computed("key")
    def code(key: str) -> str:  # noqa: N805 - a pure function of columns
        """Its identifier (数据元代码)."""
        return key

    @listed(entries_listing.BINDING, ResourceFilter, ResourceOrder)
    def resources(self) -> Connection[Annotated["Resource", strawberry.lazy("api.graphql.entries.lens")]]:
        """Entries of which an item binds to it (使用该数据元的资源)."""
