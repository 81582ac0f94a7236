"""Columns of sharing requests and grants."""

from __future__ import annotations

from graph.schema.columns import Column, Type, Written
from graph.words.entries import Mode
from graph.words.sharing import Purpose, RequestState

REQUEST = (
    Column("id", unique=True, written=Written.CODE),
    Column("purpose", Purpose, entered=True),
    Column("purposeWords", entered=True, blank=True),
    Column("scenario", entered=True, blank=True),
    Column("basis", entered=True, absent=""),
    Column("openedOn", Type.DATE, entered=True),
    Column("state", RequestState, entered=True),
    Column("answeredOn", Type.DATE, entered=True, absent=None),
    Column("refusal", entered=True, absent=""),
    Column("consumerId", refers="Consumer", entered=True),
    Column("resourceId", refers="Resource", entered=True),
    Column("providerId", refers="Department"),
    Column("parties", Type.TEXTS, hidden=True),
)
GRANT = (
    Column("id", unique=True),
    Column("purpose", Purpose),
    Column("purposeWords"),
    Column("mode", Mode),
    Column("validFrom", Type.DATE),
    Column("validUntil", Type.DATE),
    Column("itemIds", Type.TEXTS, refers="Item"),
    Column("consumerId", refers="Consumer"),
    Column("resourceId", refers="Resource"),
    Column("parties", Type.TEXTS, hidden=True),
)
