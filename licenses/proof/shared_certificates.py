"""Certificates that file after file brings, parsed once: most of a verification is names being prepared to compare."""

from __future__ import annotations

from functools import lru_cache

from asn1crypto import x509

_LARGEST_SHARED = 8_192
"""Bytes of a certificate; a larger one is parsed for each file."""


def certificate_of(der: bytes) -> x509.Certificate:
    """Parse a certificate, or return the one that was parsed before; nobody may change it."""
    return _shared(der) if len(der) <= _LARGEST_SHARED else x509.Certificate.load(der)


@lru_cache(maxsize=128)
def _shared(der: bytes) -> x509.Certificate:
    return x509.Certificate.load(der)
