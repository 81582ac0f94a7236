"""What fields cost besides the values that they give: what they make the store do, reckoned in values.

A value costs about 10 µs to answer; a unit here stands for as much of the store's work, in a bureau of 20,000 entries.
A list is gone through as a whole to be counted, filtered or searched: all of a kind, or what is below one parent.
"""

from collections.abc import Mapping
from typing import Final

WORK: Final[Mapping[str, int]] = {
    "Query.path": 40_000,
    "Query.impact": 5_000,
    "Query.lineage": 4_000,
    "Query.relations": 1_000,
    "Query.search": 2_000,
    "Query.waiting": 2_000,
    "Query.waitingCounts": 2_000,
    "Query.verifyLicense": 3_000,
    "Mutation.reportForgery": 3_000,
    "Query.rules": 100,
    "Query.recurringDuties": 300,
    "EntryVersion.content": 20,
}
"""By type and field: a walk goes level by level, a verdict asks register and archive, a version is a long text."""
LENGTHS: Final[Mapping[str, int]] = {
    "Query.rules": 100,
    "Query.recurringDuties": 100,
    "Facet.counts": 50,
    "FacetedResourceConnection.highlights": 300,
    "FacetedResourceConnection.suggestions": 5,
    "Highlight.marks": 5,
    "SearchHit.marks": 5,
    "SearchResult.counts": 7,
    "SearchResult.suggestions": 1,
    "Query.waitingCounts": 4,
    "WaitingCase.nextSteps": 6,
    "Path.nodes": 9,
    "Path.steps": 8,
}
"""How much a list without pages gives at most that is no list of the store."""
PASSES: Final[Mapping[str, int]] = {"totalCount": 1, "facets": 3, "suggestions": 1}
"""How often a list is gone through for a field of its page."""
PASSES_ASKED: Final[Mapping[str, int]] = {"filter": 1, "search": 2}
"""How often a list is gone through for an argument."""
WHOLE: Final = 2_500
"""A pass through all of a kind."""
BELOW: Final = 100
"""A pass through what is below one parent."""
