"""A row that cites what its texts do not have, or has a gap, does not let the program start."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from graph.law.acts import Act
from graph.law.checking import RowRefused, check_rows
from graph.law.citations import Matter
from graph.law.cities.owing import plans
from graph.law.duty_workflows import DATA_UPDATE, YEARLY_PLAN
from graph.law.findings import Breach, FindingKind
from graph.law.policies import POLICIES, policy
from graph.law.policy import Cell, Policy
from graph.law.provisions import About, PeriodicDuty
from graph.law.terms import NO_NUMBER
from graph.law.wordings import Amended
from graph.law.workflow import Condition, Side, Span, Step, Table, Tell, Told, Within
from graph.law.workflows import LICENSE, OBJECTION, USES_DATA, prolonged_by
from graph.words.objections import ObjectionEvent, ObjectionState
from graph.words.organisation import PostKind

WUHU = policy("WH")
CITED = WUHU.citations
HEAD: Any = "局长"
assert WUHU.unified_collection is not None
STAGE: Any = WUHU.unified_collection.value[0]
DAY, LATER = date(2026, 1, 1), date(2027, 1, 1)


def saying(name: str, key: Any, said: Any) -> Policy:
    """芜湖, with something that it says in a place of its citations."""
    return replace(WUHU, citations=replace(CITED, **{name: {**getattr(CITED, name), key: said}}))


def acting(said: Any) -> Policy:
    """芜湖, with what gives a clerk the registration of entries."""
    return saying("acts", Act.REGISTER_ENTRY, said)


REPORT = PeriodicDuty("D", "报告", "部门", "市", 5, ("WH-26",), About.NEXT_YEAR, month=1)


def coming_back(*, day: int = 5, month: int = 1) -> Policy:
    """芜湖, with a duty that comes back."""
    return replace(WUHU, workflows={**WUHU.workflows, YEARLY_PLAN.id: plans(replace(REPORT, day=day, month=month))})


def test_every_row_holds_against_its_texts() -> None:
    check_rows()


BROKEN: Any = (
    (
        "an article that no text has",
        replace(WUHU, third_kind=Cell("库", ("WH-31",))),
        "WH.third_kind cites WH-31",
    ),
    (
        "an item that its article does not have",
        replace(WUHU, citations=replace(CITED, findings={FindingKind.OTHER: (Breach(("WH-28.8",)),)})),
        "WH.findings.OTHER cites WH-28.8",
    ),
    (
        "a neighbour's article",
        replace(WUHU, citations=replace(CITED, acts={**CITED.acts, Act.REGISTER_ENTRY: ("CS-15",)})),
        "WH.acts.REGISTER_ENTRY cites CS-15",
    ),
    (
        "a neighbour's article in the wording before",
        replace(WUHU, third_kind=Cell("库", ("WH-14",), DAY, Cell("池", ("JZ-16",)))),
        "WH.third_kind cites JZ-16",
    ),
    ("no article", replace(WUHU, lists=Cell(("部门",), ())), "WH.lists cites no article"),
    ("an act without a word", replace(WUHU, citations=replace(CITED, acts={})), "DEFINE_LICENSE_TYPES"),
    (
        "an unknown post",
        replace(WUHU, unified_collection=Cell((replace(STAGE, post=HEAD),), ("WH-10",))),
        "WH.unified_collection names '局长'",
    ),
    (
        "a misspelt article",
        replace(WUHU, citations=replace(CITED, findings={FindingKind.OTHER: (Breach(late=("WH 28.7",)),)})),
        "WH.findings.OTHER cites WH 28.7",
    ),
    (
        "a stage without an article",
        replace(WUHU, unified_collection=Cell((replace(STAGE, rules=()),), ("WH-10",))),
        "WH.unified_collection has a Stage that cites no article",
    ),
    (
        "a stage that is none",
        replace(WUHU, unified_collection=Cell((replace(STAGE, act="ANSWER"),), ("WH-10",))),
        "WH.unified_collection names 'ANSWER'",
    ),
    (
        "no days",
        replace(WUHU, unified_collection=Cell((replace(STAGE, days=0),), ("WH-10",))),
        "WH.unified_collection has 0 for days",
    ),
    (
        "days in words",
        replace(WUHU, unified_collection=Cell((replace(STAGE, days="10"),), ("WH-10",))),
        "WH.unified_collection has '10' for days",
    ),
    (
        "a thirteenth month",
        coming_back(month=13),
        "WH.yearly_plan –·period_over has 13 for month",
    ),
    (
        "a day that no month has",
        coming_back(day=32),
        "WH.yearly_plan –·period_over has 32 for day",
    ),
    (
        "a duty that comes back and knows no period",
        replace(WUHU, workflows={**WUHU.workflows, DATA_UPDATE.id: plans(REPORT)}),
        "data_update does not know for which period",
    ),
    (
        "a wording out of order",
        replace(
            WUHU,
            third_kind=Cell(
                "库", ("WH-14",), date(2026, 1, 1), Cell("池", ("WH-14",), date(2027, 1, 1), Cell("堆", ("WH-14",)))
            ),
        ),
        "WH.third_kind has a wording from 2027-01-01 on",
    ),
    ("an end before the beginning", replace(WUHU, valid_until=date(2020, 1, 1)), "WH ends on 2020-01-01"),
    (
        "an article asked that there is not",
        replace(WUHU, documents=(replace(WUHU.documents[0], asks=(31,)), WUHU.documents[1])),
        "WH.asks names article 31",
    ),
    (
        "an unknown post in the citations",
        replace(WUHU, citations=replace(CITED, posts={HEAD: ("WH-27",)})),
        "WH.posts names '局长'",
    ),
    (
        "a gap before its first wording",
        replace(WUHU, third_kind=Cell("库", ("WH-6",), date(2026, 1, 1))),
        "WH.third_kind says nothing before 2026-01-01",
    ),
    (
        "an amended act by an article that no text has",
        acting(Amended(("WH-31",), DAY, before=("WH-6",))),
        "WH.acts.REGISTER_ENTRY cites WH-31",
    ),
    (
        "an act that was given by an article that no text has",
        acting(Amended(("WH-6",), LATER, Amended(("WH-7",), DAY, before=("WH-31",)))),
        "WH.acts.REGISTER_ENTRY cites WH-31",
    ),
    (
        "a matter that rested on a neighbour's article",
        saying("matters", Matter.STATE_SECRET, Amended(("WH-2",), DAY, before=("JZ-21",))),
        "WH.matters.STATE_SECRET cites JZ-21",
    ),
    (
        "a finding by an item that its article did not have",
        saying("findings", FindingKind.OTHER, Amended(None, DAY, before=(Breach(late=("WH-28.8",)),))),
        "WH.findings.OTHER cites WH-28.8",
    ),
    (
        "a post that an article names which no text has",
        saying("posts", PostKind.HEAD, Amended(("WH-31",), DAY, before=("WH-27",))),
        "WH.posts.HEAD cites WH-31",
    ),
    (
        "a citation that is amended before the row begins",
        acting(Amended(("WH-7",), date(2020, 7, 21), before=("WH-6",))),
        "WH.acts.REGISTER_ENTRY has a wording from 2020-07-21 on",
    ),
    (
        "a citation that is amended when the row has ended",
        replace(
            acting(Amended(("WH-7",), LATER, before=("WH-6",))),
            valid_until=LATER,
        ),
        "WH.acts.REGISTER_ENTRY has a wording from 2027-01-01 on",
    ),
    (
        "citations out of order",
        saying("findings", FindingKind.OTHER, Amended((Breach(("WH-28.7",)),), DAY, Amended(None, LATER))),
        "WH.findings.OTHER has a wording from 2027-01-01 on",
    ),
    (
        "two wordings of one day",
        acting(Amended(("WH-7",), DAY, Amended(("WH-6",), DAY))),
        "WH.acts.REGISTER_ENTRY has a wording from 2026-01-01 on",
    ),
    (
        "a repeal of nothing",
        saying("matters", Matter.STATE_SECRET, Amended(None, DAY)),
        "WH.matters.STATE_SECRET is repealed from 2026-01-01 on, and said nothing until then",
    ),
    (
        "an article where there should be several",
        acting(Amended("WH-7", DAY, before=("WH-6",))),
        "WH.acts.REGISTER_ENTRY says 'WH-7'",
    ),
    (
        "articles where there should be breaches",
        saying("findings", FindingKind.OTHER, Amended((Breach(("WH-28.7",)),), DAY, before=("WH-28.7",))),
        "WH.findings.OTHER says ('WH-28.7',), which are no breaches",
    ),
    (
        "an unknown matter, amended",
        saying("matters", "其他", Amended(("WH-2",), DAY)),
        "WH.matters names '其他', which is no Matter",
    ),
)


@pytest.mark.parametrize(("row", "place"), [pytest.param(row, place, id=what) for what, row, place in BROKEN])
def test_what_is_wrong_in_a_row_is_named_with_its_place(row: Policy, place: str) -> None:
    with pytest.raises(RowRefused) as refused:
        check_rows([policy("CZ"), row])
    assert place in str(refused.value)
    assert "CZ" not in str(refused.value)


def test_two_rows_of_one_name_are_noticed() -> None:
    with pytest.raises(RowRefused, match="WH: more than one row"):
        check_rows([WUHU, replace(policy("CS"), id="WH")])


def test_a_row_without_a_document_cites_standards_only() -> None:
    assert not POLICIES["SC809"].documents
    with pytest.raises(RowRefused, match="WH-16"):
        check_rows([replace(POLICIES["SC809"], workflows={OBJECTION.id: WUHU.workflows[OBJECTION.id]})])


TABLE = WUHU.workflows[OBJECTION.id].value
RAISE, TAKE_UP = TABLE[:2]
NOWHERE: Any = "nowhere"


def with_step(step: Step, *more: Step) -> Table:
    """芜湖's table of objections, its second step another."""
    return (RAISE, step, *TABLE[2:], *more)


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        (with_step(replace(TAKE_UP, rules=("WH-31",))), "WH.objection cites WH-31"),
        (with_step(replace(TAKE_UP, rules=())), "raised·take_up cites no article"),
        (with_step(replace(TAKE_UP, product=True)), "raised·take_up is no product's own"),
        (with_step(replace(TAKE_UP, actors=frozenset({HEAD}))), "raised·take_up names '局长', which is no post"),
        (with_step(replace(TAKE_UP, actors=frozenset())), "raised·take_up names nobody"),
        (with_step(replace(TAKE_UP, then=NOWHERE)), "names 'nowhere', which is no ObjectionState"),
        (with_step(TAKE_UP, TAKE_UP), "raised·take_up stands twice for the same facts"),
        (with_step(TAKE_UP, replace(TAKE_UP, when=(USES_DATA,))), "raised·take_up stands twice for the same facts"),
        (
            with_step(replace(TAKE_UP, when=(prolonged_by(3), Condition("days", range(7, 9), USES_DATA.words)))),
            "raised·take_up has conditions that exclude one another",
        ),
        (
            with_step(replace(TAKE_UP, when=(Condition("use", frozenset(), USES_DATA.words),))),
            "raised·take_up asks that use be nothing",
        ),
        (
            with_step(replace(TAKE_UP, when=(Condition("weather", frozenset({True}), USES_DATA.words),))),
            "raised·take_up asks for weather, which is no fact",
        ),
        (
            with_step(TAKE_UP, replace(TAKE_UP, state=ObjectionState.EXTENDED)),
            "extended·take_up never fires: nothing leads into its state",
        ),
        (with_step(replace(TAKE_UP, then=ObjectionState.EXTENDED)), "in extended somebody is waited for"),
        (with_step(replace(TAKE_UP, lasts=Span.AT_REST)), "raised·take_up leads into a state in which somebody"),
        (with_step(replace(TAKE_UP, then=ObjectionState.WITHDRAWN)), "raised·take_up sets a term in a state"),
        (with_step(replace(TAKE_UP, lasts=Within(0))), "raised·take_up lasts 0 working days"),
        (with_step(replace(TAKE_UP, lasts=NOWHERE)), "raised·take_up lasts 'nowhere', which is no term"),
        (with_step(replace(TAKE_UP, lasts=Span.LONGER)), "raised·take_up prolongs a term and does not say"),
        ((replace(RAISE, lasts=Span.RUNS_ON), *TABLE[1:]), "–·raise lets a term run on where none runs"),
        (with_step(replace(TAKE_UP, apart=frozenset({NOWHERE}))), "raised·take_up keeps apart 'nowhere'"),
        (with_step(replace(TAKE_UP, apart=frozenset({ObjectionEvent.RAISE}))), "raised·take_up keeps two acts apart"),
        (with_step(replace(TAKE_UP, tells=(Tell(NOWHERE),))), "raised·take_up tells 'nowhere', which is nobody"),
        (
            with_step(replace(TAKE_UP, tells=(Tell(Told.AUTHORITY),))),
            "raised·take_up tells authority, whom objection does not reach",
        ),
    ],
)
def test_a_table_that_does_not_hold_does_not_let_the_program_start(table: Table, fault: str) -> None:
    broken = replace(WUHU, workflows={**WUHU.workflows, OBJECTION.id: Cell(table, ("WH-16",))})
    with pytest.raises(RowRefused) as refused:
        check_rows([broken])
    assert fault in str(refused.value)
    assert "WH.objection" in str(refused.value)
    amended = Cell(TABLE, ("WH-16",), LATER, before=Cell(table, ("WH-16",)))
    with pytest.raises(RowRefused, match=r"WH\.objection"):
        check_rows([replace(WUHU, workflows={**WUHU.workflows, OBJECTION.id: amended})])


def test_a_table_of_no_workflow_is_refused() -> None:
    with pytest.raises(RowRefused, match=r"WH\.weather is no workflow"):
        check_rows([replace(WUHU, workflows={"weather": Cell(TABLE, ("WH-16",))})])


def test_what_nobody_carries_out_for_a_workflow_is_not_promised_in_its_table() -> None:
    life = WUHU.workflows[LICENSE.id]
    told = tuple(replace(step, tells=(Tell(Told.HOLDER, ("WHL-9",)),)) for step in life.value)
    with pytest.raises(RowRefused, match=r"WH\.license in_force·suspend tells holder, whom license does not reach"):
        check_rows([replace(WUHU, workflows={LICENSE.id: Cell(told, life.rules)})])


def test_rows_that_differ_in_a_condition_stand_beside_one_another() -> None:
    other = Condition("use", frozenset({None}), USES_DATA.words)
    second = replace(RAISE, when=(other,), lasts=NO_NUMBER, side=Side.APPLICANT, event=ObjectionEvent.RAISE)
    table = (*TABLE, second)
    check_rows(
        [replace(WUHU, workflows={OBJECTION.id: Cell(table, ("WH-16",)), LICENSE.id: WUHU.workflows[LICENSE.id]})]
    )
