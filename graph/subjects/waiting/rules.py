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
from dataclasses import dataclass
from datetime import date
from functools import cache

from graph.cases.waiting import waited_for
from graph.law.access import Principal
from graph.law.posts import SUPERVISING, HeldPost, Supervisor, held_on
from graph.law.workflow import Actor, Side, Step
from graph.subjects.waiting.queues import QUEUES, REPORTS, Party, Queue, Turn, party_of
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


@dataclass(frozen=True, slots=True)
class Waits:
    """Where a case waits: what of it says whose turn it is."""

    runs: str
    """Id of the workflow."""
    kept: str
    """The row that it keeps, or the two rows."""
    state: str
    types: frozenset[str]
    """Sharing types that it may have; empty where its kind tells none."""


def places(
    queue: Queue, waits: Waits, parties: Mapping[Party, str | None], over: Iterable[Supervisor]
) -> frozenset[str]:
    """The departments whose turn it is: where a post for the step is held; of a post over others, where that is.

    Args:
        queue: The kind of case.
        waits: Where the case waits.
        parties: USCCs of the departments that answer for those of the case.
        over: Where supervising posts are held.
    """
    steps = _by_place(queue).get((waits.runs, waits.kept, waits.state), ())
    found = set[str]()
    for kind, party, types in steps:
        department = parties.get(party)
        if department is None or (waits.types and not waits.types & types):
            continue
        reached = (each.department for each in over if each.kind is kind and department in each.reached)
        found.update(reached if kind in SUPERVISING else (department,))
    return frozenset(found)


@cache
def _by_place(queue: Queue) -> Mapping[tuple[str, str, str], frozenset[tuple[PostKind, Party, frozenset[str]]]]:
    """By workflow, rows and state the posts whose turn it is, in or over which department, and of which types."""
    found = defaultdict[tuple[str, str, str], set[tuple[PostKind, Party, frozenset[str]]]](set)
    for key, step, actor, side in _waiting(queue):
        if step.state is not None and isinstance(actor, PostKind):
            found[*key, step.state.name].add((actor, party_of(side), frozenset(_types(step))))
    return {key: frozenset(each) for key, each in found.items()}


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


def without_turn(policy: str) -> tuple[PostKind, ...]:
    """The posts for which nothing ever waits between departments that a policy binds: none of its rows waits for them.

    Args:
        policy: Its id.
    """
    own = (policy, f"{policy}/{policy}")
    awaited = {
        actor for queue in (*QUEUES.values(), REPORTS) for (_, kept), _, actor, _ in _waiting(queue) if kept in own
    }
    return tuple(each for each in PostKind if each not in awaited)


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
