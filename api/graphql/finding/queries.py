"""One search over all kinds of the catalogue."""

from typing import Annotated

import strawberry

from api.graphql.finding.lens import LABELS, ORDER, SearchedKind, SearchResult, mark_of
from api.graphql.lens import cursors
from api.graphql.lens.arguments import After, First
from api.graphql.lens.connections import searched_for
from api.graphql.lens.registration import resolved_as
from graph.subjects.finding import memory as finding_memory
from graph.subjects.finding.memory import Place

_KINDS: dict[SearchedKind, str] = {kind: label for label, kind in LABELS.items()}


@strawberry.type
class FindingQuery:
    """One search over all kinds."""

    @resolved_as(SearchResult)
    async def search(
        self,
        info: strawberry.Info,
        words: Annotated[
            str, strawberry.argument(description="As people type it: words, offices, codes, licences, pinyin (检索词).")
        ],
        kinds: Annotated[
            list[SearchedKind] | None, strawberry.argument(description="What is looked for; null is all (类别).")
        ] = None,
        first: First = None,
        after: After = None,
    ) -> finding_memory.Hits:
        """Entries, licence types, departments, libraries, systems, consumers and legal bases by words (全库检索)."""
        typed, size = searched_for(words, "words") or "", cursors.page_size(first)
        labels = [label for kind, label in _KINDS.items() if kinds is None or kind in kinds]
        start = cursors.read(after, ORDER, mark_of(typed, labels))
        place = None if start is None else _place(after or "", *start)
        return await finding_memory.search(info.context.view, typed, labels, size, place)


def _place(after: str, points: float | str, known: str) -> Place:
    label, _, identity = known.partition(":")
    if not isinstance(points, int) or label not in LABELS:
        raise cursors.foreign(after)
    return points, label, identity
