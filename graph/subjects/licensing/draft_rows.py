"""Licences that are not issued yet, as values: rows of them, and what is locked in them.

What is to be made, where it is from and why it was sent back is locked with a key of the draft's own, which the keys of
all its holders open together (`keys`).
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import date, datetime

import orjson

from graph.errors import NotFound, Text
from graph.office.published import MASK
from graph.refusal_codes import Code
from graph.store.edges import Row
from graph.store.personal import PersonalData
from graph.store.sealed_keys import Key
from graph.subjects.licensing.keys import KeyOf, LockedKey
from graph.subjects.licensing.rows import NOTHING_KNOWN, IssueSetting, setting_told
from graph.words.license_drafts import DraftState, DraftStep, LicenseDraft, MadeOf
from graph.words.licensing import Holder, IssueOrder


@dataclass(frozen=True, slots=True)
class FoundDraft:
    """A licence that is not issued yet, with what it is decided by."""

    draft: LicenseDraft
    policy: str | None
    """Row of the day on which its data were received."""
    locked: LockedKey = field(repr=False)
    """Its key, which opens what is encrypted of it."""
    answering: str | None = None
    """The department that answers for it today; None where none does, or it was not asked."""
    shown: bool = False
    """The asker may see what is to be made, and there is something."""
    officer_filed: bool = False
    """The issuer has an e-licence officer on the view's day who is filed with the centre (WHL-21)."""
    setting: IssueSetting = NOTHING_KNOWN
    """What its data are judged by, or those that come in their place."""

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
    """Who answers for it is not asked, nor what its data are judged by."""
    issuer_name: str
    type_name: str
    others: int
    """For how many it is being made beside him."""

    @property
    def id(self) -> str:
        """Its id."""
        return self.found.draft.id


def draft_told(row: Row | None) -> FoundDraft | None:
    """One with everything that it is decided by, of what the store says of it; None where there is none."""
    if row is None:
        return None
    kept, answering, shown, filed, setting = row
    return FoundDraft(*_draft(kept), answering, shown, filed, setting_told(setting))


def draft_beside(
    row: Row, answering: str | None, setting: IssueSetting, *, shown: bool, officer_filed: bool
) -> FoundDraft:
    """One of a batch, whose licences have the most of what they are decided by in common.

    Args:
        row: What is kept of it.
        answering: The department that answers for it today.
        setting: What its data are judged by.
        shown: The asker may see what is to be made.
        officer_filed: The issuer has an e-licence officer who is filed.
    """
    return FoundDraft(*_draft(row), answering, shown, officer_filed, setting)


def open_draft(row: Row) -> OpenDraft:
    """A licence that is being made for somebody, of what the store says of it."""
    kept, issuer_name, type_name = row
    draft, policy, locked = _draft(kept)
    found = FoundDraft(draft, policy, locked)
    return OpenDraft(found, issuer_name or draft.issuer, type_name or draft.type_code, len(locked.holders) - 1)


def made_draft(row: Row) -> FoundDraft:
    """One whose page can be looked at, with who answers for it, of what the store says of it."""
    kept, answering = row
    return FoundDraft(*_draft(kept), answering)


def _draft(row: Row) -> tuple[LicenseDraft, str | None, LockedKey]:
    """One, with the row of the day on which its data were received, and its key."""
    (
        key, state, kind, issuer, received, source, order, history, serial, made, number, replaces, policy, wrapped,
        holders,
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
        serial=serial or "",
        made_of=MadeOf.parse(made) if made else None,
        number_key=number or "",
        replaces_identifier=replaces,
    )
    locked = LockedKey(key, wrapped, tuple((holder, own) for holder, own in holders), KeyOf.DRAFT)
    return found, policy, locked


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


def without_data(words: str, order: IssueOrder) -> str:
    """Words of somebody who sees what is to be made, for who does not: all that they tell of it is masked."""
    told = {order.number, *order.face.values()}
    told |= {each for holder in order.holders for each in (holder.name, holder.code, holder.former_name)}
    for each in sorted(told, key=len, reverse=True):
        if len(each) > 1:
            words = words.replace(each, MASK)
    return words


def _to_json(order: IssueOrder) -> bytes:
    said = {
        "type": order.type_code,
        "issuer": order.issuer,
        "holders": [each.said for each in order.holders],
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
