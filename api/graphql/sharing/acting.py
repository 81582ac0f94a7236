"""How acts on sharing requests are carried out: opened or moved on, and shown as they stand then."""

from collections.abc import Awaitable

import strawberry

from api.graphql.context import Context
from api.graphql.lens.ids import identity_of
from api.graphql.lens.payloads import Repeatable
from api.graphql.lens.written import written
from api.graphql.sharing.inputs import AskForResourceInput, StepInput
from api.graphql.sharing.lens import SharingRequest
from graph.cases.desk import Office
from graph.codes.report import normalise
from graph.errors import NotFound, Text
from graph.refusal_codes import Code
from graph.subjects.sharing import asking
from graph.words.sharing_cases import SharingEvent, Stated


async def asked(info: strawberry.Info, given: AskForResourceInput, event: SharingEvent) -> SharingRequest:
    """Open a request, and show it."""
    stated = Stated(
        purpose=given.purpose,
        purpose_words=given.purpose_words,
        scenario=given.scenario,
        legal_basis=normalise(given.legal_basis, upper=False) if given.legal_basis else None,
        basis=given.basis,
        duty_basis=given.duty_basis,
        need=given.need,
        items=tuple(given.items),
    )
    consumer, resource = normalise(given.consumer, upper=False), normalise(given.resource, upper=False)
    return await _told(info, asking.ask(office(info.context, given), consumer, resource, event, stated))


async def moved(info: strawberry.Info, given: StepInput, event: SharingEvent) -> SharingRequest:
    """Move a request on, and show it."""
    identity = identity_of("SharingRequest", str(given.request), "request")
    return await _told(info, asking.move_request(office(info.context, given), identity, event, given.said()))


def office(context: Context, given: Repeatable) -> Office:
    """Where it is done, by whom, and what he sees."""
    backend = context.backend
    return Office(backend.store, backend.personal, context.view, context.actor, given.idempotency_key)


async def _told(info: strawberry.Info, done: Awaitable[str]) -> SharingRequest:
    missing = Text("没有这一申请，或者无权知悉", "there is no such request, or none that you may know of")
    return await written(info, SharingRequest, await done, NotFound(missing, code=Code.NOT_FOUND))
