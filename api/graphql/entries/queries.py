"""Questions about catalogue entries: one, or a list with facets."""

from typing import Annotated

import strawberry

from api.graphql.entries.cases import EntryCase
from api.graphql.entries.changes import EntryChange
from api.graphql.entries.facets import Facet
from api.graphql.entries.findings import Highlight, Suggestion
from api.graphql.entries.lens import Resource
from api.graphql.entries.listing import EntryCaseFilter, EntryCaseOrder, ResourceFilter, ResourceOrder
from api.graphql.lens.arguments import Named
from api.graphql.lens.connections import Connection, listed
from api.graphql.lens.nodes import By, Sought, found, named
from api.graphql.lens.registration import resolved_as
from graph.errors import NotFound, Text
from graph.refusal_codes import Code
from graph.subjects.entries import cases, contents, differences
from graph.subjects.entries import memory as entries_memory
from graph.words import marking


@strawberry.type(description="A page of entries, with facets of the same search.")
class FacetedResourceConnection(Connection[Resource]):
    """A page of entries."""

    @resolved_as(list[Facet])
    async def facets(self, info: strawberry.Info) -> list[entries_memory.Facet]:
        """Counts of what the filter finds, by column; costs a query of its own (分面统计)."""
        return await entries_memory.facets(info.context.view, self.question.asked)

    @resolved_as(list[Highlight])
    async def highlights(self, info: strawberry.Info) -> list[marking.Highlight]:
        """Where the entries of this page meet the search, what weighs most first; costs a query of its own (高亮)."""
        codes = [row[0] for _, row in self.page.rows]
        return await entries_memory.highlights(info.context.view, self.question.asked, codes)

    @resolved_as(list[Suggestion])
    async def suggestions(self, info: strawberry.Info) -> list[marking.Suggestion]:
        """What was meant, where the search is met loosely only, else names that hold it; costs a query (检索建议)."""
        return await entries_memory.suggestions(info.context.view, self.question.asked)


_Before = Annotated[int, strawberry.argument(description="Number of the version that is compared with (原版本号).")]
_After = Annotated[int, strawberry.argument(description="Number of the version that is compared (新版本号).")]


@strawberry.type
class EntryQuery:
    """Questions about catalogue entries."""

    @found(published=Resource | None)
    def resource(by: Named[By]) -> Sought | None:  # noqa: N805 - a pure function of its argument
        """An entry by id or code (政务信息资源)."""
        return named(by, "Resource")

    @resolved_as(list[EntryChange] | None)
    async def entry_changes(
        self, info: strawberry.Info, by: Named[By], before: _Before, after: _After
    ) -> list[contents.Change]:
        """What one version of an entry says otherwise than another, whatever lies between them (版本比较)."""
        entry = named(by, "Resource")
        if entry is None or await info.context.load(entry.batch, entry.key) is None:
            raise _nothing("by", str(by.code.value if by.code is not None else by.id and by.id.value))
        found = await differences.between(info.context.view, entry.key, before, after)
        if isinstance(found, int):
            raise _nothing("before" if found == before else "after", str(found))
        return found

    @listed(
        entries_memory.RESOURCES,
        ResourceFilter,
        ResourceOrder,
        order=lambda asked: ResourceOrder.RELEVANCE if asked.search else ResourceOrder.CODE,
    )
    def resources(
        self,
        search: Annotated[
            str | None,
            strawberry.argument(
                description="What is looked for as people type it: words, offices, codes, licences, pinyin (检索)."
            ),
        ] = None,
    ) -> FacetedResourceConnection:
        """Entries: filter, full-text search, order, facets (政务信息资源目录)."""

    @listed(cases.ENTRY_CASES, EntryCaseFilter, EntryCaseOrder)
    def entry_cases(self) -> Connection[EntryCase]:
        """Cases of entries of your department, and of those that you supervise (目录条目案件)."""


def _nothing(name: str, value: str) -> NotFound:
    return NotFound(
        Text("没有这个条目或版本，或者无权查看", "no such entry or version, or none that you may see"),
        code=Code.NODE_NOT_FOUND,
        path=(name,),
        value=value[:200],
    )
