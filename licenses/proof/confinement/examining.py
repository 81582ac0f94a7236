"""Examining one file: everything that needs a processor, and neither a register nor a clock.

It is run where it can be ended (`licenses.proof.confinement.pool`), so what it takes and returns are plain values: no
parser's object leaves that process.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from asn1crypto import x509

from licenses.proof.causes import Cause
from licenses.proof.codes import identifier_on_pages, identifier_on_picture
from licenses.proof.facts import FileFacts, unreadable
from licenses.proof.issued.learning import Lesson, lesson
from licenses.proof.limits import Limits, TooComplexError
from licenses.proof.reading import read
from licenses.proof.trust import assess
from licenses.proof.trusted import TrustBundle, TrustFindings
from licenses.proof.verdict import Answer, Finding

Examined = tuple[FileFacts, TrustFindings | None, Lesson | None]
"""What the file says, without the seal's own data; whom it leads to, where there is one; what can be kept of both."""


def examine(data: bytes, anchors: tuple[bytes, ...], crls: tuple[bytes, ...], at: datetime, limits: Limits) -> Examined:
    """Read a file and judge its seal.

    Args:
        data: The file; anybody may have made it.
        anchors: Certificates that are believed (DER).
        crls: Revocation lists that are known (DER).
        at: The moment of judging.
        limits: What the file may cost.
    """
    facts = read(data, limits)
    if facts.seal is None:
        return replace(facts, shows=_shown(data, facts)), None, None
    try:
        attesting = facts.attestation is not None
        findings = asyncio.run(assess(facts.seal, _bundle(anchors, crls), at, attesting=attesting))
    except TooComplexError as excess:
        return unreadable(data, Finding(Answer.NO, Cause.TOO_COMPLEX, excess.evidence)), None, None
    if attesting:
        return replace(facts, seal=None), findings, None  # what is kept is kept of licences
    return replace(facts, seal=None), findings, lesson(data, facts, findings, anchors, crls, at)


def _shown(data: bytes, facts: FileFacts) -> str | None:
    if facts.readable.cause is Cause.PICTURE:
        return identifier_on_picture(data)
    copied = facts.sealed.cause is Cause.NO_SEAL or facts.readable.cause is Cause.SCAN
    return identifier_on_pages(data) if copied else None


@lru_cache(maxsize=1)
def _bundle(anchors: tuple[bytes, ...], crls: tuple[bytes, ...]) -> TrustBundle:
    """Parse what is believed once, not for every file."""
    return TrustBundle(tuple(x509.Certificate.load(anchor) for anchor in anchors), crls)
