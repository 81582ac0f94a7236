from __future__ import annotations

import pickle
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from graph.errors import Conflict, Malformed
from graph.store.keyfile import KeyMissing
from licenses.paper.attestation import ATTESTING
from licenses.seal.authority import DemonstrationAuthority
from licenses.seal.certificates import DOCUMENT_SIGNING
from licenses.seal.sealer import private_key

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)
NAME, CODE = "芜湖市市场监督管理局", "11340200MB3003290W"


@pytest.fixture
def authority(tmp_path: Path) -> DemonstrationAuthority:
    return DemonstrationAuthority.open(tmp_path, NOW)


def load(certificate: bytes) -> x509.Certificate:
    return x509.load_der_x509_certificate(certificate)


def only(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    (attribute,) = name.get_attributes_for_oid(oid)
    return str(attribute.value)


def test_every_name_says_that_it_is_a_demonstration(authority: DemonstrationAuthority) -> None:
    sealer, clock = authority.sealer(NAME, CODE, NOW), authority.timestamper(NOW)
    for certificate in (*sealer.chain, clock.certificate):
        said = only(load(certificate).subject, NameOID.COMMON_NAME)
        assert "DEMONSTRATION" in said
        assert "演示" in said
    assert "演示" in only(load(sealer.certificate).subject, NameOID.COMMON_NAME)


def test_a_sealing_certificate_names_its_department_and_its_use(authority: DemonstrationAuthority) -> None:
    certificate = load(authority.sealer(NAME, CODE, NOW).certificate)
    assert only(certificate.subject, NameOID.ORGANIZATION_NAME) == NAME
    assert only(certificate.subject, NameOID.ORGANIZATION_IDENTIFIER) == CODE
    assert only(certificate.subject, NameOID.COMMON_NAME) == f"{NAME}电子证照专用章（演示）"
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign
    assert DOCUMENT_SIGNING in certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value


def test_a_long_department_keeps_its_whole_name_where_there_is_room(authority: DemonstrationAuthority) -> None:
    long = "芜湖市人力资源和社会保障局"
    subject = load(authority.sealer(long, CODE, NOW).certificate).subject
    assert only(subject, NameOID.ORGANIZATION_NAME) == long
    assert len(only(subject, NameOID.COMMON_NAME).encode()) <= 64
    assert "演示" in only(subject, NameOID.COMMON_NAME)


def test_the_chain_leads_to_the_root_that_verifiers_are_given(authority: DemonstrationAuthority) -> None:
    sealer = authority.sealer(NAME, CODE, NOW)
    root = x509.load_pem_x509_certificate(authority.root_file.read_bytes())
    leaf, issuer, last = load(sealer.certificate), *(load(each) for each in sealer.chain)
    leaf.verify_directly_issued_by(issuer)
    issuer.verify_directly_issued_by(last)
    assert last == root


def test_keys_are_readable_by_nobody_else(authority: DemonstrationAuthority) -> None:
    authority.sealer(NAME, CODE, NOW)
    authority.timestamper(NOW)
    keys = list((authority.folder / "keys").iterdir())
    assert len(keys) == 4
    assert {stat.S_IMODE(key.stat().st_mode) for key in keys} == {0o600}
    assert stat.S_IMODE((authority.folder / "keys").stat().st_mode) == 0o700
    assert [file.name for file in (authority.folder / "trust").iterdir()] == ["root.pem"]


def test_opened_again_it_is_the_same_authority(authority: DemonstrationAuthority) -> None:
    first = authority.sealer(NAME, CODE, NOW)
    again = DemonstrationAuthority.open(authority.folder, NOW + DAY).sealer(NAME, CODE, NOW + DAY)
    assert again == first


def test_a_certificate_that_has_run_out_is_replaced(authority: DemonstrationAuthority) -> None:
    first = authority.sealer(NAME, CODE, NOW)
    later = NOW + 11 * 365 * DAY
    second = authority.sealer(NAME, CODE, later)
    assert load(second.certificate).not_valid_after_utc > later
    assert load(second.certificate).public_key() != load(first.certificate).public_key()


def test_a_revoked_seal_is_on_the_list_and_is_not_given_out_again(authority: DemonstrationAuthority) -> None:
    serial = load(authority.sealer(NAME, CODE, NOW).certificate).serial_number
    authority.revoke(CODE, NOW + DAY)
    entry = x509.load_der_x509_crl(authority.revocation_lists(NOW + DAY)[0]).get_revoked_certificate_by_serial_number(
        serial
    )
    assert entry is not None
    assert entry.revocation_date_utc == NOW + DAY
    with pytest.raises(Conflict) as caught:
        authority.sealer(NAME, CODE, NOW + DAY)
    assert caught.value.code == "SEAL_REVOKED"


def test_a_revoked_seal_can_be_renewed_and_stays_on_the_list(authority: DemonstrationAuthority) -> None:
    old = load(authority.sealer(NAME, CODE, NOW).certificate)
    authority.revoke(CODE, NOW + DAY)
    new = authority.renew(NAME, CODE, NOW + 2 * DAY)
    assert load(new.certificate).serial_number != old.serial_number
    listed = x509.load_der_x509_crl(authority.revocation_lists(NOW + 90 * DAY)[0])
    assert listed.get_revoked_certificate_by_serial_number(old.serial_number) is not None


def test_a_renewal_takes_no_key_from_a_sealer_at_work(authority: DemonstrationAuthority) -> None:
    at_work = authority.sealer(NAME, CODE, NOW)
    authority.renew(NAME, CODE, NOW + DAY)
    key = load(at_work.certificate).public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    key.verify(at_work.sign(b"data"), b"data", ec.ECDSA(hashes.SHA256()))


def test_only_a_seal_that_exists_can_be_revoked(authority: DemonstrationAuthority) -> None:
    with pytest.raises(Conflict):
        authority.revoke(CODE, NOW)


def test_revocation_lists_are_renewed_before_they_run_out(authority: DemonstrationAuthority) -> None:
    first = authority.revocation_lists(NOW)
    assert authority.revocation_lists(NOW + 10 * DAY) == first
    for listed in authority.revocation_lists(NOW + 29 * DAY):
        read = x509.load_der_x509_crl(listed)
        assert read.next_update_utc is not None
        assert read.next_update_utc > NOW + 50 * DAY
        assert read.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number == 2


def test_a_sealer_travels_to_another_process_without_its_key(authority: DemonstrationAuthority) -> None:
    sealer = authority.sealer(NAME, CODE, NOW)
    packed = pickle.dumps(sealer)
    assert b"PRIVATE KEY" not in packed
    key = load(sealer.certificate).public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    key.verify(pickle.loads(packed).sign(b"data"), b"data", ec.ECDSA(hashes.SHA256()))


def test_a_file_that_is_no_key_is_refused_by_name(tmp_path: Path) -> None:
    for content in (b"", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"):
        file = tmp_path / "key.pem"
        file.write_bytes(content)
        with pytest.raises(Malformed) as caught:
            private_key(file)
        assert caught.value.path == ("key.pem",)


def _files(authority: DemonstrationAuthority) -> dict[str, bytes]:
    return {
        str(file.relative_to(authority.folder)): file.read_bytes()
        for file in authority.folder.rglob("*")
        if file.is_file()
    }


@pytest.mark.parametrize(
    "pattern",
    [
        "trust/root.pem", "keys/authority-root-*.pem", "keys/authority-intermediate-*.pem",
        "authority/intermediate.crt", "authority/intermediate.crl", "authority/root.crl",
    ],
)  # fmt: skip
def test_an_authority_that_has_sealed_is_not_founded_again_when_a_file_is_gone(
    authority: DemonstrationAuthority, pattern: str
) -> None:
    sealer = authority.sealer(NAME, CODE, NOW)
    (gone,) = authority.folder.glob(pattern)
    content = gone.read_bytes()
    gone.unlink()
    before = _files(authority)
    with pytest.raises(KeyMissing) as raised:
        DemonstrationAuthority.open(authority.folder, NOW + DAY)
    assert raised.value.value == str(gone)
    assert _files(authority) == before
    gone.write_bytes(content)
    assert DemonstrationAuthority.open(authority.folder, NOW + DAY).sealer(NAME, CODE, NOW + DAY) == sealer


def test_a_founding_that_was_interrupted_is_begun_again(authority: DemonstrationAuthority) -> None:
    authority.root_file.unlink()  # what is written last
    again = DemonstrationAuthority.open(authority.folder, NOW)
    root = x509.load_pem_x509_certificate(authority.root_file.read_bytes())
    assert load(again.sealer(NAME, CODE, NOW).chain[1]) == root


def test_an_authority_that_is_known_to_have_been_there_is_not_founded(tmp_path: Path) -> None:
    with pytest.raises(KeyMissing):
        DemonstrationAuthority.open(tmp_path / "authority", NOW, founded=True)
    assert not (tmp_path / "authority").exists()


def test_a_key_for_attestations_says_so_and_is_another_than_the_seal(authority: DemonstrationAuthority) -> None:
    seal, attester = authority.sealer(NAME, CODE, NOW), authority.attester(NAME, CODE, NOW)
    certificate = load(attester.certificate)
    assert certificate.public_key() != load(seal.certificate).public_key()
    assert only(certificate.subject, NameOID.COMMON_NAME) == f"{NAME}核验专用章（演示）"
    usages = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert ATTESTING in {usage.dotted_string for usage in usages}
    assert DOCUMENT_SIGNING not in usages
    assert authority.attester(NAME, CODE, NOW + DAY).certificate == attester.certificate


def test_a_list_that_is_older_than_a_certificate_is_renewed_with_it(authority: DemonstrationAuthority) -> None:
    before = authority.revocation_lists(NOW)
    sealer = authority.attester(NAME, CODE, NOW + DAY)
    listed = x509.load_der_x509_crl(sealer.revocation[0])
    assert listed.last_update_utc >= load(sealer.certificate).not_valid_before_utc
    assert sealer.revocation[1] == before[1]
    assert authority.attester(NAME, CODE, NOW + 2 * DAY).revocation == sealer.revocation
