"""Columns of the cases of entries: versions that are prepared, and entries that are taken out."""

from __future__ import annotations

from graph.schema.columns import WAITS, WAITS_AT, Column, Type, between, one_of
from graph.words.entry_cases import CauseKind, EntryCaseState

ENTRY_CASE = (
    Column("id", unique=True),
    Column("state", EntryCaseState, indexed=True, filter=one_of("State", "状态")),
    Column("code", indexed=True, filter=one_of("Code of the entry", "资源代码")),
    Column("name"),
    Column("providerId", indexed=True, refers="Department", filter=one_of("USCC of the provider", "提供方代码")),
    Column("openedAt", Type.MOMENT, key="openedKey"),
    Column("enteredAt", Type.MOMENT),
    Column("dueOn", Type.DATE, filter=between("Due", "期限")),
    Column("provisional", Type.BOOLEAN),
    # Articles that set its term where none of its own steps does: what is owed of its entry is waited for with it.
    Column("termRules", Type.TEXTS, hidden=True),
    Column("causeKind", CauseKind),
    Column("cause"),
    Column("causeBasisId", refers="LegalBasis"),
    Column("releaseReview", Type.TEXTS),
    # The entry as it is proposed, and the version that it follows, both in the form that versions have.
    Column("content"),
    Column("follows"),
    Column("base", Type.INTEGER),
    Column("successorUsableOn", Type.DATE),
    # What was said with the last step: why it was sent back.
    Column("wordsCipher", Type.CIPHER),
    Column("history", Type.TEXTS, personal=True),
    Column("policyId", refers="Policy"),
    # Code of the entry while the case is not over: an entry has one case at a time.
    Column("openKey", unique=True, hidden=True),
    Column("openedKey", indexed=True, hidden=True),
    WAITS,
    WAITS_AT,
    Column("moving", Type.BOOLEAN, hidden=True),
)
