"""Columns of licences that are not issued yet."""

from __future__ import annotations

from graph.schema.columns import Column, Type, one_of
from graph.words.license_drafts import DraftState

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
    Column("numberKey", personal=True, hidden=True),
    Column("replacesIdentifier", hidden=True),
    # What its page was made of, the version of its type first, while it can be looked at (`MadeOf`).
    Column("madeOf", Type.TEXTS),
    Column("licenseId", refers="License"),
    Column("policyId", refers="Policy"),
    Column("receivedKey", indexed=True, hidden=True),
    Column("moving", Type.BOOLEAN, hidden=True),
)
