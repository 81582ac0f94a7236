"""Erasing a holder: what hangs on him, and taking away his key with everything that it opens.

The keyed hash of his code goes as well: whoever has the store's key could try codes against it. In its place stands a
mark that says nothing; the holder stays, as somebody who held these licences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import LiteralString

from graph.store.edges import Row
from graph.store.engine import Store, Unit
from graph.store.reading import day
from graph.store.writing import stored
from graph.subjects.licensing.draft_rows import OpenDraft
from graph.subjects.licensing.drafts import held_drafts, hold_drafts, open_drafts
from graph.subjects.licensing.rules import status_on
from graph.words.china_time import china_day
from graph.words.licensing import LicenseEvent, LicenseStatus

ALIVE = frozenset({LicenseStatus.IN_FORCE, LicenseStatus.SUSPENDED, LicenseStatus.NOT_YET_VALID})
"""What a licence is that is still relied upon, or may be again."""


@dataclass(frozen=True, slots=True)
class HeldLicense:
    """A licence that becomes unreadable."""

    id: str
    identifier: str
    type_name: str
    status: LicenseStatus
    others: int
    """How many hold it beside him: it becomes unreadable for them, too."""


@dataclass(frozen=True, slots=True)
class ErasableHolder:
    """A holder whose data are there."""

    id: str
    code_hash: str = field(repr=False)
    person: bool
    licenses: tuple[HeldLicense, ...]
    drafts: tuple[OpenDraft, ...]
    """Licences that are being made for him: they end with it."""

    @property
    def alive(self) -> tuple[HeldLicense, ...]:
        """Those of his licences that are relied upon, or may be again."""
        return tuple(each for each in self.licenses if each.status in ALIVE)

    @property
    def shared(self) -> tuple[HeldLicense, ...]:
        """Those that others hold beside him."""
        return tuple(each for each in self.licenses if each.others)


_FOUND: LiteralString = (
    "RETURN head(COLLECT { MATCH (h:Holder {codeHash: $hash}) RETURN [h.id, coalesce(h.person, false), "
    "COLLECT { MATCH (h)<-[:HELD_BY]-(l:License) RETURN [l.id, l.identifier, l.typeName, "
    "l.stateHistory, toString(l.validFrom), toString(l.validUntil), size(l.holderHashes)] "
    "ORDER BY l.identifier }] })"
)
_HOLD: LiteralString = "MATCH (h:Holder {codeHash: $hash}) SET h.erasedAt = datetime($at) RETURN h.id"
# Words lie under the store's key, as others read them too: what was said of him and his licences goes itself.
_GONE: LiteralString = (
    "SET o.wordsCipher = $words, o.resultCipher = CASE WHEN o.resultCipher IS NULL THEN null ELSE $result END"
)
_ERASE_HIS_WORDS: LiteralString = f"MATCH (o:Objection {{raisedBy: $hash}}) {_GONE}"
_ERASE_WORDS_OF_HIS: LiteralString = (
    f"MATCH (:Holder {{id: $id}})<-[:HELD_BY]-(l:License) MATCH (l)<-[:ON]-(o:Objection) {_GONE}"
)
_ERASE_JOURNAL: LiteralString = (
    "MATCH (:Holder {id: $id})<-[:HELD_BY]-(l:License) MATCH (j:Journal {about: l.id}) SET j.wordsCipher = null"
)
_ERASE_JOURNAL_OF_OBJECTIONS: LiteralString = (
    "MATCH (:Holder {id: $id})<-[:HELD_BY]-(l:License) MATCH (l)<-[:ON]-(o:Objection) "
    "MATCH (j:Journal {about: o.id}) SET j.wordsCipher = null"
)
_ERASE_DRAFTS: LiteralString = (
    "MATCH (:Holder {id: $id})<-[:MADE_FOR]-(c:LicenseDraft) "
    "SET c.keyCipher = null, c.orderCipher = null, c.sourceCipher = null, c.reasonCipher = null"
)
_ERASE_ACTOR: LiteralString = "MATCH (j:Journal {subject: $hash}) SET j.subject = $mark"
_ERASE_COLLECTED: LiteralString = (
    "MATCH (c:CollectedFile) WHERE $hash IN c.holderHashes "
    "SET c.keyCipher = null, c.verdictCipher = null, c.nameCipher = null, c.holderHashes = []"
)
_ERASE_FILES: LiteralString = (
    "MATCH (:Holder {id: $id})<-[:HELD_BY]-(l:License) MATCH (l)<-[:OF]-(f:FileDigest) SET f.foundCipher = null"
)
_ERASE_LICENSES: LiteralString = (
    "MATCH (:Holder {id: $id})<-[:HELD_BY]-(l:License) "
    "SET l.keyCipher = null, l.faceCipher = null, l.erasedAt = datetime($at), l.changeReasonCipher = null, "
    "l.stateHistory = CASE WHEN l.stateHistory IS NULL THEN null "
    "ELSE [x IN l.stateHistory | split(x, '|')[0] + '|' + split(x, '|')[1] + '|'] END, "
    "l.holderHashes = [x IN l.holderHashes | CASE WHEN x = $hash THEN $mark ELSE x END], "
    "l.numberCipher = CASE WHEN coalesce(l.numberPersonal, true) THEN null ELSE l.numberCipher END, "
    "l.numberHash = CASE WHEN coalesce(l.numberPersonal, true) THEN null ELSE l.numberHash END, "
    "l.numberKey = CASE WHEN coalesce(l.numberPersonal, true) THEN null ELSE l.numberKey END"
)
_KEYS: LiteralString = (
    "MATCH (:Holder {id: $id})<-[:HELD_BY]-(l:License) SET l.holderKey = head(l.holderHashes) + '|' + l.issuedKey"
)
_ERASE_OBJECTIONS: LiteralString = (
    "MATCH (o:Objection {raisedBy: $hash}) SET o.raisedBy = $mark, "
    "o.openKey = CASE WHEN o.openKey IS NULL THEN null ELSE $mark + substring(o.openKey, size($hash)) END"
)
_ERASE_NOTICES: LiteralString = "MATCH (n:Notice {holderHash: $hash}) SET n.holderHash = $mark"
_ERASE_RECEIVED: LiteralString = "MATCH (n:Notice {recipient: $hash}) SET n.recipient = $mark"
_ERASE_MUTED: LiteralString = "MATCH (m:MutedKinds {id: $hash}) DETACH DELETE m"
_ERASE_NAMES: LiteralString = "MATCH (:Holder {id: $id})<-[e:HELD_BY]-(:License) SET e.nameCipher = null"
_ERASE_HOLDER: LiteralString = (
    "MATCH (h:Holder {id: $id}) SET h.keyCipher = null, h.nameCipher = null, h.codeCipher = null, h.codeHash = $mark, "
    "h.formerNames = null, "
    "h.erasedAt = datetime($at)"
)
_ERASING: Sequence[LiteralString] = (
    _ERASE_HIS_WORDS,
    _ERASE_WORDS_OF_HIS,
    _ERASE_JOURNAL,
    _ERASE_JOURNAL_OF_OBJECTIONS,
    _ERASE_DRAFTS,
    _ERASE_ACTOR,
    _ERASE_COLLECTED,
    _ERASE_FILES,
    _ERASE_LICENSES,
    _KEYS,
    _ERASE_OBJECTIONS,
    _ERASE_NOTICES,
    _ERASE_RECEIVED,
    _ERASE_MUTED,
    _ERASE_NAMES,
    _ERASE_HOLDER,
)


_STILL: LiteralString = "MATCH (h:Holder {id: $id}) WHERE h.keyCipher IS NOT NULL RETURN h.codeHash"


async def hash_of_holder(store: Store, identity: str) -> str | None:
    """The keyed hash of a holder's code; None where there is no such holder, or he is erased."""
    found: str | None = await store.read(_STILL, id=identity)
    return found


async def erasable(store: Store, code_hash: str, now: datetime) -> ErasableHolder | None:
    """A holder with all that becomes unreadable, as of a moment; None where nobody has this code (any more)."""
    drafts = await open_drafts(store, code_hash)
    return _erasable(code_hash, await store.read(_FOUND, hash=code_hash), drafts, now)


async def held_fast(unit: Unit, code_hash: str, now: datetime) -> ErasableHolder | None:
    """The same in an open transaction, for which whoever writes the holder, or a draft of his, waits."""
    await hold_drafts(unit, code_hash)  # first, as issuing takes draft and holder in this order, too
    await unit.run(_HOLD, hash=code_hash, at=stored(now))
    await hold_drafts(unit, code_hash)  # and what came in between; from here on none comes
    drafts = await held_drafts(unit, code_hash)
    return _erasable(code_hash, await unit.run(_FOUND, hash=code_hash), drafts, now)


def _erasable(code_hash: str, found: Row | None, drafts: tuple[OpenDraft, ...], now: datetime) -> ErasableHolder | None:
    if found is None:
        return None
    identity, person, licenses = found
    held = tuple(_held(row, china_day(now)) for row in licenses)
    return ErasableHolder(identity, code_hash, person, held, drafts)


def _held(row: Row, on: date) -> HeldLicense:
    identity, identifier, type_name, history, since, until, holders = row
    events = tuple(map(LicenseEvent.parse, history))
    status = status_on(events, date.fromisoformat(since), day(until), on)
    return HeldLicense(identity, identifier, type_name, status, holders - 1)


async def erase(unit: Unit, holder: ErasableHolder, now: datetime, words: str, result: str) -> None:
    """Take away a holder's key, whatever it opens, and what was said of him and his licences.

    Args:
        unit: The open transaction.
        holder: Whose data go.
        now: When.
        words: What stands in the place of an objection's words from then on, encrypted.
        result: The same of its result.
    """
    said = {"words": words, "result": result}
    given = said | {"id": holder.id, "hash": holder.code_hash, "mark": f"erased|{holder.id}", "at": stored(now)}
    for text in _ERASING:
        await unit.run(text, **given)
