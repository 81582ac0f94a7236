"""A certificate's chain: whether it leads to an anchor, and how it stood at a moment (RFC 5280).

A path is looked for among few: certificates of one name that have all signed each other make more paths than anybody
can walk. A file with more of them than an honest one has is not judged.

A chain against which nothing speaks is kept for the next file with the same certificates and lists, for moments at
which it cannot have changed (`spans`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from itertools import pairwise

from asn1crypto import x509
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

from graph.words.china_time import china_day
from licenses.proof.algorithms import ALGORITHMS
from licenses.proof.causes import Cause
from licenses.proof.limits import TooComplexError
from licenses.proof.mechanisms import MECHANISMS, signed_with
from licenses.proof.revocation import Revocation, listed
from licenses.proof.spans import Span, changes
from licenses.proof.verdict import Answer, Finding

_LONGEST_CHAIN = 8
_MOST_OF_ONE_NAME = 3
"""Certificates of one authority above another certificate; an authority that renews its certificate has two."""


_MOST_KEPT = 256
_LARGEST_KEPT = 1 << 17
"""Bytes of certificates and lists; a chain with more of them is judged each time."""


class CertificateState(Enum):
    """How a certificate stood at a moment."""

    GOOD = auto()
    UNKNOWN = auto()
    """In its period, but nothing says whether it was revoked."""
    OUT_OF_PERIOD = auto()
    REVOKED = auto()


@dataclass(frozen=True, slots=True)
class Chain:
    """How a certificate hangs together with an anchor."""

    path: tuple[x509.Certificate, ...]
    """Anchor first; empty where none was found."""
    state: CertificateState = CertificateState.UNKNOWN
    revoked: Revocation | None = None
    objection: Finding | None = None
    """Why there is no path."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What a chain is judged with."""

    anchors: tuple[x509.Certificate, ...]
    lists: tuple[bytes, ...]
    """Revocation lists (DER)."""
    ocsps: tuple[bytes, ...]
    """OCSP responses (DER)."""


async def chain_of(
    certificate: x509.Certificate, others: Sequence[x509.Certificate], sources: Sources, moment: datetime
) -> Chain:
    """Look for a path from a certificate to an anchor, and say how its certificates stood at a moment.

    Raises:
        TooComplexError: There are more certificates of one name than an honest file has.
    """
    key = (_ders((certificate, *others)), _ders(sources.anchors), sources.lists)
    kept = None if sources.ocsps else _KEPT.get(key)
    if kept is not None and moment in kept[1]:
        return kept[0]
    chain = await _chain(certificate, others, sources, moment)
    plain = chain.objection is None and chain.state in {CertificateState.GOOD, CertificateState.UNKNOWN}
    if plain and not sources.ocsps:
        known = changes((certificate, *others, *sources.anchors), sources.lists)
        span = Span.around(moment, known or ())
        if span is not None:
            _keep(key, chain, span)
    return chain


_Key = tuple[tuple[bytes, ...], tuple[bytes, ...], tuple[bytes, ...]]
_KEPT: dict[_Key, tuple[Chain, Span]] = {}
"""Chains against which nothing speaks, by what they were judged with; the latest ones."""


def _keep(key: _Key, chain: Chain, span: Span) -> None:
    if sum(map(len, key[0] + key[2])) > _LARGEST_KEPT:
        return
    _KEPT.pop(key, None)
    while len(_KEPT) >= _MOST_KEPT:
        _KEPT.pop(next(iter(_KEPT)))
    _KEPT[key] = (chain, span)


def _ders(certificates: Iterable[x509.Certificate]) -> tuple[bytes, ...]:
    return tuple(one.dump() for one in certificates)


async def _chain(
    certificate: x509.Certificate, others: Sequence[x509.Certificate], sources: Sources, moment: datetime
) -> Chain:
    revoked = None
    above = _above(certificate, others, sources.anchors)
    try:
        path = await _path(certificate, above, sources, moment, with_lists=True)
    except RevokedError as found:
        state, revoked = CertificateState.REVOKED, Revocation(found.revocation_dt, found.reason.native)
    except (ExpiredError, NotYetValidError):
        state = CertificateState.OUT_OF_PERIOD
    except (InsufficientRevinfoError, PathError, ValidationError, ValueError):
        state = CertificateState.UNKNOWN
    else:
        return _heard(Chain(path, CertificateState.GOOD), sources, moment)
    if state is CertificateState.UNKNOWN and not certificate.not_valid_before <= moment <= certificate.not_valid_after:
        state = CertificateState.OUT_OF_PERIOD
    within = min(max(moment, certificate.not_valid_before), certificate.not_valid_after)
    try:
        path = await _path(certificate, above, sources, within)
    except (DisallowedAlgorithmError, ValueError) as found:
        return Chain((), state, revoked, Finding(Answer.UNDECIDED, Cause.CHAIN_UNJUDGED, {"detail": str(found)}))
    except (PathError, ValidationError) as found:
        return Chain((), state, revoked, _objection(certificate, others, sources.anchors, str(found)))
    return _heard(Chain(path, state, revoked), sources, moment)


def _heard(chain: Chain, sources: Sources, moment: datetime) -> Chain:
    """Hear every list of the authorities in the path, also those that the library has no use for."""
    said = [
        found
        for issuer, certificate in pairwise(chain.path)
        if (found := listed(certificate, issuer, sources.lists)) is not None and found.at <= moment
    ]
    if not said:
        return chain
    earliest = min((*said, *([chain.revoked] if chain.revoked else [])), key=lambda one: one.at)
    return replace(chain, state=CertificateState.REVOKED, revoked=earliest)


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
    sources: Sources,
    moment: datetime,
    *,
    with_lists: bool = False,
) -> tuple[x509.Certificate, ...]:
    """Validate (RFC 5280); without lists the question of revocation is left out."""
    context = ValidationContext(
        trust_roots=list(sources.anchors),
        other_certs=list(others),
        moment=moment,
        allow_fetching=False,
        crls=list(sources.lists if with_lists else ()),
        ocsps=list(sources.ocsps if with_lists else ()),
        revocation_mode="require" if with_lists else "soft-fail",
        retroactive_revinfo=True,
        algorithm_usage_policy=ALGORITHMS,
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
        issuer = shown(current.issuer)
        named = [anchor for anchor in anchors if anchor.subject == current.issuer]
        if named:
            if any(_issued(anchor, current) for anchor in named):
                return Finding(Answer.NO, Cause.BROKEN_CHAIN, {"detail": detail[:200]})
            return _another_key(current, named)
        above = [one for one in others if one.subject == current.issuer and one.sha256 != current.sha256]
        if not above:
            return Finding(Answer.UNDECIDED, Cause.UNKNOWN_ANCHOR, {"issuer": issuer})
        held = [one for one in above if _issued(one, current)]
        if not held:
            return Finding(Answer.NO, Cause.BROKEN_CHAIN, {"detail": issuer})
        current = held[0]
    return Finding(Answer.UNDECIDED, Cause.CHAIN_UNJUDGED, {"detail": f"> {_LONGEST_CHAIN}"})


def _another_key(certificate: x509.Certificate, anchors: Sequence[x509.Certificate]) -> Finding:
    """A key of an authority whose name is trusted with another: an impostor's, unless its own were of another time."""
    issuer, issued = shown(certificate.issuer), certificate.not_valid_before
    if any(anchor.not_valid_before <= issued <= anchor.not_valid_after for anchor in anchors):
        return Finding(Answer.NO, Cause.IMPOSTOR, {"issuer": issuer})
    first, last = min(one.not_valid_before for one in anchors), max(one.not_valid_after for one in anchors)
    period = {"from": china_day(first).isoformat(), "until": china_day(last).isoformat()}
    return Finding(Answer.UNDECIDED, Cause.ANOTHER_KEY, {"issuer": issuer, **period})


def _issued(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    return signed_with(
        issuer.public_key,
        certificate["signature_value"].native,
        certificate["tbs_certificate"].dump(),
        certificate["signature_algorithm"],
    )


def shown(name: x509.Name) -> str:
    """Return organisation and common name, as a person would say who it is."""
    parts = name.native
    words = [parts[key] for key in ("organization_name", "common_name") if isinstance(parts.get(key), str)]
    return " / ".join(words) or str(name.human_friendly)
