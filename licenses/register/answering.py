"""The register of this store, as verification asks it: one read, one `Standing`.

It answers with what the graph knows, whoever asks: a verdict tells states and answers, never a holder's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson

from graph.law.workdays import china_day
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.store.view import EVERYTHING, View
from graph.subjects.licensing import memory as licensing_memory
from graph.words.licensing import LicenseState
from licenses.proof.register import FileKind, Inquiry, IssuingRight, KnownFile, Record, Standing


@dataclass(frozen=True, slots=True)
class GraphRegister:
    """The register in the graph."""

    store: Store
    personal: PersonalData
    today: date
    """The day on which it is asked."""

    async def standing(self, inquiry: Inquiry) -> Standing:
        """Answer an inquiry in one read."""
        view = View(self.store, EVERYTHING, self.today)
        issuer, known_type, entitlement, record, files, demonstration = await licensing_memory.register_facts(
            view, inquiry.identifier or "", inquiry.digests, inquiry.type_code or "", inquiry.issuer_code or ""
        )
        sealed_on = inquiry.sealed_on or (_day(record[6]) if record else None)
        return Standing(
            keeps_issuer=bool(issuer and issuer[1]),
            right=_right(entitlement, known_type and issuer is not None, sealed_on),
            record=self._record(record, files, inquiry) if record else None,
            answered_by=issuer[3] if issuer and issuer[2] else None,
            demonstration=bool(demonstration),
        )

    def _record(self, row: list[Any], files: list[list[Any]], inquiry: Inquiry) -> Record:
        state, since, until, version, face, changed, _, _, objections, follower, _ = row
        now = LicenseState[state]
        return Record(
            state=_state_on(now, changed, inquiry.on),
            state_now=now,
            valid_from=date.fromisoformat(since),
            valid_until=_day(until),
            version=f"{version:03}",
            replaced_by=follower[0] if follower else None,
            file=_file(files, inquiry.identifier),
            face=orjson.loads(self.personal.decrypt(face, "License.face")),
            open_objections=objections,
        )


def _right(entitlement: list[Any] | None, known: bool, sealed_on: date | None) -> IssuingRight:
    """Whether the authority was entitled on the day of sealing; unknown types or authorities are not decided here."""
    if entitlement is None:
        return IssuingRight(entitled=False if known else None)
    since, until, basis = _day(entitlement[0]), _day(entitlement[1]), entitlement[2] or ""
    if sealed_on is None:
        return IssuingRight(None, since, until, basis)
    return IssuingRight(
        (since is None or since <= sealed_on) and (until is None or sealed_on < until), since, until, basis
    )


def _state_on(now: LicenseState, changed: str | None, on: date) -> LicenseState | None:
    """The state on a day: the last change is known, what was before a suspension ended is not."""
    since = china_day(datetime.fromisoformat(changed)) if changed else None
    if since is None or on >= since:
        return now
    return LicenseState.IN_FORCE if now in (LicenseState.REPLACED, LicenseState.CANCELLED) else None


def _file(files: list[list[Any]], identifier: str | None) -> KnownFile | None:
    """Which file of the register this is; a file of another licence is none of this one's."""
    for kind, owner, version, user, purpose, until in files:
        if owner == identifier:
            return KnownFile(FileKind[kind], user, purpose, _day(until), f"{version:03}")
    return None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
