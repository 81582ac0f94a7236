"""What is said of a move that is refused: no such step from here, what is missing, whose post it is, who may not.

Each says its articles: of the steps that there are instead, of the condition, of the step.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from graph.errors import Conflict, Forbidden, Refusal, Text
from graph.law.access import Principal
from graph.law.workflow import Actor, Articles, Condition, Facts, FactValue, Side, Step, Table, steps_from
from graph.law.workflows import WORKFLOWS, workflow_of
from graph.refusal_codes import Code
from graph.words.closed_list import ClosedList
from graph.words.people import Role, spoken


@dataclass(eq=False)
class AnotherPost(Forbidden):
    """That another post does it."""

    step: Step | None = None
    reached: Mapping[Actor, tuple[str, ...]] = field(default_factory=dict)
    """By each whose step it is the USCCs of the departments in which he acts, or over which, where he supervises;
    `limit` names them until more is known."""

    def held_in(self, places: Mapping[Actor, Collection[str]], names: Mapping[str, str]) -> None:
        """Say where the posts are held.

        Args:
            places: USCCs of the departments in which each is.
            names: The departments' names.
        """
        self.limit = named({each for held in places.values() for each in held})
        if self.step is None or not self.limit:
            return
        said = {post: _joined(held, names) for post, held in places.items()}
        alike = len(set(said.values())) == 1
        self.message = _by_whom(self.step, next(iter(said.values()))) if alike else _by_posts(self.step, said)


def no_such_move(table: Table, state: ClosedList | None, event: ClosedList, facts: Facts) -> Refusal:
    """That there is no such step from here, which there are for the case as it is, and for whom; each once."""
    settled = frozenset[str]().union(*(each.settled for each in WORKFLOWS.values() if isinstance(event, each.events)))
    if state is not None and state not in workflow_of(event).on_a_desk and not any(_of_people(table, state)):
        return _over(table, state, event)
    there = tuple(
        row.known(facts)
        for row in steps_from(table, state)
        if row.actors != _OPERATOR
        and not any(each.fact in settled and each.told_by(facts) and not each.holds(facts) for each in row.when)
    )
    actors = {
        each: frozenset[Actor]().union(*(row.actors for row in there if row.event is each))
        for each in dict.fromkeys(row.event for row in there)
    }
    moves = "；".join(f"{each.zh}（{_actors(by).zh}）" for each, by in actors.items())
    moves_en = "; ".join(f"{_said(each)} ({_actors(by).en})" for each, by in actors.items())
    now = Text(state.zh, state.name) if state else Text("尚无案件", "no case")
    return Conflict(
        Text(
            f"现为“{now.zh}”，暂不能办理“{event.zh}”；{f'可办理：{moves}' if moves else '目前没有可办理的事项'}",
            f"{now.en}: there is no “{_said(event)}” from here; there is {moves_en or 'nothing to be done'}",
        ),
        code=Code.NO_SUCH_MOVE,
        rules=_articles(there) or _articles([row for row in table if row.event is event]) or _articles(table),
        value=state.name if state else None,
        limit=", ".join(each.name for each in actors) or None,
    )


def _of_people(table: Table, state: ClosedList) -> Iterator[Step]:
    """The rows of a state that somebody takes."""
    return (row for row in steps_from(table, state) if row.actors != _OPERATOR)


def _over(table: Table, state: ClosedList, event: ClosedList) -> Refusal:
    """That a case has come to its end; by the articles of what was asked, else of what led there."""
    led = [row for row in table if row.then is state and row.state is not state]
    return Conflict(
        Text(
            f"现为“{state.zh}”，已办结，不能再办理“{event.zh}”",
            f"{state.name}: it is over, and there is no “{_said(event)}” any more",
        ),
        code=Code.NO_SUCH_MOVE,
        rules=_articles([row for row in table if row.event is event]) or _articles(led) or _articles(table),
        value=state.name,
    )


@dataclass(eq=False)
class ConditionMissing(Conflict):
    """That what a step asks for is not so; its value is what was given instead, where something was."""

    facts: tuple[str, ...] = ()
    """By which names the conditions that are missing know what they ask for."""


def condition_missing(rows: Sequence[Step], lacking: Sequence[Sequence[Condition]], known: Facts) -> ConditionMissing:
    """Of the rows the one that is nearest: that holds furthest, and of which least is missing."""
    row, missing = min(zip(rows, lacking, strict=True), key=lambda pair: farness(*pair))
    facts = tuple(dict.fromkeys(each.fact for each in missing))
    return ConditionMissing(
        Text(
            f"暂不能办理“{row.event.zh}”，须：{'；'.join(each.words.zh for each in missing)}",
            f"{_said(row.event)} needs: {'; '.join(each.words.en for each in missing)}",
        ),
        code=Code.CONDITION_MISSING,
        rules=tuple(dict.fromkeys(article for each in missing for article in each.cited_in(row.rules))),
        value=", ".join(filter(None, (_given(known.get(each)) for each in facts))) or None,
        facts=facts,
    )


def _given(value: FactValue) -> str | None:
    """A fact as it was given; whether something is so was given by nobody."""
    match value:
        case Enum():
            return value.name
        case None | bool():
            return None
        case _:
            return str(value)


def farness(row: Step, missing: Sequence[Condition]) -> tuple[int, int]:
    """How far a row is from being taken: by the first condition that is missing, and how many are."""
    return -row.when.index(missing[0]), len(missing)


def another_post(step: Step, on_sides: Mapping[Side, Collection[str]]) -> AnotherPost:
    """That another post does it, of which departments."""
    reached = {each: tuple(sorted(on_sides.get(step.side_of(each), ()))) for each in step.actors}
    return AnotherPost(
        _by_whom(step),
        code=Code.ANOTHER_POST,
        rules=step.rules,
        value=", ".join(sorted(actor.name for actor in step.actors)),
        limit=named({each for departments in reached.values() for each in departments}),
        step=step,
        reached=reached,
    )


def named(departments: Collection[str]) -> str | None:
    """Departments as a refusal names them; None for none."""
    return ", ".join(sorted(departments)[:_NAMED]) or None


def another_person(step: Step, principal: Principal) -> Refusal:
    """That somebody did what a rule keeps apart from this."""
    acts = sorted(step.apart, key=lambda event: event.name)
    return Forbidden(
        Text(
            f"办理过“{'、'.join(event.zh for event in acts)}”的人不得“{step.event.zh}”",
            f"{_said(step.event)} is for another person than {', '.join(map(_said, acts))}",
        ),
        code=Code.ANOTHER_POST,
        rules=step.rules,
        value=spoken(principal.subject),
    )


def _by_whom(step: Step, names: str = "") -> Text:
    where, where_en = (f"（{names}）", f" ({names})") if names else ("", "")
    sides = [workflow_of(step.event).called(each) for each in step.sides]
    by, by_en = "、".join(each.zh for each in sides), " or ".join(each.en for each in sides)
    return Text(
        f"“{step.event.zh}”由{by}{where}的以下岗位办理：{_actors(step.actors).zh}",
        f"{_said(step.event)} is done by the {by_en}{where_en}: {_actors(step.actors).en}",
    )


def _by_posts(step: Step, places: Mapping[Actor, str]) -> Text:
    """Where each post is held somewhere else, it is said of each."""
    posts = sorted(places, key=lambda post: post.name)
    by = "、".join(f"{each.zh}（{places[each]}）" if places[each] else each.zh for each in posts)
    by_en = ", ".join(f"{each.name} ({places[each]})" if places[each] else each.name for each in posts)
    return Text(f"“{step.event.zh}”由以下岗位办理：{by}", f"{_said(step.event)} is done by: {by_en}")


def _joined(departments: Collection[str], names: Mapping[str, str]) -> str:
    return "、".join(names[code] for code in sorted(departments)[:_NAMED] if code in names)


def _said(name: Enum) -> str:
    """A name of a closed list as people read it."""
    return name.name.lower().replace("_", " ")


def _actors(actors: Collection[Actor]) -> Text:
    names = sorted(actors, key=lambda actor: actor.name)
    return Text("、".join(each.zh for each in names), ", ".join(each.name for each in names))


def _articles(steps: Collection[Step]) -> Articles:
    return tuple(dict.fromkeys(article for step in steps for article in step.rules))


_OPERATOR = frozenset({Role.ADMIN})
"""Who runs the system: what is done by him alone is a move for nobody who is told of moves."""
_NAMED = 10
"""Departments that a refusal names."""
