"""Pages of licences that are not issued: drawn to find out whether they can be, and to be looked at (样稿)."""

from __future__ import annotations

from dataclasses import replace

from graph.errors import Conflict, Refusal, Text
from graph.office.actor import Actor
from graph.office.review import reasons_of
from graph.refusal_codes import Code
from graph.store.view import View
from graph.subjects.licensing import drafts
from graph.subjects.licensing.recording import COUNTING
from graph.subjects.licensing.rows import IssueSetting
from graph.words.license_drafts import MadeOf
from graph.words.licensing import IssueOrder
from licenses.register import judging
from licenses.register.likeness import Likeness, grounds_alone, made_of
from licenses.register.making import Proof, draw
from licenses.register.orders import Judged, new_serial
from licenses.register.workshop import Workshop, made_by


async def try_making(
    workshop: Workshop, order: IssueOrder, setting: IssueSetting, actor: Actor, serial: str | None = None
) -> MadeOf:
    """Let data pass of which a licence could be made today, to the last letter of its page; say what that is made of.

    Raises:
        Refusal: What `judging.judged` refuses; a licence to replace that is not in force; a letter that cannot be
            drawn, or more than its pages take.
    """
    said = judging.judged(workshop, order, setting, actor)
    refuse_replaced(said)
    proof = judging.page_of(workshop, said, actor, serial or new_serial())
    await made_by(workshop.workers, draw, proof)
    return _made_of(workshop, order, said, proof)


def page_to_make(
    workshop: Workshop, order: IssueOrder, said: Judged, actor: Actor, serial: str
) -> tuple[Proof, MadeOf]:
    """The page of an order that may be carried out, not drawn, and what it is made of.

    Raises:
        Malformed: `MISSING_GLYPH`.
    """
    proof = judging.page_of(workshop, said, actor, serial)
    return proof, _made_of(workshop, order, said, proof)


def _made_of(workshop: Workshop, order: IssueOrder, said: Judged, proof: Proof) -> MadeOf:
    return made_of(workshop.personal, grounds_alone(workshop.personal, order, said.grounds), proof)


def refuse_replaced(said: Judged) -> None:
    """Refuse a licence to replace that does not count any more.

    Raises:
        Conflict: `NOT_REPLACEABLE`.
    """
    before = said.predecessor
    if before is not None and before.state not in COUNTING:
        raise Conflict(
            Text(f"要变更的证照现为“{before.state.zh}”", f"the licence to replace is {before.state.name}"),
            code=Code.NOT_REPLACEABLE,
            rules=judging.rules_of_replacing(said.grounds.row),
            path=("replaces",),
            value=before.state.name,
        )


async def try_unseen(workshop: Workshop, order: IssueOrder, setting: IssueSetting, actor: Actor, serial: str) -> MadeOf:
    """The same for who may not see the holders: of what is wrong he is told the place and the rule, and no value.

    Raises:
        Refusal: As `try_making`.
    """
    try:
        return await try_making(workshop, order, setting, actor, serial)
    except Refusal as refused:
        unseen(refused)
        raise


def unseen(refused: Refusal) -> None:
    """Take out of a refusal what whoever may not see the holders is not told."""
    for each in reasons_of(refused):
        each.value = each.limit = None


async def proof_of(workshop: Workshop, view: View, actor: Actor, identity: str) -> bytes | None:
    """The page of one that is made, marked as not issued; None where there is none that the actor may see.

    Raises:
        Refusal: What was right when it was made has ceased to be.
        Conflict: `MADE_OF_OTHER`.
    """
    found = await drafts.draft_of(view, identity)
    if found is None or not found.draft.state.made or not found.shown:
        return None
    order = found.order(workshop.personal)
    likeness = Likeness(found.draft.made_of, found.draft.serial)
    said = judging.judged(workshop, order, found.setting, actor, likeness)
    proof = replace(judging.page_of(workshop, said, actor, found.draft.serial), marked=True)
    return await made_by(workshop.workers, draw, proof)
