"""How a licence is made, read off 芜湖's WHL-6, 9 and 21: every step with its post, side, term and articles."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from graph.cases.machine import Case, move
from graph.errors import Forbidden
from graph.law.access import Principal
from graph.law.policies import table_on
from graph.law.posts import HeldPost
from graph.law.terms import NO_NUMBER, Deadline
from graph.law.workflow import Actor, Side, Span, Table, Told
from graph.law.workflows import LICENSE_DRAFT
from graph.words.license_drafts import DraftEvent as Do
from graph.words.license_drafts import DraftState as At
from graph.words.organisation import PostKind
from graph.words.people import Role

DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
OFFICER, MAKER = PostKind.LICENSE_OFFICER, PostKind.PLATFORM_OFFICER
REVIEWER, ISSUER = PostKind.LICENSE_REVIEWER, PostKind.ISSUER
OURS, CENTRE = Side.PROVIDER, Side.CARRIER
SHARED, MADE = ("WHL-6",), ("WHL-9",)
"""负责本部门的证照数据共享; 市大数据中心批量制证，部门审核、签发."""
STEPS: list[tuple[At | None, Do, Actor, Side, At, tuple[str, ...]]] = [
    (None, Do.RECEIVE, OFFICER, OURS, At.RECEIVED, SHARED),
    (At.RECEIVED, Do.RECEIVE, OFFICER, OURS, At.RECEIVED, SHARED),
    (At.SENT_BACK, Do.RECEIVE, OFFICER, OURS, At.RECEIVED, SHARED),
    (At.RECEIVED, Do.MAKE, MAKER, CENTRE, At.MADE, ("WHL-9", "WHL-21")),
    (At.MADE, Do.REVIEW, REVIEWER, OURS, At.REVIEWED, MADE),
    (At.REVIEWED, Do.ISSUE, ISSUER, OURS, At.ISSUED, MADE),
    (At.RECEIVED, Do.SEND_BACK, MAKER, CENTRE, At.SENT_BACK, SHARED),
    (At.MADE, Do.SEND_BACK, REVIEWER, OURS, At.RECEIVED, MADE),
    (At.REVIEWED, Do.SEND_BACK, ISSUER, OURS, At.RECEIVED, MADE),
    *((at, Do.CANCEL, OFFICER, OURS, At.CANCELLED, SHARED) for at in (At.RECEIVED, At.SENT_BACK, At.MADE, At.REVIEWED)),
    *((at, Do.ERASE, Role.ADMIN, CENTRE, At.CANCELLED, ()) for at in (At.RECEIVED, At.SENT_BACK, At.MADE, At.REVIEWED)),
    *((at, Do.RESTORE, Role.ADMIN, CENTRE, At.RECEIVED, ()) for at in (At.MADE, At.REVIEWED)),
]
NAMES = [f"{step[0].name if step[0] else 'none'}-{step[1].name}" for step in STEPS]


BOTH = {Told.CARRIER, Told.PROVIDER}
TOLD: dict[tuple[At, Do], set[Told]] = {
    (At.RECEIVED, Do.SEND_BACK): {Told.PROVIDER}, (At.MADE, Do.SEND_BACK): BOTH, (At.REVIEWED, Do.SEND_BACK): BOTH,
    (At.RECEIVED, Do.CANCEL): {Told.CARRIER}, (At.MADE, Do.CANCEL): {Told.PROVIDER},
    (At.REVIEWED, Do.CANCEL): {Told.PROVIDER}, (At.MADE, Do.RESTORE): BOTH, (At.REVIEWED, Do.RESTORE): BOTH,
}  # fmt: skip
"""No text has anybody told: where it does not go forward, whoever was waited for and whose step comes next are."""


def table() -> Table:
    return table_on("WH", LICENSE_DRAFT, DAY)


def somebody(actor: Actor, side: Side) -> Principal:
    if isinstance(actor, Role):
        return Principal(actor, "root")
    return Principal(Role.STAFF, "zhang", side.name, (HeldPost(actor, side.name, date(2020, 1, 1)),))


def case_for(state: At | None, side: Side) -> Case:
    """A case whose term runs; whoever acts for himself does so on one side alone."""
    others = {each: "somebody else" for each in Side if each is not side}
    return Case(state, Deadline(DAY), {each: {each.name} for each in Side}, others)


@pytest.mark.parametrize(("state", "event", "actor", "side", "then", "rules"), STEPS, ids=NAMES)
def test_a_step_is_taken_by_its_post_on_its_side_and_nobody_is_waited_for_by_a_day(
    state: At | None, event: Do, actor: Actor, side: Side, then: At, rules: tuple[str, ...]
) -> None:
    facts = {"license_officer_filed": True}
    made = move(table(), case_for(state, side), event, somebody(actor, side), facts, NOW)
    assert (made.state, made.rules) == (then, rules)
    told = TOLD.get((At[state.name], event), set()) if state else set()
    assert {tell.who: tell.rules for tell in made.step.tells} == dict.fromkeys(told, ())
    assert made.due is (Span.AT_REST if then in (At.ISSUED, At.CANCELLED) else NO_NUMBER)
    for other in (*PostKind, Role.ADMIN, Role.SERVICE):
        if other is not actor:
            with pytest.raises(Forbidden):
                move(table(), case_for(state, side), event, somebody(other, side), facts, NOW)
    for elsewhere in (OURS, CENTRE, Side.LEAD):
        if elsewhere is not side and isinstance(actor, PostKind):
            with pytest.raises(Forbidden):
                move(table(), case_for(state, side), event, somebody(actor, elsewhere), facts, NOW)


APART: dict[Do, set[Do]] = {Do.REVIEW: {Do.MAKE}, Do.ISSUE: {Do.MAKE, Do.REVIEW}}
"""WHL-9: who made a licence does not review or issue it, and who reviewed it does not issue it: our reading."""


@pytest.mark.parametrize(("state", "event", "actor", "side", "then", "rules"), STEPS, ids=NAMES)
def test_who_made_or_reviewed_a_licence_does_nothing_that_is_another_persons_and_may_do_all_else(
    state: At | None, event: Do, actor: Actor, side: Side, then: At, rules: tuple[str, ...]
) -> None:
    facts, by = {"license_officer_filed": True}, somebody(actor, side)
    for before in Do:
        case = replace(case_for(state, side), done={before: by.subject})
        if before in APART.get(event, set()):
            with pytest.raises(Forbidden) as refused:
                move(table(), case, event, by, facts, NOW)
            assert refused.value.rules == rules
        else:
            assert move(table(), case, event, by, facts, NOW).state is then


def test_there_is_no_other_step() -> None:
    assert {(each.state, each.event) for each in table()} == {(state, event) for state, event, *_ in STEPS}
    assert len(table()) == len(STEPS)
