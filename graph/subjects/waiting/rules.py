"""Whose turn it is: which states of a workflow wait for a post, under every policy and in every wording of its table.

* A step for which nobody is waited (`Workflow.own_will`) is nobody's turn.
* A case is nobody's turn by a step that its sharing type rules out.
* What a rule keeps apart from an act is not the turn of who did that act (CS-15, WHL-9).
* The head of a department (主要负责人) sees what waits for anybody in it: where it reviews, coordinates or
  decides for others, their cases too.
* A department answers for those that have ended and whose successor it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cache

from graph.cases.waiting import waited_for
from graph.law.access import Principal
from graph.law.posts import SUPERVISING, HeldPost, held_on
from graph.law.workflow import Actor, Side, Step
from graph.subjects.waiting.queues import QUEUES, Party, Queue, Turn, party_of
from graph.words.entries import SharingType
from graph.words.organisation import PostKind
from graph.words.people import Role

_TYPE = "type"
"""The fact of which sharing type a case is."""
_INSIDE = frozenset({Side.APPLICANT, Side.PROVIDER, Side.AGENT})
"""Sides whose posts are in the department itself, and not over it."""


def turns(principal: Principal, queue: Queue, on: date, *, own: bool) -> tuple[Turn, ...]:
    """In which states of which departments' cases it is somebody's turn.

    Args:
        principal: Who asks.
        queue: The kind of case.
        on: The day on which his posts are held.
        own: What waits for others of a department of which he is the head is left out.
    """
    found: dict[tuple[Party, frozenset[str], frozenset[str]], dict[tuple[str, str, str], set[str]]] = defaultdict(dict)
    posts = () if principal.role is not Role.STAFF else held_on(principal.posts, on)
    every = list(_waiting(queue)) if posts else []
    for post in posts:
        for key, step, actor, side in every:
            leads = not own and actor in post.leads
            heads = leads or (not own and post.kind is PostKind.HEAD and side in _INSIDE)
            if (heads or post.kind is actor) and step.state is not None:
                apart = frozenset[str]() if heads else frozenset(event.name for event in step.apart)
                places = _reached(post) | post.supervises if leads else _reached(post)
                found[party_of(side), places, apart].setdefault((*key, step.state.name), set()).update(_types(step))
    return tuple(
        Turn(party, departments, frozenset(states), types, apart)
        for (party, departments, apart), every in found.items()
        for types, states in _by_types(every, told=bool(queue.types)).items()
    )


def _types(step: Step) -> Iterator[str]:
    """Of which sharing types a case can be that takes a step."""
    asked = [each.values for each in step.when if each.fact == _TYPE]
    yield from (each.name for each in SharingType if all(each in values for values in asked))


def _by_types(
    every: Mapping[tuple[str, str, str], set[str]], *, told: bool
) -> Mapping[frozenset[str], set[tuple[str, str, str]]]:
    """States by the types of which a case has to be there; by none where it is of whichever, or does not tell."""
    found: dict[frozenset[str], set[tuple[str, str, str]]] = defaultdict(set)
    for state, types in every.items():
        found[frozenset(types) if told and len(types) < len(SharingType) else frozenset()].add(state)
    return found


def nobodys(queue: Queue) -> tuple[str, ...]:
    """Open states in which nobody is waited for: what follows, somebody takes of his own will."""
    waits = {step.state for _, step, _, _ in _waiting(queue)}
    return tuple(state.name for each in queue.workflows for state in each.on_a_desk if state not in waits)


def may_take(
    principal: Principal, step: Step, parties: Mapping[Party, str | None], on: date, did: Collection[str] = ()
) -> bool:
    """Whether one of somebody's posts takes a step of a case, and nothing that he did in it keeps him from it.

    What a case knows of itself is not asked: the machine does.

    Args:
        principal: Who asks.
        step: The step.
        parties: USCCs of the departments of the case.
        on: The day.
        did: Names of the events of the case that he was the last to do.
    """
    if any(event.name in did for event in step.apart):
        return False
    posts = () if principal.role is not Role.STAFF else held_on(principal.posts, on)
    return any(
        post.kind in step.actors and parties.get(party_of(step.side_of(post.kind))) in _reached(post) for post in posts
    )


@cache
def takers() -> Mapping[str, frozenset[Actor]]:
    """By the name of each mutation who takes steps by it, under some policy and in some wording of its table."""
    found = defaultdict[str, set[Actor]](set)
    for queue in QUEUES.values():
        for _, table in (each for workflow in queue.workflows for each in queue.tables(workflow)):
            for step in table:
                if mutation := queue.mutations.get(step.event):
                    found[mutation] |= step.actors
    return {mutation: frozenset(actors) for mutation, actors in found.items()}


def taken_by(principal: Principal, mutations: Iterable[str], on: date) -> list[str]:
    """Of some mutations those by which one of somebody's posts, or he himself, takes steps.

    Args:
        principal: Who asks.
        mutations: Their names; of one that is no step of a case nobody's posts are asked.
        on: The day.
    """
    posts = held_on(principal.posts, on) if principal.role is Role.STAFF else ()
    his: frozenset[Actor] = frozenset({principal.role, *(post.kind for post in posts)})
    return [each for each in mutations if each not in takers() or takers()[each] & his]


def _waiting(queue: Queue) -> Iterator[tuple[tuple[str, str], Step, Actor, Side]]:
    """Which step of which table waits for whom: the workflow and the rows, the step, the post, its side."""
    for workflow in queue.workflows:
        for kept, table in queue.tables(workflow):
            for state in workflow.on_a_desk:
                for step in waited_for(workflow, table, state):
                    yield from (((workflow.id, kept), step, actor, step.side_of(actor)) for actor in step.actors)


def _reached(post: HeldPost) -> frozenset[str]:
    over = post.supervises if post.kind in SUPERVISING else frozenset[str]()
    return frozenset({post.department}) | post.predecessors | over
