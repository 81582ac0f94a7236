"""What differs between the two servers, and nothing else.

| | Neo4j 5 | ArcadeDB |
|---|---|---|
| dropping a full-text index of an earlier release | by its name | SQL over its HTTP port, `Label[property]` |
| racing MERGE on a unique key | locks | the losers get ConstraintError: run the unit of work again |
| a node that a rival has written to | is waited for at once | is found out at the commit; until then it may be read |
| a relation to what a rival has just committed | is followed | EntityNotFound: run the unit of work again |
| retry delay | the driver's second | 0.02 s |
| a page of a long list | read from the index, in its order | a range is sorted as a whole: narrow ranges |
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """The few places in which a server needs words of its own."""

    name: str
    retry_delay: float
    """Seconds before the first retry of a unit of work."""
    constraint_races: bool
    """Whether a lost race on a unique key shows as a constraint error that a retry cures."""
    waits: bool
    """Whether writing to a node waits for a rival who was first, so that what is read then is read behind him."""
    embedded: bool
    sorts_ranges: bool
    """Whether it sorts all that a range matches before it cuts it, and has to be asked for narrow ranges."""


NEO4J = Dialect("neo4j", retry_delay=1.0, constraint_races=False, waits=True, embedded=False, sorts_ranges=False)
ARCADE = Dialect("arcadedb", retry_delay=0.02, constraint_races=True, waits=False, embedded=True, sorts_ranges=True)
