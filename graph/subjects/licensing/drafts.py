"""Licences that are not issued yet: how they are listed and read, and whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import LiteralString

from graph.schema.nodes import LICENSE_DRAFT
from graph.schema.periods import TENURE
from graph.store.conditions import conditions_of
from graph.store.engine import Store, Unit
from graph.store.listing import Listing
from graph.store.ordering import Order
from graph.store.view import View
from graph.subjects.licensing.draft_rows import FoundDraft, OpenDraft, draft_told, made_draft, open_draft
from graph.subjects.licensing.ordering import asked, named_by, named_of
from graph.subjects.organisation.binding import answering_for
from graph.words.license_drafts import DraftState

LICENSE_DRAFTS = Listing(
    LICENSE_DRAFT,
    conditions=conditions_of(LICENSE_DRAFT),
    orders={"RECEIVED": Order("c.receivedKey", descending=True)},
)


def kept(v: LiteralString) -> LiteralString:
    """What is kept of one, as `draft_rows` reads it.

    Args:
        v: Its variable.
    """
    return (
        f"{v}.id, {v}.state, {v}.typeId, {v}.issuerId, toString({v}.receivedAt), {v}.sourceCipher, {v}.orderCipher, "
        f"{v}.history, {v}.serial, {v}.madeOf, {v}.numberKey, {v}.replacesIdentifier, {v}.policyId, {v}.keyCipher, "
        f"COLLECT {{ MATCH ({v})-[e:MADE_FOR]->(h:Holder) RETURN [h.id, h.keyCipher] ORDER BY e.seq }}"
    )


def officer_filed(issuer: LiteralString) -> LiteralString:
    """Expression for whether a department has an e-licence officer on the day who is filed (WHL-21), `o` in it.

    Args:
        issuer: Expression for its USCC.
    """
    return (
        f"EXISTS {{ MATCH (:Department {{id: {issuer}}})<-[:AT]-(o:Post {{kind: 'LICENSE_OFFICER'}}) "
        f"WHERE {TENURE.holds('o')} AND o.filedOn <= date($today) }}"
    )


def _found(replaces: LiteralString, number: LiteralString, holders: LiteralString) -> LiteralString:
    """The statement that reads one, with what an order of its type and issuer is judged by."""
    return (
        f"MATCH (w:LicenseDraft {{id: $id}}) WHERE {LICENSE_DRAFT.sees('w')} RETURN [[{kept('w')}], "
        f"{answering_for('(:Department {id: w.issuerId})')}, {LICENSE_DRAFT.column('w', 'orderCipher')} IS NOT NULL, "
        f"{officer_filed('w.issuerId')}, "
        f"{asked('w.typeId', 'w.issuerId', replaces, number, holders)}]"
    )


_DRAFT: LiteralString = _found("w.replacesIdentifier", "w.numberKey", named_of("w"))
_DRAFT_ANEW: LiteralString = _found("$replaces", "$number", named_by("$holders"))


async def draft_of(view: View, identity: str) -> FoundDraft | None:
    """Read one that the asker may see; what is to be made of it is read for whoever takes its next step."""
    if view.sees_none(LICENSE_DRAFT):
        return None
    return draft_told(await view.read(_DRAFT, id=identity))


async def draft_anew(
    view: View, identity: str, replaces: str | None, number: str, holders: Sequence[str]
) -> FoundDraft | None:
    """Read one whose data come anew, with what those are judged by.

    Args:
        view: What the asker sees, and the day.
        identity: The draft.
        replaces: Identifier of the licence that is replaced now.
        number: Keyed hash of the number that it has now.
        holders: Keyed hashes of the codes of the holders that it has now.
    """
    if view.sees_none(LICENSE_DRAFT):
        return None
    given = {"replaces": replaces, "number": number, "holders": list(holders)}
    return draft_told(await view.read(_DRAFT_ANEW, id=identity, **given))


_OF_HOLDER: LiteralString = "MATCH (:Holder {codeHash: $hash})<-[:MADE_FOR]-(c:LicenseDraft)"
_OPEN: LiteralString = (
    f"RETURN COLLECT {{ {_OF_HOLDER} WHERE c.orderCipher IS NOT NULL RETURN [[{kept('c')}], "
    "head(COLLECT { MATCH (d:Department {id: c.issuerId}) RETURN d.name }), "
    "head(COLLECT { MATCH (t:LicenseType {id: c.typeId}) RETURN t.name })] ORDER BY c.id }"
)
_HOLD: LiteralString = f"{_OF_HOLDER} SET c.moving = true REMOVE c.moving RETURN count(c)"


_MADE: LiteralString = (
    f"RETURN COLLECT {{ UNWIND $states AS k MATCH (c:LicenseDraft {{state: k}}) RETURN [[{kept('c')}], "
    f"{answering_for('(:Department {id: c.issuerId})')}] ORDER BY c.id LIMIT $most }}"
)


async def made_drafts(store: Store, on: date, most: int) -> tuple[FoundDraft, ...]:
    """Some of those whose page can be looked at, with who answers for each on a day."""
    states = [state.name for state in DraftState if state.made]
    return tuple(map(made_draft, await store.read(_MADE, states=states, today=on.isoformat(), most=most)))


async def open_drafts(store: Store, code_hash: str) -> tuple[OpenDraft, ...]:
    """The licences that are being made for somebody."""
    return tuple(map(open_draft, await store.read(_OPEN, hash=code_hash)))


async def hold_drafts(unit: Unit, code_hash: str) -> None:
    """Have whoever moves one of somebody's on wait until the transaction ends, or be told that it has moved."""
    await unit.run(_HOLD, hash=code_hash)


async def held_drafts(unit: Unit, code_hash: str) -> tuple[OpenDraft, ...]:
    """The licences that are being made for somebody whose drafts are held."""
    return tuple(map(open_draft, await unit.run(_OPEN, hash=code_hash) or []))
