"""Writing licences that are not issued yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, LiteralString

from graph.cases.machine import Move
from graph.cases.memory import Kept, Moved, move_on
from graph.schema.nodes import LICENSE_DRAFT
from graph.store.engine import Unit
from graph.store.personal import PersonalData
from graph.store.sealed_keys import Key
from graph.store.writing import stored
from graph.subjects.licensing.keys import KeyOf, wrapped_key_of_license
from graph.subjects.licensing.taking import take_holders
from graph.words.license_drafts import DraftState, DraftStep, LicenseDraft
from graph.words.licensing import StoredHolder

_DRAFT: Final = KeyOf.DRAFT

_ENTER: LiteralString = (
    f"UNWIND $rows AS row CREATE (c:LicenseDraft {{id: row.id}}) SET {LICENSE_DRAFT.assigned('c', 'row.plain')}"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """What locks the data of a draft, and whose keys open it."""

    key: Key = field(repr=False)
    """New with its data."""
    holders: tuple[StoredHolder, ...]
    """In their order; who is there already keeps his id and his key."""


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
            "plain": {
                "state": new.state.name, "typeId": new.type_code, "issuerId": new.issuer,
                "receivedAt": stored(new.received_at), "enteredAt": stored(new.history[-1].at),
                "sourceCipher": new.source_cipher,
                "orderCipher": new.order_cipher or None, "reasonCipher": None, "keyCipher": None,
                "history": [each.line for each in new.history], "serial": new.serial or None,
                "licenseId": None,
                "policyId": policy,
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
    keys = await take_holders(unit, personal, [each for opening in openings.values() for each in opening.holders])
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
    "c.reasonCipher = row.reason, c.serial = coalesce(row.serial, c.serial), "
    "c.licenseId = coalesce(row.license, c.licenseId)",
    # It comes back into a state in which it was: data that came anew are not what somebody else has read.
    also="size(c.history) = row.seen",
)


@dataclass(frozen=True, slots=True)
class Beside:
    """What is written beside the state; None leaves it as it is."""

    order: str | None = None
    """What is to be made, encrypted; of what is settled it is not kept."""
    opening: Opening | None = None
    """What locks it; new where data come anew."""
    source: str | None = None
    """Where the data are from, encrypted; written where they come anew."""
    reason: str | None = None
    """Why it goes back, encrypted; None where it goes on."""
    serial: str | None = None
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
        beside = self.beside
        row: Mapping[str, Any] = {
            "seen": len(self.read.history),
            "anew": beside.order is not None,
            "open": DraftState[self.move.state.name].open,
            "at": stored(self.step.at),
            "line": self.step.line,
            "order": beside.order,
            "source": beside.source,
            "reason": beside.reason,
            "serial": beside.serial,
            "license": beside.license_id,
        }
        return Moved(self.read.id, self.read.state, self.move, row)


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
    openings = {each.read.id: each.beside.opening for each in moves if each.beside.opening is not None}
    if openings:
        await _lock(unit, personal, openings)
