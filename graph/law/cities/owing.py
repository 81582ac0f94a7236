"""What departments owe without being asked, as far as several texts have it alike; the numbers are each row's.

* That a law was amended, a basis lapsed or a period is over happens: no post does it, the register knows it.
* What is done in time meets a duty, what is done later meets it late; where the text has no number nothing is late.
* Of an update that the authority reviews, the department owes the application, and the authority then the review;
  what it sends back is owed by the department anew.
"""

from collections.abc import Iterator
from typing import Final

from graph.errors import Text
from graph.law.policy import Cell
from graph.law.provisions import PeriodicDuty
from graph.law.terms import NO_NUMBER
from graph.law.workflow import IN_TIME, Actor, Articles, Condition, Lasts, Side, Span, Step, Table, Tell, Told, Within
from graph.law.workflows import BEFORE_ITS_END
from graph.words.duties import DutyEvent, DutyState, Reporter
from graph.words.entries import SharingType
from graph.words.organisation import PostKind
from graph.words.people import Role

_STATE, _EVENT = DutyState, DutyEvent
_HAPPENS: Final[frozenset[Actor]] = frozenset({Role.SERVICE})
_CATALOGUER: Final[frozenset[Actor]] = frozenset({PostKind.CATALOGUER})
_SUPPLIES: Final[frozenset[Actor]] = frozenset({PostKind.CATALOGUER, PostKind.PROVIDER_OFFICER})
_REPORTS: Final[frozenset[Actor]] = frozenset({PostKind.HEAD, PostKind.CONTACT, PostKind.CATALOGUER})
_AUTHORITY: Final[frozenset[Actor]] = frozenset({PostKind.AUTHORITY_OFFICER})
_OVER: Final = Condition(IN_TIME, frozenset({False}), Text("期限已经届满", "the term has ended"))
_NOT_SHARED: Final = Condition(
    "type", frozenset({SharingType.REFUSED}), Text("共享类型为不予共享", "it is not to be shared")
)
_NO_OTHER_BASIS: Final = Condition(
    "other_bases", frozenset({0}), Text("没有其他依据支持不予共享", "nothing else carries that it is not shared")
)
_OTHER_BASIS: Final = Condition(
    "another_basis",
    frozenset({True}),
    Text("另有现行有效的依据支持不予共享", "something else that is in force carries it"),
)
_NOTHING_NEW: Final = Condition(
    "new_rows", frozenset({0}), Text("上月未产生新增数据", "no data arose in the month that is reported")
)


def catalogue_updates(days: int | None, *rules: str, review: int | None = None, excuse: str = "") -> Cell[Table]:
    """An entry follows a law that was amended or a duty that was moved.

    Args:
        days: Working days; None = the text has no number.
        rules: The articles.
        review: Within so many working days the authority then reviews; None = it does not.
        excuse: Words of the text under which being late is excused; empty = it is not.
    """
    owed = _STATE.UPDATE_OWED
    after = _met(_EVENT.UPDATE, owed, _CATALOGUER, rules, ends=days is not None)
    if review is not None and days is not None:
        owed = _STATE.APPLICATION_OWED
        applied = Step(
            owed, _EVENT.APPLY_FOR_UPDATE, _CATALOGUER, Side.PROVIDER, (), Within(review, handed_in=True),
            _STATE.REVIEW_OWED, rules, (Tell(Told.AUTHORITY),),
        )  # fmt: skip
        back = Step(_STATE.REVIEW_OWED, _EVENT.SEND_BACK, _AUTHORITY, Side.LEAD, (), Within(days), owed, rules)
        reviewed = _met(_EVENT.REVIEW_AND_UPDATE, _STATE.REVIEW_OWED, _AUTHORITY, rules, Side.LEAD)
        after = (applied, *reviewed, back)
    begins = tuple(_begins(event, owed, _within(days), rules) for event in (_EVENT.LAW_AMENDED, _EVENT.DUTY_MOVED))
    return Cell((*begins, *after, *_excused(owed, excuse, rules)), rules)


def lapsed_grounds(*rules: str) -> Cell[Table]:
    """What is not shared and has no basis any longer is shared, and taken from the list of what is not.

    That it need not be where its next version rests on another basis that is in force, is our reading.
    """
    owed = _STATE.CHANGE_AND_DELETION_OWED
    lapses = _begins(_EVENT.BASIS_LAPSES, owed, NO_NUMBER, rules, (_NOT_SHARED, _NO_OTHER_BASIS))
    changed = Step(
        owed, _EVENT.CHANGE_AND_APPLY_FOR_DELETION, _CATALOGUER, Side.PROVIDER, (), Span.AT_REST, _STATE.MET, rules,
        (Tell(Told.AUTHORITY, rules),),
    )  # fmt: skip
    rested = Step(
        owed, _EVENT.REST_ON_ANOTHER, _CATALOGUER, Side.PROVIDER, (_OTHER_BASIS,), Span.AT_REST, _STATE.MET, rules
    )
    return Cell((lapses, changed, rested), rules)


def data_updates(days: int | None, *rules: str, told: tuple[Told, ...] = ()) -> Cell[Table]:
    """Shared data follow the facts.

    Args:
        days: Working days; None = 及时, without a number.
        rules: The articles.
        told: Who is told that they change; where the text is silent the product tells the users.
    """
    owed = _STATE.UPDATE_OWED
    changed = Step(
        None, _EVENT.DATA_CHANGED, _SUPPLIES, Side.PROVIDER, (), _within(days), owed, rules,
        tuple(Tell(each, rules) for each in told) or (Tell(Told.USERS),),
    )  # fmt: skip
    return Cell((changed, *_met(_EVENT.REPORT_DELIVERY, owed, _SUPPLIES, rules, ends=days is not None)), rules)


def catalogue_reviews(duty: PeriodicDuty) -> Cell[Table]:
    """The whole catalogue is gone through in one month of the year."""
    owed, rules = _STATE.UPDATE_OWED, duty.rules
    done = ((_EVENT.UPDATE, _CATALOGUER), (_EVENT.REPORT, _REPORTS))
    met = (step for event, who in done for step in _met(event, owed, who, rules))
    return Cell((_begins(_EVENT.MONTH_BEGINS, owed, duty, rules), *met), rules)


def reports(duty: PeriodicDuty, of_the_city: PeriodicDuty) -> Cell[Table]:
    """Departments report, and the authority for all of them.

    Args:
        duty: What departments and the governments below report.
        of_the_city: What the authority makes of it.
    """
    reporting = Condition(
        "reporter",
        frozenset({Reporter.DEPARTMENT, Reporter.COUNTY_GOVERNMENT}),
        Text("报告单位为政务部门或县级人民政府", "a department reports, or a government of a county"),
    )
    for_all = Condition(
        "reporter", frozenset({Reporter.LEAD}), Text("报告单位为主管部门", "the authority reports for the city")
    )
    ours = _reported(duty, _EVENT.REPORT, _REPORTS, when=(reporting,))
    theirs = _reported(of_the_city, _EVENT.REPORT, _AUTHORITY, Side.LEAD, when=(for_all,))
    return Cell((*ours, *theirs), tuple(dict.fromkeys((*duty.rules, *of_the_city.rules))))


def zero_reports(duty: PeriodicDuty) -> Cell[Table]:
    """Files are handed in every month; where nothing is new, that is reported."""
    zero = _met(_EVENT.REPORT_ZERO, _STATE.REPORT_OWED, _REPORTS, duty.rules, when=(_NOTHING_NEW,))
    return Cell((*_reported(duty, _EVENT.REPORT, _REPORTS), *zero), duty.rules)


def plans(duty: PeriodicDuty) -> Cell[Table]:
    """A plan for the next year is handed in."""
    return Cell(tuple(_reported(duty, _EVENT.HAND_IN_PLAN, _REPORTS, owed=_STATE.PLAN_OWED)), duty.rules)


def _reported(
    duty: PeriodicDuty,
    event: DutyEvent,
    who: frozenset[Actor],
    side: Side = Side.PROVIDER,
    *,
    when: tuple[Condition, ...] = (),
    owed: DutyState = DutyState.REPORT_OWED,
) -> Iterator[Step]:
    yield _begins(_EVENT.PERIOD_OVER, owed, duty, duty.rules, when, side)
    yield from _met(event, owed, who, duty.rules, side, when=when)


def _begins(
    event: DutyEvent,
    owed: DutyState,
    lasts: Lasts,
    rules: Articles,
    when: tuple[Condition, ...] = (),
    side: Side = Side.PROVIDER,
) -> Step:
    told = () if isinstance(lasts, PeriodicDuty) else (Tell(Told.PROVIDER),)
    return Step(None, event, _HAPPENS, side, when, lasts, owed, rules, told)


def _met(
    event: DutyEvent,
    owed: DutyState,
    who: frozenset[Actor],
    rules: Articles,
    side: Side = Side.PROVIDER,
    *,
    when: tuple[Condition, ...] = (),
    ends: bool = True,
) -> Table:
    if not ends:
        return (Step(owed, event, who, side, when, Span.AT_REST, _STATE.MET, rules),)
    return tuple(
        Step(owed, event, who, side, (*when, whether), Span.AT_REST, then, rules)
        for whether, then in ((BEFORE_ITS_END, _STATE.MET), (_OVER, _STATE.LATE))
    )


def _excused(owed: DutyState, words: str, rules: Articles) -> Table:
    if not words:
        return ()
    accepted = Condition(
        "good_reason", frozenset({True}), Text(words, "there is a good reason, and the authority accepts it")
    )
    return (
        Step(
            owed, _EVENT.EXCUSE, _AUTHORITY, Side.LEAD, (accepted,), Span.AT_REST, _STATE.EXCUSED, rules,
            (Tell(Told.PROVIDER),),
        ),
    )  # fmt: skip


def _within(days: int | None) -> Lasts:
    return NO_NUMBER if days is None else Within(days)
