"""What a text can provide for: the forms of the cells of a policy's row.

* A number that is None inside a cell: the text asks for the thing but names no number, so there is no statutory due
  date; such a case has an age, and is never overdue.
* Days are working days (工作日) where a field does not say otherwise; `workdays` counts them.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, unique

from graph.words.entries import Mode, OpeningType
from graph.words.organisation import AuthorityLevel, PostKind
from graph.words.sources import BasisKind, Funding


@dataclass(frozen=True, slots=True)
class Binding:
    """Whom the text binds (适用范围)."""

    whom: str
    """In the words of the text."""
    but_not: tuple[str, ...] = ()
    """Branches below them that it leaves out; which departments these are the graph knows."""
    levels_out: frozenset[AuthorityLevel] = frozenset()
    """Levels of the departments that stand in such branches."""


@dataclass(frozen=True, slots=True)
class Authority:
    """Who leads (主管部门), who carries out, who decides."""

    lead: str
    carried_out_by: str | None = None
    decided_by: str | None = None


@unique
class StageAct(Enum):
    """What happens in a stage of a path that is not run yet."""

    OPINION = "提出意见"
    DECIDE = "审定"
    LIST = "列入目录"
    CONVENE = "组织讨论、甄别"
    APPLY_ABOVE = "向上级平台申请"
    CONSENT = "同意"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a path, entered the day after the stage before it was left."""

    act: StageAct
    post: PostKind
    """The post that acts, or that records the decision of a body outside the system."""
    body: str
    """Who decides, in the words of the text."""
    rules: tuple[str, ...]
    days: int | None = None
    """Working days; None = the text has no number."""
    extension: int | None = None
    """Working days that may be added once."""
    outside: bool = False
    """The body is outside the system: its decision is recorded with document number and date."""
    only_if: str = ""
    """When the stage is needed, in the words of the text; empty = always."""


@dataclass(frozen=True, slots=True)
class RefusalGround:
    """What an entry of type 不予共享 must cite."""

    kinds: frozenset[BasisKind]
    """Kinds of legal basis that carry it; empty = the text does not limit the kind."""
    basis_required: bool = True
    """The provider has to give a basis; otherwise the authority determines the type by itself."""
    never: BasisKind | None = None
    """The kind that is never a ground."""
    never_by: tuple[str, ...] = ()
    """The articles that say so."""

    def carried_by(self, kind: BasisKind) -> bool:
        """Whether a basis of a kind carries it."""
        if kind is self.never:
            return False
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True, slots=True)
class MustShare:
    """What has to be shared, as far as it is not secret."""

    funding: frozenset[Funding]
    """What comes out of systems that were paid for so."""
    powers: tuple[str, ...] = ()
    """Words for the powers whose files have to be shared where no system has them."""

    def power_of(self, *said: str) -> str | None:
        """The first of the powers that one of some texts names; None where none does."""
        return next((power for power in self.powers if any(power in each for each in said)), None)


@dataclass(frozen=True, slots=True)
class AlsoUnconditional:
    """What is shared without condition whatever its entry says."""

    base_items: bool = False
    """Base items (基础信息项) of base libraries."""
    subjects: tuple[str, ...] = ()
    """Subjects shared without condition among the units concerned."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Opening to society (开放)."""

    types: tuple[OpeningType, ...]
    only_unconditionally_shared: bool = False
    """有条件 and 不予共享 can only be "not open"."""


@dataclass(frozen=True, slots=True)
class Libraries:
    """Names of libraries of one kind."""

    names: tuple[str, ...]
    closed: bool = False
    """The list is complete; others end in 等 and can be extended."""


@dataclass(frozen=True, slots=True)
class Modes:
    """Ways of supplying and the guide's mode that each is."""

    words: tuple[tuple[str, Mode], ...]
    with_system: Mode | None = None
    """Preferred for what comes out of an information system."""
    without_system: Mode | None = None
    """As a rule, for what does not."""


@dataclass(frozen=True, slots=True)
class OutsideChannels:
    """What becomes of exchange channels outside the platform (共享平台之外的通道), in the words of the text."""

    new: str
    """Of one that somebody would build."""
    old: str = ""
    """Of one that is there; empty = the text does not say."""


@unique
class About(Enum):
    """Which period a duty that comes back is about."""

    LAST_YEAR = "上一年度"
    LAST_MONTH = "上月"
    THIS_MONTH = "当月"
    NEXT_YEAR = "下一年度"


@dataclass(frozen=True, slots=True)
class PeriodicDuty:
    """A duty that comes back on a calendar date, not moved by rest days."""

    id: str
    what: str
    by: str
    to: str
    day: int
    rules: tuple[str, ...]
    about: About
    month: int | None = None
    """None = every month."""

    def due_on(self, period: date) -> date:
        """The last day for a period, which begins on a day."""
        match self.about:
            case About.LAST_YEAR:
                return self._in(period.year + 1, self.month or 1)
            case About.NEXT_YEAR:
                return self._in(period.year - 1, self.month or 1)
            case About.LAST_MONTH:
                return self._in(period.year + period.month // 12, period.month % 12 + 1)
            case About.THIS_MONTH:
                return self._in(period.year, self.month or period.month)

    def period_of(self, due_on: date) -> date:
        """The first day of the period that is due on a day."""
        match self.about:
            case About.LAST_YEAR:
                return date(due_on.year - 1, 1, 1)
            case About.NEXT_YEAR:
                return date(due_on.year + 1, 1, 1)
            case About.LAST_MONTH:
                return (due_on.replace(day=1) - timedelta(days=1)).replace(day=1)
            case About.THIS_MONTH:
                return due_on.replace(day=1)

    def _in(self, year: int, month: int) -> date:
        return date(year, month, min(self.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Assessment:
    """Assessment of departments (考核评估)."""

    yearly: bool
    subjects: tuple[str, ...]
    published: bool = False
    counts_in_targets: bool = False
