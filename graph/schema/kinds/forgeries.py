"""Columns of cases of suspected forgeries, and of who met which file."""

from __future__ import annotations

from graph.schema.columns import WAITS, WAITS_AT, Column, Type, one_of
from graph.words.forgeries import ForgeryState, Judged

FORGERY_CASE = (
    Column("id", unique=True),
    Column("state", ForgeryState, filter=one_of("State", "状态")),
    Column("digest", filter=one_of("SHA-256 of the file", "文件摘要")),
    Column("size", Type.INTEGER),
    Column("judged", Judged),
    # It quotes what the file says: numbers and names of people too.
    Column("verdictCipher", Type.CIPHER),
    Column("suspectedAt", Type.MOMENT, key="suspectedKey"),
    Column(
        "answersId",
        indexed=True,
        refers="Department",
        filter=one_of("USCC of the imitated department", "被伪造部门代码", name="imitates"),
    ),
    Column("dueOn", Type.DATE),
    Column("provisional", Type.BOOLEAN),
    Column("dueRule"),
    Column("enteredAt", Type.MOMENT),
    Column("decidedAt", Type.MOMENT),
    Column("closedAt", Type.MOMENT),
    # Every step, a line each (`ForgeryMove.line`), with the words encrypted.
    Column("history", Type.TEXTS),
    # What somebody said of the file and who showed it to him, each encrypted; nothing once it was a false alarm.
    Column("sightings", Type.TEXTS, personal=True),
    Column("reportDigest"),
    Column("reportSize", Type.INTEGER),
    Column("reportedAt", Type.MOMENT),
    Column("policyId", refers="Policy"),
    Column("reporters", Type.TEXTS, personal=True, hidden=True),
    Column("decidedBy", personal=True, hidden=True),
    Column("openKey", unique=True, hidden=True),
    Column("suspectedKey", indexed=True, hidden=True),
    WAITS,
    WAITS_AT,
    Column("moving", Type.BOOLEAN, hidden=True),
)
FORGERY_SIGHTING = (
    Column("id", unique=True),
    # No more than whose it is: what he said is kept with the case, where it can be taken away with the file.
    Column("subject", indexed=True, personal=True),
)
