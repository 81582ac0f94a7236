"""What a search over all kinds finds."""

import enum
from collections.abc import Sequence

from api.graphql.entries.findings import Mark, Suggestion
from api.graphql.lens import cursors
from api.graphql.lens.naming import snake
from api.graphql.lens.nodes import itself
from api.graphql.lens.registration import Node
from api.graphql.lens.terms import publish
from api.graphql.lens.values import Pair, attribute, pairs, shows
from graph.subjects.finding import memory as finding_memory
from graph.subjects.finding.memory import SEARCHED

ORDER = "RELEVANCE"


class SearchedKind(enum.Enum):
    """Kinds that a search goes through."""

    _ignore_ = "label"
    for label in SEARCHED:
        vars()[snake(label).lstrip("_").upper()] = SEARCHED[label].shape.words.zh


LABELS: dict[str, SearchedKind] = dict(zip(SEARCHED, SearchedKind, strict=True))
"""The kind of every label that is searched."""
publish(
    SearchedKind, "Kinds that a search goes through; information items are found as what their entry has (检索范围)."
)


def mark_of(typed: str, kinds: Sequence[str]) -> str:
    """What tells the cursors of a search from those of another."""
    return cursors.fingerprint(ORDER, "search", typed, *kinds)


def cursor_of(typed: str, kinds: Sequence[str], hits: Sequence[finding_memory.Hit]) -> str | None:
    """The cursor behind what was told; null where nothing was."""
    if not hits:
        return None
    points, label, identity = hits[-1].place
    return cursors.written(cursors.head(ORDER, mark_of(typed, kinds)), points, f"{label}:{identity}")


@shows(finding_memory.Hit, "Something that a search finds (检索结果).")
class SearchHit:
    """Something that a search finds."""

    kind: SearchedKind = attribute("Kind (类别).", through=LABELS.__getitem__)
    code: str = attribute("Code (代码).", "id")
    name: str = attribute("Name (名称).")
    marks: list[Mark] = attribute(
        "What of the name meets the search; empty where it is met by something else that it says."
    )

    node: Node | None = itself("kind", "id")


@shows(Pair, "How many of a kind a search finds.")
class SearchCount:
    """How many of a kind a search finds."""

    kind: SearchedKind = attribute("Kind (类别).", "key", through=LABELS.__getitem__)
    count: int = attribute("How many.", "value")


@shows(finding_memory.Hits, "What a search over all kinds finds, the best first.")
class SearchResult:
    """What a search over all kinds finds."""

    hits: list[SearchHit] = attribute("What is found, the best first.")
    counts: list[SearchCount] = attribute(
        "How many of each kind, whichever were chosen; of none of which nothing is found.", through=pairs
    )
    has_next_page: bool = attribute("Whether more follow.", "more")
    end_cursor: str | None = attribute("What to pass as `after`.", "typed", "kinds", "hits", through=cursor_of)
    suggestions: list[Suggestion] = attribute("What was meant, where the search is met loosely only (检索建议).")
