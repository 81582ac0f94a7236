"""Learning from a file that was judged the long way what to think of the next one with the same papers (`grounds`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from asn1crypto import x509

from licenses.proof.causes import Cause
from licenses.proof.facts import FileFacts, Seal
from licenses.proof.issued.der import OtherShape
from licenses.proof.issued.grounds import Grounds, Key, key_of
from licenses.proof.issued.recognition import Recognised, recognise
from licenses.proof.spans import Span, changes
from licenses.proof.structure.papers import unpacked
from licenses.proof.trusted import TrustFindings
from licenses.proof.verdict import Answer

_KEPT = (Cause.ANCHORED, Cause.TIMESTAMPED, Cause.GOOD_THEN)

Learned = tuple[Key, Grounds]


def learned(
    data: bytes,
    facts: FileFacts,
    findings: TrustFindings,
    anchors: tuple[bytes, ...],
    lists: tuple[bytes, ...],
    at: datetime,
) -> Learned | None:
    """Return what can be kept of a judged file; None where it is of another shape, or not wholly in order.

    Args:
        data: The file.
        facts: What it says, with its seal.
        findings: What was found about its seal.
        anchors: Certificates that are believed (DER).
        lists: Revocation lists that are known (DER).
        at: The moment of judging.
    """
    seal, causes = facts.seal, (findings.signer_trusted, findings.time_trusted, findings.certificate_valid_then)
    if seal is None or facts.intact.answer is not Answer.YES or tuple(one.cause for one in causes) != _KEPT:
        return None
    try:
        file = recognise(data)
    except OtherShape:
        return None
    if not _as_read(seal, file):
        return None
    stamp = seal.timestamps[0]
    certificates = [seal.certificate, *seal.others, stamp.certificate, *stamp.others]
    moments = changes((*certificates, *map(x509.Certificate.load, anchors)), (*seal.crls, *lists))
    stamped, judged = (Span.around(moment, moments or ()) for moment in (stamp.time, at))
    if stamped is None or judged is None:
        return None
    grounds = Grounds(findings.signer_trusted, findings.signer_code, findings.demonstration, stamped, judged)
    return key_of(file.seal, file.papers, anchors, lists), grounds


def _as_read(seal: Seal, file: Recognised) -> bool:
    """Whether the long way has read the same out of the file."""
    stored = tuple(unpacked(one) for one in file.papers.certificates)
    return (
        seal.ocsps == ()
        and len(seal.timestamps) == 1
        and _ders([seal.certificate, *seal.others]) == (file.seal.certificate, *file.seal.others, *stored)
        and seal.crls == tuple(unpacked(one) for one in file.papers.lists)
        and seal.timestamps[0].time == file.stated.time
        and _ders([seal.timestamps[0].certificate, *seal.timestamps[0].others])
        == (file.stamp.certificate, *file.stamp.others)
    )


def _ders(certificates: Iterable[x509.Certificate]) -> tuple[bytes, ...]:
    return tuple(one.dump() for one in certificates)
