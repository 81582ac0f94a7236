"""What a verifier believes, and what that says to a seal: the values; the judging is `trust`'s."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from asn1crypto import crl, pem, x509

from graph.errors import Malformed, Text
from graph.refusal_codes import Code
from graph.words.china_time import china_time
from licenses.proof.verdict import Finding


@dataclass(frozen=True, slots=True)
class TrustBundle:
    """What a verifier has decided to believe."""

    anchors: tuple[x509.Certificate, ...] = ()
    crls: tuple[bytes, ...] = field(default=(), repr=False)
    """Revocation lists (DER) known beside those in the file, as the authority's newest."""
    ders: tuple[bytes, ...] = field(init=False, repr=False, compare=False)
    """The anchors as DER, by which what was found before is known to hold."""

    def __post_init__(self) -> None:
        """Write the anchors once; every file is judged by them."""
        object.__setattr__(self, "ders", tuple(anchor.dump() for anchor in self.anchors))

    @classmethod
    def of_pem(cls, *files: bytes, crls: Sequence[bytes] = ()) -> TrustBundle:
        """Read anchors from PEM (several in a file are fine) or DER.

        Raises:
            Malformed: `TRUST_ANCHOR`: a file holds no certificate, or a list is none.
        """
        if any(published(der) is None for der in crls):
            raise _malformed("吊销列表无法读取", "A revocation list cannot be read")
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


def published_by(lists: Iterable[bytes], at: datetime) -> tuple[bytes, ...]:
    """The lists that there were at a moment; one from the future proves nothing."""
    return tuple(der for der in dict.fromkeys(lists) if (made := published(der)) is not None and made <= at)


def published(der: bytes) -> datetime | None:
    """When a list was made; None where it is none."""
    try:
        moment: datetime = crl.CertificateList.load(der, strict=True)["tbs_cert_list"]["this_update"].native
    except (ValueError, TypeError, KeyError):
        return None
    return moment


def at_clock(moment: datetime | None) -> str:
    """Return a moment as a clerk's clock shows it."""
    return china_time(moment).isoformat(timespec="seconds") if moment else "-"


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
    return _malformed("信任列表文件中没有证书", "There is no certificate in the trust file")


def _malformed(zh: str, en: str) -> Malformed:
    return Malformed(Text(zh, en), code=Code.TRUST_ANCHOR, path=("trust",))
