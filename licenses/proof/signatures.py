"""CMS signatures inside a PDF: seals and RFC 3161 timestamps, judged without trust.

*Is the digest that of the bytes covered, and is the signature over it true for the key in the certificate?* Whose key
that is, is not asked here. A seal also vouches for the timestamp that it carries: a token that was changed, or was made
for another seal, is a false part of the seal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from asn1crypto import algos, cms, keys, tsp, x509
from pyhanko.sign.general import check_ess_certid, extract_signer_info
from pyhanko.sign.validation.generic_cms import (
    extract_certs_for_validation,
    extract_self_reported_ts,
    extract_tst_data_iter,
    get_signing_cert_attr,
    validate_sig_integrity,
)

from licenses.proof.algorithms import ALGORITHMS
from licenses.proof.causes import Cause
from licenses.proof.limits import TooComplexError
from licenses.proof.mechanisms import MECHANISMS, digest_of
from licenses.proof.shared_certificates import certificate_of
from licenses.proof.verdict import Answer, Finding

DETACHED_CMS = frozenset({"/adbe.pkcs7.detached", "/ETSI.CAdES.detached"})
"""Sub-filters of seals that are judged (ISO 32000-2, 12.8.3.3; ETSI EN 319 142-1)."""

_MOST_TIMESTAMPS = 16
"""A seal has one; whoever has it stamped by several services has a few."""

_OUT_OF_ORDER = Finding(Answer.UNDECIDED, Cause.SEAL_UNSUPPORTED, {"detail": "order of the signed attributes"})

Digest = Callable[[str], bytes]
"""From an algorithm's name to the digest of what is signed."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A CMS signature with one signer."""

    signed: cms.SignedData
    info: cms.SignerInfo
    certificate: x509.Certificate
    """The signer's, as the signed attributes name it."""
    others: tuple[x509.Certificate, ...]
    tokens: tuple[Signature, ...]
    """The timestamps over its value."""

    @classmethod
    def parse(cls, contents: bytes) -> Signature:
        """Read the value of a seal or document timestamp, with its padding.

        Raises:
            ValueError: It is not CMS signed data with one signer, whose certificate is there.
            TooComplexError: It has more timestamps than are looked at.
        """
        message = cms.ContentInfo.load(contents)
        if message["content_type"].native != "signed_data":
            raise ValueError("not CMS signed data")
        return cls.of(message["content"])

    @classmethod
    def of(cls, signed: cms.SignedData) -> Signature:
        """Take one that is parsed already."""
        info = extract_signer_info(signed)
        certificate, others = _certificates(signed, info)
        stamped = list(islice(extract_tst_data_iter(info, signed=False), _MOST_TIMESTAMPS + 1))
        if len(stamped) > _MOST_TIMESTAMPS:
            raise TooComplexError("timestamps of a seal", len(stamped), _MOST_TIMESTAMPS)
        tokens = tuple(cls.of(token) for token in stamped)
        return cls(signed, info, certificate, others, tokens)

    @property
    def claimed_time(self) -> datetime | None:
        """The signing time among the signed attributes: the signer's own word."""
        time = extract_self_reported_ts(self.info)
        return time if isinstance(time, datetime) else None

    @property
    def stamp(self) -> Any:
        """What a timestamp states (TSTInfo).

        Raises:
            TypeError: It is no timestamp.
        """
        stated = self.signed["encap_content_info"]["content"].parsed
        if not isinstance(stated, tsp.TSTInfo):
            raise TypeError("the timestamp encloses no TSTInfo")
        return stated


def judge_seal(signature: Signature, sub_filter: str, covered: Digest) -> Finding:
    """Judge a seal and the timestamps in it."""
    content = signature.signed["encap_content_info"]
    if sub_filter not in DETACHED_CMS:
        return Finding(Answer.UNDECIDED, Cause.SEAL_UNSUPPORTED, {"detail": sub_filter})
    if content["content_type"].native != "data" or content["content"].native is not None:
        return Finding(Answer.UNDECIDED, Cause.SEAL_UNSUPPORTED, {"detail": "CMS encloses content"})
    algorithm = signature.info["digest_algorithm"]["algorithm"].native
    same, signature_true = _holds(signature, "data", covered(algorithm))
    if not same:
        return Finding(Answer.NO, Cause.CHANGED, {"algorithm": algorithm})
    if not _in_order(signature.info):
        return _OUT_OF_ORDER
    if not signature_true:
        return Finding(Answer.NO, Cause.SIGNATURE_FALSE)
    weak = _weakness(signature)
    if weak is not None:
        return Finding(Answer.UNDECIDED, Cause.WEAK_ALGORITHM, {"algorithm": weak})
    value = signature.info["signature"].native
    for token in signature.tokens:
        finding = judge_timestamp(token, lambda name: digest(name, value))
        if finding.answer is not Answer.YES:
            return finding
    return Finding(Answer.YES, Cause.UNTOUCHED, {"algorithm": algorithm})


def judge_timestamp(signature: Signature, imprint: Digest) -> Finding:
    """Judge a timestamp: is it over this, and is it as its service made it?"""
    stated = signature.stamp["message_imprint"]
    weak = _weakness(signature) or _weak_digest(stated["hash_algorithm"])
    if weak is not None:
        return Finding(Answer.UNDECIDED, Cause.WEAK_ALGORITHM, {"algorithm": weak})
    if imprint(stated["hash_algorithm"]["algorithm"].native) != stated["hashed_message"].native:
        return Finding(Answer.NO, Cause.TIMESTAMP_FALSE)
    content = bytes(signature.signed["encap_content_info"]["content"])
    algorithm = signature.info["digest_algorithm"]["algorithm"].native
    if not _in_order(signature.info):
        return _OUT_OF_ORDER
    if _holds(signature, "tst_info", digest(algorithm, content)) != (True, True):
        return Finding(Answer.NO, Cause.TIMESTAMP_FALSE)
    return Finding(Answer.YES, Cause.UNTOUCHED)


def _certificates(
    signed: cms.SignedData, info: cms.SignerInfo
) -> tuple[x509.Certificate, tuple[x509.Certificate, ...]]:
    """Return the signer's certificate and the others.

    Names are compared as they are written; where that does not decide it, the library compares what they mean.

    Raises:
        SignatureValidationError: It is not there, or the signed attributes name another.
    """
    named = info["sid"].chosen
    if isinstance(named, cms.IssuerAndSerialNumber):
        brought = [one.chosen.untag() for one in signed["certificates"] if one.name == "certificate"]
        found = [one for one in brought if one.serial_number == named["serial_number"].native]
        if len(found) == 1 and found[0].issuer.dump() == named["issuer"].dump():
            stated = get_signing_cert_attr(info["signed_attrs"])
            if stated is None or check_ess_certid(found[0], stated["certs"][0]):
                return _shared(found[0]), tuple(_shared(one) for one in brought if one is not found[0])
    known = extract_certs_for_validation(signed)
    return _shared(known.signer_cert), tuple(map(_shared, known.other_certs))


def _shared(certificate: x509.Certificate) -> x509.Certificate:
    return certificate_of(certificate.dump())


def digest(algorithm: str, *parts: bytes | memoryview) -> bytes:
    """Digest the parts one after the other."""
    hasher = hashlib.new(algorithm)
    for part in parts:
        hasher.update(part)
    return hasher.digest()


def _holds(signature: Signature, content_type: str, actual: bytes) -> tuple[bool, bool]:
    same, signature_true = validate_sig_integrity(
        signature.info, signature.certificate, content_type, actual, sig_validator=MECHANISMS
    )
    return bool(same), bool(signature_true)


def _in_order(info: cms.SignerInfo) -> bool:
    """Whether the signed attributes lie as DER wants them; where not, programs disagree about what was signed."""
    attributes = [attribute.dump() for attribute in info["signed_attrs"]]
    return attributes == sorted(attributes)


def _weak_digest(stated: algos.DigestAlgorithm) -> str | None:
    allowed = ALGORITHMS.digest_algorithm_allowed(stated, None)
    return None if allowed else str(stated["algorithm"].native)


def _weakness(signature: Signature) -> str | None:
    """Return the algorithms where one of them, or their combination, is no longer to be believed."""
    method, stated = signature.info["signature_algorithm"], signature.info["digest_algorithm"]
    name = stated["algorithm"].native
    allowed = (
        ALGORITHMS.digest_algorithm_allowed(stated, None)
        and ALGORITHMS.signature_algorithm_allowed(method, None, signature.certificate.public_key)
        and ALGORITHMS.digest_combination_allowed(method, algos.DigestAlgorithm({"algorithm": name}), None)
        and digest_of(method) in {None, name}
    )
    return None if allowed else f"{method['algorithm'].native}, {name}{_sized(signature.certificate.public_key)}"


def _sized(key: keys.PublicKeyInfo) -> str:
    """The size of a key where that may be what is weak."""
    return f", {key.bit_size} bit" if key.algorithm in {"ec", "rsa"} else ""
