"""Columns of notices."""

from __future__ import annotations

from graph.schema.columns import Column, Type, one_of
from graph.words.duties import DutyKind, Reporter
from graph.words.notices import NoticeKind

NOTICE = (
    Column("id", unique=True),
    Column("kind", NoticeKind, filter=one_of("Kind", "通知类别")),
    Column("about"),
    Column("aboutId"),
    Column("state"),
    Column("at", Type.MOMENT, key="toldKey"),
    Column("since", Type.MOMENT),
    # Of the next three exactly one is there: a person as tokens name him, a department, a holder.
    Column("recipient", indexed=True, personal=True, hidden=True),
    Column("departmentId", indexed=True, refers="Department", hidden=True),
    Column("holderHash", indexed=True, personal=True, hidden=True),
    Column("rules", Type.TEXTS),
    Column("acts", Type.TEXTS),
    # What a reminder says of its case, of which nothing may be kept.
    Column("name"),
    Column("dueOn", Type.DATE),
    # What is said to make a report or hand in a plan, of which a reminder tells.
    Column("reportKind", DutyKind),
    Column("reportPeriod", Type.DATE),
    Column("reportDepartmentId", refers="Department"),
    Column("reporter", Reporter),
    # Of a legal basis that has changed: the day, the document, how many entries rest on it, the first of these, and the
    # name of the department to which a duty was moved.
    Column("changedOn", Type.DATE),
    Column("document"),
    Column("concerned", Type.INTEGER),
    Column("concernedNames", Type.TEXTS),
    Column("movedTo"),
    # Case, state and the moment of entering it: of what happened once nobody is shown two notices alike.
    Column("eventKey", indexed=True, hidden=True),
    Column("readAt", Type.MOMENT),
    Column("toldKey", indexed=True, hidden=True),
)
MUTED_KINDS = (
    # A person as tokens name him.
    Column("id", unique=True, personal=True),
    Column("kinds", Type.TEXTS),
    Column("moving", Type.BOOLEAN, hidden=True),
)
"""Which kinds of notice somebody has muted."""
