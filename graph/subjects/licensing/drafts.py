"""Licences that are not issued yet: how they are listed and read.

What is to be made, where it is from and why it was sent back is locked with a key of the draft's own, which the keys of
all its holders open together (`keys`).
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import LiteralString

import orjson

from graph.errors import NotFound, Text
from graph.refusal_codes import Code
from graph.schema.nodes import LICENSE_DRAFT
from graph.schema.periods import TENURE
from graph.store.conditions import conditions_of
from graph.store.edges import Row
from graph.store.engine import Store, Unit
from graph.store.listing import Listing
from graph.store.ordering import Order
from graph.store.personal import PersonalData
from graph.store.sealed_keys import Key
from graph.store.view import View
from graph.subjects.licensing.keys import KeyOf, LockedKey
from graph.subjects.organisation.binding import answering_for, policy_of
from graph.words.license_drafts import DraftState, DraftStep, LicenseDraft
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
    locked: LockedKey = field(repr=False)
    """Its key, which opens what is encrypted of it."""

    def key(self, personal: PersonalData) -> Key:
        """What locks and opens its data.

        Raises:
            NotFound: `ERASED`; a holder's personal data were erased.
        """
        opened = self.locked.opened(personal)
        if opened is None:
            raise NotFound(
                Text("持证主体的个人信息已清除", "the holder's personal data were erased"),
                code=Code.ERASED,
                path=("draft",),
            )
        return opened.of_license

    def order(self, personal: PersonalData) -> IssueOrder:
        """What is to be made.

        Raises:
            NotFound: `ERASED`.
        """
        return shown(self.key(personal), self.draft.order_cipher)


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A licence that is being made for somebody."""

    found: FoundDraft
    """Who answers for it is not asked."""
    issuer_name: str
    type_name: str
    others: int
    """For how many it is being made beside him."""

    @property
    def id(self) -> str:
        """Its id."""
        return self.found.draft.id


_KEPT: LiteralString = (
    "c.id, c.state, c.typeId, c.issuerId, toString(c.receivedAt), c.sourceCipher, c.orderCipher, c.history, "
    "c.serial, c.policyId, c.keyCipher, "
    "COLLECT { MATCH (c)-[e:MADE_FOR]->(h:Holder) RETURN [h.id, h.keyCipher] ORDER BY e.seq }"
)
_DRAFT: LiteralString = (
    f"MATCH (c:LicenseDraft {{id: $id}}) WHERE {LICENSE_DRAFT.sees('c')} "
    f"RETURN [{_KEPT}, {answering_for('(:Department {id: c.issuerId})')}]"
)


async def draft_of(view: View, identity: str) -> FoundDraft | None:
    """Read one that the asker may see; what is to be made of it is read for whoever takes its next step."""
    if view.sees_none(LICENSE_DRAFT):
        return None
    row = await view.read(_DRAFT, id=identity)
    if row is None:
        return None
    return _found(row[:-1], row[-1])


_OF_HOLDER: LiteralString = "MATCH (:Holder {codeHash: $hash})<-[:MADE_FOR]-(c:LicenseDraft)"
_OPEN: LiteralString = (
    f"RETURN COLLECT {{ {_OF_HOLDER} WHERE c.orderCipher IS NOT NULL RETURN [[{_KEPT}], "
    "head(COLLECT { MATCH (d:Department {id: c.issuerId}) RETURN d.name }), "
    "head(COLLECT { MATCH (t:LicenseType {id: c.typeId}) RETURN t.name })] ORDER BY c.id }"
)
_HOLD: LiteralString = f"{_OF_HOLDER} SET c.moving = true REMOVE c.moving RETURN count(c)"


async def open_drafts(store: Store, code_hash: str) -> tuple[OpenDraft, ...]:
    """The licences that are being made for somebody."""
    return tuple(map(_open_draft, await store.read(_OPEN, hash=code_hash)))


async def hold_drafts(unit: Unit, code_hash: str) -> None:
    """Have whoever moves one of somebody's on wait until the transaction ends, or be told that it has moved."""
    await unit.run(_HOLD, hash=code_hash)


async def held_drafts(unit: Unit, code_hash: str) -> tuple[OpenDraft, ...]:
    """The licences that are being made for somebody whose drafts are held."""
    return tuple(map(_open_draft, await unit.run(_OPEN, hash=code_hash) or []))


def _open_draft(row: Row) -> OpenDraft:
    kept, issuer_name, type_name = row
    found = _found(kept, None)
    others = len(found.locked.holders) - 1
    return OpenDraft(found, issuer_name or found.draft.issuer, type_name or found.draft.type_code, others)


def _found(row: Row, answering: str | None) -> FoundDraft:
    key, state, kind, issuer, received, source, order, history, serial, policy, wrapped, holders = row
    found = LicenseDraft(
        id=key,
        state=DraftState[state],
        type_code=kind,
        issuer=issuer,
        received_at=datetime.fromisoformat(received),
        source_cipher=source,
        order_cipher=order or "",
        history=tuple(map(DraftStep.parse, history)),
        serial=serial or "",
    )
    locked = LockedKey(key, wrapped, tuple((holder, own) for holder, own in holders), KeyOf.DRAFT)
    return FoundDraft(found, policy, answering, locked)


_BOUND: LiteralString = f"RETURN {policy_of('(:Department {id: $issuer})')}"


async def policy_of_issuer(view: View, issuer: str) -> str | None:
    """The row that binds an issuer on the view's day."""
    found: str | None = await view.read(_BOUND, issuer=issuer)
    return found


_FILED: LiteralString = (
    "RETURN EXISTS { MATCH (d:Department {id: $issuer})<-[:AT]-(o:Post {kind: 'LICENSE_OFFICER'}) "
    f"WHERE {TENURE.holds('o')} AND o.filedOn <= date($today) }}"
)


async def officer_filed(view: View, issuer: str) -> bool:
    """Whether a department has an e-licence officer on the view's day who is filed with the centre (WHL-21)."""
    found: bool = await view.read(_FILED, issuer=issuer)
    return found


_SHOWS: LiteralString = (
    f"MATCH (c:LicenseDraft {{id: $id}}) WHERE {LICENSE_DRAFT.sees('c')} RETURN "
    f"{LICENSE_DRAFT.column('c', 'orderCipher')} IS NOT NULL"
)


async def shows_order(view: View, identity: str) -> bool:
    """Whether the asker may see what is to be made, and there is something."""
    return bool(await view.read(_SHOWS, id=identity))


_ORDER, _REASON, _SOURCE = "LicenseDraft.order", "LicenseDraft.reason", "LicenseDraft.source"


def hidden(key: Key, order: IssueOrder) -> str:
    """What is to be made, as the store keeps it."""
    return key.encrypt(_to_json(order).decode(), _ORDER)


def shown(key: Key, cipher: str) -> IssueOrder:
    """What is to be made."""
    return _from_json(key.decrypt(cipher, _ORDER))


def hidden_reason(key: Key, words: str) -> str | None:
    """Why it was sent back or cancelled, as the store keeps it."""
    return key.encrypt(words, _REASON) if words else None


def hidden_source(key: Key, words: str) -> str | None:
    """Where the data are from, as the store keeps it."""
    return key.encrypt(words, _SOURCE) if words else None


def shown_source(key: Key, cipher: str) -> str:
    """Where the data are from."""
    return key.decrypt(cipher, _SOURCE)


def shown_reason(key: Key, cipher: str) -> str:
    """Why it was sent back or cancelled."""
    return key.decrypt(cipher, _REASON)


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
