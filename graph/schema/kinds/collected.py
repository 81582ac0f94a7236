"""Columns of files that were collected: sealed elsewhere, or digitised paper."""

from __future__ import annotations

from graph.schema.columns import Column, Type
from graph.words.collected import CollectedKind

COLLECTED_FILE = (
    # SHA-256 of the file as it came: what came before is not taken twice.
    Column("id", unique=True),
    Column("kind", CollectedKind),
    Column("size", Type.INTEGER),
    Column("media"),
    Column("issuerId", indexed=True, refers="Department"),
    Column("summary"),
    Column("collectedAt", Type.MOMENT),
    Column("collectedBy", personal=True),
    Column("verdictCipher", Type.CIPHER),
    Column("nameCipher", Type.CIPHER),
    Column("keyCipher", Type.CIPHER),
    Column("holderHashes", Type.TEXTS, personal=True),
)
