"""Writing licences that are not issued yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, LiteralString

from graph.cases.machine import Move
from graph.cases.memory import Kept, Moved, move_on
from graph.cases.waiting import WRITTEN, waiting_keys
from graph.schema.nodes import LICENSE_DRAFT
from graph.store.engine import Unit
from graph.store.personal import PersonalData
from graph.store.sealed_keys import Key
from graph.store.writing import stored
from graph.subjects.licensing.draft_rows import hidden, hidden_source
from graph.subjects.licensing.keys import KeyOf, wrapped_key_of_license
from graph.subjects.licensing.taking import take_holders
from graph.words.license_drafts import DraftState, DraftStep, LicenseDraft, MadeOf
from graph.words.licensing import IssueOrder, StoredHolder

_DRAFT: Final = KeyOf.DRAFT

_ENTER: LiteralString = (
    f"UNWIND $rows AS row CREATE (c:LicenseDraft {{id: row.id}}) SET {LICENSE_DRAFT.assigned('c', 'row.plain')}, "
    "c.serial = row.serial, c.numberKey = row.number, c.replacesIdentifier = row.replaces, c.batchKey = row.place, "
    f"{WRITTEN}"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """What locks the data of a draft, and whose keys open it."""

    key: Key = field(repr=False)
    """New with its data."""
    holders: tuple[StoredHolder, ...]
    """In their order; who is there already keeps his id and his key."""


@dataclass(frozen=True, slots=True)
class Received:
    """Data that came, as the store keeps them."""

    order: str
    """What is to be made, encrypted."""
    opening: Opening
    """What locks it."""
    source: str | None
    """Where they are from, encrypted; None where nobody says."""
    number_key: str
    """By what their number is found."""
    replaces: str | None
    """Identifier of the licence that is replaced."""


def concealed(order: IssueOrder, source: str, number_key: str, holders: tuple[StoredHolder, ...]) -> Received:
    """Data that came, locked with a new key.

    Args:
        order: What is to be made.
        source: Where they are from; may be empty.
        number_key: By what their number is found.
        holders: Whose keys open them, in their order.
    """
    key = Key.make()
    opening = Opening(key, holders)
    return Received(hidden(key, order), opening, hidden_source(key, source), number_key, order.replaces)


async def enter_drafts(
    unit: Unit, personal: PersonalData, drafts: Sequence[tuple[LicenseDraft, str | None, Opening]]
) -> None:
    """Write new ones.

    Args:
        unit: The open transaction.
        personal: Opens the keys of the holders.
        drafts: Each with the row of the day, which it keeps, and with what locks it.
    """
    rows = [
        {
            "id": new.id,
            "serial": new.serial or None,
            "number": new.number_key or None,
            "replaces": new.replaces_identifier,
            "place": new.place and new.place.key,
            **waiting_keys(None, new.history[-1].at, new.issuer, waits=new.state.open and not new.place),
            "plain": {
                "state": new.state.name, "typeId": new.type_code, "issuerId": new.issuer,
                "receivedAt": stored(new.received_at), "enteredAt": stored(new.history[-1].at),
                "sourceCipher": new.source_cipher,
                "orderCipher": new.order_cipher or None, "reasonCipher": None, "keyCipher": None,
                "history": [each.line for each in new.history],
                "madeOf": list(new.made_of.lines) if new.made_of else None,
                "licenseId": None,
                "policyId": policy,
                "batchId": new.place and new.place.batch,
            },
        }
        for new, policy, _ in drafts
    ]  # fmt: skip
    await unit.run(_ENTER, rows=rows)
    await _lock(unit, personal, {new.id: opening for new, _, opening in drafts})


_LOCK: LiteralString = (
    "UNWIND $rows AS row MATCH (c:LicenseDraft {id: row[0]}) SET c.keyCipher = row[1] "
    "WITH c MATCH (c)-[e:MADE_FOR]->(:Holder) DELETE e"
)
_LINK: LiteralString = (
    "UNWIND $rows AS row MATCH (c:LicenseDraft {id: row[0]}) MATCH (h:Holder {codeHash: row[1]}) "
    "CREATE (c)-[:MADE_FOR {seq: row[2]}]->(h)"
)


async def _lock(unit: Unit, personal: PersonalData, openings: Mapping[str, Opening]) -> None:
    """Have the keys of drafts opened by those of their holders, and by nobody's else."""
    taken = await take_holders(unit, personal, [each for opening in openings.values() for each in opening.holders])
    keys = {code_hash: each.key for code_hash, each in taken.items()}
    locked = [
        [identity, wrapped_key_of_license(opening.key, identity, [keys[v.code_hash] for v in opening.holders], _DRAFT)]
        for identity, opening in openings.items()
    ]
    await unit.run(_LOCK, rows=locked)
    linked = [
        [identity, holder.code_hash, seq]
        for identity, opening in openings.items()
        for seq, holder in enumerate(opening.holders, 1)
    ]
    await unit.run(_LINK, rows=linked)


_KEPT = Kept(
    LICENSE_DRAFT,
    "c.enteredAt = datetime(row.at), c.history = c.history + row.line, "
    "c.sourceCipher = CASE WHEN row.anew THEN row.source ELSE c.sourceCipher END, "
    "c.orderCipher = CASE WHEN row.open THEN coalesce(row.order, c.orderCipher) ELSE null END, "
    "c.numberKey = CASE WHEN row.open THEN coalesce(row.number, c.numberKey) ELSE null END, "
    "c.replacesIdentifier = CASE WHEN NOT row.open THEN null WHEN row.anew THEN row.replaces "
    "ELSE c.replacesIdentifier END, "
    "c.reasonCipher = row.reason, c.serial = coalesce(row.serial, c.serial), "
    "c.madeOf = CASE WHEN row.shown THEN coalesce(row.made, c.madeOf) ELSE null END, "
    "c.licenseId = coalesce(row.license, c.licenseId), c.refusal = null",
    # It comes back into a state in which it was: data that came anew are not what somebody else has read.
    also="size(c.history) = row.seen",
    # Of a batch it is the batch that waits.
    waits="c.batchId IS NULL",
)


@dataclass(frozen=True, slots=True)
class Beside:
    """What is written beside the state; None leaves it as it is."""

    received: Received | None = None
    """Data that come anew; of what is settled none are kept."""
    reason: str | None = None
    """Why it goes back, encrypted; None where it goes on."""
    serial: str | None = None
    made_of: MadeOf | None = None
    """What its page was made of; kept while it can be looked at."""
    license_id: str | None = None


@dataclass(frozen=True, slots=True)
class DraftMove:
    """One that is moved on."""

    read: LicenseDraft
    """As it was read."""
    move: Move
    step: DraftStep
    beside: Beside = Beside()

    @property
    def written(self) -> Moved:
        """What is written of it."""
        beside, anew, after = self.beside, self.beside.received, DraftState[self.move.state.name]
        row: Mapping[str, Any] = {
            "seen": len(self.read.history),
            "anew": anew is not None,
            "open": after.open,
            "shown": after.made,
            "made": None if beside.made_of is None else list(beside.made_of.lines),
            "line": self.step.line,
            "order": anew and anew.order,
            "source": anew and anew.source,
            "number": anew and anew.number_key,
            "replaces": anew and anew.replaces,
            "reason": beside.reason,
            "serial": beside.serial,
            "license": beside.license_id,
        }
        return Moved(self.read.id, self.read.state, self.move, self.step.at, self.read.issuer, row)


async def move_drafts(unit: Unit, personal: PersonalData, moves: Sequence[DraftMove]) -> None:
    """Move some on, each from the state in which it was read.

    Args:
        unit: The open transaction.
        personal: Opens the keys of the holders.
        moves: What is done to each.

    Raises:
        Conflict: `CASE_MOVED`; one was moved on meanwhile.
    """
    await move_on(unit, _KEPT, [each.written for each in moves], path=("draft",))
    openings = {each.read.id: each.beside.received.opening for each in moves if each.beside.received is not None}
    if openings:
        await _lock(unit, personal, openings)
