"""Which article of *this* policy carries an act, a finding, a refusal: the look-ups; the articles stand in the rows.

* A clerk is refused with an article of the policy that binds his department, never with a neighbour's.
* Where the row names none, none is cited: the refusal is the product's.
* Cells of a row cite for themselves; here is what has no cell.
* An amended article changes one value where it stands: `Amended(("WH-7",), since, before=("WH-6",))`. `Policy.on` gives
  the citations of a day; a row that is read without a day cites its newest wording.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import Enum, unique
from typing import Any, Protocol

from graph.law.acts import Act
from graph.law.findings import Articles, Breach, Circumstance, FindingKind
from graph.law.wordings import Amended, Said, newest, worded
from graph.words.organisation import PostKind


@unique
class Matter(Enum):
    """What a refusal or an answer rests on where no act and no cell says it."""

    STATE_SECRET = "涉及国家秘密的资源不予登记"  # noqa: S105 - a state secret, not a password
    REASONS_OF_REFUSAL = "不予共享应说明理由"
    BETWEEN_DEPARTMENTS = "共享在政务部门之间进行"
    """One uses what another provides: nobody else uses it so, and what a department provides is its own to use."""
    OTHER_USERS = "政务部门以外的使用者另有途径"
    """What is open to society, and licences, which others use as well."""
    CATALOGUE = "目录是共享、应用的依据"
    """What it does not list is not had."""
    OVER_PLATFORM = "共享必须通过共享平台"
    SCOPE_WITH_ENTRY = "共享条件、共享范围和具体用途随共享属性说明"
    OPENING_MODE = "目录应明确开放方式"
    INTERFACE_SPECIFICATION = "提供数据访问接口的，一并提供接口规范说明"
    LICENSE = "电子证照的签发对象与类型"
    LICENSE_HOLDER = "归集的数据与业务系统数据一致"
    LICENSE_TYPE = "证照目录及颁发机构"
    LICENSE_NUMBER = "同一证照只有一份有效"
    LICENSE_SEAL = "加盖电子印章"


@dataclass(frozen=True, slots=True)
class Citations:
    """What one row cites; each value plain, or with its periods."""

    acts: Mapping[Act, Said[Articles]]
    matters: Mapping[Matter, Said[Articles]] = field(default_factory=dict)
    posts: Mapping[PostKind, Said[Articles]] = field(default_factory=dict)
    """Posts that the text names beside those that its cells and acts name."""
    findings: Mapping[FindingKind, Said[tuple[Breach, ...]]] = field(default_factory=dict)
    """A breach for each document that names it; what is missing the text does not name."""

    def on(self, day: date) -> "Citations":
        """What is cited on a day, without periods; what the text was silent on is not there."""
        amended: dict[str, Any] = {}
        for each in fields(self):
            said: Mapping[Any, Said[Any]] = getattr(self, each.name)
            if any(isinstance(one, Amended) for one in said.values()):
                then = ((key, worded(one, day)) for key, one in said.items())
                amended[each.name] = {key: one for key, one in then if one is not None}
        return replace(self, **amended) if amended else self

    def places(self) -> Iterator[tuple[str, Any]]:
        """Everything that is said, by its place: `acts.REGISTER_ENTRY`."""
        for each in fields(self):
            for key, said in getattr(self, each.name).items():
                yield f"{each.name}.{getattr(key, 'name', key)}", said


class Row(Protocol):
    """A policy's row, as far as it cites."""

    @property
    def citations(self) -> Citations:
        """What it cites where no cell says it."""
        ...


def of_act(row: Row | None, act: Act) -> Articles:
    """The articles that give an act to those who may do it."""
    return newest(row.citations.acts.get(act)) or () if row else ()


def of_matter(row: Row | None, matter: Matter) -> Articles:
    """The articles that a refusal rests on."""
    return newest(row.citations.matters.get(matter)) or () if row else ()


def rules_broken(row: Row, kind: FindingKind, circumstances: frozenset[Circumstance] = frozenset()) -> Articles:
    """The items of a policy's documents that a breach breaks; empty where they do not name it."""
    breaches = newest(row.citations.findings.get(kind)) or ()
    return tuple(rule for breach in breaches for rule in breach.items(circumstances))
