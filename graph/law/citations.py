"""Which article of *this* policy carries an act, a finding, a refusal: the look-ups; the articles stand in the rows.

* A clerk is refused with an article of the policy that binds his department, never with a neighbour's.
* Where the row names none, none is cited: the refusal is the product's.
* Cells of a row cite for themselves; here is what has no cell.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, unique
from typing import Protocol

from graph.law.acts import Act
from graph.law.findings import Articles, Breach, Circumstance, FindingKind
from graph.words.organisation import PostKind


@unique
class Matter(Enum):
    """What a refusal or an answer rests on where no act and no cell says it."""

    STATE_SECRET = "涉及国家秘密的资源不予登记"  # noqa: S105 - a state secret, not a password
    REASONS_OF_REFUSAL = "不予共享应说明理由"
    LICENSE = "电子证照的签发对象与类型"
    LICENSE_TYPE = "证照目录及颁发机构"
    LICENSE_NUMBER = "同一证照只有一份有效"
    LICENSE_SEAL = "加盖电子印章"


@dataclass(frozen=True, slots=True)
class Citations:
    """What one row cites."""

    acts: Mapping[Act, Articles]
    matters: Mapping[Matter, Articles] = field(default_factory=dict)
    separated: Mapping[frozenset[Act], Articles] = field(default_factory=dict)
    """Acts that one person may not both do in one case."""
    posts: Mapping[PostKind, Articles] = field(default_factory=dict)
    """Posts that the text names beside those that its cells and acts name."""
    findings: Mapping[FindingKind, tuple[Breach, ...]] = field(default_factory=dict)
    """A breach for each document that names it; what is missing the text does not name."""


class Row(Protocol):
    """A policy's row, as far as it cites."""

    @property
    def citations(self) -> Citations:
        """What it cites where no cell says it."""
        ...


def of_act(row: Row | None, act: Act) -> Articles:
    """The articles that give an act to those who may do it."""
    return row.citations.acts.get(act, ()) if row else ()


def of_matter(row: Row | None, matter: Matter) -> Articles:
    """The articles that a refusal rests on."""
    return row.citations.matters.get(matter, ()) if row else ()


def rules_broken(row: Row, kind: FindingKind, circumstances: frozenset[Circumstance] = frozenset()) -> Articles:
    """The items of a policy's documents that a breach breaks; empty where they do not name it."""
    return tuple(rule for breach in row.citations.findings.get(kind, ()) for rule in breach.items(circumstances))
