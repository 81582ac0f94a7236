"""One licence to seal and verify: a business licence of the demonstration, with its authority and key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from graph.codes.identifier import build_identifier
from graph.office.sheets.files import read_table
from graph.subjects.licensing import sheet as licensing_sheet
from graph.words.licensing import Holder, LicenseType
from licenses.paper import face, stamp
from licenses.paper.metadata import LicenseMetadata
from licenses.paper.stamp import Place, Stamp
from licenses.proof.trusted import TrustBundle
from licenses.seal import sealing
from licenses.seal.authority import DemonstrationAuthority
from licenses.seal.sealer import KeyFileSealer
from licenses.seal.timestamping import LocalTimestamper
from seed.sheets import TABLES

TYPE = "11100000MB0143028R001"
ISSUER, ISSUER_CODE = "芜湖市市场监督管理局", "11340200MB3003290W"
CHINA = timezone(timedelta(hours=8))
EXAMPLE = "芜湖市镜湖区，用于测量的照面文字"


@dataclass(frozen=True, slots=True)
class Specimen:
    """Everything that sealing it takes."""

    authority: DemonstrationAuthority
    kind: LicenseType
    metadata: LicenseMetadata
    stamp: Stamp
    where: Place
    sealer: KeyFileSealer
    timestamper: LocalTimestamper
    at: datetime

    def draw(self) -> bytes:
        """The page."""
        return face.draw(self.metadata, self.kind, None, f"http://127.0.0.1:8000/v/{self.metadata.identifier}")

    def seal(self, page: bytes) -> bytes:
        """The sealed file."""
        return sealing.seal(page, self.metadata, self.stamp, self.where, self.sealer, self.timestamper, self.at)

    def trust(self) -> TrustBundle:
        """What a verifier believes who believes its authority."""
        lists = self.authority.revocation_lists(self.at)
        return TrustBundle.of_pem(self.authority.root_file.read_bytes(), crls=lists)


def specimen(folder: Path, at: datetime) -> Specimen:
    """Make the licence and found its authority in a folder."""
    kind = _type()
    authority = DemonstrationAuthority.open(folder, at)
    sealed_at = at.astimezone(CHINA).replace(microsecond=0)
    identifier = build_identifier(TYPE, ISSUER_CODE, "2026000000001").text
    metadata = LicenseMetadata(
        name=kind.name,
        type_name=kind.name,
        type_code=kind.code,
        number="340200000000001",
        identifier=identifier,
        version="001",
        issuer_name=ISSUER,
        issuer_code=ISSUER_CODE,
        division="340200",
        issued_on=sealed_at.date(),
        valid_from=sealed_at.date(),
        valid_until=None,
        holders=(Holder.known_by("测量示例有限公司", ISSUER_CODE, "001"),),
        seal_name=f"{ISSUER}电子证照专用章",
        sealed_at=sealed_at,
        sealed_by="benchmark",
        face={field.key: _value(field.kind, sealed_at.date()) for field in kind.fields if not field.pictorial},
        demonstration=True,
    )
    return Specimen(
        authority,
        kind,
        metadata,
        stamp.draw(ISSUER, "3402000000001", demonstration=True),
        face.LAYOUTS[kind.layout].seal,
        authority.sealer(ISSUER, ISSUER_CODE, at),
        authority.timestamper(at),
        sealed_at,
    )


def _type() -> LicenseType:
    tables = [read_table((TABLES / f"{name}.csv").read_bytes()) for name in ("license_types", "license_fields")]
    made = licensing_sheet.with_fields(
        licensing_sheet.read_types(tables[0]).values, licensing_sheet.read_fields(tables[1]).values
    )
    return next(kind for kind in made if kind.code == TYPE)


def _value(kind: str, day: date) -> str:
    return {"日期": day.isoformat(), "数值": "12", "多行": EXAMPLE * 3}.get(kind, EXAMPLE)
