"""Timestamp services that do what none should."""

from __future__ import annotations

from datetime import datetime, timedelta

from builders.licenses import Authority, der
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from licenses.seal import certificates, timestamping
from licenses.seal.certificates import Profile


class Service:
    """A service of an authority, with other lists, another certificate, or another time than it should have."""

    def __init__(
        self,
        authority: Authority,
        *,
        revocation: tuple[bytes, ...] | None = None,
        profile: Profile | None = None,
        wrong_by: timedelta = timedelta(),
    ) -> None:
        """Say what is wrong."""
        self._authority = authority
        self.chain = authority.chain
        self.revocation = authority.revocation if revocation is None else revocation
        self._wrong_by = wrong_by
        self._key: ec.EllipticCurvePrivateKey = authority.tsa_key
        self._certificate: x509.Certificate = authority.tsa
        if profile is not None:
            founded = authority.tsa.not_valid_before_utc + timedelta(hours=1)
            self._certificate = authority.certify(certificates.named("Other TSA"), self._key, profile, founded)

    def ask(self, request: bytes, at: datetime) -> bytes:
        """Answer a request."""
        return timestamping.answer(
            request, self._key, der(self._certificate), at + self._wrong_by, 1, self._authority.chain
        )
