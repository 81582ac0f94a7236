"""The CMS signature of a seal and of the timestamp in it, in the one shape that they have here (`licenses.seal.cms`).

One signer, SHA-256; ECDSA on the curves of NIST from 256 bits or RSA from 2048; four signed attributes in DER order:
content type, digest, algorithms (RFC 6211), certificate (RFC 5035). The one unsigned attribute of a seal is its
timestamp.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from licenses.proof.issued.der import INTEGER, OBJECT, OCTETS, SEQUENCE, SET, Der, OtherShape

_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_DATA = bytes.fromhex("06092a864886f70d010701")
_TIMESTAMP_INFO = bytes.fromhex("060b2a864886f70d0109100104")
_SHA256 = bytes.fromhex("300b0609608648016503040201")
_ECDSA_SHA256 = bytes.fromhex("300a06082a8648ce3d040302")
_RSA_SHA256 = bytes.fromhex("300d06092a864886f70d01010b0500")

_CONTENT_TYPE = bytes.fromhex("2a864886f70d010903")
_MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
_ALGORITHM_PROTECTION = bytes.fromhex("2a864886f70d010934")
_SIGNING_CERTIFICATE = bytes.fromhex("2a864886f70d010910022f")
_TIMESTAMP_TOKEN = bytes.fromhex("2a864886f70d010910020e")
_ATTRIBUTES = 4
_MOST_CERTIFICATES = 16

_EXPLICIT_0, _IMPLICIT_1 = 0xA0, 0xA1
_GENERALIZED_TIME = 0x18
_DIGITS = 14
"""Of a moment: year, month, day, hour, minute, second."""
_CURVES = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)
_RSA_BITS = range(2_048, 8_193)

PublicKey = ec.EllipticCurvePublicKey | rsa.RSAPublicKey


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature and what it brings with it."""

    certificate: bytes
    """The signer's (DER)."""
    others: tuple[bytes, ...]
    content: bytes
    """What is signed, where it travels along."""
    digest: bytes
    """SHA-256 of what is signed, as it says."""
    attributes: bytes
    """The signed attributes, as they were signed."""
    mechanism: bytes
    value: bytes
    stamp: Signed | None = None
    """The timestamp over its value."""

    def holds(self) -> bool:
        """Whether the signer's key made the signature over the attributes."""
        key = _key(self.certificate)
        try:
            if isinstance(key, ec.EllipticCurvePublicKey):
                key.verify(self.value, self.attributes, ec.ECDSA(hashes.SHA256()))
            else:
                key.verify(self.value, self.attributes, padding.PKCS1v15(), hashes.SHA256())
        except InvalidSignature:
            return False
        return self.mechanism == (_ECDSA_SHA256 if isinstance(key, ec.EllipticCurvePublicKey) else _RSA_SHA256)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a timestamp states."""

    imprint: bytes
    """SHA-256 of what was there at that time."""
    time: datetime


def read_seal(contents: bytes) -> Signed:
    """Read a seal's value, with its padding.

    Raises:
        OtherShape: It is of another shape.
    """
    reader = Der.of(contents)
    reader.enter(SEQUENCE)
    if contents[reader.at :].strip(b"\x00"):
        raise OtherShape("padding")
    seal = _signed(Der(contents, 0, reader.at), _DATA)
    if seal.stamp is None:
        raise OtherShape("timestamp")
    return seal


def read_stated(info: bytes) -> Stated:
    """Read what a timestamp states (RFC 3161, 2.4.2).

    Raises:
        OtherShape: It is of another shape.
    """
    outer = Der.of(info)
    stated = outer.enter(SEQUENCE)
    outer.close()
    stated.expect(b"\x02\x01\x01")
    stated.whole(OBJECT)
    covered = stated.enter(SEQUENCE)
    covered.expect(_SHA256)
    imprint = covered.value(OCTETS)
    covered.close()
    stated.whole(INTEGER)
    written = stated.value(_GENERALIZED_TIME)
    accuracy = stated.enter(SEQUENCE)
    accuracy.whole(INTEGER)
    accuracy.close()
    if stated.more:
        stated.whole(INTEGER)
    stated.close()
    if written[-1:] != b"Z":
        raise OtherShape("time")
    return Stated(imprint, moment_of(written[:-1]).replace(tzinfo=UTC))


def moment_of(digits: bytes) -> datetime:
    """The moment that fourteen digits say, without a zone.

    Raises:
        OtherShape: They say none.
    """
    if len(digits) != _DIGITS or not digits.isdigit():
        raise OtherShape("time")
    month, day, hour, minute, second = (int(digits[at : at + 2]) for at in range(4, _DIGITS, 2))
    try:
        return datetime(int(digits[:4]), month, day, hour, minute, second)  # noqa: DTZ001 - who asks knows the zone
    except ValueError as cause:
        raise OtherShape("time") from cause


def _signed(reader: Der, content_type: bytes) -> Signed:
    message = reader.enter(SEQUENCE)
    reader.close()
    message.expect(_SIGNED_DATA)
    wrapped = message.enter(_EXPLICIT_0)
    message.close()
    signed = wrapped.enter(SEQUENCE)
    wrapped.close()
    signed.expect(b"\x02\x01\x01" if content_type == _DATA else b"\x02\x01\x03")
    signed.expect(b"\x31\x0d" + _SHA256)
    content = _content(signed.enter(SEQUENCE), content_type)
    certificates = _certificates(signed.enter(_EXPLICIT_0))
    signers = signed.enter(SET)
    signed.close()
    signer = signers.enter(SEQUENCE)
    signers.close()
    return _signer(signer, content_type, content, certificates)


def _content(enclosed: Der, content_type: bytes) -> bytes:
    enclosed.expect(content_type)
    if content_type == _DATA:
        enclosed.close()
        return b""
    wrapped = enclosed.enter(_EXPLICIT_0)
    enclosed.close()
    content = wrapped.value(OCTETS)
    wrapped.close()
    return content


def _certificates(reader: Der) -> list[bytes]:
    found = list[bytes]()
    while reader.more and len(found) < _MOST_CERTIFICATES:
        found.append(reader.whole(SEQUENCE))
    reader.close()
    return found


def _signer(signer: Der, content_type: bytes, content: bytes, certificates: list[bytes]) -> Signed:
    signer.expect(b"\x02\x01\x01")
    certificate = _named(certificates, signer.value(SEQUENCE))
    signer.expect(_SHA256)
    start = signer.at
    attributes = signer.enter(_EXPLICIT_0)
    written = b"\x31" + signer.data[start + 1 : signer.at]
    mechanism = signer.whole(SEQUENCE)
    value = signer.value(OCTETS)
    stamp = _stamp(signer.enter(_IMPLICIT_1)) if content_type == _DATA and signer.more else None
    signer.close()
    if mechanism not in {_ECDSA_SHA256, _RSA_SHA256}:
        raise OtherShape("mechanism")
    return Signed(
        certificate=certificate,
        others=tuple(one for one in certificates if one is not certificate),
        content=content,
        digest=_digest(attributes, content_type, mechanism, certificate),
        attributes=written,
        mechanism=mechanism,
        value=value,
        stamp=stamp,
    )


def _named(certificates: list[bytes], named: bytes) -> bytes:
    """The certificate of the signer; of those that come along, each has a serial number of its own."""
    names = [_name(certificate) for certificate in certificates]
    found = [one for one, (issuer, serial) in zip(certificates, names, strict=True) if issuer + serial == named]
    if len(found) != 1 or len({serial for _, serial in names}) != len(names):
        raise OtherShape("certificates")
    return found[0]


@lru_cache(maxsize=1_024)
def _name(certificate: bytes) -> tuple[bytes, bytes]:
    """Issuer and serial number of a certificate (DER)."""
    outer = Der.of(certificate)
    inner = outer.enter(SEQUENCE).enter(SEQUENCE)
    inner.expect(b"\xa0\x03\x02\x01\x02")
    serial = inner.whole(INTEGER)
    inner.whole(SEQUENCE)
    return inner.whole(SEQUENCE), serial


def _digest(reader: Der, content_type: bytes, mechanism: bytes, certificate: bytes) -> bytes:
    """See that the attributes are the four, say what they should, and lie in order; return the digest among them."""
    written, said = list[bytes](), dict[bytes, Der]()
    while reader.more and len(written) < _ATTRIBUTES:
        start = reader.at
        attribute = reader.enter(SEQUENCE)
        written.append(reader.data[start : reader.at])
        kind = attribute.value(OBJECT)
        said[kind] = attribute.enter(SET)
        attribute.close()
    reader.close()
    if len(said) != _ATTRIBUTES or written != sorted(written):
        raise OtherShape("attributes")
    for kind, value in (
        (_CONTENT_TYPE, content_type),
        (_ALGORITHM_PROTECTION, _sequence(_SHA256 + b"\xa1" + mechanism[1:])),
        (_SIGNING_CERTIFICATE, _sequence(_sequence(_sequence(b"\x04\x20" + _sha256(certificate))))),
    ):
        attribute = _one(said, kind)
        attribute.expect(value)
        attribute.close()
    digest = _one(said, _MESSAGE_DIGEST)
    found = digest.value(OCTETS)
    digest.close()
    return found


def _one(said: dict[bytes, Der], kind: bytes) -> Der:
    if kind not in said:
        raise OtherShape("attributes")
    return said[kind]


def _stamp(unsigned: Der) -> Signed:
    attribute = unsigned.enter(SEQUENCE)
    unsigned.close()
    if attribute.value(OBJECT) != _TIMESTAMP_TOKEN:
        raise OtherShape("unsigned attributes")
    tokens = attribute.enter(SET)
    attribute.close()
    return _signed(tokens, _TIMESTAMP_INFO)


def _sequence(content: bytes) -> bytes:
    return bytes((SEQUENCE, len(content))) + content


@lru_cache(maxsize=1_024)
def _sha256(certificate: bytes) -> bytes:
    return hashlib.sha256(certificate).digest()


@lru_cache(maxsize=1_024)
def _key(certificate: bytes) -> PublicKey:
    """The key of a certificate, where it is one to be believed today.

    Raises:
        OtherShape: It is not, or cannot be read.
    """
    try:
        key = x509.load_der_x509_certificate(certificate).public_key()
    except (ValueError, UnsupportedAlgorithm) as cause:
        raise OtherShape("certificate") from cause
    if isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, _CURVES):
        return key
    if isinstance(key, rsa.RSAPublicKey) and key.key_size in _RSA_BITS:
        return key
    raise OtherShape("key")
