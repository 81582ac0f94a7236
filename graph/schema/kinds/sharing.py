"""Columns of sharing requests and grants."""

from __future__ import annotations

from typing import Final

from graph.schema.columns import WAITS, WAITS_AT, Column, Type, Written, between, one_of
from graph.words.entries import Mode, SharingType
from graph.words.grants import GrantEvent, GrantState
from graph.words.sharing import Purpose
from graph.words.sharing_cases import SharingState

NEVER_DUE: Final = "9999-12-31"
"""By what a request is sorted that has no due date: behind all that have one."""
REQUEST = (
    Column("id", unique=True, written=Written.CODE),
    Column("purpose", Purpose, entered=True),
    Column("purposeWordsCipher", Type.CIPHER, was="purposeWords", value="purpose_words", entered=True, blank=True),
    Column("scenarioCipher", Type.CIPHER, was="scenario", value="scenario", entered=True, blank=True),
    Column("basisCipher", Type.CIPHER, was="basis", value="basis", entered=True, absent=""),
    Column("openedOn", Type.DATE, entered=True),
    Column("state", SharingState, indexed=True, entered=True, filter=one_of("State", "状态")),
    Column("answeredOn", Type.DATE, entered=True, absent=None),
    Column("refusalCipher", Type.CIPHER, was="refusal", value="refusal", entered=True, absent=""),
    Column("consumerId", refers="Consumer", entered=True),
    Column("resourceId", refers="Resource", indexed=True, entered=True, filter=one_of("Code of the entry", "资源代码")),
    Column("providerId", indexed=True, refers="Department", filter=one_of("USCC of the provider", "提供方代码")),
    Column("applicantId", indexed=True, refers="Department", filter=one_of("USCC of who asks", "申请方代码")),
    # Who may answer in the provider's place, as the entry names it today.
    Column("agentId", indexed=True, refers="Department"),
    # The strictest type of what is asked for, as it was then.
    Column("sharing", SharingType),
    Column("itemIds", Type.TEXTS, refers="Item"),
    Column("legalBasisId", refers="LegalBasis", entered=True, absent=None),
    Column("dutyBasisCipher", Type.CIPHER, value="duty_basis", entered=True, absent=""),
    Column("needCipher", Type.CIPHER, value="need", entered=True, absent=""),
    Column("openedAt", Type.MOMENT, key="openedKey"),
    Column("enteredAt", Type.MOMENT),
    Column("dueOn", Type.DATE, filter=between("Due", "期限")),
    Column("provisional", Type.BOOLEAN),
    # What was said with the last step, and the scope and use as who supplies stated them.
    Column("wordsCipher", Type.CIPHER),
    Column("scopeCipher", Type.CIPHER, value="scope", entered=True, absent=""),
    # What it stated before it was corrected.
    Column("earlierCipher", Type.CIPHER),
    # Of a decision made outside, or of a paper.
    Column("documentNumber", entered=True, absent=""),
    Column("documentOn", Type.DATE, entered=True, absent=None),
    # When its sides were told of the answer that a table brought.
    Column("answerToldOn", Type.DATE, hidden=True),
    Column("controlledInterface", Type.BOOLEAN),
    # Who was heard for the opinion on it.
    Column("heardIds", Type.TEXTS, refers="Department"),
    Column("articles", Type.TEXTS),
    Column("history", Type.TEXTS, personal=True),
    # The rows that it keeps: the provider's, and the applicant's, whose inner approvals stand in front.
    Column("policyId", refers="Policy"),
    Column("applicantPolicyId", refers="Policy"),
    Column("openedKey", indexed=True, hidden=True),
    Column("dueKey", indexed=True, hidden=True),
    WAITS,
    WAITS_AT,
    Column("moving", Type.BOOLEAN, hidden=True),
    Column("parties", Type.TEXTS, hidden=True),
)
GRANT = (
    Column("id", unique=True),
    Column("state", GrantState, indexed=True, entered=True),
    Column("requestId", refers="SharingRequest", entered=True),
    Column("purpose", Purpose, entered=True),
    Column("purposeWordsCipher", Type.CIPHER, was="purposeWords", value="purpose_words", entered=True, absent=""),
    Column("scopeCipher", Type.CIPHER, value="scope", entered=True, absent=""),
    Column("mode", Mode, entered=True, absent=None),
    Column("validFrom", Type.DATE, key="validFromKey", entered=True),
    Column("validUntil", Type.DATE, entered=True, absent=None),
    Column("itemIds", Type.TEXTS, refers="Item"),
    Column("agreementAsked", Type.BOOLEAN, entered=True, absent=False),
    # When the signed agreement was handed in, and the SHA-256 of its file.
    Column("agreementOn", Type.DATE, entered=True, absent=None),
    Column("agreementDigest", written=Written.CODE, entered=True, absent=None),
    # Under which name it is kept; of one that was handed in elsewhere the digest alone is known.
    Column("agreementFile", indexed=True),
    # The first day on which it is cut, by whom; one whose last day is past has ended without it (`words.grants`).
    Column("endedOn", Type.DATE, entered=True, absent=None),
    Column("endedBy", GrantEvent, entered=True, absent=None),
    Column("endingCipher", Type.CIPHER, value="ending", entered=True, absent=""),
    Column("destroyedOn", Type.DATE, entered=True, absent=None),
    Column("destructionCipher", Type.CIPHER, value="destruction", entered=True, absent=""),
    # What was published or passed on with the provider's consent, one line a step; its words are encrypted.
    Column("disclosures", Type.TEXTS, personal=True),
    Column("history", Type.TEXTS, personal=True),
    Column("consumerId", refers="Consumer", entered=True),
    Column("resourceId", refers="Resource", entered=True, filter=one_of("Code of the entry", "资源代码")),
    Column("providerId", indexed=True, refers="Department", filter=one_of("USCC of the provider", "提供方代码")),
    # The department that asked for it.
    Column("userId", indexed=True, refers="Department", filter=one_of("USCC of who uses", "使用部门代码")),
    Column("articles", Type.TEXTS),
    # The row that it keeps: of this policy, as it was worded on this day.
    Column("policyId", refers="Policy"),
    Column("keptOn", Type.DATE),
    # Consumer and resource, by which the exchange platform asks for it.
    Column("pair", indexed=True, hidden=True),
    Column("validFromKey", indexed=True, hidden=True),
    Column("parties", Type.TEXTS, hidden=True),
    WAITS,
    WAITS_AT,
    Column("moving", Type.BOOLEAN, hidden=True),
)
