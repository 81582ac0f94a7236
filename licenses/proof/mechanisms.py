"""Signature mechanisms beyond those that the PDF library checks by itself.

One validator serves seals, timestamps, certificates and revocation data alike, so what is added here is added
everywhere. A mechanism that nobody here knows raises: *unknown* must never read as *false*.
"""

from __future__ import annotations

from collections.abc import Mapping

from asn1crypto import algos
from asn1crypto.keys import PublicKeyInfo
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from pyhanko_certvalidator.errors import AlgorithmNotSupported
from pyhanko_certvalidator.sig_validate import (
    DEFAULT_SIGNATURE_VALIDATOR,
    SignatureValidationContext,
    SignatureValidator,
)

from licenses.proof import sm2

# NIST CSOR, 2.16.840.1.101.3.4.3: RSASSA-PKCS1-v1_5 with SHA-3.
_RSA_SHA3: Mapping[str, hashes.HashAlgorithm] = {
    "2.16.840.1.101.3.4.3.13": hashes.SHA3_224(),
    "2.16.840.1.101.3.4.3.14": hashes.SHA3_256(),
    "2.16.840.1.101.3.4.3.15": hashes.SHA3_384(),
    "2.16.840.1.101.3.4.3.16": hashes.SHA3_512(),
}
# BSI TR-03111, 5.2.1: ECDSA whose signature is r and s side by side instead of DER.
_PLAIN_ECDSA: Mapping[str, hashes.HashAlgorithm] = {
    "0.4.0.127.0.7.1.1.4.1.2": hashes.SHA224(),
    "0.4.0.127.0.7.1.1.4.1.3": hashes.SHA256(),
    "0.4.0.127.0.7.1.1.4.1.4": hashes.SHA384(),
    "0.4.0.127.0.7.1.1.4.1.5": hashes.SHA512(),
}


class UnknownMechanismError(ValueError):
    """The signature was made in a way that cannot be checked here; says nothing about whether it is true."""


class Mechanisms(SignatureValidator):
    """Checks one signature value against one key."""

    def validate_signature(
        self,
        signature: bytes,
        signed_data: bytes,
        public_key_info: PublicKeyInfo,
        signature_algorithm: algos.SignedDigestAlgorithm,
        context: SignatureValidationContext = SignatureValidationContext(),  # noqa: B008 - frozen, as in the base
    ) -> None:
        """Return where the signature is true.

        Raises:
            InvalidSignature: It is false.
            UnknownMechanismError: It cannot be checked here.
        """
        oid = signature_algorithm["algorithm"].dotted
        if oid in _RSA_SHA3:
            _verify_rsa(signature, signed_data, public_key_info, _RSA_SHA3[oid])
        elif oid in _PLAIN_ECDSA:
            _verify_plain_ecdsa(signature, signed_data, public_key_info, _PLAIN_ECDSA[oid])
        elif oid in sm2.MECHANISMS:
            _verify_sm2(signature, signed_data, public_key_info, context)
        else:
            try:
                DEFAULT_SIGNATURE_VALIDATOR.validate_signature(
                    signature, signed_data, public_key_info, signature_algorithm, context
                )
            except (AlgorithmNotSupported, UnsupportedAlgorithm) as cause:  # the mechanism, or the curve of the key
                raise UnknownMechanismError(oid) from cause


MECHANISMS = Mechanisms()


def signed_with(
    key_info: PublicKeyInfo, signature: bytes, signed: bytes, mechanism: algos.SignedDigestAlgorithm
) -> bool:
    """Say whether it is proved that the key made the signature; where it cannot be checked here, it is not proved."""
    try:
        MECHANISMS.validate_signature(signature, signed, key_info, mechanism)
    except (InvalidSignature, UnknownMechanismError, AssertionError, TypeError, ValueError):
        return False
    return True


def digest_of(mechanism: algos.SignedDigestAlgorithm) -> str | None:
    """Return the digest that a mechanism implies, by its asn1crypto name; None where it implies none."""
    oid = mechanism["algorithm"].dotted
    known = _RSA_SHA3.get(oid) or _PLAIN_ECDSA.get(oid)
    if known is not None:
        return known.name.replace("-", "_")
    if oid in sm2.MECHANISMS:
        return sm2.DIGEST
    try:
        return str(mechanism.hash_algo)
    except ValueError:
        return None


def _verify_rsa(signature: bytes, data: bytes, key_info: PublicKeyInfo, digest: hashes.HashAlgorithm) -> None:
    key = serialization.load_der_public_key(key_info.dump())
    if not isinstance(key, rsa.RSAPublicKey):
        raise InvalidSignature
    key.verify(signature, data, padding.PKCS1v15(), digest)


def _verify_sm2(signature: bytes, data: bytes, key_info: PublicKeyInfo, context: SignatureValidationContext) -> None:
    if context.prehashed or not sm2.AVAILABLE:
        raise UnknownMechanismError(sm2.SM2_WITH_SM3)
    if not sm2.is_true(signature, data, key_info.dump()):
        raise InvalidSignature


def _verify_plain_ecdsa(signature: bytes, data: bytes, key_info: PublicKeyInfo, digest: hashes.HashAlgorithm) -> None:
    key = serialization.load_der_public_key(key_info.dump())
    if not isinstance(key, ec.EllipticCurvePublicKey) or len(signature) % 2:
        raise InvalidSignature
    half = len(signature) // 2
    r, s = int.from_bytes(signature[:half]), int.from_bytes(signature[half:])
    key.verify(encode_dss_signature(r, s), data, ec.ECDSA(digest))
