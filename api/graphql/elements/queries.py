"""Questions about data elements."""

import strawberry

from api.graphql.elements.lens import DataElement
from api.graphql.elements.listing import DataElementFilter
from api.graphql.lens.connections import Connection, listed
from api.graphql.lens.orders import NameOrder
from graph.subjects.elements import memory as elements_memory


@strawberry.type
class ElementQuery:
    """Questions about data elements."""

    @listed(elements_memory.ELEMENTS, DataElementFilter, NameOrder)
    def data_elements(self) -> Connection[DataElement]:
        """Data elements (数据元)."""
