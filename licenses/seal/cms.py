"""CMS signed data (RFC 5652) in the one shape that seals and timestamps have here.

One signer, SHA-256, signed attributes as CAdES wants them: content type, digest, the algorithms (RFC 6211) and the
signer's certificate by its digest (RFC 5035). Everything but the digest is known before a document comes, so what
depends on the certificate alone is encoded once per process; a general encoder takes longer over a signature than the
key does by a factor of a hundred.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

DATA = "1.2.840.113549.1.7.1"
SIGNED_DATA = "1.2.840.113549.1.7.2"
TIMESTAMP_INFO = "1.2.840.113549.1.9.16.1.4"
TIMESTAMP_TOKEN = "1.2.840.113549.1.9.16.2.14"  # noqa: S105 - an object identifier

_CONTENT_TYPE = "1.2.840.113549.1.9.3"
_MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
_ALGORITHM_PROTECTION = "1.2.840.113549.1.9.52"
_SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.47"
_SHA256 = "2.16.840.1.101.3.4.2.1"
_ECDSA_SHA256 = "1.2.840.10045.4.3.2"
_RSA_SHA256 = "1.2.840.113549.1.1.11"

INTEGER, OCTETS, NULL, OBJECT, SEQUENCE, SET = 0x02, 0x04, 0x05, 0x06, 0x30, 0x31
BOOLEAN_TRUE = b"\x01\x01\xff"
_LONG_FORM = 0x80


def tlv(tag: int, *contents: bytes) -> bytes:
    """Encode one DER element."""
    content = b"".join(contents)
    length = len(content)
    if length < _LONG_FORM:
        return bytes((tag, length)) + content
    size = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((tag, _LONG_FORM | len(size))) + size + content


def integer(number: int) -> bytes:
    """Encode a non-negative INTEGER."""
    return tlv(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


@lru_cache(maxsize=64)
def object_identifier(dotted: str) -> bytes:
    """Encode an OBJECT IDENTIFIER."""
    first, second, *rest = (int(part) for part in dotted.split("."))
    encoded = bytearray()
    for arc in (40 * first + second, *rest):
        digits = [arc & 0x7F]
        while arc := arc >> 7:
            digits.append(_LONG_FORM | arc & 0x7F)
        encoded += bytes(reversed(digits))
    return tlv(OBJECT, bytes(encoded))


def sha256_algorithm() -> bytes:
    """Encode the AlgorithmIdentifier of SHA-256, without parameters (RFC 5754)."""
    return tlv(SEQUENCE, object_identifier(_SHA256))


def sign(
    digest: bytes,
    certificate: bytes,
    key: Callable[[bytes], bytes],
    *,
    certificates: tuple[bytes, ...],
    content_type: str = DATA,
    content: bytes | None = None,
    timestamp: Callable[[bytes], bytes] | None = None,
) -> bytes:
    """Sign a digest.

    Args:
        digest: SHA-256 of what is signed.
        certificate: The signer's certificate (DER).
        key: Signs bytes with SHA-256 in the scheme of that certificate's key.
        certificates: What to attach (DER), the signer's own included where wanted.
        content_type: What is signed.
        content: The signed bytes, where they travel along.
        timestamp: Turns the SHA-256 of the signature value into a timestamp token (DER), attached unsigned.

    Returns:
        ContentInfo (DER).
    """
    signature = signed(digest, certificate, key, content_type=content_type)
    token = None if timestamp is None else timestamp(hashlib.sha256(signature.value).digest())
    return enclosed(signature, certificates=certificates, content_type=content_type, content=content, token=token)


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature that is not enclosed yet: between the two a timestamp can be asked for."""

    signer: bytes
    """Version, signer's name, digest algorithm, signed attributes and signature algorithm."""
    value: bytes


def signed(digest: bytes, certificate: bytes, key: Callable[[bytes], bytes], *, content_type: str = DATA) -> Signature:
    """Sign a digest; see `sign`."""
    form = _form(certificate, content_type)
    attributes = form.before + digest + form.after
    return Signature(form.signer + tlv(0xA0, attributes) + form.algorithm, key(tlv(SET, attributes)))


def enclosed(
    signature: Signature,
    *,
    certificates: tuple[bytes, ...],
    content_type: str = DATA,
    content: bytes | None = None,
    token: bytes | None = None,
) -> bytes:
    """Return the ContentInfo (DER) of a signature, with a timestamp token over its value; see `sign`."""
    unsigned = b"" if token is None else tlv(0xA1, _attribute(TIMESTAMP_TOKEN, token))
    signer = tlv(SEQUENCE, signature.signer, tlv(OCTETS, signature.value), unsigned)
    enclosing = tlv(0xA0, tlv(OCTETS, content)) if content is not None else b""
    signed_data = tlv(
        SEQUENCE,
        integer(1 if content_type == DATA else 3),
        tlv(SET, sha256_algorithm()),
        tlv(SEQUENCE, object_identifier(content_type), enclosing),
        tlv(0xA0, *sorted(dict.fromkeys(certificates))) if certificates else b"",
        tlv(SET, signer),
    )
    return tlv(SEQUENCE, object_identifier(SIGNED_DATA), tlv(0xA0, signed_data))


@dataclass(frozen=True, slots=True)
class _Form:
    """What of a signature depends on the certificate alone."""

    before: bytes
    """Signed attributes up to the digest."""
    after: bytes
    """Signed attributes behind it."""
    signer: bytes
    """Version, signer's name and digest algorithm."""
    algorithm: bytes


@lru_cache(maxsize=256)
def _form(certificate: bytes, content_type: str) -> _Form:
    read = x509.load_der_x509_certificate(certificate)
    algorithm = _signature_algorithm(read)
    protection = tlv(SEQUENCE, sha256_algorithm(), b"\xa1" + algorithm[1:])
    named = tlv(SEQUENCE, tlv(SEQUENCE, tlv(SEQUENCE, tlv(OCTETS, hashlib.sha256(certificate).digest()))))
    gap = bytes(32)
    digest = _attribute(_MESSAGE_DIGEST, tlv(OCTETS, gap))
    attributes = sorted(
        (
            _attribute(_CONTENT_TYPE, object_identifier(content_type)),
            digest,
            _attribute(_ALGORITHM_PROTECTION, protection),
            _attribute(_SIGNING_CERTIFICATE, named),
        )
    )
    whole = b"".join(attributes)
    at = whole.index(digest) + len(digest) - len(gap)
    issuer = tlv(SEQUENCE, read.issuer.public_bytes(), integer(read.serial_number))
    return _Form(whole[:at], whole[at + len(gap) :], integer(1) + issuer + sha256_algorithm(), algorithm)


def _signature_algorithm(certificate: x509.Certificate) -> bytes:
    if isinstance(certificate.public_key(), EllipticCurvePublicKey):
        return tlv(SEQUENCE, object_identifier(_ECDSA_SHA256))
    return tlv(SEQUENCE, object_identifier(_RSA_SHA256), tlv(NULL))


def _attribute(kind: str, value: bytes) -> bytes:
    return tlv(SEQUENCE, object_identifier(kind), tlv(SET, value))
