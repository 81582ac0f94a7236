"""What is said of a move that is refused: no such step from here, what is missing, whose post it is, who may not.

Each says its articles: of the steps that there are instead, of the condition, of the step.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from graph.errors import Conflict, Forbidden, Refusal, Text
from graph.law.access import Principal
from graph.law.workflow import Actor, Articles, Condition, Side, Step, Table, steps_from
from graph.refusal_codes import Code
from graph.words.closed_list import ClosedList
from graph.words.people import Role, spoken


@dataclass(eq=False)
class AnotherPost(Forbidden):
    """That another post does it."""

    posts: frozenset[Actor] = frozenset()
    """Whose step it is."""
    departments: tuple[str, ...] = ()
    """USCCs of those whose posts act, or which those reach that supervise; `limit` names them until more is known."""


def no_such_move(table: Table, state: ClosedList | None, event: ClosedList) -> Refusal:
    """That there is no such step from here, which there are, and for whom."""
    there = tuple(row for row in steps_from(table, state) if row.actors != _OPERATOR)
    moves = "；".join(dict.fromkeys(f"{row.event.zh}（{_actors(row).zh}）" for row in there)) or "无"
    moves_en = "; ".join(dict.fromkeys(f"{row.event.name.lower()} ({_actors(row).en})" for row in there)) or "none"
    now = Text(state.zh, state.name) if state else Text("尚无案件", "no case")
    return Conflict(
        Text(
            f"现为“{now.zh}”，不能{event.zh}；可办理：{moves}",
            f"{now.en}: there is no {event.name.lower()} from here; there is {moves_en}",
        ),
        code=Code.NO_SUCH_MOVE,
        rules=_articles(there) or _articles([row for row in table if row.event is event]) or _articles(table),
        value=state.name if state else None,
        limit=", ".join(dict.fromkeys(row.event.name for row in there)) or None,
    )


def condition_missing(rows: Sequence[Step], lacking: Sequence[Sequence[Condition]]) -> Refusal:
    """Of the rows the one that is nearest: that holds furthest, and of which least is missing."""
    row, missing = min(zip(rows, lacking, strict=True), key=lambda pair: farness(*pair))
    return Conflict(
        Text(
            f"不能{row.event.zh}：{'；'.join(each.words.zh for each in missing)}",
            f"{row.event.name.lower()}: {'; '.join(each.words.en for each in missing)}",
        ),
        code=Code.CONDITION_MISSING,
        rules=tuple(dict.fromkeys(article for each in missing for article in each.cited_in(row.rules))),
        value=", ".join(dict.fromkeys(each.fact for each in missing)),
    )


def farness(row: Step, missing: Sequence[Condition]) -> tuple[int, int]:
    """How far a row is from being taken: by the first condition that is missing, and how many are."""
    return -row.when.index(missing[0]), len(missing)


def another_post(step: Step, on_sides: Mapping[Side, Collection[str]]) -> AnotherPost:
    """That another post does it, of which departments."""
    sides = tuple(dict.fromkeys((step.side, *(side for _, side in step.beside))))
    departments = sorted({each for side in sides for each in on_sides.get(side, ())})
    by, by_en = "、".join(each.value for each in sides), " or ".join(each.name.lower() for each in sides)
    return AnotherPost(
        Text(
            f"“{step.event.zh}”由{by}的以下岗位办理：{_actors(step).zh}",
            f"{step.event.name.lower()} is done by the {by_en}: {_actors(step).en}",
        ),
        code=Code.ANOTHER_POST,
        rules=step.rules,
        value=", ".join(sorted(actor.name for actor in step.actors)),
        limit=named(departments),
        posts=step.actors,
        departments=tuple(departments),
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
            f"{step.event.name.lower()} is for another person than {', '.join(event.name.lower() for event in acts)}",
        ),
        code=Code.ANOTHER_POST,
        rules=step.rules,
        value=spoken(principal.subject),
    )


def _actors(step: Step) -> Text:
    names = sorted(step.actors, key=lambda actor: actor.name)
    return Text("、".join(each.zh for each in names), ", ".join(each.name for each in names))


def _articles(steps: Collection[Step]) -> Articles:
    return tuple(dict.fromkeys(article for step in steps for article in step.rules))


_OPERATOR = frozenset({Role.ADMIN})
"""Who runs the system: what is done by him alone is a move for nobody who is told of moves."""
_NAMED = 10
"""Departments that a refusal names."""
