"""Whose turn it is: which states of a workflow wait for a post, under every policy and in every wording of its table.

* A step for which nobody is waited (`Workflow.own_will`) is nobody's turn.
* The head of a department (主要负责人) sees what waits for anybody in it.
* A department answers for those that have ended and whose successor it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from graph.cases.waiting import waited_for
from graph.law.access import Principal
from graph.law.policies import POLICIES
from graph.law.posts import SUPERVISING, HeldPost, held_on
from graph.law.workflow import Side, Step, Workflow
from graph.subjects.waiting.queues import Turn
from graph.words.organisation import PostKind
from graph.words.people import Role

_INSIDE = frozenset({Side.APPLICANT, Side.PROVIDER})
"""Sides whose posts are in the department itself, and not over it."""


def turns(principal: Principal, workflows: Collection[Workflow], on: date, *, own: bool) -> tuple[Turn, ...]:
    """In which states of which departments' cases it is somebody's turn.

    Args:
        principal: Who asks.
        workflows: Those that are asked about.
        on: The day on which his posts are held.
        own: What waits for others of a department of which he is the head is left out.
    """
    found: dict[tuple[bool, frozenset[str]], set[tuple[str, str, str]]] = defaultdict(set)
    posts = () if principal.role is not Role.STAFF else held_on(principal.posts, on)
    for post in posts:
        for workflow in workflows:
            for policy, step in _waiting(workflow):
                if step.state is not None and (post.kind in step.actors or (not own and _heads(post, step))):
                    key = step.side_of(post.kind) is Side.APPLICANT, _reached(post)
                    found[key].add((workflow.id, policy, step.state.name))
    return tuple(Turn(asking, departments, frozenset(states)) for (asking, departments), states in found.items())


def may_take(principal: Principal, step: Step, department: str, on: date) -> bool:
    """Whether one of somebody's posts takes a step for a department, or over it.

    What a case knows of itself and of who did what in it is not asked: the machine does.
    """
    if principal.role is not Role.STAFF:
        return False
    return any(post.kind in step.actors and department in _reached(post) for post in held_on(principal.posts, on))


def _waiting(workflow: Workflow) -> Iterator[tuple[str, Step]]:
    for row in POLICIES.values():
        cell = row.table(workflow)
        for wording in cell.wordings() if cell else ():
            for state in workflow.open:
                yield from ((row.id, step) for step in waited_for(workflow, wording.value, state))


def _heads(post: HeldPost, step: Step) -> bool:
    return post.kind is PostKind.HEAD and step.side in _INSIDE


def _reached(post: HeldPost) -> frozenset[str]:
    over = post.supervises if post.kind in SUPERVISING else frozenset[str]()
    return frozenset({post.department}) | post.predecessors | over
