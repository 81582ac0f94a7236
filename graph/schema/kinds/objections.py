"""Columns of objections."""

from __future__ import annotations

from graph.schema.columns import WAITS, WAITS_AT, Column, Type, one_of
from graph.words.objections import ObjectionGround, ObjectionState

OBJECTION = (
    Column("id", unique=True),
    Column("onKind"),
    Column("onId", indexed=True),
    Column("state", ObjectionState, filter=one_of("State", "状态")),
    Column("ground", ObjectionGround, filter=one_of("Ground", "事由")),
    Column("wordsCipher", Type.CIPHER, was="words"),
    Column("raisedAt", Type.MOMENT, key="raisedKey"),
    Column("raisedBy", indexed=True, personal=True),
    Column(
        "answersId",
        indexed=True,
        refers="Department",
        filter=one_of("USCC of the answering department", "核查部门代码", name="answering"),
    ),
    Column("dueOn", Type.DATE),
    Column("provisional", Type.BOOLEAN),
    Column("dueRule"),
    Column("resolvedAt", Type.MOMENT),
    Column("resultCipher", Type.CIPHER, was="result"),
    Column("open", Type.BOOLEAN, hidden=True),
    Column("policyId", refers="Policy"),
    Column("openKey", unique=True, personal=True, hidden=True),
    Column("raisedForIds", Type.TEXTS, hidden=True, refers="Department"),
    Column("parties", Type.TEXTS, hidden=True),
    Column("raisedKey", indexed=True, hidden=True),
    WAITS,
    WAITS_AT,
    Column("moving", Type.BOOLEAN, hidden=True),
)
