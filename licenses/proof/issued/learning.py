"""Learning from a file that was judged the long way what to think of the next one with the same papers (`grounds`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509

from licenses.proof.brought import Brought
from licenses.proof.causes import Cause
from licenses.proof.facts import FileFacts, Seal
from licenses.proof.grounds import Grounds
from licenses.proof.issued.der import OtherShape
from licenses.proof.issued.grounds import Key, key_of
from licenses.proof.issued.recognition import Recognised, recognise
from licenses.proof.spans import Span, changes
from licenses.proof.structure.papers import unpacked
from licenses.proof.trusted import TrustFindings
from licenses.proof.verdict import Answer

_GOOD = (Cause.ANCHORED, Cause.TIMESTAMPED, Cause.GOOD_THEN)

Learned = tuple[Key, Grounds]


@dataclass(frozen=True, slots=True)
class Spans:
    """For how long everything that was said of a seal is the same."""

    holds: Span
    """When this file is judged at this time."""
    judged: Span
    """When any file with the same papers is judged at this time."""
    stamped: Span | None
    """For timestamps of this time; None where that is not known."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What can be kept of a judged file that is wholly in order."""

    holds: Span
    """For which moments of judging everything that was said of its seal is the same."""
    brought: Brought
    """What its seal brings, to be judged again."""
    grounds: Grounds | None = None
    """What to think of the next one with the same papers, where it has one timestamp."""
    learned: Learned | None = None
    """The same, where it is of the shape that is issued here, under its papers as they are written there."""


def lesson(
    data: bytes,
    facts: FileFacts,
    findings: TrustFindings,
    anchors: tuple[bytes, ...],
    lists: tuple[bytes, ...],
    at: datetime,
) -> Lesson | None:
    """Return what can be kept of a judged file; None where it is not wholly in order.

    Args:
        data: The file.
        facts: What it says, with its seal.
        findings: What was found about its seal.
        anchors: Certificates that are believed (DER).
        lists: Revocation lists that are known (DER).
        at: The moment of judging.
    """
    seal = facts.seal
    spans = held(facts, seal, findings, anchors, lists, at) if seal is not None else None
    if seal is None or spans is None:
        return None
    brought, grounds = Brought.of(seal), grounds_of(seal, findings, spans)
    try:
        file = recognise(data)
    except OtherShape:
        return Lesson(spans.holds, brought, grounds)
    if grounds is None or not _as_read(seal, file):
        return Lesson(spans.holds, brought, grounds)
    return Lesson(spans.holds, brought, grounds, (key_of(file.seal, file.papers, anchors, lists), grounds))


def held(
    facts: FileFacts,
    seal: Seal,
    findings: TrustFindings,
    anchors: tuple[bytes, ...],
    lists: tuple[bytes, ...],
    at: datetime,
) -> Spans | None:
    """For how long what was said of a seal holds; None where it is not wholly in order, or that is not known."""
    causes = (findings.signer_trusted, findings.time_trusted, findings.certificate_valid_then)
    good = facts.intact.answer is Answer.YES and tuple(one.cause for one in causes) == _GOOD
    if not good or seal.ocsps:
        return None
    certificates = [seal.certificate, *seal.others, *map(x509.Certificate.load, anchors)]
    certificates += [one for stamp in seal.timestamps for one in (stamp.certificate, *stamp.others)]
    moments = changes(certificates, (*seal.crls, *lists)) or []
    judged = Span.around(at, moments)
    if judged is None:
        return None
    holds = judged.since(max(stamp.time for stamp in seal.timestamps))
    return Spans(holds, judged, Span.around(seal.timestamps[0].time, moments))


def grounds_of(seal: Seal, findings: TrustFindings, spans: Spans) -> Grounds | None:
    """What to think of the next seal with the same papers; None where it has not one timestamp, of the seal itself."""
    if spans.stamped is None or len(seal.timestamps) != 1 or seal.timestamps[0].covers:
        return None
    return Grounds(findings.signer_trusted, findings.signer_code, findings.demonstration, spans.stamped, spans.judged)


def _as_read(seal: Seal, file: Recognised) -> bool:
    """Whether the long way has read the same out of the file."""
    stored = tuple(unpacked(one) for one in file.papers.certificates)
    return (
        len(seal.timestamps) == 1
        and _ders([seal.certificate, *seal.others]) == (file.seal.certificate, *file.seal.others, *stored)
        and seal.crls == tuple(unpacked(one) for one in file.papers.lists)
        and seal.timestamps[0].time == file.stated.time
        and _ders([seal.timestamps[0].certificate, *seal.timestamps[0].others])
        == (file.stamp.certificate, *file.stamp.others)
    )


def _ders(certificates: Iterable[x509.Certificate]) -> tuple[bytes, ...]:
    return tuple(one.dump() for one in certificates)
