"""Who seals for a department: the bureau's own keys in a folder.

A department's seal is three files under HOME: `keys/seals/<USCC>.pem` (private key), `trust/seals/<USCC>.pem` (its
certificate, then the chain up to the root) and `trust/crl/*.crl` (current revocation lists, DER or PEM). The key by
which the register attests lies beside them, in folders `attestations`, and only its certificate has the usage for that:
a key is for the one or the other, whichever folder it is put into. What is missing is named by its path. A token or a
remote seal service goes behind the same port (`licenses.seal.sealer.Sealer`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asn1crypto import pem
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from graph.errors import Conflict, Text
from graph.refusal_codes import Code
from licenses.paper.attestation import ATTESTING
from licenses.seal.sealer import KeyFileSealer, Sealer
from licenses.seal.timestamping import HttpTimestamper, Timestamper


@dataclass(frozen=True, slots=True)
class FolderSeals:
    """Keys, certificates and revocation lists in folders, and a timestamp service at an address."""

    keys: Path
    trust: Path
    tsa_url: str | None

    def sealer(self, department: str, code: str, at: datetime) -> Sealer:
        """The sealer of a department.

        Raises:
            Conflict: `NO_SEAL`; a file is missing (named), or the certificate is not valid at this moment.
        """
        return self._sealer("seals", department, code, at)

    def attester(self, department: str, code: str, at: datetime) -> Sealer:
        """The sealer of what a department attests as the one that runs the register.

        Raises:
            Conflict: `NO_SEAL`; as `sealer`.
        """
        return self._sealer("attestations", department, code, at)

    def _sealer(self, folder: str, department: str, code: str, at: datetime) -> Sealer:
        key, papers = self.keys / folder / f"{code}.pem", self.trust / folder / f"{code}.pem"
        for file in (key, papers):
            if file.is_dir():
                raise _no_seal(
                    department,
                    code,
                    f"{file} 是文件夹，应为文件；请移走它，放入文件",
                    f"{file} is a folder; put the file there",
                )
            if not file.is_file():
                raise _no_seal(department, code, f"缺少文件 {file}", f"{file} is missing")
            if file.stat().st_size == 0:
                raise _no_seal(
                    department, code, f"{file} 是空文件；请放入其内容", f"{file} is empty; put what it is for there"
                )
        try:
            certificate, *chain = x509.load_pem_x509_certificates(papers.read_bytes())
        except (ValueError, OSError) as cause:
            raise _no_seal(
                department, code, f"{papers} 中没有可读的证书", f"{papers} holds no readable certificate"
            ) from cause
        if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
            raise _no_seal(department, code, "印章证书不在有效期内", "the sealing certificate is not valid now")
        if _attests(certificate) is not (folder == "attestations"):
            raise _no_seal(
                department, code, f"证书用途与 {papers} 不符", f"the certificate in {papers} is for another use"
            )
        return KeyFileSealer(key, _der(certificate), tuple(_der(each) for each in chain), self._lists())

    def timestamper(self, at: datetime) -> Timestamper:  # noqa: ARG002 - the service has its own clock
        """The source of trusted time.

        Raises:
            Conflict: `NO_TIMESTAMP_SERVICE`; none is set.
        """
        if self.tsa_url is None:
            raise Conflict(
                Text("没有设置时间戳服务（ZHENGTU_TSA_URL）", "no timestamp service is set (ZHENGTU_TSA_URL)"),
                code=Code.NO_TIMESTAMP_SERVICE,
            )
        chain = self.trust / "tsa.pem"
        certificates = x509.load_pem_x509_certificates(chain.read_bytes()) if chain.is_file() else []
        return HttpTimestamper(self.tsa_url, tuple(_der(each) for each in certificates), self._lists())

    def missing(self) -> tuple[Text, ...]:
        """What a bureau still has to put here before it can seal: paths and settings, each with what it is for."""
        keys, papers, lists = self.keys / "seals", self.trust / "seals", self.trust / "crl"
        wanted = (
            (f"{keys}/<USCC>.pem", "各部门印章的私钥", "the departments' sealing keys", any(keys.glob("*.pem"))),
            (f"{papers}/<USCC>.pem", "印章证书及证书链", "their certificates with chains", any(papers.glob("*.pem"))),
            (f"{lists}/*.crl", "证书吊销列表", "revocation lists", any(lists.glob("*.crl"))),
            (f"{self.trust}/*.pem", "信任的根证书", "trusted roots", any(self.trust.glob("*.pem"))),
            ("ZHENGTU_TSA_URL", "时间戳服务的地址", "address of a timestamp service", self.tsa_url is not None),
        )
        return tuple(Text(f"{name}：{zh}", f"{name}: {en}") for name, zh, en, there in wanted if not there)

    def _lists(self) -> tuple[bytes, ...]:
        files = sorted((self.trust / "crl").glob("*.crl"))
        return tuple(der for file in files for der in _lists_in(file.read_bytes()))


def _lists_in(file: bytes) -> tuple[bytes, ...]:
    """The lists in a file: one in DER, or some in PEM."""
    if not pem.detect(file):
        return (file,)
    return tuple(der for _, _, der in pem.unarmor(file, multiple=True))


def _attests(certificate: x509.Certificate) -> bool:
    try:
        usages = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return False
    return ATTESTING in {usage.dotted_string for usage in usages}


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def _no_seal(department: str, code: str, zh: str, en: str) -> Conflict:
    return Conflict(
        Text(f"{department}不能用印：{zh}", f"{department} cannot seal: {en}"),
        code=Code.NO_SEAL,
        path=("issuer",),
        value=code,
    )
