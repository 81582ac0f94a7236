"""The register of this store, as verification asks it: one read, one `Standing`.

It answers with what the graph knows, whoever asks: a verdict tells states and answers, never a holder's name. That
somebody has used the licence is kept before it answers (`uses`).
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

import orjson

from graph.law.scope import EVERYTHING
from graph.office.actor import Actor
from graph.store.engine import Store
from graph.store.errors import StoreError
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.attestations.memory import attestation_facts
from graph.subjects.licensing import collected as collected_files
from graph.subjects.licensing import facts as licensing_facts
from graph.subjects.licensing.facts import ChangingFacts, Named, RegisterFacts
from graph.subjects.licensing.keeping import key_of_file
from graph.subjects.licensing.keys import LockedKey, OpenedKey
from graph.subjects.licensing.rows import KeptInStore
from graph.subjects.licensing.rules import state_on
from graph.words.china_time import china_day
from graph.words.collected import CollectedKind
from graph.words.license_uses import Recognition
from graph.words.licensing import NUMBER, LicenseRecord
from graph.words.lost import lost_by
from licenses.proof.printed import printed
from licenses.proof.register import (
    Inquiry,
    IssuingRight,
    KeepingRegister,
    KeptAttestation,
    KeptCollected,
    KeptOfFile,
    KnownAtOnce,
    Record,
    Standing,
)
from licenses.register.keeping import keep_found, keep_grounds, locked, opened
from licenses.register.stated import stated
from licenses.register.uses import keep_use

_LOG = logging.getLogger("zhengtu.register")


@dataclass(frozen=True, slots=True)
class GraphRegister(KeepingRegister):
    """The register in the graph."""

    store: Store
    personal: PersonalData
    today: date
    """The day on which it is asked."""
    user: Actor | None = None
    """Who verifies, whose use of a licence is kept; None keeps none."""

    async def standing(self, inquiry: Inquiry) -> Standing:
        """Answer an inquiry in one read; a licence that it recognises, it keeps as used by who asks."""
        if inquiry.attestation is not None:
            made = await attestation_facts(self.store, inquiry.attestation)
            digest = made.record.digest if made.record is not None else None
            return Standing(keeps_issuer=False, attestation=KeptAttestation(made.kept, digest, made.may_be_lost))
        named = Named(inquiry.identifier or "", inquiry.digests, inquiry.type_code or "", inquiry.issuer_code or "")
        if inquiry.mark:
            changing = await licensing_facts.changing_facts(self._view, named)
            if _mark(changing, inquiry) == inquiry.mark:
                await self._use(changing)
                return Standing(keeps_issuer=changing.keeps_issuer, mark=inquiry.mark, unchanged=True)
        return await self.answer(await licensing_facts.register_facts(self._view, named), inquiry)

    async def at_once(self, digest: str, believing: str) -> KnownAtOnce | None:
        """A file that it knows and has kept something of, with everything that it says of it, in one read."""
        known = await licensing_facts.known_at_once(self._view, digest)
        if known is None:
            return None
        row, facts = known
        key = self._key(facts.key)
        kept = opened(self.personal, None if key is None else key.of_license, digest, believing, row)
        return None if kept is None else _KnownAtOnce(self, row, facts, kept, digest)

    async def collected(self, digest: str) -> KeptCollected | None:
        """A file that was brought to the register, with its issuer by name."""
        told = await collected_files.told_of(self._view, digest)
        if told is None:
            return None
        file, issuer = told
        return KeptCollected(file.kind is CollectedKind.DIGITISED, china_day(file.collected_at), issuer, file.summary)

    async def keep_found(self, digest: str, kept: KeptOfFile) -> None:
        """Keep what was found in a file that it knows, and whose data are not erased."""
        key = self._key(await key_of_file(self.store, digest))
        if key is not None:
            await keep_found(self.store, locked(key.of_license, digest, kept))

    async def keep_grounds(self, papers_id: str, believing: str, grounds: bytes) -> None:
        """Keep what was found about papers."""
        await keep_grounds(self.store, self.personal, papers_id, believing, grounds)

    @property
    def _view(self) -> View:
        return View(self.store, EVERYTHING, self.today)

    async def answer(self, facts: RegisterFacts, inquiry: Inquiry) -> Standing:
        """Answer an inquiry by what was read about it."""
        changing = facts.changing
        await self._use(changing)
        days = inquiry.issued_on or (_days(facts.record) if facts.record else ())
        return Standing(
            keeps_issuer=changing.keeps_issuer,
            right=IssuingRight.of(facts.rights, days, known=changing.known),
            record=self._record(facts.record, facts, inquiry.on) if facts.record else None,
            answered_by=changing.answered_by,
            may_be_lost=facts.record is None and lost_by(facts.lost, days),
            demonstration=facts.demonstration,
            mark=_mark(changing, inquiry),
        )

    async def _use(self, facts: ChangingFacts) -> None:
        """Keep that who asks has used a licence that is recognised."""
        if facts.license_id is not None and self.user is not None:
            how = Recognition.FILE if facts.recognised else Recognition.IDENTIFIER
            await keep_use(self.store, self.user, facts.license_id, how)

    def _record(self, kept: LicenseRecord, facts: RegisterFacts, on: date) -> Record:
        told = self._told(kept, facts)
        return Record(
            state=state_on(kept.history, on),
            state_now=kept.state,
            valid_from=kept.valid_from,
            valid_until=kept.valid_until,
            version=f"{kept.version:03}",
            replaced_by=facts.changing.replaced_by,
            file=facts.file,
            erased=kept.erased_at is not None,
            face={} if told is None else told.face,
            printed=()
            if told is None
            else printed(told.record, facts.fields, told.face, facts.changing.issuer_name, told.names),
            stated={} if told is None else stated(told.record, told.face, told.codes),
            open_objections=facts.changing.open_objections,
        )

    def _key(self, locked: LockedKey | None) -> OpenedKey | None:
        """The key of a licence; what does not open is as if it were erased, and is said in the log."""
        try:
            return None if locked is None else locked.opened(self.personal)
        except StoreError:
            _LOG.warning("the key of a licence does not open: %s", locked and locked.id)
            return None

    def _told(self, kept: LicenseRecord, facts: RegisterFacts) -> _Told | None:
        """What a licence tells of people; None where nobody can read that any more."""
        key = self._key(facts.key)
        if key is None:
            return None
        holders = list(zip(key.of_holders, facts.holders, strict=True))
        number = (key.of_license if kept.number_personal else self.personal).decrypt(kept.number, NUMBER)
        return _Told(
            record=replace(kept, number=number),
            face=orjson.loads(key.of_license.decrypt(kept.face_cipher, "License.face")),
            names=[own.decrypt(name, "Holder.name") for own, (_, _, name, _) in holders],
            codes=[own.decrypt(code, "Holder.code") for own, (_, _, _, code) in holders],
        )


@dataclass(frozen=True, slots=True)
class _Told:
    """What a licence tells of people."""

    record: LicenseRecord
    """The licence, with its number in the clear."""
    face: Mapping[str, str]
    names: Sequence[str]
    codes: Sequence[str]


@dataclass(frozen=True, slots=True)
class _KnownAtOnce:
    """A file of this register, with what was read by its digest."""

    register: GraphRegister
    row: KeptInStore
    facts: RegisterFacts
    kept: KeptOfFile
    digest: str

    async def standing(self, inquiry: Inquiry) -> Standing | None:
        """Answer an inquiry about just this file and licence."""
        about = (inquiry.identifier, inquiry.type_code, inquiry.issuer_code, inquiry.digests[:1])
        if about != (self.row.identifier, self.row.type_code, self.row.issuer_code, (self.digest,)):
            return None
        return await self.register.answer(self.facts, inquiry)


def _mark(facts: ChangingFacts, inquiry: Inquiry) -> bytes:
    """Of everything that may make an answer another one; no record is read for it, and nothing decrypted."""
    days = [day.isoformat() for day in (inquiry.on, *inquiry.issued_on)]
    return sha256(b"\0".join([facts.content, orjson.dumps(days)])).digest()


def _days(record: LicenseRecord) -> tuple[date, ...]:
    return tuple(dict.fromkeys((china_day(record.sealed_at), record.issued_on)))
