"""Makes the licences of this folder, sealed by SM2; `openssl` (3.0 or later) has the keys and signs.

    PYTHONPATH=.:tests python tests/licenses/proof/sm2/make.py

Keys are thrown away. The seals are pyHanko's, the certificates and lists asn1crypto's, so that nothing in them was
made by what verifies them.
"""

from __future__ import annotations

import io
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from asn1crypto import algos, core, crl, keys, pem, x509
from builders.licenses import DEPARTMENT, DEPARTMENT_CODE, SEALED_AT, metadata, page
from pyhanko.sign import fields, signers
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from licenses.proof import sm2
from licenses.seal import sealing

HERE = Path(__file__).parent
FROM, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2046, 1, 1, tzinfo=UTC)
MECHANISM = algos.SignedDigestAlgorithm({"algorithm": sm2.SM2_WITH_SM3})


class Key:
    """A key in a file of `openssl`."""

    def __init__(self, folder: Path, name: str) -> None:
        self.file = folder / f"{name}.pem"
        self._run("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", str(self.file))
        written = self._run("pkey", "-in", str(self.file), "-pubout")
        self.public = keys.PublicKeyInfo.load(pem.unarmor(written)[2])

    def sign(self, data: bytes) -> bytes:
        """Sign."""
        identity = f"distid:{sm2.IDENTITY.decode()}"
        with tempfile.NamedTemporaryFile() as given:
            given.write(data)
            given.flush()
            return self._run(
                "pkeyutl", "-sign", "-rawin", "-digest", "sm3", "-pkeyopt", identity,
                "-inkey", str(self.file), "-in", given.name,
            )  # fmt: skip

    @staticmethod
    def _run(*words: str) -> bytes:
        return subprocess.run(["openssl", *words], check=True, capture_output=True).stdout


class ByOpenSsl(Signer):
    """The PDF library's signer, over such a key."""

    def __init__(self, key: Key, certificate: x509.Certificate, *others: x509.Certificate) -> None:
        store = SimpleCertificateStore()
        store.register_multiple(others)
        super().__init__(signing_cert=certificate, cert_registry=store, signature_mechanism=MECHANISM)
        self._key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: ARG002
        """Sign, or say how long a signature can be."""
        return bytes(72) if dry_run else self._key.sign(data)


def certified(subject: x509.Name, key: Key, issuer: x509.Name, by: Key, number: int, **extensions: Any) -> Any:
    """A certificate."""
    stated = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": number,
            "signature": MECHANISM,
            "issuer": issuer,
            "validity": {"not_before": x509.Time({"utc_time": FROM}), "not_after": x509.Time({"utc_time": UNTIL})},
            "subject": subject,
            "subject_public_key_info": key.public,
            "extensions": [
                {"extn_id": name, "critical": name != "key_identifier", "extn_value": value}
                for name, value in {**extensions, "key_identifier": key.public.sha1}.items()
            ],
        }
    )
    return x509.Certificate(
        {"tbs_certificate": stated, "signature_algorithm": MECHANISM, "signature_value": by.sign(stated.dump())}
    )


def listed(issuer: x509.Name, by: Key, *revoked: int) -> bytes:
    """A revocation list."""
    stated = crl.TbsCertList(
        {
            "version": "v2",
            "signature": MECHANISM,
            "issuer": issuer,
            "this_update": x509.Time({"utc_time": SEALED_AT}),
            "next_update": x509.Time({"utc_time": UNTIL}),
            "revoked_certificates": [
                {"user_certificate": number, "revocation_date": x509.Time({"utc_time": FROM})} for number in revoked
            ]
            or None,
            "crl_extensions": [
                {"extn_id": "crl_number", "critical": False, "extn_value": core.Integer(1)},
                {
                    "extn_id": "authority_key_identifier",
                    "critical": False,
                    "extn_value": x509.AuthorityKeyIdentifier({"key_identifier": by.public.sha1}),
                },
            ],
        }
    )
    made = {"tbs_cert_list": stated, "signature_algorithm": MECHANISM, "signature": by.sign(stated.dump())}
    dumped: bytes = crl.CertificateList(made).dump()
    return dumped


def sealed(signer: Signer) -> bytes:
    """A licence."""
    revision = sealing._Revision(io.BytesIO(page().rstrip() + b"\n"))
    sealing._write_metadata(revision, metadata())
    asked = signers.PdfSignatureMetadata(
        field_name="Seal",
        md_algorithm="sm3",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    made: io.BytesIO = signers.PdfSigner(asked, signer).sign_pdf(revision, bytes_reserved=16_384)
    return made.getvalue()


def main() -> None:
    """Make everything anew."""
    with tempfile.TemporaryDirectory() as folder:
        above, below = Key(Path(folder), "root"), Key(Path(folder), "seal")
        authority = x509.Name.build({"country_name": "CN", "common_name": "DEMONSTRATION 演示 SM2 root"})
        department = x509.Name.build(
            {
                "country_name": "CN",
                "organization_name": DEPARTMENT,
                "organization_identifier": DEPARTMENT_CODE,
                "common_name": f"{DEPARTMENT}电子证照专用章",
            }
        )
        ca = {
            "basic_constraints": x509.BasicConstraints({"ca": True}),
            "key_usage": x509.KeyUsage({"key_cert_sign", "crl_sign"}),
        }
        root = certified(authority, above, authority, above, 1, **ca)
        seal = certified(department, below, authority, above, 2, key_usage=x509.KeyUsage({"non_repudiation"}))
        (HERE / "root.pem").write_bytes(pem.armor("CERTIFICATE", root.dump()))
        (HERE / "good.crl").write_bytes(listed(authority, above))
        (HERE / "revoked.crl").write_bytes(listed(authority, above, 2))
        (HERE / "sealed.pdf").write_bytes(sealed(ByOpenSsl(below, seal, root)))


if __name__ == "__main__":
    main()
