"""A certification authority for demonstrations, which says so in every name.

root → intermediate → one sealing certificate per department, one for what the register attests, and one for the
timestamp service; all keys P-256. It stands in for the licensed authority that a bureau must use (Electronic Signature
Law, art. 16), and nobody should trust it outside a demonstration. What it keeps, under one folder:

- `keys/authority-*.pem`: private keys, mode 0600;
- `trust/root.pem`: the only file that a verifier needs;
- `authority/*.crt, *.crl`: what it has issued. The last revocation list is also its memory of what is revoked.

These files belong together: where one that it cannot do without is gone, it says which, and founds no second authority.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

from graph.errors import Conflict, Text
from graph.refusal_codes import Code
from graph.store.files import make_folder, write_whole
from graph.store.keyfile import KeyMissing, make_once, missing, reading
from licenses.paper.stamp import ATTESTING_LINE
from licenses.seal import certificates
from licenses.seal.certificates import Issuer, Profile
from licenses.seal.sealer import KeyFileSealer, private_key
from licenses.seal.timestamping import LocalTimestamper

_RENEW_LIST_BEFORE = timedelta(days=7)
_ROOT = "root"
_INTERMEDIATE = "intermediate"
_TIMESTAMP = "timestamp"


@dataclass(frozen=True, slots=True)
class DemonstrationAuthority:
    """The authority of one folder. It issues from one process; sealers and timestampers may go to others."""

    folder: Path

    @classmethod
    def open(cls, folder: Path, at: datetime, *, founded: bool = False) -> DemonstrationAuthority:
        """Open the authority in this folder; the first time, found it.

        Args:
            folder: The home that has, or gets, `keys/`, `trust/` and `authority/`.
            at: Now.
            founded: Whether it is known to have been there before; then it is not founded again.

        Raises:
            KeyMissing: It was founded before, and a file is gone without which it is not the same authority.
        """
        authority = cls(folder)
        if not authority.root_file.exists():
            if founded or authority._has_issued():
                raise _missing(authority.root_file)
            for name, mode in (("keys", 0o700), ("trust", 0o755), ("authority", 0o755)):
                make_folder(folder / name, mode)
            authority._found(at)
        authority._refuse_incomplete()
        return authority

    def fingerprint(self) -> str:
        """SHA-256 of the root certificate, hexadecimal."""
        return hashlib.sha256(_der(_load(self.root_file))).hexdigest()

    @property
    def root_file(self) -> Path:
        """The root certificate, for whoever verifies."""
        return self.folder / "trust" / "root.pem"

    def sealer(self, department: str, code: str, at: datetime) -> KeyFileSealer:
        """Return the sealer of a department; its certificate is issued when first asked for and when it has run out.

        Args:
            department: Full name; becomes O, and with the use line CN.
            code: Its USCC; becomes organizationIdentifier.
            at: Now.

        Raises:
            Conflict: Its certificate was revoked; `renew` makes a new one.
        """
        certificate = self._current(_seal(code), at)
        if certificate is None:
            return self.renew(department, code, at)
        return self._sealer(_seal(code), certificate, department, code, at)

    def attester(self, department: str, code: str, at: datetime) -> KeyFileSealer:
        """Return the sealer of what a department attests as the one that runs the register; as `sealer` does.

        Raises:
            Conflict: Its certificate was revoked.
        """
        label = f"attest-{code}"
        certificate = self._current(label, at)
        if certificate is None:
            subject = certificates.sealing_name(department, code, ATTESTING_LINE)
            certificate = self._issue(label, subject, certificates.ATTESTING, at)
        return self._sealer(label, certificate, department, code, at)

    def _sealer(
        self, label: str, certificate: x509.Certificate, department: str, code: str, at: datetime
    ) -> KeyFileSealer:
        if self._list(_INTERMEDIATE).get_revoked_certificate_by_serial_number(certificate.serial_number) is not None:
            raise Conflict(
                Text(f"{department}的印章证书已被吊销", f"The sealing certificate of {department} is revoked"),
                code=Code.SEAL_REVOKED,
                path=("issuer",),
                value=code,
            )
        key = self._key_file(label, certificate.public_key())
        lists = self.revocation_lists(at, certificate.not_valid_before_utc)
        return KeyFileSealer(key, _der(certificate), self._chain(), lists)

    def renew(self, department: str, code: str, at: datetime) -> KeyFileSealer:
        """Give a department a new key and certificate; what the old one sealed stays as good as it was."""
        self._issue(_seal(code), certificates.sealing_name(department, code), certificates.SEALING, at)
        return self.sealer(department, code, at)

    def timestamper(self, at: datetime) -> LocalTimestamper:
        """Return the timestamp service of this authority."""
        certificate = self._current(_TIMESTAMP, at)
        if certificate is None:
            subject = certificates.named("Zhengtu DEMONSTRATION TSA 演示时间戳服务")
            certificate = self._issue(_TIMESTAMP, subject, certificates.TIMESTAMPING, at)
        key = self._key_file(_TIMESTAMP, certificate.public_key())
        return LocalTimestamper(key, _der(certificate), self._chain(), self.revocation_lists(at))

    def revoke(self, code: str, at: datetime, reason: x509.ReasonFlags = x509.ReasonFlags.key_compromise) -> None:
        """Revoke the present sealing certificate of a department, from this moment.

        Raises:
            Conflict: It has none.
        """
        file = self._issued_file(_seal(code))
        if not file.exists():
            raise Conflict(
                Text("该部门没有印章证书", "This department has no sealing certificate"),
                code=Code.NO_SEAL,
                path=("code",),
                value=code,
            )
        entry = certificates.revoked_entry(_load(file).serial_number, at, reason)
        self._publish(_INTERMEDIATE, [*self._list(_INTERMEDIATE), entry], at)

    def revocation_lists(self, at: datetime, since: datetime | None = None) -> tuple[bytes, ...]:
        """Return the lists of intermediate and root (DER), renewed where they run out within a week.

        Args:
            at: Now.
            since: From when on the certificate counts that they are asked for: a list from before says nothing of it.
        """
        lists = []
        for label in (_INTERMEDIATE, _ROOT):
            current = self._list(label)
            until = current.next_update_utc
            older = label == _INTERMEDIATE and since is not None and current.last_update_utc < since
            if older or until is None or until - _RENEW_LIST_BEFORE < at:
                current = self._publish(label, list(current), at)
            lists.append(current.public_bytes(serialization.Encoding.DER))
        return tuple(lists)

    def _has_issued(self) -> bool:
        """Whether anything was issued; founding writes the root last, so that all else may be left by a kill."""
        folder = self.folder / "authority"
        return any(file.stem != _INTERMEDIATE for file in folder.glob("*.crt"))

    def _refuse_incomplete(self) -> None:
        for file in (self._issued_file(_INTERMEDIATE), self._list_file(_INTERMEDIATE), self._list_file(_ROOT)):
            if not file.exists():
                raise _missing(file)
        for label in (_ROOT, _INTERMEDIATE):
            with reading(self._list_file(label)):
                self._list(label)
            key = self._key_file(label, self._certificate(label).public_key())
            if not key.exists():
                raise _missing(key)
            with reading(key):
                serialization.load_pem_private_key(key.read_bytes(), password=None)

    def _found(self, at: datetime) -> None:
        root_key = self._make_key(_ROOT)
        root = certificates.certify_self(certificates.named("Zhengtu DEMONSTRATION Root CA 演示根证书"), root_key, at)
        key = self._make_key(_INTERMEDIATE)
        subject = certificates.named("Zhengtu DEMONSTRATION Sealing CA 演示签章证书")
        intermediate = certificates.certify(
            subject, key.public_key(), certificates.INTERMEDIATE, Issuer(root, root_key), at
        )
        for label, issuer in ((_ROOT, Issuer(root, root_key)), (_INTERMEDIATE, Issuer(intermediate, key))):
            first = certificates.list_revoked(issuer, [], 1, at)
            write_whole(self._list_file(label), first.public_bytes(serialization.Encoding.DER))
        write_whole(self._issued_file(_INTERMEDIATE), _pem(intermediate))
        write_whole(self.root_file, _pem(root))

    def _issue(self, label: str, subject: x509.Name, profile: Profile, at: datetime) -> x509.Certificate:
        key = self._make_key(label)
        certificate = certificates.certify(subject, key.public_key(), profile, self._issuer(_INTERMEDIATE), at)
        write_whole(self._issued_file(label), _pem(certificate))
        return certificate

    def _publish(
        self, label: str, revoked: list[x509.RevokedCertificate], at: datetime
    ) -> x509.CertificateRevocationList:
        last = self._list(label).extensions.get_extension_for_class(x509.CRLNumber).value.crl_number
        current = certificates.list_revoked(self._issuer(label), revoked, last + 1, at)
        write_whole(self._list_file(label), current.public_bytes(serialization.Encoding.DER))
        return current

    def _issuer(self, label: str) -> Issuer:
        certificate = self._certificate(label)
        key = private_key(self._key_file(label, certificate.public_key()))
        assert isinstance(key, ec.EllipticCurvePrivateKey)  # noqa: S101 - made here, by _make_key
        return Issuer(certificate, key)

    def _certificate(self, label: str) -> x509.Certificate:
        return _load(self.root_file if label == _ROOT else self._issued_file(label))

    def _chain(self) -> tuple[bytes, ...]:
        return (_der(_load(self._issued_file(_INTERMEDIATE))), _der(_load(self.root_file)))

    def _current(self, label: str, at: datetime) -> x509.Certificate | None:
        file = self._issued_file(label)
        if not file.exists():
            return None
        certificate = _load(file)
        return certificate if at < certificate.not_valid_after_utc else None

    def _list(self, label: str) -> x509.CertificateRevocationList:
        return x509.load_der_x509_crl(self._list_file(label).read_bytes())

    def _make_key(self, label: str) -> ec.EllipticCurvePrivateKey:
        key = ec.generate_private_key(ec.SECP256R1())
        pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        make_once(self._key_file(label, key.public_key()), pem)
        return key

    def _key_file(self, label: str, key: PublicKeyTypes) -> Path:
        """Where a private key lies: named after its public key, so that a renewal never changes a file in use."""
        spki = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        return self.folder / "keys" / f"authority-{label}-{hashlib.sha256(spki).hexdigest()[:16]}.pem"

    def _issued_file(self, label: str) -> Path:
        return self.folder / "authority" / f"{label}.crt"

    def _list_file(self, label: str) -> Path:
        return self.folder / "authority" / f"{label}.crl"


def _seal(code: str) -> str:
    return f"seal-{code}"


def _load(file: Path) -> x509.Certificate:
    with reading(file):
        return x509.load_pem_x509_certificate(file.read_bytes())


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _missing(file: Path) -> KeyMissing:
    return missing(file, "已签发的演示证照由该根证书体系签发", "this authority sealed the demonstration's licences")
