from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from asn1crypto import cms as library
from builders.licenses import FOUNDED_AT, Authority, der
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from licenses.seal import cms
from licenses.seal.sealer import sign_with


@pytest.mark.parametrize("number", [0, 1, 127, 128, 255, 256, 2**64, 2**159])
def test_numbers_are_written_as_the_library_reads_them(number: int) -> None:
    assert library.Integer.load(cms.integer(number), strict=True).native == number


@pytest.mark.parametrize("dotted", ["1.2.840.113549.1.7.2", "2.5.4.97", "2.25.329800735698586629295641978511506172918"])
def test_object_identifiers_are_written_as_the_library_reads_them(dotted: str) -> None:
    assert library.ObjectIdentifier.load(cms.object_identifier(dotted), strict=True).dotted == dotted


@pytest.mark.parametrize("length", [0, 127, 128, 65_536])
def test_lengths_are_written_short_where_they_can_be(length: int) -> None:
    assert library.OctetString.load(cms.tlv(cms.OCTETS, bytes(length)), strict=True).native == bytes(length)


@pytest.mark.parametrize("kind", ["P-256", "RSA"])
def test_the_signature_is_what_the_standard_says(authority: Authority, kind: str) -> None:
    key = (
        ec.generate_private_key(ec.SECP256R1())
        if kind == "P-256"
        else rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )
    certificate = self_signed(key)
    digest = hashlib.sha256(b"a page").digest()
    signed = cms.sign(digest, certificate, lambda data: sign_with(key, data), certificates=(certificate,))

    content = library.ContentInfo.load(signed, strict=True)
    assert content.dump(force=True) == signed, "not in canonical form"
    (signer,) = content["content"]["signer_infos"]
    attributes = {each["type"].native: each["values"][0] for each in signer["signed_attrs"]}
    assert attributes["message_digest"].native == digest
    assert attributes["signing_certificate_v2"]["certs"][0]["cert_hash"].native == hashlib.sha256(certificate).digest()
    over, value = b"\x31" + signer["signed_attrs"].dump()[1:], signer["signature"].native
    public = x509.load_der_x509_certificate(certificate).public_key()
    if isinstance(public, rsa.RSAPublicKey):
        public.verify(value, over, padding.PKCS1v15(), hashes.SHA256())
    else:
        assert isinstance(public, ec.EllipticCurvePublicKey)
        public.verify(value, over, ec.ECDSA(hashes.SHA256()))


def test_the_timestamp_is_asked_over_the_signature_value(authority: Authority) -> None:
    sealer = authority.sealer()
    asked: list[bytes] = []

    def token(digest: bytes) -> bytes:
        asked.append(digest)
        return cms.tlv(cms.SEQUENCE)

    signed = cms.sign(bytes(32), sealer.certificate, sealer.sign, certificates=(), timestamp=token)
    (signer,) = library.ContentInfo.load(signed)["content"]["signer_infos"]
    assert asked == [hashlib.sha256(signer["signature"].native).digest()]
    assert signer["unsigned_attrs"][0]["type"].native == "signature_time_stamp_token"


def self_signed(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> bytes:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "演示")])
    return der(
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(FOUNDED_AT)
        .not_valid_after(FOUNDED_AT + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
