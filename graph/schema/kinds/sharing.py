"""Columns of sharing requests and grants."""

from __future__ import annotations

from graph.schema.columns import Column, Type
from graph.words.entries import Mode
from graph.words.sharing import Purpose, RequestState

REQUEST = (
    Column("id", unique=True),
    Column("purpose", Purpose),
    Column("purposeWords"),
    Column("scenario"),
    Column("basis"),
    Column("openedOn", Type.DATE),
    Column("state", RequestState),
    Column("answeredOn", Type.DATE),
    Column("refusal"),
    Column("consumerId", refers="Consumer"),
    Column("resourceId", refers="Resource"),
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
