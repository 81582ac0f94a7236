"""In the demonstration nobody waits for nobody: whose step it is by the law of a city, there somebody has the post."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from builders.demonstrated import catalogue

from graph.law.policies import POLICIES, table_on
from graph.law.workflow import Side, Step
from graph.law.workflows import ENTRY, GRANT, OBJECTION, SHARING
from graph.words.entries import EntryDraft
from graph.words.organisation import PostKind
from seed.cities import CITIES, HOME, read_cities
from seed.sheets import sheet

DAY = date(2026, 3, 2)
WORKED_ON = (ENTRY, SHARING, GRANT, OBJECTION)
POSTS = frozenset(PostKind)
ASKED, ANSWERS = Side.APPLICANT, Side.PROVIDER
DEPARTMENTS = {row["代码"]: row for row in sheet("departments")}


def drafts() -> tuple[EntryDraft, ...]:
    """Every entry of the demonstration, also those that are on their way."""
    return (*catalogue().entries, *catalogue().versions.prepared, *read_cities().drafts.values())


def asking() -> set[str]:
    """The departments that ask for data, themselves or by a system of theirs."""
    rows = (*sheet("consumers"), *sheet("cities/consumers"))
    return {row["所属部门代码"] for row in rows if row["所属部门代码"]}


def policy_over(department: str) -> str | None:
    """The row that binds a department; none where the text leaves it out."""
    left_out, above = set(), department
    while above:
        row = DEPARTMENTS[above]
        left_out.add(row["不适用政策"])
        if row["政策"]:
            return None if row["政策"] in left_out else row["政策"]
        above = row["上级代码"]
    return None


def posts() -> dict[str, set[PostKind]]:
    """What is held today, by department."""
    held: dict[str, set[PostKind]] = defaultdict(set)
    for row in sheet("posts"):
        if not row["止"]:
            held[row["部门代码"]].add(PostKind[row["岗位类型"]])
    return held


def steps(policy: str) -> Iterator[Step]:
    """Every row of a city's tables for what departments do with each other."""
    return (step for each in WORKED_ON if POLICIES[policy].table(each) for step in table_on(policy, each, DAY))


def unanswered(policy: str, side: Side, held: set[PostKind]) -> list[tuple[str, str]]:
    """The rows that only posts of a side may take of which none is held."""
    return [
        (step.side.name, step.event.name)
        for step in steps(policy)
        if step.actors <= POSTS and {step.side_of(actor) for actor in step.actors} == {side} and not step.actors & held
    ]


def test_whoever_provides_an_entry_or_asks_for_one_has_somebody_for_every_step_that_is_theirs() -> None:
    held = posts()
    parties = {(each.provider, ANSWERS) for each in drafts()} | {(each, ASKED) for each in asking()}
    assert len({department for department, _ in parties}) >= 50
    missing = [
        (DEPARTMENTS[department]["名称"], row)
        for department, side in sorted(parties, key=str)
        if (policy := policy_over(department)) is not None
        for row in unanswered(policy, side, held[department])
    ]
    assert missing == []


def test_who_asks_without_being_bound_has_somebody_who_asks() -> None:
    held = posts()
    assert [each for each in asking() if policy_over(each) is None and PostKind.APPLICANT not in held[each]] == []


def test_every_step_for_a_whole_city_is_somebodys_in_it() -> None:
    held = posts()
    for policy in (HOME, *CITIES):
        there = {post for department in held if policy_over(department) == policy for post in held[department]}
        sides = set(Side) - {ASKED, ANSWERS, Side.AGENT}
        assert [row for side in sides for row in unanswered(policy, side, there)] == [], policy


def test_an_agent_whom_an_entry_names_has_somebody_who_answers() -> None:
    held = posts()
    named = {each.agent for each in drafts() if each.agent}
    assert named
    assert [each for each in named if PostKind.AGENT not in held[each]] == []
