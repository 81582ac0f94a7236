"""Who could issue something today: what the register has to hold before a first licence can be sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import LiteralString

from graph.law.policies import bound_by
from graph.law.workflows import LICENSE
from graph.schema.periods import EXISTENCE, TENURE
from graph.schema.relations import issuable
from graph.store.engine import Store
from graph.subjects.organisation import binding
from graph.words.organisation import PostKind


@dataclass(frozen=True, slots=True)
class IssuingDepartment:
    """A department that exists on the day."""

    code: str
    name: str
    policy: str | None
    """Id of the policy that binds it; None where none does."""
    posts: frozenset[PostKind]
    """Posts that somebody who can sign in holds in it."""
    issuable: tuple[str, ...]
    """Codes of the types that it may issue on the day."""
    officer_filed: bool
    """Its e-licence officer is filed with the centre."""

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
    f"COLLECT {{ MATCH (d)<-[:AT]-(p:Post) WHERE p.subject <> '' AND {TENURE.holds('p')} RETURN DISTINCT p.kind }}, "
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
    """Read in one statement what a first licence needs of the register."""
    policy, demonstration, administrators, types, departments = await store.read(_READINESS, today=on.isoformat())
    found = tuple(
        IssuingDepartment(code, name, bound, frozenset(PostKind[kind] for kind in posts), tuple(issuable), filed)
        for code, name, bound, posts, issuable, filed in departments
    )
    return Readiness(policy, demonstration, administrators, types, found)
