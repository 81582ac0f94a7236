"""A licence of every type of the demonstration, as its page is drawn before it is sealed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from graph.codes.identifier import build_identifier
from graph.words.licensing import LicenseType
from licenses.paper import face
from licenses.paper.metadata import LicenseMetadata
from seed.loader import read_catalogue
from seed.plan import PlannedLicense, plan

ON = date(2026, 9, 1)
AT = datetime(2026, 9, 1, 2, tzinfo=UTC)
AUTHORITY = "芜湖市政务服务局"
KINDS = {kind.code: kind for kind in read_catalogue().types}


@dataclass(frozen=True)
class Drawn:
    """A licence, its type and its page."""

    planned: PlannedLicense
    kind: LicenseType
    said: LicenseMetadata
    page: bytes

    @property
    def identifier(self) -> str:
        return _identifier(self.planned)


def every_type() -> Iterator[Drawn]:
    """The first licence of each type."""
    first: dict[str, PlannedLicense] = {}
    for one in plan(on=ON):
        first.setdefault(one.type_code, one)
    return (_drawn(one, KINDS[code]) for code, one in first.items())


def _identifier(one: PlannedLicense) -> str:
    return build_identifier(one.type_code, one.issuer, one.serial).text


def _drawn(one: PlannedLicense, kind: LicenseType) -> Drawn:
    said = LicenseMetadata(
        name=kind.name, type_name=kind.name, type_code=kind.code, number=one.number, identifier=_identifier(one),
        version="001", issuer_name=AUTHORITY, issuer_code=one.issuer, division="340200", issued_on=one.issued_on,
        valid_from=one.valid_from, valid_until=one.valid_until, holders=one.holders, seal_name="章", sealed_at=AT,
        sealed_by="王签发", face=dict(one.face),
    )  # fmt: skip
    return Drawn(one, kind, said, face.draw(said, kind, None, f"https://licenses.example/v/{said.identifier}"))
