"""What the law says about one move of a case is one row; `graph.cases.machine` runs the rows and knows no city.

* A step leads from a state, by an event, under conditions over the facts of the case, into the next state. It names the
  posts that may, whose posts they are, how long the next state may last, and its articles.
* A fact that is not stated is no, 0 or absent: nothing is assumed in anybody's favour.
* Of the steps of one state and event no two match the same facts; `checking` holds every table to that at the start.
* A step without an article is the product's own, and says so.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, unique
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from graph.errors import Text
from graph.law.findings import FindingKind
from graph.law.provisions import PeriodicDuty
from graph.law.terms import NoNumber, passed
from graph.words.closed_list import ClosedList
from graph.words.organisation import PostKind
from graph.words.people import Role

Actor: TypeAlias = PostKind | Role
"""Who may take a step: a post, or a role that is no post's (holder, 用证单位, the platform's service)."""
FactValue: TypeAlias = bool | int | str | date | Enum | None
Facts: TypeAlias = Mapping[str, FactValue]


@unique
class Side(Enum):
    """Whose post it is."""

    APPLICANT = "申请方"
    PROVIDER = "提供方"
    """The department that answers: the provider of data, the issuer of a licence."""
    AGENT = "授权代理方"
    """Who answers in the provider's place, where the entry names one."""
    LEAD = "主管部门"
    APPLICANT_LEAD = "申请方主管部门"
    """The lead authority of the applicant's own policy, where another one binds the provider."""
    CARRIER = "承担单位"
    APPLICANT_CARRIER = "申请方承担单位"
    """What carries out the applicant's own policy, where another one binds the provider."""
    COMMITTEE = "委员会"
    OUTSIDE = "系统外机构"
    """A body outside the system: its decision is recorded, with number and date, by a post of the lead authority."""

    @property
    def acts(self) -> "Side":
        """The side whose posts act on it."""
        return Side.LEAD if self is Side.OUTSIDE else self


@unique
class Told(ClosedList):
    """Who is to be told of something."""

    AUTHORITY = "主管部门"
    APPLICANT_AUTHORITY = "申请方主管部门"
    """The authority over who asked, where it is another one."""
    COMMITTEE = "委员会"
    USERS = "使用部门"
    APPLICANT = "申请人"
    """Who asked, applied or objected: the person, or the unit for which he did."""
    PROVIDER = "提供部门"
    AGENT = "授权代理方"
    """Who answers in the provider's place, where somebody does."""
    CARRIER = "承担单位"
    APPLICANT_CARRIER = "申请方承担单位"
    """What carries out the policy of who asked, where it is another one."""
    HOLDER = "持证主体"


@dataclass(frozen=True, slots=True)
class Condition:
    """That a fact of the case is one of some values."""

    fact: str
    values: Collection[FactValue]
    words: Text
    """What has to be so, as a refusal says it where it is not."""
    rules: tuple[str, ...] | None = None
    """The articles that ask for it; None: those of its step. With none the product asks, and no text."""
    unless: str = ""
    """A fact that lifts it where it is stated."""
    of: Actor | None = None
    """Asked of those only who act by this post; None: of everybody."""

    def holds(self, facts: Facts) -> bool:
        """Whether the facts of a case meet it."""
        return facts.get(self.fact, False) in self.values or bool(facts.get(self.unless))

    def cited_in(self, step: tuple[str, ...]) -> tuple[str, ...]:
        """The articles that ask for it in a step with some articles; none where the product does."""
        return step if self.rules is None else self.rules

    def told_by(self, facts: Facts) -> bool:
        """Whether facts that are not all tell if it holds: those that are left out may still be stated."""
        return self.fact in facts and (not self.unless or self.unless in facts)

    def excludes(self, other: "Condition") -> bool:
        """Whether no facts meet both."""
        lifted = self.unless or other.unless or self.of or other.of
        return self.fact == other.fact and not lifted and not any(value in other.values for value in self.values)


IN_TIME: Final = "in_time"
"""The fact that the running term has not ended; the machine knows it of every case."""
DAYS: Final = "days"
"""The fact by how many working days a term is prolonged."""
PERIOD: Final = "period"
"""The fact on which day the period begins that a duty which comes back is about."""


def reached(fact: str) -> str:
    """The fact that a day which is a fact has come; the machine knows it of every one."""
    return f"{fact}.reached"


@dataclass(frozen=True, slots=True)
class Within:
    """The next state may last so many working days."""

    days: int
    handed_in: bool = False
    """What leads into it is handed in, so that it counts from a working day; an event stays on its day."""


@dataclass(frozen=True, slots=True)
class CalendarDays:
    """The next state lasts so many full calendar days from a day that is a fact; rest days do not move it."""

    days: int
    since: str
    """The fact."""


@unique
class Span(Enum):
    """How long the next state may last, where that is no number of its own."""

    RUNS_ON = "续计"
    """The term that runs is not touched."""
    LONGER = "延长"
    """The term that runs, longer by the working days of the fact `days`."""
    AT_REST = "–"
    """Nobody is waited for."""


Lasts: TypeAlias = Within | CalendarDays | PeriodicDuty | Literal[NoNumber.NO_NUMBER] | Span
"""A duty that comes back lasts until its day of the calendar."""
Articles: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tell:
    """That somebody is told of the step."""

    who: Told
    rules: Articles = ()
    """Articles that say so; none: it is a service of the product."""


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a table."""

    state: ClosedList | None
    """Where the case stands; None = there is none yet."""
    event: ClosedList
    actors: frozenset[Actor]
    side: Side
    when: tuple[Condition, ...]
    lasts: Lasts
    then: ClosedList
    rules: Articles
    tells: tuple[Tell, ...] = ()
    apart: frozenset[ClosedList] = frozenset()
    """Events of the same case that another person has to have done."""
    product: bool = False
    """No article says it: the product does."""
    beside: tuple[tuple[Actor, Side], ...] = ()
    """Of the actors those who are another side's, each with whose he is."""

    def side_of(self, actor: Actor) -> Side:
        """Whose post it is, of one of the actors."""
        return dict(self.beside).get(actor, self.side)

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides whose posts may take it."""
        named = dict(self.beside)
        own = (self.side,) if any(actor not in named for actor in self.actors) else ()
        return tuple(dict.fromkeys(side.acts for side in (*own, *named.values())))

    def known(self, facts: Facts) -> "Step":
        """The row without those who may not take it, as far as the facts of a case tell, and what is said of them."""
        barred = [each for each in self.when if each.of and each.told_by(facts) and not each.holds(facts)]
        if not barred:
            return self
        actors, rules = {each.of for each in barred}, {rule for each in barred for rule in each.rules or ()}
        return replace(
            self,
            actors=self.actors - actors,
            when=tuple(each for each in self.when if each not in barred),
            rules=tuple(rule for rule in self.rules if rule not in rules),
            beside=tuple((actor, side) for actor, side in self.beside if actor not in actors),
        )

    @property
    def days(self) -> int | None:
        """How many working days the next state may last; None where the row has no number of its own."""
        return self.lasts.days if isinstance(self.lasts, Within) else None

    @property
    def cited(self) -> Articles:
        """The articles of the step, and those that ask for its conditions."""
        asked = (article for condition in self.when for article in condition.rules or ())
        return tuple(dict.fromkeys((*self.rules, *asked)))


Table: TypeAlias = tuple[Step, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Workflow:
    """The words of a workflow: what its tables may name."""

    id: str
    """`objection`: the key of its tables in the rows of the policies."""
    name: Text
    states: type[ClosedList]
    events: type[ClosedList]
    open: frozenset[ClosedList]
    """States in which somebody is waited for; the others are at rest."""
    facts: frozenset[str]
    """What a case knows of itself, by the names that conditions use."""
    entered: frozenset[ClosedList] = field(default_factory=frozenset)
    """States into which a case comes by other ways than a step."""
    told: frozenset[Told] = field(default_factory=frozenset)
    """Who can be told of a step: whom its subject knows how to reach."""
    remembers: bool = False
    """Whether its cases know who did what, so that a row may keep two acts apart."""
    own_will: frozenset[ClosedList] = field(default_factory=frozenset)
    """Events for which nobody is waited: who takes them does so because he wants to."""
    unhurried: frozenset[ClosedList] = field(default_factory=frozenset)
    """Open states whose due date is the end of a time that has to pass, and no delay."""
    handed_back: frozenset[ClosedList] = field(default_factory=frozenset)
    """States at rest, without any term, that lie on the desk of those who can take them on: a draft sent back."""
    settled: frozenset[str] = field(default_factory=frozenset)
    """Facts that stay as they are as long as a case stands where it stands: what they rule out cannot be from there."""
    finding: FindingKind | None = None
    """What is found where its cases are overdue."""
    calls: Mapping[Side, Text] = field(default_factory=lambda: MappingProxyType({}))
    """Sides that are called otherwise in it than in requests: who objects is no applicant."""

    def called(self, side: Side) -> Text:
        """What a side is called."""
        return self.calls.get(side) or Text(side.value, side.name.lower().replace("_", " "))

    @property
    def on_a_desk(self) -> frozenset[ClosedList]:
        """The states that stand in somebody's work list."""
        return self.open | self.handed_back

    def overdue(self, state: ClosedList, last_day: date | None, today: date) -> bool:
        """Whether a case waits for somebody after the last day of its term.

        Args:
            state: Where it stands.
            last_day: Of the term; None where there is no number.
            today: The day.
        """
        return state in self.open and state not in self.unhurried and passed(last_day, today)


def steps_from(table: Table, state: ClosedList | None, event: ClosedList | None = None) -> Iterator[Step]:
    """The rows of a state, or of a state and event, in their order."""
    return (step for step in table if step.state is state and event in (None, step.event))


def cited_by(steps: Iterable[Step]) -> Articles:
    """The articles of some rows in their order, each once."""
    return tuple(dict.fromkeys(rule for step in steps for rule in step.rules))
