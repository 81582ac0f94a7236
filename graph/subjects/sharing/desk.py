"""Sharing requests that were decided elsewhere, or wait there, brought in with their answers.

* Both sides are there, and the granted items are items of the resource.
* An answer is not earlier than its request; a refusal says why, by the article of the policy that bound the provider on
  the day of the answer; only what was granted has a scope and an end.
* One that waits stands where it can go on under the policy of the day on which it was handed in: with the provider, or
  with whoever answers in its place. Where that policy has no step for it, it is refused, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graph.errors import Malformed, Refusal, Text
from graph.law.access import require
from graph.law.acts import Act
from graph.law.policies import bound_by, unbinding
from graph.law.workflow import Step
from graph.law.workflows import SHARING
from graph.office.actor import Actor
from graph.office.references import Reference, dangling, known, twice
from graph.office.review import Review
from graph.refusal_codes import Code
from graph.store import journal
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.subjects.sharing import memory
from graph.subjects.sharing.rules import came_by, reason_of_refusal, stuck, waits_in
from graph.words.sharing import RequestState, SharingRequest
from graph.words.sharing_cases import SharingState


async def review_requests(store: Store, requests: Sequence[SharingRequest]) -> Review:
    """Say everything that is wrong with a batch, and write nothing."""
    review = Review((*twice("requests", requests, lambda one: one.id, "id"), *_answers(requests)))
    review += Review(tuple(await _unexplained(store, requests)))
    review += Review((await _waiting(store, requests))[2])
    references = list(_references(requests))
    return review + dangling(references, await known(store, references))


async def add_requests(
    store: Store, personal: PersonalData, requests: Sequence[SharingRequest], actor: Actor
) -> Review:
    """Write requests and their grants as a whole.

    Raises:
        Forbidden: `ROLE_REQUIRED`.
        Refusal: The one thing that is wrong with the batch.
        SeveralReasons: Everything that is.
    """
    require(actor.principal, Act.IMPORT, None, actor.today)
    review = await review_requests(store, requests)
    review.refuse()
    states, came, _ = await _waiting(store, requests)

    async def work(unit: Unit) -> None:
        await memory.write_requests(unit, personal, requests, states, came)
        await journal.record(unit, actor.deed(Act.IMPORT, "requests", (), str(len(requests))))

    await store.write(work)
    return review


def _answers(requests: Sequence[SharingRequest]) -> Iterator[Malformed]:
    for position, request in enumerate(requests, start=1):
        path = ("requests", str(position))
        answered = request.state is not RequestState.WAITING
        if answered != (request.answered_on is not None):
            yield Malformed(
                Text(
                    "已答复的应有答复日期，待答复的没有",
                    "an answered request has its day of answer, a waiting one none",
                ),
                code=Code.ANSWER_DATE,
                path=(*path, "answered_on"),
                value=str(request.answered_on or ""),
            )
        for field, earlier, later in (
            ("answered_on", request.opened_on, request.answered_on),
            ("grant_until", request.answered_on, request.grant_until),
        ):
            if earlier and later and later < earlier:
                yield Malformed(
                    Text(f"{later}早于{earlier}", f"{later} is before {earlier}"),
                    code=Code.PERIOD,
                    path=(*path, field),
                    value=later.isoformat(),
                )
        if request.state is not RequestState.GRANTED and (request.grant_until or request.grant_items):
            yield Malformed(
                Text("未授权的申请不应有授权范围", "only a granted request has a scope of the grant"),
                code=Code.GRANT_WITHOUT_CONSENT,
                path=(*path, "grant_items"),
            )


async def _unexplained(store: Store, requests: Sequence[SharingRequest]) -> list[Malformed]:
    """Refusals without words; which policy asks for them is read only where there are some."""
    silent = {
        position: request
        for position, request in enumerate(requests, start=1)
        if request.state is RequestState.REFUSED and not request.refusal.strip()
    }
    answered = {(one.resource, one.answered_on) for one in silent.values() if one.answered_on}
    provided = await memory.provided(store, answered)
    faults = []
    for position, one in silent.items():
        on = one.answered_on or one.opened_on
        resource = provided.get((one.resource, on))
        row = bound_by(resource.policy, on) if resource else None
        try:
            reason_of_refusal(row, one.refusal, ("requests", str(position), "refusal"))
        except Malformed as fault:
            faults.append(fault)
    return faults


async def _waiting(
    store: Store, requests: Sequence[SharingRequest]
) -> tuple[Mapping[str, SharingState], Mapping[str, Step], tuple[Refusal, ...]]:
    """By the ids of those that wait where, and by which row they came there; of those that can go on nowhere, why."""
    waits = [(at, one) for at, one in enumerate(requests, start=1) if one.state is RequestState.WAITING]
    provided = await memory.provided(store, {(one.resource, one.opened_on) for _, one in waits})
    states, came, faults = dict[str, SharingState](), dict[str, Step](), list[Refusal]()
    for position, one in waits:
        resource = provided.get((one.resource, one.opened_on))
        if resource is None:  # that there is no such resource is said of it as of any reference
            continue
        row = bound_by(resource.policy, one.opened_on)
        state = waits_in(row, resource.sharing) if row else None
        cell = row.table(SHARING) if row else None
        if cell is None or state is None:
            why, path = unbinding(resource.nearest, one.opened_on), ("requests", str(position), "state")
            faults.append(stuck(row, resource.sharing, RequestState.WAITING, path, why))
            continue
        states[one.id] = state
        step = came_by(cell.value, state, resource.sharing)
        if step is not None:
            came[one.id] = step
    return states, came, tuple(faults)


def _references(requests: Sequence[SharingRequest]) -> Iterator[Reference]:
    for position, request in enumerate(requests, start=1):
        path = ("requests", str(position))
        yield Reference("Consumer", request.consumer, (*path, "consumer"))
        yield Reference("Resource", request.resource, (*path, "resource"))
        for item in request.grant_items:
            yield Reference("Item", f"{request.resource}#{item}", (*path, "grant_items"))
