"""Columns of licence types, licences, their holders, the digests of their files and their uses."""

from __future__ import annotations

from graph.schema.columns import Column, Type, contains, one_of
from graph.words.license_uses import Recognition
from graph.words.licensing import FileKind, HolderCategory, LicenseCategory, LicenseState
from graph.words.organisation import AuthorityLevel

LICENSE_TYPE = (
    Column("id", unique=True),
    Column("definerName"),
    Column("definerCode", refers="Department"),
    Column("category", LicenseCategory, filter=one_of("Category", "证照类别")),
    Column("holderCategory", HolderCategory, filter=one_of("Holder category", "持证主体类别")),
    Column("definerLevel", AuthorityLevel, filter=one_of("Level of the defining authority", "定义机构级别")),
    Column("name", filter=contains("Name")),
    Column("validity"),
    Column("issuerLevel", AuthorityLevel),
    Column("layout"),
    Column("colour"),
    Column("photo", Type.BOOLEAN),
    Column("numberFormat"),
    Column("serviceItem"),
    Column("serviceCode"),
    Column("synthetic", Type.BOOLEAN),
    Column("summary"),
    Column("fields"),
)
LICENSE = (
    Column("id", unique=True),
    Column("identifier", unique=True),
    Column("number", indexed=True, personal=True),
    Column("version"),
    Column("state", LicenseState, filter=one_of("Stored state", "证照状态")),
    Column("issuedOn", Type.DATE),
    Column("validFrom", Type.DATE),
    Column("validUntil", Type.DATE),
    Column("sealedAt", Type.MOMENT),
    Column("digest"),
    Column("size", Type.INTEGER),
    Column("sealSerial"),
    Column("typeId", indexed=True, refers="LicenseType", filter=one_of("Type code", "证照类型代码")),
    Column("typeName"),
    Column("issuerId", refers="Department", filter=one_of("USCC of the issuer", "颁发机构代码")),
    Column("faceCipher", Type.CIPHER),
    Column("holderHashes", Type.TEXTS, personal=True),
    Column("changeReason"),
    Column("replacesId", refers="License"),
    Column("numberPersonal", Type.BOOLEAN),
    Column("stateHistory", Type.TEXTS),
    Column("changedAt", Type.MOMENT, hidden=True),
    Column("moving", Type.BOOLEAN, hidden=True),
)
HOLDER = (
    Column("id", unique=True),
    Column("person", Type.BOOLEAN),
    Column("codeType"),
    Column("nameCipher", Type.CIPHER),
    Column("codeCipher", Type.CIPHER),
    Column("codeHash", unique=True, personal=True, hidden=True),
)
FILE_DIGEST = (
    Column("id", unique=True),
    Column("kind", FileKind),
    Column("user"),
    Column("purpose"),
    Column("until", Type.DATE),
)
LICENSE_USE = (
    Column("id", unique=True),
    # No relation: everybody who verifies a licence would write to its node, and wait for whoever changes its state.
    Column("licenseId", refers="License"),
    Column("subject", personal=True),
    Column("at", Type.MOMENT),
    Column("how", Recognition),
    Column("pair", indexed=True, personal=True, hidden=True),
)
