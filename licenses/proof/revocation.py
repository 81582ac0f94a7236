"""Whether a list says that a certificate was revoked: every list of its issuer is heard, the newest and the oldest.

The library asks whether a list is good for a moment: new enough, complete, for this kind of certificate. A list that is
not may still say that a key was revoked, and what an authority has once said of its own certificate speaks against it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import core, crl, x509

from licenses.proof.mechanisms import signed_with

LASTING = frozenset({"superseded", "cessation_of_operation", "affiliation_changed"})
"""Reasons for which what was signed before stays good (RFC 3161, 4); any other may mean that the key was stolen."""

_NOT_FOR_EVER = frozenset({"remove_from_crl", "certificate_hold"})
"""What a later list takes back; only the newest has a word on it, and that is heard by the library."""


@dataclass(frozen=True, slots=True)
class Revocation:
    """That a certificate was revoked."""

    at: datetime
    """From when on it is not to be believed: the moment of revocation, or when the key became invalid."""
    reason: str

    @property
    def leaves_what_was_signed(self) -> bool:
        """What was signed before stays good."""
        return self.reason in LASTING


def listed(certificate: x509.Certificate, issuer: x509.Certificate, lists: Iterable[bytes]) -> Revocation | None:
    """The earliest revocation that any list of the issuer states."""
    number = core.Integer(certificate.serial_number).dump()
    found = [
        entry
        for der in lists
        if number in der
        for entry in _entries(certificate, issuer, crl.CertificateList.load(der))
    ]
    return min(found, key=lambda one: one.at, default=None)


def _entries(
    certificate: x509.Certificate, issuer: x509.Certificate, found: crl.CertificateList
) -> Iterable[Revocation]:
    scope = found.issuing_distribution_point_value
    indirect = scope is not None and scope["indirect_crl"].native
    if indirect or found.issuer != certificate.issuer or not _signed(found, issuer):
        return
    for entry in found["tbs_cert_list"]["revoked_certificates"]:
        if entry["user_certificate"].native != certificate.serial_number:
            continue
        reason = entry.crl_reason_value.native if entry.crl_reason_value else "unspecified"
        if reason not in _NOT_FOR_EVER:
            invalid = entry.invalidity_date_value
            moments = [entry["revocation_date"].native, *([invalid.native] if invalid else [])]
            yield Revocation(min(moments), reason)


def _signed(found: crl.CertificateList, issuer: x509.Certificate) -> bool:
    return signed_with(
        issuer.public_key, found["signature"].native, found["tbs_cert_list"].dump(), found["signature_algorithm"]
    )
