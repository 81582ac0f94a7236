"""Making a licence: what is to be made as one picklable value, and the drawing and sealing of it.

`make` is processor work without store or clock; it runs in worker processes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph.cases.machine import Move
from graph.codes.identifier import LicenseIdentifier
from graph.office.actor import Actor
from graph.store.files import digest_of
from graph.subjects.licensing.rows import Issuer
from graph.words.china_time import china_time
from graph.words.licensing import IssueOrder, LicenseRecord, LicenseType
from licenses.paper import face, stamp
from licenses.paper.metadata import LicenseMetadata
from licenses.register.orders import Judged, identifier_of
from licenses.seal import sealing
from licenses.seal.sealer import Sealer
from licenses.seal.timestamping import Timestamper

PROOF = "（待签发样稿）"


@dataclass(frozen=True, slots=True)
class Job:
    """A licence that may be made: everything that a worker process needs, and nothing of it twice."""

    order: IssueOrder
    kind: LicenseType
    policy: str
    """Id of the policy that binds its issuer."""
    metadata: LicenseMetadata
    predecessor: LicenseRecord | None
    """The licence that it replaces."""
    replacing: Move | None
    """The step by which that one is replaced."""
    sealer: Sealer
    timestamper: Timestamper
    public_url: str
    """Where people reach the service: what the QR code on the page begins with."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A page to be looked at before it is issued (样稿); it is not sealed, and is worth nothing."""

    order: IssueOrder
    kind: LicenseType
    metadata: LicenseMetadata
    public_url: str
    marked: bool
    """Its title says what it is; else it is the page that will be sealed."""


def draw(proof: Proof) -> bytes:
    """Draw a page that is not sealed."""
    said = proof.metadata
    shown = replace(said, name=f"{said.name}{PROOF}") if proof.marked else said
    return face.draw(shown, proof.kind, proof.order.photo, address(proof.public_url, said))


def warm() -> None:
    """Load what making needs, so that the first licence does not wait for it."""
    face.missing_glyphs("证")


def make(job: Job) -> bytes:
    """Draw and seal; the processor's part, without store or clock."""
    said = job.metadata
    page = face.draw(said, job.kind, job.order.photo, address(job.public_url, said))
    return seal_page(page, said, job.kind, job.sealer, job.timestamper)


def seal_page(page: bytes, said: LicenseMetadata, kind: LicenseType, sealer: Sealer, timestamper: Timestamper) -> bytes:
    """Seal a page with the seal of its issuer, where its form has it."""
    number = seal_number(said.division, said.issuer_code)
    mark = stamp.draw(said.issuer_name, number, demonstration=said.demonstration)
    where = face.LAYOUTS[kind.layout].seal
    return sealing.seal(page, said, mark, where, sealer, timestamper, said.sealed_at)


def address(public_url: str, said: LicenseMetadata) -> str:
    """What the code on a licence says: where anybody can ask about it."""
    return f"{public_url}/v/{said.identifier}"


def proof_of(said: Judged, actor: Actor, serial: str, *, public_url: str, demonstration: bool) -> Proof:
    """The page of an order that may be carried out, as it will be sealed.

    Args:
        said: The order.
        actor: Who would seal it, and when.
        serial: Of the identifier that it will bear.
        public_url: Where people reach the service.
        demonstration: The licence means nothing.
    """
    identifier = identifier_of(said, serial)
    metadata = metadata_of(said.order, said.kind, said.issuer, identifier, actor, demonstration=demonstration)
    return Proof(said.order, said.kind, metadata, public_url, marked=False)


def metadata_of(
    order: IssueOrder,
    kind: LicenseType,
    issuer: Issuer,
    identifier: LicenseIdentifier,
    actor: Actor,
    *,
    demonstration: bool,
) -> LicenseMetadata:
    """What the licence will say of itself."""
    made = LicenseMetadata(
        name=kind.name,
        type_name=kind.name,
        type_code=kind.code,
        number=order.number,
        identifier=identifier.text,
        version=f"{identifier.version:03}",
        issuer_name=issuer.name,
        issuer_code=order.issuer,
        division=issuer.division,
        issued_on=order.issued_on,
        valid_from=order.valid_from,
        valid_until=order.valid_until,
        holders=tuple(replace(holder, former_name="", former_type="") for holder in order.holders),
        seal_name=f"{issuer.name}电子证照专用章",
        sealed_at=china_time(actor.now).replace(microsecond=0),
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
