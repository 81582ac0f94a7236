"""Whose turn it is: which states of a workflow wait for a post, under every policy and in every wording of its table.

* A step for which nobody is waited (`Workflow.own_will`) is nobody's turn.
* The head of a department (主要负责人) sees what waits for anybody in it.
* A department answers for those that have ended and whose successor it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from graph.cases.waiting import waited_for
from graph.law.access import Principal
from graph.law.posts import SUPERVISING, HeldPost, held_on
from graph.law.workflow import Actor, Side, Step
from graph.subjects.waiting.queues import ASKING, Queue, Turn
from graph.words.closed_list import ClosedList
from graph.words.organisation import PostKind
from graph.words.people import Role

_INSIDE = frozenset({Side.APPLICANT, Side.PROVIDER})
"""Sides whose posts are in the department itself, and not over it."""


def turns(principal: Principal, queue: Queue, on: date, *, own: bool) -> tuple[Turn, ...]:
    """In which states of which departments' cases it is somebody's turn.

    Args:
        principal: Who asks.
        queue: The kind of case.
        on: The day on which his posts are held.
        own: What waits for others of a department of which he is the head is left out.
    """
    found: dict[tuple[bool, frozenset[str]], set[tuple[str, str, str]]] = defaultdict(set)
    posts = () if principal.role is not Role.STAFF else held_on(principal.posts, on)
    every = list(_waiting(queue)) if posts else []
    for post in posts:
        for key, state, actor, side in every:
            if post.kind is actor or (not own and post.kind is PostKind.HEAD and side in _INSIDE):
                found[side in ASKING, _reached(post)].add((*key, state.name))
    return tuple(Turn(asking, departments, frozenset(states)) for (asking, departments), states in found.items())


def nobodys(queue: Queue) -> tuple[str, ...]:
    """Open states in which nobody is waited for: what follows, somebody takes of his own will."""
    waits = {state for _, state, _, _ in _waiting(queue)}
    return tuple(state.name for each in queue.workflows for state in each.on_a_desk if state not in waits)


def may_take(principal: Principal, step: Step, answers: str, asks: str | None, on: date) -> bool:
    """Whether one of somebody's posts takes a step of a case.

    What a case knows of itself and of who did what in it is not asked: the machine does.

    Args:
        principal: Who asks.
        step: The step.
        answers: USCC of the department that answers.
        asks: USCC of the department that asks.
        on: The day.
    """
    posts = () if principal.role is not Role.STAFF else held_on(principal.posts, on)
    return any(
        post.kind in step.actors and (asks if step.side_of(post.kind) in ASKING else answers) in _reached(post)
        for post in posts
    )


def _waiting(queue: Queue) -> Iterator[tuple[tuple[str, str], ClosedList, Actor, Side]]:
    """Which state of which table waits for whom: the workflow and the rows, the state, the post, its side."""
    for workflow in queue.workflows:
        for kept, table in queue.tables(workflow):
            for state in workflow.on_a_desk:
                for step in waited_for(workflow, table, state):
                    yield from (((workflow.id, kept), state, actor, step.side_of(actor)) for actor in step.actors)


def _reached(post: HeldPost) -> frozenset[str]:
    over = post.supervises if post.kind in SUPERVISING else frozenset[str]()
    return frozenset({post.department}) | post.predecessors | over
