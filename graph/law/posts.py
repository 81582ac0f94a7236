"""Posts: who may act follows from posts in the graph, held in a department for a period, never from a token.

* A post counts on the days of its period; the day of its end does not belong to it.
* Authority, platform and inspection posts act for the departments that their own department supervises. Which those
  are the graph knows; a post that was read without them supervises nobody but its own department.
* One person may hold several posts, but may not take two steps of one case that a rule keeps apart.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from graph.words.organisation import PostKind

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

POST_RULES: Mapping[PostKind, tuple[str, ...]] = {
    PostKind.HEAD: ("CZ-22", "JZ-4", "JI-5", "WH-27", "CS-11", "JI-14"),
    PostKind.CONTACT: ("CZ-22", "JZ-4", "WH-27"),
    PostKind.DEPUTY_IN_CHARGE: ("JZ-14.1", "JZ-14.2"),
    PostKind.APPLICANT: ("WH-13", "CZ-11", "JZ-14", "JI-19.1", "CS-29"),
    PostKind.CATALOGUER: ("CS-17", "WH-6", "CZ-7"),
    PostKind.REVIEWER: ("CS-17",),
    PostKind.PROVIDER_OFFICER: ("WH-13", "CZ-11", "JZ-14.2", "WH-16", "CZ-14"),
    PostKind.AGENT: ("JZ-15.1",),
    PostKind.PLATFORM_OFFICER: ("WH-4", "WHL-5", "CZ-4", "JZP-4.1"),
    PostKind.AUTHORITY_OFFICER: ("WH-4", "CZ-4", "JZ-5", "JI-5", "CS-6"),
    PostKind.COMMITTEE_SECRETARY: ("CS-5",),
    PostKind.COUNTY_AUTHORITY_OFFICER: ("JI-5", "WH-10"),
    PostKind.LICENSE_OFFICER: ("WHL-21",),
    PostKind.ISSUER: ("WHL-9",),
    PostKind.LICENSE_REVIEWER: ("WHL-9",),
    PostKind.INSPECTOR: ("WH-28", "WHL-23", "JZ-28", "CZ-23", "JI-36"),
}
"""The articles that a post comes from."""


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
    """USCCs of the departments under supervision; empty where the post is not a supervising one."""
    below: frozenset[str] = frozenset()
    """USCCs of the departments below its own, whatever the post."""
    partners: frozenset[str] = frozenset()
    """USCCs of the departments that are parties in a case together with its own."""

    def held(self, on: date) -> bool:
        """Whether it is held on a day."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)

    def reaches(self, department: str) -> bool:
        """Whether its acts reach a department."""
        return department == self.department or (self.kind in SUPERVISING and department in self.supervises)


def held_on(posts: Iterable[HeldPost], on: date) -> tuple[HeldPost, ...]:
    """The posts that count on a day."""
    return tuple(post for post in posts if post.held(on))
