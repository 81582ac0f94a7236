"""Pages of licences that are not issued: drawn to find out whether they can be, and to be looked at (样稿)."""

from __future__ import annotations

from graph.errors import Conflict, Refusal, Text
from graph.office.actor import Actor
from graph.office.review import SeveralReasons
from graph.refusal_codes import Code
from graph.store.view import View
from graph.subjects.licensing import drafts
from graph.subjects.licensing.recording import COUNTING
from graph.words.licensing import IssueOrder
from licenses.register import issuing
from licenses.register.issuing import Workshop, made_by
from licenses.register.making import Proof, draw, metadata_of
from licenses.register.orders import Judged, identifier_of, new_serial


async def try_making(workshop: Workshop, order: IssueOrder, actor: Actor, serial: str | None = None) -> None:
    """Let data pass of which a licence could be made today, to the last letter of its page.

    Raises:
        Refusal: What `issuing.judged` refuses; a licence to replace that is not in force; a letter that cannot be
            drawn, or more than its pages take.
    """
    said = await issuing.judged(workshop, order, actor)
    before = said.predecessor
    if before is not None and before.state not in COUNTING:
        raise Conflict(
            Text(f"要变更的证照现为“{before.state.zh}”", f"the licence to replace is {before.state.name}"),
            code=Code.NOT_REPLACEABLE,
            path=("replaces",),
            value=before.state.name,
        )
    proof = _proof(workshop, said, actor, serial or new_serial(), marked=False)
    await made_by(workshop.workers, draw, proof)


async def try_unseen(workshop: Workshop, order: IssueOrder, actor: Actor, serial: str) -> None:
    """The same for who may not see the holders: of what is wrong he is told the place and the rule, and no value.

    Raises:
        Refusal: As `try_making`.
    """
    try:
        await try_making(workshop, order, actor, serial)
    except Refusal as refused:
        for each in refused.reasons if isinstance(refused, SeveralReasons) else (refused,):
            each.value = each.limit = None
        raise


async def proof_of(workshop: Workshop, view: View, actor: Actor, identity: str) -> bytes | None:
    """The page of one that is made, marked as not issued; None where there is none that the actor may see.

    Raises:
        Refusal: What was right when it was made has ceased to be.
    """
    found = await drafts.draft_of(view, identity)
    if found is None or not found.draft.state.made or not await drafts.shows_order(view, identity):
        return None
    said = await issuing.judged(workshop, found.order(workshop.personal), actor)
    proof = _proof(workshop, said, actor, found.draft.serial, marked=True)
    return await made_by(workshop.workers, draw, proof)


def _proof(workshop: Workshop, said: Judged, actor: Actor, serial: str, *, marked: bool) -> Proof:
    metadata = metadata_of(
        said.order, said.kind, said.issuer, identifier_of(said, serial), actor,
        demonstration=workshop.demonstration,
    )  # fmt: skip
    return Proof(said.order, said.kind, metadata, workshop.public_url, marked)
