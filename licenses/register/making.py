"""Making a licence: what is to be made as one picklable value, and the drawing and sealing of it.

`make` is processor work without store or clock; it runs in worker processes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph.codes.identifier import LicenseIdentifier
from graph.law.workdays import CHINA
from graph.office.actor import Actor
from graph.words.licensing import IssueOrder, LicenseType
from licenses.paper import face, stamp
from licenses.paper.metadata import Holder, LicenseMetadata
from licenses.register.archive import digest_of
from licenses.register.orders import CODE_TYPES, Judged
from licenses.seal import sealing
from licenses.seal.sealer import Sealer
from licenses.seal.timestamping import Timestamper


@dataclass(frozen=True, slots=True)
class Job:
    """A licence that may be made: everything that a worker process needs."""

    order: IssueOrder
    kind: LicenseType
    metadata: LicenseMetadata
    version: int
    stamp: tuple[str, str, bool]
    """Name and number of the seal, and whether it is a demonstration's; a worker draws it once."""
    sealer: Sealer
    timestamper: Timestamper
    verify_url: str
    replaces: str | None
    """Id of the licence that it replaces."""


def warm() -> None:
    """Load what making needs, so that the first licence does not wait for it."""
    face.missing_glyphs("证")


def make(job: Job) -> bytes:
    """Draw and seal; the processor's part, without store or clock."""
    page = face.draw(job.metadata, job.kind, job.order.photo, job.verify_url)
    name, number, demonstration = job.stamp
    mark = stamp.draw(name, number, demonstration=demonstration)
    where = face.LAYOUTS[job.kind.layout].seal
    return sealing.seal(page, job.metadata, mark, where, job.sealer, job.timestamper, job.metadata.sealed_at)


def metadata_of(
    order: IssueOrder, judged: Judged, identifier: LicenseIdentifier, actor: Actor, *, demonstration: bool
) -> LicenseMetadata:
    """What the licence will say of itself."""
    made = LicenseMetadata(
        name=judged.kind.name,
        type_name=judged.kind.name,
        type_code=judged.kind.code,
        number=order.number,
        identifier=identifier.text,
        version=f"{identifier.version:03}",
        issuer_name=judged.issuer_name,
        issuer_code=order.issuer,
        division=judged.division,
        issued_on=order.issued_on,
        valid_from=order.valid_from,
        valid_until=order.valid_until,
        holders=tuple(Holder(h.name, h.code, CODE_TYPES[h.code_type], h.code_type) for h in order.holders),
        seal_name=f"{judged.issuer_name}电子证照专用章",
        sealed_at=actor.now.astimezone(CHINA).replace(microsecond=0),
        sealed_by=actor.principal.subject,
        face=dict(order.face),
        demonstration=demonstration,
    )
    if order.replaces is None:
        return made
    return replace(
        made, predecessor=order.replaces, change_reason=order.change_reason or "变更", changed_at=made.sealed_at
    )


def seal_number(division: str, issuer: str) -> str:
    """The 13 digits of a seal: division and a number; the demonstration derives the number from the USCC."""
    return division + f"{int(digest_of(issuer.encode())[:8], 16) % 10_000_000:07}"
