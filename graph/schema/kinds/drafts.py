"""Columns of licences that are not issued yet, and of the batches in which they come."""

from __future__ import annotations

from graph.schema.columns import WAITS, WAITS_AT, Column, Type, one_of
from graph.words.license_drafts import DraftEvent, DraftState

LICENSE_DRAFT = (
    Column("id", unique=True),
    Column("state", DraftState, indexed=True, filter=one_of("State", "状态")),
    Column("typeId", indexed=True, refers="LicenseType", filter=one_of("Type code", "证照类型代码")),
    Column("issuerId", indexed=True, refers="Department", filter=one_of("USCC of the issuer", "颁发机构代码")),
    Column("receivedAt", Type.MOMENT, key="receivedKey"),
    Column("enteredAt", Type.MOMENT),
    # Where the department has the data from.
    Column("sourceCipher", Type.CIPHER),
    # What is to be made, encrypted; nothing once it is issued or cancelled.
    Column("orderCipher", Type.CIPHER),
    # Why it was sent back last.
    Column("reasonCipher", Type.CIPHER),
    Column("history", Type.TEXTS, personal=True),
    # Opened by the keys of all its holders together; what is encrypted here is locked with it.
    Column("keyCipher", Type.CIPHER),
    Column("serial", hidden=True),
    # By which its number and the licence that it replaces are looked up while it is open; what names them is encrypted.
    Column("numberKey", indexed=True, personal=True, hidden=True),
    Column("replacesIdentifier", hidden=True),
    # What its page was made of, the version of its type first, while it can be looked at (`MadeOf`).
    Column("madeOf", Type.TEXTS),
    Column("licenseId", refers="License"),
    Column("policyId", refers="Policy"),
    Column("receivedKey", indexed=True, hidden=True),
    WAITS,
    WAITS_AT,
    Column("moving", Type.BOOLEAN, hidden=True),
    Column("batchId", indexed=True, filter=one_of("Number of its batch", "批次编号", name="batch")),
    # Of those that came in a batch: it, and the row of the sheet in ten digits, `…|0000000012`; they are read by it.
    Column("batchKey", indexed=True, hidden=True),
    # Why the last step of the batch left it behind: code, place and articles, and nothing of what it says.
    Column("refusal", Type.TEXTS, hidden=True),
)
LICENSE_BATCH = (
    Column("id", unique=True),
    Column("typeId", refers="LicenseType"),
    Column("issuerId", indexed=True, refers="Department"),
    Column("policyId", refers="Policy"),
    Column("entryId", refers="Resource"),
    Column("rows", Type.INTEGER),
    Column("receivedAt", Type.MOMENT),
    Column("receivedBy", personal=True),
    # Rows of the sheet that were not taken, a line each: row, code, place and articles (`RowRefusal`).
    Column("refused", Type.TEXTS),
    # The step that is being taken, or was last: by whom, since when, when it was heard of, how far it is.
    Column("runEvent", DraftEvent),
    Column("runToken"),
    Column("runBy", personal=True),
    Column("runBegan", Type.MOMENT),
    Column("runBeat", Type.MOMENT),
    Column("runTotal", Type.INTEGER),
    Column("runDone", Type.INTEGER),
    Column("runRefused", Type.INTEGER),
    Column("runStop", Type.BOOLEAN),
    Column("moving", Type.BOOLEAN, hidden=True),
)
