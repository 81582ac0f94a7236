"""Writing licences that are not issued yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, LiteralString

from graph.cases.machine import Move
from graph.cases.memory import Kept, Moved, move_on
from graph.schema.nodes import LICENSE_DRAFT
from graph.store.engine import Unit
from graph.store.writing import stored
from graph.words.license_drafts import DraftState, DraftStep, LicenseDraft

_ENTER: LiteralString = (
    "UNWIND $rows AS row CREATE (c:LicenseDraft {id: row.id}) "
    f"SET {LICENSE_DRAFT.assigned('c', 'row.plain')}, c.holderHashes = row.holders"
)


async def enter_drafts(unit: Unit, drafts: Sequence[tuple[LicenseDraft, str | None, str | None]]) -> None:
    """Write new ones.

    Args:
        unit: The open transaction.
        drafts: Each with the row of the day, which it keeps, and the id of the licence that was issued of it.
    """
    rows = [
        {
            "id": new.id,
            "holders": list(new.holder_hashes),
            "plain": {
                "state": new.state.name, "typeId": new.type_code, "issuerId": new.issuer,
                "receivedAt": stored(new.received_at), "enteredAt": stored(new.history[-1].at),
                "sourceCipher": new.source_cipher,
                "orderCipher": new.order_cipher or None, "reasonCipher": None,
                "history": [each.line for each in new.history], "serial": new.serial or None,
                "licenseId": license_id,
                "policyId": policy,
            },
        }
        for new, policy, license_id in drafts
    ]  # fmt: skip
    await unit.run(_ENTER, rows=rows)


_KEPT = Kept(
    LICENSE_DRAFT,
    "c.enteredAt = datetime(row.at), c.history = c.history + row.line, "
    "c.sourceCipher = CASE WHEN row.anew THEN row.source ELSE c.sourceCipher END, "
    "c.holderHashes = coalesce(row.holders, c.holderHashes), "
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
    holders: tuple[str, ...] | None = None
    """Keyed hash of each holder's code."""
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
            "holders": None if beside.holders is None else list(beside.holders),
            "source": beside.source,
            "reason": beside.reason,
            "serial": beside.serial,
            "license": beside.license_id,
        }
        return Moved(self.read.id, self.read.state, self.move, row)


async def move_drafts(unit: Unit, moves: Sequence[DraftMove]) -> None:
    """Move some on, each from the state in which it was read.

    Raises:
        Conflict: `CASE_MOVED`; one was moved on meanwhile.
    """
    await move_on(unit, _KEPT, [each.written for each in moves], path=("draft",))
