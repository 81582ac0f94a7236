"""Questions about libraries, systems, legal bases and consumers."""

import strawberry

from api.graphql.lens.arguments import Named
from api.graphql.lens.connections import Connection, listed
from api.graphql.lens.nodes import By, Sought, found, named
from api.graphql.lens.orders import NameOrder
from api.graphql.sources.lens import Consumer, LegalBasis, Library, System
from api.graphql.sources.listing import ConsumerFilter, LegalBasisFilter, LegalBasisOrder, LibraryFilter, SystemFilter
from graph.subjects.sources import memory as sources_memory


@strawberry.type
class SourceQuery:
    """Questions about libraries, systems and consumers."""

    @found(published=Library | None)
    def library(by: Named[By]) -> Sought | None:  # noqa: N805 - a pure function of its argument
        """A library by id or code (信息资源库)."""
        return named(by, "Library")

    @listed(sources_memory.LIBRARIES, LibraryFilter, NameOrder)
    def libraries(self) -> Connection[Library]:
        """Libraries (信息资源库)."""

    @listed(sources_memory.SYSTEMS, SystemFilter, NameOrder)
    def systems(self) -> Connection[System]:
        """Information systems (信息系统)."""

    @listed(sources_memory.LEGAL_BASES, LegalBasisFilter, LegalBasisOrder)
    def legal_bases(self) -> Connection[LegalBasis]:
        """Laws, policies, duties and rules that entries and requests rest on (依据)."""

    @listed(sources_memory.CONSUMERS, ConsumerFilter, NameOrder)
    def consumers(self) -> Connection[Consumer]:
        """Consumers (使用方)."""
