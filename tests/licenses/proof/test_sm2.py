"""Seals by SM2 over SM3 are decided like any other, where the interpreter's OpenSSL has it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from asn1crypto import algos, core, keys
from builders.licenses import SEALED_AT, YEAR
from cryptography.exceptions import InvalidSignature

from licenses.proof import sm2
from licenses.proof.causes import Cause
from licenses.proof.mechanisms import MECHANISMS, UnknownMechanismError, signed_with
from licenses.proof.trusted import TrustBundle
from licenses.proof.verdict import Question, Summary, Verdict
from licenses.proof.verification import verify

SEALED_BY_SM2 = Path(__file__).with_name("sm2")
FILE = (SEALED_BY_SM2 / "sealed.pdf").read_bytes()
GOOD, REVOKED = ((SEALED_BY_SM2 / f"{name}.crl").read_bytes() for name in ("good", "revoked"))
# GM/T 0003.5-2012, appendix A.2: message, key and signature.
MESSAGE = b"message digest"
POINT = bytes.fromhex(
    "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
)
R = 0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3
S = 0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA
BY_SM2 = algos.SignedDigestAlgorithm({"algorithm": "sm3_sm2"})

pytestmark = pytest.mark.skipif(
    not sm2.AVAILABLE, reason="SM2 is not tested: the OpenSSL of this interpreter has none (1.1.1 and later have it)"
)


def key(point: bytes = POINT, curve: str = "sm2") -> keys.PublicKeyInfo:
    algorithm = {"algorithm": "ec", "parameters": keys.ECDomainParameters("named", curve)}
    return keys.PublicKeyInfo({"algorithm": algorithm, "public_key": keys.ECPointBitString(point)})


def value(r: int = R, s: int = S) -> bytes:
    class Numbers(core.SequenceOf):  # type: ignore[misc]
        _child_spec = core.Integer

    dumped: bytes = Numbers([r, s]).dump()
    return dumped


def verdict(data: bytes, *lists: bytes, trusted: bool = True) -> Verdict:
    bundle = TrustBundle.of_pem((SEALED_BY_SM2 / "root.pem").read_bytes()) if trusted else TrustBundle()
    return asyncio.run(verify(data, replace(bundle, crls=lists), SEALED_AT + YEAR))


def test_the_example_of_the_standard_is_true_and_nothing_beside_it() -> None:
    assert signed_with(key(), value(), MESSAGE, BY_SM2)
    assert signed_with(key(), value(), MESSAGE, algos.SignedDigestAlgorithm({"algorithm": sm2.SM2_SIGNATURE}))
    false = [
        (key(), value(), MESSAGE + b"."),
        (key(), value(R + 1), MESSAGE),
        (key(), value(S, R), MESSAGE),
        (key(), value()[:-1], MESSAGE),
        (key(), b"", MESSAGE),
        (key(POINT[:-1] + b"\0"), value(), MESSAGE),
        (key(POINT[:20]), value(), MESSAGE),
        (key(curve="secp256r1"), value(), MESSAGE),
    ]
    for one in false:
        with pytest.raises(InvalidSignature):
            MECHANISMS.validate_signature(one[1], one[2], one[0], BY_SM2)


def test_where_it_cannot_be_checked_it_is_not_false(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sm2, "AVAILABLE", False)
    with pytest.raises(UnknownMechanismError):
        MECHANISMS.validate_signature(value(), MESSAGE, key(), BY_SM2)


def test_a_licence_sealed_by_sm2_is_genuine_and_what_speaks_against_it_is_seen() -> None:
    assert verdict(FILE, GOOD).summary is Summary.GENUINE
    revoked = verdict(FILE, REVOKED)
    assert (revoked.summary, revoked[Question.CERTIFICATE_VALID_THEN].evidence["cause"]) == (
        Summary.NOT_GENUINE,
        Cause.REVOKED_BEFORE,
    )
    assert verdict(FILE).summary is Summary.UNDECIDED
    assert verdict(FILE, GOOD, trusted=False).summary is Summary.UNDECIDED


@pytest.mark.parametrize("what", ["page", "signature"])
def test_a_changed_one_is_not(what: str) -> None:
    start = FILE.index(b"/Contents <") + len(b"/Contents <")
    place = FILE.index(b"stream") + 60
    changed = bytearray(FILE)
    if what == "page":
        changed[place] ^= 1
    else:  # the last byte of the signature, which is the last thing in the CMS before the padding
        message = bytes.fromhex(FILE[start : FILE.index(b">", start)].decode())
        signature = core.Asn1Value.load(message).dump()
        at = start + 2 * (len(signature) - 1)
        changed[at] = ord("0") if changed[at] != ord("0") else ord("1")
    found = verdict(bytes(changed), GOOD)
    assert (found.summary, found[Question.INTACT].evidence["cause"]) == (
        Summary.NOT_GENUINE,
        Cause.CHANGED if what == "page" else Cause.SIGNATURE_FALSE,
    )
