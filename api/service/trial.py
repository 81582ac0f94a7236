"""Whether a department's seal and the timestamp service work, tried as far as it can be without sealing anything.

The key answers a question of the moment, which is no document; certificates are judged as a verifier judges them; the
service is asked for the time of random bytes.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from asn1crypto import cms, x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509 import load_der_x509_certificate

from api.service.steps import SHOWN, State, Step, done, listed
from graph.errors import Refusal, Text
from graph.subjects.licensing.readiness import IssuingDepartment
from licenses.proof.chain import CertificateState, Sources, chain_of
from licenses.proof.trusted import TrustBundle
from licenses.register.workshop import Seals
from licenses.seal.sealer import Sealer
from licenses.seal.timestamping import token_for

_SEALS = Text("印章可用", "the department can seal")
_CLOCK = Text("时间戳服务可用", "a timestamp service answers")


async def seal(seals: Seals, issuing: list[IssuingDepartment], trust: TrustBundle, now: datetime) -> Step:
    """Whether one of the departments that may issue can seal; else what is wrong with each."""
    code = issuing[0].code if issuing else "<USCC>"
    cure = Text(
        f"把私钥放到 keys/seals/{code}.pem，证书及证书链放到 trust/seals/{code}.pem，吊销列表放到 trust/crl/*.crl",
        f"put the key into keys/seals/{code}.pem, the certificate with its chain into trust/seals/{code}.pem, the "
        "revocation lists into trust/crl/*.crl",
    )
    if not issuing or not trust.anchors:
        return Step("seal", _SEALS, State.WAITS, Text("先完成以上各步", "the steps above come first"), cure)
    wrong: list[Text] = []
    able: list[IssuingDepartment] = []
    for each in issuing:
        fault = await _fault_of(seals, each, trust, now)
        if fault is None:
            able.append(each)
        else:
            wrong.append(fault)
    if able:
        return done("seal", _SEALS, listed([each.name for each in able]))
    said = Text("；".join(each.zh for each in wrong[:SHOWN]), "; ".join(each.en for each in wrong[:SHOWN]))
    return Step("seal", _SEALS, State.BLOCKS, said, cure)


async def _fault_of(seals: Seals, department: IssuingDepartment, trust: TrustBundle, now: datetime) -> Text | None:
    try:
        sealer = seals.sealer(department.name, department.code, now)
        fits = _fits(sealer)
    except Refusal as refusal:
        return refusal.message
    if not fits:
        return Text(
            f"{department.name}的私钥与证书不匹配", f"key and certificate of {department.name} do not belong together"
        )
    certificate, *others = (x509.Certificate.load(der) for der in (sealer.certificate, *sealer.chain))
    return await _doubt(department.name, certificate, others, (*sealer.revocation, *trust.crls), trust, now)


def _fits(sealer: Sealer) -> bool:
    """Whether the key signs what the certificate verifies: a question of this moment, which is no document."""
    question = b"zhengtu doctor\0" + secrets.token_bytes(32)
    answer, key = sealer.sign(question), load_der_x509_certificate(sealer.certificate).public_key()
    try:
        if isinstance(key, EllipticCurvePublicKey):
            key.verify(answer, question, ECDSA(hashes.SHA256()))
        elif isinstance(key, RSAPublicKey):
            key.verify(answer, question, PKCS1v15(), hashes.SHA256())
        else:
            return False
    except InvalidSignature:
        return False
    return True


async def time(seals: Seals, trust: TrustBundle, now: datetime) -> Step:
    """Whether the timestamp service answers, and is trusted."""
    cure = Text(
        "设置 ZHENGTU_TSA_URL；其证书链放到 trust/tsa.pem，根证书须可信",
        "set ZHENGTU_TSA_URL; its chain goes into trust/tsa.pem, and its root has to be trusted",
    )
    try:
        timestamper = seals.timestamper(now)
        token = token_for(timestamper, hashlib.sha256(secrets.token_bytes(32)).digest(), now)
    except Refusal as refusal:
        said, address = refusal.message, f"（{refusal.value}）" if refusal.value else ""
        said = Text(said.zh + address, said.en + (f" ({refusal.value})" if refusal.value else ""))
        return Step("time", _CLOCK, State.BLOCKS, said, cure)
    if not trust.anchors:
        return Step("time", _CLOCK, State.WAITS, Text("先要有信任的根证书", "roots come first"), cure)
    signed = cms.ContentInfo.load(token)["content"]
    attached = [each.chosen for each in signed["certificates"]]
    serial = signed["signer_infos"][0]["sid"].native.get("serial_number")
    own = next((each for each in attached if each.serial_number == serial), None)
    if own is None:
        return Step("time", _CLOCK, State.BLOCKS, Text("答复不含其证书", "its answer has no certificate"), cure)
    others = [each for each in attached if each is not own]
    others += [x509.Certificate.load(der) for der in timestamper.chain]
    name = Text("时间戳服务", "the timestamp service")
    doubt = await _doubt(name, own, others, (*timestamper.revocation, *trust.crls), trust, now)
    if doubt is not None:
        return Step("time", _CLOCK, State.BLOCKS, doubt, cure)
    return done("time", _CLOCK, Text("已应答，可信", "it answers and is trusted"))


async def _doubt(
    name: str | Text,
    certificate: x509.Certificate,
    others: list[x509.Certificate],
    lists: tuple[bytes, ...],
    trust: TrustBundle,
    now: datetime,
) -> Text | None:
    """Why a verifier would not believe a certificate now; None where it would."""
    who = listed([name]) if isinstance(name, str) else name
    chain = await chain_of(certificate, others, Sources(trust.anchors, lists, ()), now)
    if not chain.path:
        return Text(f"{who.zh}的证书不在信任的根证书之下", f"the certificate of {who.en} leads to no trusted root")
    match chain.state:
        case CertificateState.GOOD:
            return None
        case CertificateState.UNKNOWN:
            return Text(
                f"{who.zh}的证书没有现行的吊销列表", f"no current revocation list speaks of the certificate of {who.en}"
            )
        case CertificateState.OUT_OF_PERIOD:
            return Text(f"{who.zh}的证书不在有效期内", f"the certificate of {who.en} is not valid now")
        case CertificateState.REVOKED:
            return Text(f"{who.zh}的证书已吊销", f"the certificate of {who.en} is revoked")
