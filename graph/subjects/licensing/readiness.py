"""Who could issue something today: what the register has to hold before a first licence can be sealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import LiteralString

from graph.law.policies import bound_by
from graph.law.workflows import LICENSE
from graph.schema.periods import EXISTENCE, TENURE
from graph.schema.relations import issuable
from graph.store.engine import Store
from graph.subjects.organisation import binding
from graph.subjects.people.memory import places_over
from graph.words.organisation import PostKind

_REVIEWER, _ISSUER, _MAKER = PostKind.LICENSE_REVIEWER, PostKind.ISSUER, PostKind.PLATFORM_OFFICER
_STEPS = 3
_ASKED = 10
"""Departments that may issue, of which it is asked who makes licences for them."""


@dataclass(frozen=True, slots=True)
class IssuingDepartment:
    """A department that exists on the day."""

    code: str
    name: str
    policy: str | None
    """Id of the policy that binds it; None where none does."""
    people: Mapping[PostKind, frozenset[str]]
    """Who holds which post in it and can sign in, by their subjects."""
    issuable: tuple[str, ...]
    """Codes of the types that it may issue on the day."""
    officer_filed: bool
    """Its e-licence officer is filed with the centre."""

    makers: frozenset[str] = frozenset()
    """Who may make licences for it."""

    @property
    def posts(self) -> frozenset[PostKind]:
        """Posts that somebody who can sign in holds in it."""
        return frozenset(self.people)

    @property
    def apart(self) -> bool:
        """Whether three different people can make, review and issue one licence of it."""
        reviewers, issuers = (self.people.get(kind, frozenset()) for kind in (_REVIEWER, _ISSUER))
        return any(
            len({maker, reviewer, issuer}) == _STEPS
            for maker in self.makers for reviewer in reviewers for issuer in issuers
        )  # fmt: skip

    def regulated(self, on: date) -> bool:
        """Whether a licence regulation binds it on a day."""
        row = bound_by(self.policy, on)
        return row is not None and row.table(LICENSE) is not None


@dataclass(frozen=True, slots=True)
class Readiness:
    """What a register holds on the way to its first licence."""

    policy: str | None
    """Id of the policy for which it was made; None for a demonstration's, and for one that is not made yet."""
    demonstration: bool
    administrators: int
    types: int
    """Licence types in the catalogue."""
    departments: tuple[IssuingDepartment, ...]


_DEPARTMENTS: LiteralString = (
    f"COLLECT {{ MATCH (d:Department) WHERE d.id >= '' AND {EXISTENCE.holds('d')} RETURN [d.id, d.name, "
    f"{binding.policy_of('(d)')}, "
    f"COLLECT {{ MATCH (d)<-[:AT]-(p:Post) WHERE p.subject <> '' AND {TENURE.holds('p')} "
    "RETURN DISTINCT [p.kind, p.subject] }, "
    f"COLLECT {{ MATCH (t:LicenseType)-[e:ISSUABLE_BY]->(d) WHERE {issuable('e', 't', 'd')} RETURN DISTINCT t.id }}, "
    f"EXISTS {{ MATCH (d)<-[:AT]-(o:Post {{kind: 'LICENSE_OFFICER'}}) WHERE o.subject <> '' AND {TENURE.holds('o')} "
    "AND o.filedOn <= date($today) }] ORDER BY d.id }"
)
_READINESS: LiteralString = (
    "OPTIONAL MATCH (z:Zhengtu {id: 'store'}) RETURN [z.policy, coalesce(z.demonstration, false), "
    "COUNT { MATCH (a:Administrator) WHERE a.id >= '' }, COUNT { MATCH (t:LicenseType) WHERE t.id >= '' }, "
    f"{_DEPARTMENTS}]"
)


async def readiness(store: Store, on: date) -> Readiness:
    """Read what a first licence needs of the register."""
    policy, demonstration, administrators, types, departments = await store.read(_READINESS, today=on.isoformat())
    found = [
        IssuingDepartment(code, name, bound, _by_post(posts), tuple(issuable), filed)
        for code, name, bound, posts, issuable, filed in departments
    ]
    makers = {each.code: each.people[_MAKER] for each in found if _MAKER in each.people}
    asked = [place for place, each in enumerate(found) if makers and each.issuable][:_ASKED]
    for place in asked:
        reached = await places_over(store, found[place].code, _MAKER, on)
        found[place] = replace(found[place], makers=frozenset().union(*(makers.get(at, ()) for at in reached)))
    return Readiness(policy, demonstration, administrators, types, tuple(found))


def _by_post(posts: Sequence[tuple[str, str]]) -> Mapping[PostKind, frozenset[str]]:
    """Subjects by the post that they hold."""
    found: dict[PostKind, set[str]] = {}
    for kind, subject in posts:
        found.setdefault(PostKind[kind], set()).add(subject)
    return {kind: frozenset(subjects) for kind, subjects in found.items()}
