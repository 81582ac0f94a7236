"""Why a text stands in the store as it is: every column of texts is declared here, or its words are encrypted.

What somebody says about a case, and with it about somebody, is `Type.CIPHER`. What stands here is something else, and
says what: so that a new column of texts has no place until it was asked which of them it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final


class Plain(Enum):
    """What a text is that stands in the store as it is."""

    CODE = "代码"
    """An id, a digest, a name of a closed list, a key by which something is sorted: nothing that anybody says."""
    SUBJECT = "主体"
    """Somebody as tokens name him; of a holder, whom they name by his code, the keyed hash of it."""
    LOCKED = "已加密"
    """Encrypted or hashed by whoever writes it, whole or in its personal part."""
    CATALOGUE = "目录文字"
    """What the catalogue says of itself, which is published: names, descriptions, conditions, causes of versions."""
    UNWRITTEN = "未启用"
    """Read, and not written yet: before it is, it is asked again."""


_DEFINITION = (
    "definerName", "name", "validity", "layout", "colour", "numberFormat", "serviceItem", "summary",
    "holderCount", "fields",
)  # fmt: skip
_SORTED = ("id", "nameKey", "touched")

PLAIN: Final[Mapping[str, Mapping[Plain, tuple[str, ...]]]] = {
    "Division": {Plain.CODE: ("id",), Plain.CATALOGUE: ("name",)},
    "Department": {Plain.CODE: _SORTED, Plain.CATALOGUE: ("name", "shortName", "phone")},
    "Post": {Plain.CODE: ("id",), Plain.SUBJECT: ("subject",)},
    "LegalBasis": {Plain.CODE: ("id", "touched"), Plain.CATALOGUE: ("title", "document", "article")},
    "System": {Plain.CODE: _SORTED, Plain.CATALOGUE: ("name", "summary")},
    "DataElement": {Plain.CODE: _SORTED, Plain.CATALOGUE: ("name", "standard", "valueDomain", "summary")},
    "Library": {Plain.CODE: _SORTED, Plain.CATALOGUE: ("name", "summary")},
    "Resource": {
        Plain.CODE: (*_SORTED, "alikeKey", "publishedKey", "recordedKey"),
        Plain.CATALOGUE: (
            "name", "summary", "innerDepartment", "formatType", "sharingCondition", "openingCondition", "usage",
            "formatOther", "interfaceSpecification", "sharingScope", "sharingUse",
        ),
    },
    "Item": {Plain.CODE: ("id",), Plain.CATALOGUE: ("name", "note")},
    "EntryVersion": {
        Plain.CODE: ("id", "documentNumber", "stoodIn"), Plain.CATALOGUE: ("cause", "content", "releaseReview"),
    },
    # What is prepared is written as what is published, and refused where it holds a citizen's number.
    "EntryCase": {
        Plain.CODE: ("id", "code", "openKey", "openedKey", "waitKey", "waitsAtKey", "termRules"),
        Plain.CATALOGUE: ("name", "cause", "content", "follows", "releaseReview"),
        Plain.SUBJECT: ("history",),
    },
    "OwedDuty": {Plain.CODE: ("id", "code", "openKey", "dueKey", "owesKey", "rules", "waitKey", "waitsAtKey")},
    "BasisChange": {Plain.CODE: ("id", "onKey"), Plain.CATALOGUE: ("document",)},
    "Consumer": {Plain.CODE: (*_SORTED, "uscc", "stoodFor"), Plain.CATALOGUE: ("name",)},
    "SharingRequest": {
        Plain.CODE: ("id", "articles", "documentNumber", "dueKey", "openedKey", "parties", "waitKey", "waitsAtKey"),
        Plain.SUBJECT: ("history",),
    },
    "Grant": {
        Plain.CODE: (
            "id", "agreementDigest", "agreementFile", "articles", "pair", "parties", "validFromKey", "waitKey",
            "waitsAtKey",
        ),
        Plain.SUBJECT: ("history",),
        Plain.LOCKED: ("disclosures",),
    },
    "LicenseType": {Plain.CODE: (*_SORTED, "serviceCode"), Plain.CATALOGUE: _DEFINITION},
    "LicenseDraft": {
        Plain.CODE: (
            "id", "serial", "receivedKey", "replacesIdentifier", "batchId", "batchKey", "refusal", "waitKey",
            "waitsAtKey",
        ),
        Plain.SUBJECT: ("history",),
        Plain.LOCKED: ("madeOf", "numberKey"),
    },
    "LicenseTypeVersion": {Plain.CODE: ("id", "serviceCode"), Plain.CATALOGUE: _DEFINITION},
    # What a 用证单位 declares of its scenarios is published to whom it concerns (WHL-16).
    "LicenseGrant": {
        Plain.CODE: ("id", "itemCode", "faceFields"), Plain.CATALOGUE: ("place", "scenario", "itemName", "basis"),
    },
    "License": {
        Plain.CODE: (
            "id", "identifier", "version", "digest", "sealSerial", "issuedKey", "issuerKey",
        ),
        Plain.CATALOGUE: ("typeName",),
        Plain.LOCKED: ("holderHashes", "holderKey", "stateHistory", "numberHash", "numberKey"),
    },
    "Holder": {Plain.CODE: ("id", "codeType", "taken"), Plain.LOCKED: ("codeHash", "formerNames")},
    "Objection": {
        Plain.CODE: ("id", "onKind", "onId", "dueRule", "parties", "raisedKey", "waitKey", "waitsAtKey"),
        Plain.SUBJECT: ("raisedBy", "openKey"),
    },
    "ForgeryCase": {
        Plain.CODE: ("id", "digest", "dueRule", "reportDigest", "openKey", "suspectedKey", "waitKey", "waitsAtKey"),
        Plain.SUBJECT: ("reporters", "decidedBy"),
        Plain.LOCKED: ("history", "sightings"),
    },
    "ForgerySighting": {Plain.CODE: ("id",), Plain.SUBJECT: ("subject",)},
    "Notice": {
        Plain.CODE: ("id", "about", "aboutId", "state", "rules", "acts", "toldKey", "eventKey"),
        Plain.CATALOGUE: ("name", "document", "concernedNames", "movedTo"),
        Plain.SUBJECT: ("recipient",),
        Plain.LOCKED: ("holderHash",),
    },
    "MutedKinds": {Plain.SUBJECT: ("id",), Plain.CODE: ("kinds",)},
    # Numbers, programs and ways as the platform calls them; one that holds a citizen's number is refused.
    "Delivery": {Plain.CODE: ("id", "resourceKey", "month", "channel"), Plain.LOCKED: ("digest",)},
    "DataUse": {
        Plain.CODE: (
            "id", "rule", "item", "caller", "items", "faults", "faultRules", "resourceKey", "consumerKey", "outsideKey",
            "parties",
        ),
        Plain.LOCKED: ("digest",),
    },
    "Policy": {Plain.CODE: ("id",)},
    "FileDigest": {Plain.CODE: ("id",), Plain.UNWRITTEN: ("user", "purpose")},
    "CollectedFile": {
        Plain.CODE: ("id", "media", "summary"), Plain.SUBJECT: ("collectedBy",), Plain.LOCKED: ("holderHashes",),
    },
    # Of rows that were left behind stand place and rule, and nothing that they say.
    "LicenseBatch": {Plain.CODE: ("id", "refused", "runToken"), Plain.SUBJECT: ("receivedBy", "runBy")},
    # Certificates and revocation lists, which seals publish.
    "SealPapers": {Plain.CODE: ("id", "content"), Plain.LOCKED: ("grounds",)},
    "LicenseUse": {Plain.CODE: ("id",), Plain.SUBJECT: ("subject", "pair")},
    "Attestation": {Plain.CODE: ("id", "number", "digest", "about", "outcome"), Plain.LOCKED: ("asker",)},
    "Series": {Plain.CODE: ("id",)},
    # The cause of an entry's version stands in it too.
    "Journal": {
        Plain.CODE: ("id", "act", "about", "role", "rules", "part"), Plain.SUBJECT: ("subject",),
        Plain.CATALOGUE: ("detail",),
    },
    # Marks are keyed hashes over lines of the journal.
    "JournalPart": {Plain.CODE: ("id", "mark")},
    "Revision": {Plain.CODE: ("id", "epoch", "tokens")},
    "Attempts": {Plain.CODE: ("id", "made")},
    # What was asked is kept as its digest, and what came of it as its id.
    "Once": {Plain.CODE: ("id", "input", "result")},
    "Administrator": {Plain.SUBJECT: ("id",)},
    "Zhengtu": {
        Plain.CODE: (
            "id", "catalogueDigest", "catalogueSteps", "policy", "keyCheck", "authority", "journalMark", "lost",
            "numbersYear",
        ),
        Plain.LOCKED: ("administrationCode",),
    },
    "DERIVES_FROM": {Plain.CATALOGUE: ("rule",)},
    "ITEM_FROM": {Plain.CATALOGUE: ("rule",)},
    "HELD_BY": {Plain.CODE: ("codeType",)},
    "ISSUABLE_BY": {Plain.CATALOGUE: ("basis",)},
}  # fmt: skip
"""By the kind of node or relation, the texts that stand in the store as they are; what refers to a node is an id."""
