"""Licences that are not issued yet: how they are listed and read. What is to be made comes here encrypted."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import date, datetime
from typing import LiteralString

import orjson

from graph.schema.nodes import LICENSE_DRAFT
from graph.schema.periods import TENURE
from graph.store.conditions import conditions_of
from graph.store.edges import Row
from graph.store.listing import Listing
from graph.store.ordering import Order
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.licensing.ordering import asked
from graph.subjects.licensing.rows import IssueSetting, setting_told
from graph.subjects.organisation.binding import answering_for
from graph.words.license_drafts import DraftState, DraftStep, LicenseDraft, MadeOf
from graph.words.licensing import Holder, IssueOrder

LICENSE_DRAFTS = Listing(
    LICENSE_DRAFT,
    conditions=conditions_of(LICENSE_DRAFT),
    orders={"RECEIVED": Order("c.receivedKey", descending=True)},
)


@dataclass(frozen=True, slots=True)
class FoundDraft:
    """A licence that is not issued yet, with what it is decided by."""

    draft: LicenseDraft
    policy: str | None
    """Row of the day on which its data were received."""
    answering: str | None
    """The department that answers for it today."""
    shown: bool
    """The asker may see what is to be made, and there is something."""
    officer_filed: bool
    """The issuer has an e-licence officer on the view's day who is filed with the centre (WHL-21)."""
    setting: IssueSetting
    """What its data are judged by, or those that come in their place."""


def _found(replaces: LiteralString, number: LiteralString) -> LiteralString:
    """The statement that reads one, with what an order of its type and issuer is judged by."""
    return (
        f"MATCH (w:LicenseDraft {{id: $id}}) WHERE {LICENSE_DRAFT.sees('w')} "
        "RETURN [w.id, w.state, w.typeId, w.issuerId, toString(w.receivedAt), w.sourceCipher, w.orderCipher, "
        "w.history, w.holderHashes, w.serial, w.madeOf, w.numberKey, w.replacesIdentifier, w.policyId, "
        f"{answering_for('(:Department {id: w.issuerId})')}, {LICENSE_DRAFT.column('w', 'orderCipher')} IS NOT NULL, "
        "EXISTS { MATCH (:Department {id: w.issuerId})<-[:AT]-(o:Post {kind: 'LICENSE_OFFICER'}) "
        f"WHERE {TENURE.holds('o')} AND o.filedOn <= date($today) }}, "
        f"{asked('w.typeId', 'w.issuerId', replaces, number)}]"
    )


_DRAFT: LiteralString = _found("w.replacesIdentifier", "w.numberKey")
_DRAFT_ANEW: LiteralString = _found("$replaces", "$number")


async def draft_of(view: View, identity: str) -> FoundDraft | None:
    """Read one that the asker may see; what is to be made of it is read for whoever takes its next step."""
    if view.sees_none(LICENSE_DRAFT):
        return None
    return _told(await view.read(_DRAFT, id=identity))


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
    return _told(await view.read(_DRAFT_ANEW, id=identity, replaces=replaces, number=number))


def _told(row: Row | None) -> FoundDraft | None:
    if row is None:
        return None
    (
        key, state, kind, issuer, received, source, order, history, holders, serial, made, number, replaces,
        policy, answering, shown, filed, setting,
    ) = row  # fmt: skip
    found = LicenseDraft(
        id=key,
        state=DraftState[state],
        type_code=kind,
        issuer=issuer,
        received_at=datetime.fromisoformat(received),
        source_cipher=source,
        order_cipher=order or "",
        history=tuple(map(DraftStep.parse, history)),
        holder_hashes=tuple(holders or ()),
        serial=serial or "",
        made_of=MadeOf.parse(made) if made else None,
        number_key=number or "",
        replaces_identifier=replaces,
    )
    return FoundDraft(found, policy, answering, shown, filed, setting_told(setting))


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
