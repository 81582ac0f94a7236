"""Licences that are not issued yet: how they are listed and read. What is to be made comes here encrypted."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import date
from typing import LiteralString

import orjson

from graph.schema.nodes import LICENSE_DRAFT
from graph.schema.periods import TENURE
from graph.store.conditions import conditions_of
from graph.store.listing import Listing
from graph.store.ordering import Order
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.licensing.draft_rows import FoundDraft, draft_told
from graph.subjects.licensing.ordering import asked
from graph.subjects.organisation.binding import answering_for
from graph.words.licensing import Holder, IssueOrder

LICENSE_DRAFTS = Listing(
    LICENSE_DRAFT,
    conditions=conditions_of(LICENSE_DRAFT),
    orders={"RECEIVED": Order("c.receivedKey", descending=True)},
)


def _kept(v: LiteralString) -> LiteralString:
    """What is kept of one, as `draft_rows` reads it.

    Args:
        v: Its variable.
    """
    return (
        f"{v}.id, {v}.state, {v}.typeId, {v}.issuerId, toString({v}.receivedAt), {v}.sourceCipher, {v}.orderCipher, "
        f"{v}.history, {v}.holderHashes, {v}.serial, {v}.madeOf, {v}.numberKey, {v}.replacesIdentifier, {v}.policyId"
    )


def _found(replaces: LiteralString, number: LiteralString) -> LiteralString:
    """The statement that reads one, with what an order of its type and issuer is judged by."""
    return (
        f"MATCH (w:LicenseDraft {{id: $id}}) WHERE {LICENSE_DRAFT.sees('w')} RETURN [[{_kept('w')}], "
        f"{answering_for('(:Department {id: w.issuerId})')}, {LICENSE_DRAFT.column('w', 'orderCipher')} IS NOT NULL, "
        "EXISTS { MATCH (:Department {id: w.issuerId})<-[:AT]-(o:Post {kind: 'LICENSE_OFFICER'}) "
        f"WHERE {TENURE.holds('o')} AND o.filedOn <= date($today) }}, "
        f"{asked('w.typeId', 'w.issuerId', replaces, number)}]"
    )


_DRAFT: LiteralString = _found("w.replacesIdentifier", "w.numberKey")
_DRAFT_ANEW: LiteralString = _found("$replaces", "$number")
OPEN_OF_HASH: LiteralString = (
    "UNWIND ['RECEIVED', 'SENT_BACK', 'MADE', 'REVIEWED'] AS k MATCH (c:LicenseDraft {state: k}) "
    "WHERE $hash IN c.holderHashes"
)
"""Whoever is waited for to make a licence for somebody."""
OPEN: LiteralString = (
    f"COLLECT {{ {OPEN_OF_HASH} RETURN [[{_kept('c')}], "
    "head(COLLECT { MATCH (d:Department {id: c.issuerId}) RETURN d.name }), "
    "head(COLLECT { MATCH (t:LicenseType {id: c.typeId}) RETURN t.name })] ORDER BY c.id }"
)
"""The same as values, which `draft_rows.open_draft` reads."""


async def draft_of(view: View, identity: str) -> FoundDraft | None:
    """Read one that the asker may see; what is to be made of it is read for whoever takes its next step."""
    if view.sees_none(LICENSE_DRAFT):
        return None
    return draft_told(await view.read(_DRAFT, id=identity))


async def draft_anew(view: View, identity: str, replaces: str | None, number: str) -> FoundDraft | None:
    """Read one whose data come anew, with what those are judged by.

    Args:
        view: What the asker sees, and the day.
        identity: The draft.
        replaces: Identifier of the licence that is replaced now.
        number: Key of the number that it has now.
    """
    if view.sees_none(LICENSE_DRAFT):
        return None
    return draft_told(await view.read(_DRAFT_ANEW, id=identity, replaces=replaces, number=number))


_ORDER, _REASON, _SOURCE = "LicenseDraft.order", "LicenseDraft.reason", "LicenseDraft.source"


@dataclass(frozen=True, slots=True)
class Received:
    """Data that came, as the store keeps them."""

    order: str
    """What is to be made, encrypted."""
    holders: tuple[str, ...]
    """Keyed hash of each holder's code."""
    source: str | None
    """Where they are from, encrypted; None where nobody says."""
    number_key: str
    replaces: str | None
    """Identifier of the licence that is replaced."""


def hidden(personal: PersonalData, order: IssueOrder) -> str:
    """What is to be made, as the store keeps it."""
    return personal.encrypt(_to_json(order).decode(), _ORDER)


def shown(personal: PersonalData, cipher: str) -> IssueOrder:
    """What is to be made."""
    return _from_json(personal.decrypt(cipher, _ORDER))


def concealed(personal: PersonalData, order: IssueOrder, source: str, number_key: str) -> Received:
    """Data that came, as the store keeps them.

    Args:
        personal: Encrypts and hashes.
        order: What is to be made.
        source: Where they are from; may be empty.
        number_key: By what its number is found.
    """
    hashes = tuple(personal.lookup(each.code) for each in order.holders)
    from_where = personal.encrypt(source, _SOURCE) if source else None
    return Received(hidden(personal, order), hashes, from_where, number_key, order.replaces)


def hidden_reason(personal: PersonalData, words: str) -> str | None:
    """Why it was sent back or cancelled, as the store keeps it."""
    return personal.encrypt(words, _REASON) if words else None


def shown_source(personal: PersonalData, cipher: str) -> str:
    """Where the data are from."""
    return personal.decrypt(cipher, _SOURCE)


def shown_reason(personal: PersonalData, cipher: str) -> str:
    """Why it was sent back or cancelled."""
    return personal.decrypt(cipher, _REASON)


def _to_json(order: IssueOrder) -> bytes:
    said = {
        "type": order.type_code,
        "issuer": order.issuer,
        "holders": [[each.name, each.code, each.code_type] for each in order.holders],
        "number": order.number,
        "days": [order.issued_on.isoformat(), order.valid_from.isoformat(), _written(order.valid_until)],
        "face": order.face,
        "photo": base64.b64encode(order.photo).decode() if order.photo is not None else None,
        "replaces": order.replaces,
        "reason": order.change_reason,
    }
    return orjson.dumps(said)


def _from_json(written: str) -> IssueOrder:
    said = orjson.loads(written)
    issued_on, valid_from, valid_until = said["days"]
    return IssueOrder(
        type_code=said["type"],
        issuer=said["issuer"],
        holders=tuple(Holder.known_by(*each) for each in said["holders"]),
        number=said["number"],
        issued_on=date.fromisoformat(issued_on),
        valid_from=date.fromisoformat(valid_from),
        valid_until=None if valid_until is None else date.fromisoformat(valid_until),
        face=dict(said["face"]),
        photo=None if said["photo"] is None else base64.b64decode(said["photo"]),
        replaces=said["replaces"],
        change_reason=said["reason"],
    )


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
