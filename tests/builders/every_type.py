"""A licence of every type of the demonstration, as its page is drawn before it is sealed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from builders.demonstrated import licensing, planned

from graph.codes.identifier import build_identifier
from graph.words.licensing import LicenseType
from licenses.paper import face
from licenses.paper.metadata import LicenseMetadata
from seed.plan import PlannedLicense

ON = date(2026, 9, 1)
AT = datetime(2026, 9, 1, 2, tzinfo=UTC)
AUTHORITY = "芜湖市政务服务局"
CITIES = (
    ("芜湖市政务服务局", "340200"), ("长沙市政务服务局", "430100"), ("郴州市政务服务局", "431000"),
    ("焦作市政务服务局", "410800"), ("晋中市政务服务局", "140700"),
)  # fmt: skip
"""An authority of each city, and the city's code."""
MOST_OF_A_TYPE = 3
KINDS = {kind.code: kind for kind in licensing().types}


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
    for one in planned(ON):
        first.setdefault(one.type_code, one)
    return (_drawn(one, KINDS[code]) for code, one in first.items())


@cache
def _planned() -> dict[str, list[PlannedLicense]]:
    found: dict[str, list[PlannedLicense]] = {}
    for one in planned(ON):
        found.setdefault(one.type_code, []).append(one)
    return found


def stated(code: str, city: tuple[str, str]) -> list[LicenseMetadata]:
    """What the first licences of a type say, as one authority of a city would issue them."""
    kind, alike, (authority, division) = KINDS[code], _planned()[code], city
    return [
        LicenseMetadata(
            name=kind.name, type_name=kind.name, type_code=code, number=one.number, identifier=_identifier(one),
            version="001", issuer_name=authority, issuer_code=one.issuer, division=division, issued_on=one.issued_on,
            valid_from=one.valid_from, valid_until=one.valid_until, holders=one.holders,
            seal_name=f"{authority}电子证照专用章", sealed_at=AT, sealed_by="王签发", face=dict(one.face),
        )
        for one in [each for each in alike if each.issuer == alike[0].issuer][:MOST_OF_A_TYPE]
    ]  # fmt: skip


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
