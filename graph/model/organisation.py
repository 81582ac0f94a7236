"""Departments, their people and the periods in which they are what they are (rules: CZ-7, JZ-8, JI-10, WH-6)."""

from dataclasses import dataclass
from datetime import date

from graph.model.terms import AuthorityLevel, DepartmentKind, PostKind, SuccessionKind


@dataclass(frozen=True, slots=True)
class Department:
    """A department, government, unit or utility (政务部门) for the period in which it exists."""

    code: str
    """Unified social credit code (USCC); also its identity."""
    name: str
    short_name: str
    level: AuthorityLevel
    kind: DepartmentKind
    division: str
    """GB/T 2260 code of its territory."""
    parent: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    """First day on which it no longer exists."""
    synthetic: bool = False
    """Its USCC is made up because the real one is not published."""
    phone: str | None = None
    policy: str | None = None
    """Id of the policy that binds the subtree below it."""


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division (行政区划) of GB/T 2260."""

    code: str
    name: str
    level: AuthorityLevel
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """That a person holds a post in a department for a period."""

    id: str
    kind: PostKind
    subject: str
    """Identifier of the person in tokens; not an identity number."""
    name: str
    """The person's name; encrypted at rest."""
    department: str
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Succession:
    """That a department's duties passed to another."""

    predecessor: str
    successor: str
    on: date
    kind: SuccessionKind
