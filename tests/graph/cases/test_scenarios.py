"""Scenarios, worked out by hand from the words of the law, hold the case machine as it is."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from builders.more import LEFT_OUT
from scenarios.built import BUILT, LOOK, MAY_USE, OWN, waits_for
from scenarios.comparing import differences
from scenarios.files import lines, standing
from scenarios.lines import Line
from scenarios.running import moments, outcome
from scenarios.vocabulary import DOCUMENT, LOOKED_AT, POLICIES, POSTS, REFUSALS, facts, workflows

from graph.law.articles import rule
from graph.law.duty_workflows import EVERY as DUTIES
from graph.words.duties import DutyEvent, DutyState

LINES = lines()
JINZHONG = {
    "id": "T1", "policy": "JZ", "workflow": "objection", "article": "JZ-16", "on": "2026-05-11", "from_state": "-",
    "move": "raise", "post": "APPLICANT", "facts": "use=grant", "state": "raised", "due": "2026-05-18",
    "provisional": "no",
}  # fmt: skip


def line(**changes: str) -> Line:
    return Line("made.tsv", 2, JINZHONG | changes)


def said(one: Line) -> Iterator[str]:
    yield from one.faults()
    if not waits_for(one):
        yield from differences(one)


@pytest.mark.parametrize("one", LINES, ids=[f"{each.file}-{each.number}-{each['id']}" for each in LINES])
def test_a_scenario_comes_out_as_it_was_worked_out_by_hand(one: Line) -> None:
    assert list(one.faults()) == []
    waits = waits_for(one)
    if waits:
        pytest.skip(f"{one} waits for the workflow {waits}")
    assert list(differences(one)) == []


def test_only_scenarios_of_workflows_that_are_not_built_wait() -> None:
    green, waiting, red = standing()
    waited = ", ".join(f"{count} {name}" for name, count in sorted(waiting.items()))
    sys.stdout.write(f"scenarios: {green.total()} green; {waiting.total()} waiting: {waited}\n")
    assert red == []
    assert green.keys() <= BUILT.keys()
    assert {name.partition(":")[0] for name in waiting} <= workflows().keys() - {"objection", "licence objection"}
    assert green.total() + waiting.total() == len(LINES)


def test_the_words_of_a_scenario_stand_in_its_article() -> None:
    for one in (each for each in LINES if each.file == "more.tsv" and each.articles):
        text, words = rule(one.articles[0]).words.replace(" ", ""), one["words of the article"]
        assert words, one
        assert all(part.replace(" ", "") in text for part in words.split("…")), one


@pytest.mark.parametrize(
    ("column", "word"),
    [
        ("policy", "SH"),
        ("workflow", "complaint"),
        ("from_state", "lost"),
        ("from_state", "asked"),
        ("move", "applaud"),
        ("move", "publish"),
        ("post", "MAYOR"),
        ("on", "2026-02-30"),
        ("on", "2026-02-01T00:30:00"),
        ("facts", "use=grant colour=red"),
        ("facts", "use=loan"),
        ("facts", "since=yesterday"),
        ("facts", "days=four"),
        ("facts", "unit=province"),
        ("facts", "then_next_post=APPLICANT,MAYOR"),
        ("facts", "then_missing=colour"),
        ("facts", "then_told=A,mayor"),
        ("facts", "same_person_as=applaud"),
        ("facts", "objector=AB"),
        ("state", "lost"),
        ("state", "refused:NEVER"),
        ("state", "answer:in_time"),
        ("state", "raised,raised,raised"),
        ("due", "soon"),
        ("provisional", "perhaps"),
    ],
)
def test_a_word_that_scenarios_do_not_know_fails_with_the_word_and_the_line(column: str, word: str) -> None:
    assert not list(line().faults())
    unknown = word.rpartition("=")[2] if column == "facts" else word
    if word.endswith("colour=red"):
        unknown = "colour"
    (fault,) = list(line(**{column: word}).faults())[:1]
    assert fault.startswith("made.tsv:2 (T1)")
    assert unknown.split(",")[-1] in fault


def test_a_word_of_a_scenario_that_waits_is_held_to_the_same_list() -> None:
    waiting = line(workflow="opening", move="mask", from_state="asked", state="masked", facts="-")
    assert waits_for(waiting) == "opening"
    assert not list(waiting.faults())
    for changes in ({"facts": "type=OPEN"}, {"from_state": "in_check"}, {"move": "raise"}, {"state": "raised"}):
        assert len(list(replace(waiting, cells={**waiting.cells, **changes}).faults())) == 1


@pytest.mark.parametrize(
    ("changes", "difference"),
    [
        ({"state": "in_check"}, "state is raised, not in_check"),
        ({"due": "2026-05-19"}, "due is 2026-05-18, not 2026-05-19"),
        ({"provisional": "yes"}, "provisional is no, not yes"),
        ({"article": "JZ-16 ; JZ-15.2"}, "cites JZ-16, and not JZ-15.2"),
        ({"facts": "use=grant then_next_post=HEAD"}, "then_next_post is APPLICANT, PROVIDER_OFFICER, without HEAD"),
        ({"facts": "use=grant then_told=committee"}, "then_told is provider, without committee"),
        ({"facts": "use=grant since=2026-05-08 then_age=3"}, "then_age is 2, not 3"),
        ({"facts": "use=grant,none"}, "state is refused:CONDITION_MISSING, not raised"),
    ],
)
def test_a_scenario_that_comes_out_otherwise_says_how(changes: dict[str, str], difference: str) -> None:
    assert any(difference in each for each in said(line(**changes)))


@pytest.mark.parametrize(
    ("workflow", "policy"),
    [
        pytest.param(each, policy, marks=() if number % len(POLICIES) == place and each != "sharing" else LEFT_OUT)
        for number, each in enumerate(BUILT)
        for place, policy in enumerate(sorted(POLICIES))
    ],
)
def test_every_word_of_a_built_workflow_runs_in_a_scenario(policy: str, workflow: str) -> None:
    words = workflows()[workflow]
    values = {"unit": facts()["unit"].words, "of": facts()["of"].words, "use": facts()["use"].words}
    said = [f"{key}={value}" for key, each in values.items() for value in sorted(each)]
    for state, event, post in product(("-", *sorted(words.states)), sorted(words.moves), sorted(POSTS)):
        number = len(state) + len(event) + len(post)
        one = line(
            policy=policy, workflow=workflow, from_state=state, move=event, post=post, state="refused:NO_SUCH_MOVE",
            facts=f"since=2026-03-02 days=4 users=A,B objector=A same_person_as={event} {said[number % len(said)]}",
            due="-", article="-",
        )  # fmt: skip
        assert not list(one.faults())
        if not waits_for(one):
            found = {outcome(one, run, at).state for run in one.runs() for at in moments(one)}
            assert len(found) == 1, "it is the same at any time of the day"
            assert found <= {
                *words.states,
                *(f"refused:{kind}" for kind in REFUSALS),
                *(f"answer:{each}" for each in LOOKED_AT | words.answers),
            }


def test_a_comma_runs_a_scenario_once_for_each_value() -> None:
    three = line(facts="use=grant,none,shown", state="raised,refused:CONDITION_MISSING,CONDITION_MISSING")
    assert [run.state for run in three.runs()] == [
        "raised", "refused:CONDITION_MISSING", "refused:CONDITION_MISSING",
    ]  # fmt: skip
    assert [run.facts["use"] for run in three.runs()] == ["grant", "none", "shown"]
    paired = line(facts="use=grant,none ground=ACCURACY,TIMELINESS", state="raised,refused:CONDITION_MISSING")
    assert [(run.facts["use"], run.facts["ground"]) for run in paired.runs()] == [
        ("grant", "ACCURACY"), ("none", "TIMELINESS"),
    ]  # fmt: skip
    assert len(list(replace(paired, cells={**paired.cells, "state": "raised"}).runs())) == 4
    asked = line(
        workflow="direct use", move="may_use", facts="on_exclusive_list=yes,no", state="answer:yes,application"
    )
    assert [run.state for run in asked.runs()] == ["answer:yes", "answer:application"]
    assert not list(asked.faults())


def test_a_scenario_about_batches_of_licences_waits() -> None:
    for changes in ({"move": "make_batch", "from_state": "received"}, {"move": "make", "from_state": "queued"}):
        assert waits_for(line(workflow="licence", state="made", facts="-", **changes)) == "licence: batches"
    assert waits_for(line(workflow="batch", move="make_batch", state="made")) == "batch"


def test_scenarios_in_force_belong_to_the_workflow_of_their_move() -> None:
    assert line(workflow="in force", move="ask_inside", from_state="draft").workflow == "sharing"
    assert line(workflow="binding", move="register", from_state="draft").workflow == "entry"
    assert (
        list(said(line(workflow="in force", on="2027-06-16", article="JZ-31", state="refused:NO_SUCH_MOVE", due="-")))
        == []
    )


def test_the_words_of_every_built_workflow_are_those_of_its_table() -> None:
    for name, built in BUILT.items():
        words = workflows()[name]
        assert built.states.keys() <= words.states, DOCUMENT.name
        assert built.moves.keys() <= words.moves
        if name != "licence":
            assert set(built.states) == words.states
            assert words.moves - {LOOK, MAY_USE} == {*built.moves}
        for each in filter(None, (built, built.before)):
            assert each.states.keys() <= words.states
            assert each.moves.keys() <= words.moves
            assert set(each.states.values()) <= set(each.workflow.states)
            assert set(each.moves.values()) <= set(each.workflow.events) - OWN
            if each.workflow not in DUTIES and words.states:  # what is only asked has no state, and no move
                assert set(each.states.values()) == set(each.workflow.states)
                assert set(each.moves.values()) == set(each.workflow.events) - OWN
    duties = [built for built in BUILT.values() if built.workflow in DUTIES]
    assert {state for built in duties for state in built.states.values()} == set(DutyState)
    assert {event for built in duties for event in built.moves.values()} == set(DutyEvent)
