"""A bureau's keys in folders: a key is for licences or for attestations, whichever folder it is put into."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders.licenses import DEPARTMENT, DEPARTMENT_CODE, SEALED_AT, Authority
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from graph.errors import Conflict
from licenses.seal import certificates
from licenses.seal.certificates import Profile
from licenses.seal.seals import FolderSeals

PROFILES = {"seals": certificates.SEALING, "attestations": certificates.ATTESTING}


@pytest.fixture
def seals(tmp_path: Path) -> FolderSeals:
    return FolderSeals(tmp_path / "keys", tmp_path / "trust", None)


def put(seals: FolderSeals, folder: str, authority: Authority, profile: Profile) -> bytes:
    """Put a key with its papers into a folder; give its certificate."""
    sealer = authority.sealer(profile=profile)
    for place in (seals.keys / folder, seals.trust / folder, seals.trust / "crl"):
        place.mkdir(parents=True, exist_ok=True)
    key = sealer.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (seals.keys / folder / f"{DEPARTMENT_CODE}.pem").write_bytes(key)
    papers = [x509.load_der_x509_certificate(each) for each in (sealer.certificate, *sealer.chain)]
    (seals.trust / folder / f"{DEPARTMENT_CODE}.pem").write_bytes(
        b"".join(each.public_bytes(Encoding.PEM) for each in papers)
    )
    for number, listed in enumerate(sealer.revocation):
        (seals.trust / "crl" / f"{number}.crl").write_bytes(listed)
    return sealer.certificate


def test_each_is_found_in_its_folder(seals: FolderSeals, authority: Authority) -> None:
    made = {folder: put(seals, folder, authority, profile) for folder, profile in PROFILES.items()}
    assert seals.sealer(DEPARTMENT, DEPARTMENT_CODE, SEALED_AT).certificate == made["seals"]
    assert seals.attester(DEPARTMENT, DEPARTMENT_CODE, SEALED_AT).certificate == made["attestations"]


def test_none_does_what_the_other_is_for(seals: FolderSeals, authority: Authority) -> None:
    put(seals, "seals", authority, certificates.ATTESTING)
    put(seals, "attestations", authority, certificates.SEALING)
    for asked in (seals.sealer, seals.attester):
        with pytest.raises(Conflict) as refusal:
            asked(DEPARTMENT, DEPARTMENT_CODE, SEALED_AT)
        assert (refusal.value.code, refusal.value.value) == ("NO_SEAL", DEPARTMENT_CODE)
        assert "用途" in refusal.value.message.zh


def test_what_is_missing_is_named_by_its_path(seals: FolderSeals) -> None:
    with pytest.raises(Conflict, match=r"keys/attestations/\w+\.pem"):
        seals.attester(DEPARTMENT, DEPARTMENT_CODE, SEALED_AT)


def test_lists_in_pem_are_those_in_der(seals: FolderSeals, authority: Authority) -> None:
    put(seals, "seals", authority, certificates.SEALING)
    first = seals.sealer(DEPARTMENT, DEPARTMENT_CODE, SEALED_AT).revocation
    for file in (seals.trust / "crl").iterdir():
        file.unlink()
    written = b"".join(x509.load_der_x509_crl(each).public_bytes(Encoding.PEM) for each in first)
    (seals.trust / "crl" / "all.crl").write_bytes(written)
    assert seals.sealer(DEPARTMENT, DEPARTMENT_CODE, SEALED_AT).revocation == first
