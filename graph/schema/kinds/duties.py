"""Columns of what departments owe without being asked, and of what becomes of the legal bases that entries rest on."""

from __future__ import annotations

from graph.schema.columns import WAITS, WAITS_AT, Column, Type, between, one_of
from graph.words.duties import BasisEvent, DutyEvent, DutyKind, DutyState

OWED_DUTY = (
    Column("id", unique=True),
    Column("kind", DutyKind, filter=one_of("Kind", "类别")),
    Column("state", DutyState, indexed=True, filter=one_of("State", "状态")),
    Column("departmentId", indexed=True, refers="Department", filter=one_of("USCC of who owes it", "责任部门代码")),
    Column("code", indexed=True, filter=one_of("Code of the entry", "资源代码")),
    Column("basisId", refers="LegalBasis", filter=one_of("Code of the legal basis", "依据代码")),
    Column("trigger", DutyEvent),
    Column("eventOn", Type.DATE),
    Column("period", Type.DATE),
    Column("dueOn", Type.DATE, filter=between("Due", "期限")),
    Column("provisional", Type.BOOLEAN),
    Column("openedAt", Type.MOMENT),
    Column("doneAt", Type.MOMENT),
    Column("doneWith", DutyEvent),
    # When its department has handed in what is to meet it, or has met it.
    Column("handedInAt", Type.MOMENT),
    # Number of the entry's version by which it was met.
    Column("version", Type.INTEGER),
    # What was said with it: the good reason, or where the report is.
    Column("wordsCipher", Type.CIPHER),
    Column("rules", Type.TEXTS),
    Column("policyId", refers="Policy"),
    # The last day, and the last of all days where there is none: what is most urgent comes first.
    Column("dueKey", indexed=True, hidden=True),
    # The same behind the USCC of who owes it: a department's are found in their order.
    Column("owesKey", indexed=True, hidden=True),
    # Code of the entry while it is owed; of a duty that was moved, and no entry is there yet, USCC of who owes it.
    Column("openKey", indexed=True, hidden=True),
    WAITS,
    WAITS_AT,
    Column("moving", Type.BOOLEAN, hidden=True),
)
BASIS_CHANGE = (
    Column("id", unique=True),
    Column("basisId", indexed=True, refers="LegalBasis"),
    Column("event", BasisEvent),
    Column("on", Type.DATE, key="onKey"),
    Column("document"),
    Column("successorId", refers="LegalBasis"),
    Column("movedToId", refers="Department"),
    Column("recordedAt", Type.MOMENT),
    Column("onKey", indexed=True, hidden=True),
)
