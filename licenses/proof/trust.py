"""Whom to believe: anchors, the time of sealing, and whether the certificate was good then.

* An anchor is given, never found: nothing is taken from the operating system, nothing is fetched. A verifier that
  follows addresses out of a document can be led anywhere.
* *No* only when something speaks against the seal: a trusted authority's name with a key that is not its own, a link
  of the chain that does not hold, a key that is not for sealing. An authority that is merely unknown is *undecided*.
* The time of sealing is trusted when a timestamp's chain leads to an anchor. The last timestamp must be good at the
  moment of judging, each earlier one at the time of the next: so archive timestamps carry a seal through the decades.
* The certificate has to be good at the time of sealing, not today. Without a trusted time it has to be good today.
* A path is looked for among few: certificates of one name that have all signed each other make more paths than anybody
  can walk. A file with more of them than an honest one has is not judged.
* Revocation data come with the file or with the bundle. A list made later counts too: it knows what was revoked before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from asn1crypto import pem, x509
from cryptography.exceptions import InvalidSignature
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    DisallowedAlgorithmError,
    ExpiredError,
    InsufficientRevinfoError,
    NotYetValidError,
    PathError,
    RevokedError,
    ValidationError,
)

from graph.errors import Malformed, Text
from graph.law.workdays import CHINA
from graph.refusal_codes import Code
from licenses.proof.causes import Cause
from licenses.proof.facts import Seal, Timestamp
from licenses.proof.limits import TooComplexError
from licenses.proof.mechanisms import MECHANISMS, UnknownMechanismError
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
_TIMESTAMPING = "1.3.6.1.5.5.7.3.8"
_LONGEST_CHAIN = 8
_MOST_OF_ONE_NAME = 3
"""Certificates of one authority above another certificate; an authority that renews its certificate has two."""


@dataclass(frozen=True, slots=True)
class TrustBundle:
    """What a verifier has decided to believe."""

    anchors: tuple[x509.Certificate, ...] = ()
    crls: tuple[bytes, ...] = field(default=(), repr=False)
    """Revocation lists (DER) known beside those in the file, as the authority's newest."""

    @classmethod
    def of_pem(cls, *files: bytes, crls: Sequence[bytes] = ()) -> TrustBundle:
        """Read anchors from PEM (several in a file are fine) or DER.

        Raises:
            Malformed: `TRUST_ANCHOR`: a file holds no certificate.
        """
        return cls(tuple(certificate for file in files for certificate in _certificates(file)), tuple(crls))


@dataclass(frozen=True, slots=True)
class TrustFindings:
    """What a trust bundle has to say to a seal."""

    signer_trusted: Finding
    time_trusted: Finding
    certificate_valid_then: Finding
    sealed_at: datetime | None
    """The trusted time of sealing, else the claimed one."""
    signer_code: str | None
    """The organisation's code in the certificate (organizationIdentifier): a USCC."""
    demonstration: bool
    """A demonstration's authority issued the certificate."""
    covered: int = 0
    """Offset up to which a trusted archive timestamp covers the file; 0 where there is none."""


async def assess(seal: Seal, bundle: TrustBundle, at: datetime) -> TrustFindings:
    """Judge a seal.

    Args:
        seal: What the file says.
        bundle: What is believed; without anchors nothing is asked.
        at: The moment of judging.

    Raises:
        TooComplexError: More certificates of one name than are looked at stand above it.
    """
    if not bundle.anchors:
        return _alike(seal, Finding(Answer.NOT_ASKED, Cause.NO_TRUST_BUNDLE))
    try:
        return await _assess(seal, bundle, at)
    except (MemoryError, TooComplexError):
        raise
    except Exception as error:  # noqa: BLE001 - certificates are parsed as they are looked at, and a parser raises anything
        detail = f"{type(error).__name__}: {error}"[:200]
        return _alike(seal, Finding(Answer.UNDECIDED, Cause.CHAIN_UNJUDGED, {"detail": detail}))


async def _assess(seal: Seal, bundle: TrustBundle, at: datetime) -> TrustFindings:
    proved, covered, time_trusted = await _time(seal, bundle, at)
    moment = proved or at
    chain = await _chain(seal.certificate, seal.others, seal, bundle, moment)
    return _findings(
        seal,
        _signer(seal, chain),
        time_trusted,
        _validity(seal, chain, proved),
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
        names = _shown(certificate.subject) + _shown(certificate.issuer)
    except (ValueError, TypeError):
        return False
    return any(word in names for word in DEMONSTRATION_WORDS)


def _code(certificate: x509.Certificate) -> str | None:
    try:
        code = certificate.subject.native.get("organization_identifier")
    except (ValueError, TypeError):
        return None
    return code if isinstance(code, str) else None


def _signer(seal: Seal, chain: _Chain) -> Finding:
    unsuited = _unsuited(seal.certificate)
    if unsuited is not None:
        return Finding(Answer.NO, Cause.NOT_FOR_SEALING, {"detail": unsuited})
    if chain.objection is not None:
        return chain.objection
    evidence = {
        "signer": _shown(seal.certificate.subject),
        "serial": f"{seal.certificate.serial_number:x}",
        "anchor": _shown(chain.path[0].subject),
    }
    return Finding(Answer.YES, Cause.ANCHORED, evidence)


def _unsuited(certificate: x509.Certificate) -> str | None:
    """Return why a key is not one for sealing; None where nothing speaks against it."""
    if certificate.ca:
        return "CA"
    usage = certificate.key_usage_value
    if usage is not None and not usage.native & {"digital_signature", "non_repudiation"}:
        return "keyUsage " + ", ".join(sorted(usage.native))
    extended = certificate.extended_key_usage_value
    if extended is not None and not {purpose.dotted for purpose in extended} & SEALING_USAGES:
        return "extendedKeyUsage " + ", ".join(sorted(purpose.native for purpose in extended))
    return None


async def _time(seal: Seal, bundle: TrustBundle, at: datetime) -> tuple[datetime | None, int, Finding]:
    """Walk back from the moment of judging through the timestamps, the last one first.

    Returns:
        The earliest time that is proved, how much of the file a trusted archive timestamp covers, and the finding.
    """
    if not seal.timestamps:
        claimed = _at(seal.claimed_time)
        return None, 0, Finding(Answer.NO, Cause.ONLY_CLAIMED, {"time": claimed})
    reached, proved, covered = at, None, 0
    for stamp in reversed(seal.timestamps):
        if await _stamp_holds(stamp, seal, bundle, reached):
            reached = proved = stamp.time
            covered = max(covered, stamp.covers)
    if proved is None:
        first = seal.timestamps[0]
        evidence = {"time": _at(first.time), "authority": _shown(first.certificate.subject)}
        return None, 0, Finding(Answer.UNDECIDED, Cause.TIMESTAMP_UNTRUSTED, evidence)
    evidence = {"time": _at(proved), "timestamps": str(len(seal.timestamps))}
    return proved, covered, Finding(Answer.YES, Cause.TIMESTAMPED, evidence)


async def _stamp_holds(stamp: Timestamp, seal: Seal, bundle: TrustBundle, until: datetime) -> bool:
    purposes = stamp.certificate.extended_key_usage_value
    if purposes is None or _TIMESTAMPING not in {purpose.dotted for purpose in purposes}:
        return False
    if stamp.time > until:
        return False
    chain = await _chain(stamp.certificate, (*stamp.others, *seal.others), seal, bundle, stamp.time)
    good = chain.objection is None and chain.state in {_CertificateState.GOOD, _CertificateState.UNKNOWN}
    return good and all(certificate.not_valid_after >= until for certificate in chain.path)


def _validity(seal: Seal, chain: _Chain, proved: datetime | None) -> Finding:
    if chain.objection is not None:
        return Finding(Answer.UNDECIDED, Cause.CERTIFICATE_UNTRUSTED)
    time = proved or seal.claimed_time
    shown = _at(time)
    first, last = seal.certificate.not_valid_before, seal.certificate.not_valid_after
    match chain.state:
        case _CertificateState.GOOD:
            return Finding(Answer.YES, Cause.GOOD_THEN, {"time": shown})
        case _CertificateState.UNKNOWN:
            return Finding(Answer.UNDECIDED, Cause.NO_REVOCATION_DATA, {"time": shown})
        case _CertificateState.OUT_OF_PERIOD:
            if proved is None and time is not None and first <= time <= last:
                return Finding(Answer.UNDECIDED, Cause.TIME_UNPROVED, {"detail": f"notAfter {_at(last)}"})
            evidence = {"time": shown, "from": _at(first), "until": _at(last)}
            return Finding(Answer.NO, Cause.OUT_OF_PERIOD, evidence)
        case _CertificateState.REVOKED:
            revoked = _at(chain.revoked)
            if proved is None and time is not None and chain.revoked is not None and time < chain.revoked:
                return Finding(Answer.UNDECIDED, Cause.TIME_UNPROVED, {"detail": f"revoked {revoked}"})
            return Finding(Answer.NO, Cause.REVOKED_BEFORE, {"time": shown, "revoked": revoked})


class _CertificateState(Enum):
    """How a certificate stood at a moment."""

    GOOD = auto()
    UNKNOWN = auto()
    """In its period, but nothing says whether it was revoked."""
    OUT_OF_PERIOD = auto()
    REVOKED = auto()


@dataclass(frozen=True, slots=True)
class _Chain:
    path: tuple[x509.Certificate, ...]
    """Anchor first; empty where none was found."""
    state: _CertificateState = _CertificateState.UNKNOWN
    revoked: datetime | None = None
    objection: Finding | None = None
    """Why there is no path."""


async def _chain(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    seal: Seal,
    bundle: TrustBundle,
    moment: datetime,
) -> _Chain:
    revoked = None
    lists = tuple(dict.fromkeys((*seal.crls, *bundle.crls)))
    above = _above(certificate, others, bundle.anchors)
    try:
        path = await _path(certificate, above, bundle, moment, lists, seal.ocsps)
    except RevokedError as found:
        state, revoked = _CertificateState.REVOKED, found.revocation_dt
    except (ExpiredError, NotYetValidError):
        state = _CertificateState.OUT_OF_PERIOD
    except (InsufficientRevinfoError, PathError, ValidationError, ValueError):
        state = _CertificateState.UNKNOWN
    else:
        return _Chain(path, _CertificateState.GOOD)
    if state is _CertificateState.UNKNOWN and not certificate.not_valid_before <= moment <= certificate.not_valid_after:
        state = _CertificateState.OUT_OF_PERIOD
    within = min(max(moment, certificate.not_valid_before), certificate.not_valid_after)
    try:
        path = await _path(certificate, above, bundle, within)
    except (DisallowedAlgorithmError, ValueError) as found:
        return _Chain((), state, revoked, Finding(Answer.UNDECIDED, Cause.CHAIN_UNJUDGED, {"detail": str(found)}))
    except (PathError, ValidationError) as found:
        return _Chain((), state, revoked, _objection(certificate, others, bundle.anchors, str(found)))
    return _Chain(path, state, revoked)


def _above(
    certificate: x509.Certificate, others: Sequence[x509.Certificate], anchors: Sequence[x509.Certificate]
) -> tuple[x509.Certificate, ...]:
    """Return those certificates that truly signed something above this one.

    A file may bring any number of certificates of the same name; a path is only looked for among these few.
    """
    found: dict[bytes, x509.Certificate] = {}
    names: Counter[str] = Counter()
    waiting = [certificate]
    while waiting and len(found) < _LONGEST_CHAIN:
        current = waiting.pop()
        for one in (*others, *anchors):
            if one.subject == current.issuer and one.sha256 not in found and _issued(one, current):
                found[one.sha256] = one
                waiting.append(one)
                names[one.subject.hashable] += one not in anchors
                if names[one.subject.hashable] > _MOST_OF_ONE_NAME:
                    raise TooComplexError("certificates of one name", _MOST_OF_ONE_NAME + 1, _MOST_OF_ONE_NAME)
    return tuple(found.values())


async def _path(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    bundle: TrustBundle,
    moment: datetime,
    crls: Sequence[bytes] | None = None,
    ocsps: Sequence[bytes] = (),
) -> tuple[x509.Certificate, ...]:
    """Validate (RFC 5280); without lists the question of revocation is left out."""
    context = ValidationContext(
        trust_roots=list(bundle.anchors),
        other_certs=list(others),
        moment=moment,
        allow_fetching=False,
        crls=list(crls or ()),
        ocsps=list(ocsps),
        revocation_mode="soft-fail" if crls is None else "require",
        retroactive_revinfo=True,
        signature_validator=MECHANISMS,
    )
    path = await CertificateValidator(certificate, validation_context=context).async_validate_path()
    return tuple(path)


def _objection(
    certificate: x509.Certificate, others: Sequence[x509.Certificate], anchors: Sequence[x509.Certificate], detail: str
) -> Finding:
    """Climb from the certificate by hand and say where it ends."""
    current = certificate
    for _ in range(_LONGEST_CHAIN):
        issuer = _shown(current.issuer)
        named = [anchor for anchor in anchors if anchor.subject == current.issuer]
        if named:
            if any(_issued(anchor, current) for anchor in named):
                return Finding(Answer.NO, Cause.BROKEN_CHAIN, {"detail": detail[:200]})
            return Finding(Answer.NO, Cause.IMPOSTOR, {"issuer": issuer})
        above = [one for one in others if one.subject == current.issuer and one.sha256 != current.sha256]
        if not above:
            return Finding(Answer.UNDECIDED, Cause.UNKNOWN_ANCHOR, {"issuer": issuer})
        held = [one for one in above if _issued(one, current)]
        if not held:
            return Finding(Answer.NO, Cause.BROKEN_CHAIN, {"detail": issuer})
        current = held[0]
    return Finding(Answer.UNDECIDED, Cause.CHAIN_UNJUDGED, {"detail": f"> {_LONGEST_CHAIN}"})


def _issued(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    try:
        MECHANISMS.validate_signature(
            certificate["signature_value"].native,
            certificate["tbs_certificate"].dump(),
            issuer.public_key,
            certificate["signature_algorithm"],
        )
    except (InvalidSignature, UnknownMechanismError, AssertionError, TypeError, ValueError):
        return False
    return True


def _at(moment: datetime | None) -> str:
    """Return a moment as a clerk's clock shows it."""
    return moment.astimezone(CHINA).isoformat(timespec="seconds") if moment else "-"


def _shown(name: x509.Name) -> str:
    """Return organisation and common name, as a person would say who it is."""
    parts = name.native
    words = [parts[key] for key in ("organization_name", "common_name") if isinstance(parts.get(key), str)]
    return " / ".join(words) or str(name.human_friendly)


def _certificates(file: bytes) -> list[x509.Certificate]:
    try:
        if not pem.detect(file):
            return [x509.Certificate.load(file, strict=True)]
        found = [
            x509.Certificate.load(der) for kind, _, der in pem.unarmor(file, multiple=True) if kind == "CERTIFICATE"
        ]
    except (ValueError, TypeError) as cause:
        raise _no_certificate() from cause
    if not found:
        raise _no_certificate()
    return found


def _no_certificate() -> Malformed:
    message = Text("信任列表文件中没有证书", "There is no certificate in the trust file")
    return Malformed(message, code=Code.TRUST_ANCHOR, path=("trust",))
