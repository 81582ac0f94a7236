"""Facets: counts of what a filter finds, by column."""

import strawberry


@strawberry.type(description="One value of a facet with its count.")
class FacetCount:
    """One value with its count."""

    value: str = strawberry.field(description="Name of an enum's member, or a code.")
    count: int = strawberry.field(description="How many.")


@strawberry.type(description="Counts by one column (分面).")
class Facet:
    """Counts by one column."""

    name: str = strawberry.field(description="sharing, opening, cycle, formatCategory, mode, state, provider, library.")
    counts: list[FacetCount] = strawberry.field(description="Largest first, at most 50.")


def facets_of(counted: dict[str, list[tuple[str, int]]]) -> list[Facet]:
    """The published form of counts; codes lose the store's suffix."""
    return [
        Facet(
            name=name.removesuffix("Id"),
            counts=[FacetCount(value=value, count=count) for value, count in counts],
        )
        for name, counts in counted.items()
    ]
