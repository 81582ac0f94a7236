"""Rows of batches of licences, as the graph gives them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from graph.schema.nodes import LICENSE_BATCH
from graph.store.edges import Row
from graph.store.reading import moment
from graph.words.license_batches import BatchRun, LicenseBatch, RowRefusal
from graph.words.license_drafts import DraftEvent


def batch_told(row: Row) -> LicenseBatch:
    """A batch, of its row."""
    values: dict[str, Any] = dict(zip(map(str, LICENSE_BATCH.names), row, strict=True))
    return LicenseBatch(
        id=values["id"],
        type_code=values["typeId"],
        issuer=values["issuerId"],
        policy=values["policyId"],
        entry=values["entryId"],
        rows=values["rows"],
        received_at=datetime.fromisoformat(values["receivedAt"]),
        received_by=values["receivedBy"],
        refused=tuple(map(RowRefusal.parse, values["refused"] or ())),
        run=_run(values),
    )


def _run(values: Mapping[str, Any]) -> BatchRun | None:
    began, beaten = moment(values["runBegan"]), moment(values["runBeat"])
    if began is None or beaten is None:
        return None
    return BatchRun(
        DraftEvent[values["runEvent"]], values["runBy"], began, beaten, values["runTotal"], values["runDone"],
        values["runRefused"], values["runToken"] is not None, bool(values["runStop"]),
    )  # fmt: skip
