"""Certificates and revocation lists of the demonstration authority: six profiles, two makers.

Nothing is kept here and no clock is read; `authority` decides what is made and where it lies.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from licenses.paper import attestation

DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")
"""Extended key usage documentSigning (RFC 9336)."""

REVOCATION_LIST_LIFE = timedelta(days=30)

_YEAR = timedelta(days=365)
_SEAL_LIFE = 10 * _YEAR  # a demonstration shows licences of several years, in tools that look at the certificate now
_CLOCKS_DIFFER_BY = timedelta(hours=1)
_ORGANISATION = "Zhengtu DEMONSTRATION 演示用认证机构"
_NAME_BYTES = 64
"""Longest common name, in bytes, that every library reads without complaint (X.520 ub-common-name)."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a kind of certificate may be used for, and for how long."""

    life: timedelta
    key_usage: frozenset[str]
    path_length: int | None = None
    """How many authorities may stand below; None for what is no authority."""
    extended_usage: ObjectIdentifier | None = None
    only_that: bool = False
    """The extended usage is critical (RFC 3161 wants it so for timestamps)."""
    further_usage: ObjectIdentifier | None = None


_ISSUING = frozenset({"key_cert_sign", "crl_sign"})
ROOT = Profile(20 * _YEAR, _ISSUING, path_length=1)
INTERMEDIATE = Profile(20 * _YEAR, _ISSUING, path_length=0)
SEALING = Profile(
    _SEAL_LIFE,
    frozenset({"digital_signature", "content_commitment"}),
    extended_usage=DOCUMENT_SIGNING,
    further_usage=ExtendedKeyUsageOID.EMAIL_PROTECTION,  # what NSS, and so poppler, takes for signatures by people
)
ATTESTING = Profile(
    _SEAL_LIFE,
    frozenset({"digital_signature", "content_commitment"}),
    extended_usage=ObjectIdentifier(attestation.ATTESTING),
    further_usage=ExtendedKeyUsageOID.EMAIL_PROTECTION,
)
"""Of what the register says of itself: such a key seals no licence, and none that does seals an attestation."""
TIMESTAMPING = Profile(
    20 * _YEAR,
    frozenset({"digital_signature"}),
    extended_usage=ExtendedKeyUsageOID.TIME_STAMPING,
    only_that=True,
)
_KEY_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


@dataclass(frozen=True, slots=True)
class Issuer:
    """An authority at work: its certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def named(common_name: str, organisation: str = _ORGANISATION, code: str | None = None) -> x509.Name:
    """Return a subject in China; the code becomes organizationIdentifier."""
    parts = [(NameOID.COUNTRY_NAME, "CN"), (NameOID.ORGANIZATION_NAME, organisation)]
    if code is not None:
        parts.append((NameOID.ORGANIZATION_IDENTIFIER, code))
    parts.append((NameOID.COMMON_NAME, common_name))
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in parts])


def sealing_name(department: str, code: str, *uses: str) -> x509.Name:
    """Return the subject of a sealing certificate: the whole name in O, and with the use line in CN where it fits.

    Args:
        department: Its full name.
        code: Its USCC.
        uses: The use line, and shorter forms of it; of a licence's seal where there are none.
    """
    whole, *shorter = uses or ("电子证照专用章", "证照专用章")
    candidates = (
        f"{department}{whole}（演示）",
        f"{department}{whole}(演示)",
        *(f"{department}{use}(演示)" for use in shorter),
        f"{whole}（演示）",
    )
    common_name = next(name for name in candidates if len(name.encode()) <= _NAME_BYTES)
    return named(common_name, department, code)


def certify(
    subject: x509.Name, key: ec.EllipticCurvePublicKey, profile: Profile, issuer: Issuer, at: datetime
) -> x509.Certificate:
    """Issue a certificate, valid from an hour before `at`, because clocks differ."""
    unsigned = (
        _draft(subject, key, profile, issuer.key, at)
        .issuer_name(issuer.certificate.subject)
        .add_extension(x509.CRLDistributionPoints([_where_revoked(issuer.certificate)]), critical=False)
    )
    return unsigned.sign(issuer.key, hashes.SHA256())


def certify_self(subject: x509.Name, key: ec.EllipticCurvePrivateKey, at: datetime) -> x509.Certificate:
    """Issue a root certificate."""
    return _draft(subject, key.public_key(), ROOT, key, at).issuer_name(subject).sign(key, hashes.SHA256())


def list_revoked(
    issuer: Issuer, revoked: Iterable[x509.RevokedCertificate], number: int, at: datetime
) -> x509.CertificateRevocationList:
    """Issue a revocation list."""
    draft = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(at - _CLOCKS_DIFFER_BY)
        .next_update(at + REVOCATION_LIST_LIFE)
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False)
    )
    for entry in revoked:
        draft = draft.add_revoked_certificate(entry)
    return draft.sign(issuer.key, hashes.SHA256())


def revoked_entry(serial: int, at: datetime, reason: x509.ReasonFlags) -> x509.RevokedCertificate:
    """Return the line of a revocation list for one certificate."""
    return (
        x509.RevokedCertificateBuilder()
        .serial_number(serial)
        .revocation_date(at)
        .add_extension(x509.CRLReason(reason), critical=False)
        .build()
    )


def _draft(
    subject: x509.Name,
    key: ec.EllipticCurvePublicKey,
    profile: Profile,
    issuer_key: ec.EllipticCurvePrivateKey,
    at: datetime,
) -> x509.CertificateBuilder:
    usage = x509.KeyUsage(**{name: name in profile.key_usage for name in _KEY_USAGES})
    authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    draft = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - _CLOCKS_DIFFER_BY)
        .not_valid_after(at + profile.life)
        .add_extension(x509.BasicConstraints(profile.path_length is not None, profile.path_length), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(authority, critical=False)
    )
    if profile.extended_usage is None:
        return draft
    usages = [each for each in (profile.extended_usage, profile.further_usage) if each is not None]
    return draft.add_extension(x509.ExtendedKeyUsage(usages), critical=profile.only_that)


def _where_revoked(issuer: x509.Certificate) -> x509.DistributionPoint:
    """Name the place of the list: a validator looks for one only where it is named. `.invalid` is never resolved."""
    url = f"http://demonstration.invalid/{issuer.serial_number:x}.crl"
    return x509.DistributionPoint([x509.UniformResourceIdentifier(url)], None, None, None)
