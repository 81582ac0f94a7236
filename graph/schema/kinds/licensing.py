"""Columns of licence types, licences, their holders, the digests of their files and their uses."""

from __future__ import annotations

from graph.schema.columns import TOUCHED, Column, Type, Written, contains, one_of
from graph.words.license_files import FileKind
from graph.words.license_uses import Recognition
from graph.words.licensing import (
    HolderCategory,
    LicenseCategory,
    LicenseState,
)
from graph.words.organisation import AuthorityLevel

_DEFINITION = (
    Column("layout", entered=True),
    Column("colour", entered=True),
    Column("photo", Type.BOOLEAN, entered=True),
    Column("numberFormat", entered=True, blank=True),
    Column("serviceItem", entered=True, absent=""),
    Column("serviceCode", written=Written.CODE, entered=True, absent=""),
    Column("synthetic", Type.BOOLEAN, entered=True, absent=False),
    Column("summary", entered=True, absent=""),
    Column("holderCount", written=Written.FIGURES, entered=True, absent=""),
    Column("since", Type.DATE, entered=True, absent=None),
    Column("draft", Type.BOOLEAN, entered=True, absent=False),
    Column("fields"),
)
"""What every version of a type defines, beside what types are filtered by."""
LICENSE_TYPE = (
    Column("id", unique=True, written=Written.CAPITALS, value="code"),
    Column("definerName", entered=True, value="definer"),
    Column("definerCode", refers="Department", entered=True),
    Column("category", LicenseCategory, filter=one_of("Category", "证照类别"), entered=True),
    Column("holderCategory", HolderCategory, filter=one_of("Holder category", "持证主体类别"), entered=True),
    Column(
        "definerLevel",
        AuthorityLevel,
        filter=one_of("Level of the defining authority", "定义机构级别"),
        entered=True,
    ),
    Column("name", key="nameKey", indexed=True, filter=contains("Name"), entered=True),
    Column("validity", entered=True),
    Column("issuerLevel", AuthorityLevel, entered=True),
    *_DEFINITION,
    Column("until", Type.DATE, entered=True, absent=None),
    Column("version", Type.INTEGER),
    Column("begun", Type.DATE),
    Column("nameKey", indexed=True, hidden=True),
    TOUCHED,
)
"""A type as its newest version says that is no draft. `begun` is the first day of the first one; null = always."""
LICENSE_TYPE_VERSION = (
    Column("id", unique=True),
    Column("typeId", indexed=True, refers="LicenseType"),
    Column("number", Type.INTEGER),
    Column("definerName"),
    Column("definerCode", refers="Department"),
    Column("definerLevel", AuthorityLevel),
    Column("category", LicenseCategory),
    Column("holderCategory", HolderCategory),
    Column("name"),
    Column("validity"),
    Column("issuerLevel", AuthorityLevel),
    *_DEFINITION,
)
"""A version of a type (证照目录版本); its id is that of the type and its number, `…001|2`."""
LICENSE = (
    Column("id", unique=True),
    Column("identifier", unique=True),
    Column("numberCipher", Type.CIPHER),
    Column("version"),
    Column("state", LicenseState, filter=one_of("Stored state", "证照状态")),
    Column("issuedOn", Type.DATE, key="issuedKey"),
    Column("validFrom", Type.DATE),
    Column("validUntil", Type.DATE),
    Column("sealedAt", Type.MOMENT),
    Column("digest"),
    Column("size", Type.INTEGER),
    Column("sealSerial"),
    Column("typeId", indexed=True, refers="LicenseType", filter=one_of("Type code", "证照类型代码")),
    Column("typeName"),
    Column("typeVersion", Type.INTEGER),
    Column("issuerId", indexed=True, refers="Department", filter=one_of("USCC of the issuer", "颁发机构代码")),
    Column("faceCipher", Type.CIPHER),
    # Wrapped by the keys of all its holders together (`subjects.licensing.keys`); absent where it was destroyed.
    Column("keyCipher", Type.CIPHER),
    Column("erasedAt", Type.MOMENT),
    Column("holderHashes", Type.TEXTS, personal=True),
    Column("changeReasonCipher", Type.CIPHER),
    Column("replacesId", refers="License"),
    Column("numberPersonal", Type.BOOLEAN),
    # Every change of its state, a line each (`LicenseEvent.line`), with the reason encrypted.
    Column("stateHistory", Type.TEXTS),
    Column("changedAt", Type.MOMENT, hidden=True),
    Column("issuedKey", indexed=True, hidden=True),
    # What an issuer's licences are listed by, and a first holder's: `part|issuedKey` (`store.owned`).
    Column("issuerKey", indexed=True, hidden=True),
    Column("holderKey", indexed=True, personal=True, hidden=True),
    # By the keyed hash of the number a licence is found, and by it stands in the key of the one that is in force.
    Column(
        "numberHash",
        indexed=True,
        personal=True,
        hidden=True,
        filter=one_of(
            "Certificate number",
            "证照编号",
            name="number",
            said="Its certificate number is one of these, whole; none that you may not see is found (证照编号).",
            hashed=True,
        ),
    ),
    Column("numberKey", unique=True, personal=True, hidden=True),
    Column("moving", Type.BOOLEAN, hidden=True),
)
HOLDER = (
    Column("id", unique=True),
    Column("person", Type.BOOLEAN),
    Column("codeType"),
    Column("nameCipher", Type.CIPHER),
    Column("codeCipher", Type.CIPHER),
    # Names that he had, a line each (`naming.FormerName`), with the name encrypted as his name is.
    Column("formerNames", Type.TEXTS),
    # Wrapped by the store's key; absent where it was destroyed, and with it everything that it has locked.
    Column("keyCipher", Type.CIPHER),
    Column("erasedAt", Type.MOMENT),
    Column("codeHash", unique=True, personal=True, hidden=True),
    # Another value each time that something is to be held by him: two who write it do not pass each other.
    Column("taken", hidden=True),
)
FILE_DIGEST = (
    Column("id", unique=True),
    Column("kind", FileKind),
    Column("user"),
    Column("purpose"),
    Column("until", Type.DATE),
    # What an examination has found in it, locked with the key of its licence; absent where none was kept.
    Column("foundCipher", Type.CIPHER, hidden=True),
    Column("papersId", refers="SealPapers"),
)
SEAL_PAPERS = (
    # SHA-256 of the content; what a department's seal brings is the same in all files between two revocation lists.
    Column("id", unique=True),
    Column("content"),
    Column("grounds"),
)
"""Certificates and revocation lists that seals bring, public as they are, and what was found about them, locked."""
LICENSE_USE = (
    Column("id", unique=True),
    # No relation: everybody who verifies a licence would write to its node, and wait for whoever changes its state.
    Column("licenseId", refers="License"),
    Column("subject", personal=True),
    Column("at", Type.MOMENT),
    Column("how", Recognition),
    Column("pair", indexed=True, personal=True, hidden=True),
)
LICENSE_GRANT = (
    Column("id", unique=True, written=Written.CODE),
    Column("consumerId", refers="Consumer", entered=True),
    Column("licenseTypeId", refers="LicenseType", entered=True),
    Column("place", entered=True),
    Column("scenario", entered=True),
    Column("itemName", entered=True),
    Column("itemCode", written=Written.CODE, entered=True),
    Column("faceFields", Type.TEXTS, entered=True, absent=()),
    Column("dailyQuota", Type.INTEGER, entered=True),
    Column("validFrom", Type.DATE, entered=True),
    Column("validUntil", Type.DATE, entered=True, absent=None),
    Column("basis", entered=True, absent=""),
)
