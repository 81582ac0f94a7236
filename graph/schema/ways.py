"""Ways from what of a scope shows a kind to what it shows (`Shape.found_by`), each from an index.

A way is the clause that finds, and the predicate of what it finds: what was counted on one way is not counted on the
next.
"""

from __future__ import annotations

from typing import LiteralString, TypeAlias

Way: TypeAlias = tuple[LiteralString, LiteralString]


def shown(by: tuple[Way, ...]) -> LiteralString:
    """The predicate of what is shown on one of some ways."""
    return " OR ".join([predicate for _, predicate in by])


LICENSES: tuple[Way, ...] = (
    ("UNWIND $scope.licenses AS k MATCH ({v}:License {issuerId: k})", "{v}.issuerId IN $scope.licenses"),
    ("UNWIND $scope.issuers AS k MATCH ({v}:License {issuerId: k})", "{v}.issuerId IN $scope.issuers"),
    ("MATCH (:Holder {codeHash: $scope.holder})<-[:HELD_BY]-({v}:License)", "$scope.holder IN {v}.holderHashes"),
)
ENTRY_CASES: tuple[Way, ...] = (
    ("UNWIND $scope.entries AS k MATCH ({v}:EntryCase {providerId: k})", "{v}.providerId IN $scope.entries"),
)
REQUESTS: tuple[Way, ...] = (
    (
        "UNWIND $scope.exchanges AS k MATCH ({v}:SharingRequest {providerId: k})",
        "{v}.providerId IN $scope.exchanges",
    ),
    (
        "UNWIND $scope.exchanges AS k MATCH ({v}:SharingRequest {applicantId: k})",
        "{v}.applicantId IN $scope.exchanges",
    ),
    (
        "UNWIND $scope.exchanges AS k MATCH ({v}:SharingRequest {agentId: k})",
        "coalesce({v}.agentId, '') IN $scope.exchanges",
    ),
)
GRANTS: tuple[Way, ...] = (
    ("UNWIND $scope.exchanges AS k MATCH ({v}:Grant {providerId: k})", "{v}.providerId IN $scope.exchanges"),
    ("UNWIND $scope.exchanges AS k MATCH ({v}:Grant {userId: k})", "{v}.userId IN $scope.exchanges"),
)
OWED_DUTIES: tuple[Way, ...] = (
    ("UNWIND $scope.entries AS k MATCH ({v}:OwedDuty {departmentId: k})", "{v}.departmentId IN $scope.entries"),
)
LICENSE_DRAFTS: tuple[Way, ...] = (
    ("UNWIND $scope.licenses AS k MATCH ({v}:LicenseDraft {issuerId: k})", "{v}.issuerId IN $scope.licenses"),
    ("UNWIND $scope.issuers AS k MATCH ({v}:LicenseDraft {issuerId: k})", "{v}.issuerId IN $scope.issuers"),
)
OBJECTIONS: tuple[Way, ...] = (
    ("UNWIND $scope.objections AS k MATCH ({v}:Objection {answersId: k})", "{v}.answersId IN $scope.objections"),
    # Of the parties of a case one answers, and each two share it.
    (
        (
            "UNWIND $scope.objections AS k MATCH (:Department {id: k})-[:SHARES_CASE]-(d:Department) "
            "MATCH ({v}:Objection {answersId: d.id})"
        ),
        "any(x IN {v}.parties WHERE x IN $scope.objections)",
    ),
    ("MATCH ({v}:Objection {raisedBy: $scope.subject})", "{v}.raisedBy = $scope.subject"),
)
FORGERY_CASES: tuple[Way, ...] = (
    ("UNWIND $scope.forgeries AS k MATCH ({v}:ForgeryCase {answersId: k})", "{v}.answersId IN $scope.forgeries"),
    (
        "MATCH (:ForgerySighting {subject: $scope.subject})-[:SIGHTED]->({v}:ForgeryCase)",
        "$scope.subject IN {v}.reporters",
    ),
)
NOTICES: tuple[Way, ...] = (
    ("UNWIND $scope.notices AS k MATCH ({v}:Notice {departmentId: k})", "{v}.departmentId IN $scope.notices"),
    ("MATCH ({v}:Notice {recipient: $scope.subject})", "{v}.recipient = $scope.subject"),
    ("MATCH ({v}:Notice {holderHash: $scope.holder})", "{v}.holderHash = $scope.holder"),
)
