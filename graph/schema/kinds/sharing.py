"""Columns of sharing requests and grants."""

from __future__ import annotations

from graph.schema.columns import Column, Type, Written
from graph.words.entries import Mode
from graph.words.grants import GrantEvent, GrantState
from graph.words.sharing import Purpose, RequestState

REQUEST = (
    Column("id", unique=True, written=Written.CODE),
    Column("purpose", Purpose, entered=True),
    Column("purposeWordsCipher", Type.CIPHER, was="purposeWords", value="purpose_words", entered=True, blank=True),
    Column("scenarioCipher", Type.CIPHER, was="scenario", value="scenario", entered=True, blank=True),
    Column("basisCipher", Type.CIPHER, was="basis", value="basis", entered=True, absent=""),
    Column("openedOn", Type.DATE, entered=True),
    Column("state", RequestState, entered=True),
    Column("answeredOn", Type.DATE, entered=True, absent=None),
    Column("refusalCipher", Type.CIPHER, was="refusal", value="refusal", entered=True, absent=""),
    Column("consumerId", refers="Consumer", entered=True),
    Column("resourceId", refers="Resource", entered=True),
    Column("providerId", refers="Department"),
    Column("parties", Type.TEXTS, hidden=True),
)
GRANT = (
    Column("id", unique=True),
    Column("state", GrantState),
    Column("requestId", refers="SharingRequest"),
    Column("purpose", Purpose),
    Column("purposeWordsCipher", Type.CIPHER, was="purposeWords"),
    Column("scopeCipher", Type.CIPHER),
    Column("mode", Mode),
    Column("validFrom", Type.DATE),
    Column("validUntil", Type.DATE),
    Column("itemIds", Type.TEXTS, refers="Item"),
    Column("agreementAsked", Type.BOOLEAN),
    # When the signed agreement was handed in, and the SHA-256 of its file.
    Column("agreementOn", Type.DATE),
    Column("agreementDigest"),
    # The first day on which it is cut, by whom; one whose last day is past has ended without it (`words.grants`).
    Column("endedOn", Type.DATE),
    Column("endedBy", GrantEvent),
    Column("endingCipher", Type.CIPHER),
    Column("destroyedOn", Type.DATE),
    Column("destructionCipher", Type.CIPHER),
    Column("history", Type.TEXTS, personal=True),
    Column("consumerId", refers="Consumer"),
    Column("resourceId", refers="Resource"),
    Column("providerId", refers="Department"),
    Column("articles", Type.TEXTS),
    # The row that it keeps: of this policy, as it was worded on this day.
    Column("policyId", refers="Policy"),
    Column("keptOn", Type.DATE),
    # Consumer and resource, by which the exchange platform asks for it.
    Column("pair", indexed=True, hidden=True),
    Column("parties", Type.TEXTS, hidden=True),
    Column("moving", Type.BOOLEAN, hidden=True),
)
