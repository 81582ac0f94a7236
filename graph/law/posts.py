"""Posts: who may act follows from posts in the graph, held in a department for a period, never from a token.

* A post counts on the days of its period; the day of its end does not belong to it.
* Authority, platform and inspection posts act for the departments that their own department supervises. Which those
  are the graph knows; a post that was read without them supervises nobody but its own department.
* One person may hold several posts, but may not take two steps of one case that a rule keeps apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from graph.words.organisation import PostKind
from graph.words.periods import holds_on

SUPERVISING = frozenset(
    {
        PostKind.PLATFORM_OFFICER,
        PostKind.AUTHORITY_OFFICER,
        PostKind.COUNTY_AUTHORITY_OFFICER,
        PostKind.COMMITTEE_SECRETARY,
        PostKind.INSPECTOR,
    }
)
"""Posts whose acts reach beyond their own department."""


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post that somebody holds, as it was read from the graph for a request."""

    kind: PostKind
    department: str
    """USCC of the department in which it is held."""
    valid_from: date
    valid_until: date | None = None
    """First day on which it is no longer held."""
    supervises: frozenset[str] = frozenset()
    """USCCs of the departments under supervision; empty where the post is neither a supervising one nor leads any."""
    below: frozenset[str] = frozenset()
    """USCCs of the departments below its own, whatever the post."""
    partners: frozenset[str] = frozenset()
    """USCCs of the departments that are parties in a case together with its own."""
    predecessors: frozenset[str] = frozenset()
    """USCCs of the departments that have ended, for which its own answers: what they left is seen, and nothing is done
    in their names."""
    leads: frozenset[PostKind] = frozenset()
    """Of a head the supervising posts that are held in the department: he sees what their holders see, for whom he is
    responsible, and does nothing in their place."""

    def held(self, on: date) -> bool:
        """Whether it is held on a day."""
        return holds_on(on, self.valid_from, self.valid_until)

    def reaches(self, department: str) -> bool:
        """Whether its acts reach a department."""
        return department == self.department or (self.kind in SUPERVISING and department in self.supervises)


def held_on(posts: Iterable[HeldPost], on: date) -> tuple[HeldPost, ...]:
    """The posts that count on a day."""
    return tuple(post for post in posts if post.held(on))


@dataclass(frozen=True, slots=True)
class Supervisor:
    """That in a department a supervising post is held."""

    kind: PostKind
    department: str
    reached: frozenset[str]
    """USCCs of the departments that it supervises."""
