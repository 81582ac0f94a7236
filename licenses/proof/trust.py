"""Whom to believe: anchors, the time of sealing, and whether the certificate was good then.

* An anchor is given, never found: nothing is taken from the operating system, nothing is fetched. A verifier that
  follows addresses out of a document can be led anywhere.
* *No* only when something speaks against the seal: a trusted authority's name with a key that is not its own, a link
  of the chain that does not hold, a key that is not for sealing. An authority that is merely unknown is *undecided*,
  and so is one that had no trusted key when it issued the certificate: authorities change their keys.
* The time of sealing is trusted when a timestamp's chain leads to an anchor. The last timestamp must be good at the
  moment of judging, each earlier one at the time of the next: so archive timestamps carry a seal through the decades.
* The certificate has to be good at the time of sealing, not today. Without a trusted time it has to be good today, and
  the time that the file claims is no later than today and within the certificate's period.
* A key is for sealing licences or for attesting what a register has answered; one for these seals no licence.
* Revocation data come with the file or with the bundle. A list made later counts too: it knows what was revoked before.
  One that is dated after the moment of judging proves nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from asn1crypto import x509

from licenses.paper.attestation import ATTESTING
from licenses.proof.causes import Cause
from licenses.proof.chain import CertificateState, Chain, Sources, chain_of, shown
from licenses.proof.facts import Seal, Timestamp
from licenses.proof.limits import TooComplexError
from licenses.proof.trusted import TrustBundle, TrustFindings, at_clock, published_by
from licenses.proof.verdict import Answer, Finding

DEMONSTRATION_WORDS = ("DEMONSTRATION", "演示")
"""What the names of a demonstration's authorities contain."""

# Extended key usages with which people's and departments' document seals are issued.
SEALING_USAGES = frozenset(
    {
        "1.3.6.1.5.5.7.3.36",  # documentSigning, RFC 9336
        "1.3.6.1.4.1.311.10.3.12",  # Microsoft document signing
        "1.2.840.113583.1.1.5",  # Adobe authentic documents
        "1.3.6.1.5.5.7.3.4",  # emailProtection, of older certificates for signing
        "2.5.29.37.0",  # any
    }
)
CLOCKS_DIFFER = timedelta(minutes=5)
"""By how much the clock of who sealed may be before ours."""
_TIMESTAMPING = "1.3.6.1.5.5.7.3.8"
_ANY_PURPOSE = "2.5.29.37.0"
_SIGNING = {"digital_signature", "non_repudiation"}


async def assess(seal: Seal, bundle: TrustBundle, at: datetime, *, attesting: bool = False) -> TrustFindings:
    """Judge a seal.

    Args:
        seal: What the file says.
        bundle: What is believed; without anchors everything is undecided.
        at: The moment of judging.
        attesting: Whether the file is an attestation; a key is for these or for licences.

    Raises:
        TooComplexError: More certificates of one name than are looked at stand above it.
    """
    if not bundle.anchors:
        return _alike(seal, Finding(Answer.UNDECIDED, Cause.NO_TRUST_BUNDLE))
    try:
        return await _assess(seal, bundle, at, attesting=attesting)
    except (MemoryError, TooComplexError):
        raise
    except Exception as error:  # noqa: BLE001 - certificates are parsed as they are looked at, and a parser raises anything
        detail = f"{type(error).__name__}: {error}"[:200]
        return _alike(seal, Finding(Answer.UNDECIDED, Cause.CHAIN_UNJUDGED, {"detail": detail}))


async def _assess(seal: Seal, bundle: TrustBundle, at: datetime, *, attesting: bool) -> TrustFindings:
    sources = Sources(bundle.anchors, published_by((*seal.crls, *bundle.crls), at), seal.ocsps)
    proved, covered, time_trusted = await _time(seal, sources, at)
    chain = await chain_of(seal.certificate, seal.others, sources, proved or at)
    return _findings(
        seal,
        _signer(seal, chain, attesting=attesting),
        time_trusted,
        _validity(seal, chain, proved, at),
        proved or seal.claimed_time,
        chain.path,
        covered,
    )


def _alike(seal: Seal, finding: Finding) -> TrustFindings:
    return _findings(seal, finding, finding, finding, seal.claimed_time, ())


def _findings(
    seal: Seal,
    signer: Finding,
    time: Finding,
    validity: Finding,
    at: datetime | None,
    path: Iterable[x509.Certificate],
    covered: int = 0,
) -> TrustFindings:
    return TrustFindings(
        signer_trusted=signer,
        time_trusted=time,
        certificate_valid_then=validity,
        sealed_at=at,
        signer_code=_code(seal.certificate),
        demonstration=any(_names_a_demonstration(certificate) for certificate in (seal.certificate, *path)),
        covered=covered,
    )


def _names_a_demonstration(certificate: x509.Certificate) -> bool:
    try:
        names = shown(certificate.subject) + shown(certificate.issuer)
    except (ValueError, TypeError):
        return False
    return any(word in names for word in DEMONSTRATION_WORDS)


def _code(certificate: x509.Certificate) -> str | None:
    try:
        code = certificate.subject.native.get("organization_identifier")
    except (ValueError, TypeError):
        return None
    return code if isinstance(code, str) else None


def _signer(seal: Seal, chain: Chain, *, attesting: bool) -> Finding:
    unsuited = _unsuited(seal.certificate, attesting=attesting)
    if unsuited is not None:
        return Finding(Answer.NO, Cause.NOT_FOR_SEALING, {"detail": unsuited})
    if chain.objection is not None:
        return chain.objection
    allowed = {ATTESTING} if attesting else SEALING_USAGES
    restricted = next((one for one in chain.path[1:-1] if _restricted(one, allowed)), None)
    if restricted is not None:
        return Finding(Answer.NO, Cause.NOT_FOR_SEALING, {"detail": shown(restricted.subject)})
    evidence = {
        "signer": shown(seal.certificate.subject),
        "serial": f"{seal.certificate.serial_number:x}",
        "anchor": shown(chain.path[0].subject),
    }
    return Finding(Answer.YES, Cause.ANCHORED, evidence)


def _unsuited(certificate: x509.Certificate, *, attesting: bool) -> str | None:
    """Return why a key is not one for sealing; None where nothing speaks against it."""
    if certificate.ca:
        return "CA"
    usage = certificate.key_usage_value
    if usage is not None and not usage.native & _SIGNING:
        return "keyUsage " + ", ".join(sorted(usage.native))
    extended = certificate.extended_key_usage_value
    purposes = None if extended is None else {purpose.dotted for purpose in extended}
    if attesting:
        suited = purposes is not None and ATTESTING in purposes
    else:
        suited = purposes is None or (ATTESTING not in purposes and bool(purposes & SEALING_USAGES))
    return None if suited else "extendedKeyUsage " + ", ".join(sorted(purpose.native for purpose in extended or ()))


async def _time(seal: Seal, sources: Sources, at: datetime) -> tuple[datetime | None, int, Finding]:
    """Walk back from the moment of judging through the timestamps, the outermost first.

    Returns:
        The earliest time that is proved, how much of the file a trusted archive timestamp covers, and the finding.
    """
    if not seal.timestamps:
        return None, 0, Finding(Answer.NO, Cause.ONLY_CLAIMED, {"time": at_clock(seal.claimed_time)})
    reached, proved, covered = at, None, 0
    for stamp in sorted(seal.timestamps, key=lambda one: (one.covers, one.time), reverse=True):
        if _later_than_what_it_covers(stamp, seal) and await _stamp_holds(stamp, seal, sources, reached):
            reached = proved = stamp.time
            covered = max(covered, stamp.covers)
    if proved is None:
        first = seal.timestamps[0]
        evidence = {"time": at_clock(first.time), "authority": shown(first.certificate.subject)}
        return None, 0, Finding(Answer.UNDECIDED, Cause.TIMESTAMP_UNTRUSTED, evidence)
    evidence = {"time": at_clock(proved), "timestamps": str(len(seal.timestamps))}
    return proved, covered, Finding(Answer.YES, Cause.TIMESTAMPED, evidence)


def _later_than_what_it_covers(stamp: Timestamp, seal: Seal) -> bool:
    """What a timestamp covers was there before it; one that says otherwise is false, whoever made it."""
    return all(inner.time <= stamp.time for inner in seal.timestamps if inner.covers < stamp.covers)


async def _stamp_holds(stamp: Timestamp, seal: Seal, sources: Sources, until: datetime) -> bool:
    """Whether a timestamp is still to be believed at a moment.

    A key that was revoked later speaks against it, unless for a reason that leaves good what was signed before: whoever
    has stolen it can state any time.
    """
    if not _for_timestamps(stamp.certificate) or not stamp.certificate.not_valid_before <= stamp.time <= until:
        return False
    chain = await chain_of(stamp.certificate, (*stamp.others, *seal.others), sources, until)
    if chain.objection is not None or any(certificate.not_valid_after < until for certificate in chain.path):
        return False
    if any(_restricted(authority, {_TIMESTAMPING}) for authority in chain.path[1:-1]):
        return False
    if chain.revoked is not None:
        return chain.revoked.leaves_what_was_signed and stamp.time < chain.revoked.at
    return chain.state in {CertificateState.GOOD, CertificateState.UNKNOWN}


def _for_timestamps(certificate: x509.Certificate) -> bool:
    """Whether a key is for timestamps and nothing else (RFC 3161, 2.3)."""
    purposes, usage = certificate.extended_key_usage_value, certificate.key_usage_value
    if purposes is None or {purpose.dotted for purpose in purposes} != {_TIMESTAMPING}:
        return False
    return "extended_key_usage" in certificate.critical_extensions and (usage is None or bool(usage.native & _SIGNING))


def _restricted(authority: x509.Certificate, purposes: Collection[str]) -> bool:
    """Whether an authority in the middle of a path may not certify keys for any of these purposes."""
    allowed = authority.extended_key_usage_value
    return allowed is not None and not {purpose.dotted for purpose in allowed} & {*purposes, _ANY_PURPOSE}


def _validity(seal: Seal, chain: Chain, proved: datetime | None, at: datetime) -> Finding:
    if chain.objection is not None:
        return Finding(Answer.UNDECIDED, Cause.CERTIFICATE_UNTRUSTED)
    time = proved or seal.claimed_time
    shown = at_clock(time)
    first, last = seal.certificate.not_valid_before, seal.certificate.not_valid_after
    if proved is None and time is not None:
        if time > at + CLOCKS_DIFFER:
            return Finding(Answer.UNDECIDED, Cause.CLAIMED_LATER, {"time": shown})
        if not first <= time <= last:
            return Finding(
                Answer.NO, Cause.OUT_OF_PERIOD, {"time": shown, "from": at_clock(first), "until": at_clock(last)}
            )
    match chain.state:
        case CertificateState.GOOD:
            return Finding(Answer.YES, Cause.GOOD_THEN, {"time": shown})
        case CertificateState.UNKNOWN:
            return Finding(Answer.UNDECIDED, Cause.NO_REVOCATION_DATA, {"time": shown})
        case CertificateState.OUT_OF_PERIOD:
            if proved is None and time is not None:
                return Finding(Answer.UNDECIDED, Cause.TIME_UNPROVED, {"detail": f"notAfter {at_clock(last)}"})
            evidence = {"time": shown, "from": at_clock(first), "until": at_clock(last)}
            return Finding(Answer.NO, Cause.OUT_OF_PERIOD, evidence)
        case CertificateState.REVOKED:
            revoked = at_clock(chain.revoked.at if chain.revoked else None)
            if proved is None and time is not None and chain.revoked is not None and time < chain.revoked.at:
                return Finding(Answer.UNDECIDED, Cause.TIME_UNPROVED, {"detail": f"revoked {revoked}"})
            return Finding(Answer.NO, Cause.REVOKED_BEFORE, {"time": shown, "revoked": revoked})
